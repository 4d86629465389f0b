import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSetting } from '../src/config/config-edits';
import { ConfigFile } from '../src/config/config-file';
import { settingNamed } from '../src/config/settings';
import { Problem } from '../src/watchlist/problem';

const program = path.resolve(import.meta.dirname, '../bin/jikai.js');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'jikai-config-'));
  folders.push(made);
  return made;
}

/** Runs the built program and gives its exit code. */
function run(home: string, ...args: readonly string[]): Promise<number | null> {
  const env = { PATH: process.env.PATH, HOME: home, JIKAI_HOME: path.join(home, 'data') };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('close', resolve));
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error;
  throw new Error('It did not fail with a Problem.');
}

describe('settings made at the same moment', () => {
  const settings: Readonly<Record<string, unknown>> = {
    platforms: ['crunchyroll', 'netflix'],
    timezone: 'Asia/Tokyo',
    dayEnds: '04:30',
    titles: 'romaji',
    trial: 5,
  };

  test('are all kept by five programs', async () => {
    for (let round = 0; round < 3; round++) {
      const home = folder();
      const exits = await Promise.all(
        Object.entries(settings).map(([key, value]) =>
          run(home, 'config', 'set', key, String(value)),
        ),
      );
      expect(exits).toEqual([0, 0, 0, 0, 0]);
      const data = path.join(home, 'data');
      expect(JSON.parse(readFileSync(path.join(data, 'config.json'), 'utf8'))).toEqual(settings);
      expect(readdirSync(data).filter((name) => /lock|new/.test(name))).toEqual([]);
    }
  });

  test('are all kept within one program, and by two names of one file', async () => {
    const home = folder();
    const file = path.join(home, 'real', 'config.json');
    const link = path.join(home, 'config.json');
    symlinkSync(file, link);
    await Promise.all(
      Object.entries(settings).map(([key, value], index) =>
        writeSetting(new ConfigFile(index % 2 === 0 ? file : link), key, value),
      ),
    );
    expect(await new ConfigFile(link).chosen()).toEqual(settings);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await writeSetting(new ConfigFile(file), 'trial', undefined);
    expect('trial' in (await new ConfigFile(file).chosen())).toBe(false);
  });
});

describe('a file of settings that cannot be used', () => {
  test('is said in words, with what to do', async () => {
    const file = path.join(folder(), "it's mine", 'config.json');
    mkdirSync(file, { recursive: true });
    const config = new ConfigFile(file);
    const folderThere = await problemOf(config.chosen());
    expect(folderThere.message).toBe(
      `Your settings in ${file} could not be read: it is a folder (EISDIR)`,
    );
    expect(folderThere.hint).toBe('Move the folder away.');
    rmSync(file, { recursive: true });
    writeFileSync(file, '[');
    for (const attempt of [config.chosen(), writeSetting(config, 'trial', 3)]) {
      const { hint } = await problemOf(attempt);
      const word = `'${file.replace("'", "'\\''")}'`;
      expect(hint).toContain(`mv -- ${word} ${word.replace(/'$/, ".old'")}`);
    }
    expect(readFileSync(file, 'utf8')).toBe('[');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('a setting of another form than any has', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

  test.each([
    ['timezone', '{"a":1}'],
    ['trial', '[[3]]'],
    ['lead', `[${deep}]`],
    ['channels', '[null]'],
    ['platforms', 'true'],
  ])('%s is passed over, and the rest is used', async (key, value) => {
    const file = path.join(folder(), 'config.json');
    writeFileSync(file, `{"${key}":${value},"dayEnds":"06:00"}`);
    const { config, problems } = await new ConfigFile(file).read();
    expect(config.dayEnds).toBe('06:00');
    expect(problems.map(({ message }) => message)).toEqual([
      `Your setting "${key}" is not used. It has another form.`,
    ]);
  });
});

describe('platforms', () => {
  test.each(['', ' ', ',', ' , ,'])('"%s" names none', (text) => {
    const { parse } = settingNamed('platforms');
    expect(() => parse(text, [text])).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('no platform') }),
    );
  });

  test('an empty list in the file is the default, and no slip', async () => {
    const file = path.join(folder(), 'config.json');
    writeFileSync(file, '{"platforms":[]}');
    const { config, problems } = await new ConfigFile(file).read();
    expect([config.platforms, problems]).toEqual([[], []]);
  });
});
