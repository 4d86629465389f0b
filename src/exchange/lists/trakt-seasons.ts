import type { Brought } from '../../watchlist/brought';
import {
  HIGHEST_EPISODE,
  type Instant,
  type PartialDate,
  type Status,
  type Verdict,
} from '../../watchlist/show';
import { broughtOf, silentOn } from './entry';

/** What a Trakt file tells of one season, or of a film, gathered from all its rows. */
export interface Season {
  readonly title: string;
  /** The number of the season; 0 for specials, undefined for a film. */
  readonly number: number | undefined;
  /** The year of the show's premiere, or the film's. */
  readonly year: number | undefined;
  /** By episode: when it was last watched, and how often. */
  readonly plays: Map<number, { readonly at: Instant | undefined; readonly times: number }>;
  /** The marks of all episodes, where only that all were watched is told. */
  all: Brought['watched'];
  /** When the last of all its episodes was watched, where only that is told. */
  finished: PartialDate | undefined;
  readonly verdicts: Verdict[];
  /** It was watched: a row tells so, also where no episode is told, or rates it. */
  isWatched: boolean;
  /** A row tells where the user stands, other than by rating it: it was played, or it is on the watchlist. */
  isPlaced: boolean;
  /** All that was out of it has been watched, and no more is to come. */
  isDone: boolean;
}

/** A season of which nothing is told yet. */
export function seasonOf({
  title,
  number,
  year,
}: Pick<Season, 'title' | 'number' | 'year'>): Season {
  const plays: Season['plays'] = new Map();
  return {
    ...{ title, number, year, plays, all: [], finished: undefined, verdicts: [] },
    ...{ isWatched: false, isPlaced: false, isDone: false },
  };
}

/** Counts that an episode was watched; the latest time is the one that is kept. */
export function play(
  season: Season,
  episode: number,
  at: Instant | undefined,
  times: number,
): void {
  const before = season.plays.get(episode);
  const latest = [before?.at, at].filter((one) => one !== undefined).sort();
  season.plays.set(episode, { at: latest.at(-1), times: (before?.times ?? 0) + times });
  season.isWatched = true;
  season.isPlaced = true;
}

/**
 * A season as an entry of its own, as anime are counted: the first one has the show's title, others
 * have their number behind it. Only of the first the year is known.
 */
export function entryOf(season: Season): Brought {
  const { title, number, year, plays, all, verdicts, isWatched, isPlaced, finished } = season;
  const isFilm = number === undefined;
  const watched = [...plays]
    .sort(([a], [b]) => a - b)
    .map(([episode, { at }]) => ({ episode, ...(at !== undefined && { at }) }));
  // Of a film that was only rated no time is known.
  const untold = isFilm && isWatched ? [{ episode: 1 }] : all;
  const marks = watched.length === 0 ? untold : watched;
  // All of it was watched as often as the episode that was watched least.
  const [least = 1] = [...plays.values()].map(({ times }) => times).sort((a, b) => a - b);
  return broughtOf({
    title: titleOf(title, number),
    format: isFilm ? 'movie' : undefined,
    year: isFilm || number === 1 ? year : undefined,
    status: statusOf(season),
    // Trakt tells of each episode that was watched, so that to tell of none is to tell nothing.
    silent: silentOn({ status: isPlaced, progress: false, watched: marks }),
    watched: marks,
    verdicts,
    finished,
    rewatches: least > 1 ? Math.min(least - 1, HIGHEST_EPISODE) : undefined,
  });
}

function titleOf(title: string, number: number | undefined): string {
  if (number === undefined || number === 1) return title;
  return number === 0 ? `${title} Specials` : `${title} Season ${number}`;
}

/** Trakt tells whether something was watched, and of a film that is all there is. */
function statusOf({ number, isWatched, isDone }: Season): Status {
  if (!isWatched) return 'planned';
  return isDone || number === undefined ? 'completed' : 'watching';
}
