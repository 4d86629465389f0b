import { followed } from './releases';
import type { Show, SiteIds } from './show';

const PAGES: readonly { readonly site: keyof SiteIds; readonly page: (id: number) => string }[] = [
  { site: 'anilist', page: (id) => `https://anilist.co/anime/${id}` },
  { site: 'mal', page: (id) => `https://myanimelist.net/anime/${id}` },
];

/** Where a show can be watched and read about: the followed release, its official site, list sites. */
export function linksOf(show: Show): readonly string[] {
  const pages = PAGES.flatMap(({ site, page }) => {
    const id = show.ids?.[site];
    return id === undefined ? [] : [page(id)];
  });
  return [followed(show).url, show.site, ...pages].filter((link) => link !== undefined);
}

/** The link in its normal form; undefined when there is none, or it is not http or https. */
export function linkOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
