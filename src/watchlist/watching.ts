import { lastDropped, nextEpisode } from './agenda';
import type { Change } from './change';
import { happened, instant, timeOf } from './moment';
import { Problem } from './problem';
import { followed, isWatchedToTheEnd, timetableIn } from './releases';
import { runs } from './runs';
import { HIGHEST_EPISODE, type Show, type Status, type Watched } from './show';
import { type Opinion, opinionInShort, withVerdict } from './verdict';
import { DAY, type Millis, type Zone } from './zone';

const HINT =
  'Name episodes as 3, 3-5, 1,3,5, +2 for the next two, or all for every one that has dropped.';

/**
 * The episodes that a person's words name: `3`, `3-5`, `1,3`, `+2` (the next two unwatched), `all`
 * (all that have dropped). No words name the next unwatched one.
 * @throws Problem `usage` when the words name no episode.
 */
export function parseEpisodes(
  text: string | undefined,
  show: Show,
  now: Millis,
  zone: Zone,
): readonly number[] {
  const words = (text ?? '+1')
    .trim()
    .toLowerCase()
    .replace(/^(ep|eps|episode|episodes) ?/, '');
  if (words === 'all') {
    const { first } = timetableIn(show);
    const dropped = lastDropped(show, now, zone);
    if (dropped < first) {
      throw new Problem(
        'failed',
        `No episode of ${show.title} has dropped yet, as far as I know.`,
        {
          hint: `jikai info ${show.id} tells when.`,
        },
      );
    }
    return range(first, dropped);
  }
  const [, ahead] = /^\+(\d{1,4})$/.exec(words) ?? [];
  if (ahead !== undefined && Number(ahead) > 0) return nextUnwatched(show, Number(ahead));
  const episodes = words.split(/[,\s]+/).flatMap((part) => {
    const span = spanOfEpisodes(part);
    if (span === undefined) {
      throw new Problem('usage', `"${text}" names no episode.`, { hint: HINT });
    }
    return range(...span);
  });
  return [...new Set(episodes)].sort((a, b) => a - b);
}

function nextUnwatched(show: Show, amount: number): readonly number[] {
  const watched = new Set(show.watched.map(({ episode }) => episode));
  const { last } = timetableIn(show);
  const episodes: number[] = [];
  for (let episode = nextEpisode(show); episodes.length < amount; episode += 1) {
    if (last !== undefined && episode > last && episodes.length > 0) break;
    if (!watched.has(episode)) episodes.push(episode);
  }
  return episodes;
}

/** The first and the last of some words' episodes: `3`, `3-5`; undefined for other words. */
export function spanOfEpisodes(words: string): readonly [first: number, last: number] | undefined {
  const [, from, to = from] = /^(\d{1,5})(?:[-–](\d{1,5}))?$/.exec(words) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return from === undefined || last < first || last > HIGHEST_EPISODE ? undefined : [first, last];
}

export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Why an episode cannot well have been seen. */
export const DOUBTS = ['not-dropped', 'before-its-drop', 'past-the-last'] as const;
export type Doubt = (typeof DOUBTS)[number];

/**
 * Why marking an episode deserves a second look; undefined when it does not.
 * @param seen the latest at which it was seen, as it is told; now, where it is told of now.
 */
export function doubtAbout(
  show: Show,
  episode: number,
  now: Millis,
  zone: Zone,
  seen: Millis = now,
): Doubt | undefined {
  const { last, dropAt } = timetableIn(show);
  if (last !== undefined && episode > last) return 'past-the-last';
  const { moment, basis } = dropAt(episode);
  if (happened(moment, now, zone) === 'no') return 'not-dropped';
  // An estimate is a guess, and where the hour is not known people see previews.
  const isSure = moment.precision === 'minute' && basis !== 'estimated';
  const by = isSure ? seen : seen + DAY;
  return happened(moment, by, zone) === 'no' ? 'before-its-drop' : undefined;
}

/** What watching did, for telling it. */
export interface Watching {
  readonly change: Change;
  readonly after: Show;
  /** The episodes newly marked. */
  readonly marked: readonly number[];
}

/**
 * Marks episodes as watched. An episode watched before keeps its date unless `redate` is set. The
 * opinion, if any, is recorded on the last of the episodes. A planned, paused or dropped show becomes
 * watching, and one whose every episode is watched becomes completed. Watching past the known last
 * episode makes the count at least that, as an estimate.
 * @param at when they were watched; `now` when the verdict was given.
 */
