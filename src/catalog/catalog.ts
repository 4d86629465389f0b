import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Problem } from '../watchlist/problem';
import type { Catalog, CatalogEntry, CatalogFiles, CatalogWork, Match } from './entry';
import {
  blocksOf,
  findBySite,
  HEADER_BYTES,
  type Header,
  OFFSET_DIGITS,
  readHeader,
  readRecord,
  readWork,
} from './file';
import { bestOf, type Hit, type Query, readQuery, searchNames, searchSounds } from './search';

/** The catalogue to look things up in: the user's own, where there is one. */
export function catalogIn({ bundled, updated }: CatalogFiles): Catalog {
  return openCatalog(bundled, updated);
}

/**
 * The bundled catalogue in a file made by `compileCatalog`, or the user's own, `updated`, when there is
 * one. Nothing is read before the first question, and then only what it needs. Every question throws a
 * {@link Problem} when the file is missing or damaged.
 *
 * Reads block: a search makes a handful of small ones from a local file, and Node's thread pool would
 * cost a third of a program start to begin them.
 */
export function openCatalog(bundled: string, updated?: string): Catalog {
  const ask = async <Answer>(question: (opened: Opened) => Answer): Promise<Answer> => {
    let file = updated ?? bundled;
    let descriptor: number | undefined;
    try {
      descriptor = updated === undefined ? undefined : openIfThere(updated);
      if (descriptor === undefined) {
        file = bundled;
        descriptor = openSync(bundled, 'r');
      }
      return question(readOpened(file, descriptor));
    } catch (cause) {
      throw problemWith(file, cause, file === updated ? GO_BACK : REPAIR);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };

  return {
    info: () =>
      ask(({ file, header, blocks }) => ({
        source: header.source,
        version: header.sourceVersion,
        newestPremiere: header.newestPremiere,
        shows: header.shows,
        bytes: blocks.end,
        license: header.license,
        file,
      })),

    search: async (words, limit) => {
      const query = readQuery(words);
      if (query === undefined || limit < 1) return [];
      return ask((opened) => search(opened, words, query, limit));
    },

    find: (site, id) =>
      ask(({ descriptor, header, blocks }) => {
        const records = read(descriptor, blocks.records, blocks.end - blocks.records);
        return findBySite(records, header, site, id);
      }),

    all: () =>
      ask(({ file, descriptor, header, blocks }) => {
        const records = read(descriptor, blocks.records, blocks.end - blocks.records);
        const lines = records.toString().split('\n');
        const hint = file === updated ? GO_BACK : REPAIR;
        return lines
          .filter((line) => line !== '')
          .map((line) => readWork(line, header))
          .map((work) => ({ ...work, entry: () => whole(work) }));

        function whole({ entry }: CatalogWork): CatalogEntry {
          try {
            return entry();
          } catch (cause) {
            throw problemWith(file, cause, hint);
          }
        }
      }),
  };
}

function search(opened: Opened, text: string, query: Query, limit: number): readonly Match[] {
  const { descriptor, blocks } = opened;
  const head = read(descriptor, blocks.offsets, blocks.names - blocks.offsets);
  const sounds = head.subarray(blocks.sounds - blocks.offsets);
  const hits: Hit[] = [...searchSounds(sounds, query)];
  if (query.name !== undefined) {
    const names = read(descriptor, blocks.names, blocks.records - blocks.names);
    hits.push(...searchNames(names.toString(), query, flagsOf(sounds)));
  }
  const matches = bestOf(hits, limit + SPARE).map(({ index, kind, score }) => ({
    entry: readEntry(opened, head, index),
    kind,
    score,
  }));
  return asSpelt(matches, text).slice(0, limit);
}

/** How many more matches are looked at than are asked for, since some fall back. */
const SPARE = 12;

/** What is left of its score to a match that only sounds like what was typed. */
const BY_SOUND = 0.6;

/**
 * Matches, with those that only sound like the beginning or the words that were typed put among the
 * similar ones: `roug` is how Rouge is spelt, and Log only how it sounds.
 */
function asSpelt(matches: readonly Match[], text: string): readonly Match[] {
  const words = wordsOf(text);
  const weighed = matches.map((match) =>
    match.kind === 'exact' || match.kind === 'similar' || isSpelt(match.entry, words)
      ? match
      : { ...match, kind: 'similar' as const, score: match.score * BY_SOUND },
  );
  return weighed.sort((a, b) => b.score - a.score);
}

/** Whether each of the words typed begins a word of a title as it is written, or all are one with it. */
function isSpelt({ titles, otherTitles }: CatalogEntry, words: readonly string[]): boolean {
  const written = [titles.english, titles.romaji, titles.native, ...otherTitles]
    .filter((title) => title !== undefined)
    .map(wordsOf);
  const compact = words.join('');
  if (written.some((title) => title.join('').includes(compact))) return true;
  const starts = written.flat();
  return words.every((word) => starts.some((start) => start.startsWith(word)));
}

/** In lower case; numbers apart from letters, so that `100II` is found by its `ii`. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{N}(?=\p{L})|\p{L}(?=\p{N})/gu, '$& ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

interface Opened {
  readonly file: string;
  readonly descriptor: number;
  readonly header: Header;
  readonly blocks: ReturnType<typeof blocksOf>;
}

const REPAIR =
  'In a clone of jikai run `npm run build`; else install jikai again. Your watchlist is not touched.';
const GO_BACK =
  'jikai catalog rollback goes back to the one before, jikai catalog update brings a new one. Your watchlist is not touched.';

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The second where something that is no folder stands in its path. */
const MISSING: readonly unknown[] = ['ENOENT', 'ENOTDIR'];

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && MISSING.includes(error.code);
}

function problemWith(file: string, cause: unknown, hint: string): Problem {
  return new Problem(
    'failed',
    isMissing(cause)
      ? `The catalogue of shows is missing: there is no ${file}.`
      : `The catalogue of shows cannot be read: ${file} is damaged or not readable.`,
    { hint, cause },
  );
}

function readOpened(file: string, descriptor: number): Opened {
  const header = readHeader(read(descriptor, 0, HEADER_BYTES).toString());
  const blocks = blocksOf(header);
  const { size } = fstatSync(descriptor);
  if (size !== blocks.end) throw new Error(`${size} bytes instead of ${blocks.end}`);
  return { file, descriptor, header, blocks };
}

function read(descriptor: number, from: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const count = readSync(descriptor, buffer, at, length - at, from + at);
    if (count === 0) throw new Error('the file ends too early');
    at += count;
  }
  return buffer;
}

/** @param head the file from its offsets on */
function readEntry(
  { descriptor, header, blocks }: Opened,
  head: Buffer,
  index: number,
): CatalogEntry {
  const offsetOf = (line: number) => {
    const at = line * (OFFSET_DIGITS + 1);
    const offset = Number(head.toString('latin1', at, at + OFFSET_DIGITS));
    if (!Number.isSafeInteger(offset)) throw new Error('not an offset');
    return offset;
  };
  const from = offsetOf(index);
  const to = index + 1 < header.shows ? offsetOf(index + 1) : header.records;
  if (!(from < to && to <= header.records)) throw new Error('offsets out of order');
  return readRecord(read(descriptor, blocks.records + from, to - from).toString(), header);
}

/** The flag at the start of each line of sounds. */
function flagsOf(sounds: Buffer): (index: number) => string {
  const lines = sounds.toString('latin1').split('\n');
  return (index) => (lines[index] ?? '').slice(0, 2);
}
