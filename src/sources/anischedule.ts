import type { Facts } from '../watchlist/facts';
import { fieldsOf, listOf } from '../watchlist/fields';
import { isDated, minuteMoment, UNKNOWN } from '../watchlist/moment';
import type { Basis, EpisodeCount, KnownDrop, Moment, Show } from '../watchlist/show';
import { ask, MEGABYTE, strangeAnswer } from './http';
import { countOf, dropTimeOf, episodeOf, siteNumberOf } from './json';
import type { Net, Source, Told } from './source';

const NAME = 'AniSchedule';

/**
 * When episodes are to drop in English, and when they did. AniSchedule makes this from the timetables
 * of AnimeSchedule.net and keeps it as two public files, whose times are in UTC:
 * https://github.com/RockinChaos/AniSchedule, `raw/`.
 */
export const anischedule: Source = {
  key: 'anischedule',
  name: NAME,
  tellsOf: 'dub',
  canTell: (show) => keyOf(show) !== undefined,
  tell,
};

const ADDRESS = 'https://raw.githubusercontent.com/RockinChaos/AniSchedule/master/raw/';

async function* tell(shows: readonly Show[], net: Net): AsyncGenerator<readonly Told[]> {
  const asked = shows.filter((show) => keyOf(show) !== undefined);
  if (asked.length === 0) return;
  const scheduled = await fetchListings('dub-schedule.json', readScheduled, net);
  const dropped = await fetchListings('dub-episode-feed.json', readDropped, net);
  yield asked.map((show) => ({ id: show.id, facts: factsOf(show, scheduled, dropped) }));
}

/** What a show is looked up by: its number on AniList, or else on MyAnimeList. */
function keyOf({ ids = {} }: Pick<Show, 'ids'>): string | undefined {
  return anilistKey(ids.anilist) ?? malKey(ids.mal);
}

function anilistKey(value: unknown): string | undefined {
  const number = siteNumberOf(value);
  return number === undefined ? undefined : `anilist ${number}`;
}

function malKey(value: unknown): string | undefined {
  const number = siteNumberOf(value);
  return number === undefined ? undefined : `mal ${number}`;
}

/** What one item of a file tells of one show's dub. */
interface Listing {
  /** The keys of the show. */
  readonly keys: readonly string[];
  readonly drops: readonly KnownDrop[];
  readonly episodes?: EpisodeCount;
}

type Listings = ReadonlyMap<string, readonly Listing[]>;

async function fetchListings(
  file: string,
  read: (item: unknown) => Listing,
  net: Net,
): Promise<Listings> {
  const folder = net.addresses.anischedule ?? ADDRESS;
  const address = `${folder}${folder.endsWith('/') ? '' : '/'}${file}`;
  const { json } = await ask({ source: NAME, address, most: 32 * MEGABYTE }, net);
  if (!Array.isArray(json)) throw strangeAnswer(NAME);
  const listings = new Map<string, Listing[]>();
  for (const listing of json.map(read)) {
    for (const key of listing.keys) {
      const others = listings.get(key);
      if (others === undefined) listings.set(key, [listing]);
      else others.push(listing);
    }
  }
  // Titles that AniSchedule could not find on AniList have no numbers, but those are few.
  if (json.length > 0 && listings.size === 0) throw strangeAnswer(NAME);
  return listings;
}

/** An item of `dub-episode-feed.json`: an episode that has dropped. */
function readDropped(item: unknown): Listing {
  const { id, idMal, episode } = fieldsOf(item);
  const { aired, airedAt } = fieldsOf(episode);
  return { keys: keysOf(id, idMal), drops: dropsOf([aired], timeOf(airedAt), 'confirmed') };
}

/**
 * An item of `dub-schedule.json`: the week's episode, or several at once, and in `airingSchedule` the
 * one to come, which may be the same. `episodeDate` does not heed a delay that is not over yet, so
 * the later of the two dates is taken. What is delayed for good has no time at all: the files then
 * have one six years from now.
 */
