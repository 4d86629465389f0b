import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCatalog } from '../../src/catalog/compile';
import { BUILT } from '../catalog/built';
import { dataSet, INSTALLED_VERSION, item, unpack } from '../catalog/data-sets';
import { CONTROL, Home, seated, type Told } from './world';

/** A home whose catalogue can be put in place and looked at. */
class Shelf extends Home {
  readonly own = path.join(this.folder, 'data', 'catalog.txt');
  readonly previous = path.join(this.folder, 'data', 'catalog.previous.txt');

  /** Puts a catalogue of a few shows in the place of the user's own, as an update leaves it. */
  keep(version: string, file = this.own): void {
    mkdirSync(path.dirname(file), { recursive: true });
    const data = dataSet(item('花'), item('鳥'));
    writeFileSync(file, compileCatalog({ data, version, romanise: () => undefined }));
  }

  /** A file with such a data set, and a package of that version around it. */
  data(version: string | undefined, ...items: readonly unknown[]): string {
    return unpack(path.join(this.folder, version ?? 'none'), dataSet(...items), version);
  }

  /** The bytes of every file in the data folder, as text. */
  files(): Record<string, string> {
    const folder = path.dirname(this.own);
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    return Object.fromEntries(names.map((name) => [name, this.text(path.join(folder, name))]));
  }

  text(file: string): string {
    return readFileSync(file, 'latin1');
  }

  async version(): Promise<string> {
    const told = await this.json(['catalog']);
    return (told as { catalog: { version: string } }).catalog.version;
  }
}

const shows = [item('花'), item('鳥'), item('風')] as const;

