import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '../../src/watchlist/bringing';
import { type Brought, type BroughtList, broughtWhole } from '../../src/watchlist/brought';
import { applyChange, invertChange } from '../../src/watchlist/change';
import { type Importing, mayBeOne, planImport } from '../../src/watchlist/import-plan';
import { UNKNOWN } from '../../src/watchlist/moment';
import { type EpisodeCount, type Show, STATUSES, type Watchlist } from '../../src/watchlist/show';
import { range } from '../../src/watchlist/watching';
import { zoneNamed } from '../../src/watchlist/zone';
import { anyShow, at, release, show } from './shows';

const NOW = at('2024-03-01T12:00:00Z');

function importing(more: Partial<Importing> = {}): Importing {
  return {
    source: 'MyAnimeList',
    theirs: false,
    onlyKnown: false,
    now: NOW,
    zone: zoneNamed('UTC'),
    known: () => undefined,
    ...more,
  };
}

function entry(more: Partial<Brought> = {}): Brought {
  return { title: 'Alpha', status: 'watching', watched: [], verdicts: [], ...more };
}

const marks = (through: number) => range(1, through).map((episode) => ({ episode }));

const list = (...shows: readonly Show[]): Watchlist => ({ revision: 1, shows });
const brought = (...entries: readonly Brought[]): BroughtList => ({ entries, refused: [] });

/** Alpha, five of twelve episodes watched. */
const alpha = show({
  id: 'alpha',
  title: 'Alpha',
  status: 'watching',
  ids: { mal: 1 },
  watched: marks(5).map((mark) => ({ ...mark, at: '2024-02-01T20:00:00Z' })),
  releases: [release({ episodes: { number: 12, basis: 'scheduled' } })],
});

