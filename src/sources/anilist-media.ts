import type { CatalogEntry } from '../catalog/entry';
import {
  PLATFORMS,
  type Platform,
  platformById,
  premierePlatform,
  releaseIdOf,
  resolvePlatform,
} from '../catalog/platforms';
import type { Facts, ReleaseFacts } from '../watchlist/facts';
import { fieldsOf, listOf } from '../watchlist/fields';
import { minuteMoment, UNKNOWN } from '../watchlist/moment';
import type {
  EpisodeCount,
  Format,
  KnownDrop,
  Moment,
  Production,
  Release,
  Schedule,
  SiteIds,
  Step,
  Titles,
} from '../watchlist/show';
import { DAY, type Millis } from '../watchlist/zone';
import {
  countOf,
  dropTimeOf,
  episodeOf,
  siteNumberOf,
  textOf,
  webAddressOf,
  wholeOf,
} from './json';

/** The source's name, in facts and releases. */
export const ANILIST = 'AniList';

/** What we could read of one of AniList's media. */
export interface Media {
  readonly ids: SiteIds & { readonly anilist: number };
  readonly titles: Titles;
  readonly synonyms: readonly string[];
  readonly format?: Format;
  readonly production?: Production;
  /** How long an episode is, in minutes. */
  readonly minutes?: number;
  readonly episodes?: EpisodeCount;
  readonly site?: string;
  /** The zone of the country it is from, in which its slot keeps its hour. */
  readonly zone: string;
  readonly premiere?: Moment;
  /** The broadcast's, in order of episode. */
  readonly rows: readonly Row[];
  /** Where it can be watched, the better known languages first. */
  readonly streams: readonly Stream[];
}

/** When one episode is broadcast. */
interface Row {
  readonly episode: number;
  readonly at: Millis;
}

interface Stream {
  readonly platform: Platform;
  readonly url?: string;
}

/** AniList's `MediaFormat`; those of music and of print are none of ours. */
const FORMATS: ReadonlyMap<unknown, Format> = new Map([
  ['TV', 'tv'],
  ['TV_SHORT', 'tv'],
  ['MOVIE', 'movie'],
  ['OVA', 'ova'],
  ['SPECIAL', 'ova'],
  ['ONA', 'web'],
]);

/** AniList's `MediaStatus`, version 2. */
const PRODUCTIONS: ReadonlyMap<unknown, Production> = new Map([
  ['FINISHED', 'finished'],
  ['RELEASING', 'airing'],
  ['NOT_YET_RELEASED', 'upcoming'],
  ['CANCELLED', 'cancelled'],
  ['HIATUS', 'hiatus'],
]);

/** Their first months; AniList's winter may begin in December, and is named after the year to come. */
const SEASONS: ReadonlyMap<unknown, string> = new Map([
  ['WINTER', '01'],
  ['SPRING', '04'],
  ['SUMMER', '07'],
  ['FALL', '10'],
]);

const ZONES: ReadonlyMap<unknown, string> = new Map([
  ['CN', 'Asia/Shanghai'],
  ['KR', 'Asia/Seoul'],
]);

/** What can be read of one of the media of an answer; undefined when not even its number can. */
export function readMedia(value: unknown): Media | undefined {
  const media = fieldsOf(value);
  const ids = readIds(media);
  if (ids === undefined) return undefined;
  const format = FORMATS.get(media.format);
  const production = PRODUCTIONS.get(media.status);
  const minutes = wholeOf(media.duration, 1, 1440);
  const episodes = countOf(media.episodes);
  const links = readLinks(media.externalLinks);
  const site = links.find(isOfficial)?.url;
  const { rows, opening } = readRows(media.ahead, media.first);
  const premiere = opening === undefined ? startOf(media) : minuteMoment(opening.at);
  return {
    ids,
    titles: readTitles(media.title),
    synonyms: listOf(media.synonyms).flatMap((synonym) => textOf(synonym) ?? []),
    ...(format && { format }),
    ...(production && { production }),
    ...(minutes !== undefined && { minutes }),
    ...(episodes !== undefined && { episodes: { number: episodes, basis: 'scheduled' } }),
    ...(site !== undefined && { site }),
    zone: ZONES.get(media.countryOfOrigin) ?? 'Asia/Tokyo',
    ...(premiere && { premiere }),
    rows,
    streams: streamsOf(links),
  };
}

function readIds({ id, idMal }: Readonly<Record<string, unknown>>): Media['ids'] | undefined {
  const anilist = siteNumberOf(id);
  const mal = siteNumberOf(idMal);
  return anilist === undefined ? undefined : { anilist, ...(mal !== undefined && { mal }) };
}

