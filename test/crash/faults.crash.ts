import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { canRun, folder, sayingWhySkipped } from '../store/support';
import { leftovers } from './aftermath';
import { effort, isShort } from './effort';
import type { Ending } from './home';
import { SCENARIOS } from './scenarios';
import { Tally, type Trouble, trouble } from './tally';
import type { Point } from './trace';
import { Trial } from './trial';

const sparing = effort('JIKAI_CRASH_EVERY', 1, 4);

/** Scenarios whose writes are large enough to be cut, and unlike each other. */
const chosen = SCENARIOS.filter(({ name }) => !isShort || ['update', 'first write'].includes(name));

interface Fault {
  readonly name: string;
  /** The error's code. */
  readonly fault: string;
  /** What is to be said of it. */
  readonly words: RegExp;
  at(point: Point): boolean;
  /** Where the write may go on, for it needs not what fails. */
  mayPass(point: Point): boolean;
}

/**
 * What is wrong after a write that met with a fault: it must have failed and said why, or not have
 * needed what failed; and the store must be whole, and as the words have it.
 */
async function afterFault(
  trial: Trial,
  ending: Ending,
  words: RegExp,
  isTidying = false,
): Promise<Trouble[]> {
  const { code, err, out } = ending;
  const troubles: Trouble[] = [];
  // With --json the words are in what is printed.
  const said = `${out}${err}`;
  if (code === 1 && !words.test(said)) troubles.push(trouble('silent', `it said ${said}`));
  if (code !== 0 && code !== 1) troubles.push(trouble('silent', `it ended with ${code}: ${err}`));
  const isWritten = code === 0 || said.includes('was written, but');
  if (!isWritten && trial.home.bytes() !== trial.old) {
    troubles.push(trouble('torn', `it is not as it was, though all that was said is ${said}`));
  }
  // It clears away what it made, at once, unless that is what failed. A dead lock was not of its making.
  const left = leftovers(trial.home).filter((name) => !name.endsWith('.lock'));
  if (!isTidying && left.length > 0) troubles.push(trouble('left', left));
  return [...troubles, ...(await trial.check(isWritten))];
}

const faults: readonly Fault[] = [
  {
    name: 'a full disk at each write',
    fault: 'ENOSPC',
    words: /the disk is full/,
    at: ({ call, where }) => /write|copy|sendfile/.test(call) && where !== 'write stdout',
    // What only saves time may fail in silence.
    mayPass: ({ where }) => /written-/.test(where),
  },
  {
    name: 'EIO at each fsync',
    fault: 'EIO',
    words: /the disk reported an error/,
    at: ({ call }) => /sync/.test(call),
    mayPass: () => false,
  },
  {
    name: 'a used up quota at each fsync',
    fault: 'EDQUOT',
    words: /your disk quota is used up/,
    at: ({ call }) => /sync/.test(call),
    mayPass: () => false,
  },
  {
    name: 'a full disk at each rename',
    fault: 'ENOSPC',
    words: /the disk is full/,
    at: ({ call }) => /rename/.test(call),
    mayPass: () => false,
  },
  {
    name: 'read-only disk at each symlink',
    fault: 'EROFS',
    words: /it is on a read-only file system/,
    at: ({ call }) => /symlink/.test(call),
    mayPass: () => false,
  },
  {
    name: 'EIO at any other call',
    fault: 'EIO',
    // Node tells of a folder that cannot be made in its own way.
    words: /\(EIO\)|The folder \S+ could not be made/,
    at: ({ call, where }) => !/sync|write|copy|sendfile/.test(call) && where !== 'write stdout',
    // Nor need a lock be given back, or what is left be swept, or a folder made that is there.
    mayPass: ({ call, where }) => /written-/.test(where) || /unlink|rmdir|mkdir/.test(call),
  },
];

