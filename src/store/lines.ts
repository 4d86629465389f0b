import { type Show, STATUSES, type Status } from '../watchlist/show';
import { type Bytes, STRETCH } from './bytes';

/** A show's line in a file: a range of the file's bytes, without comma and line feed. */
export interface Line {
  readonly bytes: Bytes;
  readonly start: number;
  readonly end: number;
}

/** What stands between two lines. */
export const BETWEEN = Buffer.from(',\n');

/** The file's first line, up to its shows. */
export const HEADER_END = '"shows":[\n';
export const FOOTER = ']}\n';
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const CLOSING_BRACE = 0x7d;

/** The header of a file of our own layout, as an object without shows; undefined if it has none. */
export function readHeader(bytes: Bytes): unknown {
  const header = bytes.text(0, headerEnd(bytes));
  if (!header.endsWith(HEADER_END)) return undefined;
  try {
    return JSON.parse(header + FOOTER);
  } catch {
    return undefined;
  }
}

/** Where the first line ends; 0 if it is no header of ours, which is not as long as a stretch. */
function headerEnd(bytes: Bytes): number {
  return bytes.view(0, Math.min(bytes.length, STRETCH)).indexOf(LINE_FEED) + 1;
}

/**
 * Finds where the lines of a file of our own layout start, and where its footer does; undefined if it is
 * laid out otherwise.
 */
export function splitLines(bytes: Bytes): readonly number[] | undefined {
  const first = headerEnd(bytes);
  const footer = bytes.length - FOOTER.length;
  if (first > footer || bytes.text(footer - 1, bytes.length) !== `\n${FOOTER}`) return undefined;
  const starts: number[] = [];
  const isOurs = everyStretch(bytes, first, footer, (stretch, from) => {
    for (let start = 0; start < stretch.length; ) {
      const feed = stretch.indexOf(LINE_FEED, start);
      const isLast = from + feed + 1 === footer;
      if (!isLast && stretch[feed - 1] !== COMMA) return false;
      if (stretch[feed - (isLast ? 1 : 2)] !== CLOSING_BRACE) return false;
      starts.push(from + start);
      start = feed + 1;
    }
    return true;
  });
  return isOurs ? [...starts, footer] : undefined;
}

/**
 * Goes through a file as long as it is told to, by as many whole lines as are held at once; the first begins
 * at `from` in the file.
 *
 * @returns whether it came to the end, which must be that of a line.
 */
export function everyStretch(
  bytes: Bytes,
  begin: number,
  end: number,
  visit: (stretch: Buffer, from: number) => boolean,
): boolean {
  for (let from = begin, length = STRETCH; from < end; ) {
    const stretch = bytes.view(from, Math.min(from + length, end));
    const whole = stretch.lastIndexOf(LINE_FEED) + 1;
    if (whole === 0 && from + length >= end) return false;
    if (whole > 0 && !visit(stretch.subarray(0, whole), from)) return false;
    // A line may be longer than a stretch.
    length = whole === 0 ? length * 2 : STRETCH;
    from += whole;
  }
  return true;
}

/**
 * Finds the lines that tell of some statuses, in order, without a look at the others (1,000 shows: a twentieth
 * of a start). A line may tell a status of something else than the show.
 */
export function linesOfStatus(
  bytes: Bytes,
  statuses: readonly Status[],
  found: (line: string) => void,
): void {
  const wanted = statuses.map((status) => Buffer.from(`"status":"${status}"`));
  everyStretch(bytes, headerEnd(bytes), bytes.length - FOOTER.length, (stretch) => {
    let behind = 0;
    for (const place of wanted.flatMap((words) => placesOf(words, stretch)).sort(ascending)) {
      if (place < behind) continue;
      const start = stretch.lastIndexOf(LINE_FEED, place) + 1;
      behind = stretch.indexOf(LINE_FEED, place) + 1;
      const end = stretch[behind - 2] === COMMA ? behind - 2 : behind - 1;
      found(stretch.toString('utf8', start, end));
    }
    return true;
  });
}

function placesOf(words: Buffer, bytes: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(words); at !== -1; at = bytes.indexOf(words, at + words.length)) {
    places.push(at);
  }
  return places;
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** What a line says at its start. */
export interface LineStart extends Pick<Show, 'id' | 'status'> {
  /** Only where it can be read as it stands. */
  readonly title?: string;
  readonly titles?: NonNullable<Show['titles']>;
}

/**
 * What can be read at the start of a line without parsing it, where its keys are in our order; undefined
 * otherwise. It is asked of every line of the longest lists, so it makes as little as it can.
 */
export function lineStart({ bytes, start, end }: Line): LineStart | undefined {
  const text = bytes.text(start, Math.min(end, start + NEAR));
  // Without escapes, quotes stand nowhere but around texts.
  if (!text.startsWith(BEFORE_ID) || text.includes('\\')) return undefined;
  const idEnd = text.indexOf('"', BEFORE_ID.length);
  if (!text.startsWith(BEFORE_STATUS, idEnd)) return undefined;
  const id = text.slice(BEFORE_ID.length, idEnd);
  const statusEnd = text.indexOf('"', idEnd + BEFORE_STATUS.length);
  const word = text.slice(idEnd + BEFORE_STATUS.length, statusEnd);
  const status = STATUSES.find((known) => known === word);
  if (status === undefined) return undefined;
  const from = statusEnd + BEFORE_TITLE.length;
  const to = text.indexOf('"', from);
  if (!text.startsWith(BEFORE_TITLE, statusEnd) || to === -1) return { id, status };
  const title = text.slice(from, to);
  const titles = text.startsWith(BEFORE_TITLES, to)
    ? fieldsAt(text, to + BEFORE_TITLES.length)
    : undefined;
  return titles === undefined ? { id, status, title } : { id, status, title, titles };
}

/** An object's fields, all of them texts without escapes; `start` is behind its brace. */
function fieldsAt(text: string, start: number): Record<string, string> | undefined {
  const fields: Record<string, string> = {};
  for (let at = start; ; ) {
    const middle = text.indexOf('":"', at);
    const end = text.indexOf('"', middle + 3);
    if (middle === -1 || end === -1 || text[at] !== '"') return undefined;
    fields[text.slice(at + 1, middle)] = text.slice(middle + 3, end);
    if (text[end + 1] === '}') return fields;
    at = end + 2;
  }
}

/** The titles hardly ever end beyond this, in bytes from the line's start. */
const NEAR = 256;
const BEFORE_ID = '{"id":"';
const BEFORE_STATUS = '","status":"';
const BEFORE_TITLE = '","title":"';
const BEFORE_TITLES = '","titles":{';

/** Where a line ends, given where the next one starts, or the footer after the last. */
export function lineEnd(next: number, isLast: boolean): number {
  return next - (isLast ? 1 : BETWEEN.length);
}

export function lineText({ bytes, start, end }: Line): string {
  return bytes.text(start, end);
}