function readTitles(value: unknown): Titles {
  const title = fieldsOf(value);
  const [english, romaji, native] = [title.english, title.romaji, title.native].map(textOf);
  return {
    ...(english !== undefined && { english }),
    ...(romaji !== undefined && { romaji }),
    ...(native !== undefined && { native }),
  };
}

/** More than this before what is to come, the rows of a cut list are of another year's run. */
const LONG_AGO: Millis = 200 * DAY;

/**
 * The rows of what is to come and of the schedule's beginning, as one list without what a long runner
 * showed long ago; and the row of the first episode, where AniList still has it: it keeps what is to
 * come, and of what was only what nobody has purged.
 */
function readRows(ahead: unknown, first: unknown): { rows: readonly Row[]; opening?: Row } {
  const coming = rowsOf(ahead);
  const all = new Map([...rowsOf(first), ...coming].map((row) => [row.episode, row]));
  const rows = [...all.values()].sort((a, b) => a.episode - b.episode);
  const recent = isCut(first) ? earliestOf(coming) - LONG_AGO : -Infinity;
  const [opening] = rows;
  return {
    rows: rows.filter(({ at }) => at >= recent),
    ...(opening !== undefined && opening.episode <= 1 && { opening }),
  };
}

/** When the first of some rows is; before all time when there are none. */
function earliestOf(rows: readonly Row[]): Millis {
  return rows.length === 0
    ? -Infinity
    : rows.reduce((least, { at }) => Math.min(least, at), Infinity);
}

function rowsOf(connection: unknown): readonly Row[] {
  return listOf(fieldsOf(connection).nodes).flatMap((node) => {
    const { episode, airingAt } = fieldsOf(node);
    const number = episodeOf(episode);
    const at = typeof airingAt === 'number' ? dropTimeOf(airingAt * 1000) : undefined;
    return number === undefined || at === undefined ? [] : [{ episode: number, at }];
  });
}

/** Whether a connection has more rows than it gave. */
function isCut(connection: unknown): boolean {
  return fieldsOf(fieldsOf(connection).pageInfo).hasNextPage === true;
}

/** When a media starts, as finely as AniList tells and no finer. Dates are those of its country. */
function startOf(media: Readonly<Record<string, unknown>>): Moment | undefined {
  const start = fieldsOf(media.startDate);
  const year = yearOf(start.year);
  const month = wholeOf(start.month, 1, 12);
  const day = wholeOf(start.day, 1, 31);
  if (year !== undefined && month !== undefined) {
    const at = `${year}-${twoDigits(month)}`;
    return day !== undefined && day <= daysIn(year, month)
      ? { at: `${at}-${twoDigits(day)}`, precision: 'day' }
      : { at, precision: 'month' };
  }
  const firstMonth = SEASONS.get(media.season);
  const seasonYear = yearOf(media.seasonYear);
  if (firstMonth !== undefined && seasonYear !== undefined) {
    return { at: `${seasonYear}-${firstMonth}`, precision: 'season' };
  }
  return year === undefined ? undefined : { at: `${year}`, precision: 'year' };
}

