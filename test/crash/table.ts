import { existsSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Counts, KINDS } from './tally';

/** Prints one table of all counts when the tests are through. */
export default function setUp({ provide }: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'jikai-tally-'));
  provide('tally', folder);
  const begun = performance.now();
  return () => {
    const file = path.join(folder, 'counts');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    const counts = lines.map((line): Counts => JSON.parse(line));
    rmSync(folder, { recursive: true, force: true });
    const seconds = Math.round((performance.now() - begun) / 1000);
    writeSync(1, `${tableOf(counts)}\n\nIn ${seconds} s.\n`);
  };
}

/** One line for each name. */
function summedUp(counts: readonly Counts[]): readonly Counts[] {
  const sums = new Map<string, Counts>();
  for (const each of counts) {
    const sum = sums.get(each.name) ?? { ...each, tries: 0, troubles: {} };
    const troubles = KINDS.map(
      (kind) => [kind, (sum.troubles[kind] ?? 0) + (each.troubles[kind] ?? 0)] as const,
    );
    const tries = sum.tries + each.tries;
    sums.set(each.name, { ...sum, tries, troubles: Object.fromEntries(troubles) });
  }
  return [...sums.values()];
}

/** The table, with a line below it that sums up what became of jikai's own store. */
export function tableOf(counts: readonly Counts[]): string {
  const parts = (['jikai', 'plain lowdb'] as const).map((store) => {
    const own = summedUp(counts.filter((each) => each.store === store));
    if (own.length === 0) return '';
    const head = [store, 'tries', ...KINDS];
    const rows = own
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, tries, troubles }) => [
        name,
        ...[tries, ...KINDS.map((kind) => troubles[kind] ?? 0)].map(String),
      ]);
    const widths = head.map((_, column) =>
      Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
    );
    const line = (row: readonly string[]) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ');
    const sum = (kind: (typeof KINDS)[number]) =>
      own.reduce((all, { troubles }) => all + (troubles[kind] ?? 0), 0);
    const tries = own.reduce((all, each) => all + each.tries, 0);
    const total = KINDS.map((kind) => `${sum(kind)} ${kind}`).join(', ');
    return `\n${[head, ...rows].map(line).join('\n')}\n\n${store}: ${total}, in ${tries} tries.`;
  });
  return parts.filter((part) => part !== '').join('\n');
}
