import { fstatSync, openSync, readFileSync } from 'node:fs';
import { OpenFile } from '../store/bytes';
import { everyStretch } from '../store/lines';
import { isRecord } from '../watchlist/fields';
import { phraseKey } from '../watchlist/mood';
import { isStatus, type Nameable } from './candidates';

/*
 * The user's shows and words, read from the files as they stand, and not through the store: nothing is to be
 * checked, kept or told here, a list of thousands is to take no time, and whatever is broken is as nothing.
 */

/** What can be named of the shows in a watchlist's file. */
export function showsIn(file: string): readonly Nameable[] {
  const shows = showsByLine(file);
  if (shows.length > 0) return shows;
  const whole = parsed(textOf(file));
  return isRecord(whole) && Array.isArray(whole.shows) ? whole.shows.flatMap(nameable) : [];
}

/** What stands in lines as we write them; none where the file is laid out otherwise, or cannot be read. */
function showsByLine(file: string): readonly Nameable[] {
  const shows: Nameable[] = [];
  try {
    const descriptor = openSync(file, 'r');
    const bytes = new OpenFile(descriptor, fstatSync(descriptor).size);
    try {
      everyStretch(bytes, 0, bytes.length, (stretch) => {
        for (let start = 0; start < stretch.length; ) {
          const end = stretch.indexOf(LINE_FEED, start);
          if (stretch[start] === BRACE && stretch[start + 1] === QUOTE) {
            const show = headOf(stretch, start, end) ?? parsed(lineOf(stretch, start, end));
            shows.push(...nameable(show));
          }
          start = end + 1;
        }
        return true;
      });
    } finally {
      bytes.close();
    }
  } catch {
    // What was found is offered.
  }
  return shows;
}

const LINE_FEED = 0x0a;
const BRACE = 0x7b;
const QUOTE = 0x22;

/** A show's line without the comma behind it. */
function lineOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, end).replace(/,\s*$/, '');
}

/** What stands behind the names in a line as we write it: to parse that takes a hundred times as long. */
const BEHIND_NAMES = /,"(?:format|production|minutes|ids|site|added)":/;

/** Within how many bytes from a line's start its names end: mostly, and nearly always. */
const REACHES = [256, 1024];

function headOf(bytes: Buffer, start: number, end: number): unknown {
  for (const reach of REACHES) {
    const text = bytes.toString('utf8', start, Math.min(end, start + reach));
    // A title may hold the same words, with other quotes: then it is no JSON, and the whole line is read.
    const names = text.search(BEHIND_NAMES);
    if (names >= 0) return parsed(`${text.slice(0, names)}}`);
  }
  return undefined;
}

function nameable(show: unknown): readonly Nameable[] {
  if (!isRecord(show)) return [];
  const { id, status, title, titles } = show;
  if (typeof id !== 'string' || typeof status !== 'string' || !isStatus(status)) return [];
  const others = isRecord(titles) ? Object.values(titles) : [];
  const all = [title, ...others].filter((one) => typeof one === 'string');
  return [{ id, status, titles: [...new Set(all)] }];
}

/**
 * Words for a verdict: those the user used, most used first, those they gave a mood, those that jikai knows;
 * of two that differ but in their spelling the first alone.
 */
export function verdictsIn(
  file: string,
  configFile: string,
  known: readonly string[],
): readonly string[] {
  const uses = new Map<string, number>();
  // As bytes: most are the same words again and again, and pieces of such a text cost nothing.
  const text = bytesOf(file).toString('latin1');
  for (let at = text.indexOf(WORDS); at >= 0; at = text.indexOf(WORDS, at + 1)) {
    const start = text.indexOf('"', at + WORDS.length);
    let end = text.indexOf('"', start + 1);
    while (end > 0 && text[end - 1] === '\\') end = text.indexOf('"', end + 1);
    const json = end < 0 || end - start > LONGEST ? '' : text.slice(start, end + 1);
    uses.set(json, (uses.get(json) ?? 0) + 1);
  }
  const used = [...uses]
    .sort(([, a], [, b]) => b - a)
    .map(([json]) => parsed(Buffer.from(json, 'latin1').toString()))
    .filter((words) => typeof words === 'string');
  const config = parsed(textOf(configFile));
  const moods = isRecord(config) && isRecord(config.moods) ? Object.keys(config.moods) : [];
  const offered = new Map<string, string>();
  for (const words of [...used, ...moods, ...known]) {
    const key = phraseKey(words);
    if (!offered.has(key)) offered.set(key, words);
  }
  return [...offered.values()];
}

const WORDS = '"words":';

/** Words that are longer, in bytes, are not offered again. */
const LONGEST = 160;

function textOf(file: string): string {
  return bytesOf(file)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
