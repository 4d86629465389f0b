import type { Change } from '../watchlist/change';
import type { Instant, Status, Watchlist } from '../watchlist/show';

/** The store's contract. Errors are {@link Problem}s that say where the file is and what to do. */
export interface Store {
  /** The watchlist file, symlinks not resolved: what the user calls it. */
  readonly file: string;
  /**
   * Reads without locking: a commit is one rename, so a reader sees the old file or the new one.
   * With `statuses`, shows of other statuses may be left out, which is quicker on a long list.
   */
  read(options?: { readonly statuses?: readonly Status[] }): Promise<Watchlist>;
  /** Lock, re-read, decide, validate, journal, commit, unlock. Nothing is written if the change names no shows. */
  update(decide: (watchlist: Watchlist) => Change, options: UpdateOptions): Promise<Change>;
  undo(options: UpdateOptions): Promise<Change>;
  redo(options: UpdateOptions): Promise<Change>;
  /** Every change still in the journal that led to the present watchlist, oldest first. */
  log(): Promise<readonly LogEntry[]>;
}

export interface UpdateOptions {
  /** When the change is made: the caller's `now`. */
  readonly at: Instant;
  /** Decide and validate, write nothing. */
  readonly dryRun?: boolean;
}

export interface LogEntry {
  readonly revision: number;
  readonly at: Instant;
  readonly change: Change;
  readonly kind: 'change' | 'undo' | 'redo';
  /** Whether a later undo took this change back (and no redo gave it again). */
  readonly undone: boolean;
}
