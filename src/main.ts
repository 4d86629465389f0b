import path from 'node:path';
import envPaths from 'env-paths';
import type { World } from './context';
import { run } from './program';
import type { Zone } from './watchlist/zone';

/** The zone this process lives in. Its plain getters are far cheaper than `Intl`. */
const systemZone: Zone = {
  get id() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  },
  offsetAt: (at) => -new Date(at).getTimezoneOffset(),
};

const { data, config, log: state } = envPaths('jikai', { suffix: '' });

/** Streams are made when first reached: each costs some start-up, and most runs use only one. */
const world: World = {
  get stdout() {
    return patient(process.stdout);
  },
  get stderr() {
    return patient(process.stderr);
  },
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  clock: Date.now,
  systemZone,
  places: { data, config, state },
  catalogFile: path.join(__dirname, '..', 'data', 'catalog.txt'),
  prompts: {
    confirm: async (...question) => (await import('./terminal/inquirer')).confirm(...question),
    search: async (...question) => (await import('./terminal/inquirer')).search(...question),
  },
};

/** A reader that has seen enough, such as `head`, closes the pipe; that is no error of ours. */
function patient(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') === 0) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return stream;
}

// The exit code is set, not forced, so that what is still being written to a pipe arrives whole.
run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
});
