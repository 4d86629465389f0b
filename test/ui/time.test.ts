import { describe, expect, it } from 'vitest';
import {
  agoWords,
  clock,
  dateOf,
  dateOfInstant,
  dateWords,
  distanceWords,
  dropWords,
  lateClock,
  momentWords,
  type Reader,
  relative,
  slotWords,
  sortTime,
  stepWords,
  withoutThisYear,
  zoneLabel,
} from '../../src/ui/time';
import { livedDay } from '../../src/watchlist/moment';
import type { Moment } from '../../src/watchlist/show';
import { DAY, HOUR, MINUTE, type Zone, zoneNamed } from '../../src/watchlist/zone';
import { at, berlin, newYork, rougeSchedule, tokyo, utc } from '../watchlist/shows';

const minute = (text: string): Moment => ({ at: text, precision: 'minute' });
const day = (text: string): Moment => ({ at: text, precision: 'day' });

function reader(now: string, zone: Zone = berlin, dayEnds = 5 * 60): Reader {
  return { now: at(now), zone, dayEnds };
}

const premiere = minute('2024-01-10T15:55:00Z');

describe('a moment in words', () => {
  it.each([
    [utc, '2024-01-10T15:55:00Z', 'Wed 10 Jan 2024, 15:55'],
    [tokyo, '2024-01-10T15:55:00Z', 'Thu 11 Jan 2024, 00:55'],
    [newYork, '2024-01-10T15:55:00Z', 'Wed 10 Jan 2024, 10:55'],
    [berlin, '2024-01-10T15:55:00Z', 'Wed 10 Jan 2024, 16:55'],
    [berlin, '2024-03-31T00:59:00Z', 'Sun 31 Mar 2024, 01:59'],
    [berlin, '2024-03-31T01:00:00Z', 'Sun 31 Mar 2024, 03:00'],
    [berlin, '2024-10-27T00:30:00Z', 'Sun 27 Oct 2024, 02:30'],
    [berlin, '2024-10-27T01:30:00Z', 'Sun 27 Oct 2024, 02:30'],
    [newYork, '2024-03-10T06:59:00Z', 'Sun 10 Mar 2024, 01:59'],
    [newYork, '2024-03-10T07:00:00Z', 'Sun 10 Mar 2024, 03:00'],
    [newYork, '2024-11-03T05:30:00Z', 'Sun 3 Nov 2024, 01:30'],
    [newYork, '2024-11-03T06:30:00Z', 'Sun 3 Nov 2024, 01:30'],
    [zoneNamed('Asia/Kathmandu'), '2024-02-28T18:15:00Z', 'Thu 29 Feb 2024, 00:00'],
    [newYork, '2024-01-01T04:59:59Z', 'Sun 31 Dec 2023, 23:59'],
  ])('on the clock of $id, %s is %s', (zone, instant, words) => {
    expect(momentWords(minute(instant), zone)).toBe(words);
    expect(`${dateOfInstant(at(instant), zone)}, ${clock(at(instant), zone)}`).toBe(words);
    expect(dateOf({ at: instant, precision: 'minute' }, zone)).toBe(words.slice(0, -7));
  });

  it.each<[Moment, string]>([
    [day('2024-01-10'), 'Wed 10 Jan 2024'],
    [day('2024-02-29'), 'Thu 29 Feb 2024'],
    [{ at: '2024-01', precision: 'month' }, 'January 2024'],
    [{ at: '2024-12', precision: 'month' }, 'December 2024'],
    [{ at: '2024-01', precision: 'season' }, 'winter 2024'],
    [{ at: '2024-04', precision: 'season' }, 'spring 2024'],
    [{ at: '2024-07', precision: 'season' }, 'summer 2024'],
    [{ at: '2024-10', precision: 'season' }, 'fall 2024'],
    [{ at: '2025', precision: 'year' }, '2025'],
    [{ at: null, precision: 'unknown' }, 'no date yet'],
  ])('%j is %s wherever it is read', (moment, words) => {
    for (const zone of [utc, tokyo, newYork, berlin]) expect(momentWords(moment, zone)).toBe(words);
  });

  it('marks a date that was counted forward, and only a date', () => {
    expect(dropWords(premiere, 'estimated', utc)).toBe('~Wed 10 Jan 2024, 15:55');
    expect(dropWords(day('2024-01-10'), 'estimated', utc)).toBe('~Wed 10 Jan 2024');
    expect(dropWords(premiere, 'scheduled', utc)).toBe('Wed 10 Jan 2024, 15:55');
    expect(dropWords(premiere, 'confirmed', utc)).toBe('Wed 10 Jan 2024, 15:55');
    expect(dropWords({ at: '2024-01', precision: 'month' }, 'estimated', utc)).toBe('January 2024');
    expect(dropWords({ at: null, precision: 'unknown' }, 'estimated', utc)).toBe('no date yet');
  });

  it('leaves the year out where it is the year the reader lives in', () => {
    const newYearsEve = reader('2023-12-31T23:30:00Z', berlin);
    expect(withoutThisYear('10 Jan 2024', newYearsEve)).toBe('10 Jan');
    expect(withoutThisYear('10 Jan 2024', { ...newYearsEve, zone: newYork })).toBe('10 Jan 2024');
    expect(withoutThisYear(dateWords('2023-12-30'), newYearsEve)).toBe('Sat 30 Dec 2023');
  });
});

