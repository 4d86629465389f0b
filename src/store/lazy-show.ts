import type { Show } from '../watchlist/show';
import { checkedShow } from './check';
import { type Line, lineHead, lineText, lineTitles } from './lines';

/**
 * A show whose line is parsed only when more of it is asked for than stands at the line's start.
 *
 * Most commands look at every show's id, status or titles, and at the rest of a few; to parse the
 * other thousands whole would be most of what they do (10,000 shows: 110 ms; their titles: 25 ms).
 * To its users it is a plain, read-only object: reading, spreading, comparing and `JSON.stringify`
 * all see the whole show. Were the line no show after all, whoever looks gets the error.
 *
 * @param explain Makes the error that is thrown then.
 */
export function lazyShow(line: Line, explain: (error: unknown) => Error): Show {
  return new Proxy(BLANK, new LazyShow(line, explain));
}

/** A proxy's rules are about its target's own properties, and this target has none. */
const BLANK: Show = Object.create(Object.prototype);

class LazyShow implements ProxyHandler<Show> {
  readonly #line: Line;
  readonly #explain: (error: unknown) => Error;
  #head: ReturnType<typeof lineHead>;
  #titles: ReturnType<typeof lineTitles>;
  #show: Show | undefined;

  constructor(line: Line, explain: (error: unknown) => Error) {
    this.#line = line;
    this.#explain = explain;
  }

  get(_: Show, key: string | symbol): unknown {
    if (this.#show === undefined) {
      // Only what is found at the start is taken from there: its absence may mean another order.
      if (key === 'id' || key === 'status') {
        this.#head ??= lineHead(this.#line);
        if (this.#head !== undefined) return this.#head[key];
      }
      if (key === 'title' || key === 'titles') {
        this.#titles ??= lineTitles(this.#line);
        if (this.#titles?.[key] !== undefined) return this.#titles[key];
      }
    }
    return Reflect.get(this.#whole(), key);
  }

  has(_: Show, key: string | symbol): boolean {
    return Reflect.has(this.#whole(), key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.#whole());
  }

  getOwnPropertyDescriptor(_: Show, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#whole(), key);
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

  #whole(): Show {
    if (this.#show !== undefined) return this.#show;
    try {
      const value: unknown = JSON.parse(lineText(this.#line));
      this.#show = checkedShow(value, 'the watchlist', (reason) => new Error(reason));
    } catch (error) {
      throw this.#explain(error);
    }
    return this.#show;
  }
}
