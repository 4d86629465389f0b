import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  makeFolder,
  PRIVATE_FILE,
  sweepStaged,
  syncFolder,
  writeAll,
  writeFileDurably,
} from './durable-file';
import { diskProblem } from './failures';
import type { JournalEntry } from './journal';
import { showToLine } from './line-writing';

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
