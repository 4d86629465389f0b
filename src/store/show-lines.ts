import type { Change } from '../watchlist/change';
import { byId } from '../watchlist/change';
import type { QuickWays, Show } from '../watchlist/show';
import type { Bytes } from './bytes';
import { LazyShow } from './lazy-show';
import { type Line, lineEnd } from './lines';
import { mayHold } from './names';

/**
 * The shows of a file that we wrote, each made when it is asked for: a command about one show leaves the
 * others of a long list alone.
 */
export class ShowLines implements QuickWays {
  readonly #bytes: Bytes;
  readonly #starts: readonly number[];
  readonly #explain: (error: unknown) => Error;
  readonly #made = new Map<number, Show>();
  #shows: readonly Show[] | undefined;

  /** @param starts of each line, and of the footer. */
  constructor(bytes: Bytes, starts: readonly number[], explain: (error: unknown) => Error) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#explain = explain;
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  /** All of them, in order of id. */
  get shows(): readonly Show[] {
    this.#shows ??= Array.from({ length: this.length }, (_, index) => this.#show(index));
    return this.#shows;
  }

  /** Their lines, in the same order. */
  get lines(): readonly Line[] {
    return Array.from({ length: this.length }, (_, index) => this.#line(index, index));
  }

  showOf(id: string): Show | null {
    const place = this.#placeOf(id);
    const show = place < this.length ? this.#show(place) : undefined;
    return show?.id === id ? show : null;
  }

  mayHold(keys: readonly string[]): readonly Show[] {
    return mayHold(this.#bytes, this.#starts, keys).map((index) => this.#show(index));
  }

  /**
   * The lines after a change, those that stay as they are together.
   * @param lineOf the line of a show that is new or another now.
   */
  linesAfter({ shows }: Change, lineOf: (show: Show) => Line): readonly Line[] {
    const lines: Line[] = [];
    let next = 0;
    for (const { id, after } of shows.toSorted(byId)) {
      const place = this.#placeOf(id);
      if (place > next) lines.push(this.#line(next, place - 1));
      if (after !== null) lines.push(lineOf(after));
      next = place < this.length && this.#show(place).id === id ? place + 1 : place;
    }
    if (next < this.length) lines.push(this.#line(next, this.length - 1));
    return lines;
  }

  #show(index: number): Show {
    const made = this.#made.get(index);
    if (made !== undefined) return made;
    const show = new LazyShow(this.#line(index, index), this.#explain).show();
    this.#made.set(index, show);
    return show;
  }

  /** Lines that follow each other, as one. */
  #line(first: number, last: number): Line {
    const end = lineEnd(this.#starts[last + 1] ?? 0, last === this.length - 1);
    return { bytes: this.#bytes, start: this.#starts[first] ?? 0, end };
  }

  /** Where the show of this id is, or would be. */
  #placeOf(id: string): number {
    let [from, to] = [0, this.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#show(middle).id < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
