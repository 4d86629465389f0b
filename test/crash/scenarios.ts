import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { bundle } from '../store/support';
import type { Home } from './home';

/** One write, from a state that can be had again and again. */
export interface Scenario {
  readonly name: string;
  /** Makes the state before. */
  prepare(home: Home): Promise<void>;
  /** What is done right before each run, as it is true only then. */
  plant?(home: Home): void;
  /** The program and its arguments. */
  command(home: Home): Promise<readonly string[]>;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../bin/jikai.js');
const NOW = ['--now', '2024-01-09T12:00Z'];
const BY_HAND = ['--manual', '--premiere', '2024-01-01T12:00Z', '--every', '7d'];

function built(...args: readonly string[]): Scenario['command'] {
  return async () => [process.execPath, PROGRAM, ...args, '--json', ...NOW];
}

function driven(...options: readonly string[]): Scenario['command'] {
  const bundled = bundle(path.join(import.meta.dirname, 'one-write.ts'));
  return async ({ file, stateDir }) => [
    process.execPath,
    await bundled(),
    file,
    stateDir,
    ...options,
  ];
}

/** Three shows and some changes. */
async function someShows(home: Home): Promise<void> {
  for (const title of ['Alpha', 'Beta', 'Gamma']) {
    await home.must('add', title, ...BY_HAND, '--note', 'x'.repeat(3000), ...NOW);
  }
  await home.must('watch', 'alpha', ...NOW);
}

/** A lock whose holder was killed. */
export function plantDeadLock({ file }: Pick<Home, 'file'>, nonce = 'dead'): void {
  symlinkSync(JSON.stringify({ ...deadHolder(), nonce }), `${file}.lock`);
}

function deadHolder() {
  return {
    pid: spawnSync('true').pid,
    start: '1',
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
    host: hostname(),
    namespace: readlinkSync('/proc/self/ns/pid'),
  };
}

/** Every kind of write there is. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'first write',
    prepare: async () => {},
    command: built('add', 'Alpha', ...BY_HAND),
  },
  {
    name: 'update',
    prepare: someShows,
    command: built('watch', 'beta'),
  },
  {
    name: 'undo',
    prepare: someShows,
    command: built('undo'),
  },
  {
    name: 'import',
    async prepare(home) {
      await someShows(home);
      const rows = Array.from({ length: 60 }, (_, index) => `Show ${index},${index % 12},"a note"`);
      writeFileSync(path.join(home.folder, 'list.csv'), `Title,Watched,Note\n${rows.join('\n')}\n`);
    },
    command: async (home) =>
      built('import', path.join(home.folder, 'list.csv'), '--format', 'csv', '--yes')(home),
  },
  {
    name: 'migration',
    async prepare(home) {
      await someShows(home);
      const text = readFileSync(home.file, 'utf8');
      writeFileSync(home.file, text.replace('"version":1', '"version":0'));
    },
    command: driven(),
  },
  {
    name: 'takeover of a dead lock',
    prepare: someShows,
    plant: plantDeadLock,
    command: built('watch', 'beta'),
  },
  {
    name: 'update, no links',
    prepare: someShows,
    command: driven('no-links'),
  },
  {
    name: 'takeover, no links',
    prepare: someShows,
    plant(home) {
      const lock = `${home.file}.lock`;
      mkdirSync(lock);
      const holder = JSON.stringify({ ...deadHolder(), nonce: 'dead' });
      writeFileSync(path.join(lock, 'holder.json'), holder);
    },
    command: driven('no-links'),
  },
];
