import type { Evening } from './evenings';
import type { Millis } from './zone';

/** Episodes of one show that are to be watched in order. */
export interface Row {
  /** When each of them is out, in order of episode. */
  readonly out: readonly Millis[];
  /** How long each of them is. */
  readonly length: Millis;
  /** When the last of them has to have ended; infinity for whenever. */
  readonly by: Millis;
  /** Which of several rows that have as much time goes first: the one where this is least. */
  readonly rank: Millis;
}

/** An episode at its place in an evening. */
export interface Seat {
  /** The row it is of, by its place among the rows. */
  readonly row: number;
  /** Its place in the row. */
  readonly index: number;
  /** When it begins. */
  readonly at: Millis;
}

/** What each evening holds, in order; some may hold nothing. */
export type Packing = readonly (readonly Seat[])[];

/**
 * Puts episodes into evenings, one after the other from when each begins: at most `most` of them, only what
 * is out by then, each to end in time, those of a row in order. Whatever has the least time goes first.
 *
 * That is right where all are as long, since an evening's places are then the same for whatever takes them.
 * Where they are not, and it does not do, others are tried; unless it would not do even if all were as short
 * as the shortest. Of very many shows not all ways are tried, and one that does may be missed.
 */
export function pack(rows: readonly Row[], evenings: readonly Evening[], most: number): Packing {
  const urgent = urgentFirst(rows, evenings, most);
  if (isWhole(rows, urgent)) return urgent;
  const shortest = Math.min(...rows.map(({ length }) => length));
  const short = rows.map((row) => ({ ...row, length: shortest }));
  if (!isWhole(rows, urgentFirst(short, evenings, most))) return urgent;
  return searched(rows, evenings, most) ?? urgent;
}

/** Whether every episode has its place. */
export function isWhole(rows: readonly Row[], packing: Packing): boolean {
  const wanted = rows.reduce((sum, { out }) => sum + out.length, 0);
  return packing.reduce((sum, seats) => sum + seats.length, 0) === wanted;
}

/** The places of rows, the one with the least time first. */
function byUrgency(rows: readonly Row[]): readonly number[] {
  return rows
    .map((row, place) => ({ row, place }))
    .sort((a, b) => compare(a.row.by, b.row.by) || a.row.rank - b.row.rank)
    .map(({ place }) => place);
}

/** In order, also where both are infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function urgentFirst(rows: readonly Row[], evenings: readonly Evening[], most: number): Packing {
  const order = byUrgency(rows);
  const taken = rows.map(() => 0);
  return evenings.map((evening) => {
    const seats: Seat[] = [];
    let at = evening.from;
    while (seats.length < most) {
      const fitting = order.find((place) => fits(rows[place], taken[place] ?? 0, at, evening));
      const row = rows[fitting ?? -1];
      if (fitting === undefined || row === undefined) break;
      const index = taken[fitting] ?? 0;
      seats.push({ row: fitting, index, at });
      taken[fitting] = index + 1;
      at += row.length;
    }
    return seats;
  });
}

/** Whether an episode of a row may begin at an instant of an evening. */
function fits(row: Row | undefined, index: number, at: Millis, { from, until }: Evening): boolean {
  const out = row?.out[index];
  if (row === undefined || out === undefined || out > from) return false;
  return at + row.length <= Math.min(row.by, until);
}

/** How many evenings' contents are tried before it is taken that nothing does. */
const TRIES = 5_000;

/** A packing of everything, if one is found: every evening is filled in every way that may do. */
function searched(
  rows: readonly Row[],
  evenings: readonly Evening[],
  most: number,
): Packing | undefined {
  const order = byUrgency(rows);
  const hopeless = new Set<string>();
  let tries = TRIES;
  const from = (number: number, taken: readonly number[]): Packing | undefined => {
    const evening = evenings[number];
    const rest = rows.reduce((sum, { out }, place) => sum + out.length - (taken[place] ?? 0), 0);
    if (rest === 0) return evenings.slice(number).map(() => []);
    const state = `${number} ${taken.join()}`;
    if (evening === undefined || rest > (evenings.length - number) * most) return undefined;
    if (hopeless.has(state)) return undefined;
    for (const seats of sittings(rows, order, taken, evening, most)) {
      tries -= 1;
      if (tries < 0) return undefined;
      const later = from(number + 1, after(taken, seats));
      if (later !== undefined) return [seats, ...later];
    }
    hopeless.add(state);
    return undefined;
  };
  return from(
    0,
    rows.map(() => 0),
  );
}

function after(taken: readonly number[], seats: readonly Seat[]): readonly number[] {
  return taken.map((count, place) => count + seats.filter(({ row }) => row === place).length);
}

/**
 * All that an evening may hold, more before less. Which order they stand in needs no trying: whatever can be
 * in time is so when it stands in order of urgency.
 */
function* sittings(
  rows: readonly Row[],
  order: readonly number[],
  taken: readonly number[],
  evening: Evening,
  most: number,
): Generator<readonly Seat[]> {
  function* from(rank: number, seats: readonly Seat[], at: Millis): Generator<readonly Seat[]> {
    const place = order[rank];
    const row = rows[place ?? -1];
    if (place === undefined || row === undefined) {
      yield seats;
      return;
    }
    const more: Seat[] = [];
    let end = at;
    while (
      seats.length + more.length < most &&
      fits(row, (taken[place] ?? 0) + more.length, end, evening)
    ) {
      more.push({ row: place, index: (taken[place] ?? 0) + more.length, at: end });
      end += row.length;
    }
    for (let count = more.length; count >= 0; count -= 1) {
      yield* from(rank + 1, [...seats, ...more.slice(0, count)], at + count * row.length);
    }
  }
  yield* from(0, [], evening.from);
}
