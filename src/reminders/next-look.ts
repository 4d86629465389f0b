import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../store/durable-file';
import type { Millis } from '../watchlist/zone';

/**
 * When there may be something to tell over each channel, so that a run before that need not read the
 * list: `terminal.next` holds the second since 1970 at which to look, the millisecond at which that was
 * worked out, and what it was worked out from. A shell reads the first of them when a terminal opens.
 * Losing these files costs a longer look.
 */
export class NextLook {
  readonly #folder: string;
  readonly #basis: string;
  #began: Date | undefined;

  /** @param basis in one word, what the times rest on: of another, they say nothing. */
  constructor(folder: string, basis: string) {
    this.#folder = folder;
    this.#basis = basis;
  }

  /**
   * When to look over a channel; undefined when that has to be worked out anew.
   * @param scope in one word, of which shows: two runs may tell of different ones over one channel.
   */
  at(channel: string, now: Millis, scope: string): Millis | undefined {
    let text: string;
    try {
      text = readFileSync(this.#file(channel), 'latin1');
    } catch {
      return undefined;
    }
    const [seconds = '', worked = '', basis] = text.trimEnd().split(' ');
    const isOurs = basis === `${this.#basis}/${scope}`;
    const isKnown = /^\d+$/.test(seconds) && /^\d+$/.test(worked) && isOurs;
    // Worked out in the future: the clock was set back since.
    return isKnown && Number(worked) <= now ? Number(seconds) * 1000 : undefined;
  }

  /**
   * Notes when to look next. The file is as old as {@link ran} was: a shell goes by whether the list is
   * newer than that, and a change that came while we looked has to make it so.
   */
  put(channel: string, next: Millis, now: Millis, scope: string): void {
    const words = `${Math.ceil(next / 1000)} ${now} ${this.#basis}/${scope}\n`;
    this.#write(`${channel}.next`, words, this.#began);
  }

  /** Notes that there is a run. To be called before the list is read. */
  ran(now: Millis): void {
    this.#write('ran', `${now}\n`);
    try {
      // By the clock of the file system, which the list's own time is by.
      this.#began = statSync(join(this.#folder, 'ran')).mtime;
    } catch {
      this.#began = undefined;
    }
  }

  /** When there was a run last. */
  lastRun(): Millis | undefined {
    try {
      const text = readFileSync(join(this.#folder, 'ran'), 'latin1').trim();
      // More digits are no time of ours.
      return /^\d{1,14}$/.test(text) ? Number(text) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Has everything worked out anew, also by a shell that only knows of the list. */
  static forget(folder: string): void {
    try {
      for (const name of readdirSync(folder)) {
        if (name.endsWith('.next')) rmSync(join(folder, name), { force: true });
      }
    } catch {
      // There is nothing to forget.
    }
  }

  #file(channel: string): string {
    return join(this.#folder, `${channel}.next`);
  }

  #write(name: string, text: string, time?: Date): void {
    const file = join(this.#folder, name);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: PRIVATE_FOLDER });
      // A shell may be reading it: it never sees half of it. Durable it need not be.
      writeFileSync(`${file}.new`, text, { mode: PRIVATE_FILE });
      if (time !== undefined) utimesSync(`${file}.new`, time, time);
      renameSync(`${file}.new`, file);
    } catch {
      // As said.
    }
  }
}
