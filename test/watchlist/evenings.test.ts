import { describe, expect, it } from 'vitest';
import {
  DAILY,
  eveningsUntil,
  type FreeTime,
  parseFree,
  parseGoal,
  parseHour,
} from '../../src/watchlist/evenings';
import type { Living } from '../../src/watchlist/lived-day';
import { instant } from '../../src/watchlist/moment';
import { DAY, HOUR } from '../../src/watchlist/zone';
import { at, berlin, newYork } from './shows';

/** Thursday noon in Berlin. */
const living: Living = { now: at('2024-01-11T11:00:00Z'), zone: berlin, dayEnds: 300 };
const USUAL: FreeTime = { days: DAILY, begins: 20 * HOUR };

const usage = expect.objectContaining({ code: 'usage' });

describe('the evenings', () => {
  const told = (end: string, free = USUAL, by = living) =>
    eveningsUntil(at(end), free, by).map(
      ({ date, from, until }) => `${date} ${instant(from)} ${instant(until)}`,
    );

  it('begin at their hour, and end with the day that is lived', () => {
    expect(told('2024-01-12T22:00:00Z')).toEqual([
      '2024-01-11 2024-01-11T19:00:00Z 2024-01-12T04:00:00Z',
      '2024-01-12 2024-01-12T19:00:00Z 2024-01-13T04:00:00Z',
    ]);
    expect(told('2024-01-11T19:00:00Z')).toEqual([]);
  });

  it('begin now where today’s is under way, also after midnight', () => {
    const night = { ...living, now: at('2024-01-12T01:00:00Z') };
    expect(told('2024-01-12T12:00:00Z', USUAL, night)).toEqual([
      '2024-01-11 2024-01-12T01:00:00Z 2024-01-12T04:00:00Z',
    ]);
  });

  it('are of the weekdays that are free', () => {
    const weekends = { ...USUAL, days: parseFree('weekends') };
    expect(told('2024-01-23T00:00:00Z', weekends).map((one) => one.slice(0, 10))).toEqual([
      '2024-01-13',
      '2024-01-14',
      '2024-01-20',
      '2024-01-21',
    ]);
  });

  it('keep their hour on the viewer’s clock when clocks change', () => {
    const spring = { ...living, now: at('2024-03-09T12:00:00Z'), zone: newYork };
    expect(told('2024-03-11T12:00:00Z', USUAL, spring)).toEqual([
      '2024-03-09 2024-03-10T01:00:00Z 2024-03-10T09:00:00Z',
      '2024-03-10 2024-03-11T00:00:00Z 2024-03-11T09:00:00Z',
    ]);
  });
});

describe('words', () => {
  it.each([
    ['mon,thu', [1, 4]],
    ['Mondays and Thursdays', [1, 4]],
    ['weekends', [0, 6]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['weekends, wed', [0, 3, 6]],
    ['daily', [0, 1, 2, 3, 4, 5, 6]],
    ['sa', [6]],
    ['tues', [2]],
    ['mon,mon', [1]],
  ])('"%s" are the days %j', (words, days) => {
    expect([...parseFree(words)].sort()).toEqual(days);
  });

  it.each(['', 'mon,', 'someday', 's', '1', 'constructor'])('"%s" is no day', (words) => {
    expect(() => parseFree(words)).toThrow(usage);
  });

  it.each([
    ['20:00', 20 * HOUR],
    ['8pm', 20 * HOUR],
    ['05:00', 5 * HOUR],
    ['25:30', 25.5 * HOUR],
    ['01:30', DAY + 1.5 * HOUR],
  ])('"%s" is an hour', (words, begins) => {
    expect(parseHour(words, living)).toBe(begins);
  });

  it.each(['', '8', '29:30', 'noonish'])('"%s" is none', (words) => {
    expect(() => parseHour(words, living)).toThrow(usage);
  });

  it.each([
    ['next episode', { kind: 'next-episode' }],
    ['Next Ep', { kind: 'next-episode' }],
    ['the next episode', { kind: 'next-episode' }],
    ['sunday', { kind: 'date', until: at('2024-01-15T04:00:00Z'), day: '2024-01-14' }],
    ['today', { kind: 'date', until: at('2024-01-12T04:00:00Z'), day: '2024-01-11' }],
    ['2024-01-13 21:30', { kind: 'date', until: at('2024-01-13T20:30:00Z'), day: undefined }],
  ])('"%s" is a goal', (words, goal) => {
    expect(parseGoal(words, living)).toEqual(goal);
  });

  it('"today" is the day that is lived', () => {
    const night = { ...living, now: at('2024-01-12T01:00:00Z') };
    expect(parseGoal('today', night)).toMatchObject({ day: '2024-01-11' });
  });

  it.each([
    ['21:00', '2024-01-11T20:00:00Z'],
    ['9pm', '2024-01-11T20:00:00Z'],
    ['24:30', '2024-01-11T23:30:00Z'],
    ['00:30', '2024-01-11T23:30:00Z'],
    ['tomorrow 23:00', '2024-01-12T22:00:00Z'],
  ])('"%s" by itself is an hour of the day that is lived', (words, until) => {
    const goal = { kind: 'date', until: at(until), day: undefined };
    expect(parseGoal(words, living)).toEqual(goal);
  });

  it('an hour after midnight is of the evening that goes on', () => {
    const night = { ...living, now: at('2024-01-11T23:10:00Z') };
    expect(parseGoal('00:30', night)).toMatchObject({ until: at('2024-01-11T23:30:00Z') });
  });

  it.each([
    ...['yesterday', '2024-01-10', 'february 2024', 'tba', 'soon', '11:59', '12:00', '8', '29:30'],
  ])('"%s" is none', (words) => {
    expect(() => parseGoal(words, living)).toThrow(usage);
  });

  it('what is advised for a goal is one', () => {
    for (const words of ['sunday', '2024-01-21', '23:00', 'sunday 23:00', 'next episode']) {
      expect(() => parseGoal('soon', living)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(words) }),
      );
      expect(parseGoal(words, living)).toHaveProperty('kind');
    }
  });
});
