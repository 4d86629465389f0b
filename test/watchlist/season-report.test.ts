import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabularyOf } from '../../src/watchlist/mood';
import {
  isBlank,
  type ReportedShow,
  reportOn,
  type SeasonReport,
  type Telling,
} from '../../src/watchlist/season-report';
import type { Show, Verdict } from '../../src/watchlist/show';
import { parseSeason, parseYear } from '../../src/watchlist/stretch';
import { anyShow, at, berlin, show, utc, watchedUpTo } from './shows';

const VOCABULARY = vocabularyOf([
  ["We'll see", 0],
  ['Hooked', 1],
  ['Masterpiece', 2],
  ['Wavering', -1],
  ['Not for me', -2],
]);

const AFTER = at('2024-04-20T12:00:00Z');

interface Setting {
  readonly now?: number;
  readonly telling?: Telling;
  readonly year?: string;
}

function reportOf(
  shows: readonly Show[],
  { now = AFTER, telling = 'progress', year }: Setting = {},
): SeasonReport {
  const reckoning = { now, zone: berlin };
  const stretch =
    year === undefined ? parseSeason('winter 2024', reckoning) : parseYear(year, reckoning);
  return reportOn({ revision: 1, shows }, stretch, {
    ...reckoning,
    vocabulary: VOCABULARY,
    telling,
  });
}

function said(words: string, more: Partial<Verdict> = {}): Verdict {
  return { at: '2024-02-01T20:00:00Z', words, ...more };
}

function only({ shows }: SeasonReport): ReportedShow {
  const [first, ...others] = shows;
  if (first === undefined || others.length > 0) throw new Error(`${shows.length} shows`);
  return first;
}

