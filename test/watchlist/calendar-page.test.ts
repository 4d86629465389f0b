import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { episodesOf } from '../../src/watchlist/agenda';
import {
  calendarOf,
  mondayBefore,
  pageAround,
  parsePage,
  weekNumber,
} from '../../src/watchlist/calendar-page';
import { type Living, livedDayOf, livedToday } from '../../src/watchlist/lived-day';
import { timetableIn } from '../../src/watchlist/releases';
import type { Show } from '../../src/watchlist/show';
import { DAY } from '../../src/watchlist/zone';
import {
  anyMillis,
  anyShow,
  anyZone,
  at,
  berlin,
  newYork,
  show,
  tokyo,
  utc,
  watchedUpTo,
} from './shows';

/** Thursday noon in Berlin. */
const living: Living = { now: at('2024-01-11T11:00:00Z'), zone: berlin, dayEnds: 300 };

/** What stands on which day, as `id 1✓` and `id -`. */
function told(shows: readonly Show[], page = pageAround('2024-01-11', 'week'), by = living) {
  const days = calendarOf({ revision: 1, shows }, page, by).map(({ date, entries }) => [
    date,
    ...entries.map((entry) =>
      'pause' in entry
        ? `${entry.pause.show.id} -`
        : entry.drops
            .map((drop) => `${drop.show.id} ${drop.episode}${drop.isWatched ? '✓' : ''}`)
            .join(),
    ),
  ]);
  return days.filter(({ length }) => length > 1);
}

describe('the page that words name', () => {
  const dates = (words: string, name?: 'week' | 'month', by = living) => {
    const page = parsePage(words, name, by);
    return [page.name, page.dates[0], page.dates.at(-1)];
  };

  it.each([
    ['', 'week', '2024-01-08', '2024-01-14'],
    ['this week', 'week', '2024-01-08', '2024-01-14'],
    ['Next  Week', 'week', '2024-01-15', '2024-01-21'],
    ['last week', 'week', '2024-01-01', '2024-01-07'],
    ['this month', 'month', '2024-01-01', '2024-01-31'],
    ['next month', 'month', '2024-02-01', '2024-02-29'],
    ['last month', 'month', '2023-12-01', '2023-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['february 2023', 'month', '2023-02-01', '2023-02-28'],
    ['march', 'month', '2024-03-01', '2024-03-31'],
    ['dec', 'month', '2023-12-01', '2023-12-31'],
    ['2024-02-14', 'week', '2024-02-12', '2024-02-18'],
    ['jan 28', 'week', '2024-01-22', '2024-01-28'],
    ['sunday', 'week', '2024-01-08', '2024-01-14'],
    ['monday', 'week', '2024-01-15', '2024-01-21'],
    ['today', 'week', '2024-01-08', '2024-01-14'],
    ['now', 'week', '2024-01-08', '2024-01-14'],
    ['in 2 weeks', 'week', '2024-01-22', '2024-01-28'],
  ])('"%s" is the %s from %s to %s', (words, ...page) => {
    expect(dates(words)).toEqual(page);
  });

  it.each([
    ['', 'month', '2024-01-01', '2024-01-31'],
    ['2024-02-14', 'month', '2024-02-01', '2024-02-29'],
    ['next week', 'month', '2024-01-01', '2024-01-31'],
    ['2024-02', 'week', '2024-01-29', '2024-02-04'],
    ['march', 'week', '2024-03-11', '2024-03-17'],
  ] as const)('"%s" as a %s is from %s to %s', (words, name, first, last) => {
    expect(dates(words, name)).toEqual([name, first, last]);
  });

  it('is of the day that is lived, until it ends', () => {
    const night: Living = { ...living, now: at('2024-01-15T02:00:00Z') };
    for (const words of ['', 'today', 'now', 'this week']) {
      expect(dates(words, 'week', night)).toEqual(['week', '2024-01-08', '2024-01-14']);
    }
    expect(dates('', 'week', { ...night, dayEnds: 0 })[1]).toBe('2024-01-15');
  });

  it.each(['2024', 'winter 2024', 'tba', 'the day of days', 'ma', '2024-02-31'])(
    'is none for "%s"',
    (words) => {
      expect(() => parsePage(words, undefined, living)).toThrow(
        expect.objectContaining({ code: 'usage', message: expect.stringContaining(words) }),
      );
    },
  );

  it('has whole weeks from Monday on, and whole months', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3e4, max: 6e4 }), (day) => {
        const date = new Date(day * DAY).toISOString().slice(0, 10);
        const week = pageAround(date, 'week').dates;
        expect(week).toContain(date);
        expect(week.map((one) => new Date(one).getUTCDay())).toEqual([1, 2, 3, 4, 5, 6, 0]);
        const month = pageAround(date, 'month').dates;
        expect(month).toContain(date);
        expect(new Set(month.map((one) => one.slice(0, 7)))).toEqual(new Set([date.slice(0, 7)]));
        const days = new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7), 0)).getUTCDate();
        expect(month.length).toBe(days);
      }),
    );
  });
});

