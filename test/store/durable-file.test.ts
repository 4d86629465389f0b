import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { resolveTarget, writeFileDurably } from '../../src/store/durable-file';
import { diskProblem, quoted } from '../../src/store/failures';
import { Problem } from '../../src/watchlist/problem';
import { Driver } from './process';
import { AT, adding, canRun, folder, place, problemOf, sayingWhySkipped, show } from './support';

const at = AT;

describe('writeFileDurably', () => {
  test('makes a file for the user only, or with the mode it is told', () => {
    const root = folder();
    const file = path.join(root, 'a', 'b', 'config.json');
    const umask = process.umask(0);
    const usual = fs.fchmodSync;
    // Nobody else may read it for a moment either.
    fs.fchmodSync = (descriptor, mode) => {
      expect(fs.fstatSync(descriptor).mode & 0o777).toBe(0o600);
      usual(descriptor, mode);
    };
    syncBuiltinESMExports();
    try {
      writeFileDurably(file, '{}');
      writeFileDurably(path.join(root, 'public'), 'x', { mode: 0o644 });
    } finally {
      process.umask(umask);
      fs.fchmodSync = usual;
      syncBuiltinESMExports();
    }
    expect(readFileSync(file, 'utf8')).toBe('{}');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(root, 'public')).mode & 0o777).toBe(0o644);
  });

  test('keeps the mode of what it replaces, and a link to it, and leaves nothing else', () => {
    const root = folder();
    mkdirSync(path.join(root, 'dotfiles'));
    const target = path.join(root, 'dotfiles', 'jikai.json');
    const file = path.join(root, 'config.json');
    symlinkSync('dotfiles/jikai.json', file);
    writeFileDurably(file, 'one');
    chmodSync(target, 0o664);
    writeFileDurably(file, Buffer.from('two'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('two');
    expect(statSync(target).mode & 0o777).toBe(0o664);
    expect(readdirSync(path.dirname(target))).toEqual(['jikai.json']);
  });

  test('writes any text whole, also none', () => {
    const file = path.join(folder(), 'file');
    for (const text of ['', '次回\n', 'x'.repeat(3_000_000)]) {
      writeFileDurably(file, text);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  test('says what is wrong, and leaves nothing behind', () => {
    const root = folder();
    mkdirSync(path.join(root, 'folder'));
    writeFileSync(path.join(root, 'file'), 'x');
    expect(() => writeFileDurably(path.join(root, 'folder'), 'x')).toThrow(/folder.*EISDIR/);
    expect(() => writeFileDurably(path.join(root, 'file', 'x'), 'x')).toThrow(/ENOTDIR/);
    expect(() => writeFileDurably(path.join(root, 'n'.repeat(300)), 'x')).toThrow(/too long/);
    expect(readdirSync(root)).toEqual(['file', 'folder']);
  });
});

describe('a disk that takes only a part of what it is given', () => {
  const usual = { writeSync: fs.writeSync, renameSync: fs.renameSync };
  afterEach(() => {
    Object.assign(fs, usual);
    syncBuiltinESMExports();
  });

  /** Replaces one function of `node:fs` for everybody. */
  function instead(functions: Partial<typeof fs>): void {
    Object.assign(fs, functions);
    syncBuiltinESMExports();
  }

  test('gets the rest in further writes', async () => {
    const there = place();
    let writes = 0;
    instead({
      writeSync: ((descriptor: number, bytes: Uint8Array, offset: number, length: number) => {
        writes++;
        return usual.writeSync(descriptor, bytes, offset, Math.min(length, 7));
      }) as typeof fs.writeSync,
    });
    for (const id of ['a', 'b']) await there.store.update(adding(show(id)), { at });
    instead(usual);
    expect(writes).toBeGreaterThan(100);
    expect(await there.store.log()).toHaveLength(2);
    expect((await there.store.read()).shows).toEqual([show('a'), show('b')]);
  });

  test.each(['ENOSPC', 'EIO'])('and then no more (%s): the old file stays', async (code) => {
    const there = place();
    await there.store.update(adding(show('a')), { at });
    const before = [there.text(), there.paths().join()];
    // Every place in which the disk may fill up, from the first byte on.
    let failures = 0;
    for (let room = 0; ; room += 97) {
      let left = room;
      instead({
        writeSync: ((descriptor: number, bytes: Uint8Array, offset: number, length: number) => {
          if (left === 0) throw Object.assign(new Error(code), { code });
          const taken = Math.min(left, length);
          left -= taken;
          return usual.writeSync(descriptor, bytes, offset, taken);
        }) as typeof fs.writeSync,
      });
      const [result] = await Promise.allSettled([there.store.update(adding(show('b')), { at })]);
      instead(usual);
      if (result.status === 'fulfilled') break;
      failures++;
      expect(result.reason).toBeInstanceOf(Problem);
      expect(result.reason.message).toContain(code);
      expect(there.text()).toBe(before[0]);
      expect(await there.store.log()).toHaveLength(1);
      expect(
        there
          .paths()
          .filter((name) => !name.startsWith('data/backups'))
          .join(),
      ).toBe(before[1]);
    }
    expect(failures).toBeGreaterThan(10);
    expect((await there.store.read()).shows).toEqual([show('a'), show('b')]);
  });

  test('a rename that fails leaves the old file, and the journal says nothing of it', async () => {
    const there = place();
    await there.store.update(adding(show('a')), { at });
    const before = there.text();
    instead({
      renameSync: (from, to) => {
        if (to === there.file) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        usual.renameSync(from, to);
      },
    });
    const problem = await problemOf(there.store.update(adding(show('b')), { at }));
    instead(usual);
    expect(problem.message).toContain('could not be written: the disk reported an error (EIO)');
    expect(there.text()).toBe(before);
    expect(await there.store.log()).toHaveLength(1);
    expect(readdirSync(path.dirname(there.file)).sort()).toEqual(['backups', 'watchlist.json']);
    await there.store.update(adding(show('c')), { at });
    expect((await there.store.undo({ at })).summary).toBe('Undid: Added Title of c');
  });
});

const mount = ['unshare', '--mount', 'sh', '-c'] as const;
const canMount = canRun(...mount, `mount -t tmpfs -o size=1m tmpfs ${folder()}`);

describe.skipIf(sayingWhySkipped(canMount, 'no file system may be mounted here (unshare, mount)'))(
  'a full disk of 1 MB',
  () => {
    test('refuses the change in words, and keeps all that was acknowledged', async () => {
      const root = folder();
      const script = `mount -t tmpfs -o size=1m tmpfs ${root} && head -c 150000 /dev/zero > ${root}/filler && exec "$@"`;
      const file = path.join(root, 'data', 'watchlist.json');
      const writer = await Driver.start([file, path.join(root, 'state')], [...mount, script, 'sh']);
      const acknowledged: string[] = [];
      let refused: unknown;
      while (refused === undefined) {
        const id = `show-${String(acknowledged.length).padStart(3, '0')}`;
        // Small and large ones, so that the disk is full at different places.
        const words = 200 + (acknowledged.length % 7) * 900;
        const answer = await writer.ask({ do: 'add', ids: [id], words });
        if (answer === 'added') acknowledged.push(id);
        else refused = answer;
      }
      expect(acknowledged.length).toBeGreaterThan(5);
      // What it is full for, the file or its journal, depends on what was asked before.
      const full = {
        problem: expect.stringContaining('could not be written: the disk is full (ENOSPC)'),
        hint: 'Free some space and run the command again.',
      };
      expect(refused).toEqual(full);
      for (let again = 0; again < 3; again++) {
        const answer = await writer.ask({ do: 'add', ids: ['more'], words: 9000 });
        expect(answer).toEqual(full);
        expect(await writer.ask({ do: 'read' })).toEqual({
          revision: acknowledged.length,
          ids: acknowledged,
        });
      }
      const names = await writer.ask({ do: 'list', folder: root });
      expect(JSON.stringify(names)).not.toMatch(/new-|lock|try-|claim-/);
      await writer.ask({ do: 'delete', file: path.join(root, 'filler') });
      expect(await writer.ask({ do: 'add', ids: ['more'] })).toBe('added');
      expect(await writer.ask({ do: 'read' })).toMatchObject({ ids: ['more', ...acknowledged] });
      await writer.stop();
      expect(existsSync(file)).toBe(false);
    });
  },
);

describe('paths', () => {
  test('are followed through links of every kind to where a write would end up', () => {
    const root = folder();
    mkdirSync(path.join(root, 'real'));
    writeFileSync(path.join(root, 'real', 'file'), '');
    symlinkSync('real', path.join(root, 'folder'));
    symlinkSync('folder/file', path.join(root, 'to-file'));
    symlinkSync('to-file', path.join(root, 'to-link'));
    symlinkSync('folder/none', path.join(root, 'to-none'));
    symlinkSync(path.join(root, 'none', 'deep', 'x'), path.join(root, 'to-nowhere'));
    const targets = ['to-file', 'to-link', 'to-none', 'to-nowhere', 'folder/new', 'none/new'].map(
      (name) => path.relative(root, resolveTarget(path.join(root, name))),
    );
    expect(targets).toEqual([
      'real/file',
      'real/file',
      'real/none',
      'none/deep/x',
      'real/new',
      'none/new',
    ]);
  });

  test('are quoted for a shell when they must be', () => {
    expect(['/a/b-c_d.json', '/a b', "/it's", '/$HOME;', ''].map(quoted)).toEqual([
      '/a/b-c_d.json',
      "'/a b'",
      "'/it'\\''s'",
      "'/$HOME;'",
      "''",
    ]);
  });
});

test('an error that is none of the disk’s is said as it is', () => {
  const problem = diskProblem('X could not be done', new Error('because'));
  expect([problem.message, problem.hint]).toEqual(['X could not be done: because', undefined]);
  expect(diskProblem('Y', problem)).toBe(problem);
});
