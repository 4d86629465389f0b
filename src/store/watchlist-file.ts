import { type BigIntStats, fstatSync, lstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIVE } from '../watchlist/agenda';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { Show, Status, Watchlist } from '../watchlist/show';
import { type ActiveShow, ActiveShows, activeOf } from './active-shows';
import { backupFolder, listBackups } from './backups';
import { inMemory, OpenFile, STRETCH } from './bytes';
import { digest } from './digest';
import { type Document, EMPTY, readDocument } from './document';
import { stampOf } from './durable-file';
import { diskProblem, errorCode, quoted, Unreadable } from './failures';
import { journalFile, readEntries } from './journal';
import { MIGRATIONS, type Migration, VERSION } from './migrations';
import { SHAPES_DIGEST } from './shapes.generated';

const REPAIR = 'jikai doctor --repair brings back what can be had of it.';

/** Which shows are wanted, and what takes them. */
interface Wanted {
  readonly statuses?: readonly Status[] | undefined;
  /** Takes the shows of those statuses one after the other; nobody else gets them. */
  readonly visit?: ((show: Show) => void) | undefined;
}

export interface WatchlistFileOptions extends Wanted {
  readonly stateDir: string;
  readonly migrations?: readonly Migration[] | undefined;
}

/** A list's file while it is being read. */
interface Opened {
  readonly bytes: OpenFile;
  readonly stamp: string;
  /** Whether it is the one that we wrote last. */
  readonly isOurs: boolean;
}

/**
 * Whether there is anything at a list's path.
 *
 * @throws {Problem} when it is no file: opening a pipe would wait for ever.
 */
export function isListAt(target: string): boolean {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats?.isFile() === false) {
    throw new Problem('failed', `${target} is not a file, so no watchlist can be kept there`, {
      hint: 'Move it away, or choose another place with --data-dir.',
    });
  }
  return stats !== undefined;
}

/** Where we note which file we wrote last, so that what we checked then is not checked again. */
export function stampFile(stateDir: string, target: string): string {
  return join(stateDir, `written-${digest(target)}`);
}

/**
 * Shows are read from a file as they are looked at, which may be long after the file was opened, and
 * after another has taken its name. So it stays open; but of those that are read one after the other in a
 * process that lives on, no more than these.
 */
const open: OpenFile[] = [];
const MOST_OPEN = 8;

function keepOpen(file: OpenFile): void {
  if (file.length <= STRETCH) {
    // All of it is held already.
    file.settle();
    return;
  }
  open.push(file);
  if (open.length > MOST_OPEN) open.shift()?.settle();
}

/** A watchlist on the disk, to be read once. */
export class WatchlistFile {
  protected readonly target: string;
  protected readonly options: WatchlistFileOptions;
  protected document: Document = {
    watchlist: EMPTY,
    lines: [],
    others: new Map(),
    version: VERSION,
  };
  /** The stamp of the file that was read; undefined if there was none. */
  protected readStamp: string | undefined;
  protected bytes: OpenFile | undefined;

  /** @param target The file's path with symbolic links resolved. */
  constructor(target: string, options: WatchlistFileOptions) {
    this.target = target;
    this.options = options;
  }

  /**
   * @returns null if there is no file yet, which means: the default.
   * @throws {Problem} if there is one and it cannot be read, or was one whose backups are still there.
   */
  async read(): Promise<Watchlist | null> {
    const file = this.#open();
    return file && this.#readFrom(file, this.options);
  }

  /** The shows that are planned or watched, read from beside a long list if we wrote both. */
  async active(): Promise<readonly ActiveShow[]> {
    const file = this.#open();
    if (file === null) return [];
    const kept = new ActiveShows(this.options.stateDir, this.target);
    const version = `${file.stamp} ${SHAPES_DIGEST}`;
    const known = file.isOurs ? kept.read(version) : undefined;
    if (known !== undefined) {
      file.bytes.close();
      return known;
    }
    const shows: ActiveShow[] = [];
    this.#readFrom(file, { statuses: ACTIVE, visit: (show) => shows.push(activeOf(show)) });
    if (file.isOurs && file.bytes.length > STRETCH) kept.write(version, shows);
    return shows;
  }