describe('jikai catalog', () => {
  it('tells that it is the bundled one', async () => {
    const shelf = new Shelf();
    const { out, err } = await shelf.run(['catalog']);
    expect(err).toBe('');
    expect(out).toContain(`Source           bangumi-data ${INSTALLED_VERSION}\n`);
    expect(out).toContain('Origin           bundled with jikai\n');
    expect(out).not.toContain('Updated');
    expect(await shelf.json(['catalog'])).toEqual({
      catalog: {
        source: 'bangumi-data',
        version: INSTALLED_VERSION,
        newestPremiere: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        shows: expect.any(Number),
        bytes: statSync(BUILT).size,
        license: 'CC-BY-4.0',
        file: BUILT,
        origin: 'bundled',
        updatedAt: null,
        bundled: { version: INSTALLED_VERSION, newer: false },
      },
    });
    expect(shelf.files()).toEqual({});
  });

  it('tells that it is the user’s own, and since when', async () => {
    const shelf = new Shelf();
    shelf.keep('9.9.9');
    const at = new Date('2024-01-07T20:15:00.750Z');
    utimesSync(shelf.own, at, at);
    const { out } = await shelf.run(['catalog']);
    expect(out).toContain('Source           bangumi-data 9.9.9\n');
    expect(out).toContain('Origin           your update\n');
    expect(out).toContain('Updated          Sun 7 Jan 2024, 21:15\n');
    expect(out).not.toContain('rollback');
    expect(await shelf.json(['catalog'])).toMatchObject({
      catalog: {
        file: shelf.own,
        shows: 2,
        origin: 'updated',
        updatedAt: '2024-01-07T20:15:00Z',
        bundled: { version: INSTALLED_VERSION, newer: false },
      },
    });
    expect((await shelf.run(['search', '花'])).out).toContain('花');
  });

  it.each([
    ['none', undefined, 'jikai catalog rollback goes back to it.'],
    ['an older one', '0.0.3', 'jikai catalog rollback goes back to it.'],
    ['a newer one', '99.0.0', 'jikai catalog update brings the newest.'],
  ])('tells of a newer one bundled with jikai; before the user’s: %s', async (_, before, hint) => {
    const shelf = new Shelf();
    shelf.keep('0.3.9');
    if (before !== undefined) shelf.keep(before, shelf.previous);
    const { out } = await shelf.run(['catalog']);
    expect(out).toContain(
      `The one bundled with jikai is newer: bangumi-data ${INSTALLED_VERSION}. ${hint}\n`,
    );
    expect(await shelf.json(['catalog'])).toMatchObject({ catalog: { bundled: { newer: true } } });
    await shelf.run(['catalog', 'rollback']);
    expect(await shelf.version()).toBe(before === '99.0.0' ? before : INSTALLED_VERSION);
  });

  it.each([
    [['updat'], 'Did you mean jikai catalog update?'],
    [['zzz'], 'jikai help catalog'],
  ])('has no other words: %j', async (words, hint) => {
    const { code, out, err } = await new Shelf().run(['catalog', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(hint);
  });

  it('says in its help what goes out to the network', async () => {
    const { out } = await new Shelf().run(['help', 'catalog']);
    expect(out).toMatch(/update +bring the newest, through npm \(goes out to the network\)/);
    expect((await new Shelf().run(['catalog', 'update', '--help'])).out).toContain('network');
  });
});

describe('jikai catalog update <file>', () => {
  it('makes the user’s own of it, and tells what changed', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const before = shelf.text(shelf.own);
    const file = shelf.data('9.0.10', ...shows);
    expect(await shelf.run(['catalog', 'update', file])).toMatchObject({
      code: 0,
      out: 'The catalogue is now bangumi-data 9.0.10, before 9.0.0: 1 show more, 3 in all.\n',
      err: 'To go back: jikai catalog rollback\n',
    });
    expect(Object.keys(shelf.files())).toEqual(['catalog.previous.txt', 'catalog.txt']);
    expect(shelf.text(shelf.previous)).toBe(before);
    expect(statSync(shelf.previous).mode & 0o777).toBe(0o600);
    expect((await shelf.run(['search', '風'])).out).toContain('風');
  });

  it('tells as JSON alone', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const file = shelf.data('9.0.10', ...shows);
    const update = ['catalog', 'update', file];
    const changed = {
      source: 'bangumi-data',
      version: '9.0.10',
      shows: 3,
      file: shelf.own,
      origin: 'updated',
      before: { version: '9.0.0', shows: 2 },
      after: { version: '9.0.10', shows: 3 },
    };
    expect(await shelf.json([...update, '--dry-run'], seated())).toMatchObject({
      catalog: { ...changed, updated: false, dryRun: true, updatedAt: null },
    });
    expect(await shelf.json(update, seated())).toMatchObject({
      catalog: { ...changed, updated: true, updatedAt: expect.stringMatching(/^20.*\d\dZ$/) },
    });
    expect(await shelf.json(update)).toMatchObject({
      catalog: { ...changed, updated: false, before: changed.after },
    });
    expect(await shelf.json(['catalog', 'rollback'])).toMatchObject({
      catalog: { version: '9.0.0', rolledBack: true, before: changed.after, after: changed.before },
    });
  });

  it('tells the same in a dry run, and writes nothing', async () => {
    const shelf = new Shelf();
    const file = shelf.data('9.0.10', ...shows);
    const dry = await shelf.run(['catalog', 'update', file, '--force', '--dry-run']);
    expect(dry.err).toBe('Nothing was written: this was a dry run.\n');
    expect(existsSync(path.dirname(shelf.own))).toBe(false);
    const real = await shelf.run(['catalog', 'update', file, '--force']);
    expect(real.out).toBe(dry.out);
    expect(real.out).toMatch(/^The catalogue is now .*: \d+ shows fewer, 3 in all\.\n$/);
  });

  it.each([
    ['equal', '9.0.0', 'The catalogue is bangumi-data 9.0.0 already.'],
    [
      'older',
      '8.9.10',
      'The catalogue is bangumi-data 9.0.0, which is newer than the file’s 8.9.10.',
    ],
  ])('changes nothing for an %s version, but with --force', async (_, version, words) => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const before = shelf.files();
    const update = ['catalog', 'update', shelf.data(version, ...shows)];
    expect(await shelf.run(update)).toMatchObject({
      code: 0,
      out: `${words}\n`,
      err: expect.stringContaining('--force'),
    });
    expect(shelf.files()).toEqual(before);
    expect((await shelf.run([...update, '--force'])).out).toContain('1 show more, 3 in all');
    const after = shelf.files();
    expect(after['catalog.previous.txt']).toBe(before['catalog.txt']);
    // A second time there is nothing to change, and the way back stays.
    expect((await shelf.run([...update, '--force'])).err).toBe('Nothing was changed.\n');
    expect(shelf.files()).toEqual(after);
  });

  it('says nothing with --quiet, and how far it is on a terminal alone', async () => {
    const shelf = new Shelf();
    const file = shelf.data('9.0.10', ...shows);
    const update = ['catalog', 'update', file, '--force', '--dry-run'];
    expect(await shelf.run([...update, '-q'], seated())).toMatchObject({ out: '', err: '' });
    expect((await shelf.run(update, { errIsTTY: true })).err).toContain('Building the catalogue …');
    expect((await shelf.run(update)).err).not.toContain('Building');
    await shelf.run(['catalog', 'update', file, '--force']);
    expect(await shelf.run(['catalog', 'rollback', '-q'])).toMatchObject({ out: '', err: '' });
  });

  it('keeps what is strange in it harmless', async () => {
    const shelf = new Shelf();
    const odd = item('\u001b]0;花\u0007\u202e見\t\n', {
      titleTranslate: { en: ['\u009b31mFlower\r'], __proto__: null },
      officialSite: 'https://example.com/\u001b[2J',
      sites: [{ site: 'crunchyroll', id: 'G\u009b1' }],
    });
    const text = JSON.stringify(dataSet(odd, item('鳥'))).replace(
      '{"title":"鳥"',
      '{"__proto__":{"title":"polluted","polluted":1},"constructor":1,"title":"鳥"',
    );
    const file = shelf.data('9.9.9');
    writeFileSync(file, text);
    expect((await shelf.run(['catalog', 'update', file, '--force'])).code).toBe(0);
    const { out } = await shelf.run(['search', 'flower', '--json']);
    expect(JSON.parse(out).results).toMatchObject([
      { titles: { english: '31mFlower', native: ']0;花見' }, site: null, releases: [{}] },
    ]);
    expect(shelf.text(shelf.own)).not.toMatch(/[^\P{Cc}\t\n\u0080-\u009f]/u);
    expect(out).not.toMatch(CONTROL);
    expect('polluted' in {}).toBe(false);
  });

  it('of two at once lets one be the update, and keeps the way back', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const before = shelf.text(shelf.own);
    const file = shelf.data('9.0.10', ...shows);
    for (const force of [[], ['--force']]) {
      const both = await Promise.all(
        [1, 2].map(() => shelf.run(['catalog', 'update', file, ...force])),
      );
      const words = both.map(({ code, out }) => `${code} ${out.split(' ')[3]}`).sort();
      if (force.length === 0) expect(words).toEqual(['0 bangumi-data', '0 now']);
      expect(Object.keys(shelf.files())).toEqual(['catalog.previous.txt', 'catalog.txt']);
      expect(shelf.text(shelf.previous)).toBe(before);
    }
    expect(await shelf.version()).toBe('9.0.10');
  });
});

