import type { Show } from '../watchlist/show';
import type { Bytes } from './bytes';
import { type Line, type LineStart, lineStart, lineText } from './lines';

/**
 * A show whose line is parsed only when more of it is asked for than stands at the line's start.
 * Only for lines that were checked when they were written.
 *
 * Most commands look at every show's id, status or titles, and at the rest of a few; to parse the
 * other thousands whole would be most of what they do (10,000 shows: 110 ms; their titles: 25 ms).
 * To its users `show` is a plain, read-only object: reading, spreading, comparing and
 * `JSON.stringify` all see the whole show. Were the line broken after all, whoever looks gets the
 * error that `explain` makes.
 */
export class LazyShow implements Line, ProxyHandler<Show> {
  readonly bytes: Bytes;
  readonly start: number;
  readonly end: number;
  readonly #explain: (error: unknown) => Error;
  #whole: Show | undefined;

  constructor({ bytes, start, end }: Line, explain: (error: unknown) => Error) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.#explain = explain;
  }

  /** The show. Each time another object, so ask once. */
  show(): Show {
    return new Proxy(BLANK, this);
  }

  get(_: Show, key: string | symbol): unknown {
    if (key === WHOLE) return this.#parsed();
    // Only what is found at the start is taken from there: its absence may mean another order.
    if (this.#whole === undefined && isEarly(key)) {
      const start = startOf(this)?.[key];
      if (start !== undefined) return start;
    }
    return Reflect.get(this.#parsed(), key);
  }

  has(_: Show, key: string | symbol): boolean {
    return Reflect.has(this.#parsed(), key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.#parsed());
  }

  getOwnPropertyDescriptor(_: Show, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#parsed(), key);
  }

  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  #parsed(): Show {
    if (this.#whole !== undefined) return this.#whole;
    try {
      const whole: Show = JSON.parse(lineText(this));
      this.#whole = whole;
      return whole;
    } catch (error) {
      throw this.#explain(error);
    }
  }
}

const WHOLE = Symbol('whole');

/** The object that a show is read from, which is quicker to go through; a show that is none such, itself. */
export function plainly(show: Show): unknown {
  return Reflect.get(show, WHOLE) ?? show;
}

function isEarly(key: string | symbol): key is keyof LineStart {
  return key === 'id' || key === 'status' || key === 'title' || key === 'titles';
}

/**
 * What stands at the start of the line that was asked about last: who asks for one thing of it mostly
 * asks for another. To keep it of every line would cost more than to look again.
 */
let latest: { readonly line: Line; readonly start: LineStart | undefined } | undefined;

function startOf(line: Line): LineStart | undefined {
  if (latest?.line !== line) latest = { line, start: lineStart(line) };
  return latest.start;
}

/** A proxy's rules are about its target's own properties, and this target has none. */
const BLANK: Show = Object.create(Object.prototype);