function readScheduled(item: unknown): Listing {
  const fields = fieldsOf(item);
  const { id, idMal, airingSchedule } = fieldsOf(fieldsOf(fields.media).media);
  const keys = keysOf(id, idMal);
  const episodes = countOf(fields.episodes);
  const count = episodes !== undefined && {
    episodes: { number: episodes, basis: 'scheduled' } as const,
  };
  const numbers = episodesOf(fields.subtractedEpisodeNumber, fields.episodeNumber);
  if (fields.delayedIndefinitely === true) {
    return { keys, drops: dropsOf(numbers.slice(0, 1), UNKNOWN, 'scheduled'), ...count };
  }
  const week = dropsOf(
    numbers,
    latest(timeOf(fields.episodeDate), timeOf(fields.delayedUntil)),
    'scheduled',
  );
  const coming = listOf(fieldsOf(airingSchedule).nodes).flatMap((node) => {
    const { episode, airingAt } = fieldsOf(node);
    return dropsOf([episode], timeOf(airingAt), 'scheduled');
  });
  return { keys, drops: [...week, ...coming], ...count };
}

function keysOf(id: unknown, idMal: unknown): readonly string[] {
  return [anilistKey(id), malKey(idMal)].filter((key) => key !== undefined);
}

/** More episodes than ever drop at once: whoever says so is in error. */
const MOST_AT_ONCE = 1000;

/** The episodes from `from`, or where that is none only `through`, to `through`. */
function episodesOf(from: unknown, through: unknown): readonly number[] {
  const last = episodeOf(through);
  if (last === undefined) return [];
  const told = episodeOf(from) ?? last;
  const first = told <= last && last - told < MOST_AT_ONCE ? told : last;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A time in ISO 8601. The timetables write a time in the year 1 where there is none. */
function timeOf(value: unknown): Moment | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const at = dropTimeOf(Date.parse(value));
  return at === undefined ? undefined : minuteMoment(at);
}

/** The later of two moments of the minute. */
function latest(a: Moment | undefined, b: Moment | undefined): Moment | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (a.at ?? '') >= (b.at ?? '') ? a : b;
}

function dropsOf(
  episodes: readonly unknown[],
  moment: Moment | undefined,
  basis: Basis,
): readonly KnownDrop[] {
  if (moment === undefined) return [];
  return episodes.flatMap((value) => {
    const episode = episodeOf(value);
    return episode === undefined ? [] : [{ episode, moment, basis, source: NAME }];
  });
}

/** What both files tell of a show; undefined when neither lists it. */
function factsOf(show: Show, scheduled: Listings, dropped: Listings): Facts | undefined {
  const key = keyOf(show) ?? '';
  const listings = [...(scheduled.get(key) ?? []), ...(dropped.get(key) ?? [])];
  if (listings.length === 0) return undefined;
  const drops = joined(listings);
  const premiere = drops.find(({ episode }) => episode === 1)?.moment;
  const episodes = listings.find((listing) => listing.episodes !== undefined)?.episodes;
  return {
    source: NAME,
    releases: [
      {
        id: 'english-dub',
        platform: 'English dub',
        audio: 'dub',
        ...(premiere && isDated(premiere) && { premiere }),
        ...(episodes && { episodes }),
        drops,
      },
    ],
  };
}

/** In order of episode, each once: what has dropped before what is announced, and that as told last. */
function joined(listings: readonly Listing[]): readonly KnownDrop[] {
  const drops = new Map<number, KnownDrop>();
  for (const drop of listings.flatMap((listing) => listing.drops)) {
    const known = drops.get(drop.episode);
    if (known?.basis !== 'confirmed' || isEarlier(drop, known)) drops.set(drop.episode, drop);
  }
  return [...drops.values()].sort((a, b) => a.episode - b.episode);
}

/** Whether a drop was seen before another was: an episode may be listed again when it is mended. */
function isEarlier(drop: KnownDrop, known: KnownDrop): boolean {
  return drop.basis === 'confirmed' && (drop.moment.at ?? '') < (known.moment.at ?? '');
}
