import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Problem } from '../watchlist/problem';

/** Runs something with an empty folder of its own, which is gone afterwards, whatever happens. */
export async function inWorkFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = orProblem(tmpdir(), () => mkdtempSync(path.join(tmpdir(), 'jikai-update-')));
  try {
    return await run(folder);
  } finally {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The system empties its temporary folder in time; what we were asked for matters more.
    }
  }
}

/** Writes a file in such a folder, and gives its path. */
export function writeIn(folder: string, name: string, text: string): string {
  const file = path.join(folder, name);
  orProblem(folder, () => writeFileSync(file, text));
  return file;
}

function orProblem<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('failed', `Nothing can be written in ${folder}: ${why}`, {
      hint: 'TMPDIR names the folder for such passing files.',
      cause,
    });
  }
}
