import { isUtf8 } from 'node:buffer';
import { byId } from '../watchlist/change';
import type { Show, Status, Watchlist } from '../watchlist/show';
import { checkedShow } from './check';
import { lazyShow } from './lazy-show';
import { joinLines, type Line, lineHead, lineText, newLine, showToLine, splitLines } from './lines';
import { type Fields, type Migration, migrate, VERSION } from './migrations';

/** A watchlist as a file holds it, with what is needed to write it again. */
export interface Document {
  readonly watchlist: Watchlist;
  /** Keys of the file that are not ours: a later version's, or the user's. They are kept. */
  readonly others: ReadonlyMap<string, unknown>;
  /** The lines the shows were read from. A show that is still the same object keeps its line. */
  readonly lines: ReadonlyMap<Show, Line>;
  /** The version of the file; older than ours after a migration. */
  readonly version: number;
}

/** Why a file cannot be taken for a watchlist. `newer`: it is one, of a later version than ours. */
export class Unreadable extends Error {
  readonly newer: boolean;

  constructor(reason: string, newer = false) {
    super(reason);
    this.newer = newer;
  }
}

export interface DocumentOptions {
  readonly migrations: readonly Migration[];
  /** Shows of other statuses may be left out, unchecked. */
  readonly statuses?: readonly Status[] | undefined;
  /**
   * We wrote these very bytes and checked them then: a show is parsed when something of it is asked
   * for, and checked then. Otherwise everything is checked at once.
   */
  readonly trusted?: boolean;
  /** Turns what is found wrong with a trusted show, when it is looked at, into the user's error. */
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
export function readDocument(bytes: Buffer, options: DocumentOptions): Document {
  if (bytes.length === 0) throw new Unreadable('it is empty');
  if (bytes.includes(0)) {
    throw new Unreadable('it holds NUL bytes, as a crash of the machine leaves them behind');
  }
  if (!isUtf8(bytes)) throw new Unreadable('it is not valid UTF-8');
  const marked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const content = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  return readByLine(content, options) ?? readWhole(content, options);
}

/**
 * The bytes of a file with another watchlist in it, in pieces. Shows that are still the objects of
 * `document.watchlist` keep their lines byte for byte.
 */
export function writeDocument(
  document: Pick<Document, 'others' | 'lines'>,
  watchlist: Watchlist,
): Uint8Array[] {
  const header: [string, unknown][] = [
    ['format', 'jikai'],
    ['version', VERSION],
    ['revision', watchlist.revision],
    ...document.others,
  ];
  return joinLines(
    header,
    watchlist.shows.map((show) => document.lines.get(show) ?? newLine(showToLine(show))),
  );
}

/** Reads a file in our own layout, a line at a time; undefined if it is laid out otherwise. */
function readByLine(bytes: Buffer, options: DocumentOptions): Document | undefined {
  const { statuses, trusted = false, explain = asError } = options;
  const split = splitLines(bytes);
  if (split === undefined) return undefined;
  const fields = readFields(split.header);
  if (fields.version !== VERSION) return undefined;
  const lines = new Map<Show, Line>();
  const ids: string[] = [];
  const shows: Show[] = [];
  for (const [index, line] of split.lines.entries()) {
    const head = statuses && lineHead(line);
    if (head !== undefined && !statuses?.includes(head.status)) {
      ids.push(head.id);
      continue;
    }
    const show = trusted ? lazyShow(line, explain) : parseLine(line, `line ${index + 2}`);
    if (show === undefined) return undefined;
    lines.set(show, line);
    if (!trusted) ids.push(show.id);
    shows.push(show);
  }
  return { ...assemble(fields, shows, trusted ? [] : ids), lines, version: VERSION };
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
    throw new Unreadable(`it is not JSON, or only the beginning of it (${detail})`);
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
  const ids = shows.map(({ id }) => id);
  const wanted = shows.filter(({ status }) => statuses === undefined || statuses.includes(status));
  return { ...assemble(fields, wanted, ids), lines: new Map(), version };
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
  shows: Show[],
  ids: readonly string[],
): Pick<Document, 'watchlist' | 'others'> {
  const revision = fields.revision;
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 0) {
    throw new Unreadable('"revision" is not a whole number from 0 on');
  }
  // In order, each after the one before, is the usual case, and shows at once that all differ.
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? ''))) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) throw new Unreadable(`the show ${id} is there twice`);
      seen.add(id);
    }
    shows.sort(byId);
  }
  const others = Object.entries(fields).filter(([name]) => !OURS.includes(name));
  return { watchlist: { revision, shows }, others: new Map(others) };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function refusal(reason: string): Unreadable {
  return new Unreadable(reason);
}
