import { readFileSync } from 'node:fs';
import { isRecord } from '../watchlist/fields';
import { phraseKey } from '../watchlist/mood';
import { isStatus, type Nameable } from './candidates';

/*
 * The user's shows and words, read from the files as they stand, and not through the store: nothing is to be
 * checked, kept or told here, a list of thousands is to take no time, and whatever is broken is as nothing.
 */

/** What can be named of the shows in a watchlist's file. */
export function showsIn(file: string): readonly Nameable[] {
  const text = textOf(file);
  const lines = text.split('\n').filter((line) => line.startsWith('{"id":"'));
  if (lines.length > 0) return lines.flatMap((line) => nameable(headOf(line) ?? parsed(line)));
  const whole = parsed(text);
  return isRecord(whole) && Array.isArray(whole.shows) ? whole.shows.flatMap(nameable) : [];
}

/** The beginning of a show's line as we write it: parsing all of it would take a hundred times as long. */
const HEAD =
  /^\{"id":"[\w-]+","status":"\w+","title":"(?:[^"\\]|\\.)*"(?:,"titles":\{(?:"\w+":"(?:[^"\\]|\\.)*",?)*\})?/;

function headOf(line: string): unknown {
  const [head] = HEAD.exec(line) ?? [];
  return head === undefined ? undefined : parsed(`${head}}`);
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
  for (const [, json = ''] of textOf(file).matchAll(/"words":\s*("(?:[^"\\]|\\.)*")/g)) {
    const words = parsed(json);
    if (typeof words === 'string') uses.set(words, (uses.get(words) ?? 0) + 1);
  }
  const used = [...uses].sort(([, a], [, b]) => b - a).map(([words]) => words);
  const config = parsed(textOf(configFile));
  const moods = isRecord(config) && isRecord(config.moods) ? Object.keys(config.moods) : [];
  const offered = new Map<string, string>();
  for (const words of [...used, ...moods, ...known]) {
    const key = phraseKey(words);
    if (!offered.has(key)) offered.set(key, words);
  }
  return [...offered.values()];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return '';
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
