import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { folder } from '../store/support';
import { aftermath } from './aftermath';
import { type Ending, endOf, Home } from './home';
import type { Scenario } from './scenarios';
import { type Trouble, trouble } from './tally';
import { type Call, type Point, parseTrace, pointsOf, tracing, whereOf } from './trace';

/** One scenario in a home of its own, to be run again and again from the same state. */
export class Trial {
  readonly home = new Home();
  readonly scenario: Scenario;
  /** The watchlist's file before and after the write; undefined where there is none. */
  old: string | undefined;
  fresh: string | undefined;
  /** What the write does when nothing comes between. */
  calls: readonly Call[] = [];
  /** The home as it was before. */
  readonly before = path.join(folder(), 'before');
  readonly #trace = path.join(folder(), 'trace');
  #command: readonly string[] = [];

  private constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  static async of(scenario: Scenario): Promise<Trial> {
    const trial = new Trial(scenario);
    const { home } = trial;
    await scenario.prepare(home);
    home.keep();
    trial.old = home.bytes();
    trial.#command = await scenario.command(home);
    const { code, err } = await trial.run();
    if (code !== 0) throw new Error(`${scenario.name} ended with ${code}: ${err}`);
    trial.fresh = home.bytes();
    trial.calls = trial.traced();
    return trial;
  }

  get points(): readonly Point[] {
    return pointsOf(this.calls, this.home.root);
  }

  /** Puts everything as it was before the write. */
  reset(): void {
    this.home.reset();
    this.scenario.plant?.(this.home);
  }

  /** Runs the write once from the state before, through strace with these options more. */
  async run(...options: readonly string[]): Promise<Ending> {
    this.reset();
    return this.again(...options);
  }

  /** Runs the write on what is there. */
  again(...options: readonly string[]): Promise<Ending> {
    rmSync(this.#trace, { force: true });
    return endOf(this.home.spawn([...tracing(this.#trace, ...options), ...this.#command]));
  }

  /** Runs the write once from the state before, through another program. */
  through(...program: readonly string[]): Promise<Ending> {
    this.reset();
    return endOf(this.home.spawn([...program, ...this.#command]));
  }

  /** The last run, as strace saw it. */
  traced(): Call[] {
    return parseTrace(this.traceText());
  }

  /** What strace has written by now. */
  traceText(): string {
    return existsSync(this.#trace) ? readFileSync(this.#trace, 'utf8') : '';
  }

  /** The revision before the write. */
  get oldRevision(): number {
    return Number(/"revision":(\d+)/.exec(this.old ?? '')?.[1] ?? 0);
  }

  /** Runs the write with a fault at a point, and tells whether it hit that very point. */
  async strike({ call, where, turn }: Point, fault: string): Promise<Ending | undefined> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const aim = this.points.find((point) => point.where === where && point.turn === turn);
      if (aim === undefined) return undefined;
      const ending = await this.run('-e', `inject=${call}:${fault}:when=${aim.nth}`);
      const calls = this.traced();
      const main = calls[0]?.thread;
      const struck = calls.filter((each) => each.thread === main && each.name === call)[
        aim.nth - 1
      ];
      if (struck !== undefined && whereOf(struck, this.home.root) === where) return ending;
      // Node itself makes a call more or less at times: maybe it did when this was counted.
      await this.run();
      this.calls = this.traced();
    }
    return undefined;
  }

  /** What is wrong after a write that was not let through as usual. */
  async check(isAcknowledged: boolean): Promise<Trouble[]> {
    const { home, old, fresh } = this;
    const present = home.bytes();
    if (present !== old && present !== fresh) return [trouble('torn', 'neither old nor new')];
    if (isAcknowledged && present !== fresh) return [trouble('lost', 'it had been acknowledged')];
    return aftermath(home);
  }
}
