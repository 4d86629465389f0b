import { Problem } from '../watchlist/problem';
import type { Format } from '../watchlist/show';

/**
 * The shape of bangumi-data's `data.json`, as far as the catalogue uses it.
 * Source: https://github.com/bangumi-data/bangumi-data, `data.d.ts` and its items.
 */
export interface DataSet {
  readonly siteMeta: Readonly<Record<string, SiteMeta>>;
  readonly items: readonly Item[];
}

export interface SiteMeta {
  readonly urlTemplate: string;
  /** `onair` is a platform, `info` a site that keeps lists, `resource` a site we never name. */
  readonly type: 'info' | 'onair' | 'resource';
}

export interface Item {
  /** As the makers write it, in `lang`. */
  readonly title: string;
  readonly titleTranslate: Readonly<Record<string, readonly string[]>>;
  readonly type: Format;
  readonly lang: string;
  readonly officialSite: string;
  /** ISO 8601 in UTC. Where only the date is known it is midnight in China, 16:00 UTC. */
  readonly begin: string;
  /** ISO 8601 repeating interval, `R/2024-01-10T15:55:00.000Z/P7D`. */
  readonly broadcast?: string;
  /** When the last episode begins or ends, in UTC; empty while nobody knows. */
  readonly end: string;
  readonly sites: readonly Site[];
}

export interface Site {
  readonly site: string;
  readonly id?: string;
  readonly url?: string;
  readonly begin?: string;
  readonly broadcast?: string;
}

/** Four times what bangumi-data has, and more than a catalogue has room for. */
const MOST_ITEMS = 40_000;
/** Letters of a title; the longest of bangumi-data has 207. */
const LONGEST_TITLE = 300;

/**
 * Checks that a value is such a data set. Items with a part we cannot use are left out; a value that
 * is no data set at all, of which most items are unusable, or that holds more of them than a catalogue
 * can, throws a {@link Problem}.
 */
export function readDataSet(value: unknown): DataSet {
  const { siteMeta, items } = isRecord(value) ? value : {};
  if (!isRecord(siteMeta) || !Array.isArray(items)) throw notADataSet();
  if (items.length > MOST_ITEMS) {
    throw new Problem(
      'failed',
      `The data set has ${items.length} shows, more than a catalogue can hold.`,
      {
        hint: 'A newer jikai may have room for them.',
      },
    );
  }
  const usable = items.map(readItem).filter((item) => item !== undefined);
  if (usable.length === 0 || usable.length < items.length / 2) throw notADataSet();
  return { siteMeta: Object.fromEntries(Object.entries(siteMeta).filter(isMeta)), items: usable };
}

function notADataSet(): Problem {
  return new Problem('failed', 'This is not a bangumi-data file that jikai can read.', {
    hint: 'Its shape may have changed: a newer jikai may know it.',
  });
}

function isMeta(entry: [string, unknown]): entry is [string, SiteMeta] {
  const { urlTemplate, type } = isRecord(entry[1]) ? entry[1] : {};
  return typeof urlTemplate === 'string' && typeof type === 'string';
}

const TYPES: readonly unknown[] = ['tv', 'movie', 'ova', 'web'] satisfies readonly Format[];

function readItem(value: unknown): Item | undefined {
  if (!isRecord(value)) return undefined;
  const { title, titleTranslate, type, lang, officialSite, begin, broadcast, end, sites } = value;
  if (!isTitle(title) || title.trim() === '' || !TYPES.includes(type)) return undefined;
  if (!isInstant(begin)) return undefined;
  return {
    title,
    titleTranslate: isRecord(titleTranslate)
      ? Object.fromEntries(Object.entries(titleTranslate).map(([key, list]) => [key, titles(list)]))
      : {},
    type: type as Format,
    lang: text(lang),
    officialSite: text(officialSite),
    begin,
    ...(text(broadcast) !== '' && { broadcast: text(broadcast) }),
    end: isInstant(end) ? end : '',
    sites: Array.isArray(sites) ? sites.map(readSite).filter((site) => site !== undefined) : [],
  };
}

function readSite(value: unknown): Site | undefined {
  const { site, id, url, begin, broadcast } = isRecord(value) ? value : {};
  if (typeof site !== 'string') return undefined;
  return {
    site,
    ...(text(id) !== '' && { id: text(id) }),
    ...(text(url) !== '' && { url: text(url) }),
    ...(isInstant(begin) && { begin }),
    ...(text(broadcast) !== '' && { broadcast: text(broadcast) }),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function titles(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isTitle) : [];
}

/** ISO 8601, of a year with four digits. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value));
}

function isTitle(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TITLE;
}
