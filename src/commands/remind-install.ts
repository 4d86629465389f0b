import { isAbsolute, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Context } from '../context';
import {
  type Job,
  type Plan,
  type Shown,
  type Step,
  TIMER_NAMES,
  type TimerName,
} from '../reminders/timers/timer';
import { quoted } from '../store/failures';
import { blank, bold, dim, line, type Screen, styled } from '../ui/text';
import { asOurs, Problem } from '../watchlist/problem';
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
    .action(
      act(async (context: Context, options: InstallOptions, command: Command) =>
        install(context, options, command.optsWithGlobals<{ dataDir?: string }>().dataDir),
      ),
    );
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

async function install(
  context: Context,
  { every: wanted, using }: InstallOptions,
  dataDir: string | undefined,
): Promise<void> {
  const { pickTimer, stateOf, parseEvery, everyWords, otherClock, lastingPath, carryOut } =
    await timers();
  await ours(async () => {
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
    const job = jobFor(context, every, dataDir, (program, path) =>
      lastingPath(program, path, context.env),
    );
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
    await tell(context, {
      json: { timer: { ...report, ...dryMark(context), steps: plan.map(stepJson), doubts } },
      isNothing: plan.length === 0,
      nothing: `${titleOf(name)} runs jikai remind ${when} already: nothing is to be changed.`,
      done: `${titleOf(name)} now runs jikai remind ${when}.`,
      back: 'To take it away: jikai remind uninstall',
      doubts,
    });
  });
}

async function uninstall(context: Context, using: TimerName | undefined): Promise<void> {
  const { leavingTimers, carryOut } = await timers();
  await ours(async () => {
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
    await tell(context, {
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
  });
}

/** The timers are in a file of their own: few runs need them. */
async function timers() {
  return import('../reminders/timers/timers');
}

/** What goes wrong in there, as a problem of ours. */
async function ours(use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch (error) {
    throw asOurs(error);
  }
}

/**
 * What is to be run: this very jikai, on this very list.
 * @param lasting the path of a program that outlives updates, by its name and its present path.
 * @throws Problem `failed` when a path has what no timer can hold.
 */
export function jobFor(
  context: Context,
  every: number,
  dataDir: string | undefined,
  lasting: (program: string, path: string) => string,
): Job {
  const { system, env, store, remindFolder } = context;
  const job: Job = {
    every,
    node: lasting('node', system.node),
    program: lasting('jikai', system.program),
    env: placesIn(env),
    options: dataDir === undefined ? [] : ['--data-dir', resolve(dataDir)],
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

/**
 * Shows what is to be done and has the person agree, where somebody is there.
 * @throws Problem `usage` when nobody is and `--yes` was not said; `cancelled` at a no.
 */
async function showThenAsk(
  context: Context,
  screen: Screen,
  question: string,
  { what }: { readonly what: string },
): Promise<void> {
  const { dryRun, yes, interactive, json, quiet } = context;
  const isAgreed = dryRun || yes;
  if (!isAgreed && !interactive) {
    throw new Problem('usage', what, {
      hint: 'Add --yes to agree; --dry-run shows what would be done.',
    });
  }
  if (!json && !(quiet && isAgreed)) await context.out.print(screen);
  if (isAgreed) return;
  if (!(await context.prompts.confirm(question, true))) {
    throw new Problem('cancelled', 'Nothing was changed.');
  }
}

/** Steps that say but one line each stand together under one heading. */
function planScreen(plan: Plan): Screen {
  const lines = plan.flatMap((step, index): Screen => {
    const [title, words, body] = stepWords(step);
    const before = plan[index - 1];
    const follows = before !== undefined && title === '' && stepWords(before)[1] === words;
    const head = follows ? [] : [blank, line(bold(title), words)];
    return [...head, ...body.map((text) => line(dim(`  ${text}`)))];
  });
  return [...lines, blank];
}

const WHAT: Readonly<Record<Shown['what'], string>> = {
  written: 'is written:',
  added: 'gets these lines:',
  removed: 'loses these lines:',
};

/** A step's heading, of what it is about and what is done to that, and the lines below. */
function stepWords(step: Step): readonly [title: string, words: string, body: readonly string[]] {
  if (step.kind === 'remove-folder') {
    return ['', REMOVED, [`${step.folder}, if nothing else is in it`]];
  }
  const { kind, shown } = step;
  if (kind === 'remove') {
    return shown === undefined
      ? ['', REMOVED, [step.file]]
      : [shown.where, ' is removed, with these lines in it:', shown.lines];
  }
  if (shown !== undefined) return [shown.where, ` ${WHAT[shown.what]}`, shown.lines];
  return kind === 'run'
    ? ['', 'These are run:', [step.argv.map(quoted).join(' ')]]
    : ['', 'These are written:', [step.file]];
}

const REMOVED = 'These are removed:';

/** A step as data: what of a file or a crontab is ours is given line by line. */
function stepJson(step: Step): unknown {
  switch (step.kind) {
    case 'run':
      return { run: step.argv, ...shownJson(step.shown) };
    case 'write':
      return { write: step.file, ...shownJson(step.shown) };
    case 'remove':
      return { remove: step.file, ...shownJson(step.shown) };
    case 'remove-folder':
      return { removeFolder: step.folder };
  }
}

function shownJson(shown: Shown | undefined): object {
  return shown === undefined ? {} : { [shown.what]: shown.lines };
}

/** A timer at the beginning of a sentence. */
function titleOf(name: TimerName): string {
  return name === 'shell' ? 'Your shell' : name;
}

function dryMark({ dryRun }: Context): { readonly dryRun?: true } {
  return dryRun ? { dryRun } : {};
}

function doubleWords(name: TimerName, other: TimerName | undefined): string | undefined {
  if (other === undefined) return undefined;
  return `${other} runs it as well, and one of ${name} and ${other} is enough: jikai remind uninstall --using ${other}`;
}

interface Telling {
  readonly json: unknown;
  readonly isNothing: boolean;
  readonly nothing: string;
  readonly done: string;
  readonly back: string;
  readonly doubts: readonly string[];
}

async function tell(
  { out, err, json: isJson, quiet, dryRun }: Context,
  { json, isNothing, nothing, done, back, doubts }: Telling,
): Promise<void> {
  if (isJson) {
    out.json(json);
    return;
  }
  if (quiet) return;
  if (isNothing) await out.print([line(nothing)]);
  else if (dryRun)
    await err.print([line(styled('yellow', 'Nothing was written: this was a dry run.'))]);
  else {
    await out.print([line(styled('green', done))]);
    await err.print([line(dim(back))]);
  }
  await err.print(doubts.map((doubt) => line(styled('yellow', doubt))));
}
