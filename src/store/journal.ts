import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from './digest';
import { diskProblem, errorCode } from './failures';
import { isJournalEntry, type JournalEntry } from './shapes.generated';

export type { JournalEntry };

/**
 * The journal of one watchlist. Several can share a state folder, so its name carries a digest of
 * the watchlist's path: two journals never mix, and each is written under its watchlist's lock.
 */
export function journalFile(stateDir: string, target: string): string {
  return join(stateDir, `journal-${digest(target)}.ndjson`);
}

/**
 * The entries that led to the watchlist of this revision, oldest first. Lines that cannot be read
 * are skipped.
 *
 * @throws {Problem} when the file is there and cannot be opened.
 */
export function readEntries(file: string, revision: number): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw diskProblem(`The journal ${file} could not be read`, error);
  }
  return thatCameToBe(text.split('\n').flatMap(readLine)).filter(
    (entry) => entry.revision <= revision,
  );
}

/**
 * Drops the entries of changes that were never put in place, or that the user left behind by going
 * back to a backup: a later line of the same or an earlier revision says so.
 */
export function thatCameToBe<Entry extends { readonly revision: number }>(
  entries: readonly Entry[],
): Entry[] {
  const led: Entry[] = [];
  for (const entry of entries) {
    while ((led.at(-1)?.revision ?? 0) >= entry.revision) led.pop();
    led.push(entry);
  }
  return led;
}

function readLine(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isJournalEntry(value) ? [value] : [];
  } catch {
    return [];
  }
}
