import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTrakt } from '../../../src/exchange/lists/trakt';
import type { BroughtList } from '../../../src/watchlist/brought';
import { firstEpisodes, fixture, HOSTILE_TITLES, onlyOf, problemOf } from './support';

const KITE = { title: 'Kite', year: 2020, ids: { trakt: 1 } };

function readAll(...rows: readonly unknown[]) {
  return readTrakt(JSON.stringify(rows));
}

/** A watched show, by the episodes watched of each season, once each. */
function watched(seasons: Readonly<Record<number, readonly number[]>>, show: object = {}) {
  return {
    plays: 1,
    show: { ...KITE, ...show },
    seasons: Object.entries(seasons).map(([number, episodes]) => ({
      number: Number(number),
      episodes: episodes.map((episode) => ({ number: episode, plays: 1 })),
    })),
  };
}

describe('shows watched on Trakt', () => {
  it('are an entry for each season, with the times of the episodes', () => {
    expect(readTrakt(fixture('trakt-watched-shows.json'))).toEqual({
      refused: [],
      entries: [
        {
          title: 'Lanterns & Lighthouses',
          year: 2019,
          status: 'watching',
          watched: [
            { episode: 1, at: '2021-01-01T20:15:30Z' },
            { episode: 2, at: '2021-01-02T20:15:30Z' },
          ],
          verdicts: [],
          rewatches: 1,
        },
        {
          title: 'Lanterns & Lighthouses Season 2',
          status: 'watching',
          watched: [{ episode: 1, at: '2021-02-03T20:15:30Z' }],
          verdicts: [],
        },
        {
          title: 'Lanterns & Lighthouses Specials',
          status: 'watching',
          watched: [{ episode: 3 }],
          verdicts: [],
        },
        {
          title: '86',
          year: 2021,
          status: 'completed',
          watched: [
            { episode: 1, at: '2022-02-03T20:15:30Z' },
            { episode: 2, at: '2022-02-03T20:45:30Z' },
          ],
          verdicts: [],
        },
      ],
    });
  });

  it.each([
    ['all that is out', { aired_episodes: 3 }, 'completed'],
    ['all of a show that is over', { aired_episodes: 3, status: 'ended' }, 'completed'],
    ['all so far', { aired_episodes: 3, status: 'returning series' }, 'watching'],
    ['less', { aired_episodes: 4 }, 'watching'],
    ['nobody knows how many', {}, 'watching'],
  ])('are completed by aired counts alone: %s', (_, show, status) => {
    const { entries } = readAll(watched({ 0: [1, 2, 3], 1: [1, 2], 2: [1] }, show));
    expect(entries.map((entry) => entry.status)).toEqual(['watching', status, status]);
  });

  it('keep the number of their season where it is the only one that was watched', () => {
    expect(onlyOf(readAll(watched({ 2: [1] })))).toMatchObject({ title: 'Kite Season 2' });
    expect(onlyOf(readAll(watched({ 2: [1] })))).not.toHaveProperty('year');
  });

  it('are two where only the name is the same', () => {
    const { entries } = readAll(watched({ 1: [1] }), watched({ 1: [1] }, { ids: { trakt: 2 } }));
    expect(entries).toHaveLength(2);
  });

  describe('told without seasons', () => {
    const at = '2026-08-10T21:49:00.000Z';
    const NOT_WHICH = 'it does not say which episodes were watched; the history file does';

    it.each<[number, object]>([
      [4, {}],
      [11, { aired_episodes: 12 }],
      [5, { aired_episodes: 0 }],
    ])('leave open which %i episodes, and say so: %j', (plays, show) => {
      const list = readAll({ plays, last_watched_at: at, show: { ...KITE, ...show } });
      expect(onlyOf(list)).toEqual({
        title: 'Kite',
        year: 2020,
        status: 'watching',
        silent: ['progress'],
        watched: [],
        verdicts: [],
      });
      expect(list.lessened).toEqual([{ name: 'Kite', why: NOT_WHICH }]);
    });

    it('are done where there is a play for each episode', () => {
      const show = { ...KITE, aired_episodes: 12 };
      for (const plays of [12, 14]) {
        const list = readAll({ plays, last_watched_at: at, show });
        expect(onlyOf(list)).toEqual({
          title: 'Kite',
          year: 2020,
          status: 'completed',
          watched: firstEpisodes(12),
          verdicts: [],
          finished: '2026-08-10',
        });
        expect(list).not.toHaveProperty('lessened');
      }
    });

    it('are not done where more is to come', () => {
      const show = { ...KITE, aired_episodes: 12, status: 'returning series' };
      const entry = onlyOf(readAll({ plays: 12, last_watched_at: at, show }));
      expect(entry).toMatchObject({ status: 'watching', watched: firstEpisodes(12) });
      expect(entry).not.toHaveProperty('finished');
    });

    it('are no way to fill the memory with a few digits', () => {
      const show = { title: 'Kite', aired_episodes: 99_999 };
      const rows = Array.from({ length: 21 }, () => ({ plays: 99_999, show }));
      expect(problemOf(() => readAll(...rows)).message).toContain('than anybody can have watched');
    });
  });

  it.each(HOSTILE_TITLES)('may be called %s', (title) => {
    expect(onlyOf(readAll(watched({ 1: [1] }, { title }))).title).toBe(title);
  });

  it.each<[unknown, string, string]>([
    [watched({ 1: [1] }, { title: ' ' }), 'entry 2', 'it has no title'],
    [{ ...watched({}), seasons: [] }, 'Kite', 'it tells of no season'],
    [{ type: 'person', person: { name: 'Kite' } }, 'entry 2', 'it is of no show and no film'],
    [{ type: 'episode', show: KITE, episode: { season: 1 } }, 'Kite', 'it tells of no episode'],
    [{ type: 'episode', show: KITE, episode: { number: 1 } }, 'Kite', 'it tells of no season'],
    [5, 'entry 2', 'it is of no show and no film'],
  ])('are refused: %j', (row, name, why) => {
    const { entries, refused } = readAll(watched({ 1: [1] }), row);
    expect(entries).toHaveLength(1);
    expect(refused).toEqual([{ name, why }]);
  });
});

