import type { Titles } from '../watchlist/show';
import type { Item } from './data-set';
import { normalise } from './normalise';

/** Reads a Japanese title aloud in Latin letters; a machine's guess, good for searching. */
export type Romaniser = (title: string) => string | undefined;

export interface NamedItem {
  readonly item: Item;
  readonly titles: Titles;
  readonly otherTitles: readonly string[];
  /** The season a title states, 2 or more; absent for originals and when no title says. */
  readonly season?: number;
  /** Whether its title says that it goes on with another work: a season, or a part of one. */
  readonly isSequel: boolean;
}

const NUMERALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  弐: 2,
  参: 3,
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
  x: 10,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  セカンド: 2,
  サード: 3,
};

/** A number as season markers write it: `2`, `２`, `Ⅱ`, `二`, `弐`, `second`. */
function numeral(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : NUMERALS[text.toLowerCase()];
  return number !== undefined && number >= 2 && number <= 50 ? number : undefined;
}

/**
 * What follows the original's title, in order of how often it does: (第2期) 61, bare 2 59, II 26,
 * (第2シリーズ) 23, (第2クール) 23, シーズン2 20, Season2 20, 2nd season 9, セカンドシーズン 8, 2期 5, 弐 2.
 * A クール is a part of a season, not a season.
 */
const SEASON_MARKERS: readonly RegExp[] = [
  /[\s(]*第?([0-9]+|[一二三四五六七八九十弐参])(?:期|シリーズ|シーズン|季)\)?$/i,
  /[\s(‐-]*(?:season|シーズン)\s*([0-9]+|[ivx]+)[)‐-]?$/i,
  /[\s(‐-]*([0-9]+)(?:st|nd|rd|th)\s*(?:season|シーズン)?[)‐-]?$/i,
  /[\s(‐-]*(second|third|fourth|fifth|セカンド|サード)\s*(?:season|シーズン)[)‐-]?$/i,
  /\s*([ⅡⅢⅣⅤ]|ii|iii|iv|弐|参|[2-9])$/i,
];
const PART_MARKER = /[\s(]*(?:第?([0-9]+)(?:クール|クール目))\)?$/;

interface Marked {
  /** The title before the marker. */
  readonly base: string;
  readonly words: string;
  readonly season?: number;
}

function marked(title: string): Marked | undefined {
  const plain = title.normalize('NFKC');
  const part = PART_MARKER.exec(plain);
  const partNumber = numeral(part?.[1]);
  if (part !== null && partNumber !== undefined) {
    return { base: plain.slice(0, part.index), words: `Part ${partNumber}` };
  }
  for (const marker of SEASON_MARKERS) {
    const match = marker.exec(plain);
    const season = numeral(match?.[1]);
    if (match !== null && season !== undefined && match.index > 0) {
      return { base: plain.slice(0, match.index), words: `Season ${season}`, season };
    }
  }
  return undefined;
}

/** The season an English title states. */
function statedSeason(title: string): number | undefined {
  const [, digits, ordinal] =
    /\bseason\s*(\d+|[ivx]+)\b|\b(\d+)(?:nd|rd|th)\s+season\b/i.exec(title) ?? [];
  return numeral(digits ?? ordinal);
}

/** What only a work that goes on with another says of itself. */
const STATED_SEQUEL =
  /\b(?:season\s*[2-9ivx]+|(?:2nd|3rd|[4-9]th|second|third|final)\s+season|(?:part|cour)\s*[2-9]|ii|iii|iv)\b|第[2-9二三四]|後[編篇半]/i;

/** How many works of one title are told apart; there are no more than 6. */
const MOST_TWINS = 100;

/** Adds to the list under a key. What is too much is let go, so that no data set can take for ever. */
function addTo<Value>(lists: Map<string, Value[]>, key: string, values: readonly Value[]): void {
  const list = lists.get(key) ?? [];
  if (list.length < MOST_TWINS) list.push(...values);
  lists.set(key, list);
}

/** Titles and seasons of every work, in the given order. */
export function nameItems(items: readonly Item[], romanise: Romaniser): readonly NamedItem[] {
  const byTitle = new Map<string, Item[]>();
  for (const item of items) {
    const key = normalise(item.title);
    addTo(byTitle, key, [item]);
  }
  const relatives = englishOfRelatives(items);
  const english = new Map(items.map((item) => [item, chooseEnglish(item, relatives)]));

  return items.map((item) => {
    const mark = marked(item.title);
    const [original, ...others] = mark ? (byTitle.get(normalise(mark.base)) ?? []) : [];
    const isSequel =
      original !== undefined &&
      others.length === 0 &&
      original !== item &&
      Date.parse(original.begin) < Date.parse(item.begin);
    const season = (isSequel ? mark?.season : undefined) ?? statedSeason(english.get(item) ?? '');
    const derived = isSequel && mark ? sequelTitle(item, original, mark, english) : undefined;
    return {
      ...withTitles(item, derived ?? english.get(item), romanise),
      ...(season !== undefined && { season }),
      isSequel:
        isSequel ||
        season !== undefined ||
        STATED_SEQUEL.test(english.get(item) ?? item.title) ||
        goesOn(item, byTitle),
    };
  });
}

