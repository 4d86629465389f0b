import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cpuUsage } from 'node:process';
import type { Brought, BroughtList } from '../../../src/watchlist/brought';
import { Problem } from '../../../src/watchlist/problem';

/** A file that was made for these tests, in another program's form. */
export function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures', name), 'utf8');
}

/** Marks without times for the first episodes. */
export function firstEpisodes(count: number): Brought['watched'] {
  return Array.from({ length: count }, (_, index) => ({ episode: index + 1 }));
}

/** The only entry of a list. */
export function onlyOf({ entries, refused }: BroughtList): Brought {
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || refused.length > 0) {
    throw new Error(`not one entry: ${JSON.stringify({ entries, refused })}`);
  }
  return entry;
}

/** The problem with which a reader refuses a whole file. */
export function problemOf(read: () => unknown): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was read');
}

/** How many seconds of the processor something takes, however busy the machine is otherwise. */
export function secondsOf(work: () => unknown): number {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Titles that mean something to some program on their way. */
export const HOSTILE_TITLES = [
  '86',
  '007',
  '1e5',
  'K',
  '=HYPERLINK("http://x","y")',
  '-u',
  'constructor',
  '__proto__',
  'toString',
  'A & B <C>',
  ']]>',
  ']]]]>>',
  '<![CDATA[x]]>',
  '&amp;',
  '&nbsp;',
  '"quoted" and \\ escaped',
  '\u0634\u0647\u0631 \u202eevil',
  '\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 family',
  '\u30e1\u30bf\u30ea\u30c3\u30af\u30eb\u30fc\u30b8\u30e5',
  'null',
  'true',
];