describe('what is refused changes nothing', () => {
  const half = [item('花'), ...Array.from({ length: 3 }, () => ({ title: 3 }))];
  const moved = { crunchyroll: { type: 'onair', urlTemplate: 'https://example.com/{{id}}' } };

  it.each<[string, string | ((file: string) => void), string]>([
    ['no JSON', '{"items": [', 'is not JSON.'],
    ['empty', '', 'is not JSON.'],
    ['null', 'null', 'not a bangumi-data file'],
    ['a list', JSON.stringify(shows), 'not a bangumi-data file'],
    ['without shows', JSON.stringify(dataSet()), 'not a bangumi-data file'],
    ['shows of another shape', JSON.stringify(dataSet(...half)), 'not a bangumi-data file'],
    ['pages elsewhere', JSON.stringify({ siteMeta: moved, items: shows }), 'Crunchyroll elsewhere'],
    [
      'far fewer shows',
      JSON.stringify(dataSet(item('花'))),
      'has 1 show where the catalogue has 2',
    ],
    [
      'a title that fills it',
      JSON.stringify(dataSet(item('花'.repeat(1e6)))),
      'not a bangumi-data file',
    ],
    [
      'more shows than fit',
      JSON.stringify(dataSet(...Array(40_001).fill(0))),
      '40001 shows, more than a catalogue can hold',
    ],
    ['brackets without end', '['.repeat(4_000_001), 'holds more than 4000000 values'],
    ['200 MB', (file) => truncateSync(file, 200 * 1024 * 1024), 'has 200 MB, more than the 64 MB'],
  ])('%s', async (_, content, words) => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    shelf.keep('8.0.0', shelf.previous);
    const before = shelf.files();
    const file = shelf.data('9.9.9');
    if (typeof content === 'string') writeFileSync(file, content);
    else content(file);
    const told = await shelf.run(['catalog', 'update', file]);
    expectRefusal(told, words);
    expect(shelf.files()).toEqual(before);
  });

  it.each([
    ['no file', 'none.json', 'There is no file'],
    ['a folder', '.', 'is a folder'],
    ['no plain file', '/dev/null', 'is no file'],
  ])('%s', async (_, file, words) => {
    const shelf = new Shelf();
    expectRefusal(await shelf.run(['catalog', 'update', path.resolve(shelf.folder, file)]), words);
    expect(shelf.files()).toEqual({});
  });

  it('where there is no npm', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const before = shelf.files();
    const told = await shelf.run(['catalog', 'update'], { env: { PATH: shelf.folder } });
    expectRefusal(told, 'npm was not found');
    expect(told.err).toContain('jikai catalog update <file>');
    expect(shelf.files()).toEqual(before);
  });

  it('where it cannot be written', async () => {
    const shelf = new Shelf();
    writeFileSync(path.join(shelf.folder, 'data'), 'in the way');
    const file = shelf.data('9.9.9', ...shows);
    const told = await shelf.run(['catalog', 'update', file, '--force']);
    expectRefusal(told, 'could not be');
  });

  function expectRefusal({ code, out, err }: Told, words: string): void {
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(words);
    expect(err).not.toMatch(/inside jikai|\n\s+at /);
    // What happened, and what to do next.
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  }
});

