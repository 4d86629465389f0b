import { byId, showOf } from '../watchlist/change';
import type { Show, Watchlist } from '../watchlist/show';
import type { JournalEntry } from './journal';
import { sameShow } from './line-writing';
import type { Piece, Remains } from './remains';

/*
 * What can be had again of a watchlist whose file is damaged or gone. Pure: from what is left, to the
 * recovered list and the name of everything it lacks.
 */

/** All that is left of a watchlist. */
export interface Evidence {
  /** The damaged file; undefined when there is none any more. */
  readonly file: Remains | undefined;
  /** The backups that are whole. */
  readonly backups: readonly Watchlist[];
  /** Those that are not, with the shows in them that are. */
  readonly torn: readonly Watchlist[];
  /** The newest revision that a backup's name tells of, whole or not; 0 without one. */
  readonly backedUp: number;
  /** The journal's entries of changes that came to be, oldest first. */
  readonly entries: readonly JournalEntry[];
}

/** What was not to be had. */
export type Loss =
  /** Which revision the damaged file had: it holds other shows than those that backups and journal tell of. */
  | { readonly kind: 'revision' }
  /** Changes nobody knows of any more, of these revisions. */
  | { readonly kind: 'changes'; readonly from: number; readonly to: number }
  /** A show that could only be had as of a revision, and may have changed since. */
  | { readonly kind: 'older'; readonly show: Show; readonly revision: number }
  /** A show that the damaged file seems to have held, and of which nothing is left. */
  | { readonly kind: 'gone'; readonly id: string }
  /** A show that the damaged file holds otherwise than as it was written last. That was taken. */
  | { readonly kind: 'otherwise'; readonly show: Show };

export interface Recovery {
  /** Of the revision that is recovered. */
  readonly watchlist: Watchlist;
  /** The revision of the backup it rests on; undefined if on none. */
  readonly backup: number | undefined;
  /** How many entries of the journal were gone through after that. */
  readonly entries: number;
  /** How many shows were taken from the damaged file, as they are known from nowhere else. */
  readonly lines: number;
  readonly losses: readonly Loss[];
}

/**
 * Recovers a list as it was last written: the newest whole backup, with each change that the journal
 * tells of after it. Where changes are missing in between, what the damaged file still holds goes
 * before what is older, and each show is had as it was when it was known last.
 *
 * @returns undefined when nothing is left to recover.
 */
export function salvage(evidence: Evidence): Recovery | undefined {
  const best = revisionsToTry(evidence)
    .map((revision) => {
      const chain = chainTo(revision, evidence);
      return { revision, chain, agreeing: agreeing(chain, evidence.file) };
    })
    .reduce((one, other) => (other.agreeing > one.agreeing ? other : one));
  const isForeign =
    evidence.file?.revision === undefined && isOfAnother(evidence.file, best.agreeing);
  return isForeign
    ? recovered(best.revision + 1, best.chain, evidence, true)
    : recovered(best.revision, best.chain, evidence, false);
}

/**
 * Which revision the file may have had, likeliest first. Usually it says so itself, or there is only one
 * that it can have been; else the shows in it tell.
 */
function revisionsToTry({ file, backedUp, entries }: Evidence): readonly [number, ...number[]] {
  // A backup of a revision is kept when the next one is put in place.
  const inPlace = backedUp === 0 ? 0 : backedUp + 1;
  const known = Math.max(entries.at(-1)?.revision ?? 0, inPlace);
  const told = file?.revision;
  // The newest entry may never have been put in place.
  if (told === undefined) return known > inPlace ? [known, known - 1] : [known];
  // If it is more than that, the number is of an older state that somebody went back to, or is damaged.
  return told + 1 < known ? [known, told] : [told];
}

/** Whether a file that does not say its revision holds, for the most part, another list than was expected. */
function isOfAnother(file: Remains | undefined, agreeing: number): boolean {
  return agreeing * 2 < showsIn(file?.pieces ?? []).length;
}

/** What is known of one show: as it was after a change, or that there was none. */
interface Fact {
  readonly show: Show | null;
  /** The newest revision of which this is known. */
  readonly revision: number;
}

