import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, unwatchedDrops, waiting } from '../../src/watchlist/agenda';
import { type Digest, digestOf, isQuiet, type Recorded } from '../../src/watchlist/digest';
import { placeOf } from '../../src/watchlist/moment';
import { periodOf } from '../../src/watchlist/period';
import type { Show, Watchlist } from '../../src/watchlist/show';
import { scorePath, wordsPath } from '../../src/watchlist/verdict-move';
import type { Zone } from '../../src/watchlist/zone';
import {
  anyMillis,
  anyShow,
  anyZone,
  at,
  berlin,
  release,
  show,
  tokyo,
  utc,
  watchedUpTo,
} from './shows';

/** Wednesday, an hour after the second episode of Metallic Rouge. */
const WEDNESDAY = '2024-01-17T17:00:00Z';

interface Options {
  readonly now?: string;
  readonly zone?: Zone;
  readonly name?: 'week' | 'day';
  readonly changes?: readonly Recorded[];
}

function digest(shows: readonly Show[], options: Options = {}): Digest {
  const { now = WEDNESDAY, zone = utc, name = 'week', changes = [] } = options;
  const reader = { now: at(now), zone, dayEnds: 5 * 60 };
  return digestOf({ revision: 1, shows }, { ...reader, period: periodOf(name, reader), changes });
}

const told = (drops: readonly { show: Show; episode: number }[]) =>
  drops.map(({ show: { id }, episode }) => `${id} ${episode}`);

function drops(shows: readonly Show[], options: Options = {}) {
  const { dropped, due, ahead } = digest(shows, options);
  return { dropped: told(dropped.flat()), due: told(due.flat()), ahead: told(ahead) };
}

describe('what dropped and what comes', () => {
  it('are the episodes of seven days, and of the seven after', () => {
    expect(drops([show({ watched: watchedUpTo(1) })])).toEqual({
      dropped: ['metallic-rouge 2'],
      due: ['metallic-rouge 2'],
      ahead: ['metallic-rouge 3'],
    });
  });

  it('has a drop of this very minute behind it, and that of a week ago in the digest before', () => {
    const now = '2024-01-17T15:55:00Z';
    expect(drops([show()], { now })).toEqual({
      dropped: ['metallic-rouge 2'],
      due: ['metallic-rouge 1', 'metallic-rouge 2'],
      ahead: ['metallic-rouge 3'],
    });
  });

  it.each(['paused', 'dropped'] as const)('are none of a %s show', (status) => {
    const nothing = { dropped: [], due: [], ahead: [] };
    expect(drops([show({ status })])).toEqual(nothing);
  });

  it('has the finale of a show that was completed by watching it', () => {
    const over = show({ status: 'completed', watched: watchedUpTo(13) });
    expect(drops([over], { now: '2024-04-05T12:00:00Z' })).toEqual({
      dropped: ['metallic-rouge 13'],
      due: [],
      ahead: [],
    });
  });

  it('tells premieres and finales, and why a finale is believed to be one', () => {
    const marks = (now: string, count = show()) =>
      digest([count], { now }).ahead.map(({ isPremiere, finale }) => [isPremiere, finale]);
    expect(marks('2024-01-08T12:00:00Z')).toEqual([[true, undefined]]);
    expect(marks('2024-01-16T12:00:00Z')).toEqual([[false, undefined]]);
    expect(marks('2024-04-01T12:00:00Z')).toEqual([[false, 'estimated']]);
    const announced = show({}, { episodes: { number: 13, basis: 'scheduled' } });
    expect(marks('2024-04-01T12:00:00Z', announced)).toEqual([[false, 'scheduled']]);
    const movie = show({}, { episodes: { number: 1, basis: 'confirmed' } });
    expect(marks('2024-01-08T12:00:00Z', movie)).toEqual([[true, undefined]]);
  });

  it('has a drop without an hour behind it when its day is over, on the viewer’s calendar', () => {
    const dayOnly = show(
      {},
      {
        premiere: { at: '2024-01-10', precision: 'day' },
        episodes: { number: 1, basis: 'confirmed' },
      },
    );
    const where = (now: string, zone: Zone) => {
      const { dropped, ahead } = drops([dayOnly], { now, zone });
      return dropped.length > 0 ? 'dropped' : ahead.length > 0 ? 'ahead' : 'nowhere';
    };
    expect(where('2024-01-10T20:00:00Z', utc)).toBe('ahead');
    expect(where('2024-01-10T20:00:00Z', tokyo)).toBe('dropped');
    expect(where('2024-01-11T04:00:00Z', utc)).toBe('dropped');
    expect(where('2024-01-11T04:00:00Z', berlin)).toBe('dropped');
  });

  it('of a day is what dropped since the viewer got up, and what comes until tomorrow ends', () => {
    const daily = show({}, { step: 'P1D' });
    const day = (now: string) => drops([daily], { now, zone: berlin, name: 'day' });
    expect(day('2024-01-12T10:00:00Z')).toMatchObject({
      dropped: [],
      ahead: ['metallic-rouge 3', 'metallic-rouge 4'],
    });
    expect(day('2024-01-13T01:00:00Z')).toMatchObject({
      dropped: ['metallic-rouge 3'],
      ahead: ['metallic-rouge 4'],
    });
  });

  it('believes no estimate ahead of a show on hiatus', () => {
    const { ahead, slipped } = digest([show({ production: 'hiatus' })]);
    expect(ahead).toEqual([]);
    expect(slipped).toMatchObject([{ kind: 'halted', production: 'hiatus', drop: { episode: 3 } }]);
  });

  it('tells what comes first where nothing comes in that time', () => {
    const { ahead, next } = digest(
      [show(), show({ id: 'zoku' }, { premiere: { at: '2024-01-09', precision: 'day' } })],
      {
        now: '2023-12-24T12:00:00Z',
      },
    );
    expect(ahead).toEqual([]);
    expect(next).toMatchObject({ show: { id: 'zoku' }, episode: 1, isPremiere: true });
    expect(digest([show()]).next).toBeUndefined();
  });
});

