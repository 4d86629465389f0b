import { isUtf8 } from 'node:buffer';
import { byId } from '../watchlist/change';
import type { Show, Status, Watchlist } from '../watchlist/show';
import { type Bytes, inMemory } from './bytes';
import { checkedShow } from './check';
import { Unreadable } from './failures';
import {
  type Line,
  lineEnd,
  lineStart,
  linesOfStatus,
  lineText,
  readHeader,
  splitLines,
} from './lines';
import { type Fields, type Migration, migrate, VERSION } from './migrations';
import { ShowLines } from './show-lines';

/** A watchlist as a file holds it, with what is needed to write it again. */
export interface Document {
  readonly watchlist: Watchlist;
  /** Keys of the file that are not ours: a later version's, or the user's. They are kept. */
  readonly others: ReadonlyMap<string, unknown>;
  /** The line of each of the shows, in the same order; empty if the file is laid out otherwise. */
  readonly lines: readonly Line[] | ShowLines;
  /** The version of the file; older than ours after a migration. */
  readonly version: number;
}

export interface DocumentOptions {
  readonly migrations: readonly Migration[];
  /** Shows of other statuses are left out, and may be so unchecked. */
  readonly statuses?: readonly Status[] | undefined;
  /** Takes those shows as they are read, where that can be; they are not in the document then. */
  readonly visit?: ((show: Show) => void) | undefined;
  /**
   * We wrote these very bytes and checked them then, so a show is parsed when something of it is
   * asked for. Otherwise everything is parsed and checked at once.
   */
  readonly trusted?: boolean;
  /** Makes the user's error of what is wrong with a trusted line, when it is looked at. */
  readonly explain?: (error: unknown) => Error;
}

const OURS = ['format', 'version', 'revision', 'shows'];
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** The watchlist before anything was ever written. */
export const EMPTY: Watchlist = { revision: 0, shows: [] };

/**
 * Reads the bytes of a file.
 *
 * @throws {Unreadable} saying what is wrong, in words that follow on "cannot be read:".
 */
export function readDocument(bytes: Bytes, options: DocumentOptions): Document {
  if (bytes.length === 0) throw new Unreadable('it is empty');
  if (options.trusted) {
    const document = readByLine(bytes, options);
    if (document !== undefined) return document;
  }
  const all = bytes.view(0, bytes.length);
  refuseGarbage(all);
  const marked = all.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const content = marked ? all.subarray(BYTE_ORDER_MARK.length) : all;
  const checked = { ...options, trusted: false };
  return readByLine(inMemory(content), checked) ?? readWhole(content, options);
}

function refuseGarbage(bytes: Buffer): void {
  if (bytes.includes(0)) {
    throw new Unreadable('it holds NUL bytes, as a crash of the machine leaves them behind');
  }
  if (!isUtf8(bytes)) throw new Unreadable('it is not valid UTF-8');
}

/** Reads a file in our own layout, a line at a time; undefined if it is laid out otherwise. */
function readByLine(bytes: Bytes, options: DocumentOptions): Document | undefined {
  const header = readHeader(bytes);
  if (header === undefined) return undefined;
  const fields = readFields(header);
  if (fields.version !== VERSION) return undefined;
  if (options.trusted && options.statuses !== undefined) {
    return readOfStatus(bytes, fields, { ...options, statuses: options.statuses });
  }
  const starts = splitLines(bytes);
  if (starts === undefined) return undefined;
  return options.trusted
    ? asAsked(new ShowLines(bytes, starts, options.explain ?? asError), fields)
    : readAll(bytes, starts, fields, options);
}

/** The shows of some statuses, of a file that we wrote and checked. */
function readOfStatus(
  bytes: Bytes,
  fields: Fields,
  {
    statuses,
    visit,
    explain = asError,
  }: DocumentOptions & { readonly statuses: readonly Status[] },
): Document {
  const shows: Show[] = [];
  const take = visit ?? ((show: Show) => shows.push(show));
  linesOfStatus(bytes, statuses, (text) => {
    const show = parsed(text, explain);
    if (statuses.includes(show.status)) take(show);
  });
  return assemble(fields, shows, [], VERSION);
}

/** A file that we wrote and checked, with its shows made as they are asked for. */
function asAsked(lines: ShowLines, fields: Fields): Document {
  const watchlist: Watchlist = {
    revision: revisionIn(fields),
    get shows() {
      return lines.shows;
    },
  };
  // Not for a copy with other shows.
  Object.defineProperty(watchlist, 'quick', { value: lines });
  return { watchlist, others: othersIn(fields), lines, version: VERSION };
}