/** What backups and journal tell of a revision. */
interface Chain {
  readonly facts: ReadonlyMap<string, Fact>;
  /** The newest whole backup; the empty list that every one begins as has revision 0. */
  readonly base: number;
  readonly entries: number;
  /** The revisions that nothing is known of, in order. */
  readonly missing: readonly Range[];
  /** Whether each entry found the shows as those before it left them. */
  readonly isConsistent: boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function chainTo(revision: number, { backups, torn, entries }: Evidence): Chain {
  const base = [...backups, EMPTY]
    .filter((backup) => backup.revision <= revision)
    .reduce((newest, backup) => (backup.revision > newest.revision ? backup : newest));
  const facts = new Map<string, Fact>();
  const learn = (shows: readonly Show[], of: number) => {
    for (const show of shows) facts.set(show.id, { show, revision: of });
  };
  learn(base.shows, base.revision);
  const steps = entries.filter((one) => one.revision > base.revision && one.revision <= revision);
  const missing = gapsBetween(
    base.revision,
    steps.map((one) => one.revision),
    revision,
  );
  // Backups that are not whole have something to add only where the journal does not tell all.
  const others = missing.length === 0 ? [] : torn.toSorted((a, b) => a.revision - b.revision);
  let isConsistent = true;
  for (const entry of steps) {
    while ((others[0]?.revision ?? entry.revision) < entry.revision) {
      const [other] = others.splice(0, 1);
      if (other !== undefined && other.revision > base.revision) {
        learn(other.shows, other.revision);
      }
    }
    for (const { id, before, after } of entry.shows) {
      const fact = facts.get(id);
      const since = fact?.revision ?? base.revision;
      const isKnown = !missing.some(({ from, to }) => to > since && from < entry.revision);
      if (isKnown && !sameShow(before, fact?.show ?? null)) isConsistent = false;
      facts.set(id, { show: after, revision: entry.revision });
    }
  }
  for (const other of others) {
    if (other.revision > base.revision && other.revision <= revision) {
      learn(other.shows, other.revision);
    }
  }
  return { facts, base: base.revision, entries: steps.length, missing, isConsistent };
}

const EMPTY: Watchlist = { revision: 0, shows: [] };

/** The whole numbers after `from`, up to `to`, that are not among some others, which are in order. */
function gapsBetween(from: number, present: readonly number[], to: number): readonly Range[] {
  const gaps: Range[] = [];
  let last = from;
  for (const one of [...present, to + 1]) {
    if (one > last + 1) gaps.push({ from: last + 1, to: one - 1 });
    last = one;
  }
  return gaps;
}

/** How many of the shows that the damaged file holds are as a chain has them. */
function agreeing({ facts }: Chain, file: Remains | undefined): number {
  return showsIn(file?.pieces ?? []).filter((show) =>
    sameShow(show, facts.get(show.id)?.show ?? null),
  ).length;
}

function showsIn(pieces: readonly Piece[]): readonly Show[] {
  return pieces.flatMap((piece) => (piece.kind === 'show' ? [piece.show] : []));
}

function recovered(
  revision: number,
  chain: Chain,
  { file, backups }: Evidence,
  isForeign: boolean,
): Recovery | undefined {
  const { facts, missing, isConsistent } = chain;
  const pieces = file?.pieces ?? [];
  const lines = linesById(pieces);
  const lastMissing = isForeign ? revision : (missing.at(-1)?.to ?? -1);
  const isSettled = (fact: Fact | undefined) => (fact?.revision ?? chain.base) > lastMissing;
  const isAbsent = absentFrom(pieces);
  const shows: Show[] = [];
  const losses: Loss[] = [];
  let fromLines = 0;
  for (const id of new Set([...facts.keys(), ...lines.keys()])) {
    const fact = facts.get(id);
    const line = lines.get(id);
    const show = fact?.show ?? null;
    if (isSettled(fact) && isConsistent) {
      if (show !== null) shows.push(show);
      const isOtherwise = line === undefined ? isAbsent(id) : !sameShow(line, show);
      const named = show ?? line;
      if (isOtherwise && named !== undefined) losses.push({ kind: 'otherwise', show: named });
    } else if (line !== undefined) {
      shows.push(line);
      if (!sameShow(line, show)) fromLines += 1;
    } else if (show !== null && (isSettled(fact) || !isAbsent(id))) {
      shows.push(show);
      if (!isSettled(fact)) {
        losses.push({ kind: 'older', show, revision: fact?.revision ?? chain.base });
      }
    }
  }
  for (const id of new Set(pieces.flatMap((piece) => (piece.kind === 'torn' ? piece.ids : [])))) {
    if (!facts.has(id) && !lines.has(id)) losses.push({ kind: 'gone', id });
  }
  if (isForeign) losses.unshift({ kind: 'revision' });
  else if (!isWhole(pieces)) {
    losses.unshift(...missing.map((range): Loss => ({ kind: 'changes', ...range })));
  }
  const isAnything = shows.length > 0 || (revision > 0 && missing.length === 0);
  if (!isAnything) return undefined;
  const isBackup = backups.some((backup) => backup.revision === chain.base);
  return {
    watchlist: { revision, shows: shows.toSorted(byId) },
    backup: isBackup ? chain.base : undefined,
    entries: chain.entries,
    lines: fromLines,
    losses,
  };
}

/** The shows of a damaged file; the first where one stands there several times. */
function linesById(pieces: readonly Piece[]): ReadonlyMap<string, Show> {
  const lines = new Map<string, Show>();
  for (const show of showsIn(pieces)) if (!lines.has(show.id)) lines.set(show.id, show);
  return lines;
}

/** Whether nothing is missing of a file: a slip of somebody's hand, such as a comma, is all there is. */
function isWhole(pieces: readonly Piece[]): boolean {
  return (
    pieces[0]?.kind === 'start' &&
    pieces.at(-1)?.kind === 'end' &&
    pieces.every((piece) => piece.kind !== 'torn')
  );
}

/**
 * Tells of an id whether the damaged file shows that it held none such: shows stand in order of id, so
 * between two whole lines that follow each other there is none.
 */
function absentFrom(pieces: readonly Piece[]): (id: string) => boolean {
  const shows = showsIn(pieces);
  const isInOrder = shows.every((show, index) => {
    const before = shows[index - 1];
    return before === undefined || byId(before, show) < 0;
  });
  if (!isInOrder) return () => false;
  /** Ids after which, up to the next whole piece, there is nothing. */
  const places = pieces.flatMap((piece, index) => {
    const next = pieces[index + 1];
    if (piece.kind === 'torn' || piece.kind === 'end') return [];
    if (next === undefined || next.kind === 'torn' || next.kind === 'start') return [];
    return [{ after: idOf(piece), before: idOf(next) }];
  });
  return (id) =>
    showOf(shows, id) === null &&
    places.some(
      ({ after, before }) =>
        (after === undefined || after < id) && (before === undefined || id < before),
    );
}

function idOf(piece: Piece): string | undefined {
  return piece.kind === 'show' ? piece.show.id : undefined;
}
