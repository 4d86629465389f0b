import { isAbsolute, join, resolve } from 'node:path';
import type { CatalogFiles } from './catalog/entry';
import { type Config, dayEndsMinutes } from './config/config';
import { ConfigFile } from './config/config-file';
import { HookFolder } from './hooks/folder';
import { guardedStore } from './hooks/guarded-store';
import type { AgendaFileOptions } from './reminders/agenda-file';
import type { System } from './reminders/system';
import type { Web } from './reminders/web';
import type { Net } from './sources/source';
import { digest } from './store/digest';
import type { Store } from './store/store';
import { createStore } from './store/store';
import { Output, type Terminal } from './terminal/output';
import { Progress } from './terminal/progress';
import { askingWith, type Prompts } from './terminal/prompts';
import type { Stream } from './terminal/stream';
import type { Reader } from './ui/time';
import { Problem } from './watchlist/problem';
import { type Millis, parseZone, type Zone, zoneNamed } from './watchlist/zone';

/** Where jikai keeps what, by the system's conventions. */
export interface Places {
  readonly data: string;
  readonly config: string;
  readonly state: string;
}

/** All that jikai asks of the process it runs in. `main.ts` makes the real one, tests make others. */
export interface World {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly stdin: {
    readonly isTTY?: boolean | undefined;
    /** All that comes on it, to its end. */
    readonly text: () => Promise<string>;
    /** The same as it comes, for what may be no text, or too much. */
    readonly pieces: () => AsyncIterable<Uint8Array>;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Millis;
  /** The zone the system, or `TZ`, is set to. */
  readonly systemZone: Zone;
  readonly places: Places;
  readonly system: System;
  /** The built catalogue. */
  readonly catalogFile: string;
  /**
   * Calls back when the user or the system asks jikai to end (Ctrl-C), which it then does not do by
   * itself, until the function that is given back is called.
   */
  readonly onInterrupt: (react: () => void) => () => void;
  readonly prompts: Prompts;
  /** The way to the network; taken only by commands that say so. */
  readonly net: Pick<Net, 'fetch' | 'wait' | 'patience'>;
}

/** Options that every verb takes, before it or after it. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly now?: string;
  readonly timezone?: string;
  readonly dataDir?: string;
  /** False with `--no-color`. */
  readonly color?: boolean;
  /** False with `--no-input`. */
  readonly input?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
  readonly spoilers?: boolean;
  /** False with `--no-hooks`. */
  readonly hooks?: boolean;
}

/** All a command may use. */
export interface Context {
  readonly now: Millis;
  /** What time it has become since, for what goes on for long: the clock, as far ahead as `--now`. */
  readonly clock: () => Millis;
  readonly reader: Reader;
  /** Results. */
  readonly out: Output;
  /** Words about results, prompts, progress. */
  readonly err: Output;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Whether notes past the user's progress may be told. */
  readonly spoilers: boolean;
  /** Whether a person is there to be asked. */
  readonly interactive: boolean;
  readonly config: Config;
  readonly configFile: ConfigFile;
  /** What the user should hear besides, such as a setting that was passed over. */
  readonly warnings: readonly Problem[];
  /** Asks the user's hooks before it writes. */
  readonly store: Store;
  readonly hooks: HookFolder;
  /** Where what was made from the store for prompts and timers is kept. */
  readonly agendaFile: AgendaFileOptions;
  readonly catalogFiles: CatalogFiles;
  readonly prompts: Prompts;
  /**
   * Does something over the network, which ends with a Problem `cancelled` when the user asks for an end.
   * Whatever passes on the terminal meanwhile is wiped away.
   */
  readonly online: <T>(use: (net: Net) => Promise<T>) => Promise<T>;
  readonly progress: Progress;
  /** The way to the network for reminders that the user wants to go there. */
  readonly web: Web;
  readonly places: Places;
  /** Where it is noted, for this list and on this device alone, what was reminded of. */
  readonly remindFolder: string;
  readonly system: System;
  /** For programs that jikai starts. */
  readonly env: World['env'];
  readonly stdin: World['stdin'];
  readonly onInterrupt: World['onInterrupt'];
}

