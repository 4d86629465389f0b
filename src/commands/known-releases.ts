import { catalogIn } from '../catalog/catalog';
import type { CatalogEntry } from '../catalog/entry';
import type { Context } from '../context';
import { type Release, type Show, SITES, type SiteIds } from '../watchlist/show';
import { releasesNamed } from './which-release';

/** What the catalogue knows of the show with these numbers; undefined when it knows none of them. */
export async function entryOf(
  { catalogFiles }: Pick<Context, 'catalogFiles'>,
  ids: SiteIds = {},
): Promise<CatalogEntry | undefined> {
  const catalog = catalogIn(catalogFiles);
  for (const site of SITES) {
    const number = ids[site];
    const entry = number === undefined ? undefined : await catalog.find(site, number);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** The releases that the catalogue knows of a show beside those on the list. */
export async function furtherReleases(context: Context, show: Show): Promise<readonly Release[]> {
  const entry = await entryOf(context, show.ids);
  const present = new Set(show.releases.map(({ id }) => id));
  return (entry?.releases ?? []).filter(({ id }) => !present.has(id));
}

/** The one release that words name, on the list or else in the catalogue; undefined when none or several. */
export async function knownRelease(
  context: Context,
  show: Show,
  words: string,
): Promise<Release | undefined> {
  const present = releasesNamed(show.releases, words);
  if (present.length > 0) return present.length === 1 ? present[0] : undefined;
  const further = releasesNamed(await furtherReleases(context, show), words);
  return further.length === 1 ? further[0] : undefined;
}