/** `<English> Season 2` for a sequel that has no English title of its own, or only the original's. */
function sequelTitle(
  item: Item,
  original: Item,
  mark: Marked,
  english: ReadonlyMap<Item, string | undefined>,
): string | undefined {
  const own = english.get(item);
  const first = english.get(original);
  if (first === undefined) return undefined;
  return own === undefined || normalise(own) === normalise(first)
    ? `${first} ${mark.words}`
    : undefined;
}

/** Two works of one title: a sequel within this time, a remake after it. */
const REMAKE = 6 * 365 * 86_400_000;

/**
 * Whether a title is that of an earlier work (けいおん！, けいおん!!), or such a title and more after a
 * space or a mark (鬼滅の刃 遊郭編), unless that is a year, which tells a remake.
 */
function goesOn(item: Item, byTitle: ReadonlyMap<string, readonly Item[]>): boolean {
  const begin = Date.parse(item.begin);
  const isEarlier = (other: Item) => other.type === 'tv' && Date.parse(other.begin) < begin;
  const twins = byTitle.get(normalise(item.title)) ?? [];
  if (twins.some((other) => isEarlier(other) && begin - Date.parse(other.begin) < REMAKE))
    return true;
  const title = item.title.normalize('NFKC');
  return [...title.matchAll(/[^\p{L}\p{N}]|(?<=[^\p{Script=Latin}\P{L}])(?=[A-Z0-9])/gu)].some(
    ({ index }) => {
      const key = normalise(title.slice(0, index));
      const rest = title.slice(index);
      const isYear = /^\s*\(?(?:19|20)\d\d\)?$/.test(rest);
      return key.length > 1 && !isYear && (byTitle.get(key) ?? []).some(isEarlier);
    },
  );
}

const NOT_LATIN = /[^\p{Script=Latin}\P{L}]/u;

function englishTitles(item: Item): readonly string[] {
  const { en = [] } = item.titleTranslate;
  const own = en.map(clean);
  return (item.lang === 'en' ? [clean(item.title), ...own] : own).filter(
    (title) => title !== '' && !NOT_LATIN.test(title),
  );
}

/** English titles of works, under the native titles by which their relatives begin. */
function englishOfRelatives(items: readonly Item[]): ReadonlyMap<string, readonly string[]> {
  const relatives = new Map<string, string[]>();
  for (const item of items) {
    const base = marked(item.title)?.base;
    if (base === undefined) continue;
    const key = normalise(base);
    addTo(relatives, key, englishTitles(item));
  }
  return relatives;
}

/**
 * Among several English titles: one that a sequel carries on (one work lists a stranger's title
 * first), then the first that is not in capitals throughout, then the first.
 */
function chooseEnglish(
  item: Item,
  relatives: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const titles = englishTitles(item);
  const carriedOn = (relatives.get(normalise(item.title)) ?? []).map(normalise);
  const candidates = titles.filter((title) =>
    carriedOn.some((sequel) => sequel.startsWith(normalise(title))),
  );
  const isShouted = (title: string) => title === title.toUpperCase() && /\p{L}{2}/u.test(title);
  return (
    candidates.find((title) => !isShouted(title)) ??
    titles.find((title) => !isShouted(title)) ??
    titles[0]
  );
}

function withTitles(
  item: Item,
  english: string | undefined,
  romanise: Romaniser,
): Omit<NamedItem, 'season' | 'isSequel'> {
  const native = clean(item.title);
  const romaji = item.lang === 'ja' && NOT_LATIN.test(native) ? romanise(native) : undefined;
  const known = new Set([english, native, romaji]);
  const otherTitles = new Set(
    Object.values(item.titleTranslate)
      .flat()
      .map(clean)
      .filter((title) => title !== '' && !known.has(title)),
  );
  return {
    item,
    titles: {
      ...(english !== undefined && { english }),
      ...(romaji !== undefined && romaji !== '' && { romaji }),
      native,
    },
    otherTitles: [...otherTitles],
  };
}

/** A title without control and invisible formatting characters and the spaces around it. */
function clean(title: string): string {
  return title.replace(/[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu, '').trim();
}
