import type { MatchKind } from './entry';
import { hasOtherScripts, normalise, soundWords } from './normalise';
import { slipsBetween } from './slips';

/** A work found, by its place in the file. */
export interface Hit {
  readonly index: number;
  readonly kind: MatchKind;
  readonly score: number;
}

/** What the user's words are, once bent as the keys were. */
export interface Query {
  readonly words: readonly string[];
  /** Whether a season or a number is asked for, so that a sequel is as welcome as its original. */
  readonly asksSeason: boolean;
  /** In normalised form; only when letters of scripts other than Latin and kana have a say. */
  readonly name?: string;
  readonly nameParts: readonly string[];
}

const SEASON_WORD = /^(?:s?\d{1,2}|\d+(?:nd|rd|th)|season|part|kur|r2)$/;
/** A first season hardly ever says so in its title. */
const FIRST_SEASON = /\s+(?:season\s*1|s1|1st\s+season|first\s+season)\s*$/i;

/** Undefined when nothing is left to search for. */
export function readQuery(text: string): Query | undefined {
  const name = hasOtherScripts(text) ? normalise(text) : '';
  // The kana between kanji are no words.
  const words = name === '' ? soundWords(text.replace(FIRST_SEASON, '')) : [];
  if (words.length === 0 && name === '') return undefined;
  return {
    words,
    asksSeason:
      words.some((word, place) => place > 0 && SEASON_WORD.test(word)) || /[第期季]/.test(name),
    ...(name !== '' && { name }),
    nameParts:
      name === ''
        ? []
        : text
            .split(/\s+/)
            .map(normalise)
            .filter((part) => part !== ''),
  };
}

/** Scores of each kind: where they begin, and what the best match of the kind adds. */
const BANDS: Readonly<Record<MatchKind, readonly [from: number, width: number]>> = {
  exact: [0.9, 0.1],
  prefix: [0.76, 0.14],
  words: [0.62, 0.13],
  similar: [0, 0.6],
};
/** No score under this is shown. */
const FLOOR = 0.34;

/** What a format costs beside a television series, in the order of `FORMATS`. */
const SETBACKS: readonly number[] = [0, 0.25, 0.2, 0.1];

/**
 * Who asks for no season means the original rather than a sequel, the series rather than the film,
 * and what is carried by many sites rather than by few.
 * @param flag the first two characters of a line of sounds
 */
function standingOf(flag: string, asksSeason: boolean): number {
  const place = flag.charCodeAt(0) - 0x30;
  const fame = flag.charCodeAt(1) - 0x30;
  const sequel = place >= 4 && !asksSeason ? 0.35 : 0;
  return Math.max(0, 1 - sequel - (SETBACKS[place & 3] ?? 0) - 0.015 * (9 - fame));
}

function scoreOf(kind: MatchKind, fit: number, standing: number): number {
  const [from, width] = BANDS[kind];
  if (kind === 'similar') return fit * width * (0.9 + 0.1 * standing);
  return from + width * (0.3 * fit + 0.7 * standing);
}

const CODE_BITS = 6;
const TRIGRAMS = 1 << (3 * CODE_BITS);
const LINE_END = 63;

/** ASCII to 1–26 for letters, 27–36 for digits, 63 for the end of a line, 0 for what parts words. */
function codes(): Uint8Array {
  const table = new Uint8Array(256);
  for (let letter = 0; letter < 26; letter += 1) table[0x61 + letter] = 1 + letter;
  for (let digit = 0; digit < 10; digit += 1) table[0x30 + digit] = 27 + digit;
  table[0x0a] = LINE_END;
  return table;
}

/**
 * Searches the block of sounds. Each title of a work is compared as a whole: equal, beginning alike,
 * alike in its trigrams; and each word of the query with each word of all its titles: equal, beginning
 * alike, apart by a slip or two.
 */