export function watchEpisodes(
  show: Show,
  episodes: readonly number[],
  {
    at,
    now,
    redate,
    opinion,
  }: { at: Millis; now: Millis; redate: boolean; opinion: Opinion | undefined },
): Watching {
  const watched = new Map(show.watched.map((one) => [one.episode, one]));
  const marked = episodes.filter((episode) => redate || !watched.has(episode));
  for (const episode of marked) watched.set(episode, { episode, at: instant(at) });
  const furthest = episodes.at(-1);
  let after = marked.length === 0 ? show : withWatched(show, [...watched.values()]);
  if (furthest !== undefined && opinion !== undefined)
    after = withVerdict(after, opinion, now, furthest);
  if (marked.length === 0 && opinion === undefined) {
    const summary = `${show.title} ep ${runs(episodes)} ${episodes.length === 1 ? 'was' : 'were'} watched already`;
    return { change: { summary, shows: [] }, after: show, marked };
  }
  const spoken = opinion === undefined ? '' : `: ${opinionInShort(opinion)}`;
  const became = after.status === show.status ? '' : `; now ${after.status}`;
  const isCorrection = marked.every((episode) =>
    show.watched.some((one) => one.episode === episode),
  );
  const what =
    marked.length === 0
      ? `Verdict on ${show.title} ep ${furthest}`
      : isCorrection
        ? `Corrected when ${show.title} ep ${runs(marked)} was watched`
        : `Watched ${show.title} ep ${runs(marked)}`;
  return {
    change: { summary: `${what}${spoken}${became}`, shows: [{ id: show.id, before: show, after }] },
    after,
    marked,
  };
}

/**
 * Takes watched marks back. Without episodes, the one marked last. A completed show is being watched
 * again, and one with no mark left is planned again.
 * @throws Problem `failed` when none of them was marked.
 */
export function unwatchEpisodes(show: Show, episodes: readonly number[] | undefined): Change {
  const latest = show.watched.reduce<Watched | undefined>(
    (newest, one) => (newest === undefined || timeOf(one) >= timeOf(newest) ? one : newest),
    undefined,
  );
  const taken = new Set(episodes ?? (latest === undefined ? [] : [latest.episode]));
  const gone = show.watched.filter(({ episode }) => taken.has(episode));
  if (gone.length === 0) {
    throw new Problem('failed', `No such episode of ${show.title} is marked as watched.`, {
      hint: `jikai info ${show.id} shows which are.`,
    });
  }
  const watched = show.watched.filter(({ episode }) => !taken.has(episode));
  const status: Status =
    watched.length === 0 && isUnderWay(show.status)
      ? 'planned'
      : show.status === 'completed'
        ? 'watching'
        : show.status;
  const after = { ...show, status, watched };
  const became = status === show.status ? '' : `; now ${status}`;
  const summary = `Unwatched ${show.title} ep ${runs(gone.map(({ episode }) => episode))}${became}`;
  return { summary, shows: [{ id: show.id, before: show, after }] };
}

function isUnderWay(status: Status): boolean {
  return status === 'watching' || status === 'completed';
}

/**
 * A show with these marks and no others, in any order: it is being watched, or completed when they are all
 * there are, and has at least as many episodes as the furthest of them says.
 */
export function withWatched(show: Show, marks: readonly Watched[]): Show {
  const after = withMarks(
    show,
    [...marks].sort((a, b) => a.episode - b.episode),
  );
  return { ...after, status: isWatchedToTheEnd(after) ? 'completed' : 'watching' };
}

/** With these marks, in order of episode, and a count that is at least the furthest of them. */
export function withMarks(show: Show, watched: readonly Watched[]): Show {
  const furthest = watched.at(-1)?.episode ?? 0;
  const { first, last } = timetableIn(show);
  const longer =
    last !== undefined && furthest > last ? withCount(show, furthest - first + 1) : show;
  return { ...longer, watched };
}

function withCount(show: Show, number: number): Show {
  const releases = show.releases.map((release) =>
    release.id === followed(show).id
      ? {
          ...release,
          schedule: { ...release.schedule, episodes: { number, basis: 'estimated' as const } },
        }
      : release,
  );
  return { ...show, releases };
}
