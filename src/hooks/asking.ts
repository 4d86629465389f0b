import type { Output } from '../terminal/output';
import type { Progress } from '../terminal/progress';
import { dim, line } from '../ui/text';
import type { Change } from '../watchlist/change';
import { Problem } from '../watchlist/problem';
import type { Hook } from './hook';
import { type HookRunning, runHook } from './run-hook';

/** What asking needs besides. */
export interface Asking extends HookRunning {
  /** Calls back when the user wants an end, until the function that is given back is called. */
  readonly onInterrupt: (react: () => void) => () => void;
  /** Where what a hook printed and agreed with is told; undefined where nobody wants to hear it. */
  readonly words: Pick<Output, 'print'> | undefined;
  readonly progress: Progress;
}

/**
 * Asks hooks about a change, one after the other, until one does not agree.
 * @throws Problem `refused` with its words, or with why it could not be asked: what is there to guard the
 *   list must not be passed over in silence. `cancelled` when the user ends it.
 */
export async function askHooks(
  hooks: readonly Hook[],
  change: Change,
  asking: Asking,
): Promise<void> {
  const controller = new AbortController();
  // A hook is in a group of its own, which Ctrl-C does not reach.
  const release = asking.onInterrupt(() => controller.abort());
  try {
    for (const hook of hooks) {
      const said = await agreementOf(hook, change, { ...asking, signal: controller.signal });
      await asking.words?.print(said.map((one) => line(dim(`${hook.name}: ${one}`))));
      if (controller.signal.aborted) throw ended(hook);
    }
  } finally {
    release();
  }
}

/** What a hook that agrees had to say. */
async function agreementOf(hook: Hook, change: Change, asking: Asking): Promise<readonly string[]> {
  const outcome = await patiently(hook, asking, () => runHook(hook, { change }, asking));
  if (outcome === 'interrupted') throw ended(hook);
  if ('said' in outcome) return outcome.said;
  const { words, mend } = outcome.trouble;
  const sentence = /[!?…]$/.test(words) ? words : `${words}.`;
  throw new Problem('refused', `${sentence} Nothing was written.`, {
    hint: `--no-hooks writes without asking. ${mend === undefined ? `The hook is ${hook.file}` : `To mend it: ${mend}`}`,
  });
}

function ended({ name }: Hook): Problem {
  return new Problem('cancelled', `Ended while ${name} was asked. Nothing was written.`);
}

/** After how long it is told whom is waited for, in milliseconds. */
const SOON = 700;

async function patiently<T>(
  { name }: Hook,
  { progress }: Asking,
  run: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => progress.show(`Asking ${name} …`), SOON);
  try {
    return await run();
  } finally {
    clearTimeout(timer);
    progress.end();
  }
}
