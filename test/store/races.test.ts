import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/store';
import { Driver } from './process';
import { AT, adding, type Place, place, problemOf, show } from './support';

const at = AT;
const running: Driver[] = [];

async function start(there: Place, ...options: string[]): Promise<Driver> {
  const driver = await Driver.start([there.file, there.stateDir, ...options]);
  running.push(driver);
  return driver;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((driver) => driver.stop()));
});

const many = <T>(number: number, make: (index: number) => T) =>
  Array.from({ length: number }, (_, index) => make(index));

describe.each([
  ['with links', []],
  ['without links', ['no-links']],
])('several processes at once, %s', (_, options) => {
  // By more, and more often, in test/crash.
  test('8 that add 5 shows each: all 40 are there, each with its own revision', async () => {
    const there = place();
    const drivers = await Promise.all(many(8, () => start(there, ...options)));
    const ids = (driver: number) => many(5, (round) => `driver-${driver}-${round}`);
    const answers = await Promise.all(
      drivers.map((driver, index) => driver.ask({ do: 'add', ids: ids(index) })),
    );
    expect(answers).toEqual(many(8, () => 'added'));
    const { revision, shows } = await there.store.read();
    expect(revision).toBe(40);
    expect(shows.map(({ id }) => id)).toEqual(many(8, ids).flat().sort());
    expect((await there.store.log()).map((entry) => entry.revision)).toEqual(
      many(40, (index) => index + 1),
    );
    expect(readdirSync(path.dirname(there.file)).sort()).toEqual(['backups', 'watchlist.json']);
  });

  test('8 who find a dead lock at once: one breaks it, and nobody is lost', async () => {
    const there = place();
    await there.store.update(adding(show('first')), { at });
    const drivers = await Promise.all(many(8, () => start(there, ...options)));
    const lock = `${there.file}.lock`;
    const { pid } = spawnSync('true');
    const holder = {
      pid,
      start: '1',
      boot: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
      host: (await import('node:os')).hostname(),
      namespace: readlinkSync('/proc/self/ns/pid'),
    };
    const rounds = 3;
    for (let round = 0; round < rounds; round++) {
      symlinkSync(JSON.stringify({ ...holder, nonce: `dead-${round}` }), lock);
      const answers = await Promise.all(
        drivers.map((driver, index) => driver.ask({ do: 'add', ids: [`show-${round}-${index}`] })),
      );
      expect(answers).toEqual(many(8, () => 'added'));
    }
    const { revision, shows } = await there.store.read();
    expect([revision, shows.length]).toEqual([1 + 8 * rounds, 1 + 8 * rounds]);
    expect(readdirSync(path.dirname(there.file)).sort()).toEqual(['backups', 'watchlist.json']);
  });
});

describe('a holder', () => {
  test('who is stopped is not robbed, and goes on as if nothing had been', async () => {
    const there = place();
    await there.store.update(adding(show('first')), { at });
    const holder = await start(there);
    const go = path.join(there.folder, 'go');
    expect(await holder.ask({ do: 'hold', id: 'held', until: go })).toBe('holding');
    holder.child.kill('SIGSTOP');
    const before = there.text();
    const hasty = createStore({ file: there.file, stateDir: there.stateDir, patience: 200 });
    const problem = await problemOf(hasty.update(adding(show('hasty')), { at }));
    expect(problem.message).toContain(`(pid ${holder.child.pid}) has been writing for 0.2 s`);
    expect(there.text()).toBe(before);
    // Reading takes no lock.
    expect((await there.store.read()).shows).toHaveLength(1);
    const waiting = there.store.update(adding(show('patient')), { at });
    writeFileSync(go, '');
    holder.child.kill('SIGCONT');
    expect(await holder.next()).toBe('added');
    await waiting;
    expect((await there.store.read()).shows.map(({ id }) => id)).toEqual([
      'first',
      'held',
      'patient',
    ]);
  });

  test('who is killed is not waited for', async () => {
    const there = place();
    for (let round = 0; round < 5; round++) {
      const holder = await start(there);
      const go = path.join(there.folder, 'never');
      expect(await holder.ask({ do: 'hold', id: 'held', until: go })).toBe('holding');
      holder.child.kill('SIGKILL');
      const since = performance.now();
      await there.store.update(adding(show(`show-${round}`)), { at });
      expect(performance.now() - since).toBeLessThan(2000);
    }
    expect((await there.store.read()).shows).toHaveLength(5);
  });

  test('who is killed and not buried, a zombie, is not waited for either', async () => {
    const there = place();
    await there.store.update(adding(show('first')), { at });
    // A shell that starts a process and becomes one that never asks after it.
    const script = 'sleep 1000 & echo $!; exec sleep 1000';
    const { spawn } = await import('node:child_process');
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))),
    );
    const status = () =>
      readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    const start = status()[19];
    // Until it is no shell any more, it might still ask.
    const name = () => readFileSync(`/proc/${parent.pid}/comm`, 'latin1').trim();
    await expect.poll(name, { interval: 5 }).toBe('sleep');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => status()[0]).toBe('Z');
    const { hostname } = await import('node:os');
    symlinkSync(
      JSON.stringify({
        pid,
        start,
        boot: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
        host: hostname(),
        namespace: readlinkSync('/proc/self/ns/pid'),
        nonce: 'zombie',
      }),
      `${there.file}.lock`,
    );
    const impatient = createStore({ file: there.file, stateDir: there.stateDir, patience: 0 });
    await impatient.update(adding(show('second')), { at });
    parent.kill('SIGKILL');
  });
});
