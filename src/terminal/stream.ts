import { fstatSync, writeSync } from 'node:fs';
import { Problem } from '../watchlist/problem';

/** A stream as far as an output needs it, whose `isTTY` and `columns` are those of node's own. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string | Uint8Array): unknown;
}

/**
 * The process's stream at a file descriptor. A pipe, a socket or a file is written to directly: to
 * make node's own stream for it costs a tenth of a start. Where that cannot be, because it is a
 * terminal or because a pipe is full and will not wait, node's own is made after all.
 *
 * @param own makes node's own stream.
 */
export function streamAt(descriptor: number, own: () => Stream): Stream {
  return isPlain(descriptor) ? new PlainStream(descriptor, own) : own();
}

/** Whether it is a pipe, a socket or a file, and so no terminal. */
function isPlain(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFIFO() || stats.isSocket() || stats.isFile();
  } catch {
    return false;
  }
}

class PlainStream implements Stream {
  readonly isTTY = false;
  readonly #descriptor: number;
  readonly #own: () => Stream;
  /** Node's own stream, once a write had to go there: what follows must come behind it. */
  #instead: Stream | undefined;
  #closed = false;

  constructor(descriptor: number, own: () => Stream) {
    this.#descriptor = descriptor;
    this.#own = own;
  }

  /** @throws Problem `failed` when there is no room for the output, or no way to it. */
  write(text: string | Uint8Array): void {
    let rest = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    try {
      while (rest.length > 0 && this.#instead === undefined && !this.#closed) {
        rest = rest.subarray(writeSync(this.#descriptor, rest));
      }
    } catch (error) {
      this.#heed(error);
    }
    if (this.#instead !== undefined && rest.length > 0) this.#instead.write(rest);
  }

  /** A reader that has seen enough, such as `head`, closes the pipe; that is no error of ours. */
  #heed(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPIPE') this.#closed = true;
    else if (code === 'EAGAIN') this.#instead = this.#own();
    else
      throw new Problem('failed', `The output could not be written: ${String(error)}`, {
        cause: error,
      });
  }
}
