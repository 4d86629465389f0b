import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inMemory } from '../../src/store/bytes';
import { readDocument } from '../../src/store/document';
import { MIGRATIONS } from '../../src/store/migrations';
import type { Told } from '../commands/world';
import type { Ground } from './ground';
import { damaged, type Form } from './mutate';
import { flawOfOutcome } from './outcome';
import type { Random } from './random';
import { millisSince, type Tally } from './tally';
import type { Watchdog } from './watchdog';

/** A file that jikai reads, and the commands that read it. */
export interface Target {
  readonly name: string;
  /** From the home's folder on. */
  readonly file: string;
  readonly bytes: Buffer;
  readonly form: Form;
  readonly commands: readonly (readonly string[])[];
  /** It is written into the file itself, and its time is set back. */
  readonly unnoticed?: true;
  /** What the store holds meanwhile, where it is not as it was. */
  readonly store?: Buffer;
}

/** What changes nothing, whatever it reads. */
const READS: readonly (readonly string[])[] = [
  [],
  ['list'],
  ['list', '--status', 'watching'],
  ['next', '--days', '60'],
  ['next', '--tsv'],
  ['info', 'rouge'],
  ['info', 'my show'],
  ['log'],
  ['export', 'json'],
  ['export', 'csv'],
  ['export', 'ics'],
  ['export', 'markdown'],
  ['export', 'html'],
  ['export', 'mal'],
  ['export', 'anilist'],
  ['verdicts'],
  ['digest'],
  ['stats'],
  ['report'],
  ['report', '--html', '-'],
  ['calendar'],
  ['calendar', '--month'],
  ['plan'],
  ['releases', 'rouge'],
  ['prompt'],
  ['prompt', '--for', 'waybar'],
  ['remind', 'status'],
  ['moods'],
  ['serve', '-n'],
  ['complete', 'bash', '--', 'watch', ''],
  ['doctor'],
];

/** What changes the list. */
const WRITES: readonly (readonly string[])[] = [
  ['undo'],
  ['redo'],
  ['watch', 'my show', '3'],
  ['verdict', 'solo', 'Hooked'],
  ['add', 'Another', '--manual'],
  ['edit', 'rouge', '--episodes', '12'],
  ['drop', 'frieren'],
  ['remove', 'some day', '--yes'],
  ['batch', 'rouge', '1-4'],
];

const REMINDS: readonly (readonly string[])[] = [
  ['remind'],
  ['remind', '--since', '5 days ago'],
  ['remind', '--digest', 'weekly'],
  ['remind', 'status'],
  ['doctor'],
];

const fixtures = path.resolve(import.meta.dirname, '../exchange/fixtures');

