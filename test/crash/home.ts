import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createStore, type Store, type StoreOptions } from '../../src/store/store';
import { folder } from '../store/support';

const PROGRAM = path.resolve(import.meta.dirname, '../../bin/jikai.js');

/** What became of a program that was run. */
export interface Ending {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A home of jikai's, in a folder of its own that is gone after the test file. */
export class Home {
  /** Everything is below this. */
  readonly root = folder();
  /** As `JIKAI_HOME`. Not there before the first write. */
  readonly folder = path.join(this.root, 'new', 'home');
  readonly file = path.join(this.folder, 'watchlist.json');
  readonly stateDir = path.join(this.folder, 'state');
  readonly #kept = path.join(folder(), 'kept');

  store(options: Partial<StoreOptions> = {}): Store {
    return createStore({ file: this.file, stateDir: this.stateDir, ...options });
  }

  /** The watchlist's file; undefined where there is none. */
  bytes(): string | undefined {
    return existsSync(this.file) ? readFileSync(this.file, 'latin1') : undefined;
  }

  get env(): Record<string, string | undefined> {
    // Nothing of ours: certificates to load, for one, would double the time that Node takes to start.
    return { PATH: process.env.PATH, HOME: this.root, JIKAI_HOME: this.folder, TZ: 'UTC' };
  }

  /** Starts jikai, through another program if need be. */
  start(args: readonly string[], through: readonly string[] = []): ChildProcess {
    return this.spawn([...through, process.execPath, PROGRAM, ...args]);
  }

  spawn([program = '', ...rest]: readonly string[]): ChildProcess {
    return spawn(program, rest, { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Runs jikai to its end. */
  jikai(...args: readonly string[]): Promise<Ending> {
    return endOf(this.start(args));
  }

  /** Runs jikai, which must succeed. */
  async must(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.jikai(...args);
    if (code !== 0) throw new Error(`jikai ${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  /** Remembers everything as it is, for {@link reset}. */
  keep(): void {
    rmSync(this.#kept, { recursive: true, force: true });
    cpSync(this.root, this.#kept, { recursive: true, verbatimSymlinks: true });
  }

  /** Makes everything as it was at {@link keep}, or as another folder has it. */
  reset(from = this.#kept): void {
    for (const name of readdirSync(this.root)) {
      rmSync(path.join(this.root, name), { recursive: true, force: true });
    }
    cpSync(from, this.root, { recursive: true, verbatimSymlinks: true });
  }

  /** Makes the folders that a list is in. */
  furnish(): void {
    mkdirSync(this.folder, { recursive: true });
  }
}

/** Waits for a program to end, and for all it said. */
export function endOf(child: ChildProcess): Promise<Ending> {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
  });
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    err += piece;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
