import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, dueDrops } from '../../src/watchlist/agenda';
import { backlogOver } from '../../src/watchlist/backlog';
import { happened, instant, isDated, livedDay, timeOf } from '../../src/watchlist/moment';
import { MOODS, vocabularyOf } from '../../src/watchlist/mood';
import { followed, timetableIn } from '../../src/watchlist/releases';
import { reportOn } from '../../src/watchlist/season-report';
import { type Show, STATUSES, type Verdict } from '../../src/watchlist/show';
import {
  type Statistics,
  type StatisticsOptions,
  statisticsOf,
} from '../../src/watchlist/statistics';
import { parseSeason, parseYear, type Stretch } from '../../src/watchlist/stretch';
import { totalOf } from '../../src/watchlist/tally';
import { weekdayIndex, weeksFrom } from '../../src/watchlist/weeks';
import { DAY, HOUR } from '../../src/watchlist/zone';
import { anyShow, anyZone, at, berlin, newYork, show, tokyo, watchedUpTo } from './shows';

const vocabulary = vocabularyOf([
  ['loved', 2],
  ['liked', 1],
  ["we'll see", 0],
  ['doubted', -1],
  ['awful', -2],
]);

/** Sunday evening in Berlin, when ten episodes of Metallic Rouge are out. */
const options: StatisticsOptions = {
  now: at('2024-03-17T19:00:00Z'),
  zone: berlin,
  dayEnds: 300,
  vocabulary,
};

function verdicts(...said: readonly (readonly [episode: number | undefined, words: string])[]) {
  return said.map(
    ([episode, words], index): Verdict => ({
      at: instant(at('2024-01-11T20:00:00Z') + index * HOUR),
      words,
      ...(episode === undefined ? {} : { episode }),
    }),
  );
}

function of(shows: readonly Show[], others: Partial<StatisticsOptions> = {}): Statistics {
  return statisticsOf(shows, { ...options, ...others });
}

describe('what was watched', () => {
  it('takes as long as each show says, or else 24 minutes an episode', () => {
    const { viewing } = of([
      show({ id: 'a', minutes: 30, watched: watchedUpTo(3) }),
      show({ id: 'b', watched: watchedUpTo(2) }),
      show({ id: 'c', minutes: 90 }),
    ]);
    expect(viewing).toEqual({ shows: 2, episodes: 5, minutes: 3 * 30 + 2 * 24, assumed: 2 });
  });

  it('stands on the day the viewer lived', () => {
    // 01:30 on Thursday in Berlin; in Tokyo it is 09:30.
    const late = show({ watched: [{ episode: 1, at: '2024-01-11T00:30:00Z' }] });
    expect(of([late]).days.days).toEqual([{ date: '2024-01-10', episodes: 1 }]);
    expect(of([late], { dayEnds: 0 }).days.days).toEqual([{ date: '2024-01-11', episodes: 1 }]);
    expect(of([late], { zone: tokyo }).days.days).toEqual([{ date: '2024-01-11', episodes: 1 }]);
    expect(of([late], { zone: newYork }).days.days).toEqual([{ date: '2024-01-10', episodes: 1 }]);
  });

  it('in the night in which a year begins stands on its first day', () => {
    const watched = ['2023-12-31T22:59:59Z', '2023-12-31T23:00:00Z', '2024-01-01T20:00:00Z'].map(
      (when, index) => ({ episode: index + 1, at: when }),
    );
    const stretch = parseYear('2024', options);
    const { days } = of([show({ watched })], { stretch });
    expect(days).toMatchObject({
      from: '2024-01-01',
      days: [{ date: '2024-01-01', episodes: 2 }],
      elsewhere: 0,
    });
  });

  it('is told of 53 weeks, of which this is the last', () => {
    const { days } = of([
      show({
        watched: [
          { episode: 1, at: '2023-03-13T03:59:59Z' },
          { episode: 2, at: '2023-03-13T04:00:00Z' },
          { episode: 3, at: '2024-03-17T18:00:00Z' },
        ],
      }),
    ]);
    expect(days).toEqual({
      from: '2023-03-13',
      through: '2024-03-17',
      days: [
        { date: '2023-03-13', episodes: 1 },
        { date: '2024-03-17', episodes: 1 },
      ],
      elsewhere: 1,
    });
  });
});

