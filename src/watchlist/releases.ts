import { medianOf } from './median';
import { isDated, minuteMoment } from './moment';
import { type Anchor, type Timetable, timetableOf } from './schedule';
import type { KnownDrop, Moment, Release, Show } from './show';
import { lengthOf, strideOf } from './step';
import { DAY, type Millis } from './zone';

/** The release whose schedule drives everything. The store sees to it that there is one. */
export function followed(show: Show): Release {
  const release = show.releases.find(({ id }) => id === show.follows) ?? show.releases[0];
  if (release === undefined) throw new Error(`${show.id} has no release`);
  return release;
}

/** A release as people call it: `Crunchyroll`, `English dub`, `Netflix (dub)`. */
export function releaseName({ platform, audio }: Release): string {
  if (platform === '') return audio === 'dub' ? 'the dub' : 'no platform';
  return audio === 'dub' && !/\bdub\b/i.test(platform) ? `${platform} (dub)` : platform;
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
    [
      ...(broadcast === undefined ? [] : heardFrom(broadcast, own)),
      ...(announced === undefined ? [] : shifted(announced, own)),
    ].map((anchor) => [anchor.episode, anchor]),
  );
  return timetableOf(
    own,
    [...heard.values()].sort((a, b) => a.episode - b.episode),
  );
}

/** A release whose times the user set by hand, and, apart from it, what others announced of it. */
function announcedApart(release: Release): { own: Release; announced?: readonly KnownDrop[] } {
  const { drops, premiere } = release.schedule;
  if (release.source !== 'you' || drops === undefined || premiere.precision !== 'minute') {
    return { own: release };
  }
  const announced = drops.filter(({ basis, source }) => basis === 'scheduled' && source !== 'you');
  if (announced.length === 0) return { own: release };
  const { drops: _, ...timing } = release.schedule;
  const mine = drops.filter((drop) => !announced.includes(drop));
  const schedule = mine.length === 0 ? timing : { ...timing, drops: mine };
  return { own: { ...release, schedule }, announced };
}

/**
 * What was announced of a release whose times the user set by hand, put off by as much as their slots lie
 * from those announced: your hour, the source's weeks.
 */
function shifted(announced: readonly KnownDrop[], release: Release): readonly Anchor[] {
  const { first = 1, premiere } = release.schedule;
  const opening = announced.find(({ episode }) => episode === first);
  const lag =
    (opening && distanceBetween(premiere, opening.moment)) ?? slotDistance(release, announced) ?? 0;
  return announced
    .filter(({ episode }) => episode > first)
    .map(({ episode, moment, source }) => ({
      episode,
      moment: later(moment, lag),
      basis: 'estimated',
      origin: { source, via: release.id, lag },
    }));
}

function later(moment: Moment, lag: Millis): Moment {
  return moment.precision === 'minute' ? minuteMoment(Date.parse(moment.at) + lag) : moment;
}

/** How far a platform's premiere may lie from the broadcast's if its episodes go along with it. */
const ALONGSIDE = 14 * DAY;

/** Whether every episode that is known of is watched; never while nobody knows how many there are. */
export function isWatchedToTheEnd(show: Show): boolean {
  const { first, last } = timetableIn(show);
  if (last === undefined) return false;
  const within = show.watched.filter(({ episode }) => episode >= first && episode <= last);
  return within.length >= last - first + 1;
}

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
  // What comes out all at once goes along with nothing.
  if (step === 'P0D' || (drops.length === 0 && amendments.length === 0)) return undefined;
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
  return [...departures(timetable, broadcast)]
    .filter((episode) => episode > timetable.first)
    .sort((a, b) => a - b)
    .map((episode) => {
      const { moment, origin } = timetable.dropAt(episode);
      return {
        episode,
        moment: later(moment, millis),
        basis: 'estimated',
        origin: { source: origin.source, via: broadcast.id, lag: millis },
      };
    });
}

/** The episodes at which a release departs from counting on, and those at which it returns to it. */
function departures({ anchors }: Timetable, { schedule }: Release): ReadonlySet<number> {
  const episodes = new Set(anchors.map(({ episode }) => episode));
  for (const one of schedule.amendments ?? []) {
    const isLone = one.kind === 'move' && one.only === true;
    const last = one.kind === 'batch' ? one.through + 1 : isLone ? one.episode + 1 : one.episode;
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
 * The usual lag of a release behind the broadcast: the median over its last five confirmed drops, if there
 * are two or more; else that between its slots and what was told of the broadcast. What was told is the
 * measure, whole steps aside, since the broadcast's premiere may be another source's word; where nothing
 * was told, it is.
 */
function lagBehind(broadcast: Release, release: Release): Lag {
  const told = broadcast.schedule.drops ?? [];
  const seen = confirmedIn(release).slice(-RECENT);
  const length = lengthOf(strideOf(broadcast.schedule.step));
  const learned = seen.flatMap(({ episode, moment }) => {
    const nearest = told.reduce<KnownDrop | undefined>(
      (best, one) =>
        best === undefined || Math.abs(one.episode - episode) < Math.abs(best.episode - episode)
          ? one
          : best,
      undefined,
    );
    const against = nearest?.moment ?? timetableOf(broadcast).dropAt(episode).moment;
    const distance = distanceBetween(moment, against);
    return distance === undefined ? [] : stepsAside(distance, length);
  });
  if (learned.length >= ENOUGH) return { millis: medianOf(learned), learnedFrom: learned.length };
  const { moment } = timetableOf(broadcast).dropAt(broadcast.schedule.first ?? 1);
  const apart =
    slotDistance(release, told) ?? distanceBetween(release.schedule.premiere, moment) ?? 0;
  return { millis: apart, learnedFrom: 0 };
}

/** The median distance of a release's plain slots from what was told of others', whole steps aside. */
function slotDistance(release: Release, told: readonly KnownDrop[]): Millis | undefined {
  const { drops: _, amendments: __, ...plain } = release.schedule;
  const slots = timetableOf({ ...release, schedule: plain });
  const length = lengthOf(strideOf(plain.step));
  const distances = told.flatMap(({ episode, moment }) => {
    const distance = distanceBetween(slots.dropAt(episode).moment, moment);
    return distance === undefined ? [] : stepsAside(distance, length);
  });
  return distances.length === 0 ? undefined : medianOf(distances);
}

/** A distance without the whole steps in it: what is left lies within half a step of 0. */
function stepsAside(distance: Millis, step: Millis): Millis {
  return step === 0 ? distance : distance - Math.round(distance / step) * step;
}

function confirmedIn({ schedule: { drops = [] } }: Release): readonly KnownDrop[] {
  return drops.filter(({ basis }) => basis === 'confirmed');
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
  const { drops: _, ...slots } = release.schedule;
  const timetable = timetableOf({ ...release, schedule: slots });
  const lags = confirmedIn(release)
    .slice(-RECENT)
    .flatMap(({ episode, moment }) => {
      const distance = distanceBetween(moment, timetable.dropAt(episode).moment);
      return distance === undefined || Math.abs(distance) > ALONGSIDE / 2 ? [] : distance;
    });
  if (lags.length < ENOUGH) return undefined;
  return { millis: medianOf(lags), learnedFrom: lags.length };
}
