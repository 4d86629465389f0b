import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStore, type Store, type StoreOptions } from '../../src/store/store';
import type { Change } from '../../src/watchlist/change';
import { Problem } from '../../src/watchlist/problem';
import type { Show, Watchlist } from '../../src/watchlist/show';
import { sayAloud } from '../aloud';

/** The caller's `now` in every test. */
export const AT = '2024-01-10T15:55:00Z';

export function show(id: string, more: Partial<Show> = {}): Show {
  return {
    id,
    status: 'watching',
    title: `Title of ${id}`,
    added: AT,
    releases: [
      {
        id: 'crunchyroll',
        platform: 'Crunchyroll',
        audio: 'sub',
        source: 'you',
        schedule: {
          premiere: { at: AT, precision: 'minute' },
          basis: 'scheduled',
          step: 'P7D',
          zone: 'Asia/Tokyo',
          episodes: { number: 13, basis: 'estimated' },
        },
      },
    ],
    follows: 'crunchyroll',
    watched: [],
    verdicts: [],
    ...more,
  };
}

export function adding(...shows: readonly Show[]): () => Change {
  return () => ({
    summary: `Added ${shows.map(({ title }) => title).join(', ')}`,
    shows: shows.map((after) => ({ id: after.id, before: null, after })),
  });
}

export function removing(id: string): (watchlist: Watchlist) => Change {
  return (watchlist) => ({
    summary: `Removed ${id}`,
    shows: [{ id, before: find(watchlist, id), after: null }],
  });
}

/** Gives a show another title, which is as good as any other edit. */
export function retitling(id: string, title: string): (watchlist: Watchlist) => Change {
  return (watchlist) => {
    const before = find(watchlist, id);
    return { summary: `Edited ${id}`, shows: [{ id, before, after: { ...before, title } }] };
  };
}

export function find(watchlist: Watchlist, id: string): Show {
  const found = watchlist.shows.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no show ${id}`);
  return found;
}

/** Where folders are made, also while a test has it that passing files belong elsewhere. */
const room = tmpdir();

/** A new empty folder, gone after the run. */
export function folder(): string {
  return realpathSync(mkdtempSync(path.join(room, 'jikai-test-')));
}

export interface Place {
  readonly folder: string;
  readonly file: string;
  readonly stateDir: string;
  readonly store: Store;
  /** The file's bytes as text. */
  text(): string;
  /** Every path below the folder, in order. */
  paths(): string[];
}

/** A store of its own in a new folder. */
export function place(options: Partial<StoreOptions> = {}): Place {
  const root = folder();
  const file = path.join(root, 'data', 'watchlist.json');
  const stateDir = path.join(root, 'state');
  const store = createStore({ file, stateDir, ...options });
  return {
    folder: root,
    file: store.file,
    stateDir,
    store,
    text: () => readFileSync(store.file, 'utf8'),
    paths: () => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort(),
  };
}

/** Waits for a promise that must fail with a {@link Problem}, and gives that. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const [result] = await Promise.allSettled([promise]);
  if (result.status === 'fulfilled') throw new Error('It succeeded, and should not have.');
  if (result.reason instanceof Problem) return result.reason;
  throw result.reason;
}

/** The path of `driver.ts`, bundled, where every user may read it. */
export const driver = bundle(path.join(import.meta.dirname, 'driver.ts'));

/** Gives the path of a program that is written in TypeScript, bundled when it is first asked for. */
export function bundle(program: string): () => Promise<string> {
  let built: Promise<string> | undefined;
  const make = async () => {
    const { build } = await import('esbuild');
    const root = folder();
    chmodSync(root, 0o755);
    const outfile = path.join(root, `${path.parse(program).name}.cjs`);
    await build({
      entryPoints: [program],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
      logLevel: 'error',
    });
    return outfile;
  };
  return () => {
    built ??= make();
    return built;
  };
}

/** Whether a program can be run here, with these arguments, without an error. */
export function canRun(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Says on the test run's output why a test cannot be run here. */
export function sayingWhySkipped(can: boolean, why: string): boolean {
  if (!can) sayAloud(`Skipped, because ${why}.`);
  return !can;
}