describe('what was watched', () => {
  it('is told with its length, as far as that is known', () => {
    const known = show({ id: 'a', minutes: 24, watched: watchedUpTo(2) });
    const unknown = show({ id: 'b', watched: watchedUpTo(1) });
    const { watched } = digest([known, unknown], { now: '2024-01-18T21:00:00Z' });
    expect(watched).toMatchObject({ episodes: 1, minutes: 24, unmeasured: 0 });
    expect(digest([known, unknown], { now: '2024-01-12T20:00:00Z' }).watched).toMatchObject({
      episodes: 2,
      minutes: 24,
      unmeasured: 1,
      shows: [
        { show: { id: 'a' }, episodes: [1], minutes: 24 },
        { show: { id: 'b' }, episodes: [1], minutes: undefined },
      ],
    });
  });

  it('is also that of shows given up since', () => {
    const given = show({ status: 'dropped', watched: watchedUpTo(2) });
    expect(digest([given], { now: '2024-01-18T21:00:00Z' }).watched.episodes).toBe(1);
  });
});

describe('how a verdict moved', () => {
  const trail: Show['verdicts'] = [
    { at: '2024-01-08T12:00:00Z', words: "We'll see" },
    { at: '2024-01-09T12:00:00Z', score: 6 },
    { at: '2024-01-10T17:00:00Z', episode: 1, words: "We'll see", score: 7 },
    { at: '2024-01-17T16:30:00Z', episode: 2, words: 'Hooked', score: 8.5 },
    { at: '2024-01-17T16:40:00Z', words: 'Hooked', score: 9 },
  ];

  it('is told from the words before, each once, and from the score of the same kind', () => {
    const [move] = digest([show({ verdicts: trail })], { now: '2024-01-17T16:59:00Z' }).verdicts;
    expect(move && wordsPath(move)).toEqual(["We'll see", 'Hooked']);
    expect(move && scorePath(move)).toEqual([7, 8.5]);
    expect(move?.given).toHaveLength(3);
  });

  it('starts from nothing where nothing was said before', () => {
    const [move] = digest([show({ verdicts: trail.slice(0, 2) })], {
      now: '2024-01-10T12:00:00Z',
    }).verdicts;
    expect(move).toMatchObject({ wordsBefore: undefined, scoreBefore: undefined });
    expect(move && scorePath(move)).toEqual([6]);
  });

  it('is nothing where nothing was said in that time', () => {
    expect(digest([show({ verdicts: trail })], { now: '2024-02-17T17:00:00Z' }).verdicts).toEqual(
      [],
    );
  });
});

