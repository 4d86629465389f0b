import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundle, folder } from '../store/support';
import { leftovers } from './aftermath';
import { effort } from './effort';
import { endOf } from './home';
import { Disk, treeOf } from './power';
import { Tally, type Trouble, trouble } from './tally';
import { parseTrace, tracing } from './trace';

/**
 * What the tests of jikai's store do, done to lowdb as it comes: they can see a store fail. Where it
 * is known to fail it has to be seen.
 */

const plain = bundle(path.join(import.meta.dirname, 'plain-write.ts'));

interface Content {
  readonly shows: readonly string[];
  readonly count: number;
}

function contentOf(file: string): Content {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function start(args: readonly string[], through: readonly string[] = []) {
  const [program = '', ...rest] = [...through, process.execPath, await plain(), ...args];
  const env = { PATH: process.env.PATH };
  return spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

const add = async (file: string, id: string) => endOf(await start([file, 'add', id]));

test('adds at once are lost', async () => {
  const tally = new Tally('race: adds at once', 'plain lowdb');
  const processes = effort('JIKAI_CRASH_ADDS', 160, 40);
  const file = path.join(folder(), 'list.json');
  const numbers = Array.from({ length: processes }, (_, index) => `show-${index}`);
  const endings = await Promise.all(numbers.map((id) => add(file, id)));
  const whole = ((): Content | undefined => {
    try {
      return contentOf(file);
    } catch {
      return undefined;
    }
  })();
  for (const [index, { code }] of endings.entries()) {
    const id = `show-${index}`;
    const troubles: Trouble[] = [];
    if (code !== 0) troubles.push(trouble('stuck', 'it failed'));
    else if (whole?.shows.includes(id) === false) troubles.push(trouble('lost', id));
    tally.add(id, troubles);
  }
  if (whole === undefined) tally.troubles.push(trouble('torn', 'it cannot be read'));
  tally.record();
  expect(tally.troubles.length).toBeGreaterThan(0);
});

test('nothing of it is synced, so a power cut may tear it or lose what was acknowledged', async () => {
  const tally = new Tally('power cut: update', 'plain lowdb');
  const root = folder();
  const file = path.join(root, 'list.json');
  await add(file, 'old');
  const before = treeOf(root);
  const trace = path.join(folder(), 'trace');
  const { code } = await endOf(await start([file, 'add', 'new'], tracing(trace)));
  expect(code).toBe(0);
  const disk = new Disk(root, before, parseTrace(readFileSync(trace, 'utf8')));
  tally.add(
    'in order',
    disk.unsynced(() => true).map((words) => trouble('unsynced', words)),
  );
  for (const { tree, isSaid } of disk.states()) {
    const text = tree.get('list.json')?.toString('utf8') ?? '';
    const troubles: Trouble[] = [];
    try {
      const { shows }: Content = JSON.parse(text);
      if (!shows.includes('old') || (isSaid && !shows.includes('new'))) {
        troubles.push(trouble('lost', text));
      }
    } catch {
      troubles.push(trouble('torn', text));
    }
    tally.add(text, troubles);
  }
  tally.record();
  const kinds = new Set(tally.troubles.map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(['unsynced', 'torn', 'lost']));
});

test('a kill leaves its temporary file', async () => {
  const tally = new Tally('kill: at random', 'plain lowdb');
  const root = folder();
  const file = path.join(root, 'list.json');
  const kills = Math.max(60, effort('JIKAI_CRASH_KILLS', 2000, 100) / 10);
  let acknowledged = 0;
  for (let kill = 0; kill < kills; kill++) {
    const writer = await start([file, 'loop']);
    const ending = endOf(writer);
    await Promise.race([new Promise((resolve) => writer.stdout.once('data', resolve)), ending]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 7));
    writer.kill('SIGKILL');
    acknowledged = Number((await ending).out.trimEnd().split('\n').at(-1));
    const troubles: Trouble[] = [];
    try {
      if (contentOf(file).count < acknowledged) troubles.push(trouble('lost', acknowledged));
    } catch (error) {
      troubles.push(trouble('torn', error));
    }
    if (leftovers({ file, stateDir: root }).length > 0) troubles.push(trouble('left', file));
    tally.add(`kill ${kill}`, troubles);
  }
  tally.record();
  expect(tally.tries).toBe(kills);
  expect(tally.troubles.length).toBeGreaterThan(0);
});
