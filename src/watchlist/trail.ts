import { type Mood, moodOf, type Vocabulary } from './mood';
import type { Show, Verdict } from './show';
import { isPastProgress } from './spoilers';

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

function turnOf(before: Mood, after: Mood): 'up' | 'down' | 'same' {
  if (after === before) return 'same';
  return after > before ? 'up' : 'down';
}
