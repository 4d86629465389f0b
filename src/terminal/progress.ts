import { harmless } from '../ui/harmless';
import type { Terminal } from './output';

/** Wipes the line the cursor is in. */
const WIPE = '\r\u001b[K';

/**
 * One passing line that says what is being done, for whoever sits at the terminal. It is wiped away
 * before anything else is printed, and never there where nobody looks.
 */
export class Progress {
  readonly #open: () => Pick<Terminal, 'sink' | 'columns'> | undefined;
  #shown = false;

  /** @param open gives the terminal, or undefined where nothing passing may be shown. */
  constructor(open: () => Pick<Terminal, 'sink' | 'columns'> | undefined) {
    this.#open = open;
  }

  show(words: string): void {
    const terminal = this.#open();
    if (terminal === undefined) return;
    // Shorter than the terminal is wide, in ASCII and out of it, so that it never wraps.
    const room = Math.max(10, Math.floor(terminal.columns) - 1);
    const line = [...harmless(words)].slice(0, room).join('');
    terminal.sink.write(`${WIPE}${line}`);
    this.#shown = true;
  }

  end(): void {
    if (this.#shown) this.#open()?.sink.write(WIPE);
    this.#shown = false;
  }
}
