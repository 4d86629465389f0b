import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { journalFile } from '../../src/store/journal';
import { CTRL_C, Home, seated } from './world';

/** Lists that were really written, damaged in every way we could think of. */

let template: Home;

beforeAll(async () => {
  template = new Home();
  await template.runAll(
    ['add', 'metallic rouge', '--verdict', "We'll see"],
    ['add', 'solo leveling', '--pick', '1', '--status', 'watching'],
    ['add', '--id', 'anilist:154587'],
    ['add', 'My Show', '--manual', '--premiere', '2024-01-03', '--every', '1d', '--episodes', '3'],
    ['add', 'Some Day', '--manual'],
    ['watch', 'my show', '1', '--verdict', 'Hooked'],
    ['watch', 'solo', '1', '--verdict', 'Hooked'],
    ['remove', 'some day', '--yes'],
    ['pause', 'frieren'],
  );
});

/** A home of its own with a list of four shows, its backups and its journal. */
function home(): Home {
  const copy = new Home();
  cpSync(template.folder, copy.folder, { recursive: true });
  // The journal's name carries the digest of the list's path.
  const folder = path.join(copy.folder, 'state');
  const [old = ''] = readdirSync(folder).filter((name) => name.startsWith('journal-'));
  const text = readFileSync(path.join(folder, old));
  rmSync(path.join(folder, old));
  writeFileSync(journalOf(copy), text);
  return copy;
}

function journalOf({ folder, storeFile }: Home): string {
  return path.join(folder, 'state', journalFile('', storeFile));
}

const backupsOf = ({ folder }: Home) => path.join(folder, 'data', 'backups');
const brokenOf = ({ storeFile }: Home) => `${storeFile}.broken`;

/** Everything in a home, with its content. */
function everything({ folder }: Home): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    names.map((name) => {
      const file = path.join(folder, name);
      return [name, statSync(file).isFile() ? readFileSync(file, 'latin1') : ''];
    }),
  );
}

const REPAIR = ['doctor', '--repair', '--yes'];

/** What happens to the list's bytes. */
type Damage = (text: string) => string | Buffer | undefined;

const truncations = Array.from({ length: 9 }, (_, index): readonly [string, Damage] => [
  `cut to ${index} tenths`,
  (text) => text.slice(0, Math.floor((text.length * index) / 10)),
]);

const zeroed =
  (from: number, size: number): Damage =>
  (text) => {
    const bytes = Buffer.from(text);
    const start = Math.floor(bytes.length * from);
    return bytes.fill(0, start, Math.min(bytes.length, start + size));
  };

