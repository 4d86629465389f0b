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
const QUOTE = 0x22;
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
  const isOurs = everyLine(bytes, first, footer, (stretch, start, feed, from) => {
    starts.push(from + start);
    const comma = from + feed + 1 === footer ? 0 : 1;
    if (comma === 1 && stretch[feed - 1] !== COMMA) return false;
    return stretch[feed - 1 - comma] === CLOSING_BRACE;
  });
  return isOurs ? [...starts, footer] : undefined;
}

/**
 * Goes from line to line as long as it is told to: a line is `stretch` from `start` to its line feed at
 * `feed`, and the stretch begins at `from` in the whole.
 *
 * @returns whether it came to the end, which must be that of a line.
 */
function everyLine(
  bytes: Bytes,
  begin: number,
  end: number,
  visit: (stretch: Buffer, start: number, feed: number, from: number) => boolean,
): boolean {
  for (let from = begin, length = STRETCH; from < end; ) {
    const stretch = bytes.view(from, Math.min(from + length, end));
    let start = 0;
    for (;;) {
      const feed = stretch.indexOf(LINE_FEED, start);
      if (feed === -1) break;
      if (!visit(stretch, start, feed, from)) return false;
      start = feed + 1;
    }
    if (start === 0 && from + length >= end) return false;
    // A line may be longer than a stretch.
    length = start === 0 ? length * 2 : STRETCH;
    from += start;
  }
  return true;
}

/**
 * Finds the lines of shows of some statuses, in order, in a file that we wrote: by what stands near their
 * start, without a look at the others (1,000 shows: a tenth of a start).
 */
export function linesOfStatus(
  bytes: Bytes,
  statuses: readonly Status[],
  found: (line: string) => void,
): void {
  const wanted = statuses.map((status) => Buffer.from(`${BEFORE_STATUS}${status}"`));
  everyLine(bytes, headerEnd(bytes), bytes.length - FOOTER.length, (stretch, start, feed) => {
    // Only behind the show's id does it tell the show's status.
    let quote = start + BEFORE_ID.length;
    while (quote < feed && stretch[quote] !== QUOTE) quote += 1;
    if (wanted.some((words) => beginsAt(stretch, quote, words))) {
      const end = stretch[feed - 1] === COMMA ? feed - 1 : feed;
      found(stretch.toString('utf8', start, end));
    }
    return true;
  });
}

function beginsAt(bytes: Buffer, start: number, words: Buffer): boolean {
  for (let place = words.length - 1; place >= 0; place -= 1) {
    if (bytes[start + place] !== words[place]) return false;
  }
  return true;
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
