import { type BroughtList, entryName } from '../../watchlist/brought';
import { type Fields, fieldsOf, isRecord, listOf } from '../../watchlist/fields';
import { Problem } from '../../watchlist/problem';
import {
  type Format,
  HIGHEST_EPISODE,
  type SiteIds,
  type Status,
  type Titles,
} from '../../watchlist/show';
import { partialDate } from './dates';
import {
  A_MANGA,
  broughtOf,
  listFrom,
  type Marker,
  marker,
  NO_TITLE,
  type Outcome,
  oddStatus,
  progressOf,
  silentOn,
  statusAt,
  TOO_MANY,
} from './entry';
import {
  bestScore,
  jsonOf,
  nameOf,
  noShows,
  numberOf,
  onlyManga,
  scoreOf,
  siteNumberOf,
  tagsOf,
  textOf,
  verdictsOf,
  wholeOf,
  yearOf,
} from './reading';

/**
 * AniList's lists as its API gives them (docs.anilist.co, `MediaListCollection`), and as Automail and
 * other programs save its answers.
 */

/** AniList's `MediaListStatus`. Who repeats a show has completed it. */
const STATUSES: ReadonlyMap<string, Status> = new Map([
  ['CURRENT', 'watching'],
  ['PLANNING', 'planned'],
  ['COMPLETED', 'completed'],
  ['DROPPED', 'dropped'],
  ['PAUSED', 'paused'],
  ['REPEATING', 'completed'],
]);

/** AniList's `MediaFormat`; those of music and of print are none of ours. */
const FORMATS: ReadonlyMap<unknown, Format> = new Map([
  ['TV', 'tv'],
  ['TV_SHORT', 'tv'],
  ['MOVIE', 'movie'],
  ['OVA', 'ova'],
  ['SPECIAL', 'ova'],
  ['ONA', 'web'],
]);

/** AniList's `ScoreFormat`: what the best score is in each. */
const BEST: ReadonlyMap<unknown, number> = new Map([
  ['POINT_100', 100],
  ['POINT_10_DECIMAL', 10],
  ['POINT_10', 10],
  ['POINT_5', 5],
  ['POINT_3', 3],
]);

/** What AniList makes of its three faces where it counts to a hundred, in tens. */
const FACES = [0, 3.5, 6, 8.5];

/**
 * Reads a file that holds AniList's answer, with or without the `data` around it.
 * @throws Problem `failed` when it is no JSON, no such answer, a list of manga or empty.
 */
export function readAnilist(text: string): BroughtList {
  return anilistLists([jsonOf(text)]);
}

/**
 * The list in AniList's answers about one user, a chunk in each.
 *
 * Custom lists become tags. AniList repeats an entry in each of them, or has it there alone: it is taken
 * once, by the show's number.
 * @param answers parsed JSON: `{data: {MediaListCollection}}`, or any inner part that has the `lists`
 * @param format what scores were asked for in, as AniList names it; else what the answers tell, else
 * what fits the scores
 * @throws Problem `failed` when there is no list in them, a list of manga, or none of shows.
 */
export function anilistLists(answers: readonly unknown[], format?: string): BroughtList {
  const collections = answers.map(collectionOf);
  if (collections.every(({ lists }) => lists === undefined)) throw noList();
  const found = collections.flatMap(({ lists }) => gathered(lists ?? []));
  const all = onceEach(found);
  if (all.length === 0) throw collections.some(({ isManga }) => isManga) ? onlyManga() : noShows();
  const isManga =
    collections.some((one) => one.isManga) || all.every((one) => isPrinted(one.entry));
  if (isManga) throw onlyManga();
  const told = format ?? collections.find((one) => one.format !== undefined)?.format;
  const scale = scaleOf(
    told,
    all.map(({ entry }) => entry.score),
  );
  const mark = marker();
  return listFrom(all.map((one, index) => readEntry(one, index, { scale, mark })));
}

interface Collection {
  readonly lists: readonly unknown[] | undefined;
  /** AniList's `ScoreFormat` of the user. */
  readonly format: string | undefined;
  readonly isManga: boolean;
}

function collectionOf(answer: unknown): Collection {
  const whole = fieldsOf(answer);
  const data = isRecord(whole.data) ? whole.data : whole;
  const collection = isRecord(data.MediaListCollection) ? data.MediaListCollection : data;
  const formats = [collection.user, data.User, data.user, data.Viewer].map((user) =>
    textOf(fieldsOf(fieldsOf(user).mediaListOptions).scoreFormat),
  );
  return {
    lists: Array.isArray(collection.lists) ? collection.lists : undefined,
    format: formats.find((format) => format !== undefined),
    isManga: data.type === 'MANGA',
  };
}

/** An entry, and what its lists say of it. */
interface Found {
  readonly entry: Fields;
  readonly media: Fields;
  /** The status of the list it stands in. */
  readonly status: unknown;
  readonly tags: readonly unknown[];
}

function gathered(lists: readonly unknown[]): readonly Found[] {
  return lists.map(fieldsOf).flatMap(({ name, status, isCustomList, entries }) =>
    listOf(entries).map((value) => {
      const entry = fieldsOf(value);
      const own = isCustomList === true ? [name] : [];
      return {
        entry,
        media: fieldsOf(entry.media),
        status,
        tags: [...own, ...customLists(entry.customLists)],
      };
    }),
  );
}

