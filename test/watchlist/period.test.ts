import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, livedDay } from '../../src/watchlist/moment';
import { periodOf } from '../../src/watchlist/period';
import { DAY, HOUR, toCivil, type Zone } from '../../src/watchlist/zone';
import { anyMillis, anyZone, at, berlin, newYork, tokyo, utc } from './shows';

const FIVE = 5 * 60;

function told(name: 'week' | 'day', now: string, zone: Zone, dayEnds = FIVE) {
  const { from, until } = periodOf(name, { now: at(now), zone, dayEnds });
  return [instant(from), instant(until)];
}

describe('a week', () => {
  it('is seven days of the reader’s clock back, and seven ahead', () => {
    expect(told('week', '2024-01-14T18:00:00Z', utc)).toEqual([
      '2024-01-07T18:00:01Z',
      '2024-01-21T18:00:01Z',
    ]);
  });

  it.each([
    [
      'across the change of clocks in Berlin',
      '2024-03-31T18:00:00Z',
      berlin,
      '2024-03-24T19:00:01Z',
    ],
    ['across that in New York', '2024-11-03T18:00:00Z', newYork, '2024-10-27T17:00:01Z'],
    ['in Tokyo, which has none', '2024-03-31T18:00:00Z', tokyo, '2024-03-24T18:00:01Z'],
  ])('keeps its hour %s', (_, now, zone, from) => {
    expect(told('week', now, zone)[0]).toBe(from);
  });

  it('begins right after the present of a week before, so that weeks neither gap nor overlap', () => {
    fc.assert(
      fc.property(anyMillis, (millis) => {
        const now = millis;
        const later = periodOf('week', { now: now + 7 * DAY, zone: tokyo, dayEnds: FIVE });
        expect(later.from).toBe(now + 1000);
      }),
    );
  });
});

describe('a day', () => {
  it.each([
    ['in the evening', '2024-01-10T20:00:00Z', berlin],
    ['after midnight', '2024-01-11T01:30:00Z', berlin],
  ])('is the one being lived %s, and the next', (_, now, zone) => {
    expect(told('day', now, zone)).toEqual(['2024-01-10T04:00:00Z', '2024-01-12T04:00:00Z']);
  });

  it('is another one where the viewer lives elsewhere, or ends the day elsewhere', () => {
    const now = '2024-01-10T20:30:00Z';
    expect(told('day', now, tokyo)).toEqual(['2024-01-10T20:00:00Z', '2024-01-12T20:00:00Z']);
    expect(told('day', now, newYork)).toEqual(['2024-01-10T10:00:00Z', '2024-01-12T10:00:00Z']);
    expect(told('day', now, utc, 0)).toEqual(['2024-01-10T00:00:00Z', '2024-01-12T00:00:00Z']);
  });

  it('has 23 or 25 hours when clocks change', () => {
    expect(told('day', '2024-03-30T12:00:00Z', berlin)).toEqual([
      '2024-03-30T04:00:00Z',
      '2024-04-01T03:00:00Z',
    ]);
  });
});

it('now lies in every period', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('week' as const, 'day' as const),
      anyMillis,
      anyZone,
      fc.integer({ min: 0, max: 12 * 60 }),
      (name, now, zone, dayEnds) => {
        const { from, until } = periodOf(name, { now, zone, dayEnds });
        expect(from).toBeLessThanOrEqual(now);
        expect(until).toBeGreaterThan(now);
        expect(until - now).toBeLessThanOrEqual(7 * DAY + 25 * HOUR);
        if (name === 'day' && toCivil(from, zone) - toCivil(now, zone) < 0) {
          expect(livedDay(from, zone, dayEnds) <= livedDay(now, zone, dayEnds)).toBe(true);
        }
      },
    ),
  );
});
