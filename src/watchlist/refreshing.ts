import type { Change } from './change';
import { changeTo, replaceRelease, statusAfter } from './editing';
import type { Facts, ReleaseFacts } from './facts';
import { isDated, UNKNOWN } from './moment';
import { broadcastOf, followed, isBroadcast, timetableIn } from './releases';
import type { Drop } from './schedule';
import type {
  EpisodeCount,
  KnownDrop,
  Moment,
  Precision,
  Production,
  Release,
  Schedule,
  Show,
  Titles,
} from './show';
import type { Millis } from './zone';

/** One thing that a refresh found to be otherwise. */
export type News =
  | { readonly kind: 'drop'; readonly before: Drop; readonly after: Drop }
  | {
      readonly kind: 'count';
      readonly before: EpisodeCount | undefined;
      readonly after: EpisodeCount;
    }
  | { readonly kind: 'production'; readonly after: Production }
  | { readonly kind: 'release'; readonly after: Release };

/** A show with what a source said of it, and what of that is news to the one who follows it. */
export interface Refreshed {
  readonly after: Show;
  readonly news: readonly News[];
}

/**
 * A show with a source's facts worked in.
 *
 * What the user said stays: the title shown, verdicts, marks, amendments, what they saw to be out, a
 * count they gave, the schedule of a release they set by hand, and which release they follow. A source
 * speaks of its own release alone: Japanese television's times from AniList never stand as those of a
 * platform, which only reckons with them. What a source once announced and no longer does is forgotten
 * while it lies ahead.
 *
 * @param now what lies behind it is history, which sources need not repeat.
 */
export function refreshShow(show: Show, facts: Facts, now: Millis): Refreshed {
  const base = withFacts(show, facts);
  const told = facts.releases.reduce((so, one) => withRelease(so, one, facts, now), base);
  const settled = withBroadcast(show, told, facts);
  const after = { ...settled, status: statusAfter(show, settled) };
  return { after, news: newsOf(show, after, now) };
}

/** Many shows refreshed as one change. Shows that are as before are not in it. */
export function refreshChange(
  refreshed: readonly { readonly before: Show; readonly after: Show }[],
  sources: readonly string[],
): Change {
  const shows = refreshed.flatMap(({ before, after }) => changeTo(before, after, '').shows);
  const names = sources.join(' and ');
  const [only] =
    shows.length === 1 ? refreshed.filter(({ before }) => before.id === shows[0]?.id) : [];
  const what = only === undefined ? `${shows.length} shows` : only.before.title;
  return { summary: `Refreshed ${what} from ${names}`, shows };
}

