import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flawOf } from '../../src/store/check';
import { showToLine } from '../../src/store/line-writing';
import { isJournalEntry } from '../../src/store/shapes.generated';
import { anyShow } from './arbitrary';
import { AT, show } from './support';

const root = path.join(import.meta.dirname, '..', '..');
const generated = path.join(root, 'src', 'store', 'shapes.generated.js');

test('the compiled checks are those of the schemas', () => {
  const before = readFileSync(generated, 'utf8');
  execFileSync(process.execPath, [path.join(root, 'scripts', 'shapes.mjs')]);
  expect(readFileSync(generated, 'utf8')).toBe(before);
});

test('every show that the types allow is accepted, also as it is read again', () => {
  fc.assert(
    fc.property(anyShow, (any) => {
      expect(flawOf(any)).toBeUndefined();
      expect(flawOf(JSON.parse(showToLine(any)))).toBeUndefined();
    }),
  );
});

/** A show with everything a show can have. */
const full = show('a', {
  titles: { english: 'A', romaji: 'Ei', native: 'エー' },
  format: 'tv',
  ids: { anilist: 1, mal: 2, anidb: 3, bangumi: 4 },
  site: 'https://example.org',
  watched: [
    { episode: 0, at: AT },
    { episode: 1, at: AT },
  ],
  verdicts: [{ at: AT, episode: 1, words: "We'll see", score: 7.5, note: 'Naomi is great' }],
});

type Path = readonly (string | number)[];

/** A copy of the full show with one value replaced, or taken away. */
function mutated(where: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(full);
  let inner = copy;
  for (const key of where.slice(0, -1)) inner = Reflect.get(Object(inner), key);
  const last = where.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(Object(inner), last);
  else Reflect.set(Object(inner), last, value);
  return copy;
}

const premiere: Path = ['releases', 0, 'schedule', 'premiere'];
const schedule: Path = ['releases', 0, 'schedule'];

describe('what code relies on is required', () => {
  test('the full show is accepted', () => {
    expect(flawOf(full)).toBeUndefined();
  });

  test.each(['P0D', 'P1D', 'P10W', 'P1M', 'P9999D'])('the step %s is accepted', (step) => {
    expect(flawOf(mutated([...schedule, 'step'], step))).toBeUndefined();
  });

  const required: Path[] = [
    ...['id', 'status', 'title', 'added', 'releases', 'follows', 'watched', 'verdicts'].map(
      (key) => [key],
    ),
    ...['id', 'platform', 'audio', 'source', 'schedule'].map((key) => ['releases', 0, key]),
    ...['premiere', 'basis', 'step', 'zone'].map((key) => [...schedule, key]),
    ...['at', 'precision'].map((key) => [...premiere, key]),
    ...['number', 'basis'].map((key) => [...schedule, 'episodes', key]),
    ['watched', 0, 'episode'],
  ];
  test.each(required.map((where) => [where.join('.'), where]))('%s', (_, where) => {
    expect(flawOf(mutated(where, undefined))).toBeDefined();
    for (const wrong of [null, {}, true, [[]]]) {
      // A moment's `at` may be null, though not at this precision.
      expect(flawOf(mutated(where, wrong))).toBeDefined();
    }
  });
});