const DAMAGES: readonly (readonly [string, Damage])[] = [
  ...truncations,
  ['without its last byte but one', (text) => text.slice(0, -2)],
  ['gone', () => undefined],
  ['zeros from the start', zeroed(0, 512)],
  ['zeros in the middle', zeroed(0.4, 700)],
  ['zeros all over', zeroed(0, 1e6)],
  [
    'noise',
    (text) =>
      Buffer.from(Buffer.from(text).map((byte, at) => (at % 701 === 7 ? byte ^ 0x5a : byte))),
  ],
  ['a merge conflict', (text) => text.replace('\n{', '\n<<<<<<< HEAD\n{')],
  ['twice the same', (text) => text + text],
  ['a line twice', (text) => text.replace(/\n(\{"id":"metallic.*\n)/, '\n$1$1')],
  ['a comma too few', (text) => text.replace('},\n', '}\n')],
  ['another encoding', (text) => Buffer.from(text, 'utf16le')],
  ['another program’s', () => '{"window":{"width":80}}'],
  ['a status nobody knows', (text) => text.replace('"status":"paused"', '"status":"seen"')],
  ['without a first line', (text) => text.slice(text.indexOf('\n') + 1)],
];

describe('doctor --repair', () => {
  it.each(DAMAGES)('brings all of it back: %s', async (_, damage) => {
    const there = home();
    const before = there.store();
    const damaged = damage(before ?? '');
    if (damaged === undefined) rmSync(there.storeFile);
    else writeFileSync(there.storeFile, damaged);

    const looked = everything(there);
    expect((await there.run(['list'])).err).toContain('jikai doctor --repair');
    const found = await there.run(['doctor']);
    expect(found.code).toBe(1);
    expect(found.out).toContain('jikai doctor --repair brings back 4 shows as of revision 9');
    const dry = await there.run(['doctor', '--repair', '--dry-run']);
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringContaining('4 shows as of revision 9'),
    });
    expect(dry.err).toBe('Nothing was written: this was a dry run.\n');
    expect(everything(there)).toEqual(looked);

    const { code, out } = await there.run(REPAIR);
    expect(code).toBe(0);
    expect(out).toContain(
      'Recovered 4 shows as of revision 9, from backup 8 and 1 change of the journal.',
    );
    expect(out).toMatch(/Nothing (?:that jikai wrote )?was lost\./);
    expect(there.store()).toBe(before);
    if (damaged === undefined) expect(existsSync(brokenOf(there))).toBe(false);
    else expect(readFileSync(brokenOf(there))).toEqual(Buffer.from(damaged));
    // Its past is there as well.
    expect((await there.run(['undo'])).out).toContain('Undid: ');
    expect(await there.run(REPAIR)).toMatchObject({ code: 0, err: 'Nothing to repair.\n' });
  });

  it('does so without the newest backups, and with some that are damaged', async () => {
    const there = home();
    const before = there.store();
    rmSync(path.join(backupsOf(there), 'watchlist.8.json'));
    for (const revision of [7, 6]) {
      writeFileSync(path.join(backupsOf(there), `watchlist.${revision}.json`), 'x');
    }
    writeFileSync(there.storeFile, 'x');
    expect((await there.run(REPAIR)).out).toContain('from backup 5 and 4 changes of the journal');
    expect(there.store()).toBe(before);
  });

  it('does so from the journal alone', async () => {
    const there = home();
    const before = there.store();
    rmSync(backupsOf(there), { recursive: true });
    rmSync(there.storeFile);
    expect((await there.run(REPAIR)).out).toContain('revision 9, from 9 changes of the journal');
    expect(there.store()).toBe(before);
  });

  it('writes nothing where nothing is damaged', async () => {
    const there = home();
    const before = everything(there);
    for (const argv of [REPAIR, ['doctor', '--repair'], ['doctor', '--repair', '--json']]) {
      expect((await there.run(argv)).code).toBe(0);
    }
    expect(everything(there)).toEqual(before);
    expect(await there.json(['doctor', '--repair'])).toEqual({ repair: { list: null, swept: [] } });
    const fresh = new Home();
    expect(await fresh.run(REPAIR)).toMatchObject({ code: 0, err: 'Nothing to repair.\n' });
    expect(readdirSync(fresh.folder)).toEqual([]);
  });

  it('asks first, and where nobody can be asked wants --yes', async () => {
    const there = home();
    writeFileSync(there.storeFile, 'x');
    const before = everything(there);
    const piped = await there.run(['doctor', '--repair']);
    expect(piped).toMatchObject({ code: 2, out: '' });
    expect(piped.err).toContain('Nothing is lost. Add --yes to do it');
    for (const answer of [false, CTRL_C] as const) {
      const told = await there.run(['doctor', '--repair'], seated(answer));
      expect(told).toMatchObject({
        code: 130,
        asked: [{ question: 'Put 4 shows as of revision 9 in its place?' }],
      });
    }
    expect(everything(there)).toEqual(before);
    const agreed = await there.run(['doctor', '--repair'], seated(true));
    expect(agreed).toMatchObject({ code: 0, out: expect.stringContaining('Recovered 4 shows') });
  });

  it('names what it could not have', async () => {
    const there = home();
    const text = there.store() ?? '';
    writeFileSync(there.storeFile, text.slice(0, text.indexOf('{"id":"solo') + 60));
    rmSync(journalOf(there));
    for (const revision of [8, 7]) {
      rmSync(path.join(backupsOf(there), `watchlist.${revision}.json`));
    }
    const { out } = await there.run(REPAIR, { columns: 200 });
    expect(out).toBe(
      [
        'Recovered 5 shows as of revision 9, from backup 6 and 1 show of the damaged file.',
        'Lost: the changes of revisions 7–9, but for what the damaged file still holds.',
        'Only to be had as of an earlier revision, and maybe changed since:',
        '  Solo Leveling  as of 6',
        '  Some Day       as of 6',
        '',
      ].join('\n'),
    );
    // That Frieren was paused stood in the file.
    expect((await there.run(['list', 'frieren'])).out).toContain('paused');
    expect(await there.json(['list'])).toMatchObject({
      shows: [{}, {}, {}, {}, {}],
    });
  });

  it('tells all of it as JSON', async () => {
    const there = home();
    const text = there.store() ?? '';
    writeFileSync(there.storeFile, text.slice(0, text.indexOf('{"id":"solo') + 60));
    rmSync(journalOf(there));
    rmSync(backupsOf(there), { recursive: true });
    expect(await there.json(REPAIR)).toEqual({
      repair: {
        list: {
          reason: expect.stringContaining('Your list cannot be read: it is not JSON'),
          revision: 9,
          shows: 3,
          backup: null,
          changes: 0,
          fromDamaged: 3,
          losses: [
            { kind: 'changes', from: 1, to: 9 },
            { kind: 'gone', id: expect.stringMatching(/^solo-leveling/) },
          ],
          setAside: brokenOf(there),
        },
        swept: [],
      },
    });
  });

  it('leaves alone what is of a newer jikai, or is no file, or of which nothing is left', async () => {
    const there = home();
    const text = there.store() ?? '';
    const newer = text.replace('"version":1', '"version":2');
    for (const [content, code, says] of [
      [newer, 1, 'a newer jikai wrote it'],
      [newer.slice(0, -9), 1, 'a newer jikai wrote it'],
    ] as const) {
      writeFileSync(there.storeFile, content);
      const before = everything(there);
      const told = await there.run(REPAIR);
      expect(told).toMatchObject({ code, err: expect.stringContaining(says) });
      expect(everything(there)).toEqual(before);
    }
    rmSync(there.storeFile);
    mkdirSync(there.storeFile);
    expect((await there.run(REPAIR)).err).toContain('is not a file');

    const nothing = new Home();
    mkdirSync(path.dirname(nothing.storeFile));
    writeFileSync(nothing.storeFile, Buffer.alloc(100));
    const told = await nothing.run(REPAIR);
    expect(told).toMatchObject({ code: 1, err: expect.stringContaining('can be recovered') });
    expect(readFileSync(nothing.storeFile)).toEqual(Buffer.alloc(100));
    expect(existsSync(brokenOf(nothing))).toBe(false);
  });

  it('follows a link, keeps the mode, and does not replace what is read-only', async () => {
    const there = home();
    const before = there.store();
    const elsewhere = path.join(there.folder, 'elsewhere.json');
    cpSync(backupsOf(there), path.join(there.folder, 'backups'), { recursive: true });
    for (const name of readdirSync(path.join(there.folder, 'backups'))) {
      const own = path.join(there.folder, 'backups', name);
      cpSync(own, own.replace('watchlist', 'elsewhere'));
    }
    cpSync(journalOf(there), path.join(there.folder, 'state', journalFile('', elsewhere)));
    writeFileSync(elsewhere, 'x', { mode: 0o640 });
    rmSync(there.storeFile);
    symlinkSync(elsewhere, there.storeFile);
    chmodSync(elsewhere, 0o440);
    expect((await there.run(REPAIR)).err).toContain('read-only');
    chmodSync(elsewhere, 0o640);
    expect((await there.run(REPAIR)).code).toBe(0);
    expect(there.store()).toBe(before);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o640);
    expect(readFileSync(`${elsewhere}.broken`, 'utf8')).toBe('x');
  });

  it('keeps every damaged file there ever was', async () => {
    const there = home();
    for (const [index, content] of ['one', 'two', 'three'].entries()) {
      writeFileSync(there.storeFile, content);
      await there.runAll(REPAIR);
      const name = `${brokenOf(there)}${index === 0 ? '' : `-${index + 1}`}`;
      expect(readFileSync(name, 'utf8')).toBe(content);
    }
  });

  it('sweeps away what killed runs left', async () => {
    const there = home();
    const folder = path.dirname(there.storeFile);
    const left = path.join(folder, '.watchlist.json.new-1-2-abc');
    writeFileSync(left, 'half');
    symlinkSync('nobody', `${there.storeFile}.lock`);
    const before = there.store();
    const dry = await there.run(['doctor', '--repair', '--dry-run']);
    expect(dry.out).toContain(`Would be swept away: ${left}`);
    expect(await there.json(['doctor', '--repair'])).toEqual({
      repair: { list: null, swept: [`${there.storeFile}.lock`, left] },
    });
    expect(readdirSync(folder).sort()).toEqual(['backups', 'watchlist.json']);
    expect(there.store()).toBe(before);
  });

  it('leaves the list damaged or whole when it is killed, at whatever step, and the next one ends it', async () => {
    let steps = 0;
    for (let isEnded = false; !isEnded; ) {
      const there = home();
      const before = there.store();
      const damaged = (before ?? '').slice(0, 500);
      writeFileSync(there.storeFile, damaged);
      const { signal, status } = killedAt(there, steps + 1);
      isEnded = signal === null;
      if (isEnded) expect(status).toBe(0);
      else steps += 1;
      // At no moment is there no list, and once there is another the damaged one has its own name.
      expect([damaged, before]).toContain(there.store());
      if (there.store() === before) expect(readFileSync(brokenOf(there), 'utf8')).toBe(damaged);
      expect((await there.run(REPAIR)).code).toBe(0);
      expect(there.store()).toBe(before);
      expect(readFileSync(brokenOf(there), 'utf8')).toBe(damaged);
      const names = readdirSync(path.dirname(there.storeFile)).sort();
      expect(names).toEqual(['backups', 'watchlist.json', 'watchlist.json.broken']);
    }
    expect(steps).toBeGreaterThan(8);
  });
});

/** A repair in a process of its own, killed right before one of its steps, if it comes so far. */
function killedAt(there: Home, step: number) {
  const killer = path.join(there.folder, 'killer.cjs');
  writeFileSync(killer, KILLER);
  const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');
  const data = path.join(there.folder, 'data');
  return spawnSync(process.execPath, ['--require', killer, program, ...REPAIR], {
    env: { JIKAI_HOME: there.folder, JIKAI_DATA_DIR: data, JIKAI_KILL_AT: String(step) },
  });
}

/** Kills the process right before the n-th call that changes the disk. */
const KILLER = `
const fs = require('node:fs');
let left = Number(process.env.JIKAI_KILL_AT);
for (const name of ['linkSync', 'renameSync', 'writeSync', 'fsyncSync', 'rmSync', 'unlinkSync', 'symlinkSync', 'copyFileSync', 'fchmodSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (--left === 0) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
`;

describe('doctor', () => {
  it('finds a backup that is not whole, and damage to what jikai wrote itself', async () => {
    const there = home();
    writeFileSync(path.join(backupsOf(there), 'watchlist.8.json'), 'x');
    const torn = await there.run(['doctor'], { columns: 200 });
    expect(torn.out).toMatch(
      /! {2}backups +7, but the newest, of revision 8, is not whole: it is not/,
    );
    // A disk that fails does not change a file's time, by which jikai knows what it wrote.
    await there.runAll(['resume', 'frieren']);
    const { mtime, atime } = statSync(there.storeFile);
    const text = there.store() ?? '';
    writeFileSync(there.storeFile, text.replace('"status":"watching"', '"status":"witching"'));
    utimesSync(there.storeFile, atime, mtime);
    const damaged = await there.run(['doctor'], { columns: 200 });
    expect(damaged).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✗ {2}store .*cannot be read/),
    });
    expect((await there.run(REPAIR)).code).toBe(0);
    expect(there.store()).toBe(text);
  });
});