/** The names of the custom lists an entry is on: `{name: true}`, `[{name, enabled}]`, or the names. */
export function customLists(value: unknown): readonly unknown[] {
  if (isRecord(value)) return Object.keys(value).filter((name) => value[name] === true);
  return listOf(value).flatMap((one) => {
    if (!isRecord(one)) return [one];
    return one.enabled === false ? [] : [one.name];
  });
}

/** Each show once, with all its tags. Entries without a number are all different. */
function onceEach(found: readonly Found[]): readonly Found[] {
  const byNumber = new Map<number | symbol, Found>();
  for (const one of found) {
    const key = siteNumberOf(one.entry.mediaId) ?? siteNumberOf(one.media.id) ?? Symbol();
    const before = byNumber.get(key);
    byNumber.set(
      key,
      before === undefined ? one : { ...before, tags: [...before.tags, ...one.tags] },
    );
  }
  return [...byNumber.values()];
}

/** What only manga have. `progressVolumes` is 0 in some lists of anime. */
function isPrinted({ media, progressVolumes }: Fields): boolean {
  const { type, format, chapters, volumes } = fieldsOf(media);
  if (type !== undefined && type !== null) return type === 'MANGA';
  if (FORMATS.has(format)) return false;
  const isPrint = format === 'MANGA' || format === 'NOVEL' || format === 'ONE_SHOT';
  return isPrint || [chapters, volumes, progressVolumes].some((one) => (numberOf(one) ?? 0) > 0);
}

/** How a score becomes one of ten. */
type Scale = (score: unknown) => number | undefined;

/** By what the list tells, unless there is a score that cannot be such. */
function scaleOf(format: string | undefined, scores: readonly unknown[]): Scale {
  const told = BEST.get(format);
  const fits = told !== undefined && scores.every((score) => (numberOf(score) ?? 0) <= told);
  const best = fits ? told : bestScore(scores);
  if (best !== 3) return (score) => scoreOf(score, best);
  return (score) => scoreOf(FACES[wholeOf(score, 1, 3) ?? 0], 10);
}

function readEntry(
  { entry, media, status: listStatus, tags }: Found,
  index: number,
  { scale, mark }: { readonly scale: Scale; readonly mark: Marker },
): Outcome {
  const { title, titles } = titlesOf(media.title);
  const ids = idsOf(entry, media);
  const name = entryName({ title, ids }, `entry ${index + 1}`);
  if (isPrinted(entry)) return { name, why: A_MANGA };
  if (title === undefined && ids === undefined) return { name, why: NO_TITLE };
  const progress = progressOf(entry.progress);
  if (progress === undefined) return { name, why: TOO_MANY };
  const count = wholeOf(media.episodes, 1, HIGHEST_EPISODE);
  // A list in which more were watched than there are does not know how many there are.
  const episodes = count !== undefined && count < progress ? undefined : count;
  const told = textOf(entry.status) ?? textOf(listStatus);
  const word = told?.toUpperCase();
  const status = word === undefined ? statusAt(progress, episodes) : STATUSES.get(word);
  if (status === undefined) return { name, why: oddStatus(told ?? '') };
  const isAgain = word === 'REPEATING';
  // AniList counts anew for who watches a show again, and has watched all of it.
  const watched = mark(isAgain ? (episodes ?? progress) : progress);
  return broughtOf({
    title,
    titles,
    ids,
    format: FORMATS.get(media.format),
    episodes,
    minutes: wholeOf(media.duration, 1, 1440),
    year: yearOf(media.seasonYear) ?? yearOf(fieldsOf(media.startDate).year),
    status,
    silent: silentOn({
      status: word !== undefined,
      progress: numberOf(entry.progress) !== undefined,
      watched,
    }),
    watched,
    verdicts: verdictsOf(scale(entry.score), textOf(entry.notes)),
    tags: tagsOf(tags),
    started: fuzzyDate(entry.startedAt),
    finished: fuzzyDate(entry.completedAt),
    rewatches: wholeOf(entry.repeat, 1, HIGHEST_EPISODE),
    rewatching: isAgain ? progress : undefined,
  });
}

/** The title that is shown, and those by language. */
function titlesOf(value: unknown): {
  readonly title: string | undefined;
  readonly titles: Titles | undefined;
} {
  // Some programs write the one title they know.
  const told = isRecord(value) ? value : { userPreferred: value };
  const [preferred, english, romaji, native] = [
    told.userPreferred,
    told.english,
    told.romaji,
    told.native,
  ].map(nameOf);
  const titles: Titles = {
    ...(english !== undefined && { english }),
    ...(romaji !== undefined && { romaji }),
    ...(native !== undefined && { native }),
  };
  return {
    title: preferred ?? english ?? romaji ?? native,
    titles: Object.keys(titles).length > 0 ? titles : undefined,
  };
}

function idsOf(entry: Fields, media: Fields): SiteIds | undefined {
  const anilist = siteNumberOf(entry.mediaId) ?? siteNumberOf(media.id);
  const mal = siteNumberOf(media.idMal);
  if (anilist === undefined && mal === undefined) return undefined;
  return { ...(anilist !== undefined && { anilist }), ...(mal !== undefined && { mal }) };
}

/** AniList's `FuzzyDate`. */
function fuzzyDate(value: unknown) {
  const { year, month, day } = fieldsOf(value);
  return partialDate(year, month, day);
}

function noList(): Problem {
  return new Problem('failed', 'The file is no list of AniList.', {
    hint: 'AniList writes none itself; Automail saves yours at anilist.co/settings/import.',
  });
}
