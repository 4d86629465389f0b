import type { Digest, DigestDrop, Drops, StatusMove, WatchedShow } from '../watchlist/digest';
import { isDated, minuteMoment } from '../watchlist/moment';
import { quantity } from '../watchlist/quantity';
import { followed } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Basis, Instant, Moment, Release, Show } from '../watchlist/show';
import type { Slip } from '../watchlist/slipped';
import { scorePath, type VerdictMove, wordsPath } from '../watchlist/verdict-move';
import { MINUTE } from '../watchlist/zone';
import { dayWords, lastDayWords, markedWords, shortWords } from './digest-words';
import { markOf } from './estimates';
import { episodeWords, platformWords } from './show-words';
import { lengthWords, type Reader } from './time';

/** One thing a digest tells of one show. Its words are as they are kept, and not yet harmless. */
export interface DigestEntry {
  readonly show: Show;
  /** Where it can be watched, as it is kept: perhaps no address at all. */
  readonly url: string | undefined;
  /** `ep 3/13`, `ep 3–5`; empty where it is about the show. */
  readonly episodes: string;
  readonly when?: { readonly moment: Moment; readonly basis: Basis };
  /** What there is to say of it, in words of ours, the platform's name or words of a verdict. */
  readonly what: readonly string[];
  /** What somebody noted: a verdict's note, the reason for a break. */
  readonly note?: string;
}

export interface DigestSection {
  /** What stands before each line in a pipe. */
  readonly kind: 'dropped' | 'slipped' | 'due' | 'watched' | 'verdict' | 'status' | 'ahead';
  readonly heading: string;
  /** How much it is; may be empty. */
  readonly summary: string;
  /** At least one. */
  readonly entries: readonly DigestEntry[];
}