describe('a season', () => {
  it('has the episodes that dropped in it, each with its state and what was said of it last', () => {
    const verdicts = [
      said("We'll see", { episode: 1 }),
      said('Hooked', { episode: 2 }),
      said('Wavering', { episode: 2, score: 6 }),
      said('9/10?', { episode: 3, score: 9 }),
    ];
    const report = reportOf([show({ verdicts, watched: watchedUpTo(4) })], {
      now: at('2024-02-08T12:00:00Z'),
    });
    const { episodes, trail, mood, score, words, watched } = only(report);
    // Winter ends before the thirteenth.
    expect(episodes.map(({ episode }) => episode)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(episodes.map(({ state }) => state)).toEqual([
      ...Array(4).fill('watched'),
      'unwatched',
      ...Array(7).fill('ahead'),
    ]);
    expect(episodes.slice(0, 4).map((one) => one.mood)).toEqual([0, -1, 2, undefined]);
    expect(episodes[1]?.verdict).toBe(verdicts[2]);
    expect({ moods: trail.map((step) => step.mood), mood, score, words, watched }).toEqual({
      moods: [0, 1, -1, 2],
      mood: 2,
      score: 9,
      words: '9/10?',
      watched: 4,
    });
  });

  it('tells of breaks where they were', () => {
    const broken = show(
      { watched: watchedUpTo(3) },
      { amendments: [{ kind: 'break', episode: 3, slots: 2, why: 'recap' }] },
    );
    const gapsOf = (telling: Telling) =>
      only(reportOf([broken], { telling })).episodes.map(({ gaps }) => gaps.map(({ why }) => why));
    expect(gapsOf('progress').slice(0, 4)).toEqual([[], [], ['recap', 'recap'], []]);
    // Why there was one is somebody's note.
    expect(gapsOf('nothing')[2]).toEqual([undefined, undefined]);
  });

  it('has the finale where it is in the season, sure or not', () => {
    const finaleOf = (facts: Partial<Show>, episodes: Parameters<typeof show>[1]) =>
      only(reportOf([show({ watched: watchedUpTo(12), ...facts }, episodes)])).finale;
    expect(finaleOf({}, { episodes: { number: 12, basis: 'confirmed' } })).toMatchObject({
      basis: 'confirmed',
      episode: { episode: 12, state: 'watched' },
    });
    expect(
      finaleOf({ watched: watchedUpTo(2) }, { episodes: { number: 11, basis: 'estimated' } }),
    ).toMatchObject({ basis: 'estimated', episode: { episode: 11, state: 'unwatched' } });
    expect(finaleOf({}, { episodes: { number: 13, basis: 'confirmed' } })).toBeUndefined();
    expect(finaleOf({}, { episodes: { number: 1, basis: 'confirmed' } })).toBeUndefined();
  });

  it('tells where a show was dropped', () => {
    const exitOf = (facts: Partial<Show>) => only(reportOf([show(facts)])).exit;
    expect(exitOf({ status: 'dropped', watched: watchedUpTo(3) })).toEqual({ after: 3 });
    expect(exitOf({ status: 'dropped', verdicts: [said('Not for me')] })).toEqual({
      after: undefined,
    });
    expect(exitOf({ watched: watchedUpTo(3) })).toBeUndefined();
  });

  it('counts a show as finished, or dropped, where its last watched episode belongs', () => {
    for (const status of ['completed', 'dropped'] as const) {
      const endings = [12, 13].map((number) => {
        const { totals } = reportOf([show({ status, watched: watchedUpTo(number) })]);
        return totals.completed + totals.dropped;
      });
      // The thirteenth drops in spring.
      expect(endings).toEqual([1, 0]);
    }
  });

  it('keeps apart what was not begun, and leaves out what was never meant to be', () => {
    const shows = (['planned', 'watching', 'paused', 'dropped'] as const).map((status) =>
      show({ id: status, title: status, status }),
    );
    const report = reportOf(shows);
    expect(report.shows).toEqual([]);
    expect(report.untouched.map(({ id }) => id)).toEqual(['planned', 'watching']);
    expect(isBlank(report)).toBe(false);
    expect(isBlank(reportOf(shows.slice(2)))).toBe(true);
    expect(isBlank(reportOf([]))).toBe(true);
  });

  it('says that a show waits only once an episode may be out', () => {
    const untouched = (now: string, schedule: Parameters<typeof show>[1] = {}) =>
      reportOf([show({ status: 'planned' }, schedule)], { now: at(now) }).untouched.length;
    expect(untouched('2024-01-10T15:54:59Z')).toBe(0);
    expect(untouched('2024-01-10T15:55:00Z')).toBe(1);
    const day = { premiere: { at: '2024-01-10', precision: 'day' } as const };
    expect(untouched('2024-01-09T22:59:59Z', day)).toBe(0);
    expect(untouched('2024-01-09T23:00:00Z', day)).toBe(1);
    // Of a show that began before, an episode of the season itself.
    const fall = { premiere: { at: '2023-12-27T15:55:00Z', precision: 'minute' } as const };
    expect(untouched('2024-01-03T15:54:59Z', fall)).toBe(0);
    expect(untouched('2024-01-03T15:55:00Z', fall)).toBe(1);
  });

  it('puts the best liked first', () => {
    const liked = (id: string, verdicts: readonly Verdict[]) =>
      show({ id, title: id, verdicts, watched: watchedUpTo(1) });
    const report = reportOf([
      liked('none', []),
      liked('good', [said('Hooked')]),
      liked('better', [said('Hooked', { score: 8 })]),
      liked('bad', [said('Not for me', { score: 10 })]),
      liked('also-good', [said('Hooked')]),
      liked('best', [said('Wavering'), said('Masterpiece')]),
    ]);
    expect(report.shows.map(({ show: { id } }) => id)).toEqual([
      ...['best', 'better', 'also-good', 'good', 'bad', 'none'],
    ]);
    expect(report.risen?.show.id).toBe('best');
    expect(report.fallen).toBeUndefined();
  });

  it('adds up what was watched, said and scored', () => {
    const one = show({
      id: 'one',
      status: 'completed',
      minutes: 30,
      watched: watchedUpTo(2),
      verdicts: [said('Hooked', { score: 8 }), said('hooked…'), said('Wavering')],
    });
    const other = show({
      id: 'other',
      status: 'dropped',
      watched: watchedUpTo(3),
      verdicts: [said("We'll see"), said('Not for me', { score: 3 }), { at: one.added, note: 'x' }],
    });
    const { totals, phrases, moods, risen, fallen } = reportOf([one, other]);
    expect(totals).toEqual({
      shows: 2,
      episodes: 5,
      minutes: 2 * 30 + 3 * 24,
      isLengthGuessed: true,
      completed: 1,
      dropped: 1,
      score: 5.5,
    });
    expect(phrases[0]).toEqual({ words: 'Hooked', mood: 1, times: 2 });
    expect(phrases).toHaveLength(4);
    expect([...moods].sort(([a], [b]) => a - b)).toEqual([
      [-2, 1],
      [-1, 1],
      [0, 1],
      [1, 2],
    ]);
    expect(risen).toBeUndefined();
    expect(fallen?.show.id).toBe('one');
    expect(reportOf([one]).totals.isLengthGuessed).toBe(false);
    const judged = show({ id: 'judged', verdicts: [said('Hooked')] });
    expect(reportOf([one, judged]).totals).toMatchObject({ shows: 1, episodes: 2 });
  });
});

describe('what was noted', () => {
  const verdicts = [
    said('Hooked', { episode: 1, note: 'seen' }),
    said('Masterpiece', { episode: 5, note: 'ahead' }),
    { at: '2024-02-02T20:00:00Z', episode: 6, note: 'ahead, and nothing else' },
    said('Hooked', { note: 'of the show' }),
    { at: '2024-02-03T20:00:00Z', note: 'of the show, and nothing else' },
  ];
  const notesFor = (telling: Telling) => {
    const { trail } = only(reportOf([show({ verdicts, watched: watchedUpTo(2) })], { telling }));
    return { notes: trail.flatMap(({ verdict }) => verdict.note ?? []), steps: trail.length };
  };

  it.each<[Telling, readonly string[], number]>([
    ['progress', ['seen', 'of the show', 'of the show, and nothing else'], 4],
    ['all', verdicts.flatMap(({ note }) => note ?? []), 5],
    ['nothing', [], 3],
  ])('is told as far as asked: %s', (telling, notes, steps) => {
    expect(notesFor(telling)).toEqual({ notes, steps });
  });
});

describe('a year', () => {
  it('has what was watched and judged in it', () => {
    const long = show({
      status: 'dropped',
      watched: [
        { episode: 1, at: '2023-12-30T12:00:00Z' },
        { episode: 2, at: '2024-01-01T12:00:00Z' },
        { episode: 4, at: '2024-06-01T12:00:00Z' },
        { episode: 5, at: '2025-01-01T12:00:00Z' },
      ],
      verdicts: [
        said("We'll see", { at: '2023-12-30T12:00:00Z', episode: 1 }),
        said('Hooked', { at: '2024-06-01T12:00:00Z', episode: 1, note: 'x' }),
        said('Wavering', { at: '2025-01-01T12:00:00Z', episode: 5 }),
      ],
    });
    const { episodes, watched, trail, exit } = only(reportOf([long], { year: '2024' }));
    expect(episodes.map(({ episode, mood }) => [episode, mood])).toEqual([
      [1, 1],
      [2, undefined],
      [4, undefined],
    ]);
    expect(watched).toBe(2);
    expect(trail.map(({ turn }) => turn)).toEqual(['up']);
    // It went on after the year, so it was not in this one that it was dropped.
    expect(exit).toBeUndefined();
    const last = only(reportOf([long], { year: '2025', now: at('2025-02-01T12:00:00Z') }));
    expect(last.exit).toEqual({ after: 5 });
  });
});

describe('of any shows at all', () => {
  it('tells each verdict and each episode of the stretch once', () => {
    fc.assert(
      fc.property(
        fc.array(anyShow, { maxLength: 4 }),
        fc.integer({ min: 1990, max: 2060 }),
        fc.boolean(),
        (shows, year, isYear) => {
          const reckoning = { now: at(`${year}-05-20T12:00:00Z`), zone: utc };
          const stretch = isYear
            ? parseYear(String(year), reckoning)
            : parseSeason(`spring ${year}`, reckoning);
          const report = reportOn({ revision: 1, shows }, stretch, {
            ...reckoning,
            vocabulary: VOCABULARY,
            telling: 'all',
          });
          for (const { show: of, trail, episodes, watched } of report.shows) {
            const verdicts = trail.map(({ verdict }) => verdict);
            expect(of.verdicts.filter((one) => verdicts.includes(one))).toEqual(verdicts);
            const numbers = episodes.map(({ episode }) => episode);
            expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
            expect(watched + verdicts.length).toBeGreaterThan(0);
            for (const { verdict, state, episode } of episodes) {
              if (verdict !== undefined) expect(verdicts).toContain(verdict);
              const isWatched = of.watched.some((one) => one.episode === episode);
              expect(state === 'watched').toBe(isWatched);
            }
          }
          const { totals } = report;
          const watched = report.shows.reduce((sum, one) => sum + one.watched, 0);
          expect(totals.episodes).toBe(watched);
          const ids = [...report.shows.map(({ show: { id } }) => id), ...report.untouched];
          expect(ids.length).toBeLessThanOrEqual(shows.length);
        },
      ),
    );
  });
});
