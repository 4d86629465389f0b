import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { World } from '../../src/context';
import { run } from '../../src/program';
import type { Choice, Prompts } from '../../src/terminal/prompts';
import { zoneNamed } from '../../src/watchlist/zone';

/**
 * jikai without a process: command lines run through `run`, in a home of their own, at a fixed time,
 * on streams that remember what was printed, with somebody at the keyboard who follows a script.
 */

/** Where homes stand, also while a test has it that passing files belong elsewhere. */
const room = tmpdir();

const catalogFile = path.resolve(import.meta.dirname, '../../data/catalog.txt');

/** Somebody presses Ctrl-C. */
export const CTRL_C = Symbol('Ctrl-C');

/** Somebody types into a search, and takes the offer that has this value. */
export interface Typed {
  readonly typed: string;
  readonly take: string;
}

/** `true` and `false` answer a confirmation, a text takes the offer of that value untyped. */
export type Answer = boolean | string | Typed | typeof CTRL_C;

/** A question that was asked, and what was offered. */
export interface Asked {
  readonly question: string;
  readonly offers: readonly Choice[];
}

export interface Setting {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly now?: string;
  readonly zone?: string;
  /** Whether stdout is a terminal; false unless told. */
  readonly outIsTTY?: boolean;
  /** Whether stderr is a terminal; false unless told. */
  readonly errIsTTY?: boolean;
  /** Whether stdin is a terminal; false unless told. */
  readonly inIsTTY?: boolean;
  readonly columns?: number;
  /** What stdin holds; nothing unless told. */
  readonly input?: string;
  /** The way to the network; without it, to take it is an error. */
  readonly net?: World['net'];
  /** What is answered, in order; being asked more is an error. */
  readonly answers?: readonly Answer[];
}

/** What one command line did. */
export interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly Asked[];
}

/** Somebody sits there: every stream is a terminal. */
export function seated(...answers: readonly Answer[]): Setting {
  return { outIsTTY: true, errIsTTY: true, inIsTTY: true, answers };
}

/** Monday noon, two days before the first episode of Metallic Rouge. */
export const MONDAY = '2024-01-08T12:00:00Z';

/** No network: jikai goes out only when it is told to. */
const NO_NET: World['net'] = {
  fetch: () => Promise.reject(new Error('jikai went out to the network unasked')),
  wait: () => Promise.resolve(),
  patience: 1000,
};

class Stream {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';

  constructor(isTTY: boolean, columns: number) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

/** Thrown by inquirer on Ctrl-C. */
class ExitPromptError extends Error {
  override readonly name = 'ExitPromptError';
}

function scripted(answers: readonly Answer[], asked: Asked[]): Prompts {
  const left = [...answers];
  const answer = (question: string): Exclude<Answer, symbol> => {
    const next = left.shift();
    if (next === undefined) throw new Error(`Nobody is there to answer "${question}"`);
    if (next === CTRL_C) throw new ExitPromptError('User force closed the prompt');
    return next as Exclude<Answer, symbol>;
  };
  return {
    confirm: async (question) => {
      asked.push({ question, offers: [] });
      const said = answer(question);
      if (typeof said !== 'boolean') throw new Error(`"${question}" wants yes or no`);
      return said;
    },
    search: async (question, find) => {
      const untyped = await find('');
      asked.push({ question, offers: untyped });
      const said = answer(question);
      if (typeof said === 'boolean') throw new Error(`"${question}" wants a choice`);
      const { typed, take } = typeof said === 'string' ? { typed: '', take: said } : said;
      const offers = typed === '' ? untyped : await find(typed);
      if (typed !== '') asked.push({ question: `${question} ${typed}`, offers });
      if (!offers.some(({ value }) => value === take)) {
        throw new Error(`"${take}" is not among ${offers.map(({ value }) => value).join(', ')}`);
      }
      return take;
    },
    select: async (question, choices) => {
      asked.push({ question, offers: choices });
      const said = answer(question);
      if (!choices.some(({ value }) => value === said)) {
        throw new Error(`"${said}" is not among ${choices.map(({ value }) => value).join(', ')}`);
      }
      return String(said);
    },
    input: async (question) => {
      asked.push({ question, offers: [] });
      const said = answer(question);
      if (typeof said !== 'string') throw new Error(`"${question}" wants a text`);
      return said;
    },
  };
}

/** A home with its own watchlist, settings and journal. */
export class Home {
  readonly folder = mkdtempSync(path.join(room, 'jikai-test-'));