export async function createContext(world: World, options: GlobalOptions): Promise<Context> {
  const { env } = world;
  const places = placesFor(world, options.dataDir);
  const isUsual = places.data === usualPlaces(world).data;
  const catalogFiles = catalogFilesIn(places.data, world.catalogFile);
  const configFile = new ConfigFile(join(places.config, SETTINGS));
  const { config, problems } = await configFile.read();
  const zone = viewersZone(world, options, config);
  const list = join(places.data, LIST);
  // In a hook, jikai runs none: they would go on for ever.
  const isOff = options.hooks === false || (env.JIKAI_HOOK ?? '') !== '';
  const hooks = new HookFolder(join(places.config, 'hooks'), { isOff });
  const real = world.clock();
  const progress = new Progress(() => passingTerminal(world, options));
  const now = options.now === undefined ? real : await pretended(options.now, real, zone);
  const { out, err } = outputsFor(world, options);
  return {
    now,
    clock: () => world.clock() + (now - real),
    reader: { now, zone, dayEnds: dayEndsMinutes(config) },
    out,
    err,
    json: options.json ?? false,
    quiet: options.quiet ?? false,
    dryRun: options.dryRun ?? false,
    yes: options.yes ?? false,
    spoilers: options.spoilers ?? false,
    get interactive() {
      return isInteractive(world, options);
    },
    config,
    configFile,
    warnings: problems,
    store: guardedStore(
      createStore({ file: list, stateDir: places.state }),
      hooks,
      async (concerned, change) => {
        const { askHooks } = await import('./hooks/asking');
        await askHooks(concerned, change, {
          ...hookRunning({ env, places, config }),
          onInterrupt: world.onInterrupt,
          words: options.json || options.quiet ? undefined : err,
          progress,
        });
      },
    ),
    hooks,
    agendaFile: {
      list,
      // The usual one has a plain name, for others to find it by.
      file: join(places.state, isUsual ? 'agenda' : `agenda-${digest(list)}`),
      isKept: options.now !== undefined || options.dryRun === true,
    },
    catalogFiles,
    prompts: askingWith(world.prompts, isAscii(env)),
    online: (use) => goOnline(world, progress, use),
    progress,
    web: { fetch: world.net.fetch, patience: world.net.patience },
    places,
    remindFolder: remindFolderIn(places, isUsual),
    system: world.system,
    env,
    stdin: world.stdin,
    onInterrupt: world.onInterrupt,
  };
}

/** The instant that `--now` names. */
async function pretended(words: string, now: Millis, zone: Zone): Promise<Millis> {
  const { parseInstant } = await import('./watchlist/moment-words');
  return parseInstant(words, { now, zone, lean: 'nearest' });
}

/** How the user's hooks are run. */
export function hookRunning({ env, places, config }: Pick<Context, 'env' | 'places' | 'config'>) {
  return { env, dataFolder: places.data, patience: config.hookTimeout * 1000 };
}

/** The two ways out to the terminal; needed before a context can be made, for telling of errors. */
export function outputsFor(
  world: World,
  options: Pick<GlobalOptions, 'color'>,
): { readonly out: Output; readonly err: Output } {
  const terminal = (stream: Stream): Terminal => ({
    sink: stream,
    isTTY: stream.isTTY ?? false,
    // Anew each time: a window may become another size between questions.
    get columns() {
      return columnsOf(stream, world.env.COLUMNS);
    },
    isAscii: isAscii(world.env),
    isColoured: isColoured(stream, world.env, options.color ?? true),
  });
  return {
    out: new Output(() => terminal(world.stdout)),
    err: new Output(() => terminal(world.stderr)),
  };
}

/** Where a passing line may be shown; undefined where nobody sits, or the terminal cannot wipe it. */
function passingTerminal(world: World, { json, quiet }: GlobalOptions) {
  const { stderr, env } = world;
  if (json || quiet || stderr.isTTY !== true || env.TERM === 'dumb') return undefined;
  return { sink: stderr, columns: columnsOf(stderr, env.COLUMNS) };
}