describe('moods', () => {
  it('are counted by episode, from 13 on together, and apart for whole shows', () => {
    const { moods } = of([
      show({
        verdicts: verdicts(
          [undefined, "We'll see"],
          [1, 'Liked'],
          [1, 'loved'],
          [2, 'hm'],
          [13, 'awful'],
          [99, 'LIKED!'],
        ),
      }),
    ]);
    expect(moods).toEqual({
      episodes: [
        { from: 1, through: 1, moods: { '-2': 0, '-1': 0, 0: 0, 1: 1, 2: 1 } },
        { from: 13, through: undefined, moods: { '-2': 1, '-1': 0, 0: 0, 1: 1, 2: 0 } },
      ],
      wholes: { '-2': 0, '-1': 0, 0: 1, 1: 0, 2: 0 },
      unknown: 1,
      verdicts: 6,
    });
  });
});

describe('scores', () => {
  it('are those at which shows stand, and all that were given', () => {
    const scored = (id: string, ...scores: readonly number[]) =>
      show({
        id,
        verdicts: scores.map((score, index) => ({
          at: instant(at('2024-01-11T20:00:00Z') + index),
          episode: index + 1,
          score,
        })),
      });
    const { scores, givenScores } = of([scored('a', 6, 7.5), scored('b', 10), scored('c')]);
    expect(scores).toEqual({
      count: 2,
      mean: 8.75,
      distribution: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1],
    });
    expect(givenScores).toEqual({
      count: 3,
      mean: 23.5 / 3,
      distribution: [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1],
    });
    expect(of([scored('c')]).scores).toMatchObject({ count: 0, mean: undefined });
  });
});

describe('dropping', () => {
  it('is told as a share of what ended, and after how many episodes', () => {
    const dropped = (seen: number) =>
      show({ id: `d-${seen}`, status: 'dropped', watched: watchedUpTo(seen) });
    const completed = show({ id: 'c', status: 'completed', watched: watchedUpTo(13) });
    const { dropping } = of([dropped(0), dropped(3), dropped(5), dropped(14), completed, show()]);
    expect(dropping).toEqual({
      dropped: 4,
      completed: 1,
      rate: 0.8,
      after: [
        { from: 0, through: 0, shows: 1 },
        { from: 3, through: 3, shows: 1 },
        { from: 5, through: 5, shows: 1 },
        { from: 13, through: undefined, shows: 1 },
      ],
      median: 4,
    });
    expect(of([show()]).dropping).toMatchObject({ rate: undefined, median: undefined });
  });

  it('counts what was watched before the stretch as well', () => {
    const long = show({
      status: 'dropped',
      watched: [...watchedUpTo(2), { episode: 3, at: '2025-01-03T12:00:00Z' }],
    });
    const now = at('2025-06-01T12:00:00Z');
    const stretch = parseYear('2025', { now, zone: berlin });
    const { dropping, viewing } = of([long], { now, stretch });
    expect(dropping.after).toEqual([{ from: 3, through: 3, shows: 1 }]);
    expect(viewing.episodes).toBe(1);
  });

  it('is of the shows that ended in the stretch, of which the report tells as well', () => {
    const now = at('2025-06-01T12:00:00Z');
    const later = [{ at: '2025-01-03T12:00:00Z', words: 'awful' }];
    // Twelve of the thirteen episodes drop in winter.
    const shows = [
      show({ id: 'a', status: 'dropped', watched: watchedUpTo(3), verdicts: later }),
      show({ id: 'b', status: 'dropped', watched: watchedUpTo(13) }),
      show({ id: 'c', status: 'completed', watched: watchedUpTo(13), verdicts: later }),
      show({ id: 'd', status: 'dropped', verdicts: later }),
      show({ id: 'e', status: 'dropped' }),
      show({ id: 'f', status: 'paused', watched: watchedUpTo(3) }),
    ];
    const ended = (stretch: Stretch) => {
      const { dropped, completed } = of(shows, { now, stretch }).dropping;
      const { totals } = reportOn({ revision: 1, shows }, stretch, {
        now,
        zone: berlin,
        vocabulary,
        telling: 'all',
      });
      expect(totals).toMatchObject({ dropped, completed });
      return [dropped, completed];
    };
    const reckoning = { now, zone: berlin };
    expect(ended(parseSeason('winter 2024', reckoning))).toEqual([2, 0]);
    expect(ended(parseSeason('spring 2024', reckoning))).toEqual([2, 1]);
    expect(ended(parseYear('2024', reckoning))).toEqual([2, 1]);
    expect(ended(parseYear('2025', reckoning))).toEqual([1, 0]);
    expect(of(shows, { now }).dropping).toMatchObject({ dropped: 4, completed: 1 });
  });
});

