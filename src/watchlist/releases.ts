import { isDated, minuteMoment } from './moment';
import { type Anchor, type Timetable, timetableOf } from './schedule';
import type { Moment, Release, Show } from './show';
import { halfOf, strideOf } from './step';
import { DAY, type Millis } from './zone';

/** The release whose schedule drives everything. The store sees to it that there is one. */
export function followed(show: Show): Release {
  const release = show.releases.find(({ id }) => id === show.follows) ?? show.releases[0];
  if (release === undefined) throw new Error(`${show.id} has no release`);
  return release;
}

/**
 * When the episodes of one of a show's releases drop. A platform that shows episodes right after
 * Japanese television hears of its breaks and delays: see {@link broadcastBehind}. A release whose hour
 * the user set hears in the same way of what a source announces of it.
 */
export function timetableIn(show: Show, release: Release = followed(show)): Timetable {
  // Most shows have one release of which nothing was announced: no more need be asked.
  if (show.releases.length === 1 && release.schedule.drops === undefined) {
    return timetableOf(release);
  }
  const { own, announced } = announcedApart(release);
  const broadcast = broadcastBehind(show, own);
  if (broadcast === undefined && announced === undefined) return timetableOf(own);
  const heard = new Map(
    [broadcast, announced]
      .flatMap((other) => (other === undefined ? [] : heardFrom(other, own)))
      .map((anchor) => [anchor.episode, anchor]),
  );
  return timetableOf(
    own,
    [...heard.values()].sort((a, b) => a.episode - b.episode),
  );
}

/** A release whose times the user set by hand, and, apart from it, what others announced of it. */
function announcedApart(release: Release): { own: Release; announced?: Release } {
  const { drops, premiere } = release.schedule;
  if (release.source !== 'you' || drops === undefined || premiere.precision !== 'minute') {
    return { own: release };
  }
  const theirs = drops.filter(({ basis, source }) => basis === 'scheduled' && source !== 'you');
  if (theirs.length === 0) return { own: release };
  const mine = drops.filter((drop) => !theirs.includes(drop));
  const { drops: _, amendments, ...timing } = release.schedule;
  return {
    own: {
      ...release,
      schedule: {
        ...timing,
        ...(amendments === undefined ? {} : { amendments }),
        ...(mine.length === 0 ? {} : { drops: mine }),
      },
    },
    announced: {
      ...release,
      source: theirs[0]?.source ?? '',
      schedule: { ...timing, drops: theirs },
    },
  };
}

/** How far a platform's premiere may lie from the broadcast's if its episodes go along with it. */
const ALONGSIDE = 14 * DAY;

/** What the ids of first showings in Japan begin with: `japanese-tv`, `japanese-web`. */
const FIRST_SHOWING = 'japanese-';

/** The show's first showing in Japan, on television for a series; undefined when it is not on the list. */
export function broadcastOf({ releases }: Pick<Show, 'releases'>): Release | undefined {
  return releases.find(isBroadcast);
}

export function isBroadcast({ id, audio }: Pick<Release, 'id' | 'audio'>): boolean {
  return audio === 'raw' && id.startsWith(FIRST_SHOWING);
}

/**
 * The Japanese broadcast that a release goes along with, when something is known of it beyond its
 * premiere, and the release is no dub, has the same step, and began within two weeks of it. Undefined for the broadcast itself, and for whatever keeps a time of its own.
 */
export function broadcastBehind(show: Show, release: Release): Release | undefined {
  if (show.releases.length < 2 || release.audio === 'dub') return undefined;
  const broadcast = broadcastOf(show);
  if (broadcast === undefined || isBroadcast(release)) return undefined;
  const { drops = [], amendments = [], step, premiere, first = 1 } = broadcast.schedule;
  if (drops.length === 0 && amendments.length === 0) return undefined;
  if (step !== release.schedule.step || first !== (release.schedule.first ?? 1)) return undefined;
  const own = release.schedule.premiere;
  if (own.precision !== 'minute' || !isDated(premiere)) return undefined;
  const distance = Math.abs(Date.parse(own.at) - Date.parse(premiere.at));
  return distance <= ALONGSIDE ? broadcast : undefined;
}

/** How much later one moment is than another; undefined unless both are known to the minute. */
function distanceBetween(moment: Moment, other: Moment): Millis | undefined {
  if (moment.precision !== 'minute' || other.precision !== 'minute') return undefined;
  return Date.parse(moment.at) - Date.parse(other.at);
}

