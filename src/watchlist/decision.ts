import type { Change } from './change';
import { changeTo, setStatus } from './editing';
import { instant } from './moment';
import { Problem } from './problem';
import type { Show, Status, Trial } from './show';
import { type Opinion, opinionInShort, withVerdict } from './verdict';
import type { Millis } from './zone';

/** What can be decided on a show at the end of its trial. */
export const DECISIONS = ['keep', 'drop', 'more', 'snooze'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Deciding {
  readonly now: Millis;
  /** Until when `snooze` puts the question off. */
  readonly until: Millis;
  /** What is said of the show along with it. */
  readonly opinion: Opinion | undefined;
}

/**
 * Decides on a show, whether its trial is over or not. Only to drop it makes sense of a show that is not
 * being watched.
 * @throws Problem `failed` for any other decision on such a show.
 */
export function decideOn(show: Show, decision: Decision, deciding: Deciding): Change {
  const { now, until, opinion } = deciding;
  if (decision === 'drop') return setStatus(show, 'dropped', opinion, now);
  refuseUnlessWatching(show);
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

/** @throws Problem `failed` for a show that is not being watched: there is nothing to decide on. */
export function refuseUnlessWatching({ id, title, status }: Show): void {
  if (status === 'watching') return;
  const hints: Readonly<Record<Exclude<Status, 'watching'>, string>> = {
    planned: `jikai watch ${id} begins it.`,
    paused: `jikai resume ${id} takes it up again.`,
    dropped: `jikai resume ${id} takes it up again.`,
    completed: `jikai verdict ${id} "…" says what you think of it.`,
  };
  throw new Problem('failed', `${title} is ${status}, so there is nothing to decide.`, {
    hint: hints[status],
  });
}