describe('what happened to shows', () => {
  const changed = (when: string, before: Show | null, after: Show): Recorded => ({
    at: when,
    change: { summary: '', shows: [{ id: after.id, before, after }] },
  });

  it('is told by the journal, from the beginning of the time to its end', () => {
    const [watching, paused, dropped] = (['watching', 'paused', 'dropped'] as const).map((status) =>
      show({ status, watched: watchedUpTo(1), added: '2023-12-01T12:00:00Z' }),
    );
    if (!watching || !paused || !dropped) throw new Error('three shows');
    const changes = [
      changed('2024-01-05T12:00:00Z', { ...watching, status: 'planned' }, watching),
      changed('2024-01-12T12:00:00Z', watching, paused),
      changed('2024-01-13T12:00:00Z', paused, dropped),
    ];
    expect(digest([dropped], { changes }).moves).toMatchObject([
      { before: 'watching', after: 'dropped' },
    ]);
    expect(digest([watching], { changes }).moves).toEqual([]);
  });

  it.each([
    ['added', { added: '2024-01-12T12:00:00Z' }, [[undefined, 'watching']]],
    ['begun', { watched: [{ episode: 1, at: '2024-01-12T12:00:00Z' }] }, [['planned', 'watching']]],
    [
      'watched to the end',
      { status: 'completed' as const, watched: [{ episode: 1, at: '2024-01-12T12:00:00Z' }] },
      [['planned', 'completed']],
    ],
    ['none of these', { watched: [{ episode: 1, at: '2024-01-02T12:00:00Z' }] }, []],
  ])('is told by its dates without a journal: %s', (_, facts, moves) => {
    const one = show({ added: '2023-12-01T12:00:00Z', ...facts });
    expect(digest([one]).moves.map(({ before, after }) => [before, after])).toEqual(moves);
  });
});

it('is quiet when there is nothing to tell', () => {
  const old = { added: '2023-01-01T12:00:00Z' };
  expect(isQuiet(digest([]))).toBe(true);
  expect(isQuiet(digest([show({ status: 'paused', ...old })]))).toBe(true);
  expect(isQuiet(digest([show(old)]))).toBe(false);
});

describe('any digest', () => {
  const anyList = fc
    .uniqueArray(anyShow, { selector: ({ id }) => id, maxLength: 6 })
    .map((shows): Watchlist => ({ revision: 1, shows }));
  const anyName = fc.constantFrom('week' as const, 'day' as const);

  it('has every drop of its time in one place, nothing of another time, and is the same each time', () => {
    fc.assert(
      fc.property(anyList, anyMillis, anyZone, anyName, (watchlist, now, zone, name) => {
        const period = periodOf(name, { now, zone, dayEnds: 300 });
        const asked = { period, now, zone };
        const { dropped, due, ahead } = digestOf(watchlist, asked);
        expect(digestOf(watchlist, asked)).toEqual(digestOf(watchlist, asked));
        const places = (some: readonly Digest['ahead'][number][]) =>
          some.map(({ moment }) => placeOf(moment, zone) ?? Number.NaN);
        expect(places(dropped.flat()).filter((one) => !(one >= period.from && one <= now))).toEqual(
          [],
        );
        expect(places(ahead).filter((one) => !(one > now && one < period.until))).toEqual([]);
        expect(ahead.filter(({ show: one }) => !isActive(one))).toEqual([]);
        const both = [...told(dropped.flat()), ...told(ahead)];
        expect(new Set(both).size).toBe(both.length);
        const active = watchlist.shows.filter(isActive);
        const expected = active.flatMap((one) => {
          const here: string[] = [];
          for (const drop of unwatchedDrops(one)) {
            const place = placeOf(drop.moment, zone);
            if (place === undefined || place >= period.until) break;
            if (place >= period.from) here.push(`${one.id} ${drop.episode}`);
          }
          return here;
        });
        expect(expected.filter((one) => !both.includes(one))).toEqual([]);
        expect(new Set(told(due.flat()))).toEqual(
          new Set(
            active.flatMap((one) =>
              waiting(one, now, zone).map(({ episode }) => `${one.id} ${episode}`),
            ),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('has nothing that was watched or said at another time', () => {
    fc.assert(
      fc.property(anyList, anyMillis, anyZone, anyName, (watchlist, now, zone, name) => {
        const period = periodOf(name, { now, zone, dayEnds: 300 });
        const { watched, verdicts } = digestOf(watchlist, { period, now, zone });
        const dates = [...watched.shows, ...verdicts.flatMap(({ given }) => given)].map((one) =>
          at(one.at ?? '9999-01-01'),
        );
        expect(dates.filter((one) => one < period.from || one > now)).toEqual([]);
      }),
    );
  });

  it('is the same in every zone where drops have hours', () => {
    const exact = show({ releases: [release({}, {})] });
    fc.assert(
      fc.property(anyZone, anyZone, (here, there) => {
        const period = {
          name: 'week' as const,
          from: at('2024-01-10T17:00:01Z'),
          until: at('2024-01-24T17:00:01Z'),
        };
        const of = (zone: Zone) =>
          digestOf({ revision: 1, shows: [exact] }, { period, now: at(WEDNESDAY), zone });
        expect(of(here)).toEqual(of(there));
      }),
    );
  });
});