  #readFrom({ bytes, stamp, isOurs }: Opened, { statuses, visit }: Wanted): Watchlist {
    this.readStamp = stamp;
    this.bytes = bytes;
    try {
      this.document = readDocument(bytes, {
        migrations: this.options.migrations ?? MIGRATIONS,
        statuses,
        visit,
        trusted: isOurs,
        explain: (error) => this.#explain(error),
      });
      const { watchlist } = this.document;
      if (visit !== undefined) watchlist.shows.forEach(visit);
      // Everything else is parsed by now.
      if (isOurs && statuses === undefined) keepOpen(bytes);
      else bytes.close();
      return watchlist;
    } catch (error) {
      const explained = this.#explain(error);
      bytes.close();
      throw explained;
    }
  }

  protected stats(): BigIntStats | undefined {
    return statSync(this.target, { throwIfNoEntry: false, bigint: true });
  }

  /** Null if there is no file; see {@link read}. */
  #open(): Opened | null {
    const file = this.target;
    try {
      if (isListAt(file)) {
        const descriptor = openSync(file, 'r');
        const opened = fstatSync(descriptor, { bigint: true });
        const bytes = new OpenFile(descriptor, Number(opened.size));
        const stamp = stampOf(opened);
        return { bytes, stamp, isOurs: stamp === this.#stamp() };
      }
    } catch (error) {
      // Another jikai on another machine, or an editor, may have moved it between two of our steps.
      if (errorCode(error) !== 'ENOENT') {
        throw diskProblem(`The watchlist ${file} could not be read`, error);
      }
    }
    this.#refuseLost();
    return null;
  }

  /** A new list in the place of one that is gone would be the end of its backups and its history. */
  #refuseLost(): void {
    if (listBackups(this.target).length === 0) return;
    const folder = quoted(backupFolder(this.target));
    throw new Problem(
      'failed',
      `The watchlist ${this.target} is gone, though its backups are there`,
      {
        hint: `jikai doctor --repair brings it back. To begin a new one: mv -- ${folder} ${quoted(`${backupFolder(this.target)}.old`)}`,
      },
    );
  }

  #explain(error: unknown): Error {
    if (error instanceof Problem) return error;
    const isAboutFile =
      error instanceof Unreadable || error instanceof SyntaxError || errorCode(error) !== '';
    // Somebody who looked at a show fell over it. Whether the list is to blame, a look at all of it will tell.
    if (!isAboutFile && error instanceof Error) return error;
    const reason = error instanceof Error ? error.message : String(error);
    const newer = error instanceof Unreadable && error.newer;
    return new Problem(
      'failed',
      `The watchlist ${this.target} was left as it is, because it cannot be read: ${reason}`,
      { cause: error, hint: newer ? 'Update jikai.' : `${REPAIR} ${this.#wayBack()}` },
    );
  }

  /** What to do about an unreadable file: the newest backup that is whole, and the command. */
  #wayBack(): string {
    const file = quoted(this.target);
    const away = `mv -- ${file} ${quoted(this.#brokenName())}`;
    for (const backup of listBackups(this.target)) {
      try {
        const { watchlist } = readDocument(inMemory(readFileSync(backup.path)), {
          migrations: this.options.migrations ?? MIGRATIONS,
        });
        const { length } = watchlist.shows;
        const size = quantity(length, 'show');
        return `The newest whole backup is ${backup.path} (revision ${watchlist.revision}, ${size}); ${this.#notIn(watchlist.revision)}. To go back to it: ${away} && cp -- ${quoted(backup.path)} ${file}`;
      } catch {
        // That one is not whole either.
      }
    }
    return `There is no whole backup in ${backupFolder(this.target)}. Mend the file, or begin anew: ${away}`;
  }

  /** How many changes a backup lacks, by what the broken file says of itself, or else the journal. */
  #notIn(revision: number): string {
    const start = this.bytes?.text(0, Math.min(this.bytes.length, 1000)) ?? '';
    const own = /^[^[]*"revision"\s*:\s*(\d{1,15})\s*,/.exec(start)?.[1];
    const missing = (own === undefined ? this.#journalled() : Number(own)) - revision;
    if (missing < 1) return 'the last changes may not be in it';
    return missing === 1 ? '1 change is not in it' : `${missing} changes are not in it`;
  }

  /** The newest revision that the journal knows of; 0 if it knows of none. */
  #journalled(): number {
    try {
      const journal = journalFile(this.options.stateDir, this.target);
      return readEntries(journal, Number.MAX_SAFE_INTEGER).at(-1)?.revision ?? 0;
    } catch {
      return 0;
    }
  }

  /** A name that is free, for a broken file may hold what no backup does. */
  #brokenName(): string {
    const name = `${this.target}.broken`;
    for (let number = 2, free = name; ; free = `${name}-${number++}`) {
      if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
    }
  }

  protected get stampFile(): string {
    return stampFile(this.options.stateDir, this.target);
  }

  #stamp(): string | undefined {
    try {
      const [stamp, shapes] = readFileSync(this.stampFile, 'latin1').split(' ');
      return shapes === SHAPES_DIGEST ? stamp : undefined;
    } catch {
      return undefined;
    }
  }
}
