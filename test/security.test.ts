import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Home, livedInHome } from './commands/world';
import { filesIn, Ground } from './fuzz/ground';

/*
 * Hostile input that comes in at one end of jikai and out at another. SECURITY.md has every surface, and
 * names the tests of a single place.
 */

const root = path.resolve(import.meta.dirname, '..');
const program = path.join(root, 'bin/jikai.js');

/** What would mean something to a terminal, besides the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function scratch(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'jikai-security-'));
  folders.push(made);
  return made;
}

/** Commands that print what is on the list. */
const TELLING: readonly (readonly string[])[] = [
  ...[[], ['list'], ['next', '--days', '300'], ['info', 'x'], ['log'], ['verdicts'], ['digest']],
  ...[['stats'], ['report'], ['calendar'], ['plan'], ['releases', 'x'], ['prompt'], ['remind']],
  ...[
    ['export', 'markdown'],
    ['export', 'html'],
    ['report', '--html', '-'],
    ['undo', '--dry-run'],
  ],
];

describe('a terminal', () => {
  it.each([
    ['8-bit OSC 52', 'xA\u009d52;c;cm0=\u009cB'],
    ['DCS', 'x\u001bP1$r0m\u001b\\'],
    ['APC', 'x\u001b_Ga=T;AAAA\u001b\\'],
    ['a lone CR', 'x safe\rerror: you lost'],
    ['backspaces', 'x\b\b\b\b'],
    ['overriding direction', 'x\u202egnp.exe\u2066'],
    ['lines of its own', 'x\nerror: run this'],
  ])('is told no %s, whatever prints it', async (_, title) => {
    const home = new Home();
    await home.runAll(
      ['add', title, '--manual', '--premiere', '2024-01-05', '--every', '1d', '--episodes', '9'],
      ['watch', 'x', '1', '--verdict', title, '--note', title],
      ['break', 'x', '--at', '7', '--why', title],
    );
    for (const argv of TELLING) {
      const { code, out, err } = await home.run(argv, { columns: 200 });
      expect({ argv, code, err }).toEqual({
        argv,
        code: 0,
        err: expect.not.stringMatching(HARMFUL),
      });
      expect({ argv, out }).toEqual({ argv, out: expect.not.stringMatching(HARMFUL) });
      expect(out).not.toMatch(/^error: /m);
    }
  });
});

