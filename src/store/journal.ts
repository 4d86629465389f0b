import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  makeFolder,
  PRIVATE_FILE,
  sweepStaged,
  syncFolder,
  writeAll,
  writeFileDurably,
} from './durable-file';
import { diskProblem, errorCode } from './failures';
import { showToLine } from './lines';
import { isJournalEntry, type JournalEntry } from './shapes.generated';

export type { JournalEntry };

/** How much a journal keeps. */
export interface Limits {
  /** Beyond each multiple of this, in bytes, it is cut to the newest half of it. */
  readonly full: number;
  /** So many of the newest entries stay however large they are: an import of thousands can be undone. */
  readonly least: number;
}

const LIMITS: Limits = { full: 4_000_000, least: 20 };

/** Written at once, in characters: an entry of thousands of shows is not put together first. */
const BATCH = 1_000_000;

/**
 * The journal of one watchlist. Several can share a state folder, so its name carries a digest of
 * the watchlist's path: two journals never mix, and each is written under its watchlist's lock.
 */
export function journalFile(stateDir: string, target: string): string {
  return join(stateDir, `journal-${digest(target)}.ndjson`);
}

/**
 * Adds an entry; when it returns, the entry survives a power cut. Call it under the watchlist's lock
 * and before the change is put in place: an entry beyond the watchlist's revision never came to be.
 *
 * @param limits for tests
 * @throws {Problem} when the disk does not take it. What was there before is still there.
 */
export function appendEntry(file: string, entry: JournalEntry, limits = LIMITS): void {
  const pieces = entryToPieces(entry);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const what = `Nothing was changed, because ${file} could not be written`;
  makeFolder(dirname(file));
  try {
    const descriptor = openSync(file, 'a+', PRIVATE_FILE);
    try {
      const { size } = fstatSync(descriptor);
      if (isToBeCut(size, length, limits)) {
        sweepStaged(file);
        const kept = newest(readFileSync(descriptor, 'utf8'), limits);
        writeFileDurably(file, kept + pieces.join(''));
        return;
      }
      // A line cut short by a crash or a full disk stays by itself, and is skipped on reading.
      const torn = size > 0 && lastByte(descriptor, size) !== LINE_FEED;
      for (const batch of batchesOf(torn ? ['\n', ...pieces] : pieces)) writeAll(descriptor, batch);
      fsyncSync(descriptor);
      if (size === 0) syncFolder(dirname(file));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw diskProblem(what, error);
  }
}

/** Not at each entry beyond the limit: what is to stay may be larger than it, and is copied each time. */
function isToBeCut(size: number, length: number, { full }: Limits): boolean {
  return size > full / 2 && Math.floor((size + length) / full) > Math.floor(size / full);
}

function* batchesOf(pieces: readonly string[]): Generator<string> {
  let batch: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    batch.push(piece);
    length += piece.length;
    if (length < BATCH) continue;
    yield batch.join('');
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch.join('');
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

/** A short name for a text, the same on every machine (FNV-1a, 52 bits). */
export function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return (hash >> 12n).toString(36).padStart(11, '0');
}

const LINE_FEED = 0x0a;

/** An entry's line in pieces, one for each show. */
function entryToPieces({ revision, at, kind, summary, store, shows }: JournalEntry): string[] {
  const line = (show: JournalEntry['shows'][number]['before']) =>
    show === null ? 'null' : showToLine(show);
  const changes = shows.map(({ id, before, after }, index) => {
    const between = index === 0 ? '' : ',';
    return `${between}{"id":${JSON.stringify(id)},"before":${line(before)},"after":${line(after)}}`;
  });
  const head = JSON.stringify({ revision, at, kind, summary, store });
  return [`${head.slice(0, -1)},"shows":[`, ...changes, ']}\n'];
}

function readLine(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isJournalEntry(value) ? [value] : [];
  } catch {
    return [];
  }
}

/** The newest whole lines that make up at most half of a full journal, and no fewer than are to stay. */
function newest(text: string, { full, least }: Limits): string {
  const lines = text.split('\n').filter((line) => line !== '');
  let from = lines.length;
  for (let size = 0; from > 0; from--) {
    size += Buffer.byteLength(lines[from - 1] ?? '') + 1;
    if (size > full / 2 && lines.length - from >= least) break;
  }
  return lines
    .slice(from)
    .map((line) => `${line}\n`)
    .join('');
}

function lastByte(descriptor: number, size: number): number | undefined {
  const byte = new Uint8Array(1);
  readSync(descriptor, byte, 0, 1, size - 1);
  return byte[0];
}
