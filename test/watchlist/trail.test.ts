import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Verdict } from '../../src/watchlist/show';
import { isPastProgress, withoutSpoilers } from '../../src/watchlist/spoilers';
import { trailOf, trailsOf } from '../../src/watchlist/trail';
import { amendVerdict } from '../../src/watchlist/verdict';
import { anyShow, at, show, watchedUpTo } from './shows';

const vocabulary = vocabularyOf([
  ["We'll see", 0],
  ['Hooked', 1],
  ['Wavering', -1],
]);

function verdict(day: number, facts: Partial<Verdict> = {}): Verdict {
  return { at: `2024-01-${String(day).padStart(2, '0')}T12:00:00Z`, ...facts };
}

describe('a trail', () => {
  it('tells where each verdict stands, and how it turned', () => {
    const verdicts = [
      verdict(8, { words: "We'll see" }),
      verdict(11, { episode: 1, words: 'Hooked' }),
      verdict(12, { episode: 1, words: 'Who knows' }),
      verdict(18, { episode: 2, words: 'hooked!' }),
      verdict(25, { episode: 3, words: 'Wavering', note: 'recap' }),
    ];
    const steps = trailOf(show({ verdicts, watched: watchedUpTo(2) }), vocabulary);
    expect(steps.map(({ mood, turn, isAhead }) => [mood, turn, isAhead])).toEqual([
      [0, undefined, false],
      [1, 'up', false],
      [undefined, undefined, false],
      [1, 'same', false],
      [-1, 'down', true],
    ]);
    expect(steps.map((step) => step.verdict)).toEqual(verdicts);
  });

  it('is told of shows with something to tell, the newest first', () => {
    const quiet = show({ id: 'quiet', verdicts: [verdict(2, { words: 'Hooked' })] });
    const steady = show({
      id: 'steady',
      verdicts: [verdict(3, { words: 'Hooked' }), verdict(20, { words: 'Hooked' })],
    });
    const moved = show({
      id: 'moved',
      verdicts: [verdict(3, { words: 'Hooked' }), verdict(12, { words: 'Wavering' })],
    });
    const told = (since: string, changed: boolean) =>
      trailsOf([quiet, show({ id: 'mute' }), steady, moved], {
        vocabulary,
        since: at(since),
        changed,
      }).map((trail) => [trail.show.id, trail.told.length, trail.steps.length]);
    expect(told('2024-01-01T00:00:00Z', false)).toEqual([
      ['steady', 2, 2],
      ['moved', 2, 2],
      ['quiet', 1, 1],
    ]);
    expect(told('2024-01-12T12:00:00Z', false)).toEqual([
      ['steady', 1, 2],
      ['moved', 1, 2],
    ]);
    expect(told('2024-01-01T00:00:00Z', true)).toEqual([['moved', 1, 2]]);
  });
});

describe('amending', () => {
  const said = show({
    verdicts: [
      verdict(8, { words: "We'll see" }),
      verdict(11, { episode: 1, words: 'Hoked', score: 8, note: 'Naomi' }),
      verdict(12, { episode: 2, words: 'Fine' }),
    ],
  });

  it('replaces what is given of the last one, and leaves when it was', () => {
    const { summary, shows } = amendVerdict(said, { words: 'Hooked' });
    expect(summary).toBe('Amended the verdict on Metallic Rouge ep 2: Hooked');
    expect(shows[0]?.after?.verdicts).toEqual([
      ...said.verdicts.slice(0, 2),
      verdict(12, { episode: 2, words: 'Hooked' }),
    ]);
  });

  it('replaces the last one of an episode', () => {
    const { shows } = amendVerdict(said, { words: 'Hooked' }, 1);
    expect(shows[0]?.after?.verdicts[1]).toEqual(
      verdict(11, { episode: 1, words: 'Hooked', score: 8, note: 'Naomi' }),
    );
    expect(shows[0]?.before).toBe(said);
  });

  it('changes nothing where it says the same, and fails where nothing was said', () => {
    expect(amendVerdict(said, { words: 'Fine' }).shows).toEqual([]);
    const failed = expect.objectContaining({ code: 'failed' });
    expect(() => amendVerdict(said, { words: 'Fine' }, 3)).toThrow(failed);
    expect(() => amendVerdict(show(), { words: 'Fine' })).toThrow(failed);
  });
});

describe('spoilers', () => {
  it('are notes on episodes past the furthest watched', () => {
    const verdicts = [
      verdict(1, { note: 'of the show' }),
      verdict(2, { episode: 2, words: 'Fine', note: 'seen' }),
      verdict(3, { episode: 3, words: 'Fine', score: 7, note: 'not seen' }),
      verdict(4, { episode: 4, note: 'nothing but a note' }),
    ];
    expect(withoutSpoilers(show({ verdicts, watched: watchedUpTo(2) })).verdicts).toEqual([
      ...verdicts.slice(0, 2),
      verdict(3, { episode: 3, words: 'Fine', score: 7 }),
    ]);
    expect(withoutSpoilers(show({ verdicts })).verdicts).toEqual([
      verdicts[0],
      verdict(2, { episode: 2, words: 'Fine' }),
      verdict(3, { episode: 3, words: 'Fine', score: 7 }),
    ]);
    const seen = show({ verdicts, watched: watchedUpTo(4) });
    expect(withoutSpoilers(seen)).toBe(seen);
  });

  it('are in no show without them, and nothing else is missing', () => {
    fc.assert(
      fc.property(anyShow, (one) => {
        const told = withoutSpoilers(one);
        for (const left of told.verdicts) {
          expect(left.note !== undefined && isPastProgress(told, left)).toBe(false);
        }
        expect({ ...told, verdicts: [] }).toEqual({ ...one, verdicts: [] });
        const wordsOf = (verdicts: readonly Verdict[]) =>
          verdicts.flatMap(({ words, score }) =>
            (words ?? score) === undefined ? [] : [[words, score]],
          );
        expect(wordsOf(told.verdicts)).toEqual(wordsOf(one.verdicts));
      }),
    );
  });
});
