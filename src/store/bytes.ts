import { closeSync, readSync } from 'node:fs';
import { Unreadable } from './failures';

/** Bytes that the lines of a list lie in, with little of a long file held at once. */
export interface Bytes {
  readonly length: number;
  /** The bytes from `start` to before `end`. They may be others as soon as more are asked for. */
  view(start: number, end: number): Buffer;
  /** The same as text in UTF-8, without a view on the way. */
  text(start: number, end: number): string;
  /** The same with a character for each byte. */
  latin1(start: number, end: number): string;
}

/** How much of a file is held at once, in bytes, unless one line is longer. */
export const STRETCH = 256 * 1024;

/** Bytes that are all there. */
export function inMemory(bytes: Buffer): Bytes {
  return {
    length: bytes.length,
    view: (start, end) => bytes.subarray(start, end),
    text: (start, end) => bytes.toString('utf8', start, end),
    latin1: (start, end) => bytes.toString('latin1', start, end),
  };
}

/**
 * The bytes of an open file, read in stretches as they are asked for. Fresh memory is what costs most
 * about a long file: to read 20 MB through one small buffer takes a quarter of the time.
 */
export class OpenFile implements Bytes {
  readonly length: number;
  readonly #descriptor: number;
  #stretch: Buffer;
  #from = 0;
  #to = 0;
  #isClosed = false;

  /**
   * @param length the file's size; what is written behind it later is not seen.
   * @param most for tests: how much is read at once.
   */
  constructor(descriptor: number, length: number, most = STRETCH) {
    this.#descriptor = descriptor;
    this.length = length;
    this.#stretch = Buffer.allocUnsafeSlow(Math.min(length, most));
  }

  view(start: number, end: number): Buffer {
    if (start < this.#from || end > this.#to) this.#read(start, end);
    return this.#stretch.subarray(start - this.#from, end - this.#from);
  }

  /** Closes the file. What is held of it can still be had, and nothing else. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#descriptor);
  }

  /** Closes the file and holds all of it from now on, if it can still be read. */
  settle(): void {
    try {
      if (!this.#isClosed && this.#to - this.#from < this.length) this.#read(0, this.length);
    } catch {
      // Whoever looks will be told.
    }
    this.close();
  }

  text(start: number, end: number): string {
    return this.#decoded('utf8', start, end);
  }

  latin1(start: number, end: number): string {
    return this.#decoded('latin1', start, end);
  }

  #decoded(encoding: 'utf8' | 'latin1', start: number, end: number): string {
    if (start < this.#from || end > this.#to) this.#read(start, end);
    return this.#stretch.toString(encoding, start - this.#from, end - this.#from);
  }

  /** @throws {Unreadable} when the file became shorter meanwhile, and what the system throws. */
  #read(start: number, end: number): void {
    if (this.#isClosed) throw new Error('It is closed.');
    const wanted = Math.min(Math.max(end - start, this.#stretch.length), this.length - start);
    if (wanted > this.#stretch.length) this.#stretch = Buffer.allocUnsafeSlow(wanted);
    // Nothing, until all of it is there.
    this.#from = this.#to = 0;
    for (let got = 0; got < wanted; ) {
      const more = readSync(this.#descriptor, this.#stretch, got, wanted - got, start + got);
      if (more === 0) throw new Unreadable('it became shorter while it was being read');
      got += more;
    }
    this.#from = start;
    this.#to = start + wanted;
  }
}