export function searchSounds(block: Buffer, query: Query): readonly Hit[] {
  const { words, asksSeason } = query;
  if (words.length === 0) return [];
  const compact = words.join('');
  const table = codes();
  const compactTrigrams = markTrigrams([compact], table);
  const compare = comparison(words, compact, (key) => dice(key, compact, compactTrigrams, table));

  return likelyLines(block, words, table).flatMap(({ index, from, to }): readonly Hit[] => {
    const [flag = '', ...keys] = block.toString('latin1', from, to).split('\t');
    const [kind, fit] = compare(keys);
    const score = scoreOf(kind, fit, standingOf(flag, asksSeason));
    return score >= FLOOR ? [{ index, kind, score }] : [];
  });
}

/** A line of the block: which it is, and where it begins and ends. */
interface Line {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** How many of its trigrams are the query's. */
  readonly shared: number;
}

/** As many lines are compared in full: every good match shares more trigrams than the 160th line. */
const MOST_LINES = 160;

/** The lines that share enough trigrams with the query to be worth comparing. */
function likelyLines(
  block: Uint8Array,
  words: readonly string[],
  table: Uint8Array,
): readonly Line[] {
  const trigrams = markTrigrams([...words, words.join('')], table);
  const length = words.reduce((sum, word) => sum + word.length, 0);
  const enough = Math.max(Math.min(2, length), Math.floor(0.3 * length));
  const lines = scan(block, trigrams, table, enough);
  return lines.length <= MOST_LINES
    ? lines
    : lines.sort((a, b) => b.shared - a.shared || a.index - b.index).slice(0, MOST_LINES);
}

/**
 * The one loop over every byte. It is kept so small that it is compiled to machine code within its
 * own first run, which in a program that ends after one search is the only one.
 */
function scan(block: Uint8Array, trigrams: Uint8Array, table: Uint8Array, enough: number): Line[] {
  const lines: Line[] = [];
  let trigram = 0;
  let shared = 0;
  let from = 0;
  let index = 0;
  for (let at = 0; at < block.length; at += 1) {
    const code = table[block[at] as number] as number;
    trigram = ((trigram << CODE_BITS) | (code === LINE_END ? 0 : code)) & (TRIGRAMS - 1);
    shared += trigrams[trigram] as number;
    if (code === LINE_END) {
      if (shared >= enough) lines.push({ index, from, to: at, shared });
      index += 1;
      from = at + 1;
      shared = 0;
    }
  }
  return lines;
}

/** One byte for each possible trigram, 1 for those of the words; word ends count as a letter. */
function markTrigrams(words: readonly string[], table: Uint8Array): Uint8Array {
  const marks = new Uint8Array(TRIGRAMS);
  for (const word of words) eachTrigram(word, table, (trigram) => (marks[trigram] = 1));
  return marks;
}

function eachTrigram(word: string, table: Uint8Array, visit: (trigram: number) => void): void {
  let trigram = table[word.charCodeAt(0)] ?? 0;
  for (let at = 1; at <= word.length; at += 1) {
    const code = at < word.length ? (table[word.charCodeAt(at)] ?? 0) : 0;
    trigram = ((trigram << CODE_BITS) | code) & (TRIGRAMS - 1);
    visit(trigram);
  }
}

/** Dice coefficient of the trigrams of two words, 0–1. */
function dice(key: string, word: string, marks: Uint8Array, table: Uint8Array): number {
  let shared = 0;
  eachTrigram(key, table, (trigram) => (shared += marks[trigram] ?? 0));
  return (2 * Math.min(shared, word.length)) / (key.length + word.length);
}

type Verdict = readonly [kind: MatchKind, fit: number];