describe('called at episode 1', () => {
  it.each<[string, readonly (readonly [number | undefined, string])[], object]>([
    ['nothing was said', [], { shows: 0 }],
    ['it was never judged again', [[1, 'liked']], { shows: 0 }],
    [
      'the first episode was not judged',
      [
        [2, 'liked'],
        [3, 'loved'],
      ],
      { shows: 0 },
    ],
    [
      'like became love',
      [
        [1, 'liked'],
        [12, 'loved'],
      ],
      { shows: 1, called: 1 },
    ],
    [
      'doubt became dislike',
      [
        [1, 'doubted'],
        [undefined, 'awful'],
      ],
      { shows: 1, called: 1 },
    ],
    [
      'neither became like',
      [
        [1, "We'll see"],
        [2, 'liked'],
      ],
      { shows: 1, called: 0, better: 1 },
    ],
    [
      'like became neither',
      [
        [1, 'liked'],
        [2, "We'll see"],
      ],
      { shows: 1, called: 0, worse: 1 },
    ],
    [
      'only the last counts',
      [
        [1, 'liked'],
        [2, 'awful'],
        [3, 'liked'],
      ],
      { shows: 1, called: 1 },
    ],
    [
      'the very first counts',
      [
        [1, 'awful'],
        [1, 'liked'],
        [3, 'liked'],
      ],
      { shows: 1, better: 1 },
    ],
    [
      'what was said before it does not',
      [
        [undefined, 'awful'],
        [1, 'liked'],
      ],
      { shows: 0 },
    ],
    [
      'no mood, no verdict',
      [
        [1, 'liked'],
        [2, 'hm'],
        [3, 'hm'],
      ],
      { shows: 0 },
    ],
  ])('%s', (_, said, called) => {
    expect(of([show({ verdicts: verdicts(...said) })]).called).toMatchObject(called);
  });

  it('takes a show’s own first episode', () => {
    const second = show({ verdicts: verdicts([13, 'liked'], [14, 'loved']) }, { first: 13 });
    expect(of([second]).called).toEqual({ shows: 1, called: 1, better: 0, worse: 0 });
  });
});

describe('the most divisive show', () => {
  const trail = (id: string, ...words: readonly string[]) =>
    show({ id, title: id, verdicts: verdicts(...words.map((one) => [1, one] as const)) });

  it('is the one whose moods lie furthest apart, then with more verdicts, then by title', () => {
    const [narrow, wide] = [
      trail('narrow', 'liked', 'liked', "we'll see"),
      trail('wide', 'loved', 'awful'),
    ];
    expect(of([narrow, wide]).divisive).toEqual({
      show: wide,
      moods: [2, -2],
      best: 2,
      worst: -2,
    });
    const longer = trail('zz', 'loved', 'awful', 'awful');
    expect(of([wide, longer]).divisive?.show).toBe(longer);
    expect(of([longer, trail('B', 'awful', 'loved', 'liked')]).divisive?.show.id).toBe('B');
  });

  it('is none where nobody changed their mind', () => {
    expect(of([trail('a', 'liked', 'liked', 'hm')]).divisive).toBeUndefined();
  });
});

