import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { platform } from 'node:process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withLock } from '../../src/store/lock';
import { folder, problemOf, sayingWhySkipped } from './support';

/** What a lock of ours says. */
async function ownDescription(): Promise<Record<string, unknown>> {
  const file = path.join(folder(), 'lock');
  return withLock(file, () => JSON.parse(readlinkSync(file)));
}

/** The process id of a process that is no more. */
function deadPid(): number {
  return spawnSync('true').pid;
}

const patience = 60;

/** Acquires a lock that is there, quickly or never. */
async function attempt(file: string): Promise<string> {
  const start = performance.now();
  const result = await withLock(file, () => 'ours', { patience }).catch((error) => error.message);
  // Nobody waited for a time to pass.
  if (result === 'ours') expect(performance.now() - start).toBeLessThan(1000);
  return result;
}

describe('a lock', () => {
  test('is there while it is held, and gone afterwards, also after an error', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await withLock(file, () => expect(readdirSync(root)).toEqual(['lock']));
    await expect(
      withLock(file, () => {
        throw new Error('oh');
      }),
    ).rejects.toThrow('oh');
    await expect(withLock(file, () => Promise.reject(new Error('oh')))).rejects.toThrow('oh');
    expect(readdirSync(root)).toEqual([]);
    expect(await withLock(file, () => 7)).toBe(7);
  });

  test('makes those who want it at once take turns', async () => {
    const file = path.join(folder(), 'lock');
    let inside = 0;
    let turns = 0;
    const turn = () =>
      withLock(file, async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        turns++;
      });
    await Promise.all(Array.from({ length: 30 }, turn));
    expect(turns).toBe(30);
  });

  test('is not waited for longer than we are patient, and the holder is named', async () => {
    const file = path.join(folder(), "it's locked");
    const problem = await withLock(file, () => problemOf(withLock(file, () => 0, { patience })));
    expect(problem.code).toBe('failed');
    expect(problem.message).toBe(
      `Another jikai (pid ${process.pid}) has been writing for 0.06 s, so nothing was changed`,
    );
    expect(problem.hint).toContain(`rm -r -- '${file.replace("'", "'\\''")}'`);
    expect(await attempt(file)).toBe('ours');
  });

  test('is waited for as long as others come and go, however many', async () => {
    const file = path.join(folder(), 'lock');
    const clock = vi.spyOn(process.hrtime, 'bigint');
    let now = 0;
    clock.mockImplementation(() => BigInt(now) * 1_000_000n);
    /** Until the one who waits has looked twice. */
    const looked = async () => {
      const until = clock.mock.calls.length + 3;
      while (clock.mock.calls.length < until) await new Promise((go) => setTimeout(go, 1));
    };
    try {
      let waiting: Promise<string> | undefined;
      for (let holder = 0; holder < 4; holder += 1) {
        await withLock(file, async () => {
          waiting ??= withLock(file, () => 'ours', { patience: 10_000 });
          await looked();
          now += 9000;
          await looked();
        });
      }
      expect(await waiting).toBe('ours');
      await withLock(file, async () => {
        const problem = problemOf(withLock(file, () => 0, { patience: 10_000 }));
        await looked();
        now += 10_000;
        expect((await problem).message).toContain('for 10 s');
      });
    } finally {
      clock.mockRestore();
    }
  });

  test('cannot be made in a folder that is not there', async () => {
    const problem = await problemOf(withLock(path.join(folder(), 'none', 'lock'), () => 0));
    expect(problem.message).toContain('ENOENT');
  });

  test('holds up no process: no timer is left', async () => {
    const file = path.join(folder(), 'lock');
    await withLock(file, () => problemOf(withLock(file, () => 0, { patience: 5 })));
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toEqual(
      process
        .getActiveResourcesInfo()
        .filter((kind) => kind === 'Timeout')
        .slice(0, 1),
    );
  });
});

