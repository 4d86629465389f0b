import { isUtf8 } from 'node:buffer';
import type { Show } from '../watchlist/show';
import { inMemory } from './bytes';
import { soundShow } from './check';
import { readHeader } from './lines';

/**
 * A piece of a damaged file, in the order of the file. Between two that follow each other and are whole
 * there was nothing else.
 */
export type Piece =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'show'; readonly show: Show }
  /** What cannot be read. `ids`: of the shows that seem to have stood there. */
  | { readonly kind: 'torn'; readonly ids: readonly string[] };

/** What is still whole of a damaged file of our layout, which has a show a line. */
export interface Remains {
  /** The file's revision and version, by its first line; undefined where that is torn. */
  readonly revision: number | undefined;
  readonly version: number | undefined;
  /** Keys of its first line that are not ours. */
  readonly others: ReadonlyMap<string, unknown>;
  readonly pieces: readonly Piece[];
}

/** Takes a damaged file apart. Never throws: the worst is a file of which nothing is left. */
export function remainsOf(bytes: Buffer): Remains {
  const header = headOf(bytes);
  const pieces: Piece[] = [];
  const firstLine = bytes.indexOf(LINE_FEED) + 1;
  if (header.isWhole) pieces.push({ kind: 'start' });
  for (let start = header.isWhole ? firstLine : 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    pieces.push(pieceOf(bytes.subarray(start, end), feed !== -1));
    start = end + 1;
  }
  const { revision, version, others } = header;
  return { revision, version, others, pieces };
}

interface Head extends Omit<Remains, 'pieces'> {
  readonly isWhole: boolean;
}

const LINE_FEED = 0x0a;

/** Our first line up to what it must at least say, as it is written, or by hand in our order. */
const BEGINNING = /^\s*\{\s*"format"\s*:\s*"jikai"\s*,\s*"version"\s*:\s*(\d{1,9})\s*,\s*/;
const REVISION = /^"revision"\s*:\s*(\d{1,15})\s*,/;

function headOf(bytes: Buffer): Head {
  const header = readHeader(inMemory(bytes));
  const fields = typeof header === 'object' && header !== null ? { ...header } : undefined;
  if (fields !== undefined && 'revision' in fields && 'version' in fields) {
    const { format, version, revision, shows, ...others }: Record<string, unknown> = fields;
    const isOurs = format === 'jikai' && isCount(version) && isCount(revision) && shows !== null;
    if (isOurs)
      return { isWhole: true, version, revision, others: new Map(Object.entries(others)) };
  }
  const start = bytes.toString('utf8', 0, 1000).replace(/^\ufeff/, '');
  const beginning = BEGINNING.exec(start);
  const rest = beginning === null ? '' : start.slice(beginning[0].length);
  const revision = REVISION.exec(rest)?.[1];
  return {
    isWhole: false,
    version: beginning?.[1] === undefined ? undefined : Number(beginning[1]),
    revision: revision === undefined ? undefined : Number(revision),
    others: new Map(),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** @param isEnded whether a line feed stood behind it: a file's last bytes may be half of a line. */
function pieceOf(line: Buffer, isEnded: boolean): Piece {
  if (line.equals(FOOTER)) return isEnded ? { kind: 'end' } : { kind: 'torn', ids: [] };
  const show = showIn(line);
  return show === undefined ? { kind: 'torn', ids: idsIn(line) } : { kind: 'show', show };
}

const FOOTER = Buffer.from(']}');

function showIn(line: Buffer): Show | undefined {
  if (!isUtf8(line)) return undefined;
  const text = line.toString('utf8').trim().replace(/,$/, '');
  if (!text.startsWith('{')) return undefined;
  try {
    return soundShow(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The ids of shows whose beginnings can still be read: a show's id is followed by its status. */
function idsIn(line: Buffer): readonly string[] {
  const found = line
    .toString('latin1')
    .matchAll(/(?:^\{"id":"([a-z0-9-]{1,200})"|\{"id":"([a-z0-9-]{1,200})","status":")/g);
  return [...new Set([...found].map(([, first, later]) => first ?? later ?? ''))];
}
