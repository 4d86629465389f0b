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

export interface Agenda {
  /**
   * Dropped and unwatched, what waits of each show together: shows being watched before planned ones, then
   * in order of what waits longest. See {@link dueDrops}.
   */
  readonly due: readonly Group[];
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
  const due: Placed<Group>[] = [];
  const backlog: Placed<Group>[] = [];
  const upcoming: Placed<AgendaDrop>[] = [];
  const breaks: Placed<AgendaBreak>[] = [];
  const undated: AgendaDrop[] = [];
  const horizon = now + days * DAY;
  for (const show of watchlist.shows.filter(isActive)) {
    const release = followed(show);
    const timetable = timetableIn(show, release);
    const { gapsBefore, last } = timetable;
    const halted = isHalted(show);
    const watched = watchedOf(show);
    const end = endOf(release, timetable);
    const waits: Placed<AgendaDrop>[] = [];
    // No generator here: of a long list, this is done a thousand times.
    for (let number = timetable.first; number <= end; number += 1) {
      if (watched.has(number)) continue;
      const drop = timetable.dropAt(number);
      const { episode, moment, basis, origin } = halted ? believed(show, drop, now, zone) : drop;
      if (gapsBefore !== undefined && !halted) {
        for (const gap of gapsBefore(episode)) {
          const span = spanOf(gap.moment, zone);
          if (span === undefined || span.to < now || span.from >= horizon) continue;
          breaks.push({ item: { show, release, ...gap }, at: span.from, episode: gap.episode });
        }
      }
      const span = isDated(moment) ? spanOf(moment, zone) : undefined;
      const isFar = span === undefined || (span.from >= horizon && now < span.to);
      if (span === undefined || !isFar) {
        const item = { show, release, episode, moment, basis, origin, last };
        if (span === undefined) {
          if (undated.at(-1)?.show !== show) undated.push(item);
        } else (now >= span.to ? waits : upcoming).push({ item, at: span.from, episode });
      }
      if (isFar && episode >= timetable.settled) break;
    }
    // Only where something departs from counting on may an episode drop before another.
    const group = gapsBefore === undefined ? itemsOf(waits) : inOrder(waits);
    const [longest] = waits;
    if (longest !== undefined && isGroup(group)) {
      (show.status === 'planned' ? backlog : due).push({ ...longest, item: group });
    }
  }
  return {
    due: [...inOrder(due), ...inOrder(backlog)],
    upcoming: inOrder(upcoming),
    undated,
    breaks: inOrder(breaks),
  };
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

/** Something on the agenda with what it is put in order by. */
interface Placed<Item> {
  readonly item: Item;
  readonly at: Millis;
  readonly episode: number;
}

/** Puts what was placed in order, too. */
function inOrder<Item>(placed: Placed<Item>[]): readonly Item[] {
  placed.sort((a, b) => a.at - b.at || a.episode - b.episode);
  return itemsOf(placed);
}

function itemsOf<Item>(placed: readonly Placed<Item>[]): readonly Item[] {
  return placed.map(({ item }) => item);
}

/** Some drops that are told together. */
export type Group = readonly [AgendaDrop, ...AgendaDrop[]];

function isGroup(drops: readonly AgendaDrop[]): drops is Group {
  return drops.length > 0;
}

/** What is due, drop by drop: of shows being watched before planned ones, then in order of drop. */
export function dueDrops({ due }: Agenda, zone: Zone): readonly AgendaDrop[] {
  const placed = due.flat().map((item) => ({
    item,
    isPlanned: item.show.status === 'planned',
    at: spanOf(item.moment, zone)?.from ?? 0,
  }));
  placed.sort(
    (a, b) =>
      Number(a.isPlanned) - Number(b.isPlanned) ||
      a.at - b.at ||
      a.item.episode - b.item.episode ||
      byId(a.item.show, b.item.show),
  );
  return placed.map(({ item }) => item);
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
export function* episodesOf(release: Release, timetable: Timetable): Generator<number> {
  const end = endOf(release, timetable);
  for (let episode = timetable.first; episode <= end; episode += 1) yield episode;
}

function endOf({ schedule }: Release, { last, settled }: Timetable): number {
  return last ?? (schedule.step === 'P0D' ? settled : Number.POSITIVE_INFINITY);
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
  for (const episode of episodesOf(followed(show), timetable)) {
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
  for (const episode of episodesOf(followed(show), timetable)) {
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
