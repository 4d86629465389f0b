import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, dueDrops, nextDrop, nextEpisode, waiting } from '../../src/watchlist/agenda';
import {
  anyMillis,
  anyShow,
  anyZone,
  at,
  berlin,
  endless,
  newYork,
  show,
  tokyo,
  utc,
  watchedUpTo,
} from './shows';

const rouge = show({ status: 'planned' });

function agenda(shows: readonly ReturnType<typeof show>[], now: string, zone = utc, days = 7) {
  const all = agendaOf({ revision: 1, shows }, { now: at(now), zone, days });
  const told = (drops: typeof all.upcoming) =>
    drops.map(({ show: { id }, episode }) => `${id} ${episode}`);
  return {
    due: told(dueDrops(all, zone)),
    upcoming: told(all.upcoming),
    undated: told(all.undated),
  };
}

describe('the agenda', () => {
  it('has what dropped and is unwatched, and what drops within the days asked for', () => {
    expect(agenda([rouge], '2024-01-16T12:00:00Z')).toEqual({
      due: ['metallic-rouge 1'],
      upcoming: ['metallic-rouge 2'],
      undated: [],
    });
    expect(agenda([rouge], '2024-01-16T12:00:00Z', utc, 14).upcoming).toEqual([
      'metallic-rouge 2',
      'metallic-rouge 3',
    ]);
  });

  it('forgets what was watched', () => {
    expect(agenda([show({ watched: watchedUpTo(1) })], '2024-01-16T12:00:00Z').due).toEqual([]);
  });

  it.each(['paused', 'dropped', 'completed'] as const)('has nothing of a %s show', (status) => {
    expect(agenda([show({ status })], '2024-01-16T12:00:00Z')).toEqual({
      due: [],
      upcoming: [],
      undated: [],
    });
  });

  it('has nothing after the finale', () => {
    expect(agenda([show({ watched: watchedUpTo(13) })], '2024-04-10T12:00:00Z').upcoming).toEqual(
      [],
    );
  });

  it('shows a drop without an hour all through its day, and as due the day after, by the viewer’s calendar', () => {
    const dayOnly = show({}, { premiere: { at: '2024-01-10', precision: 'day' } });
    const of = (now: string, zone = utc) => {
      const { due, upcoming } = agenda([dayOnly], now, zone, 5);
      return due.length > 0 ? 'due' : upcoming.length > 0 ? 'upcoming' : 'nothing';
    };
    expect(of('2024-01-10T22:00:00Z')).toBe('upcoming');
    expect(of('2024-01-10T22:00:00Z', tokyo)).toBe('due');
    expect(of('2024-01-11T03:00:00Z', newYork)).toBe('upcoming');
    expect(of('2024-01-11T03:00:00Z')).toBe('due');
  });

  it('keeps a show without a date, once', () => {
    const vague = show({}, { premiere: { at: '2024-01', precision: 'season' } });
    expect(agenda([vague], '2023-11-01T00:00:00Z').undated).toEqual(['metallic-rouge 1']);
    const unknown = show({}, { premiere: { at: null, precision: 'unknown' } });
    expect(agenda([unknown], '2030-11-01T00:00:00Z').undated).toEqual(['metallic-rouge 1']);
  });

  it('puts what is being watched before what is planned', () => {
    const other = show({ id: 'zoku', title: 'Zoku', status: 'watching' });
    expect(agenda([rouge, other], '2024-01-16T12:00:00Z').due).toEqual([
      'zoku 1',
      'metallic-rouge 1',
    ]);
  });

  it('ends for a series of which nobody knows the length', () => {
    expect(agenda([endless()], '2024-02-01T00:00:00Z').due).toHaveLength(4);
  });

  it('is the same in every zone when drops have hours', () => {
    fc.assert(
      fc.property(anyShow, anyMillis, anyZone, anyZone, (one, now, here, there) => {
        const exact = one.releases[0]?.schedule.premiere.precision === 'minute';
        fc.pre(exact && one.releases[0]?.schedule.episodes !== undefined);
        const told = (zone: typeof here) => {
          const all = agendaOf({ revision: 1, shows: [one] }, { now, zone, days: 7 });
          return [...dueDrops(all, zone), ...all.upcoming].map(({ episode, moment }) => [
            episode,
            moment.at,
          ]);
        };
        expect(told(here)).toEqual(told(there));
      }),
    );
  });
});

it('the next episode is the lowest unwatched one', () => {
  expect(nextEpisode(show())).toBe(1);
  expect(nextEpisode(show({ watched: watchedUpTo(3) }))).toBe(4);
  expect(
    nextEpisode(
      show({
        watched: [
          { episode: 1, at: '2024-01-11T20:00:00Z' },
          { episode: 3, at: '2024-01-11T20:00:00Z' },
        ],
      }),
    ),
  ).toBe(2);
});

it('the next drop is the first that lies ahead', () => {
  expect(nextDrop(show(), at('2024-01-16T12:00:00Z'), berlin)?.episode).toBe(2);
  expect(nextDrop(show(), at('2024-05-01T12:00:00Z'), berlin)).toBeUndefined();
});

it('waiting is what dropped and is unwatched', () => {
  const drops = waiting(show({ watched: watchedUpTo(1) }), at('2024-01-31T12:00:00Z'), utc);
  expect(drops.map(({ episode }) => episode)).toEqual([2, 3]);
});
