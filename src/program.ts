import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { answerShell, isAskedByShell } from './commands/complete';
import { topicLines } from './commands/help';
import { dashboardVerb, nextVerb } from './commands/next';
import { type Act, examples, type Verb } from './commands/verb';
import { type Context, createContext, type GlobalOptions, outputsFor, type World } from './context';
import { harmless } from './ui/harmless';
import { dim, line, type Screen, styled } from './ui/text';
import { PROBLEM_EXIT_CODES, Problem } from './watchlist/problem';

/** What is typed every day, or run at each prompt, is fetched by itself, which is quicker than all verbs are. */
const OFTEN: readonly (readonly [names: readonly string[], fetch: () => Verb | Promise<Verb>])[] = [
  [['next'], () => nextVerb],
  [['watch', 'w'], async () => (await import('./commands/watch')).watchVerb],
  [['list', 'ls'], async () => (await import('./commands/list')).listVerb],
  [['info', 'show'], async () => (await import('./commands/info')).infoVerb],
  [['prompt'], async () => (await import('./commands/prompt')).promptVerb],
];

/** The verbs by their first names, as the help groups them. */
const GROUPS: readonly { readonly heading: string; readonly verbs: readonly string[] }[] = [
  {
    heading: 'Every day:',
    verbs: ['next', 'calendar', 'plan', 'watch', 'verdict', 'review', 'decide'],
  },
  { heading: 'Looking back:', verbs: ['verdicts', 'digest', 'stats', 'report', 'moods'] },
  {
    heading: 'Your list:',
    verbs: ['add', 'list', 'info', 'edit', 'status', 'drop', 'pause', 'resume', 'remove'],
  },
  {
    heading: 'When episodes drop:',
    verbs: [
      'refresh',
      'releases',
      'follow',
      'release',
      'dropped',
      'break',
      'delay',
      'batch',
      'hiatus',
      'episodes',
    ],
  },
  { heading: 'In and out:', verbs: ['import', 'export'] },
  {
    heading: 'Reminders and calendars:',
    verbs: ['remind', 'hold', 'prompt', 'serve'],
  },
  { heading: 'Going back:', verbs: ['undo', 'redo', 'log', 'backup'] },
  {
    heading: 'Around it:',
    verbs: ['search', 'catalog', 'config', 'completion', 'doctor', 'help'],
  },
];

/**
 * Runs one command line and resolves to its exit code: 0 done, 1 failed, 2 used wrongly, 3 not found
 * or ambiguous, 130 cancelled. Never rejects.
 * @param argv the arguments after the program's name.
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  if (isAskedByShell(argv)) {
    await answerShell(argv, world);
    return 0;
  }
  const program = programFor(argv, await verbsFor(argv), world);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const verb = argv
      .map((word) =>
        program.commands.find((one) => one.name() === word || one.aliases().includes(word)),
      )
      .find((command) => command !== undefined);
    const cause = await causeOf(error, () => createContext(world, program.opts<GlobalOptions>()));
    const problem = problemFrom(cause, verb);
    if (!problem.isTold) await tell(problem, argv, world);
    if (world.env.DEBUG && error instanceof Error) {
      const stack = (error.stack ?? '').split('\n').map(harmless);
      world.stderr.write(`${stack.join('\n')}\n`);
    }
    return PROBLEM_EXIT_CODES[problem.code];
  }
}

/** The verbs that a run can come to: one, if it begins with one of {@link OFTEN}. */
async function verbsFor([word, ...others]: readonly string[]): Promise<readonly Verb[]> {
  if (word === undefined || (word === '--version' && others.length === 0)) return [];
  const [, fetch] = OFTEN.find(([names]) => names.includes(word)) ?? [];
  return fetch === undefined ? allVerbs() : [await fetch()];
}

async function allVerbs(): Promise<readonly Verb[]> {
  return (await import('./commands/all')).ALL;
}

/**
 * Whether a run can come to a verb: its name stands among the arguments, or help may list it. To
 * define the others would cost each run a tenth of its start.
 */
function isNeeded({ names }: Verb, argv: readonly string[]): boolean {
  return argv.some(
    (word) => names.includes(word) || /^(?:help|--help|-[a-zA-Z]*h[a-zA-Z]*)$/.test(word),
  );
}

/** The whole command tree, for what is made from it: it is not run, and prints nothing. */
export async function wholeTree(): Promise<Command> {
  return treeFor(
    ['help'],
    await allVerbs(),
    () => {},
    () => async () => {},
  );
}

/** The command tree, as far as these arguments can reach into it. */
function programFor(argv: readonly string[], verbs: readonly Verb[], world: World): Command {
  const program: Command = treeFor(
    argv,
    verbs,
    (text) => world.stdout.write(text),
    (verb) =>
      async (...args) => {
        const context = await createContext(world, program.opts<GlobalOptions>());
        await verb(context, ...args);
        if (context.quiet) return;
        for (const warning of context.warnings) await context.err.print(problemScreen(warning));
      },
  );
  return program;
}