function withFacts(show: Show, facts: Facts): Show {
  const { titles, format, production, minutes, ids, site } = facts;
  return {
    ...show,
    ...(titles === undefined ? {} : { titles: mergedTitles(show.titles, titles) }),
    ...(format === undefined || show.format !== undefined ? {} : { format }),
    ...(production === undefined ? {} : { production }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(ids === undefined ? {} : { ids: { ...ids, ...show.ids } }),
    ...(site === undefined || show.site !== undefined ? {} : { site }),
  };
}

/** People's romaji and English titles are better than those a machine made; the native one is known. */
function mergedTitles(present: Titles | undefined, { english, romaji, native }: Titles): Titles {
  const nativeTitle = present?.native ?? native;
  return {
    ...present,
    ...(english === undefined ? {} : { english }),
    ...(romaji === undefined ? {} : { romaji }),
    ...(nativeTitle === undefined ? {} : { native: nativeTitle }),
  };
}

/** The release that a source speaks of, on a show's list. */
function counterpart(show: Show, { id, audio }: ReleaseFacts): Release | undefined {
  const same = show.releases.find((one) => one.id === id);
  if (same !== undefined) return same;
  if (isBroadcast({ id, audio })) return broadcastOf(show);
  return audio === 'dub' ? show.releases.find((one) => one.audio === 'dub') : undefined;
}

function withRelease(show: Show, told: ReleaseFacts, { source }: Facts, now: Millis): Show {
  const present = counterpart(show, told);
  if (present === undefined) return replaceRelease(show, newRelease(show, told, source));
  const { schedule } = present;
  const byHand = present.source === 'you';
  const premiere = byHand ? undefined : betterPremiere(schedule, told.premiere, show.production);
  const timing: Schedule = {
    ...schedule,
    ...(premiere === undefined ? {} : { premiere, basis: 'scheduled' as const }),
    ...(byHand ? {} : begun(schedule, told.first)),
    ...counted(schedule, told.episodes),
  };
  return replaceRelease(show, {
    ...present,
    ...(present.url === undefined && told.url !== undefined ? { url: told.url } : {}),
    source: premiere === undefined ? present.source : source,
    schedule: withDrops(timing, mergedDrops(schedule.drops ?? [], told.drops, source, now)),
  });
}

function newRelease(
  show: Show,
  { id, platform, audio, url, premiere, first: begins, episodes, drops }: ReleaseFacts,
  source: string,
): Release {
  const { step, zone, first, premiere: theirs, episodes: count } = followed(show).schedule;
  const own = premiere ?? (audio === 'dub' ? UNKNOWN : theirs);
  const number = episodes ?? (audio === 'dub' ? undefined : count);
  const schedule: Schedule = {
    premiere: own,
    basis: premiere === undefined ? 'estimated' : 'scheduled',
    step: audio === 'dub' && step === 'P0D' ? 'P7D' : step,
    zone: audio === 'raw' ? 'Asia/Tokyo' : zone,
    ...begun(first === undefined ? {} : { first }, begins),
    ...(first === undefined ? {} : { first }),
    ...(number === undefined ? {} : { episodes: number }),
  };
  return {
    id,
    platform,
    audio,
    ...(url === undefined ? {} : { url }),
    source,
    schedule: withDrops(schedule, drops),
  };
}

function withDrops(schedule: Schedule, drops: readonly KnownDrop[]): Schedule {
  const { drops: _, ...plain } = schedule;
  return drops.length === 0 ? plain : { ...plain, drops };
}

/** A count from a source takes the place of any but the user's own. */
function counted(
  { episodes: present }: Schedule,
  told: EpisodeCount | undefined,
): { readonly episodes?: EpisodeCount } {
  if (told === undefined || present?.basis === 'confirmed') return {};
  return { episodes: told };
}

/** The number of the first episode, where nobody has said one yet. */
function begun(
  { first: present }: Pick<Schedule, 'first'>,
  told: number | undefined,
): { readonly first?: number } {
  return told === undefined || present !== undefined ? {} : { first: told };
}

const FINENESS: readonly Precision[] = ['minute', 'day', 'month', 'season', 'year', 'unknown'];

/**
 * The premiere that a source gives, if it is better than the one that is known: told more finely, or of
 * another day for a show that is still to begin. Where both know the day, the minute that is known stays.
 */
function betterPremiere(
  { premiere: present, basis }: Schedule,
  told: Moment | undefined,
  production: Production | undefined,
): Moment | undefined {
  if (told === undefined || told.precision === 'unknown') return undefined;
  const finer = FINENESS.indexOf(told.precision) - FINENESS.indexOf(present.precision);
  if (finer < 0) return told;
  if (finer === 0) return told.at === present.at && basis !== 'estimated' ? undefined : told;
  if (production !== 'upcoming' || !isDated(told) || !isDated(present)) return undefined;
  const distance = Math.abs(Date.parse(told.at) - Date.parse(present.at));
  return distance > TWO_DAYS ? told : undefined;
}

const TWO_DAYS = 2 * 86_400_000;

/** What was known of single episodes, with what a source tells now. */
function mergedDrops(
  present: readonly KnownDrop[],
  told: readonly KnownDrop[],
  source: string,
  now: Millis,
): readonly KnownDrop[] {
  const drops = new Map<number, KnownDrop>();
  for (const drop of present) {
    const retracted =
      drop.source === source && drop.basis !== 'confirmed' && !isBehind(drop.moment, now);
    if (!retracted) drops.set(drop.episode, drop);
  }
  for (const drop of told) {
    const known = drops.get(drop.episode);
    const stands =
      known !== undefined &&
      (known.source === 'you' || (known.basis === 'confirmed' && drop.basis !== 'confirmed'));
    if (!stands) drops.set(drop.episode, drop);
  }
  return [...drops.values()].sort((a, b) => a.episode - b.episode);
}

function isBehind(moment: Moment, now: Millis): boolean {
  return moment.at !== null && Date.parse(moment.at) <= now;
}

/**
 * What the platforms take over from the broadcast: the count, and, where their own premiere was only
 * taken from it, the premiere.
 */
function withBroadcast(before: Show, show: Show, { source }: Facts): Show {
  const broadcast = broadcastOf(show);
  const earlier = before.releases.find(({ id }) => id === broadcast?.id);
  if (broadcast === undefined) return show;
  const { premiere, episodes, first: number } = broadcast.schedule;
  const premiereMoved = JSON.stringify(premiere) !== JSON.stringify(earlier?.schedule.premiere);
  const releases = show.releases.map((release) => {
    if (release.audio === 'dub' || isBroadcast(release)) return release;
    const { schedule } = release;
    const borrowed = schedule.basis === 'estimated' && release.source !== 'you' && premiereMoved;
    const first = borrowed && premiere.precision !== 'unknown';
    return {
      ...release,
      source: first ? source : release.source,
      schedule: {
        ...schedule,
        ...(first ? { premiere } : {}),
        ...(release.source === 'you' ? {} : begun(schedule, number)),
        ...counted(schedule, episodes?.basis === 'scheduled' ? episodes : undefined),
      },
    };
  });
  return { ...show, releases };
}

/** At most so many episodes of a show are compared, and of one without end so many beyond what is told. */
const COMPARED = 60;
const BEYOND = 3;

/**
 * What of a show is otherwise for the one who follows it: drops still ahead and unwatched, the count, how
 * far the making is, new releases.
 */
export function newsOf(before: Show, after: Show, now: Millis): readonly News[] {
  const news: News[] = [];
  const [old, fresh] = [timetableIn(before), timetableIn(after)];
  const watched = new Set(after.watched.map(({ episode }) => episode));
  const settled = Math.max(fresh.settled, old.settled, fresh.first);
  const last = Math.min(fresh.last ?? settled + BEYOND, settled + COMPARED);
  for (let episode = fresh.first; episode <= last && news.length < COMPARED; episode += 1) {
    if (watched.has(episode)) continue;
    const [then, since] = [old.dropAt(episode), fresh.dropAt(episode)];
    if (isBehind(since.moment, now) && isBehind(then.moment, now)) continue;
    if (JSON.stringify(then.moment) === JSON.stringify(since.moment)) continue;
    news.push({ kind: 'drop', before: then, after: since });
  }
  const [count, was] = [followed(after).schedule.episodes, followed(before).schedule.episodes];
  if (count !== undefined && (count.number !== was?.number || count.basis !== was.basis)) {
    news.push({ kind: 'count', before: was, after: count });
  }
  if (after.production !== undefined && after.production !== before.production) {
    const telling = ['cancelled', 'hiatus'].includes(after.production);
    if (telling || before.production !== undefined) {
      news.push({ kind: 'production', after: after.production });
    }
  }
  for (const release of after.releases) {
    if (!before.releases.some(({ id }) => id === release.id) && !isBroadcast(release)) {
      news.push({ kind: 'release', after: release });
    }
  }
  return news;
}