describe('who holds it', () => {
  const hasProc = platform === 'linux';
  const cases: [string, (own: Record<string, unknown>) => Record<string, unknown>, boolean][] = [
    ['this very process', (own) => own, false],
    ['a process that is no more', (own) => ({ ...own, pid: deadPid() }), true],
    [
      'another machine',
      (own) => ({ ...own, pid: deadPid(), host: 'elsewhere', boot: own.boot && 'theirs' }),
      false,
    ],
  ];
  const onLinux: typeof cases = [
    ['a process of our pid that started at another time', (own) => ({ ...own, start: '1' }), true],
    ['a process of an earlier boot', (own) => ({ ...own, boot: 'earlier' }), true],
    [
      'a process of an earlier boot in a container',
      (own) => ({ ...own, boot: 'earlier', namespace: 'pid:[1]' }),
      true,
    ],
    ['this machine when it had another name', (own) => ({ ...own, host: 'old', start: '1' }), true],
    ['another container', (own) => ({ ...own, pid: deadPid(), namespace: 'pid:[1]' }), false],
    ['process 1, which started at another time', (own) => ({ ...own, pid: 1 }), true],
  ];
  const skip = sayingWhySkipped(hasProc, 'there is no /proc to tell processes apart by');
  test.each([...cases, ...(skip ? [] : onLinux)])('%s', async (_, holder, broken) => {
    const root = folder();
    const file = path.join(root, 'lock');
    const content = JSON.stringify({ ...holder(await ownDescription()), nonce: 'theirs' });
    symlinkSync(content, file);
    if (broken) {
      expect(await attempt(file)).toBe('ours');
      expect(readdirSync(root)).toEqual([]);
    } else {
      expect(await attempt(file)).toContain('has been writing');
      expect(readlinkSync(file)).toBe(content);
      expect(readdirSync(root)).toEqual(['lock']);
    }
  });

  test('an elsewhere is named', async () => {
    const file = path.join(folder(), 'lock');
    const own = await ownDescription();
    symlinkSync(JSON.stringify({ ...own, host: 'attic', boot: 'theirs' }), file);
    expect(await attempt(file)).toContain(`(pid ${own.pid} on attic)`);
  });
});

describe('what no jikai made is no lock', () => {
  test.each<[string, (file: string) => void]>([
    ['an empty file', (file) => writeFileSync(file, '')],
    ['a file', (file) => writeFileSync(file, '{"pid":')],
    ['a link to something', (file) => symlinkSync('something', file)],
    ['a link that says nothing', (file) => symlinkSync('{}', file)],
    ['an empty folder', (file) => mkdirSync(file)],
    [
      'a folder that says nothing',
      (file) => {
        mkdirSync(file);
        writeFileSync(path.join(file, 'holder.json'), '\0\0');
      },
    ],
    [
      'a nonce that would lead elsewhere',
      (file) =>
        symlinkSync(
          '{"pid":1,"start":"1","boot":"","host":"","namespace":"","nonce":"/../../x"}',
          file,
        ),
    ],
  ])('%s', async (_, make) => {
    const root = folder();
    const file = path.join(root, 'lock');
    make(file);
    expect(await attempt(file)).toBe('ours');
    expect(readdirSync(root)).toEqual([]);
  });

  test('a folder with something else in it is not ours to remove', async () => {
    const file = path.join(folder(), 'lock');
    mkdirSync(file);
    writeFileSync(path.join(file, 'mine'), 'mine');
    expect(await attempt(file)).toContain('has been writing');
    expect(readdirSync(file)).toEqual(['mine']);
  });
});

