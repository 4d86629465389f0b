import type { Show, Titles, Watchlist } from './show';

/**
 * A title reduced to what people remember of it: compatibility forms unified, lower case, katakana
 * as hiragana, no marks over Latin letters, no spaces or punctuation.
 */
export function titleKey(title: string): string {
  if (ASCII.test(title)) return title.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return title
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[^\p{L}\p{N}\p{M}\u30fc]+/gu, '');
}

/** Titles that need none of the care below, which is slow. */
const ASCII = /^[ -~]*$/;

/** Every title the show goes by, the shown one first. */
export function titlesOf(show: {
  readonly title: string;
  readonly titles?: Titles;
}): readonly string[] {
  const { english, romaji, native } = show.titles ?? {};
  const all = [show.title, english, romaji, native].filter((title) => title !== undefined);
  return [...new Set(all)];
}

/** What the user's words found among their shows. */
export type Found =
  | { readonly kind: 'one'; readonly show: Show }
  | { readonly kind: 'several'; readonly shows: readonly Show[] }
  | { readonly kind: 'none' };

/**
 * Finds the show the user means: by id, by a whole title in any language, by how a title begins, by
 * all the words in any order, by a part of a title. The first of these that fits any show decides.
 */
export function findShow(watchlist: Watchlist, words: string): Found {
  const key = titleKey(words);
  const parts = words
    .split(/\s+/)
    .map(titleKey)
    .filter((part) => part !== '');
  const rules: readonly ((show: Show) => boolean)[] = [
    (show) => show.id === words,
    (show) => key !== '' && titlesOf(show).some((title) => titleKey(title) === key),
    (show) => titlesOf(show).some((title) => title === words),
    (show) => key !== '' && titlesOf(show).some((title) => titleKey(title).startsWith(key)),
    (show) => parts.length > 0 && contains(show, parts),
  ];
  for (const rule of rules) {
    const shows = watchlist.shows.filter(rule);
    const [show] = shows;
    if (show !== undefined)
      return shows.length === 1 ? { kind: 'one', show } : { kind: 'several', shows };
  }
  return { kind: 'none' };
}

/** Whether each part stands somewhere in one of the show's titles or in its id. */
function contains(show: Show, parts: readonly string[]): boolean {
  const haystack = [show.id, ...titlesOf(show)].map(titleKey).join(' ');
  return parts.every((part) => haystack.includes(part));
}

/** The shows whose titles hold every one of some free words. */
export function showsMatching(shows: readonly Show[], words: readonly string[]): readonly Show[] {
  const parts = words.map(titleKey).filter((part) => part !== '');
  return parts.length === 0 ? shows : shows.filter((show) => contains(show, parts));
}

/**
 * A new show's id: its title in lower-case ASCII with hyphens, made unique among `taken` by a number.
 * @param candidates titles, the preferred first; the first that leaves any letter or digit is used.
 */
export function newId(candidates: readonly string[], taken: ReadonlySet<string>): string {
  const slugs = candidates.map(slug);
  const base = slugs.find((candidate) => candidate !== '') ?? 'show';
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

function slug(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