describe('backup list', () => {
  it('tells of each: when, how large, whole or not, and what came after it', async () => {
    const there = home();
    writeFileSync(path.join(backupsOf(there), 'watchlist.6.json'), '{"format');
    rmSync(path.join(backupsOf(there), 'watchlist.5.json'));
    const { code, out, err } = await there.run(['backup']);
    expect(code).toBe(0);
    const rows = out.trimEnd().split('\n');
    expect(rows.map((row) => row.replace(/ {2,}/g, '  ').trim())).toEqual([
      expect.stringMatching(
        /^8 {2}Mon 8 Jan 2024, 13:00 {2}4 shows {2}\d.\d kB {2}before: Frieren.* paused$/,
      ),
      expect.stringMatching(
        /^7 {2}Mon 8 Jan 2024, 13:00 {2}5 shows {2}\d.\d kB {2}before: Removed Some Day$/,
      ),
      expect.stringMatching(
        /^6 {2}Mon 8 Jan 2024, 13:00 {2}not whole {2}8 bytes {2}before: Watched Solo/,
      ),
      expect.stringMatching(/^4 {2}.* {2}4 shows {2}\d.\d kB {2}before: Added Some Day$/),
      expect.stringMatching(/^3 {2}.* {2}3 shows {2}\d.\d kB {2}before: Added My Show$/),
      expect.stringMatching(/^1 {2}.* {2}1 show {2}\d.\d kB {2}before: Added Solo Leveling$/),
    ]);
    expect(err).toBe('Go back to one with jikai backup restore <revision>.\n');
    expect((await there.run(['backup', 'list', '--quiet'])).out).toBe(out);
  });

  it('says when a time is by the file alone', async () => {
    const there = home();
    rmSync(journalOf(there));
    expect((await there.run(['backup'])).out).toMatch(/^8 .* by its file +4 shows/);
    expect(await there.json(['backup'])).toMatchObject({
      backups: [{ revision: 8, atBy: 'file', next: null }, {}, {}, {}, {}, {}, {}],
    });
  });

  it('tells apart what was set aside', async () => {
    const there = home();
    const older = path.join(backupsOf(there), 'watchlist.4.json');
    cpSync(older, path.join(backupsOf(there), 'watchlist.4.left-behind.json'));
    cpSync(older, path.join(backupsOf(there), 'watchlist.3.version-0.json'));
    cpSync(older, path.join(backupsOf(there), 'watchlist.mine.json'));
    writeFileSync(`${brokenOf(there)}-2`, 'x');
    const { out } = await there.run(['backup'], { columns: 200 });
    const aside = out.slice(out.indexOf('Set aside')).trimEnd().split('\n').slice(1);
    expect(aside).toEqual([
      expect.stringMatching(/^watchlist.3.version-0.json .* 4 shows .* from before a newer jikai/),
      expect.stringMatching(/^watchlist.4.left-behind.json .* 4 shows .* left behind when you/),
      expect.stringMatching(/^watchlist.json.broken-2 .* not whole +1 bytes? +a damaged list/),
    ]);
    expect(await there.json(['backup', 'list'])).toMatchObject({
      folder: backupsOf(there),
      setAside: [
        { kind: 'version', revision: 4, whole: true, shows: 4 },
        { kind: 'left-behind', revision: 4, whole: true, flaw: null },
        { kind: 'broken', revision: null, whole: false, shows: null, bytes: 1 },
      ],
    });
  });

  it('says what will make one where there is none', async () => {
    const fresh = new Home();
    expect(await fresh.run(['backup'])).toEqual({
      code: 0,
      out: '',
      err: 'There are no backups yet: the next change of your list keeps one.\n',
      asked: [],
    });
    expect(await fresh.json(['backup'])).toMatchObject({ backups: [], setAside: [] });
    expect(readdirSync(fresh.folder)).toEqual([]);
  });
});

