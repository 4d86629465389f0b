import { readdirSync, readFileSync } from 'node:fs';
import { quoted } from '../../store/failures';
import { Problem } from '../../watchlist/problem';
import { runProgram } from '../programs';
import { clockOf, everyText, nearestClocks } from './every';
import { onPath } from './lasting-path';
import { linesIn, withLines, withoutLines } from './marked-lines';
import { runsOf } from './present';
import { everyIn, signature } from './signature';
import type { Job, Shown, Step, Surroundings, Timer } from './timer';
import { settings, shellWords } from './words';

const CRONTAB = 'your crontab';

/** The longest command that every cron takes, in bytes: Debian's and BSD's have room for 1000. */
const LONGEST = 998;

/** A line in the user's crontab. */
export const cron: Timer = {
  name: 'cron',
  reason: 'crontab is here',
  absence: 'There is no crontab here',

  isHere: async ({ system, env }) =>
    system.platform !== 'win32' && onPath('crontab', env) !== undefined,

  async installing(job, at) {
    const before = await read(at);
    const after = withLines(before, cronLines(job), CRONTAB);
    if (after === before) return [];
    const lines = linesIn(after, CRONTAB) ?? [];
    return [replacing(after, { where: CRONTAB, what: 'added', lines })];
  },

  async uninstalling(at) {
    const before = await readIfHere(at);
    const lines = linesIn(before ?? '', CRONTAB);
    if (before === undefined || lines === undefined) return [];
    const after = withoutLines(before, CRONTAB);
    const shown = { where: CRONTAB, what: 'removed', lines } as const;
    if (after !== undefined) return [replacing(after, shown)];
    return [{ kind: 'run', argv: ['crontab', '-r'], shown }];
  },

  async state(at) {
    const lines = linesIn((await readIfHere(at)) ?? '', CRONTAB);
    if (lines === undefined) return { name: 'cron', installed: false, where: [] };
    const every = everyIn(lines.join('\n'));
    const command = lines.find((line) => !line.startsWith('#'))?.replace(/^(?:\S+\s+){5}/, '');
    const words = shellWords((command ?? '').replaceAll('\\%', '%'));
    const [node, program] = words.filter((word) => word !== ENV && !/^[A-Z_]+=/.test(word));
    return {
      name: 'cron',
      installed: true,
      where: [CRONTAB],
      ...(every === undefined ? {} : { every }),
      ...runsOf(node, program),
    };
  },

  doubt: async ({ system }) =>
    system.platform === 'linux' && isNoneRunning()
      ? 'No cron seems to be running here, and until one does nothing is told: start it, or take --using shell.'
      : undefined,
};

/** Sets variables for any shell: a crontab may name another than sh. */
const ENV = '/usr/bin/env';

/**
 * Our lines of a crontab, by crontab(5).
 * @throws Problem `usage` when cron cannot run at such an interval, `failed` when paths are too long.
 */
export function cronLines({ every, node, program, options, env }: Job): readonly string[] {
  const clock = clockOf(every);
  if (clock === undefined) {
    const near = nearestClocks(every).map((minutes) => `--every ${everyText(minutes)}`);
    throw new Problem('usage', `cron cannot run anything every ${everyText(every)}.`, {
      hint: `It can with ${near.join(' or ')}: what goes into an hour or a day evenly.`,
    });
  }
  const words = [node, program, 'remind', '--background', ...options].map(quoted);
  const set = settings(env);
  const command = [...(set.length === 0 ? [] : [ENV]), ...set, ...words].map(cronWord).join(' ');
  const silent = `${command} >/dev/null 2>&1`;
  if (Buffer.byteLength(silent) > LONGEST) {
    throw new Problem('failed', 'The paths are too long for a line of a crontab.', {
      hint: 'Keep jikai or its folders somewhere with a shorter path.',
    });
  }
  const minutes = clock.step === 60 ? '0' : clock.step === 1 ? '*' : `*/${clock.step}`;
  return [
    ...signature(every).map((text) => `# ${text}`),
    `${minutes} ${clock.hours?.join(',') ?? '*'} * * * ${silent}`,
  ];
}

/**
 * A shell's word in a crontab, where `%` ends the command unless a backslash stands before it. Old
 * crons take a backslash before that, or two together, for one: quotes are closed and opened between.
 */
function cronWord(word: string): string {
  return word.replace(/\\(?=[\\%])/g, "\\''").replaceAll('%', '\\%');
}

function replacing(content: string, shown: Shown): Step {
  return { kind: 'run', argv: ['crontab', '-'], input: content, shown };
}

/** The names of crons as processes; busybox's is `crond` too. */
const DAEMONS = ['cron', 'crond', 'fcron', 'bcron-sched'];

/** Whether no cron is among the processes, as far as all of them can be seen. */
function isNoneRunning(): boolean {
  try {
    // Where the others' processes are hidden, so is the first.
    readFileSync('/proc/1/comm');
    const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return !numbers.some((number) => DAEMONS.includes(nameOf(number)));
  } catch {
    return false;
  }
}

function nameOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

async function readIfHere(at: Surroundings): Promise<string | undefined> {
  return (await cron.isHere(at)) ? read(at) : undefined;
}

/** More than this is not all of it, as programs' outputs are cut. */
const MOST = 900_000;

/**
 * The user's crontab; undefined when there is none.
 * @throws Problem `failed` when it cannot be read, or not to the letter.
 */
async function read({ env }: Surroundings): Promise<string | undefined> {
  const { code, stdout, stderr, failure } = await runProgram('crontab', ['-l'], {
    env: { ...env, LC_ALL: 'C' },
  });
  if (code !== 0) {
    // Vixie's, BSD's and cronie's; then busybox's.
    if (/\bno crontab\b|can't open .*No such file/i.test(stderr)) return undefined;
    const why = stderr.trim() || failure || `it ended with ${code}`;
    throw new Problem('failed', `Your crontab could not be read: ${why}`, {
      hint: 'Choose another timer with --using, or set right what crontab -l says.',
    });
  }
  if (stdout.includes('\ufffd') || stdout.length > MOST) {
    throw new Problem('failed', 'Your crontab cannot be read to the letter, so it is left alone.', {
      hint: 'It is too large, or not all of it is UTF-8. Put the line there by hand: crontab -e',
    });
  }
  return stdout;
}
