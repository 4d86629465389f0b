import {
  accessSync,
  type BigIntStats,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';
import type { Adapter } from 'lowdb';
import { ACTIVE } from '../watchlist/agenda';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { Show, Status, Watchlist } from '../watchlist/show';
import { type ActiveShow, ActiveShows } from './active-shows';
import { backupFolder, listBackups, type StagedBackup, stageBackup } from './backups';
import { inMemory, OpenFile, STRETCH } from './bytes';
import { type Document, documentBytes, EMPTY, readDocument, writeDocument } from './document';
import { makeFolder, PRIVATE_FILE, stageFile, stampOf, sweepStaged } from './durable-file';
import { diskProblem, errorCode, quoted, Unreadable } from './failures';
import { digest, journalFile, readEntries } from './journal';
import { MIGRATIONS, type Migration, VERSION } from './migrations';
import { SHAPES_DIGEST } from './shapes.generated';

const REPAIR = 'jikai doctor --repair brings back what can be had of it.';

export interface WatchlistFileOptions {
  readonly stateDir: string;
  readonly statuses?: readonly Status[] | undefined;
  /** Takes the shows of those statuses one after the other; nobody else gets them. */
  readonly visit?: ((show: Show) => void) | undefined;
  readonly migrations?: readonly Migration[] | undefined;
  /** Called when the new version is complete on the disk, before it is put in place. */
  readonly beforeCommit?: (() => void) | undefined;
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

/**
 * lowdb's adapter to a watchlist on the disk: one `read`, then at most one `write`, the second under
 * the lock. A file that cannot be read is never written.
 */
export class WatchlistFile implements Adapter<Watchlist> {
  readonly #target: string;
  readonly #options: WatchlistFileOptions;
  #document: Document = { watchlist: EMPTY, lines: [], others: new Map(), version: VERSION };
  /** The stamp of the file that was read; undefined if there was none. */
  #read: string | undefined;
  #file: OpenFile | undefined;

  /** @param target The file's path with symbolic links resolved. */
  constructor(target: string, options: WatchlistFileOptions) {
    this.#target = target;
    this.#options = options;
  }

  /**
   * @returns null if there is no file yet, which to lowdb means: the default.
   * @throws {Problem} if there is one and it cannot be read, or was one whose backups are still there.
   */
  async read(): Promise<Watchlist | null> {
    const file = this.#open();
    if (file === null) {
      this.#refuseLost();
      return null;
    }
    this.#read = file.stamp;
    this.#file = file.bytes;
    const { visit, statuses } = this.#options;
    const trusted = file.stamp === this.#stamp();
    try {
      this.#document = readDocument(file.bytes, {
        migrations: this.#options.migrations ?? MIGRATIONS,
        statuses,
        visit,
        trusted,
        explain: (error) => this.#explain(error),
      });
      const { watchlist } = this.#document;
      if (visit !== undefined) watchlist.shows.forEach(visit);
      // Everything else is parsed by now.
      if (trusted && statuses === undefined) keepOpen(file.bytes);
      else file.bytes.close();
      return watchlist;
    } catch (error) {
      const explained = this.#explain(error);
      file.bytes.close();
      throw explained;
    }
  }

  /** The shows that are planned or watched, read from beside a long list if we wrote both. */
  async active(): Promise<readonly ActiveShow[]> {
    const kept = new ActiveShows(this.#options.stateDir, this.#target);
    const present = this.#stats();
    // Should another version come before that is read, what is kept fits neither.
    const stamp = present && stampOf(present);
    const isOurs = stamp !== undefined && stamp === this.#stamp();
    const version = `${stamp} ${SHAPES_DIGEST}`;
    const known = isOurs ? kept.read(version) : undefined;
    if (known !== undefined) return known;
    const shows: ActiveShow[] = [];
    const visit = (show: Show) => shows.push({ ...show, verdicts: [] });
    await new WatchlistFile(this.#target, { ...this.#options, statuses: ACTIVE, visit }).read();
    if (isOurs && Number(present?.size) > STRETCH) kept.write(version, shows);
    return shows;
  }

  /**
   * Puts a watchlist in the place of the one that was read. Call it under the lock. In this order:
   * the new version is on the disk, the journal is, the old version becomes a backup, and the new one
   * takes its place. The last two are one step each, with nothing between them that takes time or
   * may be refused, for until the second the backup and the file are one.
   */
  async write(watchlist: Watchlist): Promise<void> {
    this.refuseReadOnly();
    makeFolder(dirname(this.#target));
    sweepStaged(this.#target);
    const version = stageFile(this.#target, writeDocument(this.#document, watchlist));
    let backup: StagedBackup | undefined;
    try {
      this.#refuseChanged(this.#stats());
      if (this.#read !== undefined) backup = this.#stageBackup();
      this.#options.beforeCommit?.();
      backup?.keep();
      version.commit();
    } catch (error) {
      backup?.discard();
      throw error;
    } finally {
      version.discard();
    }
    // What changed was read for the journal, and nobody asks for the rest. An old file that is kept open
    // takes its place on the disk.
    this.#file?.close();
    backup?.rotate();
    this.#saveStamp(version.stamp);
  }

  /**
   * The file's content, were it another list that holds these shows of what was read.
   *
   * @throws {Unreadable} when nobody could read that: lines of a file that we trust are handed on unread.
   */
  textWith(watchlist: Watchlist): string {
    const bytes = documentBytes(this.#document, watchlist);
    readDocument(inMemory(bytes), { migrations: MIGRATIONS });
    return bytes.toString('utf8');
  }

  /**
   * Rename would replace a file that may not be written. Whoever made it so meant it.
   *
   * @throws {Problem} if there is a file and it is such a one.
   */
  refuseReadOnly(): void {
    const file = this.#target;
    const present = this.#stats();
    if (present === undefined) return;
    try {
      if ((Number(present.mode) & 0o222) !== 0) {
        accessSync(file, constants.W_OK);
        return;
      }
    } catch (error) {
      throw diskProblem(`The watchlist ${file} may not be written`, error);
    }
    throw new Problem('failed', `The watchlist ${file} is read-only, so nothing was changed`, {
      hint: `To allow changes: chmod u+w -- ${quoted(file)}`,
    });
  }

  #stats(): BigIntStats | undefined {
    return statSync(this.#target, { throwIfNoEntry: false, bigint: true });
  }

  #open(): { bytes: OpenFile; stamp: string } | null {
    const file = this.#target;
    try {
      if (!isListAt(file)) return null;
      const descriptor = openSync(file, 'r');
      const opened = fstatSync(descriptor, { bigint: true });
      const bytes = new OpenFile(descriptor, Number(opened.size));
      return { bytes, stamp: stampOf(opened) };
    } catch (error) {
      // Another jikai on another machine, or an editor, may have moved it between two of our steps.
      if (errorCode(error) === 'ENOENT') return null;
      throw diskProblem(`The watchlist ${file} could not be read`, error);
    }
  }

  /** A new list in the place of one that is gone would be the end of its backups and its history. */
  #refuseLost(): void {
    if (listBackups(this.#target).length === 0) return;
    const folder = quoted(backupFolder(this.#target));
    throw new Problem(
      'failed',
      `The watchlist ${this.#target} is gone, though its backups are there`,
      {
        hint: `jikai doctor --repair brings it back. To begin a new one: mv -- ${folder} ${quoted(`${backupFolder(this.#target)}.old`)}`,
      },
    );
  }

  #explain(error: unknown): Error {
    if (error instanceof Problem) return error;
    const reason = error instanceof Error ? error.message : String(error);
    const newer = error instanceof Unreadable && error.newer;
    return new Problem(
      'failed',
      `The watchlist ${this.#target} was left as it is, because it cannot be read: ${reason}`,
      { cause: error, hint: newer ? 'Update jikai.' : `${REPAIR} ${this.#wayBack()}` },
    );
  }

  /** What to do about an unreadable file: the newest backup that is whole, and the command. */
  #wayBack(): string {
    const file = quoted(this.#target);
    const away = `mv -- ${file} ${quoted(this.#brokenName())}`;
    for (const backup of listBackups(this.#target)) {
      try {
        const { watchlist } = readDocument(inMemory(readFileSync(backup.path)), {
          migrations: this.#options.migrations ?? MIGRATIONS,
        });
        const { length } = watchlist.shows;
        const size = quantity(length, 'show');
        return `The newest whole backup is ${backup.path} (revision ${watchlist.revision}, ${size}); ${this.#notIn(watchlist.revision)}. To go back to it: ${away} && cp -- ${quoted(backup.path)} ${file}`;
      } catch {
        // That one is not whole either.
      }
    }
    return `There is no whole backup in ${backupFolder(this.#target)}. Mend the file, or begin anew: ${away}`;
  }

  /** How many changes a backup lacks, by what the broken file says of itself, or else the journal. */
  #notIn(revision: number): string {
    const start = this.#file?.text(0, Math.min(this.#file.length, 1000)) ?? '';
    const own = /^[^[]*"revision"\s*:\s*(\d{1,15})\s*,/.exec(start)?.[1];
    const missing = (own === undefined ? this.#journalled() : Number(own)) - revision;
    if (missing < 1) return 'the last changes may not be in it';
    return missing === 1 ? '1 change is not in it' : `${missing} changes are not in it`;
  }

  /** The newest revision that the journal knows of; 0 if it knows of none. */
  #journalled(): number {
    try {
      const journal = journalFile(this.#options.stateDir, this.#target);
      return readEntries(journal, Number.MAX_SAFE_INTEGER).at(-1)?.revision ?? 0;
    } catch {
      return 0;
    }
  }

  /** A name that is free, for a broken file may hold what no backup does. */
  #brokenName(): string {
    const name = `${this.#target}.broken`;
    for (let number = 2, free = name; ; free = `${name}-${number++}`) {
      if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
    }
  }

  /** An editor or a synchroniser knows nothing of our lock. What it just wrote is not replaced. */
  #refuseChanged(present: BigIntStats | undefined): void {
    const stamp = present === undefined ? undefined : stampOf(present);
    if (stamp === this.#read) return;
    throw new Problem(
      'failed',
      `Another program changed ${this.#target} at the same moment, so nothing was changed`,
      { hint: 'Run the command again.' },
    );
  }

  #stageBackup(): StagedBackup {
    const { watchlist, version } = this.#document;
    const { revision } = watchlist;
    const name = parse(this.#target).name;
    return version === VERSION
      ? stageBackup(this.#target, revision)
      : stageBackup(this.#target, revision, `${name}.${revision}.version-${version}.json`);
  }

  get #stampFile(): string {
    return stampFile(this.#options.stateDir, this.#target);
  }

  #stamp(): string | undefined {
    try {
      const [stamp, shapes] = readFileSync(this.#stampFile, 'latin1').split(' ');
      return shapes === SHAPES_DIGEST ? stamp : undefined;
    } catch {
      return undefined;
    }
  }

  /** Not durable and allowed to fail: without it everything is checked, which is only slower. */
  #saveStamp(stamp: string): void {
    try {
      writeFileSync(this.#stampFile, `${stamp} ${SHAPES_DIGEST}`, { mode: PRIVATE_FILE });
    } catch {
      // As said.
    }
  }
}
