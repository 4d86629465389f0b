import type { BroughtList, Refused } from '../../watchlist/brought';
import { type Fields, fieldsOf, isRecord, listOf } from '../../watchlist/fields';
import { Problem } from '../../watchlist/problem';
import { HIGHEST_EPISODE } from '../../watchlist/show';
import { listFrom, type Marker, marker, NO_TITLE, type Outcome } from './entry';
import {
  instantOf,
  jsonOf,
  nameOf,
  noShows,
  scoreOf,
  siteNumberOf,
  textOf,
  wholeOf,
  yearOf,
} from './reading';
import { entryOf, play, type Season, seasonOf } from './trakt-seasons';

/**
 * Trakt's files: the parts of its export of an account, and what its API gives (trakt.docs.apiary.io).
 * All are arrays of rows: watched shows and films, the history (a row for each time something was
 * watched), the watchlist, and ratings. Trakt has all television and films, and none of the numbers
 * that anime sites have.
 */

/**
 * Reads a file of Trakt's. A show is an entry for each of its seasons; what several rows tell of one
 * is put together.
 * @throws Problem `failed` when it is no JSON, no such file or empty.
 */
export function readTrakt(text: string): BroughtList {
  const rows = jsonOf(text);
  if (!Array.isArray(rows) || (rows.length > 0 && !rows.some(isOfTrakt))) {
    throw new Problem('failed', 'The file is no list of Trakt.', {
      hint: 'Trakt exports yours at trakt.tv, under Settings and Data; take its watched-history files.',
    });
  }
  if (rows.length === 0) throw noShows();
  const seasons: Seasons = new Map();
  const mark = marker();
  const lessened: Refused[] = [];
  const refused = rows.map(fieldsOf).flatMap((row, index): Outcome[] => {
    const name = nameIn(row, index);
    const why = takeRow(seasons, row, mark);
    if (why !== undefined) return [{ name, why }];
    if (isSum(row) && !isAllOf(row)) lessened.push({ name, why: NOT_WHICH });
    return [];
  });
  const list = listFrom([...[...seasons.values()].map(entryOf), ...refused]);
  return { ...list, ...(lessened.length > 0 && { lessened }) };
}

/** What a sum of plays leaves out. */
const NOT_WHICH = 'it does not say which episodes were watched; the history file does';

/** Seasons and films by what they are of and their number. */
type Seasons = Map<string, Season>;

function isOfTrakt(row: unknown): boolean {
  const { show, movie } = fieldsOf(row);
  return isRecord(show) || isRecord(movie);
}

function nameIn({ show, movie }: Fields, index: number): string {
  return nameOf(fieldsOf(show ?? movie).title) ?? `entry ${index + 1}`;
}

/** Takes in what a row tells; why not, where it cannot be. */
function takeRow(seasons: Seasons, row: Fields, mark: Marker): string | undefined {
  const { show, movie } = row;
  if (!isRecord(show) && !isRecord(movie)) return 'it is of no show and no film';
  const work = workOf(isRecord(show) ? show : fieldsOf(movie));
  if (work === undefined) return NO_TITLE;
  if (!isRecord(show)) {
    takeFilm(seasonIn(seasons, work, undefined), row);
    return undefined;
  }
  if (Array.isArray(row.seasons)) return takeShow(seasons, work, row);
  if (isSum(row)) {
    takeSum(seasonIn(seasons, work, 1), row, mark);
    return undefined;
  }
  return takeEvent(seasons, work, row);
}

/** A show or a film of Trakt's. */
interface Work {
  readonly key: string;
  readonly title: string;
  readonly year: number | undefined;
}

function workOf(value: Fields): Work | undefined {
  const title = nameOf(value.title);
  if (title === undefined) return undefined;
  const year = yearOf(value.year);
  const ids = fieldsOf(value.ids);
  const number = siteNumberOf(ids.trakt);
  return { key: number === undefined ? `${title} ${year}` : `#${number}`, title, year };
}

function seasonIn(seasons: Seasons, work: Work, number: number | undefined): Season {
  const key = `${number ?? 'film'} ${work.key}`;
  const season = seasons.get(key) ?? seasonOf({ ...work, number });
  seasons.set(key, season);
  return season;
}

/** A film in any kind of file. Who rates it has watched it. */
function takeFilm(season: Season, row: Fields): void {
  if (isRating(row)) season.isWatched = true;
  else if ('plays' in row || 'watched_at' in row) {
    play(season, 1, instantOf(row.last_watched_at ?? row.watched_at), playsOf(row.plays));
  }
  if ('listed_at' in row) season.isPlaced = true;
  rate(season, row, undefined);
}

