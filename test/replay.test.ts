import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecorded } from '../bench/recorded';
import { byShow, foretell, type Knowing, type Score, score } from '../bench/replay';
import type { CatalogEntry } from '../src/catalog/entry';
import { built } from './catalog/built';

/*
 * The engine against what really happened: episodes recorded in test/facts are replayed one by one,
 * knowing only what was known before each. `npm run bench:dates -- <feed>` does the same with a whole
 * feed and prints the shares.
 */

async function replay(name: string) {
  const text = readFileSync(path.join(import.meta.dirname, 'facts', name), 'utf8');
  const shows = byShow(readRecorded(text));
  const entries = new Map<number, CatalogEntry>();
  for (const show of shows.keys()) {
    const entry = await built.find('anilist', show);
    if (entry !== undefined) entries.set(show, entry);
  }
  const entryOf = (show: number) => entries.get(show);
  const known = new Map([...shows].filter(([show]) => entries.has(show)));
  return { shows, known, entryOf };
}

function share({ right, asked }: Score): number {
  return right / asked;
}

/** A season from its beginning, and all that aired in some weeks in the middle of another. */
const RECORDED = ['winter-2026.txt', 'eight-weeks-2025.txt'];

describe.each(RECORDED)('the episodes of %s', async (name) => {
  const { shows, entryOf } = await replay(name);

  it('are right within five minutes, 95 of 100, when each past drop is confirmed', () => {
    const past = score(shows, entryOf, 'past');
    expect(past.asked).toBeGreaterThan(350);
    expect(share(past)).toBeGreaterThanOrEqual(0.95);
  });

  it('are exactly what a source announced of them', () => {
    for (const [show, history] of shows) {
      for (const aired of history) {
        const { moment, basis, origin } = foretell(entryOf(show), history, aired, 'announced');
        expect(Date.parse(moment.at ?? '')).toBe(aired.at);
        expect(basis).toBe('scheduled');
        expect(origin).toEqual({ source: 'AniList' });
      }
    }
  });

  it('are said to be estimated wherever they were worked out', () => {
    const ways: readonly Knowing[] = ['catalogue', 'past', 'announced'];
    for (const knowing of ways) {
      expect(score(shows, entryOf, knowing).unlabelled).toBe(0);
      for (const [show, history] of shows) {
        for (const aired of history) {
          const { basis, origin, episode } = foretell(entryOf(show), history, aired, knowing);
          const premiere = episode === history[0]?.episode && origin.counted === undefined;
          if (knowing !== 'announced' && !premiere) expect(basis).toBe('estimated');
        }
      }
    }
  });
});

it('of all recorded episodes 60 of 100 are right from the bundled catalogue alone', async () => {
  const scores: Score[] = [];
  for (const name of RECORDED) {
    const { known, entryOf } = await replay(name);
    scores.push(score(known, entryOf, 'catalogue'));
  }
  const sum = (part: (one: Score) => number) => scores.reduce((so, one) => so + part(one), 0);
  expect(sum(({ asked }) => asked)).toBeGreaterThan(1_100);
  expect(sum(({ right }) => right) / sum(({ asked }) => asked)).toBeGreaterThanOrEqual(0.6);
});