describe('a distance in words', () => {
  it.each([
    [0, 'now'],
    [MINUTE - 1, 'now'],
    [-MINUTE + 1, 'now'],
    [MINUTE, 'in 1m'],
    [-MINUTE, '1m ago'],
    [HOUR - 1, 'in 59m'],
    [HOUR, 'in 1h'],
    [2 * HOUR + 10 * MINUTE, 'in 2h 10m'],
    [-2 * HOUR - 10 * MINUTE, '2h 10m ago'],
    [DAY - MINUTE, 'in 23h 59m'],
    [DAY, 'in 1d'],
    [6 * DAY + 23 * HOUR + 59 * MINUTE, 'in 6d 23h'],
    [14 * DAY - 1, 'in 13d 23h'],
    [14 * DAY, 'in 2 weeks'],
    [21 * DAY - 1, 'in 2 weeks'],
    [59 * DAY, 'in 8 weeks'],
    [60 * DAY, 'in 2 months'],
    [365 * DAY, 'in 12 months'],
    [-729 * DAY, '24 months ago'],
    [-731 * DAY, '2 years ago'],
    [-24.3 * 365.25 * DAY, '24 years ago'],
  ])('%d ms are %s', (distance, words) => {
    expect(relative(distance)).toBe(words);
  });

  it('never counts one of several', () => {
    for (let days = 0; days < 2000; days += 1) {
      expect(relative(days * DAY)).not.toMatch(/\b[01] (?:weeks|months|years)\b/);
    }
  });

  it.each([
    ['2024-01-10T13:45:00Z', 'in 2h 10m'],
    ['2024-01-10T15:55:00Z', 'now'],
    ['2024-01-11T15:55:00Z', '1d ago'],
    ['2024-01-08T12:00:00Z', 'in 2d 3h'],
  ])('at %s the premiere is %s, wherever one is', (now, words) => {
    for (const zone of [utc, tokyo, newYork, berlin]) {
      expect(distanceWords(premiere, reader(now, zone))).toBe(words);
    }
  });

  it.each([
    ['2024-01-10T12:00:00Z', '2024-01-10', 'today'],
    ['2024-01-10T12:00:00Z', '2024-01-11', 'tomorrow'],
    ['2024-01-10T12:00:00Z', '2024-01-09', 'yesterday'],
    ['2024-01-10T12:00:00Z', '2024-01-23', 'in 13 days'],
    ['2024-01-10T12:00:00Z', '2024-01-24', 'in 2 weeks'],
    ['2024-01-10T12:00:00Z', '2023-12-28', '13 days ago'],
    // The clocks go forward on 31 March, and back on 27 October: still whole days.
    ['2024-03-30T12:00:00Z', '2024-04-01', 'in 2 days'],
    ['2024-10-28T12:00:00Z', '2024-10-26', '2 days ago'],
    // 01:30 on Thursday belongs to Wednesday's evening; 05:00 begins Thursday.
    ['2024-01-10T22:59:59Z', '2024-01-10', 'today'],
    ['2024-01-10T23:00:00Z', '2024-01-10', 'yesterday'],
    ['2024-01-11T04:00:00Z', '2024-01-10', 'yesterday'],
    ['2024-01-11T00:30:00Z', '2024-01-11', 'today'],
  ])('in Berlin at %s, %s is %s', (now, date, words) => {
    expect(distanceWords(day(date), reader(now))).toBe(words);
  });

  it('tells today by the reader’s own calendar, as the agenda does', () => {
    const now = '2024-01-10T16:30:00Z';
    expect(distanceWords(day('2024-01-10'), reader(now, tokyo))).toBe('yesterday');
    expect(distanceWords(day('2024-01-11'), reader(now, tokyo))).toBe('today');
    expect(distanceWords(day('2024-01-10'), reader(now, newYork, 0))).toBe('today');
  });

  it('says nothing of what is known to the month or less', () => {
    const now = reader('2024-01-10T12:00:00Z');
    expect(distanceWords({ at: '2024-02', precision: 'month' }, now)).toBe('');
    expect(distanceWords({ at: '2024-04', precision: 'season' }, now)).toBe('');
    expect(distanceWords({ at: '2025', precision: 'year' }, now)).toBe('');
    expect(distanceWords({ at: null, precision: 'unknown' }, now)).toBe('');
  });

  it('tells when a change was made', () => {
    expect(agoWords('2024-01-10T11:00:00Z', reader('2024-01-10T12:30:00Z'))).toBe('1h 30m ago');
  });
});