it('tells of a watched show of which it could take a part alone', () => {
  const row = watched({ 1: [1] });
  const odd = { ...row, seasons: [...row.seasons, { number: null, episodes: [] }] };
  const why = 'some of its episodes have no number';
  expect(readAll(odd)).toMatchObject({
    entries: [{ title: 'Kite' }],
    refused: [{ name: 'Kite', why }],
  });
  const [season] = row.seasons;
  const odder = { ...row, seasons: [{ ...season, episodes: [{ number: 2 }, { number: 'x' }] }] };
  expect(readAll(odder).refused).toEqual([{ name: 'Kite', why }]);
  expect(readAll(odder).entries[0]?.watched).toEqual([{ episode: 2 }]);
});

describe('the history of Trakt', () => {
  it('is put together by season, each episode once at its latest time', () => {
    expect(readTrakt(fixture('trakt-history.json')).entries).toEqual([
      {
        title: 'Harbour Patrol 2099',
        year: 2023,
        status: 'watching',
        watched: [
          { episode: 1, at: '2023-05-05T18:00:00Z' },
          { episode: 2, at: '2023-05-06T18:00:00Z' },
        ],
        verdicts: [],
      },
      {
        title: '86 Steps to the Moon',
        format: 'movie',
        year: 2018,
        status: 'completed',
        watched: [{ episode: 1, at: '2023-04-01T18:00:00Z' }],
        verdicts: [],
      },
    ]);
  });
});

describe('films, plans and ratings of Trakt', () => {
  const at = '2023-05-05T18:00:00.000Z';

  it('have films completed, as often as they were watched', () => {
    const film = { plays: 3, last_watched_at: at, movie: KITE };
    expect(onlyOf(readAll(film))).toEqual({
      title: 'Kite',
      format: 'movie',
      year: 2020,
      status: 'completed',
      watched: [{ episode: 1, at: '2023-05-05T18:00:00Z' }],
      verdicts: [],
      rewatches: 2,
    });
  });

  it('have been watched again no oftener than can be kept', () => {
    const film = { plays: 99_999, movie: KITE };
    expect(onlyOf(readAll(film, film)).rewatches).toBe(99_999);
  });

  it('have what is on the watchlist planned', () => {
    const { entries } = readAll(
      { listed_at: at, type: 'show', show: KITE },
      { listed_at: at, type: 'movie', movie: { title: 'Moon' } },
      { listed_at: at, type: 'season', show: KITE, season: { number: 2 } },
    );
    expect(entries.map(({ title, status, watched }) => [title, status, watched])).toEqual([
      ['Kite', 'planned', []],
      ['Moon', 'planned', []],
      ['Kite Season 2', 'planned', []],
    ]);
  });

  it('have what is noted on the watchlist as a note', () => {
    const told = { listed_at: at, show: KITE };
    const season = { ...told, type: 'season', season: { number: 2 } };
    const { entries } = readAll({ ...told, notes: ' for Paul ' }, { ...season, notes: null });
    expect(entries.map(({ verdicts }) => verdicts)).toEqual([[{ note: 'for Paul' }], []]);
  });

  it('have ratings as verdicts with their time', () => {
    const told = { rated_at: at, rating: 8 };
    const { entries } = readAll(
      { ...told, type: 'show', show: KITE },
      { ...told, type: 'season', show: KITE, season: { number: 2 } },
      { ...told, type: 'episode', rating: 9, show: KITE, episode: { season: 1, number: 3 } },
      { ...told, type: 'movie', movie: { title: 'Moon' } },
    );
    const time = '2023-05-05T18:00:00Z';
    expect(entries).toMatchObject([
      {
        title: 'Kite',
        status: 'watching',
        verdicts: [
          { at: time, score: 8 },
          { at: time, episode: 3, score: 9 },
        ],
      },
      { title: 'Kite Season 2', status: 'watching', verdicts: [{ at: time, score: 8 }] },
      {
        title: 'Moon',
        status: 'completed',
        watched: [{ episode: 1 }],
        verdicts: [{ at: time, score: 8 }],
      },
    ]);
  });
});

