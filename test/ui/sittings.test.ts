import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { layOut, prepare } from '../../src/ui/layout';
import { reviewScreen, trialScreen, trialsScreen } from '../../src/ui/sitting-screens';
import { aheadWords, decidedWords, reviewedWords } from '../../src/ui/sitting-words';
import type { Screen } from '../../src/ui/text';
import type { Reader } from '../../src/ui/time';
import { waiting } from '../../src/watchlist/agenda';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Show, Verdict } from '../../src/watchlist/show';
import { trailOf } from '../../src/watchlist/trail';
import { at, berlin, endless, show, watchedUpTo } from '../watchlist/shows';

const now: Reader = { now: at('2024-02-08T12:00:00Z'), zone: berlin, dayEnds: 5 * 60 };

function lines(screen: Screen, columns = Number.POSITIVE_INFINITY): string[] {
  return layOut(prepare(screen).blocks, { columns, widthOf: stringWidth }).map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
}

const vocabulary = vocabularyOf([
  ['Hooked', 1],
  ['Boring', -1],
]);

/** Said of the first episodes, one after the other. */
function saying(...words: readonly string[]): Show {
  const verdicts = words.map(
    (one, index): Verdict => ({ at: '2024-01-10T20:00:00Z', episode: index + 1, words: one }),
  );
  return show({ verdicts, watched: watchedUpTo(words.length) });
}

const trial = (one: Show, columns?: number) =>
  lines(trialScreen(one, trailOf(one, vocabulary)), columns);

describe('a show on trial', () => {
  it('is told with its trail, the last five steps in words', () => {
    expect(trial(saying('Hooked', 'Boring', 'Hm', 'Hooked', 'Hooked', 'Boring', 'Well'))).toEqual([
      'Metallic Rouge  7 of ~13  ▲▼·▲▲▼·',
      '  ep 3  · Hm',
      '  ep 4  ▲ Hooked',
      '  ep 5  ▲ Hooked',
      '  ep 6  ▼ Boring',
      '  ep 7  · Well',
      '  and 2 before: jikai verdicts metallic-rouge',
    ]);
    expect(trial(endless({ watched: watchedUpTo(3) }))).toEqual(['Metallic Rouge  3 in']);
  });

  it('shows no more signs than fit', () => {
    const [heading] = trial(saying(...Array.from({ length: 30 }, () => 'Hooked'), 'Boring'));
    expect(heading).toBe(`Metallic Rouge  31 of ~13  …${'▲'.repeat(23)}▼`);
  });

  it('tells a note once, whether it came with words or alone', () => {
    const verdicts: readonly Verdict[] = [
      { at: '2024-01-10T20:00:00Z', episode: 1, score: 7, note: 'Naomi' },
      { at: '2024-01-11T20:00:00Z', note: 'Looks expensive' },
    ];
    expect(trial(show({ verdicts, watched: watchedUpTo(1) }))).toEqual([
      'Metallic Rouge  1 of ~13  ▲·',
      '  ep 1  ▲ 7/10             Naomi',
      '  show  · Looks expensive',
    ]);
  });

  it.each([60, 80, 120])('fits %i columns, in any script', (columns) => {
    const wide = 'メタリックルージュ'.repeat(6);
    const verdicts = saying(wide, 'o\u0302'.repeat(99)).verdicts.map((one) => ({
      ...one,
      note: wide,
    }));
    const one = { ...saying('Hooked', 'Hooked'), title: wide, verdicts };
    const trail = trailOf(one, vocabulary);
    const [first, ...others] = waiting(one, now.now, now.zone);
    if (first === undefined) throw new Error('nothing waits');
    for (const screen of [
      trialScreen(one, trail),
      reviewScreen(one, [first, ...others], trail, now),
      trialsScreen([{ show: one, trail }]),
    ]) {
      const widest = Math.max(...lines(screen, columns).map((text) => stringWidth(text)));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(widest).toBeGreaterThan(columns / 2);
    }
  });

  it('stands in a list aligned with others', () => {
    const shows = [{ ...saying('Hooked', 'Boring'), title: 'メタル' }, endless({ watched: [] })];
    const rows = shows.map((one) => ({ show: one, trail: trailOf(one, vocabulary) }));
    expect(lines(trialsScreen(rows))).toEqual([
      'メタル          2 of ~13  ▲▼  Boring',
      'Metallic Rouge  0 in',
    ]);
  });
});

it('a show in a review is told with what waits, since when, and what was said last', () => {
  const one = saying('Hooked', 'Boring');
  const [first, ...others] = waiting(one, now.now, now.zone);
  if (first === undefined) throw new Error('nothing waits');
  const screen = reviewScreen(one, [first, ...others], trailOf(one, vocabulary), now);
  expect(lines(screen)).toEqual([
    'Metallic Rouge  ep 3–5  since ~24 Jan',
    '  ep 2  ▼ Boring',
    '  and 1 before: jikai verdicts metallic-rouge',
  ]);
});

describe('an account', () => {
  it.each([
    [{ keep: 0, drop: 0, more: 0, snooze: 0 }, 3, undefined],
    [{ keep: 2, drop: 1, more: 0, snooze: 0 }, 1, 'Kept 2, dropped 1. 1 left to decide.'],
    [{ keep: 0, drop: 1, more: 0, snooze: 0 }, 0, 'Dropped 1.'],
    [{ keep: 1, drop: 1, more: 2, snooze: 3 }, 0, 'Kept 1, dropped 1, one more of 2, put off 3.'],
  ])('of decisions: %j, %i left', (decided, left, words) => {
    expect(decidedWords(decided, left)).toBe(words);
  });

  it.each([
    [{ watched: 0, said: 0, dropped: 0 }, undefined],
    [{ watched: 3, said: 2, dropped: 0 }, 'Watched 3 episodes, said 2 verdicts.'],
    [{ watched: 0, said: 1, dropped: 1 }, 'Said 1 verdict, dropped 1 show.'],
  ])('of a review: %j', (reviewed, words) => {
    expect(reviewedWords(reviewed)).toBe(words);
  });
});

it.each([
  [{ show: show(), episodes: 1 }, 'Metallic Rouge comes up after 1 more episode.'],
  [{ show: show(), episodes: 2 }, 'Metallic Rouge comes up after 2 more episodes.'],
  [{ show: show(), until: '2024-02-09T23:30:00Z' }, 'Metallic Rouge comes up again on Sat 10 Feb.'],
  [
    { show: show(), until: '2024-02-08T13:00:00Z' },
    'Metallic Rouge comes up again on Thu 8 Feb, 14:00.',
  ],
  [
    { show: show(), until: '2024-02-09T11:59:59Z' },
    'Metallic Rouge comes up again on Fri 9 Feb, 12:59.',
  ],
  [{ show: show(), until: '2024-02-09T12:00:00Z' }, 'Metallic Rouge comes up again on Fri 9 Feb.'],
  [
    { show: show(), until: '2025-01-09T12:00:00Z' },
    'Metallic Rouge comes up again on Thu 9 Jan 2025.',
  ],
])('%j', (ahead, words) => {
  expect(aheadWords(ahead, now)).toBe(words);
});
