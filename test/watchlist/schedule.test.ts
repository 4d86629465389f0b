import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDropped } from '../../src/watchlist/agenda';
import { spanOf } from '../../src/watchlist/moment';
import { type Drop, timetableOf } from '../../src/watchlist/schedule';
import type { Schedule } from '../../src/watchlist/show';
import { parseStep } from '../../src/watchlist/step';
import { anySchedule, anyZone, at, release, rougeSchedule, show, utc } from './shows';

function dropOf(schedule: Schedule, episode: number): Drop {
  return timetableOf({ schedule, source: 'test' }).dropAt(episode);
}

function droppedCount(schedule: Schedule, now: number): number {
  return lastDropped(show({ releases: [{ ...release(), schedule }] }), now, utc);
}

function minute(premiere: string, step: string, zone: string): Schedule {
  return { premiere: { at: premiere, precision: 'minute' }, basis: 'scheduled', step, zone };
}

function day(premiere: string, step: string): Schedule {
  return {
    premiere: { at: premiere, precision: 'day' },
    basis: 'scheduled',
    step,
    zone: 'Asia/Tokyo',
  };
}

describe('the drop of an episode', () => {
  it.each([
    ['a week after the premiere', rougeSchedule, 2, '2024-01-17T15:55:00Z'],
    ['the finale', rougeSchedule, 13, '2024-04-03T15:55:00Z'],
    ['daily', minute('2024-02-28T10:00:00Z', 'P1D', 'UTC'), 3, '2024-03-01T10:00:00Z'],
    [
      'monthly, from the 31st',
      minute('2024-01-31T10:00:00Z', 'P1M', 'UTC'),
      2,
      '2024-02-29T10:00:00Z',
    ],
    [
      'monthly, not drifting to the 29th',
      minute('2024-01-31T10:00:00Z', 'P1M', 'UTC'),
      3,
      '2024-03-31T10:00:00Z',
    ],
    [
      'yearly, from 29 February',
      minute('2024-02-29T10:00:00Z', 'P12M', 'UTC'),
      2,
      '2025-02-28T10:00:00Z',
    ],
    [
      'weekly across the change of clocks in New York',
      minute('2024-03-04T01:00:00Z', 'P7D', 'America/New_York'),
      3,
      '2024-03-18T00:00:00Z',
    ],
    [
      'weekly in Tokyo, while others change clocks',
      minute('2024-03-04T01:00:00Z', 'P7D', 'Asia/Tokyo'),
      3,
      '2024-03-18T01:00:00Z',
    ],
    ['all at once', minute('2024-01-10T08:00:00Z', 'P0D', 'UTC'), 12, '2024-01-10T08:00:00Z'],
    ['a day and no hour', day('2024-01-10', 'P7D'), 3, '2024-01-24'],
    ['a day, over a leap day', day('2024-02-26', 'P7D'), 2, '2024-03-04'],
    ['a day, monthly', day('2024-01-31', 'P1M'), 2, '2024-02-29'],
    [
      'episode 1,100',
      minute('1999-10-20T10:00:00Z', 'P7D', 'Asia/Tokyo'),
      1100,
      '2020-11-11T10:00:00Z',
    ],
  ])('%s', (_, schedule, episode, expected) => {
    expect(dropOf(schedule, episode).moment.at).toBe(expected);
  });

  it('says why: the premiere as it was announced, the rest as estimates', () => {
    expect(dropOf(rougeSchedule, 1).basis).toBe('scheduled');
    expect(dropOf(rougeSchedule, 2).basis).toBe('estimated');
  });

  it.each(['2024', '2024-01'])(
    'tells nothing of episode 2 of a show announced for %s',
    (premiere) => {
      const vague: Schedule = {
        ...rougeSchedule,
        premiere: { at: premiere, precision: premiere.length === 4 ? 'year' : 'season' },
      };
      expect(dropOf(vague, 1).moment.at).toBe(premiere);
      expect(dropOf(vague, 2).moment).toEqual({ at: null, precision: 'unknown' });
    },
  );

  it('never comes before the premiere, nor before the episode ahead of it', () => {
    fc.assert(
      fc.property(
        anySchedule,
        anyZone,
        fc.integer({ min: 2, max: 80 }),
        (schedule, zone, episode) => {
          const start = (number: number) => spanOf(dropOf(schedule, number).moment, zone)?.from;
          const [premiere, before, here] = [start(1), start(episode - 1), start(episode)];
          if (here === undefined) return;
          expect(here).toBeGreaterThanOrEqual(premiere ?? Number.NaN);
          expect(here).toBeGreaterThanOrEqual(before ?? Number.NaN);
        },
      ),
    );
  });

  it('is found by its instant alone where it is known to the minute', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: 1, max: 80 }), (schedule, episode) => {
        const { dropAt, timeAt } = timetableOf({ schedule, source: 'test' });
        const { moment } = dropAt(episode);
        const time = moment.precision === 'minute' ? Date.parse(moment.at) : undefined;
        expect(timeAt?.(episode)).toBe(time);
      }),
    );
  });

  it('always has a basis and a precision no finer than the premiere’s', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: 1, max: 80 }), (schedule, episode) => {
        const { basis, moment } = dropOf(schedule, episode);
        expect(['confirmed', 'scheduled', 'estimated']).toContain(basis);
        expect([schedule.premiere.precision, 'unknown']).toContain(moment.precision);
        if (episode > 1 && schedule.step !== 'P0D') expect(basis).toBe('estimated');
      }),
    );
  });
});

describe('how many have dropped', () => {
  it.each([
    ['2024-01-10T15:54:59Z', 0],
    ['2024-01-10T15:55:00Z', 1],
    ['2024-01-17T15:55:00Z', 2],
    ['2030-01-01T00:00:00Z', 13],
  ])('by %s', (now, count) => {
    expect(droppedCount(rougeSchedule, at(now))).toBe(count);
  });

  it('counts a day only when it is over', () => {
    expect(droppedCount(day('2024-01-10', 'P7D'), at('2024-01-10T23:59:00Z'))).toBe(0);
    expect(droppedCount(day('2024-01-10', 'P7D'), at('2024-01-11T00:00:00Z'))).toBe(1);
  });

  it('ends also for a show that drops all at once and has no count', () => {
    expect(droppedCount(minute('2024-01-10T08:00:00Z', 'P0D', 'UTC'), at('2024-02-01'))).toBe(1);
  });
});

it.each([
  ['7d', 'P7D'],
  ['1y', 'P12M'],
  ['1w', 'P7D'],
  ['2W', 'P14D'],
  ['1m', 'P1M'],
  ['P7D', 'P7D'],
  ['weekly', 'P7D'],
  ['once', 'P0D'],
  ['0d', 'P0D'],
  ['daily', 'P1D'],
])('a step of %s is %s', (words, step) => {
  expect(parseStep(words)).toBe(step);
});

it.each(['', 'x', '7', '7h', '-1d', 'd', 'constructor'])('%j is no step', (words) => {
  expect(() => parseStep(words)).toThrow(expect.objectContaining({ code: 'usage' }));
});