function treeFor(
  argv: readonly string[],
  all: readonly Verb[],
  write: (text: string) => void,
  act: Act,
): Command {
  const program = new Command('jikai')
    .description('The anime watchlist that lives in your terminal.')
    .usage('[command] [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .option('--json', 'print JSON alone')
    .option('--now <moment>', 'pretend it is then')
    .option('--timezone <zone>', 'show times in this zone')
    .option('--data-dir <folder>', 'keep the watchlist there')
    .option('--no-color', 'print without colour')
    .option('--no-input', 'never ask; fail and name the flag instead')
    .option('-y, --yes', 'answer yes to questions about your list')
    .option('-n, --dry-run', 'tell what would change, and change nothing')
    .option('-q, --quiet', 'say nothing but results and errors')
    .option('--no-hooks', 'run none of your hooks')
    .option('--spoilers', 'tell notes on episodes past your progress too')
    .addHelpText(
      'after',
      () => `${examples('add "Metallic Rouge" --verdict "We\'ll see"', 'watch rouge --verdict Hooked')}
${topicLines()}

Without a command, jikai shows what drops next and what waits for you.
Every option above works before and after each command.`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: () => {},
      outputError: () => {},
    })
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() });
  const needed = all.filter((verb) => isNeeded(verb, argv));
  for (const { heading, verbs } of GROUPS) {
    program.commandsGroup(heading);
    for (const one of verbs) {
      const verb = needed.find(({ names: [name] }) => name === one);
      if (verb === undefined) continue;
      const [name, ...aliases] = verb.names;
      verb.define(program.command(name).aliases(aliases), act);
    }
  }
  const dashboard = dashboardVerb(all.flatMap(({ names }) => names));
  dashboard.define(program.command(dashboard.names[0], { isDefault: true, hidden: true }), act);
  return program;
}

/**
 * What is behind an error that nothing of ours should make: that the list is not as we wrote it any more,
 * if all of it is looked at; else the error itself.
 */
async function causeOf(error: unknown, makeContext: () => Promise<Context>): Promise<unknown> {
  if (error instanceof Problem || error instanceof CommanderError) return error;
  try {
    const { store, places } = await makeContext();
    (await import('./store/distrust')).distrust(store.file, places.state);
    await store.read();
    return error;
  } catch (found) {
    return found instanceof Problem ? found : error;
  }
}

function problemFrom(error: unknown, verb: Command | undefined): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CommanderError) return usageProblem(error, verb);
  if (isNestedTooDeeply(error)) {
    return new Problem(
      'failed',
      'A file that was to be read is nested too deeply: thousands of lists, each in another.',
      { hint: 'Your list is as it was. DEBUG=1 shows where it went wrong.', cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('failed', `Something went wrong inside jikai: ${message}`, {
    hint: 'Your list is as it was. Run it again with DEBUG=1 and report what it prints, please.',
    cause: error,
  });
}

/** Nothing of ours calls itself as often as that, but for what goes into the depth of a value. */
function isNestedTooDeeply(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** commander's word for what is wrong with the arguments, in our manner. */
function usageProblem({ message }: CommanderError, verb: Command | undefined): Problem {
  const [what = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const plainer = what
    .replace(/^[Cc]ommand-argument value '(.*)' is invalid for argument '(.*)'\./, '"$1" is no $2.')
    .replace(
      /^option '(?:-\w, )?(--[\w-]+).*' argument '(.*)' is invalid\./,
      '"$2" does not go with $1.',
    )
    .replace(/ Allowed choices are /, ' Choose one of ')
    .replace(
      /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)/,
      (_, name: string, most: string, number: string) =>
        `More words than jikai ${pathOf(name, verb)} takes: ${number} instead of ${most}`,
    );
  const sentence = `${plainer.charAt(0).toUpperCase()}${plainer.slice(1)}`;
  const suggestion = rest.join(' ').replace(/^\((.*)\)$/, '$1');
  const help = verb === undefined ? 'jikai help' : `jikai help ${verb.name()}`;
  return new Problem('usage', /[.?!]$/.test(sentence) ? sentence : `${sentence}.`, {
    hint: suggestion === '' ? `${help} shows how it is used.` : suggestion,
  });
}

/** A command by all the words that lead to it, which commander tells by its own name alone: `moods list`. */
function pathOf(name: string, verb: Command | undefined): string {
  const isBelow = verb?.commands.some((one) => one.name() === name) ?? false;
  return verb === undefined || !isBelow ? name : `${verb.name()} ${name}`;
}

/** The one place where something that went wrong is told. */
async function tell(problem: Problem, argv: readonly string[], world: World): Promise<void> {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const { out, err } = outputsFor(world, { color: !flags.includes('--no-color') });
  if (flags.includes('--json')) {
    const { code, message, hint, candidates } = problem;
    out.json({
      error: {
        code,
        message,
        hint: hint ?? null,
        ...(candidates.length === 0 ? {} : { candidates }),
      },
    });
    return;
  }
  await err.print(problemScreen(problem));
}

function problemScreen({ code, message, hint, candidates }: Problem): Screen {
  return [
    line(code === 'cancelled' ? message : styled('red', message)),
    ...candidates.map((candidate) => line(`  ${candidate}`)),
    ...(hint === undefined ? [] : [line(dim(hint))]),
  ];
}
