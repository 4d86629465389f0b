import type { EpisodeCount, Format, Moment, Release, SiteIds, Titles } from '../watchlist/show';
import { FORMATS } from '../watchlist/show';
import type { CatalogEntry, CatalogWork } from './entry';
import { type Platform, platformById, premierePlatform, releaseIdOf } from './platforms';
import type { Beginning } from './timing';

/**
 * The catalogue's file, version 1. UTF-8, lines end with U+000A:
 *
 * 1. a header, one JSON object of type {@link Header}, in a line of `HEADER_BYTES` bytes;
 * 2. the offsets of the works' records, `OFFSET_DIGITS` decimal digits a line, from the first record;
 * 3. the sounds, one line a work: a flag (see {@link flagOf}), then the keys in ASCII, each after a
 *    tab: words of one title, bent by `soundWords`, parted by spaces;
 * 4. the names, one line a work: titles in other scripts, each bent by `normalise`, parted by tabs;
 * 5. the records, one JSON array a work: see {@link writeRecord}.
 *
 * All four are in order of premiere, so that a search reads two blocks as they are, without parsing
 * anything, and decodes only the records it found.
 */
export interface Header {
  readonly format: 'jikai-catalog';
  readonly version: 1;
  readonly source: string;
  readonly sourceVersion: string;
  /** `YYYY-MM-DD`. */
  readonly newestPremiere: string;
  readonly shows: number;
  readonly license: string;
  /** Lengths in bytes. */
  readonly sounds: number;
  readonly names: number;
  readonly records: number;
  /** Keys of the platforms to which records refer by number. */
  readonly platforms: readonly string[];
}

export const HEADER_BYTES = 1024;
export const OFFSET_DIGITS = 7;

/** Where the blocks of a file with this header begin, and where the file ends. */
export function blocksOf(header: Header) {
  const offsets = HEADER_BYTES;
  const sounds = offsets + header.shows * (OFFSET_DIGITS + 1);
  const names = sounds + header.sounds;
  const records = names + header.names;
  return { offsets, sounds, names, records, end: records + header.records };
}

/** Reads the first line. Throws an error of no special kind when it is no header of this version. */
export function readHeader(line: string): Header {
  const header: unknown = JSON.parse(line);
  if (!isHeader(header)) throw new Error('not the header of a catalogue of version 1');
  return header;
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header = value as Partial<Record<keyof Header, unknown>>;
  const counts = [header.shows, header.sounds, header.names, header.records];
  const texts = [header.source, header.sourceVersion, header.newestPremiere, header.license];
  return (
    header.format === 'jikai-catalog' &&
    header.version === 1 &&
    counts.every((count) => Number.isSafeInteger(count) && Number(count) >= 0) &&
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(header.platforms) &&
    header.platforms.every((platform) => typeof platform === 'string')
  );
}

/**
 * How a work stands among its like, as two ASCII characters: its format, plus 4 for a sequel; and how
 * many sites know of it, 0–9.
 */
export function flagOf(format: Format, isSequel: boolean, sites: number): string {
  const place = FORMATS.indexOf(format) + (isSequel ? 4 : 0);
  return `${place}${Math.min(9, Math.floor(sites / 2))}`;
}

/** A platform's release as a record has it. */
export interface ListedRelease {
  readonly platform: string;
  /** The show's id on the platform, or a whole link. */
  readonly page: string;
  readonly beginning: Beginning;
}

/** An entry as `compile` makes it: releases not yet spelt out. */
export interface Listed extends Omit<CatalogEntry, 'releases'> {
  readonly step: string;
  readonly listed: readonly ListedRelease[];
}

const ID_SITES = [
  'anilist',
  'mal',
  'anidb',
  'bangumi',
] as const satisfies readonly (keyof SiteIds)[];
const ESTIMATED = '~';

/**
 * One work as a JSON array: native, English and romaji titles, the other titles, format, ids (`{}` of
 * {@link SiteIds}), official site, premiere, step, episodes, releases. A release is a text: number of
 * the platform in the header, page, premiere, step; parted by spaces, the last two only where they
 * are its own. An estimated release has neither or, where only the step is its own, `~`.
 */
export function writeRecord(entry: Listed, platforms: readonly string[]): string {
  const { titles, otherTitles, format, ids, site, premiere, step, episodes, listed } = entry;
  const releases = listed.map(({ platform, page, beginning }) => {
    const words = [platforms.indexOf(platform).toString(36), page];
    const isEstimate = beginning.basis === 'estimated';
    if (!isEstimate) words.push(shortMoment(beginning.premiere));
    if (beginning.step !== step) words.push(...(isEstimate ? [ESTIMATED] : []), beginning.step);
    return words.join(' ');
  });
  return JSON.stringify([
    titles.native ?? 0,
    titles.english ?? 0,
    titles.romaji ?? 0,
    otherTitles,
    FORMATS.indexOf(format),
    ID_SITES.map((name) => ids[name] ?? 0),
    site ?? 0,
    shortMoment(premiere),
    step,
    episodes === undefined
      ? 0
      : episodes.basis === 'estimated'
        ? episodes.number
        : -episodes.number,
    releases.join('|'),
  ]);
}

/** Instants as seconds since 1970 in base 36, the rest as it is. */
function shortMoment(moment: Moment): string {
  if (moment.precision !== 'minute') return moment.at ?? '';
  return (Date.parse(moment.at) / 1000).toString(36);
}

