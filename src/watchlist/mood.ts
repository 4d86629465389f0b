import { Problem } from './problem';
import type { Verdict } from './show';
import { titleKey } from './title';

/** Where a verdict stands, from −2, disliked, to +2, loved. */
export const MOODS = [-2, -1, 0, 1, 2] as const;
export type Mood = (typeof MOODS)[number];

export const MOOD_NAMES: Readonly<Record<Mood, string>> = {
  [-2]: 'disliked',
  [-1]: 'doubted',
  0: 'undecided',
  1: 'liked',
  2: 'loved',
};

/** `+2`, `0`, `−1`, as people write it. */
export function moodNumber(mood: Mood): string {
  return mood > 0 ? `+${mood}` : String(mood);
}

export function isMood(value: unknown): value is Mood {
  return MOODS.some((mood) => mood === value);
}

/** @throws Problem `usage` when the words are neither a number from −2 to +2 nor a mood's name. */
export function parseMood(text: string): Mood {
  const words = text.trim().toLowerCase().replace('−', '-');
  const number = /^[+-]?[0-2]$/.test(words) ? Number(words) : undefined;
  const mood = MOODS.find((one) => one === number || MOOD_NAMES[one] === words);
  if (mood !== undefined) return mood;
  throw new Problem('usage', `"${text}" is not a mood.`, {
    hint: `Moods go from -2 to +2: ${MOODS.map((one) => `${moodNumber(one)} ${MOOD_NAMES[one]}`).join(', ')}.`,
  });
}

/** The moods of phrases, by {@link phraseKey}. */
export type Vocabulary = ReadonlyMap<string, Mood>;

/** A phrase as a vocabulary knows it: `we'll see…` and `We'll see` are one. */
export function phraseKey(words: string): string {
  return titleKey(words) || words.trim();
}

/** @param phrases with their moods; of two alike, the later one holds. */
export function vocabularyOf(phrases: Iterable<readonly [words: string, mood: Mood]>): Vocabulary {
  return new Map([...phrases].map(([words, mood]) => [phraseKey(words), mood]));
}

export function moodOfWords(words: string, vocabulary: Vocabulary): Mood | undefined {
  return vocabulary.get(phraseKey(words));
}

/**
 * Where a verdict stands: by its words where the vocabulary knows them, else by its score; undefined
 * where neither tells.
 */
export function moodOf(
  { words, score }: Pick<Verdict, 'words' | 'score'>,
  vocabulary: Vocabulary,
): Mood | undefined {
  const known = words === undefined ? undefined : moodOfWords(words, vocabulary);
  return known ?? (score === undefined ? undefined : moodOfScore(score));
}

/** @param score 0–10. */
export function moodOfScore(score: number): Mood {
  if (score >= 9) return 2;
  if (score >= 7) return 1;
  if (score >= 5) return 0;
  return score >= 3 ? -1 : -2;
}
