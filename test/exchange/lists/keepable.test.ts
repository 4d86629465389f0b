import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { readAnilist } from '../../../src/exchange/lists/anilist';
import { readAnilistAccount } from '../../../src/exchange/lists/anilist-account';
import { readAnimePlanet } from '../../../src/exchange/lists/anime-planet';
import { readCsv } from '../../../src/exchange/lists/csv';
import { readMal } from '../../../src/exchange/lists/mal';
import { readTrakt } from '../../../src/exchange/lists/trakt';
import { flawOf, soundShow } from '../../../src/store/check';
import type { Brought, BroughtList } from '../../../src/watchlist/brought';
import type { Show } from '../../../src/watchlist/show';
import { release, show } from '../../watchlist/shows';

/** Numbers, dates and words at the edges of what can be kept, and past them. */
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(0, 1, 2, 5, 12, 13, '12', ' 7 ', true, null) },
  fc.constantFrom<unknown>(-1, 0.04, 9.96, 10.4, 100, 2000, 99_999, 100_000, 2 ** 31, 1e300, '1e5'),
  fc.constantFrom<unknown>('2019-02-30', '2019-13-01', '0000-00-00', '2019-00-00', '9999-12-31'),
  fc.constantFrom<unknown>(
    20190230,
    20190000,
    99999999,
    '2023-05-05T18:00:00.000Z',
    '2023-05-05T25:00Z',
  ),
  fc.constantFrom<unknown>(
    '1970-01-01T00:00:00.000Z',
    '0001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
  ),
  fc.constantFrom<unknown>('Kite', ' ', '\u0000', '\ud83d', 'a, ,b', 'x'.repeat(1001)),
  fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, { __proto__: null }, [[]]),
  fc.jsonValue(),
);

/** An object with some of these keys. */
function withKeys(...keys: readonly string[]): fc.Arbitrary<object> {
  return fc.record(Object.fromEntries(keys.map((key) => [key, odd])), { requiredKeys: [] });
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const fuzzy = withKeys('year', 'month', 'day');

const READERS: readonly [name: string, lists: fc.Arbitrary<() => BroughtList>][] = [
  [
    'MyAnimeList',
    withKeys(
      ...['series_title', 'series_animedb_id', 'series_episodes', 'my_watched_episodes', 'my_tags'],
      ...['my_start_date', 'my_finish_date', 'my_score', 'my_comments', 'my_times_watched'],
      ...['my_rewatching', 'my_rewatching_ep'],
    ).map((told) => () => {
      const fields = Object.entries({ my_status: 2, ...told }).map(
        ([name, text]) => `<${name}><![CDATA[${wordsOf(text).replaceAll(']]>', '')}]]></${name}>`,
      );
      return readMal(`<myanimelist><anime>${fields.join('')}</anime></myanimelist>`);
    }),
  ],
  [
    'AniList',
    fc
      .tuple(
        withKeys('mediaId', 'score', 'progress', 'repeat', 'notes', 'customLists'),
        withKeys('idMal', 'title', 'episodes', 'duration', 'seasonYear'),
        fuzzy,
        fc.constantFrom('COMPLETED', 'REPEATING'),
      )
      .map(([entry, media, startedAt, status]) => () => {
        const all = { ...entry, media: { ...media, type: 'ANIME' }, startedAt, status };
        return readAnilist(JSON.stringify({ lists: [{ entries: [all] }] }));
      }),
  ],
  [
    'an account of AniList',
    withKeys(
      ...['series_id', 'status', 'score', 'progress', 'repeat', 'notes', 'custom_lists'],
      ...['started_on', 'finished_on'],
    ).map((row) => () => readAnilistAccount(JSON.stringify({ lists: [row] }))),
  ],
  [
    'Anime-Planet',
    withKeys('name', 'eps', 'rating', 'times', 'started', 'completed').map(
      (entry) => () =>
        readAnimePlanet(
          JSON.stringify({ entries: [{ name: 'Kite', status: 'watched', ...entry }] }),
        ),
    ),
  ],
  [
    'Trakt',
    fc
      .tuple(
        withKeys('plays', 'rating', 'rated_at', 'watched_at', 'last_watched_at'),
        withKeys('title', 'year'),
        fc.array(withKeys('number', 'plays', 'last_watched_at')),
        fc.constantFrom('show', 'movie'),
      )
      .map(([row, work, episodes, kind]) => () => {
        const seasons = [{ number: 1, episodes }];
        const whole = { ...row, [kind]: { title: 'Kite', ...work } };
        return readTrakt(JSON.stringify([whole, { ...whole, seasons }]));
      }),
  ],
  [
    'a table',
    withKeys(
      ...['english', 'status', 'progress', 'episodes', 'score', 'verdict', 'note', 'tags', 'mal'],
      ...['started', 'finished', 'rewatches', 'rewatching', 'format', 'minutes', 'year', 'anilist'],
    ).map((told) => () => {
      const cells = Object.entries({ title: 'Kite', ...told });
      const rows = [cells.map(([name]) => name), cells.map(([, value]) => wordsOf(value))];
      return readCsv(Papa.unparse(rows), { asShow: soundShow });
    }),
  ],
];

it.each(READERS)('what %s tells can be kept, whatever it is', (_, lists) => {
  fc.assert(
    fc.property(lists, (read) => {
      const { entries, refused } = read();
      expect(entries.length + refused.length).toBeGreaterThan(0);
      for (const entry of entries) {
        expect(flawOf(kept(entry))).toBeUndefined();
        expect(entry.title ?? entry.ids).toBeDefined();
        expect(entry.year ?? 1900).toBeGreaterThanOrEqual(1900);
      }
    }),
    { numRuns: 300 },
  );
});

/** An entry as the show that could be made of it. */
function kept({
  title = 'Kite',
  episodes,
  year: _,
  whole: __,
  silent: ___,
  ...entry
}: Brought): Show {
  const count =
    episodes === undefined ? {} : { episodes: { number: episodes, basis: 'scheduled' as const } };
  return { ...show(), ...entry, title, releases: [release(count)] };
}