describe('an entry that is worked into a show', () => {
  const cases: readonly [what: string, Partial<Show>, Partial<Brought>, string, number][] = [
    ['takes the further progress', {}, { watched: marks(7) }, 'watching', 7],
    ['takes the status with it', {}, { watched: marks(12), status: 'completed' }, 'completed', 12],
    ['leaves what is further', {}, { watched: marks(3) }, 'watching', 5],
    ['leaves a status that is behind', { status: 'dropped' }, { watched: marks(3) }, 'dropped', 5],
    ['never plans what is begun', {}, { watched: marks(7), status: 'planned' }, 'watching', 7],
    [
      'begins what was but planned',
      { status: 'planned', watched: [] },
      { status: 'dropped' },
      'dropped',
      0,
    ],
  ];
  it.each(cases)('%s', (_, mine, theirs, status, watched) => {
    const { after, kept } = merge({ ...alpha, ...mine }, entry(theirs), importing());
    expect([after.status, after.watched.length, kept]).toEqual([status, watched, []]);
  });

  it('keeps the times of marks, and takes those it did not have', () => {
    const mine = {
      ...alpha,
      watched: [{ episode: 1 }, { episode: 2, at: '2024-01-02T00:00:00Z' }],
    };
    const theirs = [1, 2, 3].map((episode) => ({ episode, at: '2023-01-01T00:00:00Z' }));
    expect(merge(mine, entry({ watched: theirs }), importing()).after.watched).toEqual([
      { episode: 1, at: '2023-01-01T00:00:00Z' },
      { episode: 2, at: '2024-01-02T00:00:00Z' },
      { episode: 3, at: '2023-01-01T00:00:00Z' },
    ]);
  });

  it('counts as the show does', () => {
    const second = show({ ...alpha, watched: [], releases: [release({ first: 13 })] });
    const { after } = merge(second, entry({ watched: marks(2) }), importing());
    expect(after.watched).toEqual([{ episode: 13 }, { episode: 14 }]);
  });

  it('tells of what it says otherwise, and of what the user was kept to', () => {
    const mine = { ...alpha, verdicts: [{ score: 8, note: 'Mine' }], started: '2024-01-10' };
    const theirs = entry({
      status: 'dropped',
      watched: marks(5),
      verdicts: [{ score: 6, note: 'Theirs' }],
      started: '2024-01-12',
    });
    const { after, kept } = merge(mine, theirs, importing());
    expect(after).toEqual(mine);
    expect(kept).toEqual([
      { about: 'status', ours: 'watching, 5 watched', theirs: 'dropped, 5 watched' },
      { about: 'score', ours: '8', theirs: '6' },
      { about: 'note', ours: 'Mine', theirs: 'Theirs' },
      { about: 'started', ours: '2024-01-10', theirs: '2024-01-12' },
    ]);
  });

  it('has its way with --theirs, and still loses nothing that was said', () => {
    const mine = { ...alpha, verdicts: [{ score: 8 }], started: '2024-01-10' };
    const theirs = entry({
      status: 'dropped',
      watched: marks(3),
      verdicts: [{ score: 6 }],
      started: '2024-01-12',
    });
    const { after, kept } = merge(mine, theirs, importing({ theirs: true }));
    expect(kept).toEqual([]);
    expect(after).toMatchObject({
      status: 'dropped',
      watched: alpha.watched.slice(0, 3),
      verdicts: [{ score: 8 }, { score: 6, at: '2024-03-01T12:00:00Z' }],
      started: '2024-01-12',
    });
    expect(merge(after, theirs, importing({ theirs: true })).after).toEqual(after);
  });

  it('puts an opinion without a time before those that have one', () => {
    const mine = { ...alpha, verdicts: [{ at: '2024-02-01T00:00:00Z', words: 'Hooked' }] };
    const { after } = merge(mine, entry({ verdicts: [{ score: 7 }] }), importing());
    expect(after.verdicts).toEqual([{ score: 7 }, ...mine.verdicts]);
  });

  it('fills in dates, and takes the finer of two', () => {
    const dated = (started: string) =>
      merge({ ...alpha, watched: [], started: '2024' }, entry({ started }), importing());
    expect(dated('2024-01').after.started).toBe('2024-01');
    expect(dated('2023')).toMatchObject({
      after: { started: '2024' },
      kept: [{ about: 'started' }],
    });
    const finer = { ...alpha, watched: [], started: '2024-01-10' };
    expect(merge(finer, entry({ started: '2024-01' }), importing())).toEqual({
      after: finer,
      kept: [],
    });
  });

  it('tells how many episodes there are, unless the user did, or saw more', () => {
    const counted = (episodes: EpisodeCount, source = 'bangumi-data') => {
      const mine = show({ ...alpha, releases: [release({ episodes }, { source })] });
      return merge(mine, entry({ episodes: 13 }), importing()).after.releases[0]?.schedule.episodes;
    };
    expect(counted({ number: 12, basis: 'estimated' })).toEqual({ number: 13, basis: 'scheduled' });
    expect(counted({ number: 12, basis: 'scheduled' })).toEqual({ number: 12, basis: 'scheduled' });
    expect(counted({ number: 12, basis: 'estimated' }, 'you')).toEqual({
      number: 12,
      basis: 'estimated',
    });
  });

  it('puts labels together, and counts the most times', () => {
    const mine = { ...alpha, tags: ['mecha'], rewatches: 2 };
    const theirs = entry({ tags: ['mecha', 'robots'], rewatches: 1, rewatching: 4 });
    expect(merge(mine, theirs, importing()).after).toMatchObject({
      tags: ['mecha', 'robots'],
      rewatches: 2,
      rewatching: 4,
    });
  });
});

