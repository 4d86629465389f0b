import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../watchlist/problem';
import type { Watchlist } from '../watchlist/show';
import { flawOf } from './check';
import type { Document } from './document';
import { writeDocument } from './document-writing';
import {
  identityAt,
  linkOrCopy,
  makeFolder,
  resolveTarget,
  stagedPrefix,
  stageFile,
  stampAt,
  sweepStaged,
  syncFolder,
} from './durable-file';
import { diskProblem, errorCode } from './failures';
import { type JournalEntry, journalFile, readEntries } from './journal';
import { appendEntry } from './journal-writing';
import { lockState, withLock } from './lock';
import { VERSION } from './migrations';
import { remainsOf } from './remains';
import { type Recovery, salvage } from './salvage';
import { contentAt, contentOf, type SavedState, savedStates } from './saved-states';
import { isListAt } from './watchlist-file';
import { WritableFile } from './writable-file';

/** Where a list and what belongs to it are. */
export interface Place {
  /** The watchlist file, as the user calls it. */
  readonly file: string;
  /** Where its journal is. */
  readonly stateDir: string;
}

/** How a list's file is. */
export type Examined =
  | { readonly kind: 'whole'; readonly document: Document }
  /** There is none, and nothing tells that there ever was. */
  | { readonly kind: 'none' }
  | Damaged;

/** A file that cannot be read, or that is gone though what belongs to it is there. */
export interface Damaged {
  readonly kind: 'damaged';
  readonly target: string;
  /** What is wrong, in words that follow on "cannot be read:"; undefined when it is gone. */
  readonly reason: string | undefined;
  /** What can be had again; undefined when nothing can. */
  readonly recovery: Recovery | undefined;
  /** Keys of the file that are not ours. */
  readonly others: ReadonlyMap<string, unknown>;
  /** Which file this was found in. */
  readonly stamp: string;
}

/**
 * Looks at a list's file, all of it, and where it is damaged at what can be had again. Changes nothing.
 *
 * @throws {Problem} where it is not for us to say: the system does not let us read it, it is no file, or a
 * newer jikai wrote it.
 */
export function examine({ file, stateDir }: Place): Examined {
  const target = resolveTarget(file);
  const stamp = stampAt(target);
  const bytes = bytesAt(target);
  const content = bytes === undefined ? undefined : contentOf(bytes);
  if (content?.document !== undefined) return { kind: 'whole', document: content.document };
  const remains = bytes === undefined ? undefined : remainsOf(bytes);
  if (content?.isNewer === true || (remains?.version ?? 0) > VERSION) throw newer(target);
  const states = savedStates(target).filter(({ kind }) => kind === 'backup');
  const saved = readAsFarAsNeeded(states, remains?.revision ?? Number.MAX_SAFE_INTEGER);
  if (remains?.version === undefined && saved[0]?.isNewer === true) throw newer(target);
  const whole = saved.flatMap(({ document }) => document ?? []);
  const recovery = salvage({
    file: remains,
    backups: whole.map(({ watchlist }) => watchlist),
    torn: saved.flatMap(({ torn, revision }) =>
      torn === undefined ? [] : [{ ...torn, revision }],
    ),
    backedUp: states[0]?.revision ?? 0,
    entries: soundEntries(journalFile(stateDir, target)),
  });
  if (bytes === undefined && recovery === undefined) return { kind: 'none' };
  const { others } = remains?.others.size ? remains : (whole[0] ?? { others: new Map() });
  return { kind: 'damaged', target, reason: content?.flaw, recovery, others, stamp };
}

/** A backup that was read, and the revision in its name. */
type Saved = ReturnType<typeof readSaved> & { readonly revision: number };

/** The backups, newest first, down to the first whole one that is no newer than a revision. */
function readAsFarAsNeeded(states: readonly SavedState[], revision: number): readonly Saved[] {
  const saved: Saved[] = [];
  for (const state of states) {
    const one = { ...readSaved(state), revision: state.revision ?? 0 };
    saved.push(one);
    // Those before it have nothing to add to it.
    if (one.document !== undefined && one.document.watchlist.revision <= revision) break;
  }
  return saved;
}

function newer(target: string): Problem {
  return new Problem(
    'failed',
    `${target} was left as it is, because a newer jikai wrote it, or its backups`,
    { hint: 'Update jikai.' },
  );
}

/** @returns undefined where there is no file. */
function bytesAt(target: string): Buffer | undefined {
  try {
    return isListAt(target) ? readFileSync(target) : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw diskProblem(`The watchlist ${target} could not be read`, error);
  }
}

/** A backup that is whole, or the shows that are in one that is not. */
function readSaved({ path }: SavedState): {
  readonly document?: Document;
  readonly torn?: Watchlist;
  readonly isNewer?: boolean;
} {
  const { document, isNewer, bytes } = { isNewer: false, ...contentAt(path) };
  if (document !== undefined) return { document };
  if (isNewer) return { isNewer };
  const shows = remainsOf(bytes).pieces.flatMap((piece) =>
    piece.kind === 'show' ? [piece.show] : [],
  );
  return { torn: { revision: 0, shows } };
}

/** The journal's entries, but for any whose shows no list could hold: those were not written by us. */
function soundEntries(journal: string): readonly JournalEntry[] {
  return readEntries(journal, Number.MAX_SAFE_INTEGER).filter(({ shows }) =>
    shows.every(({ after }) => after === null || flawOf(after) === undefined),
  );
}