function longMoment(text: string): Moment | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { at: text, precision: 'day' };
  const at = /^-?[0-9a-z]{1,8}$/.test(text) ? Number.parseInt(text, 36) * 1000 : Number.NaN;
  if (!(Math.abs(at) <= 8.64e15)) return undefined;
  return { at: `${new Date(at).toISOString().slice(0, 19)}Z`, precision: 'minute' };
}

/**
 * The entry a record holds, releases spelt out, in the default order of preference.
 * Throws an error of no special kind when the text is not a record.
 */
export function readRecord(text: string, header: Header): CatalogEntry {
  return readWork(text, header).entry();
}

/** A record, its releases not yet spelt out, which takes longer and more room than all the rest. */
export function readWork(text: string, header: Header): CatalogWork {
  const record: unknown = JSON.parse(text);
  if (!Array.isArray(record) || record.length !== 11) throw new Error('not a record');
  const [native, english, romaji, others, formatIndex, ids, site, premiere, step, count, releases] =
    record;
  const format = FORMATS[formatIndex];
  const first = longMoment(String(premiere));
  if (
    format === undefined ||
    first === undefined ||
    typeof native !== 'string' ||
    typeof step !== 'string' ||
    !/^P\d+[DWM]$/.test(step) ||
    typeof releases !== 'string' ||
    !Array.isArray(others) ||
    !others.every((title) => typeof title === 'string') ||
    !Array.isArray(ids) ||
    !ids.every((id) => Number.isSafeInteger(id)) ||
    !Number.isSafeInteger(count)
  ) {
    throw new Error('not a record');
  }
  const episodes: EpisodeCount | undefined =
    count === 0
      ? undefined
      : { number: Math.abs(count), basis: count > 0 ? 'estimated' : 'scheduled' };
  const facts = {
    titles: {
      ...(typeof english === 'string' && { english }),
      ...(typeof romaji === 'string' && { romaji }),
      native,
    },
    otherTitles: others,
    format,
    ids: Object.fromEntries(
      ID_SITES.map((name, index) => [name, ids[index]]).filter(([, id]) => id !== 0),
    ),
    ...(typeof site === 'string' && { site }),
    premiere: first,
    ...(episodes && { episodes }),
  };
  const shared = {
    first,
    step,
    episodes,
    get source() {
      return `${header.source} ${header.sourceVersion}`;
    },
  };
  const entry = () => ({
    ...facts,
    releases: [
      ...releases
        .split('|')
        .filter((release) => release !== '')
        .map((release) => readRelease(release, { ...shared, header })),
      premiereRelease(format, shared),
    ],
  });
  return { ...facts, entry };
}

/** The native title of a record and its romaji, without the rest, which takes far longer to read. */
export function readTitles(text: string): Pick<Titles, 'native' | 'romaji'> {
  const record: unknown = JSON.parse(text);
  const [native, , romaji]: readonly unknown[] = Array.isArray(record) ? record : [];
  return {
    ...(typeof native === 'string' && { native }),
    ...(typeof romaji === 'string' && { romaji }),
  };
}

interface Shared {
  readonly first: Moment;
  readonly step: string;
  readonly episodes: EpisodeCount | undefined;
  readonly source: string;
}

function readRelease(text: string, shared: Shared & { readonly header: Header }): Release {
  const [number = '', page = '', when, step = shared.step] = text.split(' ');
  const platform = platformById(shared.header.platforms[Number.parseInt(number, 36)] ?? '');
  const isOwn = when !== undefined && when !== ESTIMATED;
  const own = isOwn ? longMoment(when) : undefined;
  if (platform === undefined || (isOwn && own === undefined)) throw new Error('not a release');
  return toRelease(platform, shared, {
    premiere: own ?? shared.first,
    basis: own ? 'scheduled' : 'estimated',
    step,
    page,
  });
}

/** The first showing, which every work has. */
function premiereRelease(format: Format, shared: Shared): Release {
  const { first, step } = shared;
  return toRelease(premierePlatform(format), shared, { premiere: first, basis: 'scheduled', step });
}

function toRelease(
  platform: Platform,
  shared: Shared,
  { premiere, basis, step, page }: Beginning & { readonly page?: string },
): Release {
  return {
    id: releaseIdOf(platform),
    platform: platform.name,
    audio: platform.audio,
    ...(page !== undefined && { url: linkTo(platform, page) }),
    source: shared.source,
    schedule: {
      premiere,
      basis,
      step,
      zone: 'Asia/Tokyo',
      ...(shared.episodes && { episodes: shared.episodes }),
    },
  };
}

function linkTo(platform: Platform, page: string): string {
  return /^https?:\/\//.test(page) ? page : (platform.link ?? '').replace('{{id}}', page);
}

/**
 * The entry with a number on a site that keeps lists, from the block of records. Of several works
 * under one number the earliest.
 */
export function findBySite(
  records: Buffer,
  header: Header,
  site: keyof SiteIds,
  id: number,
): CatalogEntry | undefined {
  if (!Number.isSafeInteger(id) || id <= 0) return undefined;
  const place = ID_SITES.indexOf(site);
  for (let at = records.indexOf(String(id)); at >= 0; at = records.indexOf(String(id), at + 1)) {
    const from = records.lastIndexOf(10, at) + 1;
    const to = records.indexOf(10, at);
    const entry = readRecord(records.toString('utf8', from, to < 0 ? undefined : to), header);
    if (place >= 0 && entry.ids[site] === id) return entry;
    at = to < 0 ? records.length : to;
  }
  return undefined;
}