async function goOnline<T>(
  { net, clock, env, onInterrupt }: World,
  progress: Progress,
  use: (net: Net) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const release = onInterrupt(() => controller.abort());
  const way: Net = {
    fetch: net.fetch,
    wait: net.wait,
    patience: net.patience,
    clock,
    addresses: { anilist: env.JIKAI_ANILIST_URL, anischedule: env.JIKAI_ANISCHEDULE_URL },
    signal: controller.signal,
    tell: (words) => progress.show(words),
  };
  try {
    return await use(way);
  } finally {
    release();
    progress.end();
  }
}

function columnsOf(stream: Stream, wanted: string | undefined): number {
  const columns = Number(wanted);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return stream.columns || 80;
}

/** Whether the terminal, or its locale, is not said to show more than ASCII. */
function isAscii({ TERM, LC_ALL, LC_CTYPE, LANG }: World['env']): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((one) => one !== undefined && one !== '');
  return TERM === 'dumb' || (locale !== undefined && !/utf-?8/i.test(locale));
}

function isColoured(stream: Stream, env: World['env'], wanted: boolean): boolean {
  if (!wanted) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

function isInteractive({ stdin, stderr, env }: World, options: GlobalOptions): boolean {
  const wanted = options.input !== false && options.json !== true;
  return wanted && stdin.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb';
}

/**
 * Where the list and the settings are, by what `--data-dir` and the environment say.
 * @throws Problem as making a context does.
 */
export function filesFor(
  world: World,
  dataDir: string | undefined,
): { readonly list: string; readonly config: string } {
  const { data, config } = placesFor(world, dataDir);
  return { list: join(data, LIST), config: join(config, SETTINGS) };
}

const LIST = 'watchlist.json';
const SETTINGS = 'config.json';

/**
 * @param dataDir as `--data-dir` names it; JIKAI_DATA_DIR, which hooks are given, unless it does.
 * @throws Problem `usage` when a folder is named by nothing, or none is known.
 */
function placesFor(world: World, dataDir: string | undefined): Places {
  if (dataDir === '') {
    throw new Problem('usage', 'The name of the data folder is empty.', {
      hint: 'Write --data-dir <folder>, or leave it out.',
    });
  }
  const places = usualPlaces(world);
  const data = dataDir ?? world.env.JIKAI_DATA_DIR ?? '';
  return data === '' ? places : { ...places, data: resolve(data) };
}

/** @throws Problem `failed` when there is no folder to be in. */
function usualPlaces({ places: system, env: { JIKAI_HOME: home = '' } }: World): Places {
  const places = home === '' ? system : placesIn(resolve(home));
  if (isAbsolute(places.data)) return places;
  throw new Problem(
    'failed',
    'I do not know your home folder, so there is nowhere to keep your list.',
    {
      hint: 'Set HOME, or JIKAI_HOME to a folder for jikai.',
    },
  );
}

/** Of a list that is kept elsewhere, in a folder of its own. */
function remindFolderIn({ state, data }: Places, isUsual: boolean): string {
  return join(state, isUsual ? 'remind' : `remind-${digest(data)}`);
}

function catalogFilesIn(data: string, bundled: string): CatalogFiles {
  return {
    bundled,
    updated: join(data, 'catalog.txt'),
    previous: join(data, 'catalog.previous.txt'),
  };
}

function placesIn(home: string): Places {
  return { data: home, config: home, state: join(home, 'state') };
}

/** A flag goes before the environment, and that before the configuration. */
function viewersZone(
  { env, systemZone }: World,
  { timezone }: GlobalOptions,
  config: Config,
): Zone {
  if (timezone !== undefined) return parseZone(timezone);
  if (env.TZ !== undefined && env.TZ !== '') return systemZone;
  return config.timezone === undefined ? systemZone : zoneNamed(config.timezone);
}
