import { describe, expect, it } from 'vitest';
import { instant } from '../../src/watchlist/moment';
import {
  dropsIn,
  parseSeason,
  parseYear,
  showIn,
  stretchBefore,
} from '../../src/watchlist/stretch';
import { at, berlin, endless, newYork, show, tokyo, utc, watchedUpTo } from './shows';

const now = at('2024-05-08T12:00:00Z');

describe('a stretch', () => {
  it.each([
    ['winter 2024', 'winter 2024', '2024-01-01', '2024-04-01'],
    ['2023 fall', 'fall 2023', '2023-10-01', '2024-01-01'],
    ['Autumn 2023', 'fall 2023', '2023-10-01', '2024-01-01'],
    ['winter', 'winter 2024', '2024-01-01', '2024-04-01'],
    ['summer', 'summer 2023', '2023-07-01', '2023-10-01'],
    ['this', 'spring 2024', '2024-04-01', '2024-07-01'],
    ['last', 'winter 2024', '2024-01-01', '2024-04-01'],
  ])('is the season %j', (words, name, from, until) => {
    expect(parseSeason(words, { now, zone: utc })).toMatchObject({
      kind: 'season',
      name,
      from: at(from),
      until: at(until),
    });
  });

  it('begins at midnight on the viewer’s calendar', () => {
    const from = (zone: typeof utc) => instant(parseSeason('summer 2024', { now, zone }).from);
    expect(from(tokyo)).toBe('2024-06-30T15:00:00Z');
    expect(from(newYork)).toBe('2024-07-01T04:00:00Z');
    expect(instant(parseYear('2025', { now, zone: berlin }).until)).toBe('2025-12-31T23:00:00Z');
  });

  it.each(['2024', 'monsoon 2024', '', 'winter 24', '2024 winter 2025'])(
    'is not the season %j',
    (words) => {
      expect(() => parseSeason(words, { now, zone: utc })).toThrow(
        expect.objectContaining({ code: 'usage' }),
      );
    },
  );

  it.each([
    ['2024', '2024-01-01', '2025-01-01'],
    ['this', '2024-01-01', '2025-01-01'],
    ['last', '2023-01-01', '2024-01-01'],
  ])('is the year %j', (words, from, until) => {
    expect(parseYear(words, { now, zone: utc })).toMatchObject({
      from: at(from),
      until: at(until),
    });
  });

  it.each([
    ['winter 2024', 'fall 2023'],
    ['fall 2023', 'summer 2023'],
  ])('%j comes after %j', (words, before) => {
    for (const zone of [utc, tokyo, newYork]) {
      const stretch = stretchBefore(parseSeason(words, { now, zone }), zone);
      expect(stretch).toMatchObject(parseSeason(before, { now, zone }));
    }
  });

  it('a year comes after the one before', () => {
    for (const zone of [utc, tokyo, newYork]) {
      const stretch = stretchBefore(parseYear('2024', { now, zone }), zone);
      expect(stretch).toEqual(parseYear('2023', { now, zone }));
    }
  });

  it.each(['24', 'x', '20245', 'winter 2024'])('is not the year %j', (words) => {
    expect(() => parseYear(words, { now, zone: utc })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('what belongs to a stretch', () => {
  const reckoning = { now, zone: utc };
  const winter = parseSeason('winter 2024', reckoning);
  const spring = parseSeason('spring 2024', reckoning);

  it('are the drops that lie in it', () => {
    // Thirteen Wednesdays from 10 January on: twelve in winter, the last one on 3 April.
    expect(dropsIn(show(), winter, reckoning).map(({ episode }) => episode)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    expect(dropsIn(show(), spring, reckoning).map(({ episode }) => episode)).toEqual([13]);
    expect(dropsIn(endless(), spring, reckoning)).toHaveLength(13);
    expect(dropsIn(show(), parseSeason('fall 2023', reckoning), reckoning)).toEqual([]);
  });

  it('to a season: its episodes, whenever they were seen, and what was said of these or of the show', () => {
    const whole = show({
      watched: [...watchedUpTo(12), { episode: 13, at: '2024-04-03T18:00:00Z' }],
      verdicts: [
        { at: '2023-12-01T12:00:00Z', words: 'Before' },
        { at: '2024-04-20T12:00:00Z', episode: 12, words: 'Late' },
        { at: '2024-04-20T12:00:00Z', episode: 13, words: 'Last' },
        { at: '2024-04-21T12:00:00Z', words: 'All in all' },
      ],
    });
    const inWinter = showIn(whole, winter, reckoning);
    expect(inWinter?.watched).toHaveLength(12);
    expect(inWinter?.verdicts.map(({ words }) => words)).toEqual(['Late', 'All in all']);
    const inSpring = showIn(whole, spring, reckoning);
    expect(inSpring?.watched.map(({ episode }) => episode)).toEqual([13]);
    expect(inSpring?.verdicts.map(({ words }) => words)).toEqual(['Last', 'All in all']);
    expect(showIn(whole, parseSeason('summer 2024', reckoning), reckoning)).toBeUndefined();
  });

  it('to a year: what was watched and said in it, whenever it dropped', () => {
    const late = show({
      watched: [
        { episode: 1, at: '2024-12-31T23:59:59Z' },
        { episode: 2, at: '2025-01-01T00:00:00Z' },
      ],
      verdicts: [{ at: '2025-02-01T12:00:00Z', words: 'Hooked' }],
    });
    const of = (year: string) => showIn(late, parseYear(year, reckoning), reckoning);
    expect(of('2024')).toMatchObject({ watched: [{ episode: 1 }], verdicts: [] });
    expect(of('2025')).toMatchObject({
      watched: [{ episode: 2 }],
      verdicts: [{ words: 'Hooked' }],
    });
    expect(of('2026')).toBeUndefined();
  });
});