describe('names of JavaScript’s own', () => {
  const names = ['__proto__', 'constructor', 'toString'];

  it('as keys of any file change no object of ours', async () => {
    const home = new Home();
    const evil = '{"isAdmin":true}';
    await home.runAll(['add', 'My Show', '--manual', '--premiere', '2024-01-05'], ['remind']);
    const config = `{"__proto__":${evil},"constructor":{"prototype":${evil}},"shows":{"__proto__":{"trial":1}},"moods":{"__proto__":2}}`;
    mkdirSync(path.dirname(home.configFile), { recursive: true });
    writeFileSync(home.configFile, config);
    const store = home.store()?.replaceAll('"id":"my-show"', `"__proto__":${evil},"id":"my-show"`);
    writeFileSync(home.storeFile, store ?? '');
    const ledger = path.join(home.folder, 'state/remind/ledger.json');
    const told = readFileSync(ledger, 'utf8').replace(
      '"channels":{',
      `"channels":{"__proto__":${evil},`,
    );
    writeFileSync(ledger, told);
    for (const argv of [
      ...TELLING.filter(([, of]) => of !== 'x'),
      ['moods'],
      ['config'],
      ['doctor'],
    ]) {
      await home.run(argv);
    }
    await home.runAll(['watch', 'my show', '1'], ['config', 'set', 'trial', '4']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('isAdmin' in {}).toBe(false);
    // What is not ours is kept.
    expect(home.store()).toContain(`"__proto__":${evil}`);
    expect(home.config()).toContain('"__proto__"');
  });

  it('are titles, verdicts and tags like any', async () => {
    const home = new Home();
    for (const name of names) {
      await home.runAll(
        ['add', name, '--manual'],
        ['edit', name, '--tag', name],
        ['status', name, 'paused', '--verdict', name],
        ['moods', 'set', name, '1'],
        ['config', 'set', 'trial', '1', '--show', name],
      );
    }
    const list: unknown = await home.json(['list']);
    for (const name of names) expect(JSON.stringify(list)).toContain(`"title":"${name}"`);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a list of somebody else’s', () => {
  const entry = (title: string, before = '') =>
    `<?xml version="1.0"?>${before}<myanimelist><anime><series_title>${title}</series_title><my_status>Completed</my_status><my_watched_episodes>1</my_watched_episodes></anime></myanimelist>`;
  const laughs = Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  );
  const secret = path.join(scratch(), 'secret');
  writeFileSync(secret, 'the secret of this test');

  it.each([
    ['a billion laughs', entry('&l9;', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs.join('')}]>`)],
    [
      'one long entity, often',
      entry('&l;'.repeat(5000), `<!DOCTYPE a [<!ENTITY l "${'x'.repeat(50_000)}">]>`),
    ],
    ['an entity that names a file', entry('&f;', `<!DOCTYPE a [<!ENTITY f SYSTEM "${secret}">]>`)],
    ['a million references', entry('&#65;'.repeat(1_000_000))],
    [
      'tags 50,000 deep',
      `<myanimelist>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</myanimelist>`,
    ],
    [
      'JSON 50,000 deep',
      `{"user":{},"lists":[{"series_id":1,"status":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`,
    ],
    [
      'a list of ours 50,000 deep',
      `{"format":"jikai","version":1,"revision":1,"shows":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`,
    ],
  ])('with %s costs a moment and a sentence', async (_, text) => {
    const home = await livedInHome();
    const file = path.join(home.folder, 'list');
    writeFileSync(file, text);
    const before = home.store();
    const start = process.cpuUsage();
    const { code, err } = await home.run(['import', file, '--yes']);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6, 'seconds').toBeLessThan(5);
    expect(code).toBe(1);
    expect(err).not.toMatch(/inside jikai|secret of this test/);
    expect(home.store()).toBe(before);
  });

  it('keeps titles that look like numbers', async () => {
    const home = new Home();
    const titles = ['86', '007', '1e5', '0x10', '+1', 'true', 'null'];
    const shows = titles.map((title) =>
      entry(title).replace(/^.*?<myanimelist>|<\/myanimelist>$/g, ''),
    );
    const file = path.join(home.folder, 'list.xml');
    writeFileSync(file, `<myanimelist>${shows.join('')}</myanimelist>`);
    await home.runAll(['import', file, '--yes']);
    const { out } = await home.run(['list', '--format', '{title}']);
    expect(out.trimEnd().split('\n').sort()).toEqual([...titles].sort());
  });
});

describe('a title that is a path', () => {
  it.each(['../../.bashrc', '/etc/passwd', 'CON', 'x\u0000y', '~/.profile'])(
    'names no file: %j',
    async (title) => {
      const home = new Home();
      await home.runAll(
        ['add', title, '--manual', '--premiere', '2024-01-05', '--episodes', '2'],
        ['watch', title, '1', '--verdict', 'Hooked'],
        ['remind'],
        ['prompt'],
      );
      for (const format of ['csv', 'html', 'ics']) {
        const file = path.join(home.folder, `out.${format}`);
        await home.runAll(['export', format, '-o', file], ['report', '--html', '-']);
      }
      const parents = new Set(filesIn(home.folder).map((name) => name.split(path.sep)[0]));
      expect([...parents].sort()).toEqual(['data', 'out.csv', 'out.html', 'out.ics', 'state']);
      expect(filesIn(home.folder).filter((name) => /bashrc|passwd|CON|profile/.test(name))).toEqual(
        [],
      );
    },
  );
});

describe('a secret', () => {
  const run = (home: string, script: string) =>
    execFileSync(
      'sh',
      ['-c', `umask 0; jikai() { "${process.execPath}" "${program}" "$@"; }; ${script}`],
      {
        env: { PATH: process.env.PATH, HOME: home, JIKAI_HOME: path.join(home, 'jikai') },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );

  it('is readable for its owner alone, whatever the umask, and told nowhere', () => {
    const home = scratch();
    const said = run(
      home,
      [
        'printf hush-hush | jikai config set ntfyToken -',
        'jikai config set ntfy https://ntfy.invalid/hush-topic',
        'jikai add "My Show" --manual --premiere 2024-01-05',
        'jikai config; jikai config --json; jikai doctor; jikai remind status',
        'jikai export json; jikai export csv; jikai log',
      ].join('\n'),
    );
    expect(said).not.toMatch(/hush/);
    const folder = path.join(home, 'jikai');
    const open = [folder, ...filesIn(folder).map((name) => path.join(folder, name))].filter(
      (name) => (statSync(name).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
    const inner = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const folders = inner
      .map((name) => path.join(folder, name))
      .filter((name) => statSync(name).isDirectory());
    expect(folders.filter((name) => (statSync(name).mode & 0o777) !== 0o700)).toEqual([]);
    expect(readFileSync(path.join(folder, 'config.json'), 'utf8')).toContain('hush-hush');
  });
});

describe('a list that was changed behind our back, its length and time as before', () => {
  it.each([
    ['"schedule":', '"schedulf":'],
    ['"releases":[{', '"releases":[('],
    ['"watched":[', '"watchee":['],
  ])('is told of where it matters, and left as it is: %s', async (was, is) => {
    const ground = await Ground.make();
    const broken = Buffer.from(ground.bytes('data/watchlist.json').toString().replaceAll(was, is));
    for (const argv of [
      ['next', '--days', '60'],
      ['stats'],
      ['watch', 'my show', '3'],
      ['export', 'json'],
    ]) {
      ground.putUnnoticed('data/watchlist.json', broken);
      const { code, out, err } = await ground.run(argv);
      expect({ argv, code, out }).toEqual({ argv, code: 1, out: '' });
      expect(err).toContain('was left as it is, because it cannot be read');
      expect(err).toContain('newest whole backup');
      expect(ground.present('data/watchlist.json')).toEqual(broken);
      ground.restore();
    }
  });
});

it('SECURITY.md names tests that there are, and is in the package', () => {
  const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| (?!where|---)/.test(line));
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, name = '']) => name);
    expect(tests, row).not.toEqual([]);
    expect(tests.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  }
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ files: expect.arrayContaining(['SECURITY.md']) });
});