/** What a repair did. */
export interface Repaired {
  readonly recovery: Recovery;
  /** Where the damaged file is now; undefined when there was none. */
  readonly setAside: string | undefined;
}

/**
 * Puts what can be had again in the place of a damaged file, which is kept under another name.
 *
 * @returns undefined when there is nothing to repair any more.
 * @throws {Problem} when nothing can be had, or the disk does not take it. All is as it was then.
 */
export async function repairStore(place: Place): Promise<Repaired | undefined> {
  return underLock(place, () => {
    const found = examine(place);
    if (found.kind !== 'damaged') return undefined;
    const { recovery } = found;
    if (recovery === undefined) throw nothingLeft(found);
    return { recovery, setAside: putInPlace(found, recovery.watchlist) };
  });
}

/**
 * Puts a saved state in the place of a damaged list, as the next revision of it, so that no backup is
 * taken for one of a later state than the list's. With what could be had of the damaged one it is written
 * in the journal, and can be undone to that.
 *
 * @returns undefined when the list is not damaged any more.
 */
export async function restoreOver(
  place: Place,
  decide: (present: Watchlist) => Omit<JournalEntry, 'revision' | 'kind' | 'store'>,
  wanted: Watchlist,
): Promise<{ readonly setAside: string | undefined } | undefined> {
  return underLock(place, () => {
    const found = examine(place);
    if (found.kind !== 'damaged') return undefined;
    const present = found.recovery?.watchlist ?? { revision: wanted.revision, shows: [] };
    const revision = Math.max(present.revision, wanted.revision) + 1;
    const { target } = found;
    const journal = journalFile(place.stateDir, target);
    const entry = { revision, kind: 'change' as const, store: target, ...decide(present) };
    const list = { revision, shows: wanted.shows };
    return { setAside: putInPlace(found, list, () => appendEntry(journal, entry)) };
  });
}

/** @throws {Problem} as it is told of a file of which nothing is left. */
export function nothingLeft({ target, reason }: Damaged): Problem {
  return new Problem(
    'failed',
    `Nothing of ${target} can be recovered: ${reason ?? 'it is gone'}, and there is neither a whole show in it, nor a backup, nor a journal`,
    { hint: 'It was left as it is. If you have a copy of it elsewhere, put that in its place.' },
  );
}

async function underLock<T>({ file }: Place, run: () => T): Promise<T> {
  const target = resolveTarget(file);
  makeFolder(dirname(target));
  return withLock(`${target}.lock`, run);
}

/**
 * A rename alone puts the new file in place. The damaged one has its second name before that, so that at no
 * moment, whenever this is killed, there is no list: jikai would begin a new one.
 *
 * @returns what the damaged file is called now.
 */
function putInPlace(
  { target, others, reason, stamp }: Damaged,
  watchlist: Watchlist,
  beforeCommit = () => {},
): string | undefined {
  new WritableFile(target, { stateDir: '' }).refuseReadOnly();
  sweepStaged(target);
  const empty = { revision: 0, shows: [] };
  const version = stageFile(
    target,
    writeDocument({ watchlist: empty, lines: [], others }, watchlist),
  );
  try {
    const setAside = reason === undefined ? undefined : keepBroken(target);
    if (stampAt(target) !== stamp) {
      throw new Problem(
        'failed',
        `Another program changed ${target} at the same moment, so it was left as it is`,
        { hint: 'Run the command again.' },
      );
    }
    beforeCommit();
    version.commit();
    return setAside;
  } finally {
    version.discard();
  }
}

/** Gives a file a second name that is free, for a broken file may hold what nothing else does. */
function keepBroken(target: string): string {
  const folder = dirname(target);
  try {
    const own = identityAt(target);
    const known = savedStates(target).find(
      ({ kind, path }) => kind === 'broken' && identityAt(path) === own,
    );
    // From a repair that was killed.
    if (known !== undefined) return known.path;
    for (let number = 1; ; number++) {
      const name = join(folder, `${basename(target)}.broken${number === 1 ? '' : `-${number}`}`);
      if (!isKeptAs(target, name)) continue;
      syncFolder(folder);
      return name;
    }
  } catch (error) {
    throw diskProblem(
      `${target} was left as it is, because it could not be kept under another name`,
      error,
    );
  }
}

/** @returns false when something of that name is there. */
function isKeptAs(target: string, name: string): boolean {
  try {
    linkOrCopy(target, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What killed runs left of a list's file: half-written versions of it, and their lock. */
export function leftoversOf({ file }: Place): readonly string[] {
  const target = resolveTarget(file);
  let names: readonly string[] = [];
  try {
    names = readdirSync(dirname(target)).filter((name) => name.startsWith(stagedPrefix(target)));
  } catch {
    // No folder, nothing in it.
  }
  const lock = `${target}.lock`;
  const state = lockState(lock);
  // Somebody is writing: what lies there is theirs.
  if (typeof state === 'object') return [];
  return [...(state === 'dead' ? [lock] : []), ...names.map((name) => join(dirname(target), name))];
}

/** Removes what {@link leftoversOf} names, under the lock: to take it breaks a dead one. */
export async function sweepLeftovers(place: Place): Promise<void> {
  await underLock(place, () => sweepStaged(resolveTarget(place.file)));
}
