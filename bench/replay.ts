/**
 * Replays history: asks the engine when each episode that really aired would drop, giving it only what
 * was known before, and compares. Pure; used by `npm run bench:dates` and by the tests.
 */
import type { CatalogEntry } from '../src/catalog/entry';
import { minuteMoment, UNKNOWN } from '../src/watchlist/moment';
import { isBroadcast } from '../src/watchlist/releases';
import { type Drop, timetableOf } from '../src/watchlist/schedule';
import type { KnownDrop, Release } from '../src/watchlist/show';
import { HOUR, MINUTE } from '../src/watchlist/zone';

/** An episode that really aired. */
export interface Aired {
  /** The show's number on AniList. */
  readonly show: number;
  readonly episode: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the engine may know before an episode airs. */
export type Knowing =
  /** The catalogue, and nothing that happened since. */
  | 'catalogue'
  /** Besides, that each episode which aired before is out. */
  | 'past'
  /** Besides, what a source announced of the episode itself. */
  | 'announced';

/** How well episodes were foretold. */
export interface Score {
  /** Episodes that were asked for. */
  readonly asked: number;
  /** Right within five minutes. */
  readonly right: number;
  /** Not that, but within twelve hours. */
  readonly near: number;
  /** Further off, or on a day that is right without an hour. */
  readonly wrong: number;
  /** No time could be told at all. */
  readonly silent: number;
  /** Told as known although they were worked out. */
  readonly unlabelled: number;
}

/** The episodes of each show, in order of number, each once: the earliest time it aired at. */
export function byShow(aired: readonly Aired[]): ReadonlyMap<number, readonly Aired[]> {
  const shows = new Map<number, Map<number, Aired>>();
  for (const one of aired) {
    const episodes = shows.get(one.show) ?? new Map<number, Aired>();
    const known = episodes.get(one.episode);
    if (known === undefined || one.at < known.at) episodes.set(one.episode, one);
    shows.set(one.show, episodes);
  }
  return new Map(
    [...shows].map(([show, episodes]) => [
      show,
      [...episodes.values()].sort((a, b) => a.episode - b.episode),
    ]),
  );
}

/** The Japanese broadcast as the catalogue has it; of a show it does not know, one added by hand. */
function broadcastOf(entry: CatalogEntry | undefined): Release {
  return (
    entry?.releases.find(isBroadcast) ?? {
      id: 'japanese-tv',
      platform: 'Japanese TV',
      audio: 'raw',
      source: 'you',
      schedule: {
        premiere: UNKNOWN,
        basis: 'estimated',
        step: 'P7D',
        zone: 'Asia/Tokyo',
      },
    }
  );
}

/** When the engine says that an episode drops, knowing so much. */
export function foretell(
  entry: CatalogEntry | undefined,
  history: readonly Aired[],
  { episode, at }: Aired,
  knowing: Knowing,
): Drop {
  const release = broadcastOf(entry);
  const past = knowing === 'catalogue' ? [] : history.filter((one) => one.at < at);
  const drops: KnownDrop[] = past
    .filter((one) => one.episode !== episode)
    .map((one) => known(one, 'confirmed'));
  if (knowing === 'announced') drops.push(known({ show: 0, episode, at }, 'scheduled'));
  drops.sort((a, b) => a.episode - b.episode);
  const schedule = drops.length === 0 ? release.schedule : { ...release.schedule, drops };
  return timetableOf({ source: release.source, schedule }).dropAt(episode);
}

function known({ episode, at }: Aired, basis: KnownDrop['basis']): KnownDrop {
  return { episode, moment: minuteMoment(at), basis, source: 'AniList' };
}

/**
 * How well the episodes of these shows are foretold.
 * @param entryOf the catalogue's entry of a show, by its number on AniList.
 */
export function score(
  shows: ReadonlyMap<number, readonly Aired[]>,
  entryOf: (show: number) => CatalogEntry | undefined,
  knowing: Knowing,
): Score {
  const count = { asked: 0, right: 0, near: 0, wrong: 0, silent: 0, unlabelled: 0 };
  for (const [show, history] of shows) {
    for (const aired of history) {
      // From what is past can only be told where something is.
      if (knowing === 'past' && !history.some((one) => one.at < aired.at)) continue;
      const drop = foretell(entryOf(show), history, aired, knowing);
      count.asked += 1;
      count[verdictOn(drop, aired)] += 1;
      if (drop.origin.counted !== undefined && drop.basis !== 'estimated') count.unlabelled += 1;
    }
  }
  return count;
}

function verdictOn({ moment }: Drop, { at }: Aired): 'right' | 'near' | 'wrong' | 'silent' {
  if (moment.at === null) return 'silent';
  const off = Math.abs(Date.parse(moment.at) - at);
  if (moment.precision === 'minute' && off <= 5 * MINUTE) return 'right';
  return moment.precision === 'minute' && off <= 12 * HOUR ? 'near' : 'wrong';
}
