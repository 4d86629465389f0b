import type { ShowChange } from '../watchlist/change';
import type { Instant, Show } from '../watchlist/show';

/** What is wrong, and where: `/watched/0/episode` `must be integer`. */
export interface ShapeError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: { readonly allowedValues?: readonly unknown[] };
}

/** A guard that leaves what it found wrong in `errors` until it is called again. */
export interface Shape<T> {
  (value: unknown): value is T;
  readonly errors?: readonly ShapeError[] | null;
}

/** One line of the journal. `store` is for people; the journal's file name says whose it is. */
export interface JournalEntry {
  readonly revision: number;
  readonly at: Instant;
  readonly kind: 'change' | 'undo' | 'redo';
  readonly summary: string;
  readonly store?: string;
  readonly shows: readonly ShowChange[];
}

export declare const isShow: Shape<Show>;
export declare const isJournalEntry: Shape<JournalEntry>;
/** Changes whenever the schemas do. */
export declare const SHAPES_DIGEST: string;
