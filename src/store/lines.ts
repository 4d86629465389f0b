import { fieldsOf } from '../watchlist/fields';
import {
  type Amendment,
  type Hold,
  type KnownDrop,
  type Show,
  STATUSES,
  type Status,
  type Trial,
} from '../watchlist/show';

/** A show's line in a file: a range of the file's bytes, without comma and line feed. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** What stands between two lines. */
const BETWEEN = Buffer.from(',\n');

/** The file's first line, up to its shows. */
const HEADER_END = '"shows":[\n';
const FOOTER = ']}\n';
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const QUOTE = 0x22;
const CLOSING_BRACE = 0x7d;

/** The keys of an object in the order they are written, with those of the objects within. */
type Order = ReadonlyMap<string, Order | null>;

/** A list of the same keys as `T`, which the compiler holds to the type. */
function order<T>(keys: { readonly [Key in keyof Required<T>]: Order | null }): Order {
  return new Map(Object.entries<Order | null>(keys));
}

type Release = Show['releases'][number];
type Schedule = Release['schedule'];

const MOMENT = order<Schedule['premiere']>({ at: null, precision: null });

/** All that amendments of any kind have. */
type AmendmentKeys = {
  readonly [Key in Amendment extends infer A
    ? A extends Amendment
      ? keyof A
      : never
    : never]: unknown;
};

const SHOW = order<Show>({
  id: null,
  status: null,
  title: null,
  titles: order<NonNullable<Show['titles']>>({ english: null, romaji: null, native: null }),
  format: null,
  production: null,
  minutes: null,
  ids: order<NonNullable<Show['ids']>>({ anilist: null, mal: null, anidb: null, bangumi: null }),
  site: null,
  added: null,
  tags: null,
  started: null,
  finished: null,
  rewatches: null,
  rewatching: null,
  releases: order<Release>({
    id: null,
    platform: null,
    audio: null,
    url: null,
    source: null,
    schedule: order<Schedule>({
      premiere: MOMENT,
      basis: null,
      step: null,
      zone: null,
      first: null,
      episodes: order<NonNullable<Schedule['episodes']>>({ number: null, basis: null }),
      amendments: order<AmendmentKeys>({
        kind: null,
        episode: null,
        slots: null,
        through: null,
        to: MOMENT,
        at: MOMENT,
        resumes: MOMENT,
        premiere: MOMENT,
        basis: null,
        step: null,
        only: null,
        why: null,
      }),
      drops: order<KnownDrop>({ episode: null, moment: MOMENT, basis: null, source: null }),
    }),
  }),
  follows: null,
  hold: order<Hold>({ until: null }),
  trial: order<Trial>({ kept: null, after: null, until: null }),
  watched: order<Show['watched'][number]>({ episode: null, at: null }),
  verdicts: order<Show['verdicts'][number]>({
    at: null,
    episode: null,
    words: null,
    score: null,
    note: null,
  }),
});

/** A show as its line in the file: known keys first and in one order, unknown ones after them. */
export function showToLine(show: Show): string {
  const known = written.get(show);
  if (known !== undefined) return known;
  const line = JSON.stringify(inOrder(show, SHOW));
  written.set(show, line);
  return line;
}

/** Lines of shows, which never change: the journal and the file need the same ones. */
const written = new WeakMap<Show, string>();

/** Whether two shows, or the lack of them, would be written alike. */
export function sameShow(a: Show | null, b: Show | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || showToLine(a) === showToLine(b);
}

/** A copy that has its keys in order. Entries, since `__proto__` may be one of the user's own. */
function inOrder(value: unknown, keys: Order | null): unknown {
  if (keys === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inOrder(item, keys));
  const fields = fieldsOf(value);
  const entries: [string, unknown][] = [];
  for (const [name, inner] of keys) {
    const field = fields[name];
    if (field !== undefined) entries.push([name, inOrder(field, inner)]);
  }
  for (const name of Object.keys(fields)) if (!keys.has(name)) entries.push([name, fields[name]]);
  return Object.fromEntries(entries);
}

/** The header of a file of our own layout, as an object without shows; undefined if it has none. */
export function readHeader(bytes: Buffer): unknown {
  const end = bytes.indexOf(LINE_FEED) + 1;
  if (!bytes.toString('latin1', 0, end).endsWith(HEADER_END)) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8', 0, end) + FOOTER);
  } catch {
    return undefined;
  }
}

/** Finds where the lines of a file of our own layout start; undefined if it is laid out otherwise. */
export function splitLines(bytes: Buffer): readonly number[] | undefined {
  const firstLine = bytes.indexOf(LINE_FEED) + 1;
  const footer = bytes.length - FOOTER.length;
  if (firstLine > footer || bytes.toString('latin1', footer - 1) !== `\n${FOOTER}`)
    return undefined;
  const starts = [firstLine];
  for (let start = firstLine; start < footer; ) {
    start = bytes.indexOf(LINE_FEED, start) + 1;
    const comma = start === footer ? 0 : 1;
    if (bytes[start - 2 - comma] !== CLOSING_BRACE) return undefined;
    if (comma === 1 && bytes[start - 2] !== COMMA) return undefined;
    starts.push(start);
  }
  return starts;
}

