import phrases from '../../data/verdicts.json';
import type { Config } from '../config/config';
import type { Context } from '../context';
import { isMood, type Mood, type Vocabulary, vocabularyOf } from '../watchlist/mood';
import type { Show } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { type TrailStep, trailOf } from '../watchlist/trail';

/** The phrases that jikai knows, with their moods, in the order in which they are offered. */
export const PHRASES: readonly (readonly [words: string, mood: Mood])[] = Object.entries(
  phrases,
).flatMap(([words, mood]) => (isMood(mood) ? [[words, mood] as const] : []));

/** The moods of phrases: the user's own over those that jikai knows. */
export function vocabularyIn({ moods }: Pick<Config, 'moods'>): Vocabulary {
  return vocabularyOf([...PHRASES, ...moods]);
}

/** A show's trail as it may be told: without notes past the user's progress, unless these are wanted. */
export function trailIn(
  { config, spoilers }: Pick<Context, 'config' | 'spoilers'>,
  show: Show,
): readonly TrailStep[] {
  return trailOf(spoilers ? show : withoutSpoilers(show), vocabularyIn(config));
}
