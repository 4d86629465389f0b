import { HIGHEST_EPISODE } from '../watchlist/show';
import type { Millis } from '../watchlist/zone';

/** Reading JSON that somebody else wrote: what is not of the wanted kind is undefined, never trusted. */

/** Letters of the longest text that is believed to be a title or a name. */
const LONGEST_TEXT = 1000;

/** A text without the spaces around it; undefined when it is blank or far too long. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text !== '' && text.length <= LONGEST_TEXT ? text : undefined;
}

/** A whole number from `least` to `most`. */
export function wholeOf(value: unknown, least: number, most: number): number | undefined {
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  return isWhole && value >= least && value <= most ? value : undefined;
}

/** The highest number a show may have on a site: GraphQL's `Int` has 32 bits. */
const HIGHEST_ID = 2 ** 31 - 1;

/** A show's number on a site that keeps lists. */
export function siteNumberOf(value: unknown): number | undefined {
  return wholeOf(value, 1, HIGHEST_ID);
}

/** An episode's number; 0 is a prologue. */
export function episodeOf(value: unknown): number | undefined {
  return wholeOf(value, 0, HIGHEST_EPISODE);
}

/** How many episodes there are. */
export function countOf(value: unknown): number | undefined {
  return wholeOf(value, 1, HIGHEST_EPISODE);
}

/** An address of the web, as it was written. */
export function webAddressOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^https?:\/\/[^\s\p{C}]+$/u.test(text) && URL.canParse(text)
    ? text
    : undefined;
}

const EARLIEST: Millis = Date.UTC(1960, 0, 1);
const AFTER_LATEST: Millis = Date.UTC(2101, 0, 1);

/** An instant at which an episode can have dropped or can be going to: from 1960 to 2100, in UTC. */
export function dropTimeOf(at: Millis): Millis | undefined {
  return at >= EARLIEST && at < AFTER_LATEST ? at : undefined;
}
