import { describe, expect, it } from 'vitest';
import {
  clockOf,
  everyText,
  everyWords,
  nearestClocks,
  parseEvery,
} from '../../../src/reminders/timers/every';

describe('an interval', () => {
  it.each([
    ['1m', 1, '1m', 'every minute'],
    ['10m', 10, '10m', 'every 10 minutes'],
    ['90', 90, '90m', 'every 90 minutes'],
    ['60m', 60, '1h', 'every hour'],
    [' 2 h ', 120, '2h', 'every 2 hours'],
    ['45MIN', 45, '45m', 'every 45 minutes'],
    ['24h', 1440, '24h', 'once a day'],
  ])('%s is %i minutes', (text, minutes, short, words) => {
    expect(parseEvery(text)).toBe(minutes);
    expect(everyText(minutes)).toBe(short);
    expect(everyWords(minutes)).toBe(words);
  });

  it.each(['', '0', '0m', '25h', '1441', '10s', '-5m', '1.5h', 'soon', '10m 5', '1d'])(
    '"%s" is none',
    (text) => {
      expect(() => parseEvery(text)).toThrow(/is not an interval from 1m to 24h/);
    },
  );
});

describe('times of the day', () => {
  it.each([
    [1, { step: 1 }],
    [10, { step: 10 }],
    [60, { step: 60 }],
    [480, { hours: [1, 9, 17], step: 60 }],
    [720, { hours: [9, 21], step: 60 }],
    [1440, { hours: [9], step: 60 }],
    [7, undefined],
    [45, undefined],
    [90, undefined],
    [300, undefined],
  ])('for every %i minutes are %j', (minutes, clock) => {
    expect(clockOf(minutes)).toEqual(clock);
  });

  it('come at the interval, over midnight too', () => {
    for (let every = 1; every <= 1440; every++) {
      const clock = clockOf(every);
      if (clock === undefined) continue;
      const hours = clock.hours ?? Array.from({ length: 24 }, (_, hour) => hour);
      const times = hours.flatMap((hour) =>
        Array.from({ length: 60 / clock.step }, (_, index) => hour * 60 + index * clock.step),
      );
      expect(times).toHaveLength(1440 / every);
      for (const [index, time] of times.entries()) {
        const next = times[index + 1] ?? (times[0] ?? 0) + 1440;
        expect(next - time).toBe(every);
      }
    }
  });

  it.each([
    [7, [6, 10]],
    [45, [30, 60]],
    [59, [30, 60]],
    [61, [60, 120]],
    [1439, [720, 1440]],
  ])('nearest to %i are %j', (minutes, near) => {
    expect(nearestClocks(minutes)).toEqual(near);
  });
});
