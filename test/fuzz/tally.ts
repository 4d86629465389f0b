import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sayAloud } from '../aloud';
import { AGAIN, IS_FULL } from './random';

/** How long this process has worked since then, in milliseconds: what others do beside it is not counted. */
export function millisSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** One thing that went wrong, and how to see it again. */
interface Finding {
  readonly flaw: string;
  readonly example: string;
  count: number;
}

/** What was tried, and what came of it. */
export class Tally {
  readonly #name: string;
  readonly #findings = new Map<string, Finding>();
  #cases = 0;
  #exits: Readonly<Record<number, number>> = {};
  #worst = { millis: 0, words: '' };

  constructor(name: string) {
    this.#name = name;
  }

  /** @param millis how long it took this process. */
  count(code: number, millis: number, words: string): void {
    this.#cases += 1;
    this.#exits = { ...this.#exits, [code]: (this.#exits[code] ?? 0) + 1 };
    if (millis > this.#worst.millis) this.#worst = { millis, words };
  }

  /**
   * Notes what went wrong. Of several alike the first is kept.
   * @param bytes the damaged file, for whoever looks for the cause.
   */
  found(flaw: string, words: string, bytes?: Uint8Array): void {
    const kind = flaw
      .replace(/\d+/g, '0')
      .replace(/"[^"]*"/g, '""')
      .slice(0, 120);
    const known = this.#findings.get(kind);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    const file = bytes === undefined ? '' : `\n    with ${kept(bytes)}`;
    this.#findings.set(kind, { flaw, example: `${words}${file}`, count: 1 });
  }

  /** How long the slowest took, in milliseconds. */
  get worst(): number {
    return this.#worst.millis;
  }

  /** All that went wrong, and the command that has it again; empty where nothing did. */
  told(): string {
    if (this.#findings.size === 0) return '';
    const found = [...this.#findings.values()].map(
      ({ flaw, example, count }) => `  ${flaw} (${count})\n    ${example}`,
    );
    return `${this.#name}: again with ${AGAIN}\n${found.join('\n')}`;
  }

  /** Says in a full run what was tried, a line of a table. */
  say(): void {
    if (!IS_FULL) return;
    const exits = Object.entries(this.#exits)
      .map(([code, count]) => `${code}: ${count}`)
      .join('  ');
    const cells = [
      this.#name.padEnd(26),
      String(this.#cases).padStart(7),
      String(this.#findings.size).padStart(4),
      `${Math.round(this.#worst.millis)} ms`.padStart(8),
      `  ${exits}`,
    ];
    sayAloud(`${cells.join(' ')}   slowest: ${this.#worst.words.slice(0, 70)}`);
  }
}

let folder: string | undefined;
let files = 0;

function kept(bytes: Uint8Array): string {
  folder ??= mkdtempSync(path.join(tmpdir(), 'jikai-fuzz-found-'));
  const file = path.join(folder, String(files++));
  writeFileSync(file, bytes);
  return file;
}