/** What the broadcast tells of single episodes, put off by the platform's usual lag. */
function heardFrom(broadcast: Release, release: Release): readonly Anchor[] {
  const timetable = timetableOf(broadcast);
  const { millis } = lagBehind(broadcast, release);
  const { amendments = [] } = release.schedule;
  const ours = new Set(amendments.map(({ episode }) => episode));
  return [...departures(timetable, broadcast)]
    .filter((episode) => episode > timetable.first && !ours.has(episode))
    .sort((a, b) => a - b)
    .map((episode) => {
      const { moment, origin } = timetable.dropAt(episode);
      return {
        episode,
        moment:
          moment.precision === 'minute' ? minuteMoment(Date.parse(moment.at) + millis) : moment,
        basis: 'estimated',
        origin: { source: origin.source, via: broadcast.id, lag: millis },
      };
    });
}

/** The episodes at which a release departs from counting on. */
function departures({ anchors }: Timetable, { schedule }: Release): ReadonlySet<number> {
  const episodes = new Set(anchors.map(({ episode }) => episode));
  for (const one of schedule.amendments ?? []) {
    const last = one.kind === 'batch' ? one.through + 1 : one.episode;
    for (let episode = one.episode; episode <= last; episode += 1) episodes.add(episode);
  }
  return episodes;
}

/** How long after something a release's episodes usually drop. */
export interface Lag {
  /** Negative for before. */
  readonly millis: Millis;
  /** From how many confirmed drops that was learned; 0 when it is the difference of the slots. */
  readonly learnedFrom: number;
}

/** A single late drop is no habit. */
const ENOUGH = 2;

/** How many of the last confirmed drops a lag is learned from. */
const RECENT = 5;

/**
 * The usual lag of a release behind the broadcast: the median over its last five confirmed drops. Without
 * any, the median difference between its slots and the broadcast's known drops, whole steps aside, since
 * the broadcast's premiere may be another source's word; without those, that between the premieres.
 */
function lagBehind(broadcast: Release, release: Release): Lag {
  const timetable = timetableOf(broadcast);
  const learned = lagsOf(release, (episode) => timetable.dropAt(episode).moment);
  if (learned.length >= ENOUGH) return { millis: medianOf(learned), learnedFrom: learned.length };
  const { drops = [], step } = broadcast.schedule;
  const slots = timetableOf(release);
  const length = 2 * halfOf(strideOf(step));
  const apart = drops.flatMap(({ episode, moment }) => {
    const distance = distanceBetween(slots.dropAt(episode).moment, moment);
    if (distance === undefined) return [];
    return length === 0 ? distance : distance - Math.round(distance / length) * length;
  });
  if (apart.length > 0) return { millis: medianOf(apart), learnedFrom: 0 };
  const { moment } = timetable.dropAt(timetable.first);
  return { millis: distanceBetween(release.schedule.premiere, moment) ?? 0, learnedFrom: 0 };
}

function lagsOf(release: Release, momentOf: (episode: number) => Moment): readonly Millis[] {
  const { drops = [] } = release.schedule;
  return drops
    .filter(({ basis }) => basis === 'confirmed')
    .flatMap(({ episode, moment }) => {
      const distance = distanceBetween(moment, momentOf(episode));
      return distance === undefined || Math.abs(distance) > ALONGSIDE / 2 ? [] : [distance];
    })
    .slice(-RECENT);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** A release's usual lag, and behind what: the broadcast, or its own announced slot. */
export interface UsualLag extends Lag {
  /** The broadcast; absent when the release is late behind its own slot. */
  readonly behind?: Release;
}

/** What is known of how late a release usually is; undefined when nothing is. */
export function usualLag(show: Show, release: Release): UsualLag | undefined {
  const broadcast = broadcastBehind(show, release);
  if (broadcast !== undefined) {
    return { ...lagBehind(broadcast, release), behind: broadcast };
  }
  const { drops, ...slots } = release.schedule;
  const lags = lagsOf(
    release,
    (episode) => timetableOf({ ...release, schedule: slots }).dropAt(episode).moment,
  );
  return lags.length === 0 ? undefined : { millis: medianOf(lags), learnedFrom: lags.length };
}