describe('an import', () => {
  const meetings = (watchlist: Watchlist, from: BroughtList, more: Partial<Importing> = {}) =>
    planImport(watchlist, from, importing(more)).entries.map(({ meeting, after }) => [
      meeting,
      after.id,
    ]);

  it('finds shows by their numbers, else by their titles', () => {
    const beta = show({ id: 'beta', title: 'Beta', titles: { romaji: 'Bēta' }, ids: {} });
    const watchlist = list(alpha, beta);
    expect(
      meetings(
        watchlist,
        brought(
          entry({ title: 'アルファ', ids: { mal: 1 }, watched: marks(5) }),
          entry({ title: 'beta', status: 'planned' }),
          entry({ title: 'Alpha', ids: { mal: 2 } }),
        ),
      ),
    ).toEqual([
      ['same', 'alpha'],
      ['same', 'beta'],
      ['unresolved', 'alpha-2'],
    ]);
  });

  it('refuses an entry whose title several shows have, and one that has none', () => {
    const twin = show({ id: 'alpha-2', title: 'Alpha', ids: { mal: 9 } });
    const plan = planImport(
      list(alpha, twin),
      brought(entry({ watched: marks(9) }), {
        status: 'planned',
        watched: [],
        verdicts: [],
        ids: { anilist: 5 },
      }),
      importing(),
    );
    expect(plan.refused).toEqual([
      { name: 'Alpha', why: 'several shows on your list have its title' },
      { name: 'anilist:5', why: 'it has no title, and no catalogue knows it' },
    ]);
    expect(plan.change.shows).toEqual([]);
  });

  it('leaves out the unknown where that is wanted', () => {
    const plan = planImport(list(), brought(entry()), importing({ onlyKnown: true }));
    expect(plan).toMatchObject({ entries: [], refused: [{ why: 'no catalogue knows it' }] });
  });

  it('adds what a catalogue knows as the catalogue has it', () => {
    const known = () => ({ title: 'Alpha!', release: release({}), status: 'planned' as const });
    const plan = planImport(list(), brought(entry({ watched: marks(3) })), importing({ known }));
    expect(plan.entries).toMatchObject([
      { meeting: 'new', after: { title: 'Alpha!', follows: 'crunchyroll', watched: marks(3) } },
    ]);
  });

  it('keeps two of one title apart by number, year and kind', () => {
    const plan = planImport(
      list(),
      brought(
        entry({ title: 'Basket', format: 'tv', year: 2001 }),
        entry({ title: 'Basket', year: 2019 }),
        entry({ title: 'Basket', format: 'movie', year: 2001 }),
        entry({ title: 'Basket', year: 2019, watched: marks(2) }),
      ),
      importing(),
    );
    expect(plan.entries.map(({ after }) => after.id)).toEqual([
      'basket',
      'basket-3',
      'basket-2',
      'basket-3',
    ]);
    expect(plan.change.shows).toHaveLength(3);
  });

  it('sees no contradiction where nothing is known', () => {
    expect(mayBeOne({}, { ids: { mal: 1 }, format: 'movie', year: 2000 })).toBe(true);
    expect(mayBeOne({ year: 2000 }, { year: 2001 })).toBe(true);
    expect(mayBeOne({ year: 2000 }, { year: 2002 })).toBe(false);
  });
});

const someEpisodes = fc.integer({ min: 0, max: 30 });
const anyDate = fc.constantFrom('2019', '2019-05', '2019-05-04', '2024-01-10');

/** Entries with few titles and numbers, so that they meet each other and the list. */
const anyEntry: fc.Arbitrary<Brought> = fc
  .record(
    {
      title: fc.constantFrom('Alpha', 'Beta', 'A & B <C>', '__proto__', 'constructor', '★', '86'),
      ids: fc.record({ mal: fc.integer({ min: 1, max: 4 }) }),
      format: fc.constantFrom('tv' as const, 'movie' as const),
      episodes: fc.integer({ min: 1, max: 30 }),
      year: fc.constantFrom(2001, 2019),
      status: fc.constantFrom(...STATUSES),
      seen: someEpisodes,
      score: fc.integer({ min: 0, max: 10 }),
      note: fc.constantFrom('one', 'two'),
      tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
      started: anyDate,
      finished: anyDate,
      rewatches: fc.integer({ min: 1, max: 3 }),
      rewatching: someEpisodes,
    },
    { requiredKeys: ['title', 'status', 'seen'] },
  )
  .map(({ seen, score, note, ...facts }) => ({
    ...facts,
    watched: marks(seen),
    verdicts:
      score === undefined && note === undefined
        ? []
        : [{ ...(score !== undefined && { score }), ...(note !== undefined && { note }) }],
  }));

const anyList: fc.Arbitrary<Watchlist> = fc
  .uniqueArray(anyShow, { selector: ({ id }) => id, maxLength: 6 })
  .map((shows) => ({ revision: 1, shows: shows.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }));

