import { describe, expect, test } from 'vitest';
import { effort } from './effort';
import { SCENARIOS } from './scenarios';
import { Tally, trouble } from './tally';
import { Trial } from './trial';

/** Of how many points one is struck, in the short run. */
const sparing = effort('JIKAI_CRASH_EVERY', 1, 4);

describe('a kill at each system call of', () => {
  test.concurrent.each(SCENARIOS)('$name', async (scenario) => {
    const tally = new Tally(`kill: ${scenario.name}`);
    const trial = await Trial.of(scenario);
    const { points } = trial;
    // The first write that is told of is the last thing that can be struck.
    expect(points.at(-1)?.where).toBe('write stdout');
    for (const point of points.filter((_, index) => index % sparing === 0)) {
      const ending = await trial.strike(point, 'signal=KILL');
      if (ending === undefined) {
        tally.add(point.where, [trouble('stuck', 'the call could not be hit')]);
        continue;
      }
      expect(ending.code).toBe(null);
      tally.add(point.where, await trial.check(ending.out !== ''));
    }
    // And one that nobody struck.
    const { code } = await trial.run();
    tally.add('not killed', code === 0 ? await trial.check(true) : [trouble('stuck', code)]);
    tally.settle(points.length / sparing);
  });
});
