import { type BacklogWeek, backlogOver } from './backlog';
import { medianOf } from './median';
import type { Vocabulary } from './mood';
import {
  type Called,
  calledAtFirst,
  type Divisive,
  givenScores,
  judged,
  type Moods,
  moodsOf,
  mostDivisive,
  type Scores,
  scoresOf,
  standingScores,
} from './opinions';
import type { Show, Status } from './show';
import { hasEndIn, type Reckoning, type Stretch, showIn } from './stretch';
import { type Bucket, bucketed } from './tally';
import { USUAL_MINUTES } from './usual-length';
import { type WatchedDays, watchedByDay } from './watched-days';
import { type WeekdayLoad, weekdayLoad } from './weekday-load';
import { type Living, WEEK, weeksFrom } from './weeks';
import { MINUTE } from './zone';

/** Some shows, or what of them belongs to a stretch, in numbers. */
export interface Statistics {
  /** Undefined where it is about all time. */
  readonly stretch: Stretch | undefined;
  /** The shows it is about, each as far as it belongs to the stretch. */
  readonly shows: readonly Show[];
  readonly statuses: Readonly<Record<Status, number>>;
  readonly viewing: ViewingTime;
  readonly moods: Moods;
  /** Of shows as they stand. */
  readonly scores: Scores;
  /** Every score that was given, of shows and of episodes. */
  readonly givenScores: Scores;
  readonly dropping: Dropping;
  readonly called: Called;
  /** Undefined where nothing was ever seen in two ways. */
  readonly divisive: Divisive | undefined;
  readonly load: WeekdayLoad;
  /** The last 26 weeks, or those of the stretch as far as they are lived; in order. */
  readonly backlog: readonly BacklogWeek[];
  readonly days: WatchedDays;
}

export interface ViewingTime {
  /** Shows of which something was watched. */
  readonly shows: number;
  readonly episodes: number;
  /** How long they took, with those among it whose length is only assumed. */
  readonly minutes: number;
  /** How many episodes are assumed to be {@link USUAL_MINUTES} long, since nobody says how long they are. */
  readonly assumed: number;
}

/** Which of the shows that ended for the user they did not see to their end, and when that shows. */
export interface Dropping {
  readonly dropped: number;
  readonly completed: number;
  /** The dropped ones among both, from 0 to 1; undefined where there are none. */
  readonly rate: number | undefined;
  /** Dropped shows by how many of their episodes were watched, from 0 on; in order. */
  readonly after: readonly (Bucket & { readonly shows: number })[];
  /** After how many episodes half of the dropped ones were dropped; undefined where there are none. */
  readonly median: number | undefined;
}

export interface StatisticsOptions extends Reckoning, Living {
  readonly vocabulary: Vocabulary;
  readonly stretch?: Stretch | undefined;
}

/** How many weeks the backlog is told of where no stretch is asked for. */
const BACKLOG_WEEKS = 26;

/**
 * Shows in numbers. With a stretch, what was watched and said is what belongs to it by {@link showIn};
 * shows ended in it by {@link hasEndIn}; the backlog is that of its weeks: for a season of the episodes that
 * dropped in it, for a year of all.
 */
export function statisticsOf(all: readonly Show[], options: StatisticsOptions): Statistics {
  const { vocabulary, stretch } = options;
  const parts = all.flatMap((show) => {
    const part = stretch === undefined ? show : showIn(show, stretch, options);
    return part === undefined ? [] : [{ whole: show, part }];
  });
  const shows = parts.map(({ part }) => part);
  const ended = parts.filter(({ part, whole }) => stretch === undefined || hasEndIn(part, whole));
  const opinions = judged(shows, vocabulary);
  return {
    stretch,
    shows,
    statuses: statusesOf(shows),
    viewing: viewingTimeOf(shows),
    moods: moodsOf(opinions),
    scores: scoresOf(standingScores(shows)),
    givenScores: scoresOf(givenScores(opinions)),
    dropping: droppingOf(ended.map(({ whole }) => whole)),
    called: calledAtFirst(opinions),
    divisive: mostDivisive(opinions),
    load: weekdayLoad(shows, options),
    backlog: backlogOf(all, options),
    days: watchedByDay(shows, options),
  };
}

function statusesOf(shows: readonly Show[]): Readonly<Record<Status, number>> {
  const counts: Record<Status, number> = {
    planned: 0,
    watching: 0,
    paused: 0,
    dropped: 0,
    completed: 0,
  };
  for (const { status } of shows) counts[status] += 1;
  return counts;
}

/** How much was watched, each episode being as long as its show says, or as is usual. */
function viewingTimeOf(shows: readonly Show[]): ViewingTime {
  let [begun, episodes, minutes, assumed] = [0, 0, 0, 0];
  for (const { watched, minutes: length } of shows) {
    if (watched.length > 0) begun += 1;
    episodes += watched.length;
    minutes += watched.length * (length ?? USUAL_MINUTES);
    if (length === undefined) assumed += watched.length;
  }
  return { shows: begun, episodes, minutes, assumed };
}

/** @param shows as wholes, since a show is also dropped for what was watched of it before a stretch. */
function droppingOf(shows: readonly Show[]): Dropping {
  const seen = shows
    .filter(({ status }) => status === 'dropped')
    .map(({ watched }) => watched.length);
  const completed = shows.filter(({ status }) => status === 'completed').length;
  const ended = seen.length + completed;
  return {
    dropped: seen.length,
    completed,
    rate: ended === 0 ? undefined : seen.length / ended,
    after: bucketed(seen, (episodes) => episodes).map(({ items, ...bucket }) => ({
      ...bucket,
      shows: items.length,
    })),
    median: seen.length === 0 ? undefined : medianOf(seen),
  };
}

function backlogOf(all: readonly Show[], options: StatisticsOptions): readonly BacklogWeek[] {
  const { stretch, now, zone, dayEnds } = options;
  // The night in which a stretch begins is lived by the day before, but the week before has no part in it.
  const from = stretch === undefined ? now - BACKLOG_WEEKS * WEEK : stretch.from + dayEnds * MINUTE;
  const to = stretch === undefined ? now : Math.min(now, stretch.until - 1);
  const weeks = weeksFrom(from, to, options).slice(stretch === undefined ? -BACKLOG_WEEKS : 0);
  const within = stretch?.kind === 'season' ? stretch : undefined;
  return backlogOver(all, weeks, { now, zone, within });
}
