import { describe, expect, it } from 'vitest';
import { instant } from '../../src/watchlist/moment';
import { parseInstant, parseMoment } from '../../src/watchlist/moment-words';
import { Problem } from '../../src/watchlist/problem';
import { timeOfDay } from '../../src/watchlist/time-of-day';
import { HOUR, MINUTE } from '../../src/watchlist/zone';
import { at, berlin, newYork, tokyo, utc } from './shows';

// Monday, 8 January 2024, noon in UTC.
const now = at('2024-01-08T12:00:00Z');
const reading = { now, zone: utc, lean: 'nearest' } as const;

describe('a moment in words', () => {
  it.each([
    // Exact, with an offset of its own.
    ['2024-01-10T15:55Z', 'minute', '2024-01-10T15:55:00Z'],
    ['2024-01-10 15:55Z', 'minute', '2024-01-10T15:55:00Z'],
    ['2024-01-10T15:55:30.250Z', 'minute', '2024-01-10T15:55:30Z'],
    ['2024-01-11T00:55+09:00', 'minute', '2024-01-10T15:55:00Z'],
    ['2024-01-10T10:55-0500', 'minute', '2024-01-10T15:55:00Z'],
    ['now', 'minute', '2024-01-08T12:00:00Z'],
    ['in 2 hours', 'minute', '2024-01-08T14:00:00Z'],
    ['90 minutes ago', 'minute', '2024-01-08T10:30:00Z'],
    // A day with an hour, in the zone of reading.
    ['2024-01-10 24:55', 'minute', '2024-01-11T00:55:00Z'],
    ['2024-01-10T29:59', 'minute', '2024-01-11T05:59:00Z'],
    ['tomorrow 15:30', 'minute', '2024-01-09T15:30:00Z'],
    ['next wednesday at 3:30pm', 'minute', '2024-01-10T15:30:00Z'],
    ['jan 10, 12am', 'minute', '2024-01-10T00:00:00Z'],
    // A day.
    ['2024-01-10', 'day', '2024-01-10'],
    ['2024-1-5', 'day', '2024-01-05'],
    ['2024-02-29', 'day', '2024-02-29'],
    ['today', 'day', '2024-01-08'],
    ['Tomorrow', 'day', '2024-01-09'],
    ['yesterday', 'day', '2024-01-07'],
    ['monday', 'day', '2024-01-08'],
    ['next monday', 'day', '2024-01-15'],
    ['last monday', 'day', '2024-01-01'],
    ['next  Wednesday', 'day', '2024-01-10'],
    ['wed', 'day', '2024-01-10'],
    ['last friday', 'day', '2024-01-05'],
    ['jan 10', 'day', '2024-01-10'],
    ['10 january', 'day', '2024-01-10'],
    ['January 10th, 2025', 'day', '2025-01-10'],
    ['dec 30', 'day', '2023-12-30'],
    ['may 31', 'day', '2024-05-31'],
    ['feb 29', 'day', '2024-02-29'],
    ['in 3 days', 'day', '2024-01-11'],
    ['3d', 'day', '2024-01-11'],
    ['2 weeks ago', 'day', '2023-12-25'],
    ['in 1 month', 'day', '2024-02-08'],
    // Less than a day.
    ['2024-01', 'month', '2024-01'],
    ['march 2024', 'month', '2024-03'],
    ['winter 2024', 'season', '2024-01'],
    ['2024 fall', 'season', '2024-10'],
    ['Autumn 2024', 'season', '2024-10'],
    ['spring', 'season', '2024-04'],
    ['2024', 'year', '2024'],
    ['tba', 'unknown', null],
    ['unknown', 'unknown', null],
  ])('reads %s as a %s', (words, precision, expected) => {
    expect(parseMoment(words, reading)).toEqual({ at: expected, precision });
  });

  it.each([
    '',
    ' ',
    'soon',
    '2024-02-31',
    '2023-02-29',
    '2024-13-01',
    '2024-13',
    '2024-00-10',
    '2024-01-10 25:60',
    '2024-01-10 30:00',
    '2024-01-10T15:55:61Z',
    'feb 31 2024',
    'wedding',
    'next',
    '10',
    '99999-01-01',
    'in x days',
    '2024-01-10 foo',
    'mo',
  ])('refuses %j', (words) => {
    expect(() => parseMoment(words, reading)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('takes hours on the clock of the zone it is read in', () => {
    const time = { ...reading, time: '24:55' };
    expect(parseMoment('2024-01-10', { ...time, zone: tokyo }).at).toBe('2024-01-10T15:55:00Z');
    expect(parseMoment('2024-01-10', { ...time, zone: newYork }).at).toBe('2024-01-11T05:55:00Z');
    expect(parseMoment('2024-07-10', { ...time, zone: newYork }).at).toBe('2024-07-11T04:55:00Z');
  });

  it('moves an hour that the clocks skip forward, and takes the first of one that comes twice', () => {
    const inBerlin = { ...reading, zone: berlin };
    expect(parseMoment('2024-03-31 02:30', inBerlin).at).toBe('2024-03-31T01:30:00Z');
    expect(parseMoment('2024-10-27 02:30', inBerlin).at).toBe('2024-10-27T00:30:00Z');
  });

  it('knows which day it is where it is read', () => {
    const late = { now: at('2024-01-08T20:00:00Z'), lean: 'nearest' } as const;
    expect(parseMoment('today', { ...late, zone: tokyo }).at).toBe('2024-01-09');
    expect(parseMoment('today', { ...late, zone: newYork }).at).toBe('2024-01-08');
  });

  it('does not put an hour on a month', () => {
    expect(() => parseMoment('2024-01', { ...reading, time: '15:30' })).toThrow(/whole date/);
  });

  it('leans to the past where only the past can be meant', () => {
    const past = { ...reading, lean: 'past' } as const;
    expect(parseMoment('wed', past).at).toBe('2024-01-03');
    expect(parseMoment('jan 10', past).at).toBe('2023-01-10');
  });
});

/** What is advised by the problem that something throws. */
function hintOf(parse: () => unknown): string {
  try {
    parse();
  } catch (problem) {
    if (problem instanceof Problem) return problem.hint ?? '';
    throw problem;
  }
  throw new Error('it was read');
}

/** The words that a hint offers: `Write 2024, tomorrow or "jan 10".` */
function offersIn(hint: string): readonly string[] {
  const words = hint.replace(/^Write |\.$/g, '').split(/, | or /);
  return words.map((one) => one.replaceAll('"', ''));
}

it('every way to write a moment that is advised can be read', () => {
  const offers = offersIn(hintOf(() => parseMoment('soon', reading)));
  expect(offers).toContain('winter 2024');
  for (const words of offers) expect(parseMoment(words, reading)).toHaveProperty('at');
});

describe('an instant in words', () => {
  it('is now for today and noon for another day', () => {
    expect(parseInstant('today', reading)).toBe(now);
    expect(instant(parseInstant('yesterday', { ...reading, zone: tokyo }))).toBe(
      '2024-01-07T03:00:00Z',
    );
  });

  it('needs a day', () => {
    expect(() => parseInstant('winter 2024', reading)).toThrow(/too vague/);
  });

  it.each(['nearest', 'past'] as const)('reads all that it advises, leaning to the %s', (lean) => {
    const there = { ...reading, lean };
    const hint = hintOf(() => parseInstant('soon', there));
    expect(hintOf(() => parseInstant('winter 2024', there))).toBe(hint);
    const offers = offersIn(hint);
    expect(offers.length).toBeGreaterThan(5);
    for (const words of offers) expect(parseInstant(words, there)).toBeTypeOf('number');
  });
});

it.each([
  ['00:00', 0],
  ['9:05', 9 * HOUR + 5 * MINUTE],
  ['24:55', 24 * HOUR + 55 * MINUTE],
  ['29:59', 29 * HOUR + 59 * MINUTE],
  ['12am', 0],
  ['12pm', 12 * HOUR],
  ['3:30 pm', 15 * HOUR + 30 * MINUTE],
  ['30:00', undefined],
  ['12:60', undefined],
  ['13pm', undefined],
  ['7', undefined],
])('%s is that long after midnight', (words, expected) => {
  expect(timeOfDay(words)).toBe(expected);
});