/** A file that anybody may have written, checked. */
function readAll(
  bytes: Bytes,
  starts: readonly number[],
  fields: Fields,
  { statuses }: DocumentOptions,
): Document | undefined {
  const lines: Line[] = [];
  const shows: Show[] = [];
  const count = starts.length - 1;
  for (let index = 0; index < count; index++) {
    const end = lineEnd(starts[index + 1] ?? 0, index === count - 1);
    const line = { bytes, start: starts[index] ?? 0, end };
    const status = statuses && lineStart(line)?.status;
    if (status !== undefined && !statuses?.includes(status)) continue;
    const show = parseLine(line, `line ${index + 2}`);
    if (show === undefined) return undefined;
    if (statuses?.includes(show.status) === false) continue;
    lines.push(line);
    shows.push(show);
  }
  const sorted = inOrder(shows, lines);
  return assemble(fields, sorted.shows, sorted.lines, VERSION);
}

/** A line of a file that we wrote and checked. */
function parsed(text: string, explain: (error: unknown) => Error): Show {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw explain(error);
  }
}

/** One line as a show; undefined if it is not JSON, which may be a matter of layout. */
function parseLine(line: Line, where: string): Show | undefined {
  let value: unknown;
  try {
    value = JSON.parse(lineText(line));
  } catch {
    return undefined;
  }
  return checkedShow(value, where, refusal);
}

/** Reads any JSON there may be: laid out by hand, or of an older version. */
function readWhole(bytes: Buffer, { migrations, statuses }: DocumentOptions): Document {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const line = /\bline \d/.test(detail) ? undefined : brokenLine(bytes);
    const where = line === undefined ? '' : `line ${line}: `;
    throw new Unreadable(`it is not JSON, or only the beginning of it (${where}${detail})`);
  }
  const old = readFields(value);
  const version = old.version;
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    throw new Unreadable('"version" is not a whole number');
  }
  if (version > VERSION) {
    throw new Unreadable(
      `a newer jikai wrote it (version ${version}; this one knows ${VERSION})`,
      true,
    );
  }
  const fields = migrate(old, version, migrations);
  if (fields === undefined) throw new Unreadable(`no jikai ever wrote its version, ${version}`);
  const list = fields.shows;
  if (!Array.isArray(list)) throw new Unreadable('"shows" is not a list');
  const shows = list.map((item, index) => checkedShow(item, `place ${index + 1}`, refusal));
  const sorted = inOrder(shows, []).shows;
  const wanted = sorted.filter(({ status }) => statuses === undefined || statuses.includes(status));
  return assemble(fields, wanted, [], version);
}

/** The number of the first line in our layout that holds no show; undefined if that is not it. */
function brokenLine(bytes: Buffer): number | undefined {
  const [first = '', ...lines] = bytes.toString('utf8').split('\n');
  if (!first.endsWith('"shows":[')) return undefined;
  const broken = lines.findIndex((line) => {
    if (line === '' || line === ']}') return false;
    try {
      JSON.parse(line.replace(/,$/, ''));
      return false;
    } catch {
      return true;
    }
  });
  return broken === -1 ? undefined : broken + 2;
}

function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unreadable('it is not a JSON object');
  }
  const fields: Fields = { ...value };
  if (fields.format !== 'jikai') throw new Unreadable('it is not a watchlist of jikai ("format")');
  return fields;
}

function assemble(
  fields: Fields,
  shows: readonly Show[],
  lines: readonly Line[],
  version: number,
): Document {
  const watchlist = { revision: revisionIn(fields), shows };
  return { watchlist, lines, others: othersIn(fields), version };
}

function revisionIn({ revision }: Fields): number {
  if (typeof revision === 'number' && Number.isSafeInteger(revision) && revision >= 0) {
    return revision;
  }
  throw new Unreadable('"revision" is not a whole number from 0 on');
}

function othersIn(fields: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(fields).filter(([name]) => !OURS.includes(name)));
}

/** Shows, with their lines if there are any, in order of id, each id once. */
function inOrder(
  shows: readonly Show[],
  lines: readonly Line[],
): { readonly shows: readonly Show[]; readonly lines: readonly Line[] } {
  // In order, each after the one before, is the usual case, and shows at once that all differ.
  const isBefore = (show: Show, next: Show | undefined) =>
    next === undefined || byId(show, next) < 0;
  if (shows.every((show, index) => isBefore(show, shows[index + 1]))) return { shows, lines };
  const seen = new Set<string>();
  for (const { id } of shows) {
    if (seen.has(id)) throw new Unreadable(`the show ${id} is there twice`);
    seen.add(id);
  }
  const pairs = shows.map((show, index) => ({ show, line: lines[index] }));
  pairs.sort((a, b) => byId(a.show, b.show));
  return {
    shows: pairs.map(({ show }) => show),
    lines: pairs.flatMap(({ line }) => line ?? []),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function refusal(reason: string): Unreadable {
  return new Unreadable(reason);
}
