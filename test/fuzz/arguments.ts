import path from 'node:path';
import { completionSpec } from '../../scripts/completion-spec';
import type { CommandSpec, Kind, OptionSpec } from '../../src/completion/spec';
import { wholeTree } from '../../src/program';
import { CTRL_C, type Setting } from '../commands/world';
import { flawOfList, flawOfStore } from './files';
import { filesIn, type Ground } from './ground';
import { flawOfOutcome } from './outcome';
import type { Random } from './random';
import { millisSince, type Tally } from './tally';
import type { Watchdog } from './watchdog';

const { jikai } = completionSpec(await wholeTree()).spec;

/** A command, and the words that lead to it. */
interface Reachable {
  readonly words: readonly string[];
  readonly command: CommandSpec;
}

function reachable(command: CommandSpec, words: readonly string[]): readonly Reachable[] {
  const below = command.commands.flatMap((one) =>
    one.names.flatMap((name) => reachable(one, [...words, name])),
  );
  return [{ words, command }, ...below];
}

const COMMANDS = reachable(jikai, []);

/** What nobody types, and scripts pass on. */
const ODD = [
  ...['', ' ', '-', '--', '--=', '---', '-=', '-x', '--no', '--no-json', '--json=1', '-nyq', '='],
  ...['%', 'x'.repeat(20_000), 'メ'.repeat(5000), '👩‍👩‍👧‍👦'.repeat(300)],
  ...['e\u0301'.repeat(2000), '\u0000', '\u001b[31m', '\u001b]0;x\u0007', '\u009b2J'],
  ...['\u202eabc\u2066', '\r', 'a\nb', '\t', '\ud800', '🎞️', 'Ünïcödé', 'メタリック', '한국어'],
  ...['$(touch x)', '`id`', '; ls', "'", '"', '\\', '%s%n', '*', '../..', '../../etc/passwd'],
  ...['/', '.', '~', '/dev/null', '/nowhere/x', 'CON', 'a/b', 'file:///x', '0', '-0', '-1'],
  ...['1e999', '-1e999', 'NaN', 'Infinity', '1.5', '99999999999999999999', '0x10', '１２', '1-0'],
  ...['0-1', '1-99999999', '+0', '+-1', '1,2', '1-2-3', 'all', 'finale', '3-', '-3', '1-1e9'],
  ...['2024-02-30', '0000-00-00', '2024-13-01', '9999-12-31', '0001-01-01'],
  ...['+275760-09-13T00:00Z', '275760-09-13', '-271821-04-20', '2024-01-10T25:61', '24:55'],
  ...['99:99', 'yesterday', 'next friday', 'winter 2027', 'winter 99999', '29 feb 2023'],
  ...['in 9999999999 years', '1e5 days ago', '0w', '-1w', '__proto__', 'constructor', 'toString'],
  ...['hasOwnProperty', 'undefined', 'null', '{', '}', '{}', '{title}'],
  ...['{title', '{__proto__}', '{{', '{?due', '\\t', '<script>', 'javascript:x', 'UTC+99'],
  ...['Mars/Olympus', 'Europe/Berlin', 'Etc/GMT+14', 'GMT', 'anilist:', 'anilist:1e9', 'mal:-1'],
];

/** What people type. */
const PLAIN = [
  ...['rouge', 'metallic-rouge', 'my show', 'solo', 'frieren', 'some day', 'm', 'nosuch', '1'],
  ...['2', '3', '3-5', '+2', '7', '9', '12', '13', '100', '2024-01-10', '2024-01-17', 'today'],
  ...['17:05', '25:30', 'Hooked', "We'll see", '8', '9.5', 'recap', '1w', '1d', '2h', 'weekly'],
  ...['dub', 'crunchyroll', 'netflix', 'Asia/Tokyo', 'winter 2024', '2024', 'csv', 'json'],
  ...['html', 'out.csv'],
];

const SHOWS = ['rouge', 'my show', 'solo', 'frieren', 'some day'];

/** Everything besides the arguments that may matter. */
const SETTINGS: readonly Setting[] = [
  {},
  {},
  { outIsTTY: true, errIsTTY: true, columns: 30 },
  // Somebody sits there, and wants to leave.
  { outIsTTY: true, errIsTTY: true, inIsTTY: true, answers: Array(50).fill(CTRL_C) },
  { input: 'some words\nand more' },
  { zone: 'Pacific/Apia', now: '2024-02-29T23:59:59Z' },
  { env: { TERM: 'dumb', LANG: 'C' }, outIsTTY: true },
  { env: { COLUMNS: '1', NO_COLOR: '1' }, outIsTTY: true },
];

/** Verbs that never change the list. */
const READERS = [
  ...['next', 'calendar', 'plan', 'verdicts', 'moods', 'digest', 'report', 'stats', 'list', 'ls'],
  ...['info', 'releases', 'export', 'remind', 'prompt', 'serve', 'log', 'search', 'catalog'],
  ...['config', 'help', 'completion', 'doctor'],
];

/** Verbs that may go online, and words that have others do so. */
const GOES_OUT = /^(?:refresh|remind|catalog|--online|anilist:.*)$/;

