import phrases from '../../data/verdicts.json';
import type { Config } from '../config/config';
import { isMood, type Mood, type Vocabulary, vocabularyOf } from '../watchlist/mood';

/** The phrases that jikai knows, with their moods, in the order in which they are offered. */
export const PHRASES: readonly (readonly [words: string, mood: Mood])[] = Object.entries(
  phrases,
).flatMap(([words, mood]) => (isMood(mood) ? [[words, mood] as const] : []));

/** The moods of phrases: the user's own over those that jikai knows. */
export function vocabularyIn({ moods }: Pick<Config, 'moods'>): Vocabulary {
  return vocabularyOf([...PHRASES, ...moods]);
}
