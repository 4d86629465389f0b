import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCatalog } from '../../src/catalog/catalog';
import { compileCatalog } from '../../src/catalog/compile';
import { blocksOf, HEADER_BYTES, readHeader, readRecord } from '../../src/catalog/file';
import { FORMATS } from '../../src/watchlist/show';
import { BUILT, built } from './built';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jikai-catalog-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string | Buffer): string {
  const file = path.join(folder, 'catalog.txt');
  writeFileSync(file, content);
  return file;
}

function compile(items: readonly unknown[]): string {
  const siteMeta = { crunchyroll: metaOf('https://www.crunchyroll.com/series/{{id}}/') };
  return compileCatalog({ data: { siteMeta, items }, version: '9.9.9', romanise: () => undefined });
}

function metaOf(urlTemplate: string) {
  return { title: '', urlTemplate, type: 'onair' };
}

test('what it is', async () => {
  const info = await built.info();
  expect(info).toMatchObject({ source: 'bangumi-data', license: 'CC-BY-4.0', file: BUILT });
  expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(info.newestPremiere).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(info.shows).toBeGreaterThan(8000);
  expect(info.bytes).toBe(readFileSync(BUILT).length);
  expect(info.bytes).toBeLessThan(3_500_000);
});

test('found by number, not by part of a number', async () => {
  expect((await built.find('mal', 54794))?.titles.english).toBe('Metallic Rouge');
  expect((await built.find('anidb', 17926))?.ids.mal).toBe(54794);
  expect((await built.find('bangumi', 425595))?.ids.mal).toBe(54794);
  expect((await built.find('anilist', 21))?.titles.native).toBe('ONE PIECE');
  for (const id of [0, -1, 1.5, Number.NaN, 999_999_999]) {
    expect(await built.find('anilist', id)).toBeUndefined();
  }
});

test('every work of the data set can be read and followed', () => {
  const file = readFileSync(BUILT);
  const text = file.toString();
  expect(text).not.toMatch(/[^\P{Cc}\t\n]/u);
  expect(text).not.toMatch(/dmhy\.org|mikanani|bangumi\.moe/);
  const header = readHeader(file.toString('utf8', 0, HEADER_BYTES));
  const records = file.toString('utf8', blocksOf(header).records).trimEnd().split('\n');
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  const day = /^\d{4}-\d\d-\d\d$/;
  const bad = records
    .map((record) => readRecord(record, header))
    .filter(({ premiere, episodes, releases, titles }) => {
      const moments = [premiere, ...releases.map(({ schedule }) => schedule.premiere)];
      const ids = new Set(releases.map(({ id }) => id));
      return !(
        moments.every(({ at, precision }) =>
          (precision === 'day' ? day : instant).test(at ?? ''),
        ) &&
        ids.size === releases.length &&
        releases.every(({ schedule }) => /^P\d+[DM]$/.test(schedule.step)) &&
        (episodes?.number ?? 1) >= 1 &&
        (episodes?.number ?? 1) <= 105 &&
        titles.native
      );
    });
  expect(records).toHaveLength(header.shows);
  expect(bad).toEqual([]);
});

test('compiling and opening gives back what went in', async () => {
  const title = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /\p{L}/u.test(text));
  const at = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => `${date.toISOString().slice(0, 17)}00.000Z`);
  const item = fc.record({
    title,
    titleTranslate: fc.record({ en: fc.array(title, { maxLength: 2 }) }),
    type: fc.constantFrom(...FORMATS),
    lang: fc.constantFrom('ja', 'en', 'zh-Hans'),
    officialSite: fc.constantFrom('', 'https://example.com/'),
    begin: at,
    end: fc.oneof(at, fc.constant('')),
    own: fc.oneof(at, fc.constant('')),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 8 }), async (items) => {
      const text = compile(
        items.map(({ own, ...rest }, index) => ({
          ...rest,
          sites: [
            { site: 'aniList', id: String(1000 + index) },
            { site: 'crunchyroll', id: `G${index}`, begin: own, broadcast: '' },
            { site: 'dmhy', id: 'never' },
          ],
        })),
      );
      const catalog = openCatalog(fileWith(text));
      expect((await catalog.info()).shows).toBe(items.length);
      for (const [index, { title: given, type }] of items.entries()) {
        const entry = await catalog.find('anilist', 1000 + index);
        const clean = given.replace(
          /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
          '',
        );
        expect(entry).toMatchObject({ titles: { native: clean.trim() }, format: type });
        expect(entry?.releases.map(({ url }) => url)).toEqual([
          `https://www.crunchyroll.com/series/G${index}/`,
          undefined,
        ]);
      }
    }),
    { numRuns: 40 },
  );
});

describe('a file that is not as it should be', () => {
  const whole = () => readFileSync(BUILT);

  test('missing', async () => {
    const catalog = openCatalog(path.join(folder, 'none.txt'));
    await expect(catalog.search('frieren', 5)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('missing'),
      hint: expect.stringContaining('npm run build'),
    });
  });

  test.each<[string, () => string | Buffer]>([
    ['empty', () => ''],
    ['not a catalogue', () => `${'{"format":"other"}'.padEnd(2000)}\n`],
    ['half of it', () => whole().subarray(0, 1_500_000)],
    ['a byte more', () => Buffer.concat([whole(), Buffer.from('\n')])],
    ['a newer version', () => whole().toString().replace('"version":1', '"version":2')],
    ['records overwritten', () => whole().fill(0x78, 1_100_000)],
    ['offsets overwritten', () => whole().fill(0x39, 1024, 68_000)],
    ['a platform unknown', () => whole().toString().replace('"crunchyroll"', '"crunchyrol1"')],
  ])('%s', async (_name, content) => {
    const catalog = openCatalog(fileWith(content()));
    await expect(catalog.search('metallic rouge', 5)).rejects.toMatchObject({
      name: 'Problem',
      code: 'failed',
      hint: expect.stringContaining('npm run build'),
    });
  });

  test('no words, no file needed', async () => {
    expect(await openCatalog(path.join(folder, 'none.txt')).search(' ', 5)).toEqual([]);
  });
});

describe('a data set that is not as it should be', () => {
  test.each([
    null,
    3,
    [],
    {},
    { items: [] },
    { siteMeta: {}, items: [] },
    { siteMeta: {}, items: [1, 2] },
  ])('%j', (data) => {
    const sources = { data, version: '1', romanise: () => undefined };
    expect(() => compileCatalog(sources)).toThrow('bangumi-data');
  });

  test('pages moved', () => {
    const data = { siteMeta: { netflix: metaOf('https://example.com/{{id}}') }, items: [valid] };
    const sources = { data, version: '1', romanise: () => undefined };
    expect(() => compileCatalog(sources)).toThrow('Netflix');
  });

  test('a broken item is left out', async () => {
    const text = compile([valid, valid, { ...valid, begin: 'soon' }]);
    expect((await openCatalog(fileWith(text)).info()).shows).toBe(2);
  });
});

const valid = { title: '花', type: 'tv', begin: '2024-01-10T15:55:00.000Z', sites: [] };
