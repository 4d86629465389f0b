import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import phrases from '../../data/verdicts.json';
import {
  isMood,
  MOODS,
  moodOf,
  moodOfScore,
  moodOfWords,
  parseMood,
  phraseKey,
  vocabularyOf,
} from '../../src/watchlist/mood';

const vocabulary = vocabularyOf([
  ["We'll see", 0],
  ['Hooked', 1],
  ['Peak', 2],
  ['🔥', 2],
]);

describe('a mood', () => {
  it.each([
    ["we'll see", 0],
    ['We’ll see…', 0],
    ['  WELL SEE!! ', 0],
    ['hooked.', 1],
    ['🔥', 2],
    ['Not hooked', undefined],
    ['', undefined],
    ['👍', undefined],
  ])('of the words %j', (words, mood) => {
    expect(moodOfWords(words, vocabulary)).toBe(mood);
  });

  it.each([
    [{ words: 'Hooked', score: 2 }, 1],
    [{ words: 'Who knows', score: 2 }, -2],
    [{ words: 'Who knows' }, undefined],
    [{ score: 9 }, 2],
    [{}, undefined],
  ])('of %j', (verdict, mood) => {
    expect(moodOf(verdict, vocabulary)).toBe(mood);
  });

  it.each([
    [0, -2],
    [2.9, -2],
    [3, -1],
    [4.9, -1],
    [5, 0],
    [6.9, 0],
    [7, 1],
    [8.9, 1],
    [9, 2],
    [10, 2],
  ])('of the score %d', (score, mood) => {
    expect(moodOfScore(score)).toBe(mood);
  });

  it('never falls as the score rises', () => {
    const score = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(score, score, (a, b) => {
        expect(moodOfScore(Math.min(a, b))).toBeLessThanOrEqual(moodOfScore(Math.max(a, b)));
      }),
    );
  });

  it.each([
    ['-2', -2],
    ['−1', -1],
    ['+0', 0],
    [' +1 ', 1],
    ['2', 2],
    ['Loved', 2],
    ['undecided', 0],
  ])('is read from %j', (text, mood) => {
    expect(parseMood(text)).toBe(mood);
  });

  it.each(['3', '-3', '', '1.5', 'great', '++1'])('is not read from %j', (text) => {
    expect(() => parseMood(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: `"${text}" is not a mood.` }),
    );
  });
});

describe('the phrases that come with jikai', () => {
  const entries = Object.entries(phrases);

  it('are a few dozen, of every mood, and "We\'ll see" is in the middle', () => {
    expect(entries.length).toBeGreaterThan(36);
    expect(phrases["We'll see"]).toBe(0);
    expect(entries.every(([, mood]) => isMood(mood))).toBe(true);
    for (const mood of MOODS) expect(Object.values(phrases)).toContain(mood);
  });

  it('are each there once', () => {
    expect(new Set(entries.map(([words]) => phraseKey(words))).size).toBe(entries.length);
  });
});
