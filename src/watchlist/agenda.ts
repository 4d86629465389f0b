import { happened, isDated, spanOf } from './moment';
import { type Drop, dropOf, episodesOf, timetableOf } from './schedule';
import type { Release, Show, Watchlist } from './show';
import type { Millis, Zone } from './zone';
import { DAY } from './zone';

/** A drop on the agenda, with whose it is. */
export interface AgendaDrop extends Drop {
  readonly show: Show;
  readonly release: Release;
}

export interface Agenda {
  /** Dropped and unwatched: shows being watched before planned ones, then in order of drop. */
  readonly due: readonly AgendaDrop[];
  /** Not out yet, or out at some hour of today: in order of drop. */
  readonly upcoming: readonly AgendaDrop[];
  /** The next episode of each show of which no day is known. */
  readonly undated: readonly AgendaDrop[];
}

/** Statuses whose drops the user waits for. */
export const ACTIVE = ['watching', 'planned'] as const;

export function isActive(show: Show): boolean {
  return ACTIVE.some((status) => status === show.status);
}

/** The release whose schedule drives everything. The store sees to it that there is one. */
export function followed(show: Show): Release {
  const release = show.releases.find(({ id }) => id === show.follows) ?? show.releases[0];
  if (release === undefined) throw new Error(`${show.id} has no release`);
  return release;
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
  const due: Placed[] = [];
  const backlog: Placed[] = [];
  const upcoming: Placed[] = [];
  const undated: AgendaDrop[] = [];
  const horizon = now + days * DAY;
  for (const show of watchlist.shows.filter(isActive)) {
    const release = followed(show);
    for (const { episode, moment, basis } of unwatchedDrops(show)) {
      const drop = { show, release, episode, moment, basis };
      const span = isDated(moment) ? spanOf(moment, zone) : undefined;
      if (span === undefined) {
        undated.push(drop);
        break;
      }
      const placed = { drop, at: span.from };
      if (now >= span.to) (show.status === 'planned' ? backlog : due).push(placed);
      else if (span.from < horizon) upcoming.push(placed);
      else break;
    }
  }
  return { due: [...inOrder(due), ...inOrder(backlog)], upcoming: inOrder(upcoming), undated };
}

/** A drop with what it is put in order by. */
interface Placed {
  readonly drop: AgendaDrop;
  readonly at: Millis;
}

function inOrder(placed: Placed[]): readonly AgendaDrop[] {
  placed.sort((a, b) => a.at - b.at || a.drop.episode - b.drop.episode);
  return placed.map(({ drop }) => drop);
}

/** The drops of the followed release that the user has not watched, without end as {@link episodesOf}. */
export function* unwatchedDrops(show: Show): Generator<Drop> {
  const watched = new Set(show.watched.map(({ episode }) => episode));
  const { schedule } = followed(show);
  const dropAt = timetableOf(schedule);
  for (const episode of episodesOf(schedule)) {
    if (!watched.has(episode)) yield dropAt(episode);
  }
}

/** The first unwatched drop that lies ahead of `now`; undefined after the finale. */
export function nextDrop(show: Show, now: Millis, zone: Zone): Drop | undefined {
  for (const drop of unwatchedDrops(show)) {
    if (happened(drop.moment, now, zone) !== 'yes') return drop;
  }
  return undefined;
}

/** The episode to watch next: the lowest one that is not watched. */
export function nextEpisode(show: Show): number {
  const watched = new Set(show.watched.map(({ episode }) => episode));
  let episode = 1;
  while (watched.has(episode)) episode += 1;
  return episode;
}

/** What has dropped and waits unwatched. */
export function waiting(show: Show, now: Millis, zone: Zone): readonly Drop[] {
  const drops: Drop[] = [];
  for (const drop of unwatchedDrops(show)) {
    if (happened(drop.moment, now, zone) !== 'yes') break;
    drops.push(drop);
  }
  return drops;
}

/** The drop of one episode on the followed release. */
export function dropOfEpisode(show: Show, episode: number): Drop {
  return dropOf(followed(show).schedule, episode);
}
