import type { Change } from './change';
import { changeTo, replaceRelease, statusAfter } from './editing';
import type { Facts, ReleaseFacts } from './facts';
import { spanOf, UNKNOWN } from './moment';
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
import { DAY, type Millis, zoneNamed } from './zone';

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
 * @param known releases that the catalogue knows of the show beside those it has.
 */
export function refreshShow(
  show: Show,
  facts: Facts,
  now: Millis,
  known: readonly Release[] = [],
): Show {
  const base = withFacts(show, facts);
  const told = facts.releases.reduce(
    (so, one) => withRelease(so, one, facts, { now, known }),
    base,
  );
  const settled = withBroadcast(show, told, facts);
  return { ...settled, status: statusAfter(show, settled) };
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

interface Knowing {
  readonly now: Millis;
  readonly known: readonly Release[];
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

function withRelease(
  show: Show,
  told: ReleaseFacts,
  { source }: Facts,
  { now, known }: Knowing,
): Show {
  const present = counterpart(show, told);
  if (present === undefined) {
    // What the catalogue knows of a platform goes before what can be taken from the broadcast.
    const listed = told.drops.length === 0 ? known.find(({ id }) => id === told.id) : undefined;
    return replaceRelease(show, listed ?? newRelease(show, told, source));
  }
  const { schedule } = present;
  const byHand = present.source === 'you';
  const premiere = byHand
    ? undefined
    : betterPremiere(schedule, told.premiere, show.production, now);
  const timing: Schedule = {
    ...schedule,
    ...(premiere === undefined ? {} : { premiere, basis: 'scheduled' as const }),
    ...(byHand || isUnderWay(show) ? {} : begun(schedule, told.first)),
    ...counted(schedule, told.episodes),
  };
  return replaceRelease(show, {
    ...present,
    ...(present.url === undefined && told.url !== undefined ? { url: told.url } : {}),
    source: premiere === undefined ? present.source : source,
    schedule: withDrops(timing, mergedDrops(schedule.drops ?? [], told.drops, source, now)),
  });
}

/** A release that a source is the first to tell of: what it does not say is taken from the broadcast. */
function newRelease(show: Show, told: ReleaseFacts, source: string): Release {
  const { id, platform, audio, url, drops } = told;
  const broadcast = broadcastOf(show);
  const { schedule: model, audio: its } = broadcast ?? followed(show);
  // Of a dub nothing is known from other releases, and from a dub nothing of others.
  const isApart = audio === 'dub' || its === 'dub';
  const first = told.first ?? model.first;
  const premiere = told.premiere ?? (isApart ? UNKNOWN : model.premiere);
  const episodes = told.episodes ?? (isApart ? undefined : model.episodes);
  const schedule: Schedule = {
    premiere,
    basis: told.premiere === undefined ? 'estimated' : 'scheduled',
    step: told.step ?? (broadcast === undefined || isApart ? 'P7D' : model.step),
    zone: audio === 'raw' ? 'Asia/Tokyo' : model.zone,
    ...(first === undefined ? {} : { first }),
    ...(episodes === undefined ? {} : { episodes }),
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

/** Whether the user has said anything by an episode's number: it would become another's. */
function isUnderWay({ watched, verdicts, releases }: Show): boolean {
  return (
    watched.length > 0 ||
    verdicts.some(({ episode }) => episode !== undefined) ||
    releases.some(({ schedule }) => schedule.amendments !== undefined)
  );
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
 * The premiere that a source gives, if it is better than the one that is known: told as finely or more so;
 * or, for a show that is still to begin, if the known one lies outside it, or behind us. Else the finer
 * one that is known stays.
 */
function betterPremiere(
  { premiere: present, basis }: Schedule,
  told: Moment | undefined,
  production: Production | undefined,
  now: Millis,
): Moment | undefined {
  if (told === undefined || told.precision === 'unknown') return undefined;
  const finer = FINENESS.indexOf(told.precision) - FINENESS.indexOf(present.precision);
  if (finer < 0) return told;
  if (finer === 0) return told.at === present.at && basis !== 'estimated' ? undefined : told;
  const [span, known] = [spanOf(told, TOKYO), spanOf(present, TOKYO)];
  if (production !== 'upcoming' || span === undefined || known === undefined) return undefined;
  // A night of television belongs to the day before: half a day more on either side.
  const isOutside = known.from < span.from - HALF_A_DAY || known.from >= span.to + HALF_A_DAY;
  return isOutside || known.to <= now ? told : undefined;
}

const TOKYO = zoneNamed('Asia/Tokyo');
const HALF_A_DAY = DAY / 2;

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
        ...(release.source === 'you' || isUnderWay(show) ? {} : begun(schedule, number)),
        ...counted(schedule, episodes?.basis === 'scheduled' ? episodes : undefined),
      },
    };
  });
  return { ...show, releases };
}

/** Of a show without end so many episodes are compared beyond what was told, and never more than this. */
const BEYOND = 3;
const MOST_COMPARED = 2000;

/**
 * What of a show is otherwise for the one who follows it: drops still ahead and unwatched, the count, how
 * far the making is, new releases.
 */
export function newsOf(before: Show, after: Show, now: Millis): readonly News[] {
  const news: News[] = [];
  const [old, fresh] = [timetableIn(before), timetableIn(after)];
  const watched = new Set(after.watched.map(({ episode }) => episode));
  const settled = Math.max(fresh.settled, old.settled, fresh.first);
  const last = Math.min(fresh.last ?? settled + BEYOND, fresh.first + MOST_COMPARED);
  for (let episode = fresh.first; episode <= last; episode += 1) {
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