/** Every file there is in a home, and every form of list. */
export async function targetsOf(ground: Ground): Promise<readonly Target[]> {
  const named = (start: string) => {
    const name = ground.names().find((one) => one.startsWith(start));
    if (name === undefined) throw new Error(`There is no file that begins with ${start}.`);
    return name;
  };
  const target = (
    name: string,
    file: string,
    form: Form,
    commands: Target['commands'],
    more: Partial<Target> = {},
  ): Target => ({ name, file, form, commands, bytes: ground.bytes(file), ...more });
  const store = 'data/watchlist.json';
  const broken = Buffer.from(ground.bytes(store).subarray(0, 1000));
  const backup = [...ground.names()].filter((name) => name.includes('backups')).at(-1) ?? '';
  return [
    target('watchlist', store, 'json', [...READS, ...WRITES, ...REMINDS]),
    target(
      'watchlist, unnoticed',
      store,
      'json',
      // The doctor and reminders tell of what they meet one by one, in the words it comes in.
      [...READS, ...WRITES].filter(([verb]) => verb !== 'doctor' && verb !== 'remind'),
      { unnoticed: true },
    ),
    target('backup of a broken list', backup, 'json', [['list'], ['undo'], ['doctor']], {
      store: broken,
    }),
    target('settings', 'config/config.json', 'json', [
      ...READS,
      ...REMINDS,
      ['config'],
      ['config', 'get', 'trial'],
      ['config', 'set', 'trial', '5'],
      ['config', 'set', 'lead', '2h', '--show', 'rouge'],
      ['config', 'unset', 'lead'],
      ['moods', 'set', 'Meh', '-1'],
      ['verdict', 'rouge', 'Splendid'],
    ]),
    target('ledger', 'state/remind/ledger.json', 'json', REMINDS),
    target('next look', 'state/remind/terminal.next', 'bytes', REMINDS),
    target('next look of a file', 'state/remind/file.next', 'bytes', REMINDS),
    target('last run', 'state/remind/ran', 'bytes', REMINDS),
    target('journal', named('state/journal-'), 'json', [
      ['undo'],
      ['redo'],
      ['log'],
      ['watch', 'my show', '3'],
      ['doctor'],
    ]),
    target('agenda', 'state/agenda', 'cells', [
      ['prompt'],
      ['prompt', '--for', 'waybar'],
      ['prompt', '--format', '{due} {next} {ep} {at}'],
      ['remind'],
      ['next'],
    ]),
    target('stamp', named('state/written-'), 'bytes', [['list'], ['watch', 'my show', '3'], []]),
    target('asked', 'state/asked.json', 'json', [['refresh'], ['refresh', '--force']]),
    target('token', 'state/serve-token', 'bytes', [
      ['serve', '--host', '0.0.0.0', '-n'],
      ['serve', '-n'],
    ]),
    ...['data/catalog.txt', 'data/catalog.previous.txt'].map((file) =>
      target(file.replace(/.*\//, ''), file, 'json', [
        ['search', 'frieren'],
        ['search', 'フリーレン'],
        ['add', 'dungeon', '--pick', '1'],
        ['add', '--id', 'anilist:162985'],
        ['import', path.join(fixtures, 'trakt-watched-shows.json'), '--dry-run'],
        ['catalog'],
        ['catalog', 'rollback', '--yes'],
        ['releases', 'rouge'],
        ['doctor'],
      ]),
    ),
    ...(await lists(ground)).map(({ name, form, bytes }) => {
      const file = `brought-${name}`;
      return {
        ...{ name: `import ${name}`, file, form, bytes },
        commands: [
          ['import', ground.path(file), '--dry-run'],
          ['import', ground.path(file), '--yes'],
          ['import', ground.path(file), '--yes', '--theirs'],
        ],
      };
    }),
  ];
}

interface List {
  readonly name: string;
  readonly form: Form;
  readonly bytes: Buffer;
}

/** Lists in every form that can be imported: other sites', and all that we export. */
async function lists(ground: Ground): Promise<readonly List[]> {
  const theirs = readdirSync(fixtures).map(
    (name): List => ({
      name,
      form: name.endsWith('.xml') ? 'xml' : 'json',
      bytes: withKnown(readFileSync(path.join(fixtures, name), 'utf8')),
    }),
  );
  const ours: List[] = [];
  for (const [format, form] of [
    ['json', 'json'],
    ['csv', 'cells'],
    ['tsv', 'cells'],
    ['mal', 'xml'],
    ['anilist', 'json'],
  ] as const) {
    const { out } = await ground.run(['export', format]);
    ours.push({ name: `own.${format}`, form, bytes: Buffer.from(out) });
  }
  const [kitsu] = theirs.filter(({ name }) => name === 'kitsu.xml');
  const packed = gzipSync(kitsu?.bytes ?? Buffer.alloc(0));
  return [...theirs, ...ours, { name: 'kitsu.xml.gz', form: 'bytes', bytes: packed }];
}

/** Numbers of shows that the small catalogue has: on AniList and on MyAnimeList. */
const KNOWN = { anilist: [162985, 151807, 154587, 153518], mal: [54794, 52299, 52991, 52701] };

/** A list of shows that nobody made, of which some are real: or else there is nothing to take over. */
function withKnown(text: string): Buffer {
  let next = 0;
  const of = (numbers: readonly number[]) => String(numbers[next++ % numbers.length]);
  return Buffer.from(
    text
      .replace(/(?<="series_id": )9\d{7}/g, () => of(KNOWN.anilist))
      .replace(/(?<=<series_animedb_id>)9\d{7}/g, () => of(KNOWN.mal)),
  );
}

/** How a damaged file is tried. */
export interface Trial {
  readonly ground: Ground;
  readonly tally: Tally;
  readonly watchdog: Watchdog;
  readonly random: Random;
  /** Runs a command line; in this process unless told. */
  readonly run?: (argv: readonly string[]) => Promise<Told>;
}