describe('any import', () => {
  it('accounts for every entry, takes nothing away, and does nothing the second time', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyEntry, { maxLength: 12 }), (before, entries) => {
        const from = brought(...entries);
        const plan = planImport(before, from, importing());
        expect(plan.entries.length + plan.refused.length).toBe(entries.length);
        const after = applyChange(before, plan.change);
        for (const old of before.shows) {
          const now = after.shows.find(({ id }) => id === old.id);
          expect(now?.verdicts).toEqual(expect.arrayContaining([...old.verdicts]));
          const seen = new Set(now?.watched.map(({ episode }) => episode));
          expect(old.watched.every(({ episode }) => seen.has(episode))).toBe(true);
        }
        const again = planImport(after, from, importing());
        expect(again.change.shows).toEqual([]);
        const undone = applyChange(after, invertChange(plan.change, 'Undid'));
        expect(undone.shows).toEqual(before.shows);
      }),
    );
  });

  const numbered = fc
    .array(anyEntry, { maxLength: 6 })
    .map((some) => some.map((one, mal): Brought => ({ ...one, ids: { mal: mal + 1 } })));

  it('does nothing the second time with --theirs either, of a list that has each show once', () => {
    fc.assert(
      fc.property(anyList, numbered, (before, some) => {
        const theirs = importing({ theirs: true });
        const after = applyChange(before, planImport(before, brought(...some), theirs).change);
        const again = planImport(after, brought(...some), theirs);
        expect(again.change.shows).toEqual([]);
      }),
    );
  });

  it('of a list of jikai into an empty one gives the same shows', () => {
    fc.assert(
      fc.property(anyList, ({ shows }) => {
        const plan = planImport(list(), brought(...shows.map(broughtWhole)), importing());
        const after = applyChange(list(), plan.change);
        // Shows that are one by title or number are brought together.
        if (plan.change.shows.length === shows.length) expect(after.shows).toEqual(shows);
        expect(plan.entries.length).toBe(shows.length);
      }),
    );
  });
});

it('adds by hand what nobody knows, without a time that nobody told', () => {
  const plan = planImport(list(), brought(entry({ episodes: 12 })), importing());
  expect(plan.entries[0]?.after.releases).toMatchObject([
    {
      platform: '',
      source: 'MyAnimeList',
      schedule: { premiere: UNKNOWN, episodes: { number: 12 } },
    },
  ]);
});

describe('an entry that says nothing of how far', () => {
  const quiet = { silent: ['status', 'progress'] as const, status: 'planned' as const };

  it('takes nothing of the progress, with --theirs either', () => {
    const { after, kept } = merge(
      alpha,
      entry({ ...quiet, verdicts: [{ score: 9 }] }),
      importing({ theirs: true }),
    );
    expect([after.status, after.watched, kept]).toEqual(['watching', alpha.watched, []]);
    expect(after.verdicts).toMatchObject([{ score: 9 }]);
  });

  it('has seen all there is where it is completed, or watched again', () => {
    const show = { ...alpha, watched: [] };
    const done = { status: 'completed' as const, silent: ['progress'] as const };
    expect(merge(show, entry(done), importing()).after.watched).toHaveLength(12);
    const again = { status: 'completed' as const, watched: marks(3), rewatching: 3 };
    expect(merge(show, entry(again), importing()).after.watched).toHaveLength(12);
    expect(merge(show, entry({ ...again, episodes: 24 }), importing()).after.watched).toEqual(
      marks(3),
    );
  });
});

it('gives no show a number that another one has', () => {
  const beta = show({ id: 'beta', title: 'Beta', ids: { anilist: 7 } });
  const plan = planImport(
    list(alpha, beta),
    brought(entry({ ids: { mal: 1, anilist: 7, anidb: 3 }, watched: marks(6) })),
    importing(),
  );
  const owners = plan.change.shows.map(({ after }) => [after?.id, after?.ids]);
  expect(owners).toHaveLength(1);
  expect(owners.flat()).not.toContainEqual(expect.objectContaining({ mal: 1, anilist: 7 }));
});

it('takes what was said in a table since as the newest word, and once', () => {
  const trail = [{ at: '2024-01-05T00:00:00Z', words: 'Hooked', score: 8 }];
  const whole = { ...alpha, verdicts: trail };
  const one = { ...broughtWhole(whole), edited: [{ score: 9, note: 'wow' }] };
  const newest = { score: 9, note: 'wow', at: '2024-03-01T12:00:00Z' };
  for (const before of [list(), list(whole)]) {
    const after = applyChange(before, planImport(before, brought(one), importing()).change);
    expect(after.shows[0]?.verdicts).toEqual([...trail, newest]);
    expect(planImport(after, brought(one), importing()).change.shows).toEqual([]);
  }
});