/** How command lines are tried. */
export interface Trial {
  readonly ground: Ground;
  readonly tally: Tally;
  readonly watchdog: Watchdog;
  readonly random: Random;
  /** A folder around the home, in which commands are run. */
  readonly folder: string;
}

/** How many command lines a home sees before it is as it was. */
const LINES = 25;

/** Tries so many command lines, in homes that a few of them have changed already. */
export async function tryArguments(trial: Trial, times: number): Promise<void> {
  const { ground } = trial;
  for (let left = times; left > 0; left--) {
    if (left % LINES === 0) ground.restore();
    await tryOne(trial);
  }
  ground.restore();
}

async function tryOne({ ground, tally, watchdog, random, folder }: Trial): Promise<void> {
  const { words, command } = random.of(COMMANDS);
  const argv = argvFor({ words, command }, random);
  const shown = `jikai ${argv.map((word) => JSON.stringify(word.slice(0, 60))).join(' ')}`;
  const before = {
    store: ground.present('data/watchlist.json'),
    config: ground.present('config/config.json'),
  };
  const outside = filesIn(folder);
  let wentOut = false;
  const setting: Setting = {
    ...random.of(SETTINGS),
    net: {
      fetch: () => {
        wentOut = true;
        return Promise.reject(new TypeError('fetch failed'));
      },
      wait: () => Promise.resolve(),
      patience: 1000,
    },
  };
  watchdog.begin(shown);
  const start = process.cpuUsage();
  const told = await ground.run(argv, setting);
  tally.count(told.code, millisSince(start), shown);
  const flaw =
    flawOfOutcome(argv, told, [0, 1, 2, 3, 130], {
      isColoured: setting.outIsTTY === true,
      mayBeOdd: true,
    }) ??
    flawOfStore(ground, before, words, ([verb = 'next']) => !READERS.includes(verb)) ??
    flawOfListNow(ground) ??
    (wentOut && !argv.some((word) => GOES_OUT.test(word)) ? 'it went online unasked' : undefined) ??
    strayFile(folder, outside, argv);
  if (flaw !== undefined) {
    tally.found(flaw, shown);
    ground.restore();
  }
}

function flawOfListNow(ground: Ground): string | undefined {
  const present = ground.present('data/watchlist.json');
  const flaw = present === undefined ? 'it is gone' : flawOfList(present);
  return flaw === undefined ? undefined : `the list cannot be read any more: ${flaw}`;
}

/** A file that came to be where nobody named it. */
function strayFile(
  folder: string,
  before: readonly string[],
  argv: readonly string[],
): string | undefined {
  const isNamed = (name: string) => {
    const file = path.join(folder, name);
    return argv.some((word) => {
      const value = word.replace(/^(?:--[\w-]+=|-\w)(?=.)/, '');
      return [word, value].some((one) => file.startsWith(path.resolve(one.replaceAll('\0', ''))));
    });
  };
  const stray = filesIn(folder).find((name) => !before.includes(name) && !isNamed(name));
  return stray === undefined ? undefined : `it left ${stray} where nobody named it`;
}

function argvFor({ words, command }: Reachable, random: Random): readonly string[] {
  // A server and a watch stay; npm would be looked for; a completion script belongs to a shell.
  const stays = words[0] === 'serve' || words[0] === 'remind';
  const argv: string[] = [...words];
  const count = Math.max(0, command.words.length + random.of([0, 0, 0, 0, -1, 1]));
  for (let index = 0; index < count; index++) {
    argv.push(wordFor(command.words[Math.min(index, command.words.length - 1)], random));
  }
  const own = command.options.filter(({ names }) => !names.includes('--watch'));
  for (const option of [...own, ...jikai.options]) {
    const likely = own.includes(option) ? 0.8 / Math.max(3, own.length) : 0.03;
    if (random.happens(likely))
      argv.splice(placeIn(argv, words, random), 0, ...optionOf(option, random));
  }
  if (random.happens(0.08)) argv.splice(random.below(argv.length + 1), 0, random.of(ODD));
  if (random.happens(0.25)) argv.splice(placeIn(argv, words, random), 0, '--json');
  if (random.happens(0.2)) argv.push('--yes');
  return stays ? ['--dry-run', ...argv] : argv;
}

/** Somewhere behind the words that lead to the command. */
function placeIn(argv: readonly string[], words: readonly string[], random: Random): number {
  return words.length + random.below(argv.length - words.length + 1);
}

function optionOf({ names, value }: OptionSpec, random: Random): readonly string[] {
  const name = random.of(names);
  if (value === undefined) return [name];
  const word = wordFor(value, random);
  return name.startsWith('--') && random.happens(0.4) ? [`${name}=${word}`] : [name, word];
}

function wordFor(kind: Kind | undefined, random: Random): string {
  if (random.happens(0.25)) return random.of(ODD);
  if (kind?.of === 'show' && random.happens(0.8)) return random.of(SHOWS);
  if (kind?.of === 'choices' && kind.choices.length > 0 && random.happens(0.8)) {
    return random.of(kind.choices)[0];
  }
  return random.of(PLAIN);
}
