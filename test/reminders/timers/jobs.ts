import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Job, Surroundings } from '../../../src/reminders/timers/timer';

const root = path.resolve(import.meta.dirname, '../../..');

/** A folder's name with all that some file or shell reads in its own way. */
export const ODD = `it's 100% "odd" $HOME \\%s \\\\ <&> --x ; #1 è`;

export function job(more: Partial<Job> = {}): Job {
  return {
    every: 10,
    node: '/usr/bin/node',
    program: '/usr/lib/node_modules/jikai/bin/jikai.js',
    env: {},
    options: [],
    store: '/home/u/.local/share/jikai/watchlist.json',
    next: '/home/u/.local/state/jikai/remind/terminal.next',
    ...more,
  };
}

/** A job with odd paths everywhere. */
export const oddJob = job({
  node: `/opt/${ODD}/node`,
  program: `/opt/${ODD}/jikai.js`,
  env: { JIKAI_HOME: `/home/${ODD}`, XDG_STATE_HOME: `/var/${ODD}` },
  options: ['--data-dir', `/srv/${ODD}`],
  store: `/srv/${ODD}/watchlist.json`,
  next: `/var/${ODD}/terminal.next`,
});

/** Any path that a job may have: no control characters, and nothing that is no Unicode. */
export const anyPath = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((name) => `/${name.replace(/[\p{Cc}\p{Cs}]/gu, '')}`);

/** A machine whose user lives in a folder. */
export function surroundings(
  home: string,
  env: Surroundings['env'] = {},
  platform = 'linux',
): Surroundings {
  return {
    system: { platform, home, user: 501, node: process.execPath, program: '/x/jikai.js' },
    env,
  };
}

/** Whether the tests that take their minute are to be run. */
export const isPatient = process.env.CI === 'true' || process.env.JIKAI_SLOW_TESTS === '1';

/** The built program somewhere else, which can be made to record instead how it was started. */
export class Elsewhere {
  readonly program: string;
  readonly #record: string;

  /** @param folder where it is put, and where it records: whoever runs it must be able to write there. */
  constructor(folder: string) {
    const place = path.join(folder, ODD);
    mkdirSync(place, { recursive: true });
    for (const part of ['bin', 'dist', 'data']) {
      cpSync(path.join(root, part), path.join(place, part), { recursive: true });
    }
    this.program = path.join(place, 'bin', 'jikai.js');
    this.#record = path.join(folder, 'record.json');
  }

  /** From now on the program only writes down how it was started. */
  record(): void {
    const file = JSON.stringify(this.#record);
    writeFileSync(
      this.program,
      `const { renameSync, writeFileSync } = require('node:fs');
const { argv, env } = process;
writeFileSync(${file} + '.new', JSON.stringify({ argv: argv.slice(1), env }));
renameSync(${file} + '.new', ${file});\n`,
    );
  }

  /** How it was started last; undefined when it was not. */
  recorded(): { readonly argv: string[]; readonly env: Record<string, string> } | undefined {
    return existsSync(this.#record) ? JSON.parse(readFileSync(this.#record, 'utf8')) : undefined;
  }

  forget(): void {
    if (existsSync(this.#record)) renameSync(this.#record, `${this.#record}.old`);
  }
}

/** Waits until something is there, looking again and again. */
export async function eventually<T>(
  look: () => T | undefined,
  patience: number,
  what: string,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`There never was ${what}.`);
    await sleep(50);
  }
}
