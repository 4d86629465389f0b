import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the tests leave their counts for the table. */
    readonly tally: string;
  }
}

/** The ways in which a store can fail. The table has a column for each. */
export const KINDS = ['torn', 'lost', 'stuck', 'left', 'silent', 'unsynced'] as const;

/**
 * `torn`: it cannot be read, is neither old nor new, or its journal says otherwise. `lost`: what was
 * acknowledged is not there. `stuck`: the next command had to wait, or failed. `left`: something lies
 * about after the next write. `silent`: a fault was passed over. `unsynced`: a power cut could undo it.
 */
export type Kind = (typeof KINDS)[number];

export interface Trouble {
  readonly kind: Kind;
  readonly words: string;
}

/** One line of the table. */
export interface Counts {
  readonly store: 'jikai' | 'plain lowdb';
  readonly name: string;
  readonly tries: number;
  readonly troubles: Readonly<Partial<Record<Kind, number>>>;
}

/** Counts what one test tried and what came of it. */
export class Tally {
  readonly #store: Counts['store'];
  readonly #name: string;
  readonly troubles: Trouble[] = [];
  tries = 0;

  constructor(name: string, store: Counts['store'] = 'jikai') {
    this.#name = name;
    this.#store = store;
  }

  /** One more try, and what was wrong after it; `where` says which try it was. */
  add(where: string, troubles: readonly Trouble[]): void {
    this.tries++;
    for (const { kind, words } of troubles)
      this.troubles.push({ kind, words: `${where}: ${words}` });
  }

  /** Leaves the counts for the table. */
  record(name = this.#name): void {
    const troubles: Partial<Record<Kind, number>> = {};
    for (const { kind } of this.troubles) troubles[kind] = (troubles[kind] ?? 0) + 1;
    const counts: Counts = { store: this.#store, name, tries: this.tries, troubles };
    appendFileSync(path.join(inject('tally'), 'counts'), `${JSON.stringify(counts)}\n`);
  }

  /** Leaves the counts, and fails the test if anything was wrong or too little was tried. */
  settle(least: number, name?: string): void {
    this.record(name);
    expect(this.troubles.slice(0, 5)).toEqual([]);
    expect(this.tries).toBeGreaterThanOrEqual(least);
  }
}

/** What went wrong, from an error and what it stands for. */
export function trouble(kind: Kind, words: unknown): Trouble {
  return { kind, words: words instanceof Error ? words.message : String(words) };
}
