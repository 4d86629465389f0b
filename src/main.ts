import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';
import type { World } from './context';
import { run } from './program';
import { type Stream, streamAt } from './terminal/stream';
import { dateAt, type Zone } from './watchlist/zone';

/** The zone this process lives in. Its plain getters are far cheaper than `Intl`. */
const systemZone: Zone = {
  get id() {
    systemZoneId ??= nameOfSystemZone();
    return systemZoneId;
  },
  offsetAt: (at) => -dateAt(at).getTimezoneOffset(),
};

let systemZoneId: string | undefined;

function nameOfSystemZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // A TZ such as `UTC-3` or `:/etc/localtime` has an offset and no name.
  return timeZone ?? etcZone(-new Date().getTimezoneOffset());
}

/** The name of the zone that is always so many minutes ahead of UTC; in whole hours, as such names are. */
function etcZone(ahead: number): string {
  const hours = Math.round(ahead / 60);
  // Their signs are the other way round.
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

// Relative folders are to be ignored, by the specification of these variables.
for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME']) {
  if (!isAbsolute(process.env[name] ?? '/')) delete process.env[name];
}
// The prompts, and programs that jikai starts, go by the environment alone.
if (process.argv.includes('--no-color')) {
  process.env.NO_COLOR = '1';
  delete process.env.FORCE_COLOR;
}
const { data, config, log } = envPaths('jikai', { suffix: '' });
// Where there is no folder for state, its place is beside the data: logs may be thrown away.
const state = ['darwin', 'win32'].includes(process.platform) ? join(data, 'state') : log;

/** The streams made so far: each costs some start-up, and most runs use only one. */
const streams: { out?: Stream; err?: Stream } = {};

const world: World = {
  get stdout() {
    streams.out ??= streamAt(1, () => patient(process.stdout));
    return streams.out;
  },
  get stderr() {
    streams.err ??= streamAt(2, () => patient(process.stderr));
    return streams.err;
  },
  stdin: {
    get isTTY() {
      return process.stdin.isTTY;
    },
    text: async () => {
      const pieces: Uint8Array[] = [];
      for await (const piece of process.stdin) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    },
    pieces: () => process.stdin,
  },
  env: process.env,
  clock: Date.now,
  systemZone,
  places: { data, config, state },
  system: {
    platform: process.platform,
    get home() {
      return homedir();
    },
    get user() {
      return process.getuid?.();
    },
    node: process.execPath,
    program: join(__dirname, 'jikai.js'),
  },
  catalogFile: join(__dirname, '..', 'data', 'catalog.txt'),
  onInterrupt: (react) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, react);
    return () => {
      for (const signal of signals) process.off(signal, react);
    };
  },
  net: {
    // Looked up when something is asked: node's own client is slow to start.
    fetch: (...request) => globalThis.fetch(...request),
    wait: async (length, signal) => {
      const { setTimeout } = await import('node:timers/promises');
      await setTimeout(length, undefined, { signal });
    },
    patience: 20_000,
  },
  prompts: {
    confirm: async (...question) => (await import('./terminal/inquirer')).confirm(...question),
    search: async (...question) => (await import('./terminal/inquirer')).search(...question),
    select: async (...question) => (await import('./terminal/inquirer')).select(...question),
    input: async (...question) => (await import('./terminal/inquirer')).input(...question),
  },
};

/**
 * Heeds the errors that node's own stream tells of later. A reader that has seen enough, such as
 * `head`, closes the pipe, and that is none of ours; anything else must not end in silence.
 */
function patient(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    if (stream !== process.stderr)
      world.stderr.write(`The output could not be written: ${error.message}\n`);
  });
  return stream;
}

// What is still being written to a pipe arrives whole. Where nothing is left to wait for, to clear all of the
// heap away would be a twentieth of a start.
run(process.argv.slice(2), world).then((code) => {
  process.exitCode ||= code;
  if (process.getActiveResourcesInfo().length === 0) process.exit();
});
