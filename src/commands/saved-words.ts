import type { Context } from '../context';
import { resolveTarget } from '../store/durable-file';
import { type JournalEntry, journalFile, readEntries } from '../store/journal';
import { contentAt, type SavedState, savedStates } from '../store/saved-states';
import { agoWords, momentWords } from '../ui/time';
import { instant, minuteMoment } from '../watchlist/moment';
import type { Instant, Watchlist } from '../watchlist/show';

/** A saved state, with what is known of it. */
export interface KnownState extends SavedState {
  readonly at: Instant;
  /** Whether `at` is by the journal's entry of its revision, or by its file's time. */
  readonly by: 'journal' | 'file';
  /** Undefined when it is not whole. */
  readonly list: Watchlist | undefined;
  /** What is wrong with it; undefined when it is whole. */
  readonly flaw: string | undefined;
  /** What the change after it was. */
  readonly next: string | undefined;
}

/**
 * All saved states of the context's list, with what the journal tells of them. Each is read whole, which may
 * take its time, and whoever waits is told so.
 */
export function knownStates(context: Context): readonly KnownState[] {
  return looking(context, 'Reading the backups …', () => statesOf(context));
}

/** Does what may take its time, and says so to whoever waits. */
export function looking<T>({ progress }: Context, words: string, look: () => T): T {
  progress.show(words);
  try {
    return look();
  } finally {
    progress.end();
  }
}

function statesOf({ store, places }: Context): readonly KnownState[] {
  const target = resolveTarget(store.file);
  const entries = entriesIn(journalFile(places.state, target));
  return savedStates(target).map((state) => {
    const { document, flaw } = contentAt(state.path);
    // The journal tells of the way to the present list: what was left behind is off it.
    const isOnTheWay = state.kind === 'backup' || state.kind === 'version';
    const own = isOnTheWay ? entries.get(state.revision ?? -1) : undefined;
    const next = isOnTheWay ? entries.get((state.revision ?? -2) + 1) : undefined;
    return {
      ...state,
      revision: document?.watchlist.revision ?? state.revision,
      at: own?.at ?? instant(state.written),
      by: own === undefined ? 'file' : 'journal',
      list: document?.watchlist,
      flaw,
      next: next && saidOf(next),
    };
  });
}

/** A change in the words of `jikai log`. */
function saidOf({ kind, summary }: JournalEntry): string {
  return kind === 'change' ? summary : `${kind === 'undo' ? 'Undid' : 'Redid'}: ${summary}`;
}

function entriesIn(journal: string): ReadonlyMap<number, JournalEntry> {
  try {
    const entries = readEntries(journal, Number.MAX_SAFE_INTEGER);
    return new Map(entries.map((entry) => [entry.revision, entry]));
  } catch {
    // The states can be told of without it.
    return new Map();
  }
}

/** `Wed 10 Jan 2024, 16:55`, to a person at a terminal as long ago as it is. */
export function whenWords({ at }: KnownState, { out, reader }: Context): string {
  return out.isTTY ? agoWords(at, reader) : momentWords(minuteMoment(Date.parse(at)), reader.zone);
}

/** `812 bytes`, `4.1 kB`, `1.2 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