  /** Runs one command line and tells what came of it. */
  async run(argv: readonly string[], setting: Setting = {}): Promise<Told> {
    const { env = {}, now = MONDAY, zone = 'Europe/Berlin', answers = [], net = NO_NET } = setting;
    const { input = '' } = setting;
    const { outIsTTY = false, errIsTTY = false, inIsTTY = false, columns = 80 } = setting;
    const stdout = new Stream(outIsTTY, columns);
    const stderr = new Stream(errIsTTY, columns);
    const asked: Asked[] = [];
    const world: World = {
      stdout,
      stderr,
      stdin: {
        isTTY: inIsTTY,
        text: async () => input,
        pieces: async function* () {
          yield Buffer.from(input);
        },
      },
      env,
      clock: () => Date.parse(now),
      systemZone: zoneNamed(zone),
      places: {
        data: path.join(this.folder, 'data'),
        config: path.join(this.folder, 'config'),
        state: path.join(this.folder, 'state'),
      },
      system: {
        platform: 'linux',
        home: this.folder,
        user: 1000,
        node: process.execPath,
        program: path.resolve(import.meta.dirname, '../../bin/jikai.js'),
      },
      catalogFile,
      onInterrupt: () => () => {},
      prompts: scripted(answers, asked),
      net,
    };
    const code = await run(argv, world);
    return { code, out: stdout.text, err: stderr.text, asked };
  }

  /** Runs command lines that must all succeed. */
  async runAll(...lines: readonly (readonly string[])[]): Promise<void> {
    for (const argv of lines) {
      const { code, out, err } = await this.run(argv);
      if (code !== 0) throw new Error(`jikai ${argv.join(' ')} ended with ${code}: ${out}${err}`);
    }
  }

  /** The value that a command line with `--json` printed, which must be all it printed. */
  async json(argv: readonly string[], setting: Setting = {}): Promise<unknown> {
    const { out, err } = await this.run([...argv, '--json'], setting);
    if (err !== '') throw new Error(`jikai ${argv.join(' ')} --json said on stderr: ${err}`);
    return JSON.parse(out);
  }

  get storeFile(): string {
    return path.join(this.folder, 'data', 'watchlist.json');
  }

  get configFile(): string {
    return path.join(this.folder, 'config', 'config.json');
  }

  /** The store's bytes as text; undefined while there is none. */
  store(): string | undefined {
    return textOf(this.storeFile);
  }

  config(): string | undefined {
    return textOf(this.configFile);
  }
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The store's text without its revision, which rises with every change. */
export function butRevision(store: string | undefined): string | undefined {
  return store?.replace(/"revision":\d+/, '"revision":N');
}

/** An ANSI escape, or any other control character but the line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
export const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** The home that every {@link livedInHome} is a copy of. */
let template: Promise<Home> | undefined;

async function furnished(): Promise<Home> {
  const home = new Home();
  await home.runAll(
    ['add', 'metallic rouge', '--verdict', "We'll see"],
    ['add', 'solo leveling', '--pick', '1', '--status', 'watching'],
    ['add', '--id', 'anilist:154587'],
    ['add', 'My Show', '--manual', '--premiere', '2024-01-03', '--every', '1d', '--episodes', '3'],
    ['add', 'Some Day', '--manual'],
    ['watch', 'my show', '1-2', '--verdict', 'Hooked', '--score', '8', '--note', 'A note'],
    ['watch', 'solo', '1', '--verdict', 'Hooked'],
    ['pause', 'frieren'],
  );
  return home;
}

/**
 * A home with three shows of the catalogue, two by hand, and a few opinions. Nothing of how they came
 * there is in its journal: what was done before cannot be undone.
 */
export async function livedInHome(): Promise<Home> {
  template ??= furnished();
  const { storeFile } = await template;
  const home = new Home();
  mkdirSync(path.dirname(home.storeFile));
  copyFileSync(storeFile, home.storeFile);
  return home;
}