/** Tries a target with so many damaged copies, and, cut short, at `cuts` lengths: all of them, or some. */
export async function tryTarget(
  target: Target,
  trial: Trial,
  { copies, cuts }: { readonly copies: number; readonly cuts: number },
): Promise<void> {
  const { bytes, form, unnoticed = false } = target;
  const { random } = trial;
  const step = Math.max(1, bytes.length / cuts);
  const isCut = cuts > 0 && !unnoticed;
  for (let length = 0; isCut && length < bytes.length; length += step) {
    const end = Math.floor(length);
    await tryBytes(target, trial, { how: `cut to ${end}`, bytes: bytes.subarray(0, end) });
  }
  for (let left = copies; left > 0; left--) {
    await tryBytes(target, trial, damaged(bytes, random, form, { sameLength: unnoticed }));
  }
}

/** Each command in turn, so that every one meets every kind of damage. */
let turn = 0;

async function tryBytes(
  target: Target,
  { ground, tally, watchdog, random, run = (argv) => ground.run(argv) }: Trial,
  { how, bytes }: { readonly how: string; readonly bytes: Buffer },
): Promise<void> {
  const { commands, file } = target;
  const command = commands[turn++ % commands.length] ?? [];
  const isPlain = command[0] === 'complete' || /--tsv|--html/.test(command.join(' '));
  const argv = random.happens(0.25) && !isPlain ? [...command, '--json'] : command;
  const words = `jikai ${argv.join(' ')} (${target.name}: ${how})`;
  if (target.store !== undefined) ground.put('data/watchlist.json', target.store);
  if (target.unnoticed) ground.putUnnoticed(file, bytes);
  else ground.put(file, bytes);
  const before = snapshot(ground);
  watchdog.begin(words);
  const start = process.cpuUsage();
  const told = await run(argv);
  tally.count(told.code, millisSince(start), words);
  const flaw =
    flawOfOutcome(argv, told, codesFor(target), { mayBeOdd: target.unnoticed === true }) ??
    flawOfStore(ground, before, command);
  if (flaw !== undefined) tally.found(flaw, words, bytes);
  ground.restore();
}

/** What is trusted is not checked, and may be told of as it stands: a zone that is none is a wrong word. */
function codesFor({ unnoticed }: Target): readonly number[] {
  return unnoticed === true ? [0, 1, 2, 3] : [0, 1, 3];
}

interface Before {
  readonly store: Buffer | undefined;
  readonly config: Buffer | undefined;
}

function snapshot(ground: Ground): Before {
  return {
    store: ground.present('data/watchlist.json'),
    config: ground.present('config/config.json'),
  };
}

const CHANGES_LIST = ['import', 'refresh', ...WRITES.map(([verb]) => verb)];

/** What is wrong with what a command left: lost or spoilt, or written by what only reads. */
export function flawOfStore(
  ground: Ground,
  before: Before,
  command: readonly string[],
  canWrite: (command: readonly string[]) => boolean = ([verb = '']) => CHANGES_LIST.includes(verb),
): string | undefined {
  const after = snapshot(ground);
  if (!same(before.config, after.config)) {
    if (!isObject(before.config)) return 'settings that could not be read were written over';
    if (!isObject(after.config)) return 'the settings are no object any more';
  }
  if (same(before.store, after.store)) return undefined;
  if (!canWrite(command)) return 'the list was changed by what only reads';
  if (after.store === undefined) return 'the list is gone';
  const spoilt = flawOfList(after.store);
  const isNew = before.store === undefined || flawOfList(before.store) === undefined;
  if (spoilt !== undefined && isNew) return `a list was written that cannot be read: ${spoilt}`;
  if (before.store === undefined) return undefined;
  const isKept = ground
    .backups()
    .some((backup) => before.store !== undefined && backup.equals(before.store));
  return isKept ? undefined : 'the list before is in no backup';
}

/** Why a list could not be read by somebody who trusts nothing; undefined when it can be. */
export function flawOfList(bytes: Buffer): string | undefined {
  try {
    readDocument(inMemory(bytes), { migrations: MIGRATIONS });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function same(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b);
}

function isObject(bytes: Buffer | undefined): boolean {
  if (bytes === undefined) return true;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
