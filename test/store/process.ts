import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from './commands';
import { driver } from './support';

/** A driver that is running. */
export class Driver {
  readonly child: ChildProcess;
  /** Resolves when the process is gone, and its parent knows. */
  readonly gone: Promise<void>;
  readonly #answers: unknown[] = [];
  readonly #waiting: ((answer: unknown) => void)[] = [];

  private constructor(child: ChildProcess) {
    this.child = child;
    this.gone = new Promise((resolve) => child.once('close', () => resolve()));
    if (child.stdout === null) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer: unknown = JSON.parse(line);
      const next = this.#waiting.shift();
      if (next === undefined) this.#answers.push(answer);
      else next(answer);
    });
    void this.gone.then(() => {
      for (const next of this.#waiting.splice(0)) next(undefined);
    });
  }

  /** Starts a driver, through another program if need be, and waits until it is ready. */
  static async start(args: readonly string[], through: readonly string[] = []): Promise<Driver> {
    const [program = '', ...rest] = [...through, process.execPath, await driver(), ...args];
    // Nothing of ours: certificates to load, for one, would double the time that Node takes to start.
    const env = { PATH: process.env.PATH };
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'], env });
    child.stdin?.on('error', () => {});
    const started = new Driver(child);
    const ready = await started.next();
    if (ready !== 'ready') throw new Error(`The driver said ${JSON.stringify(ready)}.`);
    return started;
  }

  send(command: Command): void {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** The next answer; undefined when the process has ended without one. */
  next(): Promise<unknown> {
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return this.gone.then(() => this.#answers.shift());
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async ask(command: Command): Promise<unknown> {
    this.send(command);
    return this.next();
  }

  /** The answers that came and nobody asked for yet. */
  unheard(): unknown[] {
    return this.#answers.splice(0);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }
}
