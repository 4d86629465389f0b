import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { journalFile, readEntries } from '../../src/store/journal';
import { Driver } from '../store/process';
import { AT, adding, canRun, place, sayingWhySkipped, show } from '../store/support';
import { aftermath, leftovers } from './aftermath';
import { crowdTroubles, type Outcome } from './crowd';
import { effort } from './effort';
import { endOf, Home } from './home';
import { plantDeadLock } from './scenarios';
import { Tally, trouble } from './tally';

const upTo = (number: number) => Array.from({ length: number }, (_, index) => index + 1);
const BY_HAND = ['--manual', '--premiere', '2024-01-01T12:00Z', '--every', '1d'];
const NOW = ['--now', '2024-12-24T12:00Z'];

/** The journal of a home, whole. */
function entriesOf({ file, stateDir }: Home) {
  return readEntries(journalFile(stateDir, file), Number.MAX_SAFE_INTEGER);
}

async function outcomeOf(home: Home, args: readonly string[]): Promise<Outcome> {
  return { args, ...(await home.jikai(...args, '--json', ...NOW)) };
}

async function settle(tally: Tally, home: Home, outcomes: readonly Outcome[], least: number) {
  const watchlist = await home.store().read();
  const troubles = crowdTroubles(outcomes, entriesOf(home), watchlist);
  const left = leftovers(home);
  if (left.length > 0) troubles.push(trouble('left', left));
  tally.tries = outcomes.length;
  tally.troubles.push(...troubles, ...(await aftermath(home)));
  tally.settle(least);
}

test('as many adds at once as there are processes', async () => {
  const processes = effort('JIKAI_CRASH_ADDS', 160, 40);
  const tally = new Tally('race: adds at once');
  const home = new Home();
  const outcomes = await Promise.all(
    upTo(processes).map((number) => outcomeOf(home, ['add', `Show ${number}`, ...BY_HAND])),
  );
  expect(outcomes.map(({ code }) => code)).toEqual(upTo(processes).map(() => 0));
  expect((await home.store().read()).shows).toHaveLength(processes);
  await settle(tally, home, outcomes, processes);
});

test('add, watch, import, undo, redo and remind, all at once for a while', async () => {
  const seconds = effort('JIKAI_CRASH_SECONDS', 30, 8);
  const tally = new Tally('race: all commands at once');
  const home = new Home();
  const outcomes: Outcome[] = [];
  const run = async (...args: string[]) => {
    outcomes.push(await outcomeOf(home, args));
  };
  for (const number of [1, 2, 3]) await run('add', `Base ${number}`, ...BY_HAND);
  const list = path.join(home.root, 'list');
  const commands: ((round: number) => Promise<void>)[] = [
    (round) => run('add', `Added ${round}`, ...BY_HAND),
    (round) => run('watch', `base-${1 + (round % 3)}`),
    (round) => run('watch', `base-${1 + ((round + 1) % 3)}`, '--verdict', 'Good'),
    (round) => {
      writeFileSync(
        `${list}-${round}.csv`,
        `Title,Watched\nImported ${round},3\nBase 1,${round}\n`,
      );
      return run('import', `${list}-${round}.csv`, '--format', 'csv', '--yes', '--theirs');
    },
    () => run('undo'),
    () => run('redo'),
    () => run('remind'),
  ];
  const deadline = performance.now() + seconds * 1000;
  await Promise.all(
    commands.map(async (command) => {
      for (let round = 1; performance.now() < deadline; round++) await command(round);
    }),
  );
  const done = (verb: string) =>
    outcomes.filter(({ args, code }) => args[0] === verb && code === 0).length;
  for (const verb of ['add', 'watch', 'import', 'undo', 'remind']) {
    expect([verb, done(verb) > 0]).toEqual([verb, true]);
  }
  await settle(tally, home, outcomes, seconds);
});

