import { showIn } from './change';
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

/** Whether a title's key is `key`, or begins with it: seen at its first letters mostly, without making it. */
function hasKey(title: string, key: string, kind: 'whole' | 'beginning'): boolean {
  let place = 0;
  for (let index = 0; index < title.length; index += 1) {
    const code = title.charCodeAt(index);
    if (isKanaOrKanji(code) && (place === key.length || key.charCodeAt(place) < 0x80)) {
      return place === key.length && kind === 'beginning';
    }
    if (code > 0x7e) {
      const all = titleKey(title);
      return kind === 'whole' ? all === key : all.startsWith(key);
    }
    const lower = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    if ((lower < 0x61 || lower > 0x7a) && (code < 0x30 || code > 0x39)) continue;
    if (place === key.length) return kind === 'beginning';
    if (lower !== key.charCodeAt(place)) return false;
    place += 1;
  }
  return place === key.length;
}

/** Letters that become no other than such. */
function isKanaOrKanji(code: number): boolean {
  return (
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fa) ||
    (code >= 0x4e00 && code <= 0x9fff)
  );
}

/** A title's key, for telling whole titles apart: of one that is signs alone the title itself. */
export function wholeKey(title: string): string {
  return titleKey(title) || title;
}

/** Titles that need none of the care above, which is slow. */
const ASCII = /^[ -~]*$/;

/** Every title the show goes by, the shown one first. */
export function titlesOf(show: {
  readonly title: string;
  readonly titles?: Titles;
}): readonly string[] {
  const { title, titles } = show;
  const all = [title];
  if (titles === undefined) return all;
  for (const other of [titles.english, titles.romaji, titles.native]) {
    if (other !== undefined && !all.includes(other)) all.push(other);
  }
  return all;
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
  const byId = showIn(watchlist, words);
  if (byId !== null) return { kind: 'one', show: byId };
  const key = titleKey(words);
  const parts = words
    .split(/\s+/)
    .map(titleKey)
    .filter((part) => part !== '');
  const byKey = likely(watchlist, [key]);
  const rules: readonly (() => readonly Show[])[] = [
    () => byKey.filter((show) => titlesOf(show).some((title) => isWhole(title, words, key))),
    () => byKey.filter((show) => titlesOf(show).some((title) => hasKey(title, key, 'beginning'))),
    () =>
      (parts[0] === key ? byKey : likely(watchlist, parts)).filter((show) => contains(show, parts)),
  ];
  for (const rule of key === '' ? rules.slice(0, 1) : rules) {
    const shows = rule();
    const [show] = shows;
    if (show === undefined) continue;
    return shows.length === 1 ? { kind: 'one', show } : { kind: 'several', shows };
  }
  return { kind: 'none' };
}

/** Whether the words are the whole of some show's id or of one of its titles. */
export function isTitle(watchlist: Watchlist, words: string): boolean {
  if (showIn(watchlist, words) !== null) return true;
  const key = titleKey(words);
  return likely(watchlist, [key]).some((show) =>
    titlesOf(show).some((title) => isWhole(title, words, key)),
  );
}

/** The shows among which those are that hold all keys; all, where that takes a look at each. */
function likely(watchlist: Watchlist, keys: readonly string[]): readonly Show[] {
  const isPlain = keys.every((key) => key !== '' && ASCII.test(key));
  return (isPlain ? watchlist.quick?.mayHold(keys) : undefined) ?? watchlist.shows;
}

function isWhole(title: string, words: string, key: string): boolean {
  return title === words || (key !== '' && hasKey(title, key, 'whole'));
}

/**
 * How many of the words typed are the show's title, when others may follow it: the longest beginning
 * that finds a show. A number at its end is taken for the title's only in a whole title, such as
 * `kaiju no. 8`. A first word with spaces in it was quoted, and is the title.
 */
export function titleLength(watchlist: Watchlist, typed: readonly string[]): number {
  if (/\s/.test(typed[0] ?? '')) return 1;
  for (let length = typed.length; length > 1; length -= 1) {
    const words = typed.slice(0, length).join(' ');
    const numbered = /^[\d+,–-]+$/.test(typed[length - 1] ?? '');
    const found = numbered ? isTitle(watchlist, words) : findShow(watchlist, words).kind !== 'none';
    if (found) return length;
  }
  return 1;
}

/** Whether each part stands somewhere in one of the show's titles or in its id. */
function contains(show: Show, parts: readonly string[]): boolean {
  const names = [...titlesOf(show), show.id];
  return parts.every((part) => names.some((name) => holdsPart(name, part)));
}

function holdsPart(name: string, part: string): boolean {
  // Most of those that are not ASCII, and to make their keys is slow.
  if (JAPANESE.test(name) && ASCII.test(part)) return false;
  return titleKey(name).includes(part);
}

/** Kana, kanji and their punctuation, none of which becomes a letter or digit of ASCII. */
const JAPANESE = /^[\u3000-\u30ff\u4e00-\u9fff]+$/;

/** Whether a show's titles hold every one of some free words. */
export function matching(words: readonly string[]): (show: Show) => boolean {
  const parts = words.map(titleKey).filter((part) => part !== '');
  return (show) => contains(show, parts);
}

/**
 * A new show's id: its title in lower-case ASCII with hyphens, made unique among `taken` by a number.
 * @param candidates titles, the preferred first; the first that leaves any letter or digit is used.
 */
export function newId(
  candidates: readonly string[],
  taken: Pick<ReadonlySet<string>, 'has'>,
): string {
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
