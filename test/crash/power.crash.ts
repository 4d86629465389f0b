import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isShort } from './effort';
import { Disk, type Tree, treeOf } from './power';
import { SCENARIOS } from './scenarios';
import { Tally, trouble } from './tally';
import { Trial } from './trial';

describe('a power cut at any moment of', () => {
  test.concurrent.each(SCENARIOS)('$name', async (scenario) => {
    const tally = new Tally(`power cut: ${scenario.name}`);
    const trial = await Trial.of(scenario);
    const { home, calls } = trial;
    trial.reset();
    const disk = new Disk(home.root, treeOf(home.root), calls);
    expect(disk.said).toBeLessThan(calls.length);
    // A lock is worth nothing after a power cut, and what was noted only saves time.
    const matters = (name: string) => !/\.lock|\/written-/.test(name);
    tally.add(
      'in order',
      disk.unsynced(matters).map((words) => trouble('unsynced', words)),
    );
    let states = 0;
    for (const { tree, isSaid } of disk.states(isShort ? 64 : 4096)) {
      plant(home.root, tree);
      tally.add(`state ${states++}`, await trial.check(isSaid));
    }
    tally.settle(10);
  });
});

function plant(root: string, tree: Tree): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  for (const [name, content] of tree) {
    const file = path.join(root, name);
    if (content === null) mkdirSync(file);
    else writeFileSync(file, content);
  }
}
