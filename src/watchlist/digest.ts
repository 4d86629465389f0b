import { type AgendaDrop, believed, episodesOf, isActive, nextDrop } from './agenda';
import type { Change } from './change';
import { happened, placeOf, timeOf } from './moment';
import type { Period } from './period';
import { followed, timetableIn } from './releases';
import type { Basis, Instant, Moment, Show, Status, Watchlist } from './show';
import { dropOf, type Slip, slipsOf } from './slipped';
import { type VerdictMove, verdictMoveOf } from './verdict-move';
import type { Millis, Zone } from './zone';

/** What a period brought, and what the next one will: to be told as a screen, a text or a message. */
export interface Digest {
  readonly period: Period;
  /** What came out, each show's together: in order of their first. */
  readonly dropped: readonly Drops[];
  /** In order of when it comes now. */
  readonly slipped: readonly Slip[];
  /** All that waits unwatched now, each show's together: shows being watched before planned ones. */
  readonly due: readonly Drops[];
  readonly watched: Viewing;
  /** Shows of which something was said: in the order in which it was begun. */
  readonly verdicts: readonly VerdictMove[];
  /** Shows that came onto the list, or are at another status. */
  readonly moves: readonly StatusMove[];
  /** What comes, in order. */
  readonly ahead: readonly DigestDrop[];
  /** Where nothing comes: what comes first after that. */
  readonly next: DigestDrop | undefined;
}

/** A drop, with what there is to say of it beside when it is. */
export interface DigestDrop extends AgendaDrop {
  readonly isWatched: boolean;
  readonly isPremiere: boolean;
  /** Why it is believed to be the last one; undefined where it is not. */
  readonly finale: Basis | undefined;
}

/** Drops of one show, in order. */
export type Drops = readonly [DigestDrop, ...DigestDrop[]];

/** What was watched. */
export interface Viewing {
  /** In the order in which they were begun. */
  readonly shows: readonly WatchedShow[];
  readonly episodes: number;
  /** How long those took whose length is known. */
  readonly minutes: number;
  /** How many there were whose length is not known. */
  readonly unmeasured: number;
}

export interface WatchedShow {
  readonly show: Show;
  /** In order of episode; at least one. */
  readonly episodes: readonly number[];
  /** When the last of them was. */
  readonly at: Instant;
  /** Of all of them together; undefined where the length of an episode is not known. */
  readonly minutes: number | undefined;
}

/** A show that came onto the list, or is at another status. */
export interface StatusMove {
  readonly show: Show;
  /** Undefined for a show that was not on the list. */
  readonly before: Status | undefined;
  readonly after: Status;
}

/** A change, and when it was made: as the journal keeps it. */
export interface Recorded {
  readonly at: Instant;
  readonly change: Change;
}

export interface Asked {
  readonly period: Period;
  readonly now: Millis;
  /** The viewer's: on whose calendar a drop known only by its day falls. */
  readonly zone: Zone;
  /** What was changed, oldest first, as far back as is known. */
  readonly changes?: readonly Recorded[];
}

/**
 * What lies between a period's beginning and now, what waits, and what comes before the period's end.
 * Each dated drop of a show that is waited for stands in `dropped` or in `ahead`, or in neither where it
 * lies outside; one known only by its day has dropped when that day is over. A completed show's drops are
 * in `dropped` as well, since watching its finale completes it. Shows that are paused or dropped have none.
 */
export function digestOf(watchlist: Watchlist, { period, now, zone, changes = [] }: Asked): Digest {
  const earlier = showsBefore(changes, period, now);
  const dropped: Placed<Drops>[] = [];
  const due: Placed<Drops>[] = [];
  const backlog: Placed<Drops>[] = [];
  const ahead: Placed<DigestDrop>[] = [];
  const slipped: Placed<Slip>[] = [];
  const asking = { period, now, zone };
  for (const show of watchlist.shows) {
    if (!isActive(show) && show.status !== 'completed') continue;
    const of = dropsOf(show, asking);
    dropped.push(...together(of.dropped, zone));
    (show.status === 'planned' ? backlog : due).push(...together(of.waiting, zone));
    ahead.push(...of.ahead.map((item) => ({ item, at: sortPlace(item.moment, zone) })));
    const slips = slipsOf(show, earlier.get(show.id) ?? undefined, { ...period, now, zone });
    slipped.push(...slips.map((item) => ({ item, at: sortPlace(dropOf(item).moment, zone) })));
  }
  return {
    period,
    dropped: inOrder(dropped),
    slipped: inOrder(slipped),
    due: [...inOrder(due), ...inOrder(backlog)],
    watched: viewingIn(watchlist.shows, period, now),
    verdicts: inOrder(watchlist.shows.flatMap((show) => verdictMove(show, period, now))),
    moves: watchlist.shows.flatMap((show) => statusMove(show, earlier.get(show.id), period, now)),
    ahead: inOrder(ahead),
    next: ahead.length > 0 ? undefined : firstAfter(watchlist.shows, asking),
  };
}

/** Whether there is nothing to tell. */
export function isQuiet(digest: Digest): boolean {
  const { dropped, slipped, due, watched, verdicts, moves, ahead } = digest;
  return [dropped, slipped, due, watched.shows, verdicts, moves, ahead].every(
    (some) => some.length === 0,
  );
}

/** Something with what it is put in order by. */
interface Placed<Item> {
  readonly item: Item;
  readonly at: Millis;
}

