import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { applyChange, type Change, invertChange, showOf } from '../watchlist/change';
import { Problem } from '../watchlist/problem';
import type { Instant, Show, Status, Watchlist } from '../watchlist/show';
import type { ActiveShow } from './active-shows';
import { backupFolder } from './backups';
import { flawOf } from './check';
import { EMPTY } from './document';
import { makeFolder, resolveTarget } from './durable-file';
import { historyOf } from './history';
import { appendEntry, type JournalEntry, journalFile, readEntries } from './journal';
import { sameShow } from './lines';
import { withLock } from './lock';
import type { Migration } from './migrations';
import { WatchlistFile } from './watchlist-file';

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
  /** The shows that are planned or watched, without what was said of them. It is the quickest to read. */
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

/** What a write is going to do, and the sentence its journal entry keeps. */
interface Decision {
  readonly change: Change;
  readonly sentence: string;
}

/** The store of one watchlist file. Touches nothing until it is asked to. */
export function createStore({ file, stateDir, patience, migrations }: StoreOptions): Store {
  async function open(statuses?: readonly Status[], beforeCommit?: () => void) {
    const target = resolveTarget(file);
    const adapter = new WatchlistFile(target, {
      stateDir,
      statuses,
      migrations,
      beforeCommit,
    });
    const db = new Low<Watchlist>(adapter, EMPTY);
    await db.read();
    return { db, adapter, journal: journalFile(stateDir, target), target };
  }

  async function write(
    kind: JournalEntry['kind'],
    decide: (watchlist: Watchlist, journal: string) => Decision,
    { at, dryRun = false }: UpdateOptions,
  ): Promise<Change> {
    const perform = async () => {
      let beforeCommit = () => {};
      const { db, adapter, journal, target } = await open(undefined, () => beforeCommit());
      const { change, sentence } = decide(db.data, journal);
      assertSound(db.data, change);
      const changes = change.shows.some(({ before, after }) => !sameShow(before, after));
      if (!changes) return change;
      if (dryRun) {
        adapter.refuseReadOnly();
        return change;
      }
      db.data = applyChange(db.data, change);
      const { revision } = db.data;
      const { shows } = change;
      const entry = { revision, at, kind, summary: sentence, store: target, shows };
      beforeCommit = () => appendEntry(journal, entry);
      await db.write();
      return change;
    };
    if (dryRun) return perform();
    const target = resolveTarget(file);
    makeFolder(dirname(target));
    return withLock(`${target}.lock`, perform, { patience });
  }

  /** Turns round what the entry did, if the shows are still as it left them. */
  function turnRound(watchlist: Watchlist, entry: JournalEntry, said: string): Decision {
    for (const { id, before, after } of entry.shows) {
      if (before !== null && (before.id !== id || flawOf(before) !== undefined)) {
        throw new Problem(
          'failed',
          `The journal is damaged where it tells how ${id} was, so "${entry.summary}" was left as it is`,
          { hint: `Earlier states of the list are in ${backupFolder(resolveTarget(file))}.` },
        );
      }
      const present = showOf(watchlist.shows, id);
      if (sameShow(present, after)) continue;
      const title = (present ?? after)?.title ?? id;
      throw new Problem(
        'failed',
        `${title} has changed since in another way, so "${entry.summary}" was left as it is`,
        { hint: 'jikai log shows what was done; jikai edit changes a show by hand.' },
      );
    }
    const { summary } = entry;
    return { change: invertChange(entry, `${said}: ${summary}`), sentence: summary };
  }

  /** The entries to walk back on. A list that has a past, though none that we know, is told apart. */
  function entriesOf(watchlist: Watchlist, journal: string, step: 'undo' | 'redo'): JournalEntry[] {
    const { revision } = watchlist;
    const entries = readEntries(journal, revision);
    if (revision === 0 || entries.length > 0) return entries;
    throw new Problem(
      'failed',
      `The history of this list (revision ${revision}) is not on this machine, so there is nothing to ${step}`,
      {
        hint: `jikai takes back only what was done here, to a list at this path; that will work from the next change on. Earlier states may be in ${backupFolder(resolveTarget(file))}.`,
      },
    );
  }

  return {
    file,
    async read({ statuses } = {}) {
      return (await open(statuses)).db.data;
    },
    async each(statuses, visit) {
      const options = { stateDir, statuses, visit, migrations };
      await new WatchlistFile(resolveTarget(file), options).read();
    },
    active: () => new WatchlistFile(resolveTarget(file), { stateDir, migrations }).active(),
    async text(choose) {
      const { db, adapter } = await open();
      const { revision, shows } = db.data;
      return adapter.textWith({ revision, shows: choose(shows) });
    },
    update(decide, options) {
      const decided = (watchlist: Watchlist): Decision => {
        const change = decide(watchlist);
        return { change, sentence: change.summary };
      };
      return write('change', decided, options);
    },
    undo(options) {
      const decide = (watchlist: Watchlist, journal: string): Decision => {
        const { toUndo } = historyOf(entriesOf(watchlist, journal, 'undo'));
        if (toUndo === undefined) throw new Problem('failed', 'There is nothing to undo');
        return turnRound(watchlist, toUndo, SAID.undo);
      };
      return write('undo', decide, options);
    },
    redo(options) {
      const decide = (watchlist: Watchlist, journal: string): Decision => {
        const { toRedo } = historyOf(entriesOf(watchlist, journal, 'redo'));
        if (toRedo === undefined) throw new Problem('failed', 'There is nothing to redo');
        return turnRound(watchlist, toRedo, SAID.redo);
      };
      return write('redo', decide, options);
    },
    async log() {
      const { db, journal } = await open();
      const entries = readEntries(journal, db.data.revision);
      const { undone } = historyOf(entries);
      return entries.map(({ revision, at, kind, summary, shows }) => ({
        revision,
        at,
        kind,
        change: { summary: kind === 'change' ? summary : `${SAID[kind]}: ${summary}`, shows },
        undone: undone.has(revision),
      }));
    },
  };
}

const SAID = { undo: 'Undid', redo: 'Redid' } as const;

/**
 * Holds a change to what undo and the file rely on. What it finds is a mistake of ours, not of the
 * user's, and stops the write before anything is touched.
 */
function assertSound(watchlist: Watchlist, change: Change): void {
  const wrong = (id: string, what: string) =>
    new Error(`A change to ${id} was about to be written, but ${what}. Nothing was written.`);
  const seen = new Set<string>();
  for (const { id, before, after } of change.shows) {
    if (seen.has(id)) throw wrong(id, 'it is named twice');
    seen.add(id);
    if (!sameShow(before, showOf(watchlist.shows, id))) {
      throw wrong(id, 'it is not what it was before');
    }
    if (after === null) continue;
    if (after.id !== id) throw wrong(id, `it would become ${after.id}`);
    const flaw = flawOf(after);
    if (flaw !== undefined) throw wrong(id, flaw);
  }
}