describe('the day one lives', () => {
  it.each([
    [berlin, '2024-01-11T00:30:00Z', '2024-01-10'],
    [berlin, '2024-01-11T03:59:00Z', '2024-01-10'],
    [berlin, '2024-01-11T04:00:00Z', '2024-01-11'],
    [tokyo, '2024-01-10T16:30:00Z', '2024-01-10'],
    [newYork, '2024-01-01T09:59:00Z', '2023-12-31'],
    // The night on which the clocks go forward, and back.
    [berlin, '2024-03-31T02:59:00Z', '2024-03-30'],
    [berlin, '2024-03-31T03:00:00Z', '2024-03-31'],
    [berlin, '2024-10-27T03:59:00Z', '2024-10-26'],
    [berlin, '2024-10-27T04:00:00Z', '2024-10-27'],
  ])('in $id at %s is %s', (zone, now, date) => {
    expect(livedDay(at(now), zone, 5 * 60)).toBe(date);
  });
});

describe('the late-night clock', () => {
  it.each([
    ['2024-01-10T14:59:00Z', 'Wed 23:59'],
    ['2024-01-10T15:00:00Z', 'Wed 24:00'],
    ['2024-01-10T15:55:00Z', 'Wed 24:55'],
    ['2024-01-10T16:30:00Z', 'Wed 25:30'],
    ['2024-01-10T19:59:00Z', 'Wed 28:59'],
    ['2024-01-10T20:00:00Z', 'Thu 05:00'],
    ['2024-01-10T20:59:00Z', 'Thu 05:59'],
    ['2024-02-29T16:30:00Z', 'Thu 25:30'],
    ['2023-12-31T16:05:00Z', 'Sun 25:05'],
    ['1969-12-31T16:05:00Z', 'Wed 25:05'],
    ['1968-12-31T03:05:00Z', 'Tue 12:05'],
  ])('in Tokyo, %s is %s', (instant, words) => {
    expect(lateClock(at(instant), tokyo)).toBe(words);
  });
});

