import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';

/** The built program, run by many at once and killed at any moment; reminders go into a file. */

export const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export class Home {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'jikai-remind-'));
  readonly file = path.join(this.folder, 'reminders.txt');

  constructor() {
    folders.push(this.folder);
  }

  start(...args: readonly string[]): ChildProcess {
    const env = { PATH: process.env.PATH, HOME: this.folder, JIKAI_HOME: this.folder, TZ: 'UTC' };
    return spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async run(...args: readonly string[]): Promise<void> {
    const child = this.start(...args);
    let said = '';
    child.stderr?.on('data', (piece) => {
      said += piece;
    });
    const code = await ended(child);
    if (code !== 0) throw new Error(`jikai ${args.join(' ')} ended with ${code}: ${said}`);
  }

  /** Shows of one episode a day, at noon from the first of the year, told of into the file. */
  async furnish(episodes: number, shows: readonly string[]): Promise<void> {
    const premiere = ['--premiere', '2024-01-01T12:00Z', '--every', '1d'];
    const count = ['--episodes', String(episodes), '--now', '2023-12-31T00:00Z'];
    for (const title of shows) await this.run('add', title, '--manual', ...premiere, ...count);
    await this.run('config', 'set', 'channels', 'file');
    await this.run('config', 'set', 'file', this.file);
  }

  /** The reminders in the file, in order. */
  told(): readonly Told[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const [, title = '', first, last = first] =
        /\t(\w+) — .*?(?:episodes? |, )(\d+)(?:–(\d+))?/.exec(line) ?? [];
      const length = Number(last) - Number(first) + 1;
      return Array.from({ length }, (_, index) => `${title} ${Number(first) + index}`);
    });
  }
}

/** The episodes of one reminder: `Daily 5`. */
export type Told = readonly string[];

/** Waits for a process to end, and gives its code; null when it was killed. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

/** Some minutes after the drop of an episode. */
export function noonOf(episode: number): string {
  return new Date(Date.UTC(2024, 0, episode, 12, 5)).toISOString();
}

export function upTo(number: number): readonly number[] {
  return Array.from({ length: number }, (_, index) => index + 1);
}

/**
 * Kills `jikai remind` so many times, which must lose no drop and repeat at most one reminder a kill.
 *
 * @returns how many reminders were told twice.
 */
export async function killReminders(kills: number) {
  const home = new Home();
  const shows = ['Alpha', 'Beta', 'Gamma'];
  await home.furnish(kills + 10, shows);
  await home.run('remind', '--now', '2023-12-31T12:00Z');
  const known = new Set<string>();
  let [cut, repeated, wasCut] = [0, 0, false];
  const heed = () => {
    const fresh = home.told().slice(heard);
    heard += fresh.length;
    const again = fresh.filter((told) => told.some((one) => known.has(one))).length;
    // What the run before had told and not noted is one reminder at most.
    expect(again).toBeLessThanOrEqual(wasCut ? 1 : 0);
    repeated += again;
    for (const one of fresh.flat()) known.add(one);
  };
  let heard = 0;
  for (const episode of upTo(kills)) {
    const child = home.start('remind', '--now', noonOf(episode));
    const end = ended(child);
    // Half of them once one more reminder stands in the file, the others at any moment of their lives.
    const wanted = episode % 2 === 0 ? heard + 1 + (episode % 3) : Number.POSITIVE_INFINITY;
    const deadline = performance.now() + (episode % 2 === 0 ? 5000 : 20 + ((episode * 7919) % 130));
    while (child.exitCode === null && performance.now() < deadline && linesIn(home.file) < wanted) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    child.kill('SIGKILL');
    const isCut = (await end) === null;
    heed();
    wasCut = isCut;
    if (isCut) cut += 1;
  }
  await home.run('remind', '--now', noonOf(kills));
  heed();
  const due = shows.flatMap((title) => upTo(kills).map((episode) => `${title} ${episode}`));
  expect([...known].sort()).toEqual(due.sort());
  expect(cut).toBeGreaterThan(kills / 4);
  return { repeated };
}

function linesIn(file: string): number {
  return existsSync(file) ? readFileSync(file, 'latin1').split('\n').length - 1 : 0;
}
