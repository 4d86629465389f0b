import { type Ran, runProgram } from '../reminders/programs';
import { flawOf, type Trouble } from './flaw';
import { type Hook, occasionOf } from './hook';

/** How hooks are run. */
export interface HookRunning {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the list, for a hook that calls jikai about it. */
  readonly dataFolder: string;
  /** How long one may take, in milliseconds. */
  readonly patience: number;
  /** Ends it before. */
  readonly signal?: AbortSignal | undefined;
}

/** What came of running a hook: the lines it printed, or what was wrong. */
export type Outcome =
  | { readonly said: readonly string[] }
  | { readonly trouble: Trouble }
  | 'interrupted';

/** How much of its output is kept, in bytes. */
const MOST = 64 * 1024;

/** How many of its lines are told, and how many letters of each. */
const LINES = { refusing: 3, agreeing: 10 } as const;
const LETTERS = 300;

/**
 * Runs a hook to its end. It reads what it is about on its standard input, and what it prints is kept from
 * our own output.
 * @param about becomes JSON, behind the hook's occasion.
 */
export async function runHook(
  hook: Hook,
  about: Readonly<Record<string, unknown>>,
  { env, dataFolder, patience, signal }: HookRunning,
): Promise<Outcome> {
  const flaw = flawOf(hook);
  if (flaw !== undefined) return { trouble: flaw };
  const occasion = `on-${occasionOf(hook.name)}`;
  const ran = await runProgram(hook.file, [], {
    env: { ...env, JIKAI_HOOK: occasion, JIKAI_DATA_DIR: dataFolder },
    input: `${JSON.stringify({ hook: occasion, ...about })}\n`,
    patience,
    most: MOST,
    signal,
  });
  if (ran.failure === 'ABORTED') return 'interrupted';
  if (ran.code === 0) {
    return { said: [...linesOf(ran.stdout), ...linesOf(ran.stderr)].slice(0, LINES.agreeing) };
  }
  return { trouble: troubleOf(hook, ran, patience) };
}

function troubleOf({ name }: Hook, ran: Ran, patience: number): Trouble {
  const { code, failure } = ran;
  if (code !== undefined) {
    const words = reasonIn(ran);
    const reason = words === '' ? '' : `: ${words}`;
    // There is nothing to refuse in a drop.
    if (occasionOf(name) === 'drop') return { words: `${name} ended with ${code}${reason}` };
    return { words: `${name} refused${reason || ` (it ended with ${code})`}` };
  }
  switch (failure) {
    case 'ETIMEDOUT': {
      const longer = Math.min(600, Math.ceil((patience / 1000) * 4));
      return {
        words: `${name} did not end within ${patience / 1000} s`,
        mend: `jikai config set hookTimeout ${longer}`,
      };
    }
    // The file is there: it was looked at.
    case 'ENOENT':
      return { words: `${name} names a program in its first line that is not there` };
    case 'ENOEXEC':
      return { words: `${name} is no program, and has no first line such as #!/bin/sh` };
    default:
      return /^SIG/.test(failure ?? '')
        ? { words: `${name} was ended by ${failure}` }
        : { words: `${name} could not be started (${failure})` };
  }
}

/** Why it refuses, in its own words: on its standard output, or else beside it. Without a full stop. */
function reasonIn({ stdout, stderr }: Ran): string {
  const lines = linesOf(stdout);
  const told = lines.length > 0 ? lines : linesOf(stderr);
  return told.slice(0, LINES.refusing).join(' ').replace(/\.$/, '');
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => (one.length <= LETTERS ? one : `${[...one].slice(0, LETTERS - 1).join('')}…`));
}
