import type { Channel } from '../reminders/channel';
import { Problem } from '../watchlist/problem';
import type { Hook } from './hook';
import { type HookRunning, runHook } from './run-hook';

/** A hook that is run for each reminder of what dropped, as one of the ways by which it is told. */
export function dropChannel(hook: Hook, running: HookRunning): Channel {
  return {
    name: hook.name,
    deliver: async ({ drops }) => {
      const outcome = await runHook(hook, { drops: drops ?? [] }, running);
      if (outcome === 'interrupted' || 'said' in outcome) return;
      const { words, mend } = outcome.trouble;
      throw new Problem('failed', `${words}.`, {
        hint:
          mend === undefined
            ? `The next jikai remind runs it again. The hook is ${hook.file}`
            : `To mend it: ${mend}`,
      });
    },
  };
}