describe('jikai catalog rollback', () => {
  it('gives back the former file to the byte, and back again', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    const at = new Date('2024-01-07T20:15:00Z');
    utimesSync(shelf.own, at, at);
    const former = shelf.text(shelf.own);
    await shelf.run(['catalog', 'update', shelf.data('9.0.10', ...shows)]);
    const newer = shelf.text(shelf.own);
    const dry = await shelf.run(['catalog', 'rollback', '--dry-run']);
    expect(dry.err).toBe('Nothing was written: this was a dry run.\n');
    expect(shelf.text(shelf.own)).toBe(newer);
    expect(await shelf.run(['catalog', 'rollback'])).toMatchObject({
      code: 0,
      out: 'The catalogue is bangumi-data 9.0.0 again, the one before: 2 shows.\n',
      err: 'To return to 9.0.10: jikai catalog rollback\n',
    });
    expect(dry.out).toContain('9.0.0 again');
    expect([shelf.text(shelf.own), shelf.text(shelf.previous)]).toEqual([former, newer]);
    expect(statSync(shelf.own).mtimeMs).toBe(at.getTime());
    await shelf.run(['catalog', 'rollback']);
    expect([shelf.text(shelf.own), shelf.text(shelf.previous)]).toEqual([newer, former]);
    expect(Object.keys(shelf.files())).toEqual(['catalog.previous.txt', 'catalog.txt']);
  });

  it('goes from the first update to the bundled one, and back again', async () => {
    const shelf = new Shelf();
    await shelf.run(['catalog', 'update', shelf.data('9.0.10', ...shows), '--force']);
    const updated = shelf.text(shelf.own);
    expect((await shelf.run(['catalog', 'rollback'])).out).toMatch(
      /^The catalogue is bangumi-data [\d.]+ again, the one bundled with jikai: \d+ shows\.\n$/,
    );
    expect(shelf.files()).toEqual({ 'catalog.previous.txt': updated });
    expect(await shelf.version()).toBe(INSTALLED_VERSION);
    await shelf.run(['catalog', 'rollback']);
    expect(shelf.files()).toEqual({ 'catalog.txt': updated });
  });

  it('an update from the bundled one leads back to the bundled one', async () => {
    const shelf = new Shelf();
    shelf.keep('9.0.0', shelf.previous);
    await shelf.run(['catalog', 'update', shelf.data('9.0.10', ...shows), '--force']);
    expect(Object.keys(shelf.files())).toEqual(['catalog.txt']);
  });

  it.each([
    ['nothing was updated', undefined],
    ['the one before is damaged', 'no catalogue'],
  ])('says so when %s', async (_, previous) => {
    const shelf = new Shelf();
    if (previous !== undefined) {
      shelf.keep('1.0.0', shelf.previous);
      writeFileSync(shelf.previous, previous);
    }
    const before = shelf.files();
    for (const dry of [[], ['--dry-run']]) {
      expect(await shelf.run(['catalog', 'rollback', ...dry])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('There is nothing to go back to'),
      });
    }
    expect(shelf.files()).toEqual(before);
  });
});

