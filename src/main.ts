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

const world: World = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
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

// A reader that has seen enough, such as `head`, closes the pipe; that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// The exit code is set, not forced, so that what is still being written to a pipe arrives whole.
run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
});
