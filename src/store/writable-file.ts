import { accessSync, type BigIntStats, constants, writeFileSync } from 'node:fs';
import { dirname, parse } from 'node:path';
import type { Adapter } from 'lowdb';
import { Problem } from '../watchlist/problem';
import type { Watchlist } from '../watchlist/show';
import { type StagedBackup, stageBackup } from './backup-writing';
import { inMemory } from './bytes';
import { readDocument } from './document';
import { documentBytes, writeDocument } from './document-writing';
import { makeFolder, PRIVATE_FILE, stageFile, stampOf, sweepStaged } from './durable-file';
import { diskProblem, quoted } from './failures';
import { MIGRATIONS, VERSION } from './migrations';
import { SHAPES_DIGEST } from './shapes.generated';
import { WatchlistFile, type WatchlistFileOptions } from './watchlist-file';

export interface WritableFileOptions extends WatchlistFileOptions {
  /** Called when the new version is complete on the disk, before it is put in place. */
  readonly beforeCommit?: (() => void) | undefined;
}

/**
 * lowdb's adapter to a watchlist on the disk: one `read`, then at most one `write`, the second under
 * the lock. A file that cannot be read is never written.
 */
export class WritableFile extends WatchlistFile implements Adapter<Watchlist> {
  readonly #beforeCommit: (() => void) | undefined;

  constructor(target: string, { beforeCommit, ...options }: WritableFileOptions) {
    super(target, options);
    this.#beforeCommit = beforeCommit;
  }

  /**
   * Puts a watchlist in the place of the one that was read. Call it under the lock. In this order:
   * the new version is on the disk, the journal is, the old version becomes a backup, and the new one
   * takes its place. The last two are one step each, with nothing between them that takes time or
   * may be refused, for until the second the backup and the file are one.
   */
  async write(watchlist: Watchlist): Promise<void> {
    this.refuseReadOnly();
    makeFolder(dirname(this.target));
    sweepStaged(this.target);
    const version = stageFile(this.target, writeDocument(this.document, watchlist));
    let backup: StagedBackup | undefined;
    try {
      this.#refuseChanged(this.stats());
      if (this.readStamp !== undefined) backup = this.#stageBackup();
      this.#beforeCommit?.();
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
    this.bytes?.close();
    backup?.rotate();
    this.#saveStamp(version.stamp);
  }

  /**
   * The file's content, were it another list that holds these shows of what was read.
   *
   * @throws {Unreadable} when nobody could read that: lines of a file that we trust are handed on unread.
   */
  textWith(watchlist: Watchlist): string {
    const bytes = documentBytes(this.document, watchlist);
    readDocument(inMemory(bytes), { migrations: MIGRATIONS });
    return bytes.toString('utf8');
  }

  /**
   * Rename would replace a file that may not be written. Whoever made it so meant it.
   *
   * @throws {Problem} if there is a file and it is such a one.
   */
  refuseReadOnly(): void {
    const file = this.target;
    const present = this.stats();
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

  /** An editor or a synchroniser knows nothing of our lock. What it just wrote is not replaced. */
  #refuseChanged(present: BigIntStats | undefined): void {
    const stamp = present === undefined ? undefined : stampOf(present);
    if (stamp === this.readStamp) return;
    throw new Problem(
      'failed',
      `Another program changed ${this.target} at the same moment, so nothing was changed`,
      { hint: 'Run the command again.' },
    );
  }

  #stageBackup(): StagedBackup {
    const { watchlist, version } = this.document;
    const { revision } = watchlist;
    const name = parse(this.target).name;
    return version === VERSION
      ? stageBackup(this.target, revision)
      : stageBackup(this.target, revision, `${name}.${revision}.version-${version}.json`);
  }

  /** Not durable and allowed to fail: without it everything is checked, which is only slower. */
  #saveStamp(stamp: string): void {
    try {
      writeFileSync(this.stampFile, `${stamp} ${SHAPES_DIGEST}`, { mode: PRIVATE_FILE });
    } catch {
      // As said.
    }
  }
}