describe('a damaged catalogue of the user’s', () => {
  const damages: readonly [string, string][] = [
    ['empty', ''],
    ['junk', 'junk\n'.repeat(1000)],
    ['of another jikai', readFileSync(BUILT, 'utf8').replace('"version":1', '"version":2')],
    ['cut off', readFileSync(BUILT, 'utf8').slice(0, 5000)],
  ];

  it.each(damages)('%s: is told with the way back', async (_, content) => {
    const shelf = new Shelf();
    shelf.keep('9.0.0');
    writeFileSync(shelf.own, content);
    for (const argv of [
      ['catalog'],
      ['search', 'rouge'],
      ['add', 'rouge'],
      ['catalog', '--json'],
    ]) {
      const { code, out, err } = await shelf.run(argv);
      expect(code).toBe(1);
      expect(out + err).toContain(`${shelf.own} is damaged or not readable.`);
      expect(out + err).toContain('jikai catalog rollback');
      expect(out + err).not.toMatch(/\n\s+at /);
    }
  });

  it.each(damages)(
    '%s: is gone back from, to the one before or the bundled one',
    async (_, content) => {
      const shelf = new Shelf();
      shelf.keep('9.0.0', shelf.previous);
      writeFileSync(shelf.own, content);
      const former = shelf.text(shelf.previous);
      expect(await shelf.run(['catalog', 'rollback'])).toMatchObject({
        code: 0,
        out: 'The catalogue is bangumi-data 9.0.0 again, the one before: 2 shows.\n',
        err: '',
      });
      expect(shelf.files()).toEqual({ 'catalog.txt': former });
      writeFileSync(shelf.own, content);
      expect((await shelf.run(['catalog', 'rollback'])).out).toContain('bundled with jikai');
      expect(shelf.files()).toEqual({});
    },
  );

  it.each(damages)('%s: is replaced by an update, and the one before stays', async (_, content) => {
    const shelf = new Shelf();
    shelf.keep('9.0.0', shelf.previous);
    writeFileSync(shelf.own, content);
    const former = shelf.text(shelf.previous);
    // No newer than the bundled one, and all the same better than none.
    const file = shelf.data(INSTALLED_VERSION, ...shows);
    expect((await shelf.run(['catalog', 'update', file])).err).toContain('too few');
    const { code, out } = await shelf.run(['catalog', 'update', file, '--force']);
    expect({ code, out }).toEqual({
      code: 0,
      out: `The catalogue is now bangumi-data ${INSTALLED_VERSION}: 3 shows.\n`,
    });
    expect(shelf.text(shelf.previous)).toBe(former);
    expect(await shelf.version()).toBe(INSTALLED_VERSION);
  });
});

it('is nothing to who does not ask the catalogue', async () => {
  const shelf = new Shelf();
  mkdirSync(shelf.own, { recursive: true });
  expect((await shelf.run(['list'])).code).toBe(0);
  expect((await shelf.run(['search', 'rouge'])).err).toContain('jikai catalog rollback');
});