describe('a slot in words', () => {
  it.each([
    [berlin, '2024-01-10T15:55:00Z', 'Wednesdays 16:55 (Wed 24:55 JST)'],
    [berlin, '2024-04-03T15:55:00Z', 'Wednesdays 17:55 (Wed 24:55 JST)'],
    [newYork, '2024-01-10T15:55:00Z', 'Wednesdays 10:55 (Wed 24:55 JST)'],
    [newYork, '2024-03-13T15:55:00Z', 'Wednesdays 11:55 (Wed 24:55 JST)'],
    [tokyo, '2024-01-10T15:55:00Z', 'Thursdays 00:55 (Wed 24:55 JST)'],
    [tokyo, '2024-01-10T06:30:00Z', 'Wednesdays 15:30'],
    [zoneNamed('Asia/Seoul'), '2024-01-10T06:30:00Z', 'Wednesdays 15:30'],
    [utc, '2024-01-10T06:30:00Z', 'Wednesdays 06:30 (Wed 15:30 JST)'],
    [newYork, '2024-01-10T00:30:00Z', 'Tuesdays 19:30 (Wed 09:30 JST)'],
  ])('weekly for $id from %s: %s', (zone, slot, words) => {
    expect(slotWords(rougeSchedule, minute(slot), reader('2024-01-08T12:00:00Z', zone))).toBe(
      words,
    );
  });

  it.each([
    ['P1D', 'daily at 16:55 (24:55 JST)'],
    ['P2D', 'every 2 days at 16:55 (24:55 JST)'],
    ['P14D', 'every two weeks at 16:55 (24:55 JST)'],
    ['P1M', 'monthly at 16:55 (24:55 JST)'],
    ['P3M', 'every 3 months at 16:55 (24:55 JST)'],
    ['P0D', 'all episodes at once'],
  ])('by the step %s: %s', (step, words) => {
    const schedule = { ...rougeSchedule, step };
    expect(slotWords(schedule, premiere, reader('2024-01-08T12:00:00Z'))).toBe(words);
  });

  it('tells the step alone where no hour is known, and nothing of a single episode', () => {
    const now = reader('2024-01-08T12:00:00Z');
    expect(slotWords(rougeSchedule, day('2024-01-10'), now)).toBe('weekly');
    expect(slotWords(rougeSchedule, { at: null, precision: 'unknown' }, now)).toBe('');
    const single = { ...rougeSchedule, episodes: { number: 1, basis: 'confirmed' as const } };
    expect(slotWords(single, premiere, now)).toBe('');
  });

  it('names a zone other than Japan’s in full', () => {
    const schedule = { ...rougeSchedule, zone: 'America/New_York' };
    expect(slotWords(schedule, premiere, reader('2024-01-08T12:00:00Z'))).toBe(
      'Wednesdays 16:55 (Wed 10:55 America/New_York)',
    );
    expect(zoneLabel('Asia/Tokyo')).toBe('JST');
  });

  it.each([
    ['P7D', 'weekly'],
    ['P10D', 'every 10 days'],
    ['P2M', 'every 2 months'],
    ['P2W', 'every 2 weeks'],
  ])('%s is %s', (step, words) => {
    expect(stepWords(step)).toBe(words);
  });
});

describe('the order of moments', () => {
  it('puts what is known last where nothing is known', () => {
    const moments = [
      { at: null, precision: 'unknown' as const },
      { at: '2024-04', precision: 'season' as const },
      premiere,
      day('2024-01-10'),
      { at: '2024', precision: 'year' as const },
    ];
    const sorted = moments.toSorted((a, b) => sortTime(a, berlin) - sortTime(b, berlin));
    expect(sorted.map(({ at: text }) => text)).toEqual([
      '2024',
      '2024-01-10',
      '2024-01-10T15:55:00Z',
      '2024-04',
      null,
    ]);
  });
});
