import { timeOf } from './moment';
import { type Mood, moodOf, type Vocabulary } from './mood';
import type { Show, Verdict } from './show';
import { isPastProgress } from './spoilers';
import type { Millis } from './zone';

/** One step of a trail. */
export interface TrailStep {
  readonly verdict: Verdict;
  /** Undefined where neither words nor score tell. */
  readonly mood: Mood | undefined;
  /** Against the step before whose mood is known; undefined for the first, and without a mood. */
  readonly turn: 'up' | 'down' | 'same' | undefined;
  /** It is on an episode past what the user has watched: its note would tell too much. */
  readonly isAhead: boolean;
}

/** Every verdict on a show in the order in which it was given, and where each stands. */
export function trailOf(show: Show, vocabulary: Vocabulary): readonly TrailStep[] {
  let before: Mood | undefined;
  return show.verdicts.map((verdict) => {
    const mood = moodOf(verdict, vocabulary);
    const turn = mood === undefined || before === undefined ? undefined : turnOf(before, mood);
    before = mood ?? before;
    return { verdict, mood, turn, isAhead: isPastProgress(show, verdict) };
  });
}

/** A show's trail, and those of its steps that are to be told. */
export interface Trail {
  readonly show: Show;
  /** All of them. */
  readonly steps: readonly TrailStep[];
  /** At least one. */
  readonly told: readonly TrailStep[];
}

/** What is to be told of trails. */
export interface Telling {
  readonly vocabulary: Vocabulary;
  /** Verdicts given before it are left out. */
  readonly since: Millis;
  /** Only verdicts that moved: whose mood differs from the one before. */
  readonly changed: boolean;
}

/** The trails of shows of which there is something to tell, the one that was added to last first. */
export function trailsOf(
  shows: readonly Show[],
  { vocabulary, since, changed }: Telling,
): readonly Trail[] {
  const trails = shows.flatMap((show): readonly Trail[] => {
    if (!show.verdicts.some((verdict) => timeOf(verdict) >= since)) return [];
    const steps = trailOf(show, vocabulary);
    const told = steps.filter(
      ({ verdict, turn }) =>
        timeOf(verdict) >= since && (!changed || turn === 'up' || turn === 'down'),
    );
    return told.length === 0 ? [] : [{ show, steps, told }];
  });
  const newest = ({ told }: Trail) => told.at(-1)?.verdict.at ?? '';
  return trails.sort((a, b) => (newest(a) < newest(b) ? 1 : newest(a) > newest(b) ? -1 : 0));
}

function turnOf(before: Mood, after: Mood): 'up' | 'down' | 'same' {
  if (after === before) return 'same';
  return after > before ? 'up' : 'down';
}
