import type { Change } from './change';
import { changeTo, setStatus } from './editing';
import { instant } from './moment';
import type { Show, Trial } from './show';
import { type Opinion, opinionInShort, withVerdict } from './verdict';
import type { Millis } from './zone';

/** What can be decided on a show at the end of its trial. */
export const DECISIONS = ['keep', 'drop', 'more', 'snooze'] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * Whether a show waits for the user to decide on it: so many episodes of it are watched, none since, and
 * the user has said nothing of the show as a whole after the last of these, nor put the question off. Who
 * watches on has decided, and so has who watched twice as many at once.
 * @param length of the trial, in episodes; 0 for none. What the user said for this show goes before it.
 */
export function isOnTrial(show: Show, length: number, now: Millis): boolean {
  const { kept, after = length, until } = show.trial ?? {};
  const seen = show.watched.length;
  if (after === 0 || show.status !== 'watching' || seen < after || seen >= 2 * after) return false;
  if (kept !== undefined || (until !== undefined && Date.parse(until) > now)) return false;
  const dates = show.watched.map(({ at }) => at).sort();
  const ended = dates[after - 1] ?? '';
  if ((dates.at(-1) ?? '') > ended) return false;
  return !show.verdicts.some(({ episode, at }) => episode === undefined && at >= ended);
}

export interface Deciding {
  readonly now: Millis;
  /** Until when `snooze` puts the question off. */
  readonly until: Millis;
  /** What is said of the show along with it. */
  readonly opinion: Opinion | undefined;
}

/** Decides on a show, whether its trial is over or not. */
export function decideOn(show: Show, decision: Decision, deciding: Deciding): Change {
  const { now, until, opinion } = deciding;
  if (decision === 'drop') return setStatus(show, 'dropped', opinion, now);
  const trials: Readonly<Record<Exclude<Decision, 'drop'>, Trial>> = {
    keep: { kept: instant(now) },
    more: { after: show.watched.length + 1 },
    snooze: { ...show.trial, until: instant(until) },
  };
  const said = opinion === undefined ? show : withVerdict(show, opinion, now);
  const what = {
    keep: `Kept ${show.title}`,
    more: `One more of ${show.title} before you decide`,
    snooze: `Put off deciding on ${show.title}`,
  }[decision];
  const spoken = opinion === undefined ? '' : `: ${opinionInShort(opinion)}`;
  return changeTo(show, { ...said, trial: trials[decision] }, `${what}${spoken}`);
}
