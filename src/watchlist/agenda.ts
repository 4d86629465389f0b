import { byId } from './change';
import { happened, isDated, spanOf, UNKNOWN } from './moment';
import { followed, timetableIn } from './releases';
import type { Drop, Gap, Timetable } from './schedule';
import type { Release, Show, Status, Watchlist } from './show';
import type { Millis, Zone } from './zone';
import { DAY } from './zone';

/** A drop on the agenda, with whose it is. */
export interface AgendaDrop extends Drop {
  readonly show: Show;
  readonly release: Release;
  /** The number of its show's last episode, while it is known. */
  readonly last: number | undefined;
}

/** A slot that passes empty, with whose it is. */
export interface AgendaBreak extends Gap {
  readonly show: Show;
  readonly release: Release;
}

/** What dropped of a show and is unwatched. */
export interface DueShow {
  /** What has waited longest. */
  readonly longest: AgendaDrop;
  /** The numbers of all that waits, in order of drop. */
  readonly episodes: readonly number[];
}

export interface Agenda {
  /**
   * Dropped and unwatched, by shows: those being watched before planned ones, then in order of what waits
   * longest. See {@link dueDrops}.
   */
  readonly due: readonly DueShow[];
  /** Not out yet, or out at some hour of today: in order of drop. */
  readonly upcoming: readonly AgendaDrop[];
  /** The next episode of each show of which no day is known. */
  readonly undated: readonly AgendaDrop[];
  /** Slots of that time, and of today, in which a show pauses: in order. */
  readonly breaks: readonly AgendaBreak[];
}

/** Statuses whose drops the user waits for. */
export const ACTIVE: readonly Status[] = ['watching', 'planned'];

export function isActive(show: Show): boolean {
  return ACTIVE.includes(show.status);
}

/**
 * What waits, what comes, and what is still without a date.
 * @param days how far ahead to look, in spans of 24 hours from `now`.
 * @param zone the viewer's: on whose calendar a drop known only by its day falls.
 */
export function agendaOf(
  watchlist: Watchlist,
  { now, zone, days }: { now: Millis; zone: Zone; days: number },
): Agenda {
  const due: Placed<DueShow>[] = [];
  const backlog: Placed<DueShow>[] = [];
  const upcoming: Placed<AgendaDrop>[] = [];
  const breaks: Placed<AgendaBreak>[] = [];
  const undated: AgendaDrop[] = [];
  const horizon = now + days * DAY;
  watchlist.shows.filter(isActive).forEach((show) => {
    const release = followed(show);
    const timetable = timetableIn(show, release);
    const { gapsBefore, last } = timetable;
    const halted = isHalted(show);
    const timeAt = halted ? undefined : timetable.timeAt;
    const watched = watchedOf(show);
    const end = endOf(timetable);
    const waits: Slot[] = [];
    // No generator here: of a long list, this is done a thousand times.
    for (let episode = timetable.first; episode <= end; episode += 1) {
      if (watched.has(episode)) continue;
      // Most drops that waited for long, and those far ahead, need no more than this.
      const time = timeAt?.(episode);
      if (time !== undefined && now >= time) {
        waits.push({ episode, at: time });
        continue;
      }
      if (time !== undefined && time >= horizon) break;
      const known = timetable.dropAt(episode);
      const drop = halted ? believed(show, known, now, zone) : known;
      if (gapsBefore !== undefined && !halted) {
        breaks.push(...breaksWithin(gapsBefore(episode), show, release, { now, zone, horizon }));
      }
      const span = isDated(drop.moment) ? spanOf(drop.moment, zone) : undefined;
      if (span === undefined) {
        if (undated.at(-1)?.show !== show) undated.push(agendaDrop(drop, show, release, last));
      } else if (now >= span.to) {
        waits.push({ episode, at: span.from });
        continue;
      } else if (span.from < horizon) {
        const item = agendaDrop(drop, show, release, last);
        upcoming.push({ item, episode, at: span.from });
        continue;
      }
      if (episode >= timetable.settled) break;
    }
    // Only where something departs from counting on may an episode drop before another.
    if (gapsBefore !== undefined) waits.sort(byTime);
    const longest = waits[0];
    if (longest === undefined) return;
    const item: DueShow = {
      longest: agendaDrop(timetable.dropAt(longest.episode), show, release, last),
      episodes: waits.map(({ episode }) => episode),
    };
    (show.status === 'planned' ? backlog : due).push({ ...longest, item });
  });
  return {
    due: [...inOrder(due), ...inOrder(backlog)],
    upcoming: inOrder(upcoming),
    undated,
    breaks: inOrder(breaks),
  };
}

function agendaDrop(
  { episode, moment, basis, origin }: Drop,
  show: Show,
  release: Release,
  last: number | undefined,
): AgendaDrop {
  return { show, release, episode, moment, basis, origin, last };
}

/** Those of a show's breaks that an agenda tells of. */
function breaksWithin(
  gaps: readonly Gap[],
  show: Show,
  release: Release,
  { now, zone, horizon }: { now: Millis; zone: Zone; horizon: Millis },
): readonly Placed<AgendaBreak>[] {
  return gaps.flatMap((gap) => {
    const span = spanOf(gap.moment, zone);
    if (span === undefined || span.to < now || span.from >= horizon) return [];
    return { item: { show, release, ...gap }, episode: gap.episode, at: span.from };
  });
}