/** A watched show with its seasons and their episodes. */
function takeShow(seasons: Seasons, work: Work, row: Fields): string | undefined {
  const taken: Season[] = [];
  let regular = 0;
  let isWhole = true;
  for (const told of listOf(row.seasons).map(fieldsOf)) {
    const number = seasonNumber(told.number);
    if (number === undefined) {
      isWhole = false;
      continue;
    }
    const season = seasonIn(seasons, work, number);
    taken.push(season);
    season.isWatched = true;
    season.isPlaced = true;
    for (const episode of listOf(told.episodes).map(fieldsOf)) {
      const place = wholeOf(episode.number, 0, HIGHEST_EPISODE);
      if (place === undefined) isWhole = false;
      else play(season, place, instantOf(episode.last_watched_at), playsOf(episode.plays));
    }
    if (number > 0) regular += season.plays.size;
  }
  if (taken.length === 0) return 'it tells of no season';
  const isAll = regular >= (airedOf(row) ?? Number.POSITIVE_INFINITY) && !goesOn(row);
  for (const season of taken) season.isDone ||= isAll && season.number !== 0;
  return isWhole ? undefined : 'some of its episodes have no number';
}

/** How many episodes of a row's show were out, without specials. */
function airedOf(row: Fields): number | undefined {
  return wholeOf(fieldsOf(row.show).aired_episodes, 1, HIGHEST_EPISODE);
}

function goesOn(row: Fields): boolean {
  return GOES_ON.has(textOf(fieldsOf(row.show).status));
}

/** Trakt's statuses of shows of which more is to come. */
const GOES_ON: ReadonlySet<string | undefined> = new Set([
  ...['returning series', 'continuing', 'in production', 'planned', 'upcoming', 'pilot'],
]);

/** Whether a row tells only how often episodes of a show were played, and not which: as Trakt exports them today. */
function isSum(row: Fields): boolean {
  const isOfShow = isRecord(row.show) && !isRecord(row.episode) && !isRecord(row.season);
  return isOfShow && 'plays' in row && !Array.isArray(row.seasons);
}

/** Whether a sum has a play for each episode that was out, which mostly are all of them, once each. */
function isAllOf(row: Fields): boolean {
  const aired = airedOf(row);
  return aired !== undefined && playsOf(row.plays) >= aired;
}

/** A sum. Of when episodes were watched it has the last time alone, which is told in UTC. */
function takeSum(season: Season, row: Fields, mark: Marker): void {
  season.isWatched = true;
  season.isPlaced = true;
  rate(season, row, undefined);
  if (!isAllOf(row)) return;
  season.all = mark(airedOf(row) ?? 0);
  if (goesOn(row)) return;
  season.isDone = true;
  season.finished = instantOf(row.last_watched_at)?.slice(0, 10);
}

/** A row about a show, a season or an episode: of the history, the watchlist or the ratings. */
function takeEvent(seasons: Seasons, work: Work, row: Fields): string | undefined {
  const { episode, season } = row;
  const told = isRecord(episode) ? episode.season : isRecord(season) ? season.number : 1;
  const number = seasonNumber(told);
  if (number === undefined) return 'it tells of no season';
  const place = isRecord(episode) ? wholeOf(episode.number, 0, HIGHEST_EPISODE) : undefined;
  if (isRecord(episode) && place === undefined) return 'it tells of no episode';
  const one = seasonIn(seasons, work, number);
  if ('watched_at' in row && place !== undefined) play(one, place, instantOf(row.watched_at), 1);
  if ('plays' in row || isRating(row)) one.isWatched = true;
  if ('plays' in row || 'listed_at' in row) one.isPlaced = true;
  rate(one, row, place);
  return undefined;
}

function isRating(row: Fields): boolean {
  return 'rated_at' in row;
}

/** A rating is a verdict, with its time; so is what the user noted on the watchlist, without one. */
function rate(season: Season, row: Fields, episode: number | undefined): void {
  const note = 'listed_at' in row ? textOf(row.notes) : undefined;
  if (note !== undefined) {
    season.verdicts.push({ ...(episode !== undefined && { episode }), note });
  }
  const score = isRating(row) ? scoreOf(row.rating, 10) : undefined;
  if (score === undefined) return;
  const at = instantOf(row.rated_at);
  season.verdicts.push({
    ...(at !== undefined && { at }),
    ...(episode !== undefined && { episode }),
    score,
  });
}

function seasonNumber(value: unknown): number | undefined {
  return wholeOf(value, 0, HIGHEST_EPISODE);
}

function playsOf(value: unknown): number {
  return wholeOf(value, 1, HIGHEST_EPISODE) ?? 1;
}
