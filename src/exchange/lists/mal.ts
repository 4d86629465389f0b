import { type BroughtList, entryName } from '../../watchlist/brought';
import { type Format, HIGHEST_EPISODE, type Status } from '../../watchlist/show';
import { partialDateIn } from './dates';
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
import { malElements } from './mal-elements';
import {
  bestScore,
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
} from './reading';

/**
 * MyAnimeList's XML, as MyAnimeList itself and many others write it. What each element means is from
 * the files of MyAnimeList and Kitsu, and from what the writers of such files agree on.
 */

/** No status of MyAnimeList's own, but some write it. */
const REWATCHING = 'rewatching';

/** Statuses by their letters alone, in lower case, or by MyAnimeList's number. */
const STATUSES: ReadonlyMap<string, Status> = new Map([
  ['watching', 'watching'],
  ['currentlywatching', 'watching'],
  ['1', 'watching'],
  ['completed', 'completed'],
  ['2', 'completed'],
  ['onhold', 'paused'],
  ['3', 'paused'],
  ['dropped', 'dropped'],
  ['4', 'dropped'],
  ['plantowatch', 'planned'],
  ['6', 'planned'],
  [REWATCHING, 'completed'],
]);

const FORMATS: ReadonlyMap<string | undefined, Format> = new Map([
  ['tv', 'tv'],
  ['movie', 'movie'],
  ['ova', 'ova'],
  ['ona', 'web'],
]);

/** What is read of an anime. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['series_animedb_id', 'series_title', 'series_type', 'series_episodes'],
  ...['my_watched_episodes', 'my_start_date', 'my_finish_date', 'my_score', 'my_status'],
  ...['my_comments', 'my_tags', 'my_times_watched', 'my_rewatching', 'my_rewatching_ep'],
]);

/**
 * Reads a MyAnimeList file. The totals at its head are ignored: they are often wrong.
 * @throws Problem `failed` when it is no list of anime, is broken, ends too early or holds nothing.
 */
export function readMal(text: string): BroughtList {
  const { kind, anime, manga } = malElements(text, FIELDS);
  // Some writers tell the kinds the wrong way round, so that what is in the list counts.
  if (anime.length === 0) throw manga > 0 || kind === '2' ? onlyManga() : noShows();
  const best = bestScore(anime.map((fields) => fields.get('my_score')));
  const mark = marker();
  const unread = Array.from({ length: manga }, (_, index) => ({
    name: `manga ${index + 1}`,
    why: A_MANGA,
  }));
  return listFrom([
    ...anime.map((fields, index) => readAnime(fields, index, { best, mark })),
    ...unread,
  ]);
}

function readAnime(
  fields: ReadonlyMap<string, string>,
  index: number,
  { best, mark }: { readonly best: number; readonly mark: Marker },
): Outcome {
  const title = nameOf(fields.get('series_title'));
  const mal = siteNumberOf(fields.get('series_animedb_id'));
  const ids = mal === undefined ? undefined : { mal };
  const name = entryName({ title, ids }, `entry ${index + 1}`);
  if (title === undefined && ids === undefined) return { name, why: NO_TITLE };
  const progress = progressOf(fields.get('my_watched_episodes'));
  if (progress === undefined) return { name, why: TOO_MANY };
  const count = wholeOf(fields.get('series_episodes'), 1, HIGHEST_EPISODE);
  // A list in which more were watched than there are does not know how many there are.
  const episodes = count !== undefined && count < progress ? undefined : count;
  const told = textOf(fields.get('my_status'));
  const word = told?.toLowerCase().replace(/[^a-z0-9]/g, '');
  const isAgain = word === REWATCHING || isYes(fields.get('my_rewatching'));
  const status = word === undefined ? statusAt(progress, episodes) : STATUSES.get(word);
  if (status === undefined) return { name, why: oddStatus(told ?? '') };
  const note = textOf(fields.get('my_comments'));
  // Who watches a show again has watched all of it.
  const watched = mark(isAgain ? (episodes ?? progress) : progress);
  return broughtOf({
    title,
    ids,
    format: FORMATS.get(textOf(fields.get('series_type'))?.toLowerCase()),
    episodes,
    status: isAgain ? 'completed' : status,
    silent: silentOn({
      status: isAgain || word !== undefined,
      progress: numberOf(fields.get('my_watched_episodes')) !== undefined,
      watched,
    }),
    watched,
    verdicts: verdictsOf(scoreOf(fields.get('my_score'), best), note),
    tags: tagsOf((fields.get('my_tags') ?? '').split(',')),
    started: partialDateIn(fields.get('my_start_date')),
    finished: partialDateIn(fields.get('my_finish_date')),
    rewatches: wholeOf(fields.get('my_times_watched'), 1, HIGHEST_EPISODE),
    rewatching: isAgain
      ? placeAgain(wholeOf(fields.get('my_rewatching_ep'), 1, HIGHEST_EPISODE), progress, episodes)
      : undefined,
  });
}

function isYes(flag: string | undefined): boolean {
  return /^(?:1|yes|true)$/i.test(flag?.trim() ?? '');
}

/**
 * How far somebody is who watches a show again: MyAnimeList leaves the element for it at 0, and counts
 * the watched episodes anew.
 */
function placeAgain(
  told: number | undefined,
  progress: number,
  episodes: number | undefined,
): number {
  if (told !== undefined) return told;
  return episodes !== undefined && progress < episodes ? progress : 0;
}
