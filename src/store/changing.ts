import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { applyChange, type Change, invertChange, showIn } from '../watchlist/change';
import { Problem } from '../watchlist/problem';
import type { Watchlist } from '../watchlist/show';
import { backupFolder } from './backups';
import { flawOf } from './check';
import { EMPTY } from './document';
import { makeFolder, resolveTarget } from './durable-file';
import { historyOf } from './history';
import { type JournalEntry, journalFile, readEntries } from './journal';
import { appendEntry } from './journal-writing';
import { sameShow } from './line-writing';
import { withLock } from './lock';
import type { Store, StoreOptions, UpdateOptions } from './store';
import { WritableFile } from './writable-file';

/** What a write is going to do, and the sentence its journal entry keeps. */
interface Decision {
  readonly change: Change;
  readonly sentence: string;
}

/** What changes a list, or tells of its changes: a part of its own, since most runs only read. */
export function changing({
  file,
  stateDir,
  patience,
  migrations,
}: StoreOptions): Pick<Store, 'text' | 'update' | 'undo' | 'redo' | 'log'> {
  async function open(beforeCommit?: () => void) {
    const target = resolveTarget(file);
    const adapter = new WritableFile(target, { stateDir, migrations, beforeCommit });
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
      const { db, adapter, journal, target } = await open(() => beforeCommit());
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
      const present = showIn(watchlist, id);
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

  /** Goes a step back, or forward again. */
  function walk(step: 'undo' | 'redo', options: UpdateOptions): Promise<Change> {
    const decide = (watchlist: Watchlist, journal: string): Decision => {
      const { toUndo, toRedo } = historyOf(entriesOf(watchlist, journal, step));
      const entry = step === 'undo' ? toUndo : toRedo;
      if (entry === undefined) throw new Problem('failed', `There is nothing to ${step}`);
      return turnRound(watchlist, entry, SAID[step]);
    };
    return write(step, decide, options);
  }

  return {
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
    undo: (options) => walk('undo', options),
    redo: (options) => walk('redo', options),
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
    if (!sameShow(before, showIn(watchlist, id))) {
      throw wrong(id, 'it is not what it was before');
    }
    if (after === null) continue;
    if (after.id !== id) throw wrong(id, `it would become ${after.id}`);
    const flaw = flawOf(after);
    if (flaw !== undefined) throw wrong(id, flaw);
  }
}