function inOrder<Item>(placed: readonly Placed<Item>[]): readonly Item[] {
  return [...placed].sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** Where something stands in order; the end where no day is known. */
function sortPlace(moment: Moment, zone: Zone): Millis {
  return placeOf(moment, zone) ?? Number.MAX_SAFE_INTEGER;
}

/** A show's drops as one, in the place of the first; nothing where there are none. */
function together(drops: readonly DigestDrop[], zone: Zone): readonly Placed<Drops>[] {
  const [first, ...others] = drops;
  if (first === undefined) return [];
  return [{ item: [first, ...others], at: sortPlace(first.moment, zone) }];
}

interface Asking {
  readonly period: Period;
  readonly now: Millis;
  readonly zone: Zone;
}

/** One show's drops, each in its order of episode. */
interface Sorted {
  readonly dropped: readonly DigestDrop[];
  readonly waiting: readonly DigestDrop[];
  readonly ahead: readonly DigestDrop[];
}

function dropsOf(show: Show, { period, now, zone }: Asking): Sorted {
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const watched = new Set(show.watched.map(({ episode }) => episode));
  const isWaitedFor = isActive(show);
  const dropped: DigestDrop[] = [];
  const waiting: DigestDrop[] = [];
  const ahead: DigestDrop[] = [];
  for (const episode of episodesOf(timetable)) {
    const drop = believed(show, timetable.dropAt(episode), now, zone);
    const isWatched = watched.has(episode);
    const item = () => digestDrop({ ...drop, show, release, last: timetable.last }, isWatched);
    const isOut = happened(drop.moment, now, zone) === 'yes';
    if (isWaitedFor && !isWatched && isOut) waiting.push(item());
    const at = sortPlace(drop.moment, zone);
    if (at >= period.from && at <= now) dropped.push(item());
    else if (isWaitedFor && at > now && at < period.until) ahead.push(item());
    else if (!isOut && at >= period.until && episode >= timetable.settled) break;
  }
  return { dropped, waiting, ahead };
}

function digestDrop(drop: AgendaDrop, isWatched: boolean): DigestDrop {
  const { episode, release, last } = drop;
  const { schedule } = release;
  const first = schedule.first ?? 1;
  return {
    ...drop,
    isWatched,
    isPremiere: episode === first,
    finale:
      episode === last && episode > first ? (schedule.episodes?.basis ?? 'estimated') : undefined,
  };
}

/** What comes first of all that comes later than the period. */
function firstAfter(shows: readonly Show[], { now, zone }: Asking): DigestDrop | undefined {
  let first: Placed<DigestDrop> | undefined;
  for (const show of shows.filter(isActive)) {
    const drop = nextDrop(show, now, zone);
    const at = drop === undefined ? undefined : placeOf(drop.moment, zone);
    if (drop === undefined || at === undefined || (first !== undefined && at >= first.at)) continue;
    const release = followed(show);
    const { last } = timetableIn(show, release);
    first = { item: digestDrop({ ...drop, show, release, last }, false), at };
  }
  return first?.item;
}

/** The shows that were changed in the period, as they were before: null for those not on the list yet. */
function showsBefore(
  changes: readonly Recorded[],
  period: Period,
  now: Millis,
): ReadonlyMap<string, Show | null> {
  const earlier = new Map<string, Show | null>();
  for (const { change } of changes.filter((verdict) => isWithin(verdict, period, now))) {
    for (const { id, before } of change.shows) {
      if (!earlier.has(id)) earlier.set(id, before);
    }
  }
  return earlier;
}

function isWithin(one: { readonly at?: Instant }, { from }: Period, now: Millis): boolean {
  const instant = timeOf(one);
  return instant >= from && instant <= now;
}

function viewingIn(shows: readonly Show[], period: Period, now: Millis): Viewing {
  const placed: Placed<WatchedShow>[] = [];
  for (const show of shows) {
    const marks = show.watched.filter((mark) => isWithin(mark, period, now));
    const dates = marks.flatMap(({ at }) => at ?? []).sort();
    const [begun, at] = [dates[0], dates.at(-1)];
    if (begun === undefined || at === undefined) continue;
    const episodes = marks.map(({ episode }) => episode);
    const minutes = show.minutes === undefined ? undefined : show.minutes * episodes.length;
    placed.push({ item: { show, episodes, at, minutes }, at: Date.parse(begun) });
  }
  const seen = inOrder(placed);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    shows: seen,
    episodes: sum(seen.map(({ episodes }) => episodes.length)),
    minutes: sum(seen.map(({ minutes = 0 }) => minutes)),
    unmeasured: sum(
      seen.map(({ minutes, episodes }) => (minutes === undefined ? episodes.length : 0)),
    ),
  };
}

function verdictMove(show: Show, period: Period, now: Millis): readonly Placed<VerdictMove>[] {
  const move = verdictMoveOf(show, (verdict) => isWithin(verdict, period, now));
  return move === undefined ? [] : [{ item: move, at: timeOf(move.given[0]) }];
}

/**
 * How a show's status moved: by the journal, unless it was added in this time; and where the journal knows
 * nothing of it, as far as its marks tell, that it was begun or watched to its end.
 */
function statusMove(
  show: Show,
  earlier: Show | null | undefined,
  period: Period,
  now: Millis,
): readonly StatusMove[] {
  const after = show.status;
  if (isWithin({ at: show.added }, period, now)) return [{ show, before: undefined, after }];
  if (earlier !== undefined) {
    const before = earlier?.status;
    return before === after ? [] : [{ show, before, after }];
  }
  const dates = show.watched.flatMap(({ at }) => at ?? []).sort();
  const [begun, ended] = [dates[0], dates.at(-1)];
  if (begun === undefined || ended === undefined) return [];
  if (after === 'completed' && isWithin({ at: ended }, period, now)) {
    return [{ show, before: isWithin({ at: begun }, period, now) ? 'planned' : 'watching', after }];
  }
  return after === 'watching' && isWithin({ at: begun }, period, now)
    ? [{ show, before: 'planned', after }]
    : [];
}
