import type { Change } from '../watchlist/change';
import type { Instant, Show, Status, Watchlist } from '../watchlist/show';
import type { ActiveShow } from './active-shows';
import { EMPTY } from './document';
import { resolveTarget } from './durable-file';
import type { Migration } from './migrations';
import { WatchlistFile, type WatchlistFileOptions } from './watchlist-file';

/**
 * The store's contract. Errors are {@link Problem}s that say where the file is and what to do. Shows
 * are plain and read-only; one that turns out to be broken when it is looked at throws a Problem.
 */
export interface Store {
  /** The watchlist file, symlinks not resolved: what the user calls it. */
  readonly file: string;
  /**
   * Reads without locking: a commit is one rename, so a reader sees the old file or the new one.
   * With `statuses`, shows of other statuses are left out, which is quicker on a long list.
   */
  read(options?: { readonly statuses?: readonly Status[] }): Promise<Watchlist>;
  /** Visits the shows of some statuses one after the other, so that a long list is never held whole. */
  each(statuses: readonly Status[], visit: (show: Show) => void): Promise<void>;
  /** The shows that are planned or watched, as far as an agenda needs them. It is the quickest to read. */
  active(): Promise<readonly ActiveShow[]>;
  /**
   * The watchlist as its file holds it, to the letter, with what stands there that is not ours; in our
   * layout, where it has another. Of a list that was never written, what its file would be.
   * @param choose the shows to be in it, of those it is given and in their order.
   */
  text(choose: (shows: readonly Show[]) => readonly Show[]): Promise<string>;
  /**
   * Lock, re-read, decide, validate, journal, commit, unlock. Nothing is written if the change names
   * no shows, or leaves all of them as they are. `decide` may throw, and may be called again: after a
   * question, and where the list changed while the user's hooks were asked.
   *
   * A change names each show once and keeps its id: to give a show another id, remove it and add it.
   */
  update(decide: (watchlist: Watchlist) => Change, options: UpdateOptions): Promise<Change>;
  /**
   * Takes the newest change back that is not taken back yet. What was done elsewhere since stays; of
   * a list that was changed only elsewhere, or at another path, nothing can be taken back.
   */
  undo(options: UpdateOptions): Promise<Change>;
  /** Gives again what the newest undo took back, unless there was another change since. */
  redo(options: UpdateOptions): Promise<Change>;
  /**
   * Every change still in the journal that led to the present watchlist, oldest first. The journal
   * stays on its machine and goes by the list's path, so a list that came from elsewhere has none.
   */
  log(): Promise<readonly LogEntry[]>;
}

export interface UpdateOptions {
  /** When the change is made: the caller's `now`. */
  readonly at: Instant;
  /** Decide and validate, and refuse a read-only file, but write nothing. */
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

export interface StoreOptions {
  /** The watchlist file. It and its folder need not exist. */
  readonly file: string;
  /** Where the journal is kept. Several watchlists may share it. */
  readonly stateDir: string;
  /** How long to wait for another writer, in milliseconds. 10,000 unless told. */
  readonly patience?: number;
  /** For tests: the steps from older versions. */
  readonly migrations?: readonly Migration[];
}

/** The store of one watchlist file. Touches nothing until it is asked to. */
export function createStore(options: StoreOptions): Store {
  const { file, stateDir, migrations } = options;
  const reading = (more: Pick<WatchlistFileOptions, 'statuses' | 'visit'>) =>
    new WatchlistFile(resolveTarget(file), { stateDir, migrations, ...more });
  const changes = async () => (await import('./changing')).changing(options);
  return {
    file,
    read: async ({ statuses } = {}) => (await reading({ statuses }).read()) ?? EMPTY,
    each: async (statuses, visit) => {
      await reading({ statuses, visit }).read();
    },
    active: async () => reading({}).active(),
    text: async (choose) => (await changes()).text(choose),
    update: async (decide, how) => (await changes()).update(decide, how),
    undo: async (how) => (await changes()).undo(how),
    redo: async (how) => (await changes()).redo(how),
    log: async () => (await changes()).log(),
  };
}
