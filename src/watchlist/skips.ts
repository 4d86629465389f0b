import type { Amendment, Batch, Break } from './show';

/** Which slots between episodes are skipped, and which episodes share one. */
export class Skips {
  readonly #breaks: readonly Break[];
  /** Runs of episodes that drop with the one before them: after `episode`, up to `through`. */
  readonly #shared: readonly Pick<Batch, 'episode' | 'through'>[];

  constructor(amendments: readonly Amendment[]) {
    this.#breaks = amendments.filter((one) => one.kind === 'break');
    const shared: { episode: number; through: number }[] = [];
    // In order of episode; batches that overlap are one.
    for (const { episode, through } of amendments.filter((one) => one.kind === 'batch')) {
      const before = shared.at(-1);
      if (before !== undefined && episode <= before.through) {
        before.through = Math.max(before.through, through);
      } else shared.push({ episode, through });
    }
    this.#shared = shared;
  }

  /** How many slots lie between two episodes. */
  between(from: number, to: number): number {
    let slots = to - from;
    for (const pause of this.#breaks) {
      if (pause.episode > from && pause.episode <= to) slots += pause.slots;
    }
    for (const { episode, through } of this.#shared) {
      slots -= Math.max(0, Math.min(through, to) - Math.max(episode, from));
    }
    return slots;
  }

  isWithinBatch(episode: number): boolean {
    return this.#shared.some((one) => episode > one.episode && episode <= one.through);
  }
}
