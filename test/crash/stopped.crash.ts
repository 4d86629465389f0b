import { kill } from 'node:process';
import { describe, expect, test, vi } from 'vitest';
import { Busy } from '../../src/store/lock';
import { AT, adding, show } from '../store/support';
import { aftermath } from './aftermath';
import { effort } from './effort';
import { SCENARIOS } from './scenarios';
import { Tally, type Trouble, trouble } from './tally';
import { Trial } from './trial';

const sparing = effort('JIKAI_CRASH_EVERY', 1, 6);
const chosen = SCENARIOS.filter(({ name }) =>
  ['update', 'takeover of a dead lock', 'update, no links'].includes(name),
);

describe('a writer that is stopped at each call, and goes on later', () => {
  test.concurrent.each(chosen)('$name', async (scenario) => {
    const tally = new Tally('stopped at each call, and back');
    const trial = await Trial.of(scenario);
    const { home, points } = trial;
    let [without, holding] = [0, 0];
    for (const { call, nth, where } of points.filter((_, index) => index % sparing === 0)) {
      const inject = ['-e', 'signal=STOP', '-e', `inject=${call}:signal=STOP:when=${nth}`];
      const running = trial.run(...inject);
      await vi.waitUntil(() => trial.traceText().includes('stopped by SIGSTOP'), {
        interval: 5,
        timeout: 60_000,
      });
      const pid = Number(trial.traced()[0]?.thread);
      const before = (await home.store().read()).revision;
      const troubles: Trouble[] = [];
      // Somebody else either is let in, or told who is at it. Nobody is robbed.
      const isIn = await home
        .store({ patience: 50 })
        .update(adding(show('other')), { at: AT })
        .then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Busy)) troubles.push(trouble('stuck', error));
            else if (!error.message.includes(`(pid ${pid})`))
              troubles.push(trouble('stuck', error));
            return false;
          },
        );
      if (isIn) without++;
      else holding++;
      kill(pid, 'SIGCONT');
      const { code, out, err } = await running;
      if (code !== 0) troubles.push(trouble('stuck', `it ended with ${code}: ${out}${err}`));
      const entries = await home.store().log();
      const { shows } = await home.store().read();
      const hasBoth =
        (!isIn || shows.some(({ id }) => id === 'other')) &&
        entries.filter(({ revision }) => revision > trial.oldRevision).length === (isIn ? 2 : 1);
      if (!hasBoth) troubles.push(trouble('lost', `of ${before} and ${isIn}`));
      tally.add(`${scenario.name}, ${where}`, [...troubles, ...(await aftermath(home))]);
    }
    // Some were stopped with the lock in their hands, and some without.
    expect({ without: without > 0, holding: holding > 0 }).toEqual({
      without: true,
      holding: true,
    });
    tally.settle(points.length / sparing);
  });
});