it.each([
  ['2024-01-01', 1],
  ['2024-01-11', 2],
  ['2024-12-31', 1],
  ['2021-01-03', 53],
  ['2021-01-04', 1],
  ['2020-12-31', 53],
  ['2022-01-01', 52],
  ['2026-12-28', 53],
])('%s lies in week %i', (date, number) => {
  expect(weekNumber(date)).toBe(number);
  expect(weekNumber(mondayBefore(date))).toBe(number);
});

describe('the days', () => {
  it('have what drops on them, past and to come, ticked where it is watched', () => {
    const month = pageAround('2024-01-11', 'month');
    expect(told([show({ watched: watchedUpTo(1) })], month)).toEqual([
      ['2024-01-10', 'metallic-rouge 1✓'],
      ['2024-01-17', 'metallic-rouge 2'],
      ['2024-01-24', 'metallic-rouge 3'],
      ['2024-01-31', 'metallic-rouge 4'],
    ]);
  });

  it('are the viewer’s: the night belongs to the day before', () => {
    const on = (by: Living) => told([show()], pageAround('2024-01-10', 'week'), by)[0]?.[0];
    expect(on(living)).toBe('2024-01-10');
    expect(on({ ...living, zone: newYork })).toBe('2024-01-10');
    // 00:55 on Thursday.
    expect(on({ ...living, zone: tokyo })).toBe('2024-01-10');
    expect(on({ ...living, zone: tokyo, dayEnds: 0 })).toBe('2024-01-11');
  });

  it('are in order within, with what has no hour first', () => {
    const day = show(
      { id: 'some-time' },
      {
        premiere: { at: '2024-01-10', precision: 'day' },
        episodes: { number: 1, basis: 'confirmed' },
      },
    );
    const morning = show(
      { id: 'morning' },
      { premiere: { at: '2024-01-10T08:00:00Z', precision: 'minute' } },
    );
    const night = show(
      { id: 'night' },
      { premiere: { at: '2024-01-11T02:00:00Z', precision: 'minute' } },
    );
    expect(told([night, show(), morning, day])).toEqual([
      ['2024-01-10', 'some-time 1', 'morning 1', 'metallic-rouge 1', 'night 1'],
    ]);
  });

  it('have what drops together as one', () => {
    const together = show(
      { watched: watchedUpTo(2) },
      { amendments: [{ kind: 'batch', episode: 1, through: 3 }] },
    );
    expect(told([together])).toEqual([
      ['2024-01-10', 'metallic-rouge 1✓,metallic-rouge 2✓,metallic-rouge 3'],
    ]);
  });

  it('have the slots in which a show pauses, past and to come', () => {
    const paused = show(
      {},
      { amendments: [{ kind: 'break', episode: 2, slots: 1, why: 'recap' }] },
    );
    const month = pageAround('2024-01-11', 'month');
    const expected = [
      ['2024-01-10', 'metallic-rouge 1'],
      ['2024-01-17', 'metallic-rouge -'],
      ['2024-01-24', 'metallic-rouge 2'],
      ['2024-01-31', 'metallic-rouge 3'],
    ];
    expect(told([paused], month)).toEqual(expected);
    expect(told([paused], month, { ...living, now: at('2024-03-01T00:00:00Z') })).toEqual(expected);
    // The page may end between the slot and the episode.
    expect(told([paused], pageAround('2024-01-17', 'week'))).toEqual([expected[1]]);
  });

  it('have nothing of paused and dropped shows, and of completed ones what is over', () => {
    const month = pageAround('2024-01-11', 'month');
    expect(told([show({ status: 'paused' })], month)).toEqual([]);
    expect(told([show({ status: 'dropped' })], month)).toEqual([]);
    expect(told([show({ status: 'planned' })], month)).toHaveLength(4);
    expect(told([show({ status: 'completed', watched: watchedUpTo(1) })], month)).toEqual([
      ['2024-01-10', 'metallic-rouge 1✓'],
    ]);
  });

  it('have nothing that is only worked out of a show on hiatus', () => {
    const month = pageAround('2024-01-11', 'month');
    expect(told([show({ production: 'hiatus' })], month)).toEqual([
      ['2024-01-10', 'metallic-rouge 1'],
    ]);
  });

  it('keep a slot on its day when clocks change', () => {
    const early = show({}, { premiere: { at: '2024-03-09T10:00:00Z', precision: 'minute' } });
    const by: Living = { now: at('2024-03-12T12:00:00Z'), zone: newYork, dayEnds: 300 };
    // 05:00 in New York while it is winter there, 06:00 from 10 March on: the day has just begun.
    expect(told([early], pageAround('2024-03-09', 'month'), by).map(([date]) => date)).toEqual([
      '2024-03-09',
      '2024-03-16',
      '2024-03-23',
      '2024-03-30',
    ]);
  });

  it('have every dated drop in exactly one cell: that of its lived day', () => {
    const anyLiving = fc.record({
      now: anyMillis,
      zone: anyZone,
      dayEnds: fc.constantFrom(0, 300, 719),
    });
    fc.assert(
      fc.property(anyShow, anyLiving, fc.constantFrom('week', 'month'), (one, by, name) => {
        const watching: Show = { ...one, status: 'watching' };
        const timetable = timetableIn(watching);
        const first = livedDayOf(timetable.dropAt(timetable.first).moment, by) ?? livedToday(by);
        const page = pageAround(first, name === 'week' ? 'week' : 'month');
        const days = calendarOf({ revision: 1, shows: [watching] }, page, by);
        expect(days.map(({ date }) => date)).toEqual(page.dates);
        const placed = days.flatMap(({ date, entries }) =>
          entries.flatMap((entry) =>
            'drops' in entry ? entry.drops.map(({ episode }) => `${date} ${episode}`) : [],
          ),
        );
        // The page is around the first, so that none beyond these stands on it.
        const expected: string[] = [];
        for (const episode of episodesOf(timetable)) {
          if (episode >= timetable.first + 70) break;
          const date = livedDayOf(timetable.dropAt(episode).moment, by) ?? '';
          if (page.dates.includes(date)) expected.push(`${date} ${episode}`);
        }
        expect(placed.sort()).toEqual(expected.sort());
        expect(new Set(placed).size).toBe(placed.length);
        for (const { date, entries } of days) {
          for (const entry of entries) expect(livedDayOf(entry.moment, by)).toBe(date);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same instants in every zone', () => {
    const instants = (zone: Living['zone']) => {
      const page = pageAround('2024-01-20', 'month');
      const days = calendarOf({ revision: 1, shows: [show()] }, page, { ...living, zone });
      return days.flatMap(({ entries }) => entries.map(({ moment }) => moment.at));
    };
    expect(instants(tokyo)).toEqual(instants(utc));
    expect(instants(newYork)).toEqual(instants(utc));
  });
});