/** A show of which no more is to be expected for now, as a source says. */
export function isHalted({ production }: Show): boolean {
  return production === 'hiatus' || production === 'cancelled';
}

/**
 * A drop as it can be believed at `now`: of a show on hiatus or cancelled, what is still ahead and only
 * worked out has no date.
 */
export function believed(show: Show, drop: Drop, now: Millis, zone: Zone): Drop {
  const isGuess = drop.basis === 'estimated' && isHalted(show);
  return isGuess && happened(drop.moment, now, zone) === 'no' ? { ...drop, moment: UNKNOWN } : drop;
}

/** By what things on the agenda are put in order. */
interface Slot {
  readonly at: Millis;
  readonly episode: number;
}

function byTime(a: Slot, b: Slot): number {
  return a.at - b.at || a.episode - b.episode;
}

interface Placed<Item> extends Slot {
  readonly item: Item;
}

function inOrder<Item>(placed: Placed<Item>[]): readonly Item[] {
  return placed.sort(byTime).map(({ item }) => item);
}

/** Some drops that are told together. */
export type Group = readonly [AgendaDrop, ...AgendaDrop[]];

/** What is due, drop by drop: of shows being watched before planned ones, then in order of drop. */
export function dueDrops({ due }: Agenda, zone: Zone): readonly AgendaDrop[] {
  const placed = due.flatMap(({ longest: { show, release, last }, episodes }) => {
    const timetable = timetableIn(show, release);
    return episodes.map((episode) => {
      const drop = timetable.dropAt(episode);
      const at = spanOf(drop.moment, zone)?.from ?? 0;
      return { item: agendaDrop(drop, show, release, last), episode, at };
    });
  });
  const rank = ({ item }: Placed<AgendaDrop>) => (item.show.status === 'planned' ? 1 : 0);
  return placed
    .sort((a, b) => rank(a) - rank(b) || byTime(a, b) || byId(a.item.show, b.item.show))
    .map(({ item }) => item);
}

/** Drops or the like gathered by a key, in the order in which each key first appears. */
export function gathered<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [Item, ...Item[]])[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  items.forEach((item) => {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  });
  return [...groups.values()];
}

/**
 * The numbers of all episodes, without end while the count is unknown: stop at the first drop without
 * a date that lies beyond what is settled, for none that follows has one. Episodes that drop all at
 * once, and whose count is unknown, are told as one.
 */
export function* episodesOf(timetable: Timetable): Generator<number> {
  const end = endOf(timetable);
  for (let episode = timetable.first; episode <= end; episode += 1) yield episode;
}

function endOf({ last, settled, goesOn }: Timetable): number {
  return last ?? (goesOn ? Number.POSITIVE_INFINITY : settled);
}

function watchedOf({ watched }: Show): ReadonlySet<number> {
  return new Set(watched.map(({ episode }) => episode));
}

/** The drops of the followed release that the user has not watched, without end as {@link episodesOf}. */
export function* unwatchedDrops(
  show: Show,
  timetable: Timetable = timetableIn(show),
): Generator<Drop> {
  const watched = watchedOf(show);
  for (const episode of episodesOf(timetable)) {
    if (!watched.has(episode)) yield timetable.dropAt(episode);
  }
}

/**
 * The last episode such that it and all before it have dropped for certain; one less than the first
 * when none has. Without a count, a series is believed to go on.
 */
export function lastDropped(show: Show, now: Millis, zone: Zone): number {
  const timetable = timetableIn(show);
  let dropped = timetable.first - 1;
  for (const episode of episodesOf(timetable)) {
    if (happened(timetable.dropAt(episode).moment, now, zone) !== 'yes') break;
    dropped = episode;
  }
  return dropped;
}

/** The unwatched drop that comes first after `now`; undefined after the finale. */
export function nextDrop(show: Show, now: Millis, zone: Zone): Drop | undefined {
  const timetable = timetableIn(show);
  let next: { readonly drop: Drop; readonly at: Millis } | undefined;
  for (const known of unwatchedDrops(show, timetable)) {
    const drop = believed(show, known, now, zone);
    if (happened(drop.moment, now, zone) !== 'yes') {
      const at = spanOf(drop.moment, zone)?.from ?? Number.POSITIVE_INFINITY;
      if (next === undefined || at < next.at) next = { drop, at };
      if (drop.episode >= timetable.settled) break;
    }
  }
  return next?.drop;
}

/** The episode to watch next: the lowest one that is not watched. */
export function nextEpisode(show: Show): number {
  const watched = watchedOf(show);
  let episode = followed(show).schedule.first ?? 1;
  while (watched.has(episode)) episode += 1;
  return episode;
}

/** What has dropped and waits unwatched. */
export function waiting(show: Show, now: Millis, zone: Zone): readonly Drop[] {
  const timetable = timetableIn(show);
  const drops: Drop[] = [];
  for (const drop of unwatchedDrops(show, timetable)) {
    if (happened(drop.moment, now, zone) === 'yes') drops.push(drop);
    else if (drop.episode >= timetable.settled) break;
  }
  return drops;
}
