import { believed, nextDrop, unwatchedDrops } from './agenda';
import { DAILY, type Evening, eveningsUntil, type FreeTime, type Goal } from './evenings';
import { heldUntil } from './holding';
import type { Living } from './lived-day';
import { happened, instant, isDated, spanOf } from './moment';
import { type Packing, pack, type Row, type Seat } from './packing';
import { timetableIn } from './releases';
import type { Drop } from './schedule';
import type { CalendarDate, Moment, Show } from './show';
import { USUAL_MINUTES } from './usual-length';
import { DAY, MINUTE, type Millis, type Zone } from './zone';

/** The most episodes that an evening may hold. */
export const MOST_PER_EVENING = 24;

/** How far ahead is planned where nothing says by when, and how far at most. */
const FAR = 13 * 7 * DAY;
const FURTHEST = 366 * DAY;

/** What somebody has time for, and by when it is to be seen. */
export interface Wishes extends FreeTime {
  /** At most so many episodes an evening. */
  readonly perEvening: number;
  readonly goal: Goal;
}

export interface PlannedEpisode {
  readonly show: Show;
  readonly drop: Drop;
  /** When it begins. */
  readonly at: Millis;
  readonly minutes: number;
}

export interface PlannedEvening {
  readonly date: CalendarDate;
  /** One after the other; at least one. */
  readonly episodes: readonly [PlannedEpisode, ...PlannedEpisode[]];
  /** Of all of them together. */
  readonly minutes: number;
}

/** An episode that is to be seen. */
export interface Wanted {
  readonly show: Show;
  readonly drop: Drop;
}

/** Which evening brings what. */
export interface Plan {
  /** Those that hold something, in order. */
  readonly evenings: readonly PlannedEvening[];
  /** What would have to be seen as well, and finds no place. */
  readonly left: readonly Wanted[];
  /** Whether nothing is left. */
  readonly fits: boolean;
  /** When the last of it ends; undefined where nothing is planned. */
  readonly ends: Millis | undefined;
  /** Shows whose episodes are taken to be of {@link USUAL_MINUTES}. */
  readonly assumed: readonly Show[];
  /** Shows of whose next episode no day is known, where they were to be seen before it. */
  readonly open: readonly Show[];
}

/**
 * Plans the episodes of shows for the viewer's free evenings, from what is out when an evening begins; a
 * drop known only by its day is out when that day is over. The show whose time is up first goes first, and
 * with as much time, the one whose next episode drops first.
 *
 * To be seen is, by the next episode, what is out now; by a date, what is out when the last free evening
 * before it begins; and without either, what is out now and all that drops until nothing is left, within
 * thirteen weeks.
 */
export function planOf(shows: readonly Show[], wishes: Wishes, living: Living): Plan {
  const { goal, perEvening } = wishes;
  const { now, zone } = living;
  const deadlines = shows.map((show) => deadlineOf(show, goal, living));
  const evenings = eveningsUntil(endOf(deadlines, now), wishes, living);
  const limit = goal.kind === 'next-episode' ? now : (evenings.at(-1)?.from ?? now);
  const wanted = shows.map((show) => wantedOf(show, limit, living));
  const rows = shows.map((show, place): Row => {
    const { by, next } = deadlines[place] ?? NO_DEADLINE;
    return {
      out: rising((wanted[place] ?? []).map(({ drop }) => outAt(drop.moment, zone))),
      length: minutesOf(show) * MINUTE,
      by,
      rank: next,
    };
  });
  const packing = pack(rows, evenings, perEvening);
  const enough = goal.kind === 'caught-up' ? caughtUpAfter(packing, rows, now) : undefined;
  const planned = plannedIn(packing.slice(0, enough), evenings, wanted);
  const episodes = planned.flatMap((evening) => evening.episodes);
  const last = episodes.at(-1);
  // Who is caught up leaves nothing, whatever drops later.
  const left = enough === undefined ? leftOf(packing, wanted) : [];
  const isOpen = (show: Show, place: number) =>
    goal.kind === 'next-episode' &&
    !Number.isFinite(deadlines[place]?.by) &&
    episodes.some((one) => one.show === show);
  return {
    evenings: planned,
    left,
    fits: left.length === 0,
    ends: last === undefined ? undefined : last.at + last.minutes * MINUTE,
    assumed: shows.filter(
      (show) => show.minutes === undefined && episodes.some((one) => one.show === show),
    ),
    open: shows.filter(isOpen),
  };
}

/** Whose time is up when; both are infinite where that is not known. */
interface Deadline {
  readonly by: Millis;
  /** When the show's next episode is out. */
  readonly next: Millis;
}

const NO_DEADLINE: Deadline = { by: Number.POSITIVE_INFINITY, next: Number.MAX_SAFE_INTEGER };

function deadlineOf(show: Show, goal: Goal, { now, zone }: Living): Deadline {
  const drop = nextDrop(show, now, zone);
  const isKnown = drop !== undefined && isDated(drop.moment);
  const next = isKnown ? outAt(drop.moment, zone) : NO_DEADLINE.next;
  if (goal.kind === 'date') return { by: goal.until, next };
  return { by: goal.kind === 'next-episode' && isKnown ? next : NO_DEADLINE.by, next };
}

