import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, dueDrops, nextDrop, nextEpisode, waiting } from '../../src/watchlist/agenda';
import { happened, isDated, spanOf } from '../../src/watchlist/moment';
import { timetableIn } from '../../src/watchlist/releases';
import type { Drop } from '../../src/watchlist/schedule';
import { DAY } from '../../src/watchlist/zone';
import {
  anyMillis,
  anyShow,
  anyZone,
  at,
  berlin,
  endless,
  newYork,
  release,
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

  it('has what waits of each show together, what waited longest first, and drop by drop in order', () => {
    const later = show(
      { id: 'later', status: 'watching', watched: watchedUpTo(1) },
      { premiere: { at: '2024-01-11T15:55:00Z', precision: 'minute' } },
    );
    const sooner = show({ id: 'sooner', status: 'watching', watched: watchedUpTo(2) });
    const all = agendaOf(
      { revision: 1, shows: [later, rouge, sooner] },
      { now: at('2024-02-01T12:00:00Z'), zone: utc, days: 7 },
    );
    expect(
      all.due.map(({ longest, episodes }) => [longest.show.id, longest.episode, episodes]),
    ).toEqual([
      ['later', 2, [2, 3]],
      ['sooner', 3, [3, 4]],
      ['metallic-rouge', 1, [1, 2, 3, 4]],
    ]);
    expect(dueDrops(all, utc).map(({ show: { id }, episode }) => `${id} ${episode}`)).toEqual([
      'later 2',
      'sooner 3',
      'later 3',
      'sooner 4',
      ...[1, 2, 3, 4].map((episode) => `metallic-rouge ${episode}`),
    ]);
  });

  it('has an episode that drops before another before it', () => {
    const moved = show(
      {},
      {
        amendments: [
          {
            kind: 'move',
            episode: 3,
            only: true,
            to: { at: '2024-01-15T15:55:00Z', precision: 'minute' },
          },
        ],
      },
    );
    const now = at('2024-02-01T12:00:00Z');
    const { due } = agendaOf({ revision: 1, shows: [moved] }, { now, zone: utc, days: 7 });
    expect(due.map(({ episodes }) => episodes)).toEqual([[1, 3, 2, 4]]);
  });

  it('has the next episode of a halted show without a date, however far its slot is', () => {
    const halted = show({ production: 'hiatus', watched: watchedUpTo(1) });
    for (const days of [1, 30]) {
      expect(agenda([halted], '2024-01-12T12:00:00Z', utc, days)).toEqual({
        due: [],
        upcoming: [],
        undated: ['metallic-rouge 2'],
      });
    }
  });

  it('is what a look at every drop makes of it', () => {
    fc.assert(
      fc.property(
        anyShow,
        anyMillis,
        anyZone,
        fc.integer({ min: 0, max: 400 }),
        (any, now, zone, days) => {
          const { watched } = any;
          const one = show({ watched }, any.releases[0]?.schedule);
          const timetable = timetableIn(one);
          const seen = new Set(watched.map(({ episode }) => episode));
          const known = Array.from({ length: timetable.last ?? 0 }, (_, index) => index + 1)
            .filter((episode) => !seen.has(episode))
            .map((episode) => timetable.dropAt(episode))
            .filter(({ moment }) => isDated(moment));
          const out = known.filter(({ moment }) => happened(moment, now, zone) === 'yes');
          const ahead = known.filter(({ moment }) => {
            const from = spanOf(moment, zone)?.from ?? 0;
            return happened(moment, now, zone) !== 'yes' && from < now + days * DAY;
          });
          const all = agendaOf({ revision: 1, shows: [one] }, { now, zone, days });
          const told = (drops: readonly Drop[]) =>
            drops.map(({ episode, moment }) => [episode, moment]);
          expect(told(dueDrops(all, zone))).toEqual(told(out));
          expect(told(all.upcoming)).toEqual(told(ahead));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('ends for a series of which nobody knows the length', () => {
    expect(agenda([endless()], '2024-02-01T00:00:00Z').due).toHaveLength(4);
  });

  it('ends where what follows drops all at once, and nobody knows how much of it there is', () => {
    const premiere = { at: '2024-02-01T10:00:00Z', precision: 'minute' } as const;
    const one = endless();
    const [{ schedule } = release()] = one.releases;
    const amendments = [{ kind: 'run', episode: 3, premiere, step: 'P0D' }] as const;
    const run = { ...one, releases: [{ ...release(), schedule: { ...schedule, amendments } }] };
    expect(agenda([run], '2024-01-30T00:00:00Z').upcoming).toEqual(['metallic-rouge 3']);
    expect(agenda([run], '2024-03-01T00:00:00Z')).toEqual({
      due: ['metallic-rouge 1', 'metallic-rouge 2', 'metallic-rouge 3'],
      upcoming: [],
      undated: [],
    });
  });

  it('goes on where only the first episodes drop all at once', () => {
    const premiere = { at: '2024-02-01T10:00:00Z', precision: 'minute' } as const;
    const schedule = {
      premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' },
      basis: 'scheduled',
      step: 'P0D',
      zone: 'Asia/Tokyo',
      amendments: [{ kind: 'run', episode: 4, premiere, step: 'P7D' }],
    } as const;
    const one = show({ releases: [{ ...release(), schedule }], watched: watchedUpTo(3) });
    expect(agenda([one], '2024-02-10T00:00:00Z').due).toEqual([
      'metallic-rouge 4',
      'metallic-rouge 5',
    ]);
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