/** The oldest anime that is left is of 1917. */
function yearOf(value: unknown): number | undefined {
  return wholeOf(value, 1900, 2100);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

interface Link {
  readonly site: string;
  readonly type: unknown;
  readonly url?: string;
}

/** The links that work, those in Japanese, in English or in no language before the others. */
function readLinks(value: unknown): readonly Link[] {
  const links = listOf(value)
    .map(fieldsOf)
    .filter(({ isDisabled }) => isDisabled !== true);
  const isForMost = ({ language }: Readonly<Record<string, unknown>>) =>
    typeof language !== 'string' || ['English', 'Japanese'].includes(language);
  const ordered = [...links.filter(isForMost), ...links.filter((link) => !isForMost(link))];
  return ordered.flatMap((link) => {
    const site = textOf(link.site);
    const url = webAddressOf(link.url);
    return site === undefined ? [] : [{ site, type: link.type, ...(url !== undefined && { url }) }];
  });
}

function isOfficial({ site, type, url }: Link): boolean {
  return type === 'INFO' && site === 'Official Site' && url !== undefined;
}

/** The platforms we know among the links, each once. */
function streamsOf(links: readonly Link[]): readonly Stream[] {
  const streams = new Map<string, Stream>();
  for (const { site, type, url } of links) {
    const platform = type === 'STREAMING' ? platformNamed(site) : undefined;
    if (platform === undefined || streams.has(platform.id)) continue;
    streams.set(platform.id, { platform, ...(url !== undefined && { url }) });
  }
  return [...streams.values()];
}

function platformNamed(site: string): Platform | undefined {
  const platform = platformById(resolvePlatform(site)?.id ?? '');
  // Nobody streams on `Japanese TV`.
  return platform?.premieres === undefined ? platform : undefined;
}

/**
 * What AniList says of a show: first its broadcast, then where it can be watched.
 * @param format where the broadcast is looked for when AniList does not tell a format
 */
export function factsOf(media: Media, format: Format = 'tv'): Facts {
  const { ids, titles, production, minutes, site, episodes, premiere } = media;
  const place = premierePlatform(media.format ?? format);
  const broadcast: ReleaseFacts = {
    ...releaseOn(place),
    ...(premiere && { premiere }),
    ...(media.rows.length > 1 && { step: stepOf(media.rows, media.format ?? format, episodes) }),
    ...firstOf(media),
    ...(episodes && { episodes }),
    drops: dropsOf(media.rows),
  };
  return {
    source: ANILIST,
    ...(Object.keys(titles).length > 0 && { titles }),
    ...(media.format && { format: media.format }),
    ...(production && { production }),
    ...(minutes !== undefined && { minutes }),
    ids,
    ...(site !== undefined && { site }),
    releases: [
      broadcast,
      ...media.streams.map(({ platform, ...page }) => ({
        ...releaseOn(platform),
        ...page,
        drops: [],
      })),
    ],
  };
}

function releaseOn(platform: Platform): Pick<Release, 'id' | 'platform' | 'audio'> {
  return { id: releaseIdOf(platform), platform: platform.name, audio: platform.audio };
}

function dropsOf(rows: readonly Row[]): readonly KnownDrop[] {
  return rows.map(({ episode, at }) => ({
    episode,
    moment: minuteMoment(at),
    basis: 'scheduled',
    source: ANILIST,
  }));
}

/** A show as the catalogue would give it; undefined when it has no title to go by. */
export function entryOf(media: Media): CatalogEntry | undefined {
  const { ids, titles, production, minutes, site, episodes, premiere = UNKNOWN, rows } = media;
  const known = new Set(Object.values(titles));
  if (known.size === 0) return undefined;
  const format = media.format ?? 'tv';
  const broadcast = premierePlatform(format);
  const timing = {
    premiere,
    step: stepOf(rows, format, episodes),
    zone: media.zone,
    ...firstOf(media),
    ...(episodes && { episodes }),
  };
  const release = ({ platform, ...page }: Stream, schedule: Schedule): Release => ({
    ...releaseOn(platform),
    ...page,
    source: ANILIST,
    schedule,
  });
  const drops = dropsOf(rows);
  return {
    titles,
    otherTitles: [...new Set(media.synonyms)].filter((title) => !known.has(title)),
    format,
    ...(production && { production }),
    ...(minutes !== undefined && { minutes }),
    ids,
    ...(site !== undefined && { site }),
    premiere,
    ...(episodes && { episodes }),
    releases: [
      ...byPreference(media.streams).map((stream) =>
        release(stream, { ...timing, basis: 'estimated' }),
      ),
      release(
        { platform: broadcast },
        { ...timing, basis: 'scheduled', ...(drops.length > 0 && { drops }) },
      ),
    ],
  };
}

/**
 * The number of the first episode where it is not 1: 0 for a prologue; that of the first row where there
 * is a row for each episode, as of a second cour that is numbered on.
 */
function firstOf({ rows, episodes }: Media): { readonly first?: number } {
  const lowest = rows[0]?.episode;
  if (lowest === undefined || lowest === 1) return {};
  const isWhole = episodes !== undefined && rows.length === episodes.number;
  return lowest === 0 || isWhole ? { first: lowest } : {};
}

/** In the default world-wide order. */
function byPreference(streams: readonly Stream[]): readonly Stream[] {
  const rank = ({ platform }: Stream) => PLATFORMS.indexOf(platform);
  return [...streams].sort((a, b) => rank(a) - rank(b));
}

/**
 * How often episodes drop: the median of the whole days between one episode and the next, where there
 * are any. All at once for a film, and when every row has one moment; weekly when nothing is known.
 */
function stepOf(rows: readonly Row[], format: Format, episodes: EpisodeCount | undefined): Step {
  if (format === 'movie') return 'P0D';
  const gaps = rows
    .flatMap((row, index) => {
      const before = rows[index - 1];
      const isNext = before !== undefined && before.episode + 1 === row.episode;
      return isNext ? Math.round((row.at - before.at) / DAY) : [];
    })
    // What drops together, or out of order, tells nothing of the days between.
    .filter((days) => days > 0 && days <= 9999)
    .sort((a, b) => a - b);
  const median = gaps[Math.floor((gaps.length - 1) / 2)];
  if (median !== undefined) return `P${median}D`;
  // All at once only if those are all there are: many series begin with two or three together.
  const isAll = episodes !== undefined && rows.length >= episodes.number && rows.length > 1;
  return isAll && rows.every(({ at }) => at === rows[0]?.at) ? 'P0D' : 'P7D';
}
