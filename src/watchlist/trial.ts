import { timetableIn } from './releases';
import type { Instant, Show } from './show';
import type { Millis } from './zone';

/**
 * Whether a show waits for the user to decide on it: so many episodes of it are watched, none since, and
 * the user has said nothing of the show as a whole after the last of these, nor put the question off. Who
 * watches on has decided, and so has who watched twice as many at once. Once a question that was put off
 * comes up again, what was said before counts no more.
 * @param length of the trial, in episodes; 0 for none. What the user said for this show goes before it.
 */
export function isOnTrial(show: Show, length: number, now: Millis): boolean {
  const { kept, after = length, until } = show.trial ?? {};
  const seen = show.watched.length;
  if (after === 0 || show.status !== 'watching' || seen < after || seen >= 2 * after) return false;
  if (kept !== undefined || (until !== undefined && Date.parse(until) > now)) return false;
  const dates = show.watched.map(({ at = '' }) => at).sort();
  const ended = dates[after - 1] ?? '';
  if ((dates.at(-1) ?? '') > ended) return false;
  const open = until !== undefined && until > ended ? until : ended;
  return !show.verdicts.some(({ episode, at = '' }) => episode === undefined && at >= open);
}

/** When a show comes up to be decided on: after so many more episodes, or once the user wants to be asked. */
export type TrialAhead =
  | { readonly show: Show; readonly episodes: number }
  | { readonly show: Show; readonly until: Instant };

/**
 * The show that comes up next of those that are not on trial yet: the first whose question was put off,
 * else the one that fewest episodes are missing of; undefined when none will.
 * @param lengthOf each show's trial, in episodes; 0 for none.
 */
export function nextTrial(
  shows: readonly Show[],
  lengthOf: (show: Show) => number,
  now: Millis,
): TrialAhead | undefined {
  const ahead = shows.flatMap((show) => trialAhead(show, lengthOf(show), now) ?? []);
  const putOff = ahead.filter((one) => 'until' in one);
  const [first] = putOff.sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  const missing = ahead.filter((one) => 'episodes' in one);
  return first ?? missing.sort((a, b) => a.episodes - b.episodes)[0];
}

function trialAhead(show: Show, length: number, now: Millis): TrialAhead | undefined {
  const { kept, after = length, until } = show.trial ?? {};
  if (after === 0 || show.status !== 'watching' || kept !== undefined) return undefined;
  if (until !== undefined && Date.parse(until) > now) {
    return isOnTrial(show, length, Date.parse(until)) ? { show, until } : undefined;
  }
  const { first, last } = timetableIn(show);
  // A show that ends before is completed by then.
  const ends = last !== undefined && last - first + 1 <= after;
  const episodes = after - show.watched.length;
  return episodes > 0 && !ends ? { show, episodes } : undefined;
}