/** A digest in words, whatever they are then made into; sections with nothing in them are not there. */
export function digestSections(digest: Digest, reader: Reader): readonly DigestSection[] {
  const { dropped, slipped, due, watched, verdicts, moves, ahead } = digest;
  const sections: readonly DigestSection[] = [
    {
      kind: 'dropped',
      heading: 'Dropped',
      summary: amountWords(dropped.flat()),
      entries: dropped.map(droppedEntry),
    },
    {
      kind: 'slipped',
      heading: 'Slipped',
      summary: '',
      entries: slipped.map((slip) => slipEntry(slip, reader)),
    },
    {
      kind: 'due',
      heading: 'Waiting for you',
      summary: amountWords(due.flat()),
      entries: due.map(dueEntry),
    },
    {
      kind: 'watched',
      heading: 'Watched',
      summary: watchedWords(digest),
      entries: watched.shows.map(watchedEntry),
    },
    {
      kind: 'verdict',
      heading: 'What you said',
      summary: '',
      entries: verdicts.map(verdictEntry),
    },
    { kind: 'status', heading: 'On your list', summary: '', entries: moves.map(statusEntry) },
    {
      kind: 'ahead',
      heading: 'Ahead',
      summary: `${amountWords(ahead)} until ${lastDayWords(digest, reader)}`,
      entries: sharing(ahead).map(aheadEntry),
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** Whether a `~` of ours stands in a section: one that others wrote means nothing. */
export function isMarked({ summary, entries }: DigestSection): boolean {
  return (
    summary.startsWith('~') ||
    entries.some(
      ({ when, what, episodes }) =>
        (when !== undefined && isDated(when.moment) && when.basis === 'estimated') ||
        episodes.includes('~') ||
        what.includes('~finale'),
    )
  );
}

/** `3 episodes`, with a `~` where some of them are only worked out to be out. */
export function amountWords(drops: readonly DigestDrop[]): string {
  return `${amountMark(drops)}${quantity(drops.length, 'episode')}`;
}

export function amountMark(drops: readonly DigestDrop[]): '~' | '' {
  return drops.some(({ basis }) => basis === 'estimated') ? '~' : '';
}

/** The numbers of drops in short: `ep 1/~13`, `ep 17–18`. */
export function numberWords([first, ...others]: Drops): string {
  return others.length === 0
    ? episodeWords(first.episode, first.last, first.release.schedule)
    : `ep ${runs([first, ...others].map(({ episode }) => episode))}`;
}

/** Drops of one show at one moment as one, in the order in which they come. */
export function sharing(drops: readonly DigestDrop[]): readonly Drops[] {
  const groups = new Map<string, [DigestDrop, ...DigestDrop[]]>();
  for (const drop of drops) {
    const key = `${drop.moment.at} ${drop.show.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [drop]);
    else group.push(drop);
  }
  return [...groups.values()];
}

/** `premiere`, `finale`; `~finale` where the number of episodes is estimated. */
export function rankWords(drops: Drops): readonly string[] {
  const finale = drops.find((one) => one.finale !== undefined)?.finale;
  return [
    ...(drops.some(({ isPremiere }) => isPremiere) ? ['premiere'] : []),
    ...(finale === undefined ? [] : [`${markOf(finale)}finale`]),
  ];
}

function entryOf({ show, release }: { show: Show; release: Release }) {
  return { show, url: release.url };
}

function platformOf(release: Release): readonly string[] {
  const words = platformWords(release);
  return words === '' ? [] : [words];
}

function droppedEntry(drops: Drops): DigestEntry {
  const [first] = drops;
  const left = drops.filter(({ isWatched }) => !isWatched).map(({ episode }) => episode);
  const state =
    left.length === 0
      ? 'watched'
      : left.length === drops.length
        ? 'waits'
        : `ep ${runs(left)} waits`;
  return {
    ...entryOf(first),
    episodes: numberWords(drops),
    when: drops.at(-1) ?? first,
    what: [state, ...rankWords(drops), ...platformOf(first.release)],
  };
}

/** Since when what waits does so is told of the first. */
function dueEntry(drops: Drops): DigestEntry {
  const [first] = drops;
  const episodes = numberWords(drops);
  // A single run of numbers tells by itself how many they are.
  const several = episodes.includes(',') ? [amountWords(drops)] : [];
  return {
    ...entryOf(first),
    episodes,
    when: first,
    what: [...several, ...platformOf(first.release)],
  };
}

function aheadEntry(drops: Drops): DigestEntry {
  const [first] = drops;
  return {
    ...entryOf(first),
    episodes: numberWords(drops),
    when: first,
    what: [...rankWords(drops), ...platformOf(first.release)],
  };
}

function slipEntry(slip: Slip, reader: Reader): DigestEntry {
  switch (slip.kind) {
    case 'break': {
      const days = slip.gaps.map(({ moment }) => dayWords(moment, reader));
      const why = slip.gaps.find((gap) => gap.why !== undefined)?.why;
      return {
        ...entryOf(slip),
        episodes: `ep ${slip.drop.episode}`,
        when: slip.drop,
        what: [`break ${days.join(', ')}`],
        ...(why === undefined ? {} : { note: why }),
      };
    }
    case 'moved': {
      const [{ before, after }, ...others] = slip.moved;
      const along = others.map((one) => one.after.episode);
      return {
        ...entryOf(slip),
        episodes: `ep ${after.episode}`,
        when: after,
        what: [
          `was ${markedWords(before, shortWords, reader)}`,
          ...(along.length === 0 ? [] : [`ep ${runs(along)} with it`]),
        ],
        ...(slip.why === undefined ? {} : { note: slip.why }),
      };
    }
    case 'hiatus':
      return {
        ...entryOf(slip),
        episodes: `ep ${slip.after.episode}`,
        when: slip.after,
        what: ['hiatus', `was ${markedWords(slip.before, shortWords, reader)}`],
        ...(slip.why === undefined ? {} : { note: slip.why }),
      };
    case 'halted':
      return {
        ...entryOf(slip),
        episodes: `ep ${slip.drop.episode}`,
        when: slip.drop,
        what: [slip.production === 'cancelled' ? 'cancelled' : 'on hiatus'],
      };
  }
}

function watchedEntry({ show, episodes, at, minutes }: WatchedShow): DigestEntry {
  return {
    ...entryOf({ show, release: followed(show) }),
    episodes: `ep ${runs(episodes)}`,
    when: seenAt(at),
    what: minutes === undefined ? [] : [lengthWords(minutes * MINUTE)],
  };
}

/** `5 episodes, 1h 55m`. */
function watchedWords({ watched: { episodes, minutes, unmeasured } }: Digest): string {
  const words = quantity(episodes, 'episode');
  if (minutes === 0) return words;
  return `${words}, ${unmeasured > 0 ? 'more than ' : ''}${lengthWords(minutes * MINUTE)}`;
}

function verdictEntry(move: VerdictMove): DigestEntry {
  const { show, given } = move;
  const episodes = given.flatMap(({ episode }) => (episode === undefined ? [] : [episode]));
  const latest = given.at(-1) ?? given[0];
  const note = given.findLast((one) => one.note !== undefined)?.note;
  return {
    ...entryOf({ show, release: followed(show) }),
    episodes: episodes.length === 0 ? '' : `ep ${runs([...new Set(episodes)])}`,
    ...(latest.at === undefined ? {} : { when: seenAt(latest.at) }),
    what: verdictWords(move),
    ...(note === undefined ? {} : { note }),
  };
}

/** `We'll see → Hooked`, `7 → 8/10`; `still Hooked` for what was said again. */
export function verdictWords(move: VerdictMove): readonly string[] {
  const [words, scores] = [wordsPath(move), scorePath(move)];
  const isSpoken = move.given.some((one) => one.words !== undefined);
  const isScored = move.given.some((one) => one.score !== undefined);
  const again = words.length === 1 && move.wordsBefore !== undefined ? 'still ' : '';
  return [
    ...(isSpoken ? [`${again}${words.join(' → ')}`] : []),
    ...(isScored ? [`${scores.join(' → ')}/10`] : []),
  ];
}

/** An instant at which the user did something. */
function seenAt(at: Instant): { readonly moment: Moment; readonly basis: Basis } {
  return { moment: minuteMoment(Date.parse(at)), basis: 'confirmed' };
}

function statusEntry(move: StatusMove): DigestEntry {
  const { show } = move;
  return {
    ...entryOf({ show, release: followed(show) }),
    episodes: '',
    what: [statusWords(move)],
  };
}

/** What happened to a show: `added`, `started`, `completed`, `taken up again`. */
export function statusWords({ before, after }: StatusMove): string {
  if (before === undefined) return after === 'planned' ? 'added' : `added, ${after}`;
  switch (after) {
    case 'watching':
      return before === 'planned' ? 'started' : 'taken up again';
    case 'planned':
      return 'planned again';
    case 'completed':
    case 'paused':
    case 'dropped':
      return after;
  }
}
