import { Worker } from 'node:worker_threads';

/** How long one case may take before it counts as hanging, in seconds. */
const PATIENCE = 30;

/**
 * Ends this process when one case takes for ever: nothing else can, while it is in a loop. What was being
 * tried is told then.
 */
export class Watchdog {
  readonly #case = new Int32Array(new SharedArrayBuffer(4));
  readonly #words = new Uint8Array(new SharedArrayBuffer(4096));
  readonly #worker: Worker;

  constructor() {
    this.#worker = new Worker(WATCH, {
      eval: true,
      workerData: { count: this.#case, words: this.#words, patience: PATIENCE, pid: process.pid },
    });
    this.#worker.unref();
  }

  /** Says that a case begins, and what it is. */
  begin(words: string): void {
    this.#words.fill(0);
    new TextEncoder().encodeInto(words, this.#words);
    Atomics.add(this.#case, 0, 1);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

const WATCH = `
const { workerData: { count, words, patience, pid } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let seen = -1;
let seconds = 0;
setInterval(() => {
  const present = Atomics.load(count, 0);
  seconds = present === seen ? seconds + 1 : 0;
  seen = present;
  if (seconds < patience || present === 0) return;
  const text = Buffer.from(words).toString('utf8').replace(/\\0+$/, '');
  writeSync(2, 'Hanging for ' + seconds + ' seconds: ' + text + '\\n');
  process.kill(pid, 'SIGKILL');
}, 1000);
`;
