import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Context } from '../context';
import { type Job, TIMER_NAMES, type TimerName } from '../reminders/timers/timer';
import { bold, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { dryMark, planScreen, showThenAsk, stepJson, tellOfPlan } from './steps';
import { type Act, examples } from './verb';

interface InstallOptions {
  readonly every?: string;
  readonly using?: TimerName;
}

/** The interval unless told, in minutes. */
const EVERY = 10;

/** Gives `jikai remind` its commands that have it run by itself, and end that. */
export function defineInstall(remind: Command, act: Act): void {
  remind
    .command('install')
    .summary('have reminders delivered by themselves')
    .description(
      'Has jikai remind run by itself: by the timer your system has, or by your shell when a terminal opens. What is written and run is shown before.',
    )
    .option('--every <interval>', 'how often, from 1m to 24h (10m unless told)')
    .addOption(usingOption('run by this one'))
    .addHelpText(
      'after',
      examples(
        'remind install',
        'remind install --every 30m',
        'remind install --using shell',
        'remind install --dry-run',
      ),
    )
    .action(act(async (context: Context, options: InstallOptions) => install(context, options)));
  remind
    .command('uninstall')
    .summary('no longer have them delivered by themselves')
    .description(
      'Takes away what jikai remind install set up, all of it or one timer, and leaves nothing behind.',
    )
    .addOption(usingOption('only this one'))
    .addHelpText('after', examples('remind uninstall', 'remind uninstall --using shell'))
    .action(
      act(async (context: Context, { using }: { using?: TimerName }) => uninstall(context, using)),
    );
}

function usingOption(explains: string): Option {
  return new Option('--using <timer>', explains).choices(TIMER_NAMES);
}

async function install(context: Context, { every: wanted, using }: InstallOptions): Promise<void> {
  const { pickTimer, stateOf, parseEvery, everyWords, otherClock, lastingPath, carryOut } =
    await timers();
  const asked = wanted === undefined ? undefined : parseEvery(wanted);
  const { timer, why } = await pickTimer(using, context);
  const { name } = timer;
  if (name === 'shell' && asked !== undefined) {
    throw new Problem('usage', 'A shell has no clock: it tells when a terminal opens.', {
      hint: 'Leave out --every, or choose another timer with --using.',
    });
  }
  const present = await stateOf(timer, context);
  const every = asked ?? present.every ?? EVERY;
  const job = jobFor(context, every, (program, path) => lastingPath(program, path, context.env));
  const plan = await timer.installing(job, context);
  const when = name === 'shell' ? 'when a terminal opens' : everyWords(every);
  const report = {
    name,
    why,
    every: name === 'shell' ? null : every,
    changed: plan.length > 0 && !context.dryRun,
  };
  if (plan.length > 0) {
    const begin = [line(bold(titleOf(name)), ` is to run jikai remind ${when}: ${why}.`)];
    await showThenAsk(context, [...begin, ...planScreen(plan)], 'Set it up?', {
      what: 'A timer is set up only once you agree.',
    });
    if (!context.dryRun) await carryOut(plan, context);
  }
  const doubts = [
    await timer.doubt?.(context),
    doubleWords(name, await otherClock(timer, context)),
  ].filter((doubt) => doubt !== undefined);
  await tellOfPlan(context, {
    json: { timer: { ...report, ...dryMark(context), steps: plan.map(stepJson), doubts } },
    isNothing: plan.length === 0,
    nothing: `${titleOf(name)} runs jikai remind ${when} already: nothing is to be changed.`,
    done: `${titleOf(name)} now runs jikai remind ${when}.`,
    back: 'To take it away: jikai remind uninstall',
    doubts,
  });
}

async function uninstall(context: Context, using: TimerName | undefined): Promise<void> {
  const { leavingTimers, carryOut } = await timers();
  const leaving = await leavingTimers(using, context);
  const names = leaving.map(({ timer }) => timer.name);
  if (leaving.length > 0) {
    const screen = leaving.flatMap(({ timer, plan }) => [
      line(bold(titleOf(timer.name)), ' is no longer to run jikai remind.'),
      ...planScreen(plan),
    ]);
    await showThenAsk(context, screen, 'Take it away?', {
      what: 'A timer is taken away only once you agree.',
    });
    if (!context.dryRun) {
      // One that cannot be taken away keeps no other.
      const ends = await Promise.allSettled(leaving.map(({ plan }) => carryOut(plan, context)));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    }
  }
  await tellOfPlan(context, {
    json: {
      timers: leaving.map(({ timer, plan }) => ({
        name: timer.name,
        changed: !context.dryRun,
        ...dryMark(context),
        steps: plan.map(stepJson),
      })),
    },
    isNothing: leaving.length === 0,
    nothing: `Nothing of jikai is set up${using === undefined ? '' : ` for ${using}`}: nothing is to be changed.`,
    done: `Taken away: jikai remind is no longer run by ${names.join(' and ')}.`,
    back: 'To set it up again: jikai remind install',
    doubts: [],
  });
}

/** The timers are in a file of their own: few runs need them. */
async function timers() {
  return import('../reminders/timers/timers');
}

/**
 * What is to be run: this very jikai, on this very list.
 * @param lasting the path of a program that outlives updates, by its name and its present path.
 * @throws Problem `failed` when a path has what no timer can hold.
 */
export function jobFor(
  context: Context,
  every: number,
  lasting: (program: string, path: string) => string,
): Job {
  const { system, env, store, remindFolder } = context;
  const isUsual = basename(remindFolder) === 'remind';
  const job: Job = {
    every,
    node: lasting('node', system.node),
    program: lasting('jikai', system.program),
    env: placesIn(env),
    options: isUsual ? [] : ['--data-dir', dirname(store.file)],
    store: store.file,
    next: join(remindFolder, 'terminal.next'),
  };
  const paths = [job.node, job.program, job.store, job.next, ...job.options];
  const bad = [...paths, ...Object.values(job.env)].find((path) => /\p{Cc}/u.test(path));
  if (bad === undefined) return job;
  throw new Problem('failed', `The path ${JSON.stringify(bad)} has a control character in it.`, {
    hint: 'No timer can hold such a path: choose another.',
  });
}

/** The variables that say where jikai's folders are, as far as they are set and heeded. */
function placesIn(env: Context['env']): Readonly<Record<string, string>> {
  const { JIKAI_HOME } = env;
  const xdg = ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'];
  return Object.fromEntries([
    ...(JIKAI_HOME === undefined || JIKAI_HOME === '' ? [] : [['JIKAI_HOME', resolve(JIKAI_HOME)]]),
    ...xdg.flatMap((name) => {
      const value = env[name];
      return value !== undefined && isAbsolute(value) ? [[name, value]] : [];
    }),
  ]);
}

/** A timer at the beginning of a sentence. */
function titleOf(name: TimerName): string {
  return name === 'shell' ? 'Your shell' : name;
}

function doubleWords(name: TimerName, other: TimerName | undefined): string | undefined {
  if (other === undefined) return undefined;
  return `${other} runs it as well, and one of ${name} and ${other} is enough: jikai remind uninstall --using ${other}`;
}