describe('the weekday load', () => {
  it('is of the seven days from today on, in the viewer’s days', () => {
    const daily = show(
      { id: 'daily' },
      { step: 'P1D', episodes: { number: 400, basis: 'estimated' } },
    );
    const gone = show({ id: 'gone', status: 'paused' });
    // Wednesdays 16:55 in Berlin, 00:55 in Tokyo: still Wednesday there until five.
    for (const zone of [berlin, tokyo, newYork]) {
      expect(of([show(), daily, gone], { zone }).load).toMatchObject({
        drops: [1, 1, 2, 1, 1, 1, 1],
        estimated: 8,
      });
    }
    expect(of([show()], { zone: tokyo, dayEnds: 0 }).load.drops).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect(of([show()]).load).toMatchObject({ from: '2024-03-17', through: '2024-03-23' });
  });

  it('is of all that dropped in a stretch, whatever became of the show', () => {
    const stretch = parseSeason('winter 2024', options);
    const { load } = of([show({ status: 'dropped' })], { stretch });
    expect(load.drops).toEqual([0, 0, 12, 0, 0, 0, 0]);
    expect(load).toMatchObject({ from: '2024-01-01', through: '2024-03-31' });
  });
});

describe('the backlog', () => {
  it('rises with each drop, and falls with what is watched', () => {
    const marks = [
      { episode: 1, at: '2024-01-11T20:00:00Z' },
      { episode: 2, at: '2024-02-01T20:00:00Z' },
      { episode: 3, at: '2024-02-01T20:00:00Z' },
    ];
    const { backlog } = of([show({ watched: marks })]);
    expect(backlog).toHaveLength(26);
    expect(backlog.slice(-10).map(({ monday, episodes }) => `${monday} ${episodes}`)).toEqual([
      '2024-01-08 0',
      '2024-01-15 1',
      '2024-01-22 2',
      '2024-01-29 1',
      '2024-02-05 2',
      '2024-02-12 3',
      '2024-02-19 4',
      '2024-02-26 5',
      '2024-03-04 6',
      '2024-03-11 7',
    ]);
  });

  it('begins with what was out when the show was added, and ends when it was last heard of', () => {
    const late = show({ added: '2024-02-14T12:00:00Z' });
    const waits = (one: Show) =>
      of([one])
        .backlog.slice(-6)
        .map(({ episodes }) => episodes);
    expect(waits(late)).toEqual([0, 6, 7, 8, 9, 10]);
    const awful = [{ at: '2024-02-28T12:00:00Z', words: 'awful' }];
    expect(waits({ ...late, status: 'dropped', verdicts: awful })).toEqual([0, 6, 7, 0, 0, 0]);
    expect(waits({ ...late, status: 'paused' })).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('of a season is that of what dropped in it, of a year all that waits', () => {
    const old = show(
      { id: 'old', added: '2023-10-01T12:00:00Z' },
      {
        premiere: { at: '2023-12-06T15:55:00Z', precision: 'minute' },
        episodes: { number: 5, basis: 'scheduled' },
      },
    );
    const season = of([old], { stretch: parseSeason('winter 2024', options) }).backlog;
    expect(season.map(({ episodes }) => episodes).slice(0, 3)).toEqual([1, 1, 1]);
    const year = of([old], { stretch: parseYear('2024', options) }).backlog;
    expect(year.map(({ episodes }) => episodes).slice(0, 3)).toEqual([5, 5, 5]);
    expect(season[0]?.monday).toBe('2024-01-01');
    expect(season).toHaveLength(11);
  });

  it('of a time to come is none', () => {
    const stretch = parseYear('2030', options);
    expect(of([show()], { stretch })).toMatchObject({ backlog: [], shows: [] });
  });
});

describe('weeks', () => {
  it('begin on Monday, when the viewer’s Sunday is over', () => {
    const who = { zone: berlin, dayEnds: 300 };
    // The night in which clocks go forward, and the one after it.
    expect(weeksFrom(at('2024-03-25T03:59:59Z'), at('2024-04-01T03:00:00Z'), who)).toEqual([
      { monday: '2024-03-18', ends: at('2024-03-25T04:00:00Z') },
      { monday: '2024-03-25', ends: at('2024-04-01T03:00:00Z') },
      { monday: '2024-04-01', ends: at('2024-04-08T03:00:00Z') },
    ]);
    expect(weeksFrom(2, 1, who)).toEqual([]);
  });

  it('know their days', () => {
    expect(['2024-01-08', '2024-01-10', '2024-01-14', '1969-12-28'].map(weekdayIndex)).toEqual([
      0, 2, 6, 6,
    ]);
  });
});

const lists = fc.uniqueArray(anyShow, { selector: ({ id }) => id, maxLength: 6 });
const moments = fc.integer({ min: at('1995-01-01'), max: at('2055-01-01') });

describe('whatever a list holds', () => {
  it('sums add up', () => {
    fc.assert(
      fc.property(lists, anyZone, moments, (shows, zone, now) => {
        const told = of(shows, { zone, now });
        const marks = shows.flatMap(({ watched }) => watched).length;
        const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
        expect(sum(STATUSES.map((status) => told.statuses[status]))).toBe(shows.length);
        const moody = sum(told.moods.episodes.map(({ moods }) => totalOf(moods)));
        const all = moody + totalOf(told.moods.wholes) + told.moods.unknown;
        expect(all).toBe(shows.flatMap(({ verdicts: said }) => said).length);
        expect(told.viewing.episodes).toBe(marks);
        expect(sum(told.days.days.map(({ episodes }) => episodes)) + told.days.elsewhere).toBe(
          marks,
        );
        expect(sum(told.scores.distribution)).toBe(told.scores.count);
        expect(sum(told.dropping.after.map((one) => one.shows))).toBe(told.dropping.dropped);
        const { called } = told;
        expect(called.called + called.better + called.worse).toBe(called.shows);
        for (const { moods } of told.moods.episodes) {
          expect(MOODS.some((mood) => moods[mood] > 0)).toBe(true);
        }
      }),
    );
  });

  it('the backlog is what a plain count makes of it', () => {
    fc.assert(
      fc.property(lists, anyZone, moments, (shows, zone, now) => {
        const weeks = weeksFrom(now - 40 * DAY, now, { zone, dayEnds: 300 });
        const counted = backlogOver(shows, weeks, { now, zone });
        expect(counted.map(({ episodes }) => episodes)).toEqual(
          weeks.map(({ ends }) => waitingAt(shows, Math.min(ends, now), { ...options, zone, now })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('the backlog ends with what the agenda says is due', () => {
    fc.assert(
      fc.property(lists, anyZone, moments, (all, zone, now) => {
        const shows = all.map((one) => ({
          ...one,
          added: '1980-01-01T00:00:00Z',
          status: 'watching' as const,
          watched: one.watched.map((mark) => ({ ...mark, at: '1990-01-01T00:00:00Z' })),
        }));
        const due = dueDrops(agendaOf({ revision: 1, shows }, { now, zone, days: 7 }), zone);
        expect(of(shows, { zone, now }).backlog.at(-1)?.episodes).toBe(due.length);
      }),
      { numRuns: 60 },
    );
  });

  it('a day with an episode lies within the days that are told of', () => {
    fc.assert(
      fc.property(lists, anyZone, moments, (shows, zone, now) => {
        const { from, through, days } = of(shows, { zone, now }).days;
        expect(through).toBe(livedDay(now, zone, options.dayEnds));
        expect(weekdayIndex(from)).toBe(0);
        expect(days.every(({ date }) => date >= from && date <= through)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** Every episode of every show asked whether it waits at an instant. */
function waitingAt(shows: readonly Show[], when: number, { zone, now }: StatisticsOptions): number {
  let waiting = 0;
  for (const one of shows) {
    if (Date.parse(one.added) > when) continue;
    const signs = [
      one.added,
      ...[...one.watched, ...one.verdicts].flatMap((sign) => sign.at ?? []),
    ];
    const isOver = one.status !== 'watching' && one.status !== 'planned';
    if (isOver && when >= Math.max(...signs.map((sign) => Date.parse(sign)))) continue;
    const { first, last, dropAt } = timetableIn(one);
    const isAtOnce = followed(one).schedule.step === 'P0D';
    for (let episode = first; episode <= (last ?? (isAtOnce ? first : 40_000)); episode += 1) {
      const { moment } = dropAt(episode);
      if (!isDated(moment) || happened(moment, when, zone) !== 'yes') {
        if (happened(moment, now, zone) !== 'yes') break;
        continue;
      }
      const mark = one.watched.find((w) => w.episode === episode);
      if (mark === undefined || timeOf(mark) > when) waiting += 1;
    }
  }
  return waiting;
}