/** How the keys of one work compare with a query. */
function comparison(
  words: readonly string[],
  compact: string,
  likeness: (key: string) => number,
): (keys: readonly string[]) => Verdict {
  const weights = words.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  return (keys) => {
    let prefix = 0;
    let likest = 0;
    let fewest = Number.POSITIVE_INFINITY;
    const best = words.map(() => 0);
    for (const key of keys) {
      const theirs = key.split(' ');
      const whole = theirs.join('');
      if (whole === compact) return ['exact', 1];
      if (whole.startsWith(compact)) prefix = Math.max(prefix, compact.length / whole.length);
      likest = Math.max(likest, likeness(whole));
      fewest = Math.min(fewest, theirs.length);
      words.forEach((word, place) => {
        for (const their of theirs) {
          if (best[place] === 1) return;
          best[place] = Math.max(best[place] ?? 0, compareWords(word, their));
        }
      });
    }
    const found = best.reduce((sum, quality, place) => sum + quality * (weights[place] ?? 0), 0);
    const coverage = found / total;
    const brevity = Math.min(1, words.length / fewest);
    if (prefix > 0 && compact.length > 1) return ['prefix', prefix];
    if (best.every((quality) => quality >= BEGINS)) {
      return ['words', 0.7 * coverage + 0.3 * brevity];
    }
    return ['similar', Math.max(likest, coverage * (0.88 + 0.12 * brevity))];
  };
}

/** Short words are in many titles, numbers in most sequels. */
function weightOf(word: string): number {
  if (/\d/.test(word)) return 0.7;
  return word.length <= 2 ? 0.3 : word.length === 3 ? 0.7 : 1;
}

/** What a word is worth of which the query's is the beginning. */
const BEGINS = 0.85;

/** 1 for the same word, less for its beginning, less again for each slip; 0 for another word. */
function compareWords(word: string, their: string): number {
  if (word === their) return 1;
  if (word.length >= 3 && their.startsWith(word))
    return BEGINS + (0.1 * word.length) / their.length;
  // Of two slips, hardly ever is one in the first letter.
  const forgiven =
    word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 || word[0] !== their[0] ? 1 : 2;
  if (forgiven === 0 || Math.abs(word.length - their.length) > forgiven) return 0;
  const slips = slipsBetween(word, their, forgiven);
  return slips > forgiven ? 0 : 1 - (1.1 * slips) / word.length;
}

/**
 * Searches the block of names for a query in other scripts. Only when no name holds all its parts are
 * names looked for that share some of its pairs of letters.
 * @param flagAt the flag of a line of sounds
 */
export function searchNames(
  block: string,
  query: Query,
  flagAt: (index: number) => string,
): readonly Hit[] {
  const { name, nameParts, asksSeason } = query;
  if (name === undefined) return [];
  const pairs = pairsOf(name);
  const lines = block.split('\n');
  const holds = (line: string) => nameParts.every((part) => line.includes(part));
  const enough = Math.max(1, Math.floor(pairs.length / 3));
  const resembles = (line: string) => countIn(line, pairs) >= enough;
  const search = (isLikely: (line: string) => boolean) =>
    lines.flatMap((line, index) => {
      if (line === '' || !isLikely(line)) return [];
      const standing = standingOf(flagAt(index), asksSeason);
      return line
        .split('\t')
        .map((key): Hit => {
          const [kind, fit] = compareNames(key, name, nameParts, pairs);
          return { index, kind, score: scoreOf(kind, fit, standing) };
        })
        .filter(({ score }) => score >= FLOOR);
    });
  const holding = search(holds);
  return holding.length > 0 ? holding : search(resembles);
}

function countIn(text: string, pairs: readonly string[]): number {
  let count = 0;
  for (const pair of pairs) if (text.includes(pair)) count += 1;
  return count;
}

function compareNames(
  key: string,
  name: string,
  parts: readonly string[],
  pairs: readonly string[],
): Verdict {
  if (key === name) return ['exact', 1];
  if (key.startsWith(name)) return ['prefix', name.length / key.length];
  if (parts.every((part) => key.includes(part))) {
    return ['words', Math.min(1, name.length / key.length)];
  }
  if (pairs.length === 0) return ['similar', 0];
  return ['similar', (2 * countIn(key, pairs)) / (pairs.length + key.length - 1)];
}

function pairsOf(text: string): readonly string[] {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return [...pairs];
}

/** The best `limit` of all hits, best first, then by age; a work met twice counts once. */
export function bestOf(hits: readonly Hit[], limit: number): readonly Hit[] {
  const best = new Map<number, Hit>();
  for (const hit of hits) {
    if (hit.score > (best.get(hit.index)?.score ?? 0)) best.set(hit.index, hit);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.index - b.index).slice(0, limit);
}