/** When planning ends: with the last of the shows' times, or after thirteen weeks where one has no end. */
function endOf(deadlines: readonly Deadline[], now: Millis): Millis {
  const ends = deadlines.map(({ by }) => (Number.isFinite(by) ? by : now + FAR));
  return Math.min(Math.max(now, ...ends), now + FURTHEST);
}

/** When something is out for certain; infinity where nothing is known. */
function outAt(moment: Moment, zone: Zone): Millis {
  return spanOf(moment, zone)?.to ?? Number.POSITIVE_INFINITY;
}

/** The unwatched episodes that are out by an instant, in order. */
function wantedOf(show: Show, limit: Millis, { now, zone }: Living): readonly Wanted[] {
  const timetable = timetableIn(show);
  const wanted: Wanted[] = [];
  for (const known of unwatchedDrops(show, timetable)) {
    const drop = believed(show, known, now, zone);
    if (outAt(drop.moment, zone) <= limit) wanted.push({ show, drop });
    else if (drop.episode >= timetable.settled) break;
  }
  return wanted;
}

/** None before the one in front of it: what comes after it is watched after it. */
function rising(instants: readonly Millis[]): readonly Millis[] {
  let latest = Number.NEGATIVE_INFINITY;
  return instants.map((one) => {
    latest = Math.max(latest, one);
    return latest;
  });
}

export function minutesOf({ minutes }: Show): number {
  return minutes ?? USUAL_MINUTES;
}

/** How many evenings it takes until nothing is out that is not seen; undefined where they do not do. */
function caughtUpAfter(packing: Packing, rows: readonly Row[], now: Millis): number | undefined {
  const seen = rows.map(() => 0);
  const isCaughtUp = (at: Millis) =>
    rows.every(({ out }, place) => (out[seen[place] ?? 0] ?? Number.POSITIVE_INFINITY) > at);
  if (isCaughtUp(now)) return 0;
  for (const [number, seats] of packing.entries()) {
    for (const { row, index } of seats) seen[row] = index + 1;
    const last = seats.at(-1);
    if (last !== undefined && isCaughtUp(last.at + (rows[last.row]?.length ?? 0)))
      return number + 1;
  }
  return undefined;
}

function plannedIn(
  packing: Packing,
  evenings: readonly Evening[],
  wanted: readonly (readonly Wanted[])[],
): readonly PlannedEvening[] {
  return packing.flatMap((seats, number): readonly PlannedEvening[] => {
    const [first, ...others] = seats.flatMap((seat) => episodeAt(seat, wanted));
    const date = evenings[number]?.date;
    if (first === undefined || date === undefined) return [];
    const minutes = [first, ...others].reduce((sum, one) => sum + one.minutes, 0);
    return [{ date, episodes: [first, ...others], minutes }];
  });
}

function leftOf(packing: Packing, wanted: readonly (readonly Wanted[])[]): readonly Wanted[] {
  const seats = packing.flat();
  return wanted.flatMap((some, place) =>
    some.slice(seats.filter(({ row }) => row === place).length),
  );
}

function episodeAt(
  { row, index, at }: Seat,
  wanted: readonly (readonly Wanted[])[],
): readonly PlannedEpisode[] {
  const episode = wanted[row]?.[index];
  return episode === undefined ? [] : [{ ...episode, at, minutes: minutesOf(episode.show) }];
}

/** The episode of a show that drops first after a plan for it is over; undefined where none is known of. */
export function nextAfter(show: Show, { evenings }: Plan, { now, zone }: Living): Drop | undefined {
  const planned = evenings.flatMap(({ episodes }) =>
    episodes.flatMap(({ drop, at }) => ({ episode: drop.episode, at: instant(at) })),
  );
  return nextDrop({ ...show, watched: [...show.watched, ...planned] }, now, zone);
}

/** Whether the viewer waits with a show for an episode that is not out yet. */
export function isHeld(show: Show, { now, zone }: Living): boolean {
  if (show.hold === undefined) return false;
  const timetable = timetableIn(show);
  const end = heldUntil(show, timetable.last);
  return end === undefined || happened(timetable.dropAt(end).moment, now, zone) !== 'yes';
}

/** What would make a plan fit: so many an evening, on the same days or on all. */
export interface Remedy {
  readonly perEvening: number;
  readonly isDaily: boolean;
}

/** What would make it fit, found by trying: more an evening, or more evenings with as few more as will do. */
export function remediesFor(
  shows: readonly Show[],
  wishes: Wishes,
  living: Living,
): readonly Remedy[] {
  const fewest = (least: number, days: ReadonlySet<number>) => {
    for (let perEvening = least; perEvening <= MOST_PER_EVENING; perEvening += 1) {
      if (planOf(shows, { ...wishes, days, perEvening }, living).fits) return perEvening;
    }
    return undefined;
  };
  const more = fewest(wishes.perEvening + 1, wishes.days);
  const daily = wishes.days.size < DAILY.size ? fewest(wishes.perEvening, DAILY) : undefined;
  return [
    ...(more === undefined ? [] : [{ perEvening: more, isDaily: false }]),
    // More evenings are worth naming only where they spare something.
    ...(daily === undefined || daily >= (more ?? Number.POSITIVE_INFINITY)
      ? []
      : [{ perEvening: daily, isDaily: true }]),
  ];
}
