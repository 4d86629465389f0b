import { describe, expect, it } from 'vitest';
import { statisticsMarkdown } from '../../src/ui/statistics-markdown';
import { totalsWords } from '../../src/ui/statistics-sections';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Show } from '../../src/watchlist/show';
import { statisticsOf } from '../../src/watchlist/statistics';
import { parseSeason, parseYear } from '../../src/watchlist/stretch';
import { reader, trailOfWords } from '../exchange/reports';
import { at, show, watchedUpTo } from '../watchlist/shows';

const vocabulary = vocabularyOf([
  ['Hooked', 1],
  ['Meh', -1],
]);

function totals(shows: readonly Show[], named?: Show): readonly string[] {
  return totalsWords(statisticsOf(shows, { ...reader, vocabulary }), { show: named });
}

describe('the totals', () => {
  it.each([
    [1, 'You watched 1 episode of 1 show: 24m. 24 minutes are assumed for it, since nobody'],
    [2, 'You watched 2 episodes of 1 show: 48m. 24 minutes are assumed for each, since nobody'],
  ])('say for which of %i episodes a length is assumed', (episodes, words) => {
    const [first] = totals([show({ watched: watchedUpTo(episodes) })]);
    expect(first).toContain(words);
    expect(first).toMatch(episodes === 1 ? /how long it is\.$/ : /how long they are\.$/);
  });

  it('say how many are assumed where the length of others is known', () => {
    const known = show({ id: 'known', minutes: 30, watched: watchedUpTo(2) });
    const [first] = totals([known, show({ watched: watchedUpTo(1) })]);
    expect(first).toBe(
      'You watched 3 episodes of 2 shows: 1h 24m. 24 minutes are assumed for 1 episode, since nobody says how long it is.',
    );
  });

  it('name the episode from which a show is counted', () => {
    const calledOf = (first: number) => {
      const verdicts = trailOfWords('Hooked', 'Meh').map((one, index) => ({
        ...one,
        episode: first + index,
      }));
      const one = show({ verdicts }, { first });
      return totals([one], one).at(-1);
    };
    expect(calledOf(1)).toBe('Your last verdict stands below your first on episode 1.');
    expect(calledOf(13)).toBe('Your last verdict stands below your first on episode 13.');
  });
});

describe('in the first night of a stretch', () => {
  /** Half past midnight on New Year's Day in Berlin. */
  const now = at('2023-12-31T23:30:00Z');
  const there = { ...reader, now };
  const seen = show({ watched: [{ episode: 1, at: '2023-12-31T23:10:00Z' }] });

  it.each([
    ['year', parseYear('2024', there)],
    ['season', parseSeason('winter 2024', there)],
  ])('the days of a %s are told of already', (_, stretch) => {
    const statistics = statisticsOf([seen], { ...there, vocabulary, stretch });
    expect(statistics.days).toEqual({
      from: '2024-01-01',
      through: '2024-01-01',
      days: [{ date: '2024-01-01', episodes: 1 }],
      elsewhere: 0,
    });
    const told = statisticsMarkdown(statistics, {}, there);
    expect(told).toContain('## Watched, day by day');
  });
});