it.each<[string, object, readonly string[] | undefined]>([
  ['shows with their episodes', watched({ 1: [1] }), undefined],
  ['a season without episodes', watched({ 1: [] }), ['progress']],
  ['a play', { watched_at: 'x', episode: { season: 1, number: 1 }, show: KITE }, undefined],
  ['a show on the watchlist', { listed_at: 'x', show: KITE }, ['progress']],
  ['a film on the watchlist', { listed_at: 'x', movie: KITE }, ['progress']],
  ['a rated show', { rated_at: 'x', rating: 8, show: KITE }, ['status', 'progress']],
  // Who rates a film has watched it, but may have given it up.
  ['a rated film', { rated_at: 'x', rating: 8, movie: KITE }, ['status']],
  ['a played film', { plays: 1, movie: KITE }, undefined],
])('says nothing of what Trakt does not tell: %s', (_, row, silent) => {
  expect(onlyOf(readAll(row)).silent).toEqual(silent);
});

it('says of what is played and rated what is played', () => {
  const rated = { rated_at: 'x', rating: 8, show: KITE };
  expect(onlyOf(readAll(rated, watched({ 1: [1] }))).silent).toBeUndefined();
});

describe('a file of Trakt', () => {
  it.each([
    ['[]', 'The list holds no shows.'],
    ['{}', 'The file is no list of Trakt.'],
    ['[1,{"show":"Kite"}]', 'The file is no list of Trakt.'],
    ['[{"show":', 'The file is broken: it is no JSON that can be read.'],
  ])('is refused as a whole: %s', (text, message) => {
    expect(problemOf(() => readTrakt(text)).message).toBe(message);
  });

  it('loses no row, whatever is in it and in the others', () => {
    const title = fc.oneof(fc.constantFrom('Kite', '__proto__'), fc.jsonValue());
    const work = fc.oneof(
      fc.record({ title, ids: fc.record({ trakt: fc.jsonValue() }) }),
      fc.jsonValue(),
    );
    const number = fc.oneof(fc.nat({ max: 3 }), fc.jsonValue());
    const row = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          show: work,
          movie: work,
          plays: number,
          watched_at: fc.jsonValue(),
          rated_at: fc.jsonValue(),
          rating: number,
          season: fc.jsonValue(),
          episode: fc.oneof(fc.record({ season: number, number }), fc.jsonValue()),
          seasons: fc.oneof(
            fc.array(
              fc.record({ number, episodes: fc.array(fc.record({ number, plays: number })) }),
            ),
            fc.jsonValue(),
          ),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const one = watched({ 1: [1] }, { title: 'One', ids: {} });
        const together = readAll(one, ...rows);
        const alone = rows.map((row) => readAll(one, row));
        const titles = (list: BroughtList) => list.entries.map(({ title }) => title ?? '');
        expect(alone.every((list) => list.entries.length + list.refused.length > 1)).toBe(true);
        expect(together.refused.map(({ why }) => why)).toEqual(
          alone.flatMap((list) => list.refused.map(({ why }) => why)),
        );
        expect(new Set(titles(together))).toEqual(new Set(['One', ...alone.flatMap(titles)]));
      }),
    );
  });
});