/**
 * The lines of shows of some statuses, in order, in a file that we wrote: found by what stands near
 * their start, without a look at the others (1,000 shows: a tenth of a start).
 */
export function linesOfStatus(
  bytes: Buffer,
  statuses: readonly Status[],
): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const status of statuses) {
    const wanted = Buffer.from(`${BEFORE_STATUS}${status}"`);
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) {
      const start = bytes.lastIndexOf(LINE_FEED, at) + 1;
      const id = start + BEFORE_ID.length;
      // Only at the start of a line, behind the show's id, does it tell the show's status.
      if (bytes.toString('latin1', start, id) !== BEFORE_ID || bytes.indexOf(QUOTE, id) !== at)
        continue;
      const feed = bytes.indexOf(LINE_FEED, at);
      found.push({ start, end: bytes[feed - 1] === COMMA ? feed - 1 : feed });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What a line says at its start. */
export interface LineHead {
  readonly id: string;
  readonly status: Status;
}

/**
 * A line's id and status, if it starts as ours do; undefined otherwise. It is asked of every line of
 * the longest lists, so it makes as little as it can.
 */
export function lineHead(bytes: Buffer, start: number, end: number): LineHead | undefined {
  // Ids and statuses are ASCII, and hardly any are longer than this.
  const head = bytes.toString('latin1', start, Math.min(end, start + 96));
  if (!head.startsWith(BEFORE_ID)) return undefined;
  const idEnd = head.indexOf('"', BEFORE_ID.length);
  if (!head.startsWith(BEFORE_STATUS, idEnd)) return undefined;
  const from = idEnd + BEFORE_STATUS.length;
  const word = head.slice(from, head.indexOf('"', from));
  const status = STATUSES.find((known) => known === word);
  const id = head.slice(BEFORE_ID.length, idEnd);
  return status === undefined || id.includes('\\') ? undefined : { id, status };
}

const BEFORE_ID = '{"id":"';
const BEFORE_STATUS = '","status":"';

/**
 * A file of header and lines, in pieces to be written one after the other. Lines that follow each
 * other in the old file are one piece of it, so that little is copied however long the list is.
 */
export function joinLines(
  header: readonly (readonly [string, unknown])[],
  lines: readonly Line[],
): Uint8Array[] {
  const fields = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  const pieces: Uint8Array[] = [Buffer.from(`{${fields.join('')}${HEADER_END}`)];
  let run: Line | undefined;
  for (const line of lines) {
    if (run !== undefined && run.bytes === line.bytes && run.end + BETWEEN.length === line.start) {
      run = { bytes: run.bytes, start: run.start, end: line.end };
      continue;
    }
    if (run !== undefined) pieces.push(lineBytes(run), BETWEEN);
    run = line;
  }
  if (run !== undefined) pieces.push(lineBytes(run), Buffer.from('\n'));
  pieces.push(Buffer.from(FOOTER));
  return gather(pieces);
}

/** Puts small pieces together, for each piece is a system call. */
function gather(pieces: readonly Uint8Array[]): Uint8Array[] {
  const gathered: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  for (const piece of [...pieces, undefined]) {
    if (piece !== undefined && piece.length < LARGE) {
      small.push(piece);
      continue;
    }
    if (small.length > 0) gathered.push(Buffer.concat(small));
    if (piece !== undefined) gathered.push(piece);
    small = [];
  }
  return gathered;
}

/** Bytes from which on copying a piece costs more than a system call. */
const LARGE = 65_536;

/** Where a line ends, given where the next one starts, or the footer after the last. */
export function lineEnd(next: number, isLast: boolean): number {
  return next - (isLast ? 1 : BETWEEN.length);
}

/** A line of its own, for a show that is not in the old file as it is. */
export function newLine(text: string): Line {
  const bytes = Buffer.from(text, 'utf8');
  return { bytes, start: 0, end: bytes.length };
}

export function lineText({ bytes, start, end }: Line): string {
  return bytes.toString('utf8', start, end);
}

function lineBytes({ bytes, start, end }: Line): Uint8Array {
  return bytes.subarray(start, end);
}

/** What stands in a line before `added`: in our order of keys, that is the titles and little more. */
export function lineTitles({
  bytes,
  start,
  end,
}: Line): Pick<Show, 'title' | 'titles'> | undefined {
  const length = bytes.subarray(start, end).indexOf(AFTER_TITLES);
  if (length === -1) return undefined;
  try {
    // In a string the quotes would be escaped, so this is a key; if it is one of an object within,
    // or of another order, what comes before it is not whole and does not parse.
    return JSON.parse(`${bytes.toString('utf8', start, start + length)}}`);
  } catch {
    return undefined;
  }
}

const AFTER_TITLES = ',"added":"';