describe('what cannot be is refused', () => {
  const days = ['2024-02-30', '2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10'];
  const instants = [
    ...days.map((day) => `${day}T00:00:00Z`),
    '2024-01-10',
    '2024-01-10T24:00:00Z',
    '2024-01-10T12:60:00Z',
    '2024-01-10T12:00:60Z',
    '2024-01-10T12:00:00',
    '2024-01-10T12:00:00.000Z',
    '2024-01-10T12:00:00+09:00',
    '24-01-10T12:00:00Z',
    ' 2024-01-10T12:00:00Z',
    '2024-01-10T12:00:00Z\n',
    1704902100,
  ];
  const cases: [Path, readonly unknown[]][] = [
    [['id'], ['', 'A', 'é', 'a b', '-a', 'a/b', '../a', 'a\n', '__proto__', 1]],
    [['status'], ['', 'Watching', 'seen', 0]],
    [['title'], ['', ' ', 1]],
    [['titles'], ['A', ['A'], { english: 1 }, { native: '' }]],
    [['format'], ['TV', 'film', '']],
    [['ids'], [[], { mal: '1' }, { mal: 0 }, { mal: 1.5 }, { anilist: -1 }]],
    [['site'], [1, null]],
    [['added'], instants],
    [['releases'], [[], {}, [null]]],
    [['follows'], ['netflix', '', 0]],
    [
      ['releases', 0, 'audio'],
      ['SUB', ''],
    ],
    [
      [...schedule, 'basis'],
      ['guessed', ''],
    ],
    [
      [...schedule, 'step'],
      ['7D', 'P7', 'P-7D', 'P1Y', 'PT1H', 'P1.5D', 'P7D ', 'P0M', 'P0W', 'P00M', 7],
    ],
    [
      [...schedule, 'zone'],
      ['', '+09:00', 'Asia Tokyo', 'Asia/Tokyo\n', 'Mars/Foo', 'Mars+09', 9],
    ],
    [
      [...schedule, 'episodes'],
      [13, null, { number: 13 }],
    ],
    [
      [...schedule, 'episodes', 'number'],
      [-1, 1.5, '13', 100_000, Number.POSITIVE_INFINITY],
    ],
    [premiere, [AT, null, { at: AT }]],
    [
      premiere,
      [
        ...instants.map((at) => ({ at, precision: 'minute' })),
        ...[...days, AT, '2024-1-1', '2024-01'].map((at) => ({ at, precision: 'day' })),
        ...['2024', '2024-13', '2024-00', '2024-01-01'].map((at) => ({ at, precision: 'month' })),
        ...['2024', '2024-02', '2024-12', 'winter'].map((at) => ({ at, precision: 'season' })),
        ...['24', '2024-01', 2024].map((at) => ({ at, precision: 'year' })),
        ...['minute', 'day', 'month', 'season', 'year'].map((precision) => ({
          at: null,
          precision,
        })),
        { at: '2024', precision: 'unknown' },
        { at: '2024', precision: 'decade' },
      ],
    ],
    [['watched'], [{}, [1], [{ at: AT }]]],
    [
      ['watched', 0, 'episode'],
      [-1, 0.5, '0', 1, 2, 1e9],
    ],
    [['watched', 0, 'at'], instants],
    [['verdicts', 0, 'at'], instants],
    [['tags'], [[], 'mecha', [' '], [1]]],
    [['started'], [...days, '2024-1', '24', '2024-13', '2024-01-10T00:00:00Z', null]],
    [['finished'], ['2024-00', '']],
    [['rewatches'], [0, -1, 0.5, '1']],
    [['rewatching'], [-1, 0.5, '1']],
    [['verdicts'], [{}, ['good'], [{ at: AT }], [{ at: AT, episode: 1 }]]],
    [
      ['verdicts', 0, 'score'],
      [-0.1, 10.1, '7', Number.POSITIVE_INFINITY],
    ],
    [
      ['verdicts', 0, 'episode'],
      [-1, 1.5, '1', 100_000],
    ],
    [
      ['verdicts', 0, 'words'],
      [1, null],
    ],
    [
      ['verdicts', 0, 'note'],
      [1, null],
    ],
  ];
  test.each(cases.map(([where, values]) => [where.join('.'), where, values] as const))(
    '%s',
    (_, where, values) => {
      for (const value of values) {
        const flaw = flawOf(mutated(where, value));
        expect([JSON.stringify(value), flaw]).toEqual([JSON.stringify(value), expect.any(String)]);
      }
    },
  );

  test.each([null, 0, '', [], true, undefined])('%s', (value) => {
    expect(flawOf(value)).toContain('not an object');
  });
});

test('29 February exists every four years, not every hundred, but every four hundred', () => {
  for (const [year, exists] of [
    [2024, true],
    [2023, false],
    [1900, false],
    [2000, true],
    [2100, false],
    [1996, true],
  ] as const) {
    const flaw = flawOf(mutated(['added'], `${year}-02-29T00:00:00Z`));
    expect([year, flaw === undefined]).toEqual([year, exists]);
  }
});

test('keys that nobody knows are allowed everywhere', () => {
  for (const where of [[], ['releases', 0], schedule, premiere, ['watched', 0], ['verdicts', 0]]) {
    expect(flawOf(mutated([...where, 'new'], { any: ['thing'] }))).toBeUndefined();
  }
});

test('a journal entry holds shows, or none', () => {
  const entry = {
    revision: 1,
    at: AT,
    kind: 'change',
    summary: 'Added A',
    shows: [{ id: 'a', before: null, after: full }],
  };
  expect(isJournalEntry(entry)).toBe(true);
  for (const wrong of [
    { ...entry, revision: 0 },
    { ...entry, kind: 'other' },
    { ...entry, at: 'today' },
    { ...entry, shows: [] },
    { ...entry, shows: [{ id: 'a', before: null }] },
    { ...entry, shows: [{ id: 'a', before: {}, after: null }] },
  ]) {
    expect(isJournalEntry(wrong)).toBe(false);
  }
});