describe.each(faults)('$name', ({ name, fault, words, at, mayPass }) => {
  // An import is a long way to the same calls.
  test.concurrent.each(chosen.filter(({ name }) => name !== 'import'))(
    'of: $name',
    async (scenario) => {
      const tally = new Tally(name);
      const trial = await Trial.of(scenario);
      const points = trial.points.filter(at);
      for (const point of points.filter((_, index) => index % sparing === 0)) {
        const ending = await trial.strike(point, `error=${fault}`);
        if (ending === undefined) {
          tally.add(point.where, [trouble('stuck', 'the call could not be hit')]);
          continue;
        }
        const troubles = await afterFault(trial, ending, words, /unlink|rmdir/.test(point.call));
        if (ending.code === 0 && !mayPass(point))
          troubles.push(trouble('silent', 'all seemed well'));
        tally.add(`${scenario.name}, ${point.where}`, troubles);
      }
      tally.settle(points.length / sparing);
    },
  );
});

/** Some sizes from nothing to a little beyond what there is to write, in bytes. */
function sizesTo(most: number): number[] {
  const number = isShort ? 3 : 12;
  return Array.from({ length: number }, (_, index) => Math.floor(((index + 0.5) / number) * most));
}

describe('a write that is cut short', () => {
  const canLimit = canRun('prlimit', '--fsize=1000', 'true');
  test
    .skipIf(sayingWhySkipped(canLimit, 'there is no prlimit'))
    .concurrent.each(chosen.filter(({ name }) => name !== 'first write'))(
    'by a limit on the size of files: $name',
    async (scenario) => {
      const tally = new Tally('short write: ulimit -f');
      const trial = await Trial.of(scenario);
      const largest = trial.fresh?.length ?? 0;
      let failed = 0;
      for (const size of sizesTo(largest)) {
        const ending = await trial.through('prlimit', `--fsize=${size}`);
        if (ending.code === 1) failed++;
        tally.add(
          `${scenario.name}, ${size} bytes`,
          await afterFault(trial, ending, /larger than is allowed/),
        );
      }
      expect(failed).toBe(tally.tries);
      tally.settle(3);
    },
  );

  const mount = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-ec'];
  const canMount = canRun(mount[0] ?? '', ...mount.slice(1), 'mount -t tmpfs tmpfs /mnt');
  test
    .skipIf(sayingWhySkipped(canMount, 'no disk can be mounted that is full'))
    .concurrent.each(chosen.filter(({ name }) => !name.includes('takeover')))(
    'by a disk that fills up: $name',
    async (scenario) => {
      const tally = new Tally('short write: a disk fills up');
      const trial = await Trial.of(scenario);
      const { root } = trial.home;
      const out = path.join(folder(), 'out');
      const pages = Math.ceil((2 * (trial.fresh?.length ?? 0)) / 4096) + 3;
      const seen = new Set<number | null>();
      for (const free of Array.from({ length: pages }, (_, index) => index)) {
        rmSync(out, { recursive: true, force: true });
        // A disk of its own in the place of the home, full but for some pages; what is on it at the end
        // is brought out of there.
        const script = `
        mkdir '${out}'; cp -a '${root}/.' '${out}'
        mount -t tmpfs -o size=1m tmpfs '${root}'; cp -a '${out}/.' '${root}'
        cd '${root}'
        dd if=/dev/zero of=keep bs=4096 count=${free} status=none
        dd if=/dev/zero of=filler bs=4096 status=none 2>/dev/null || :
        rm keep
        status=0; "$@" || status=$?
        rm filler; rm -r '${out}'; mkdir '${out}'; cp -a '${root}/.' '${out}'
        exit $status`;
        const ending = await trial.through(...mount, script, 'sh');
        seen.add(ending.code);
        trial.home.reset(out);
        tally.add(
          `${scenario.name}, ${free} pages`,
          await afterFault(trial, ending, /the disk is full/),
        );
      }
      // From a disk with no room at all to one with enough.
      expect(seen).toEqual(new Set([1, 0]));
      tally.settle(3);
    },
  );
});