describe('8 that add 20 shows each', () => {
  test.concurrent.each([
    ['with links', []],
    ['without links', ['no-links']],
  ])('%s', async (_, options) => {
    const tally = new Tally('race: 8 that add 20 each');
    const there = place();
    const drivers = await Promise.all(
      upTo(8).map(() => Driver.start([there.file, there.stateDir, ...options])),
    );
    const ids = (driver: number) => upTo(20).map((round) => `driver-${driver}-${round}`);
    const answers = await Promise.all(
      drivers.map((driver, index) => driver.ask({ do: 'add', ids: ids(index + 1) })),
    );
    expect(answers).toEqual(upTo(8).map(() => 'added'));
    const { revision, shows } = await there.store.read();
    expect(revision).toBe(160);
    expect(shows.map(({ id }) => id)).toEqual(upTo(8).flatMap(ids).sort());
    expect((await there.store.log()).map((entry) => entry.revision)).toEqual(upTo(160));
    await Promise.all(drivers.map((each) => each.stop()));
    tally.tries = 160;
    tally.troubles.push(...(await aftermath(there)));
    tally.settle(160);
  });
});

describe('8 who find a dead lock at once', () => {
  test.concurrent.each([
    ['with links', []],
    ['without links', ['no-links']],
  ])('%s', async (_, options) => {
    const rounds = effort('JIKAI_CRASH_LOCKS', 50, 10);
    const tally = new Tally('race: 8 at a dead lock');
    const there = place();
    await there.store.update(adding(show('first')), { at: AT });
    const drivers = await Promise.all(
      upTo(8).map(() => Driver.start([there.file, there.stateDir, ...options])),
    );
    for (const round of upTo(rounds)) {
      plantDeadLock(there, `dead-${round}`);
      const answers = await Promise.all(
        drivers.map((each, index) => each.ask({ do: 'add', ids: [`show-${round}-${index}`] })),
      );
      const { revision, shows } = await there.store.read();
      const troubles = answers
        .filter((answer) => answer !== 'added')
        .map((answer) => trouble('stuck', JSON.stringify(answer)));
      if (revision !== 1 + 8 * round || shows.length !== revision) {
        troubles.push(trouble('lost', `${shows.length} shows at revision ${revision}`));
      }
      const left = leftovers(there);
      if (left.length > 0) troubles.push(trouble('left', left));
      tally.add(`round ${round}`, troubles);
    }
    await Promise.all(drivers.map((each) => each.stop()));
    tally.settle(rounds);
  });
});

describe('a clock that is set back', () => {
  const canFake = canRun('faketime', '-f', '-1h', 'true');
  test.skipIf(sayingWhySkipped(canFake, 'there is no faketime')).each(['-1h', '-365d', '+365d'])(
    'by %s: the order of changes stays',
    async (offset) => {
      const tally = new Tally('clock set wrong');
      const home = new Home();
      // What measures how long is waited runs on as it does.
      const there = ['env', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'faketime', '-f', offset];
      const elsewhen = (...args: string[]) => endOf(home.start([...args, '--json'], there));
      const now = async (...args: string[]) => home.jikai(...args, '--json');
      const outcomes: Outcome[] = [];
      const premiere = ['--manual', '--premiere', '2020-01-01T12:00Z', '--every', '1d'];
      const steps: readonly (readonly [typeof now, ...string[]])[] = [
        [now, 'add', 'Alpha', ...premiere],
        [elsewhen, 'add', 'Beta', ...premiere],
        [now, 'watch', 'alpha'],
        [elsewhen, 'watch', 'alpha'],
        [elsewhen, 'undo'],
        [now, 'undo'],
        [elsewhen, 'redo'],
        [now, 'watch', 'beta'],
        [elsewhen, 'undo'],
        [elsewhen, 'add', 'Gamma', ...premiere],
      ];
      for (const [index, [run, ...args]] of steps.entries()) {
        const ending = await run(...args);
        outcomes.push({ args, ...ending });
        expect([args, ending.code, ending.err]).toEqual([args, 0, ending.err]);
        // Nor may what files are said to be from count.
        const seconds = index % 2 === 0 ? 0 : 4_000_000_000;
        for (const folder of [home.folder, path.join(home.folder, 'backups'), home.stateDir]) {
          const names = index === 0 && folder.endsWith('backups') ? [] : readdirSync(folder);
          for (const name of names) utimesSync(path.join(folder, name), seconds, seconds);
        }
        tally.add(args.join(' '), []);
      }
      const { shows } = await home.store().read();
      expect(shows.map(({ id, watched }) => [id, watched.length])).toEqual([
        ['alpha', 1],
        ['beta', 0],
        ['gamma', 0],
      ]);
      const times = entriesOf(home).map(({ at }) => at);
      expect(times).not.toEqual(times.toSorted());
      await settle(tally, home, outcomes, steps.length);
    },
  );
});
