import { lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../src/store/backups';
import { createStore } from '../../src/store/store';
import { Driver } from './process';
import {
  AT,
  adding,
  canRun,
  type Place,
  place,
  retitling,
  sayingWhySkipped,
  show,
} from './support';

const at = AT;

/** What must hold after any crash; gives the last episode that is there. */
async function afterCrash(there: Place): Promise<number> {
  const { store, file } = there;
  const { revision, shows } = JSON.parse(readFileSync(file, 'utf8'));
  const watchlist = await store.read();
  expect(watchlist).toEqual({ revision, shows });
  const last = (await store.log()).at(-1);
  expect(last?.revision).toBe(revision);
  for (const { id, after } of last?.change.shows ?? []) {
    expect(watchlist.shows.find((candidate) => candidate.id === id) ?? null).toEqual(after);
  }

  const since = performance.now();
  await store.update(retitling('other', `after ${revision}`), { at });
  expect(performance.now() - since).toBeLessThan(2000);
  expect((await store.read()).revision).toBe(revision + 1);

  const left = (folder: string) => readdirSync(folder).filter((name) => /^\.|lock/.test(name));
  const folder = path.dirname(file);
  expect([left(folder), left(path.join(folder, 'backups')), left(there.stateDir)]).toEqual([
    [],
    [],
    [],
  ]);
  return watchlist.shows.find(({ id }) => id === 'looped')?.watched.at(-1)?.episode ?? 0;
}

// By the thousand, and at every call of every kind of write, in test/crash.
const kills = 8;

describe('kill -9', () => {
  test.concurrent.each([
    ['with links', []],
    ['without links', ['no-links']],
  ])(`${kills} times at any moment of writing, %s`, async (_, options) => {
    const there = place();
    await there.store.update(adding(show('other')), { at });
    const begin = () => Driver.start([there.file, there.stateDir, ...options]);
    let inTheAct = 0;
    let next = begin();
    for (let kill = 0; kill < kills; kill++) {
      const writer = await next;
      next = begin();
      writer.send({ do: 'watch-on', id: 'looped' });
      let acknowledged = await writer.next();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 7));
      await writer.stop();
      acknowledged = writer.unheard().at(-1) ?? acknowledged;
      // A lock that is a link to nowhere does not exist, for existsSync.
      const lock = lstatSync(`${there.file}.lock`, { throwIfNoEntry: false });
      if (lock !== undefined) inTheAct++;
      const episode = await afterCrash(there);
      // What was acknowledged is there, and at most the one after it that could not be any more.
      expect([acknowledged, Number(acknowledged) + 1]).toContain(episode);
    }
    await (await next).stop();
    // If hardly any kill hit the writing itself, this test would show nothing.
    expect(inTheAct).toBeGreaterThan(kills / 5);
  });
});

const strace = ['strace', '-f', '-qq', '-o', '/dev/null'] as const;
const canTrace = canRun(strace[0], ...strace.slice(1), '-e', 'inject=fsync:error=EIO', 'true');

describe.skipIf(sayingWhySkipped(canTrace, 'there is no strace that may inject faults here'))(
  'at every system call of one write',
  () => {
    /** Runs one write with something injected at the nth of these calls; undefined: it was killed. */
    async function writing(there: Place, call: string, fault: string, nth: number) {
      const inject = `inject=${call}:${fault}:when=${nth}`;
      const through = [...strace, '-e', `trace=${call}`, '-e', inject, '--'];
      try {
        const one = await Driver.start([there.file, there.stateDir], through);
        const answer = await one.ask({ do: 'add', ids: [`show-${nth}`] });
        await one.stop();
        return { answer };
      } catch {
        // Killed before it was ready.
        return { answer: undefined };
      }
    }

    test('all of it reaches the disk in the order that a power cut needs', async () => {
      const there = place();
      await there.store.update(adding(show('other')), { at });
      const trace = path.join(there.folder, 'trace');
      const watched =
        'trace=/^(fsync|fdatasync|rename|renameat|renameat2|symlink|symlinkat|unlink|unlinkat)$';
      const through = ['strace', '-f', '-qq', '-y', '-s', '4096', '-o', trace, '-e', watched, '--'];
      const one = await Driver.start([there.file, there.stateDir], through);
      expect(await one.ask({ do: 'add', ids: ['new'] })).toBe('added');
      // Everything is on the disk before the answer is.
      const steps = readFileSync(trace, 'utf8')
        .replaceAll(there.folder, '')
        .replaceAll(/new-\w+-\w+-\w+/g, 'new')
        .replaceAll(/journal-\w+/g, 'journal')
        .split('\n')
        .flatMap((line) => {
          const [, call = '', operands = ''] = /^\d+ +([a-z]+).*?\((.*)\) += 0/.exec(line) ?? [];
          const paths = [...operands.matchAll(/["<](\/(?:data|state)[^">]*)[">]/g)];
          return paths.length === 0
            ? []
            : [[call.replace(/at$/, ''), ...paths.map(([, name]) => name)].join(' ')];
        });
      await one.stop();
      expect(steps).toEqual([
        'symlink /data/watchlist.json.lock',
        'fsync /data/.watchlist.json.new',
        // The folder for backups is new.
        'fsync /data',
        'fsync /state/journal.ndjson',
        'rename /data/backups/.watchlist.1.json.new-link /data/backups/watchlist.1.json',
        'rename /data/.watchlist.json.new /data/watchlist.json',
        'fsync /data',
        'fsync /data/backups',
        'unlink /data/watchlist.json.lock',
      ]);
    });

    test.each([
      ['SIGKILL', 'signal=KILL'],
      ['the rename being refused', 'error=EIO'],
    ])('no way back is one file with the list after %s', async (_, fault) => {
      const there = place();
      await there.store.update(adding(show('other')), { at });
      await there.store.update(retitling('other', 'x'), { at });
      const before = there.text();
      // The second rename: the old version is a backup, and the new one is not in its place.
      await writing(there, '/^(rename|renameat|renameat2)$', fault, 2);
      expect(there.text()).toBe(before);
      expect(listBackups(there.file).map(({ revision }) => revision)).toEqual([1]);
      if (fault.startsWith('error')) expect(statSync(there.file).nlink).toBe(1);
      // Into the file as it is, and the next write makes a backup of its own of that.
      const edited = before.replace('"x"', '"by hand"');
      writeFileSync(there.file, edited);
      await there.store.update(adding(show('new')), { at });
      const [newest] = listBackups(there.file);
      expect(newest?.revision).toBe(2);
      expect(readFileSync(newest?.path ?? '', 'utf8')).toBe(edited);
      expect(statSync(there.file).nlink).toBe(1);
    });
  },
);

test('a store that is read meanwhile is always whole', async () => {
  const there = place();
  await there.store.update(adding(show('other')), { at });
  const writer = await Driver.start([there.file, there.stateDir]);
  writer.send({ do: 'watch-on', id: 'looped' });
  await writer.next();
  const reader = createStore({ file: there.file, stateDir: there.stateDir });
  let revision = 0;
  for (let reading = 0; reading < 300; reading++) {
    const read = await reader.read();
    expect(read.shows).toHaveLength(2);
    for (const { title } of read.shows) expect(title).not.toBe('');
    expect(read.revision).toBeGreaterThanOrEqual(revision);
    revision = read.revision;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.stop();
});
