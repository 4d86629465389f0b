import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { timetableIn } from '../../src/watchlist/releases';
import type { Show } from '../../src/watchlist/show';
import { Home } from '../commands/world';
import { dueOf, type Machine } from './year';

/** `jikai remind --json --now …`, with its list, settings and ledger, telling into a file. */
export class Program implements Machine {
  readonly #home = new Home();
  readonly #file = path.join(this.#home.folder, 'reminders.txt');
  #revision = -1;

  async look(clock: number, shows: readonly Show[], revision: number) {
    if (revision !== this.#revision) await this.#write(shows, revision);
    const now = new Date(clock).toISOString();
    const { code, out, err } = await this.#home.run(['remind', '--json', '--now', now]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const printed: { reminders: { id: string; drops: { episode: number }[] }[] } = JSON.parse(out);
    if (printed.reminders.length === 0) return undefined;
    return printed.reminders.flatMap(({ id, drops }) => {
      const one = shows.find((each) => each.id === id);
      if (one === undefined) throw new Error(`nobody knows ${id}`);
      const { dropAt } = timetableIn(one);
      return drops.map(({ episode }) => ({
        show: id,
        episode,
        due: dueOf(dropAt(episode).moment),
      }));
    });
  }

  async #write(shows: readonly Show[], revision: number): Promise<void> {
    if (this.#revision < 0) {
      await this.#home.runAll(
        ['config', 'set', 'channels', 'file'],
        ['config', 'set', 'file', this.#file],
      );
      mkdirSync(path.dirname(this.#home.storeFile), { recursive: true });
    }
    const lines = shows.map((one) => JSON.stringify(one)).join(',\n');
    const head = `{"format":"jikai","version":1,"revision":${revision},"shows":[\n`;
    writeFileSync(this.#home.storeFile, `${head}${lines}\n]}\n`);
    this.#revision = revision;
  }
}