describe('breaking a dead lock', () => {
  /** A dead holder's lock under that name. */
  async function dead(file: string, nonce: string): Promise<void> {
    symlinkSync(JSON.stringify({ ...(await ownDescription()), pid: deadPid(), nonce }), file);
  }

  test('goes on when others have died of it, several deep', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await dead(file, 'n1');
    for (let depth = 1; depth < 5; depth++) await dead(`${file}.claim-n${depth}`, `n${depth + 1}`);
    expect(await attempt(file)).toBe('ours');
    expect(readdirSync(root)).toEqual([]);
  });

  test('is left to the one who is at it', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await dead(file, 'n1');
    const claim = JSON.stringify({ ...(await ownDescription()), nonce: 'busy' });
    symlinkSync(claim, `${file}.claim-n1`);
    expect(await attempt(file)).toContain('has been writing');
    expect(readdirSync(root)).toEqual(['lock', 'lock.claim-n1']);
  });

  test('is done by one, though another comes at the very moment of it', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await dead(file, 'n1');
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
      inside--;
    };
    const usual = fs.unlinkSync;
    let other: Promise<void> | undefined;
    // The first has seen that the lock is dead, and is about to remove it, when the second comes.
    fs.unlinkSync = (name) => {
      if (name === file && other === undefined) other = withLock(file, work);
      usual(name);
    };
    syncBuiltinESMExports();
    try {
      await withLock(file, work);
      await other;
    } finally {
      fs.unlinkSync = usual;
      syncBuiltinESMExports();
    }
    expect(other).toBeDefined();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is not done twice: who gets the right to it too late looks again', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await dead(file, 'n1');
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
      inside--;
    };
    const usual = fs.symlinkSync;
    let came = false;
    let other: Promise<void> | undefined;
    // The first has seen that the lock is dead, and the second breaks it and takes it before the
    // first gets to claim the right to.
    fs.symlinkSync = (content, name) => {
      if (name === `${file}.claim-n1` && !came) {
        came = true;
        other = withLock(file, work);
      }
      usual(content, name);
    };
    syncBuiltinESMExports();
    try {
      await withLock(file, work);
      await other;
    } finally {
      fs.symlinkSync = usual;
      syncBuiltinESMExports();
    }
    expect(other).toBeDefined();
    expect(readdirSync(root)).toEqual([]);
  });

  test('leaves no claims, and leaves those of the living', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await dead(`${file}.claim-old`, 'n1');
    const living = JSON.stringify({ ...(await ownDescription()), nonce: 'busy' });
    symlinkSync(living, `${file}.claim-other`);
    expect(await attempt(file)).toBe('ours');
    expect(readdirSync(root)).toEqual(['lock.claim-other']);
  });
});

describe('where there are no symbolic links', () => {
  const usual = fs.symlinkSync;
  beforeEach(() => {
    fs.symlinkSync = () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    syncBuiltinESMExports();
  });
  afterEach(() => {
    fs.symlinkSync = usual;
    syncBuiltinESMExports();
  });

  const holderOf = (file: string) =>
    JSON.parse(fs.readFileSync(path.join(file, 'holder.json'), 'utf8'));

  test('it is a folder, and as good', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    await withLock(file, async () => {
      expect(holderOf(file).pid).toBe(process.pid);
      const problem = await problemOf(withLock(file, () => 0, { patience }));
      expect(problem.message).toContain(`(pid ${process.pid})`);
      expect(readdirSync(root)).toEqual(['lock']);
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test('a dead one is broken, and what was left on the way is swept', async () => {
    const root = folder();
    const file = path.join(root, 'lock');
    const own = await withLock(file, () => holderOf(file));
    for (const name of ['lock', 'lock.try-1-abc', 'lock.claim-x.try-1-abc']) {
      mkdirSync(path.join(root, name));
      const holder = { ...own, pid: deadPid(), nonce: `dead-${name.length}` };
      writeFileSync(path.join(root, name, 'holder.json'), JSON.stringify(holder));
    }
    mkdirSync(path.join(root, 'lock.try-1-empty'));
    expect(await attempt(file)).toBe('ours');
    expect(readdirSync(root)).toEqual([]);
  });
});
