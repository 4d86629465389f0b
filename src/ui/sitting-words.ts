import type { Decision } from '../watchlist/decision';
import { quantity } from '../watchlist/quantity';
import type { TrialAhead } from '../watchlist/trial';
import { DAY, type Millis } from '../watchlist/zone';
import { clock, dateOfInstant, type Reader, withoutThisYear } from './time';

/** How often each decision was made. */
export type Decided = Readonly<Record<Decision, number>>;

/**
 * What came of deciding: `Kept 2, dropped 1, put off 1. 1 left to decide.`; undefined when nothing was
 * decided.
 * @param left how many shows are still to be decided on.
 */
export function decidedWords(decided: Decided, left: number): string | undefined {
  const { keep, drop, more, snooze } = decided;
  const parts = [
    ...(keep > 0 ? [`kept ${keep}`] : []),
    ...(drop > 0 ? [`dropped ${drop}`] : []),
    ...(more > 0 ? [`one more of ${more}`] : []),
    ...(snooze > 0 ? [`put off ${snooze}`] : []),
  ];
  if (parts.length === 0) return undefined;
  return `${sentence(parts)}${left === 0 ? '' : ` ${left} left to decide.`}`;
}

/** How much was recorded in a review. */
export interface Reviewed {
  readonly watched: number;
  readonly said: number;
  readonly dropped: number;
}

/** `Watched 3 episodes, said 2 verdicts, dropped 1 show.`; undefined when nothing was recorded. */
export function reviewedWords({ watched, said, dropped }: Reviewed): string | undefined {
  const parts = [
    ...(watched > 0 ? [`watched ${quantity(watched, 'episode')}`] : []),
    ...(said > 0 ? [`said ${quantity(said, 'verdict')}`] : []),
    ...(dropped > 0 ? [`dropped ${quantity(dropped, 'show')}`] : []),
  ];
  return parts.length === 0 ? undefined : sentence(parts);
}

/** When the next show comes up to be decided on. */
export function aheadWords(ahead: TrialAhead, reader: Reader): string {
  const { show } = ahead;
  if ('episodes' in ahead)
    return `${show.title} comes up after ${quantity(ahead.episodes, 'more episode')}.`;
  return `${show.title} comes up again on ${untilWords(Date.parse(ahead.until), reader)}.`;
}

/** The day of an instant: `Thu 1 Feb`, with the year where it is not this one, and the hour within a day. */
export function untilWords(at: Millis, reader: Reader): string {
  const day = withoutThisYear(dateOfInstant(at, reader.zone), reader);
  return at - reader.now < DAY ? `${day}, ${clock(at, reader.zone)}` : day;
}

function sentence(parts: readonly string[]): string {
  const words = parts.join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