describe('backup restore', () => {
  const butRevision = (store: string | undefined) => store?.replace(/"revision":\d+/, '');
  const backup = (there: Home, revision: number) =>
    readFileSync(path.join(backupsOf(there), `watchlist.${revision}.json`), 'utf8');

  it('is a change like any other, which undo takes back', async () => {
    const there = home();
    const before = there.store();
    const wanted = backup(there, 4);
    const { code, out, err } = await there.run(['backup', 'restore', '4', '--yes']);
    expect([code, err]).toEqual([0, 'Undo with jikai undo.\n']);
    expect(out).toMatch(/^Revision 4 · Mon 8 Jan 2024, 13:00 · 4 shows, \d.\d kB\nChange 3\n/);
    expect(out).toMatch(/\n {2}My Show +watching → planned, watched 1 → 0, verdicts 1 → 0\n/);
    expect(out).toMatch(/\nWent back to the list of revision 4\.\n$/);
    expect(butRevision(there.store())).toBe(butRevision(wanted));
    expect(there.store()).toContain('"revision":10');
    await there.runAll(['undo']);
    expect(butRevision(there.store())).toBe(butRevision(before));
    await there.runAll(['redo']);
    expect(butRevision(there.store())).toBe(butRevision(wanted));
  });

  it('goes back to the newest whole one unless told, and tells the change as JSON', async () => {
    const there = home();
    writeFileSync(path.join(backupsOf(there), 'watchlist.8.json'), 'x');
    expect(await there.json(['backup', 'restore', '--yes'])).toMatchObject({
      change: {
        summary: 'Went back to the list of revision 7',
        shows: [
          { before: { status: 'paused' }, after: { status: 'planned' } },
          { id: 'some-day', before: null, after: { title: 'Some Day' } },
        ],
      },
    });
  });

  it('shows what would change, and writes nothing, in a dry run or without a yes', async () => {
    const there = home();
    const before = everything(there);
    const dry = await there.run(['backup', 'restore', '7', '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(
      /\nCome back 1\n {2}Some Day {2}planned\nChange 1\n {2}.*paused → planned\n/,
    );
    const piped = await there.run(['backup', 'restore', '7']);
    expect(piped).toMatchObject({ code: 2, out: '' });
    expect(piped.err).toBe(
      'To go back to revision 7 needs your word: 1 show comes back, 1 changes.\nAdd --yes to do it, or --dry-run to see what it would change.\n',
    );
    const refused = await there.run(['backup', 'restore', '7'], seated(false));
    expect(refused).toMatchObject({ code: 130, asked: [{ question: 'Go back to revision 7?' }] });
    expect(everything(there)).toEqual(before);
  });

  it('says so where the list is like that already', async () => {
    const there = home();
    await there.runAll(['undo']);
    const before = everything(there);
    const told = await there.run(['backup', 'restore', '8', '--yes']);
    expect(told).toMatchObject({
      code: 0,
      out: 'Your list is as it was at revision 8 already.\n',
      err: '',
    });
    expect(everything(there)).toEqual(before);
  });

  it('says what there is where the wanted one is not, and why one will not do', async () => {
    const there = home();
    writeFileSync(path.join(backupsOf(there), 'watchlist.6.json'), 'x');
    for (const wanted of ['99', '9', '-1', 'watchlist.json', '../watchlist.json']) {
      const { code, err } = await there.run(['backup', 'restore', '--yes', '--', wanted]);
      expect(code).toBe(3);
      expect(err).toMatch(
        /^There is no backup (?:of revision \d+|called ".*")\.\n {2}8 {2}Mon 8 Jan/,
      );
    }
    const torn = await there.run(['backup', 'restore', '6', '--yes']);
    expect(torn).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not whole: it is not JSON'),
    });
    expect(await new Home().run(['backup', 'restore', '--yes'])).toMatchObject({ code: 3 });
  });

  it('takes what was set aside by the name of its file, or by its revision', async () => {
    const there = home();
    const name = 'watchlist.20.left-behind.json';
    cpSync(path.join(backupsOf(there), 'watchlist.1.json'), path.join(backupsOf(there), name));
    await there.runAll(['backup', 'restore', name, '--yes']);
    expect(await there.json(['list'])).toMatchObject({ shows: [{ id: 'metallic-rouge' }] });
  });

  it.each([
    ['damaged', 'half'],
    ['gone', undefined],
  ])(
    'goes back from a list that is %s, and undo brings what could be had of it',
    async (_, left) => {
      const there = home();
      const before = there.store();
      if (left === undefined) rmSync(there.storeFile);
      else writeFileSync(there.storeFile, left);
      const looked = everything(there);
      const dry = await there.run(['backup', 'restore', '7', '--dry-run'], { columns: 200 });
      expect(dry.out).toContain('jikai doctor --repair can bring back 4 shows as of revision 9.');
      expect(everything(there)).toEqual(looked);
      const { code, out } = await there.run(['backup', 'restore', '7', '--yes']);
      expect([code, out]).toEqual([0, expect.stringContaining('revision 7: 5 shows.\n')]);
      expect(butRevision(there.store())).toBe(butRevision(backup(there, 7)));
      expect(existsSync(brokenOf(there))).toBe(left !== undefined);
      await there.runAll(['undo']);
      expect(butRevision(there.store())).toBe(butRevision(before));
    },
  );
});

describe('a list that is gone', () => {
  it('is not taken for a new one while its backups are there', async () => {
    const there = home();
    rmSync(there.storeFile);
    const before = everything(there);
    for (const argv of [['list'], ['add', 'Another', '--manual'], ['undo']]) {
      const { code, err } = await there.run(argv);
      expect([code, err]).toEqual([1, expect.stringContaining('is gone, though its backups are')]);
    }
    expect(everything(there)).toEqual(before);
    // Who means it moves them away.
    const { err } = await there.run(['list']);
    const command = /To begin a new one: (mv .*)/.exec(err)?.[1] ?? '';
    expect(spawnSync('sh', ['-c', command]).status).toBe(0);
    await there.runAll(['add', 'Another', '--manual']);
  });
});
