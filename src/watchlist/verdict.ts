import type { Change } from './change';
import { instant } from './moment';
import { Problem } from './problem';
import type { Show, Verdict, Watchlist } from './show';
import type { Millis } from './zone';

/** What the user says of an episode or a show, before it is dated. */
export interface Opinion {
  readonly words?: string;
  /** 0–10. */
  readonly score?: number;
  readonly note?: string;
}

/** Undefined when nothing at all was said. Blank words and notes count as unsaid. */
export function opinionFrom(words?: string, score?: number, note?: string): Opinion | undefined {
  const opinion: Opinion = {
    ...(words?.trim() ? { words: words.trim() } : {}),
    ...(score === undefined ? {} : { score }),
    ...(note?.trim() ? { note: note.trim() } : {}),
  };
  return Object.keys(opinion).length === 0 ? undefined : opinion;
}

/**
 * A score from 0 to 10, with at most one decimal.
 * @throws Problem `usage` when it is none.
 */
export function parseScore(text: string): number {
  const words = text.trim().replace(/\/10$/, '');
  if (!/^\d{1,2}(?:[.,]\d)?$/.test(words) || Number(words.replace(',', '.')) > 10) {
    throw new Problem('usage', `"${text}" is not a score.`, {
      hint: 'Scores go from 0 to 10, such as 7 or 7.5.',
    });
  }
  return Number(words.replace(',', '.'));
}

export function verdictOf(opinion: Opinion, now: Millis, episode?: number): Verdict {
  return { at: instant(now), ...(episode === undefined ? {} : { episode }), ...opinion };
}

/** Adds to a show's trail; what was said before stays. */
export function withVerdict(show: Show, opinion: Opinion, now: Millis, episode?: number): Show {
  return { ...show, verdicts: [...show.verdicts, verdictOf(opinion, now, episode)] };
}

/** Records a verdict on an episode, or on the show when no episode is named. */
export function giveVerdict(show: Show, opinion: Opinion, now: Millis, episode?: number): Change {
  const after = withVerdict(show, opinion, now, episode);
  return {
    summary: `Verdict on ${titleWith(show, episode)}: ${opinionInShort(opinion)}`,
    shows: [{ id: show.id, before: show, after }],
  };
}

/**
 * Replaces what is given of the last verdict, on one episode or, when none is named, of all: for one that
 * was made by mistake. When it was given, and what is not replaced, stays.
 * @throws Problem `failed` when there is no such verdict.
 */
export function amendVerdict(show: Show, opinion: Opinion, episode?: number): Change {
  const old = verdictToAmend(show, episode);
  const amended = { ...old, ...opinion };
  const subject = titleWith(show, old.episode);
  if (JSON.stringify(amended) === JSON.stringify(old)) {
    return { summary: `The verdict on ${subject} is like that already`, shows: [] };
  }
  const verdicts = show.verdicts.with(show.verdicts.lastIndexOf(old), amended);
  return {
    summary: `Amended the verdict on ${subject}: ${opinionInShort(amended)}`,
    shows: [{ id: show.id, before: show, after: { ...show, verdicts } }],
  };
}

/**
 * The verdict that {@link amendVerdict} replaces.
 * @throws Problem `failed` when there is none.
 */
export function verdictToAmend(show: Show, episode?: number): Verdict {
  const old = latestVerdict(show, episode);
  if (old !== undefined) return old;
  throw new Problem(
    'failed',
    `There is no verdict on ${titleWith(show, episode)} yet that could be amended.`,
    { hint: 'Leave out --amend to give one.' },
  );
}

/** `We'll see (7/10)`; a verdict of only a score or a note is told by what it has. */
export function opinionText({ words, score, note }: Opinion): string {
  const scored = score === undefined ? undefined : `${score}/10`;
  if (words !== undefined) return scored === undefined ? words : `${words} (${scored})`;
  return scored ?? note ?? '';
}

/** An opinion for a sentence that is kept, as in the log: a note is not told there. */
export function opinionInShort(opinion: Opinion): string {
  const { words, score } = opinion;
  return words === undefined && score === undefined ? 'a note' : opinionText(opinion);
}

/** What a verdict is on: `Metallic Rouge ep 2`, `Metallic Rouge`. */
export function titleWith({ title }: Show, episode: number | undefined): string {
  return episode === undefined ? title : `${title} ep ${episode}`;
}

/** The newest verdict on one episode, or of all when no episode is named. */
export function latestVerdict(show: Show, episode?: number): Verdict | undefined {
  return show.verdicts.findLast((verdict) => episode === undefined || verdict.episode === episode);
}

/** The newest score given to the show, else to any episode; undefined when none was ever given. */
export function latestScore(show: Show): number | undefined {
  const scored = show.verdicts.filter(({ score }) => score !== undefined);
  return (scored.findLast(({ episode }) => episode === undefined) ?? scored.at(-1))?.score;
}

/** The user's own verdict words, most used first, for offering them again. */
export function usualWords(watchlist: Watchlist): readonly string[] {
  const uses = new Map<string, number>();
  for (const { words } of watchlist.shows.flatMap(({ verdicts }) => verdicts)) {
    if (words !== undefined) uses.set(words, (uses.get(words) ?? 0) + 1);
  }
  return [...uses].sort(([, a], [, b]) => b - a).map(([words]) => words);
}
