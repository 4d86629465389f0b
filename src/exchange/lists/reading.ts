import { Problem } from '../../watchlist/problem';
import type { Instant, Verdict } from '../../watchlist/show';

/** Reading values that another program wrote: what is not of the wanted kind is undefined, never trusted. */

/** The longest text that is believed to be a title or a tag, in UTF-16 units. */
const LONGEST_NAME = 1000;

/** A text without the spaces around it; undefined when it is blank or no text. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A title or a tag: a text that is not longer than any of these is. */
export function nameOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || text.length > LONGEST_NAME ? undefined : text;
}

/** A number, or the digits of one; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  const text = textOf(value);
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A whole number from `least` to `most`, also as digits. */
export function wholeOf(value: unknown, least: number, most: number): number | undefined {
  const number = numberOf(value);
  const fits = Number.isInteger(number) && number !== undefined;
  return fits && number >= least && number <= most ? number : undefined;
}

/** The highest number that sites give to shows: they count in 32 bits. */
const HIGHEST_ID = 2 ** 31 - 1;

/** A show's number on a site that keeps lists. */
export function siteNumberOf(value: unknown): number | undefined {
  return wholeOf(value, 1, HIGHEST_ID);
}

/** A year in which a show can have begun. */
export function yearOf(value: unknown): number | undefined {
  return wholeOf(value, 1900, 2100);
}

/** What sites write for a time that nobody knows. */
const NEVER = '1970-01-01T00:00:00Z';

/** An instant of ISO 8601, to the second; undefined for what is none and for the beginning of 1970. */
export function instantOf(value: unknown): Instant | undefined {
  const text = textOf(value) ?? '';
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
  const at = isWhole.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || at < Date.UTC(1900, 0) || at >= Date.UTC(2101, 0)) return undefined;
  const instant = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return instant === NEVER ? undefined : instant;
}

/** Texts that can be tags, each once, in their order. */
export function tagsOf(values: readonly unknown[]): readonly string[] | undefined {
  const tags = new Set(values.flatMap((value) => nameOf(value) ?? []));
  return tags.size === 0 ? undefined : [...tags];
}

/**
 * A score as jikai keeps it, 0–10 with one decimal; undefined for 0, which means none in such lists.
 * @param most what the list's best score is
 */
export function scoreOf(value: unknown, most: number): number | undefined {
  const score = numberOf(value);
  if (score === undefined || score <= 0 || score > most) return undefined;
  return Math.max(Math.round((score * 100) / most) / 10, 0.1);
}

/** The best score of a list that does not say what it is: 100 where one is above 10. */
export function bestScore(values: readonly unknown[]): 10 | 100 {
  return values.some((value) => (numberOf(value) ?? 0) > 10) ? 100 : 10;
}

/** What somebody thought of a show as a whole; no verdict where they said nothing. */
export function verdictsOf(score: number | undefined, note: string | undefined): Verdict[] {
  if (score === undefined && note === undefined) return [];
  return [{ ...(score !== undefined && { score }), ...(note !== undefined && { note }) }];
}

/** A text without what programs and transports leave before it: byte order marks, spaces and zeros. */
export function withoutLead(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: files that were cut to blocks begin with zeros.
  return text.replace(/^[\s\ufeff\u0000]+/, '');
}

/** @throws Problem `failed` when the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(withoutLead(text));
  } catch (cause) {
    throw new Problem('failed', 'The file is broken: it is no JSON that can be read.', {
      hint: 'Download it again; part of it may be missing.',
      cause,
    });
  }
}

/** A list in which there is nothing at all. */
export function noShows(): Problem {
  return new Problem('failed', 'The list holds no shows.', {
    hint: 'Export it again from where you keep it, and look whether anything is in it.',
  });
}

/** A list of the wrong kind. */
export function onlyManga(): Problem {
  return new Problem('failed', 'This is a list of manga, and jikai keeps anime.', {
    hint: 'Export your list of anime instead.',
  });
}

/** Whether a text, without what is before it, begins as web pages do. */
export function isWebPage(content: string): boolean {
  return /^<(?:!doctype\s+html|html)\b/i.test(content);
}

/** What is often saved in place of a list: the page that asks to sign in first. */
export function aWebPage(): Problem {
  return new Problem('failed', 'The file is a web page and not a list.', {
    hint: 'Sign in on the site that keeps your list, and export it there.',
  });
}
