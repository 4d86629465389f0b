/** Chance that can be had again: the same seed gives the same run. */
export class Random {
  #state: number;

  /** @param seed any whole number; its last 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** Whether something that is so likely happens. */
  happens(likely: number): boolean {
    return this.next() < likely;
  }

  /** One of them. @throws when there are none. */
  of<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('There is nothing to choose from.');
    return choice;
  }
}

/** Whether the whole of it is wanted: `npm run test:fuzz`. */
export const IS_FULL = process.env.FUZZ === 'full';

/** How many damaged copies of each file a full run tries, and how many command lines: `FUZZ_TIMES`. */
export const TIMES = Number(process.env.FUZZ_TIMES || 5000);

/**
 * What all chance of this run comes from: `FUZZ_SEED`, where it is set; else another one each time in a
 * full run, and always the same in the suite, which is not to fail by chance.
 */
export const SEED = seedOf(process.env.FUZZ_SEED);

function seedOf(wanted: string | undefined): number {
  if (wanted !== undefined && wanted !== '') return Number(wanted);
  return IS_FULL ? Date.now() % 1_000_000 : 1;
}

/** How to have a run again. */
export const AGAIN = `FUZZ_SEED=${SEED} npm run test:fuzz`;
