import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openCatalog } from '../../src/catalog/catalog';
import { Npm } from '../../src/catalog/npm';
import { renew, type Wish } from '../../src/catalog/renew';
import { inWorkFolder, writeIn } from '../../src/catalog/work-folder';
import { BUILT } from './built';
import { dataSet, INSTALLED, INSTALLED_VERSION, item, unpack } from './data-sets';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jikai-renew-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  expect(readdirSync(folder).filter((name) => name.startsWith('jikai-update-'))).toEqual([]);
});

function wish(file: string, more: Partial<Wish> = {}): Wish {
  return {
    file,
    wants: () => true,
    known: [BUILT],
    env: {},
    onInterrupt: () => () => {},
    limit: 1000,
    tell: () => {},
    ...more,
  };
}

let packages = 0;
function packed(data: unknown, version?: string): string {
  return unpack(path.join(folder, `package-${packages++}`), data, version);
}

test('from the same data comes the very catalogue that was built, romaji and all', async () => {
  const { version, made } = await renew(wish(INSTALLED));
  expect(version).toBe(INSTALLED_VERSION);
  expect(made?.text === readFileSync(BUILT, 'utf8')).toBe(true);
});

test('a version that is not wanted is not read', async () => {
  const file = packed(3, '0.3.1');
  const wants = vi.fn(() => false);
  expect(await renew(wish(file, { wants }))).toEqual({ version: '0.3.1' });
  expect(wants).toHaveBeenCalledWith('0.3.1');
});

test('without a package beside it a file is called by its newest premiere', async () => {
  const file = packed(dataSet(item('花'), item('鳥', { begin: '2020-01-01T03:00:00.000Z' })));
  expect((await renew(wish(file))).version).toBe('file 2026-07-05');
});

test.each([['0.3.1 && reboot'], ['1.2'], [`0.3.${'1'.repeat(60)}`], ['']])(
  'a package whose version is %j tells none',
  async (version) => {
    const { made } = await renew(wish(packed(dataSet(item('花')), version)));
    expect(made?.info.version).toBe('file 2026-07-05');
  },
);

describe('romaji', () => {
  async function romajiOf(title: string, known: readonly string[]): Promise<string | undefined> {
    const sites = [{ site: 'aniList', id: '7' }];
    const { made } = await renew(wish(packed(dataSet(item(title, { sites }))), { known }));
    const catalog = openCatalog(writeIn(folder, 'made.txt', made?.text ?? ''));
    return (await catalog.find('anilist', 7))?.titles.romaji;
  }

  test.each<[string, string, string | undefined]>([
    ['of what is known stay', '葬送のフリーレン', 'Sousou no Furiiren'],
    ['of new kana are spelt', 'あたらしいアニメ', 'Atarashii Anime'],
    ['of new kanji there are none', '新作動画', undefined],
  ])('%s', async (_, title, romaji) => {
    expect(await romajiOf(title, [BUILT])).toBe(romaji);
  });

  test('go without what is missing or damaged', async () => {
    const damaged = writeIn(folder, 'damaged.txt', 'no catalogue');
    const known = [path.join(folder, 'none.txt'), damaged, folder];
    expect(await romajiOf('葬送のフリーレン', known)).toBeUndefined();
    expect(await romajiOf('葬送のフリーレン', [...known, BUILT])).toBe('Sousou no Furiiren');
  });
});

test('npm that takes too long is ended', async () => {
  const late = inWorkFolder(async (work) => {
    const { PATH } = process.env;
    const runs = { folder: work, env: { PATH }, onInterrupt: () => () => {}, limit: 1 };
    await new Npm(runs).newestVersion();
  });
  await expect(late).rejects.toMatchObject({
    code: 'failed',
    message: 'npm could not fetch bangumi-data: it took longer than 1 min.',
    hint: expect.stringContaining('jikai catalog update <file>'),
  });
});

test('where no folder can be made, that is said', async () => {
  const file = packed(dataSet(item('花')));
  vi.stubEnv('TMPDIR', path.join(folder, 'nowhere'));
  try {
    await expect(renew(wish(file))).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('Nothing can be written in'),
      hint: expect.stringContaining('TMPDIR'),
    });
  } finally {
    vi.stubEnv('TMPDIR', folder);
  }
});
