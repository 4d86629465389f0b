import type { Change } from './change';
import { changeTo } from './editing';
import { happened } from './moment';
import { Problem } from './problem';
import { timetableIn } from './releases';
import { HIGHEST_EPISODE, type Hold, type Show } from './show';
import type { Millis, Zone } from './zone';

/** What `until finale` and `until 5` mean. @throws Problem `usage` for other words. */
export function parseHold(words: string): Hold {
  const text = words.trim().toLowerCase();
  if (/^(?:the )?(?:finale|end|last)$/.test(text)) return { until: 'finale' };
  const [, digits] = /^(?:ep|episode)? ?(\d{1,5})$/.exec(text) ?? [];
  if (digits !== undefined && Number(digits) <= HIGHEST_EPISODE) return { until: Number(digits) };
  throw new Problem('usage', `"${words}" is nothing to wait for.`, {
    hint: 'Write until finale, or until 5 for an episode.',
  });
}

/** `the finale is out`, `ep 5 is out`. */
export function holdWords({ until }: Hold): string {
  return until === 'finale' ? 'the finale is out' : `ep ${until} is out`;
}

/**
 * Waits with a show, or with undefined no longer.
 * @throws Problem `usage` for an episode that the show does not have, or that is out already.
 */
export function holdShow(show: Show, hold: Hold | undefined, now: Millis, zone: Zone): Change {
  if (hold === undefined) {
    const { hold: _, ...after } = show;
    if (show.hold === undefined) return { summary: `${show.title} was not on hold`, shows: [] };
    return changeTo(show, after, `No longer on hold: ${show.title}`);
  }
  const { first, last, dropAt } = timetableIn(show);
  const { until } = hold;
  if (until !== 'finale' && (until < first || (last !== undefined && until > last))) {
    throw new Problem('usage', `${show.title} has no episode ${until} as far as I know.`, {
      hint: `jikai info ${show.id} shows them.`,
    });
  }
  const end = until === 'finale' ? last : until;
  if (end !== undefined && happened(dropAt(end).moment, now, zone) === 'yes') {
    throw new Problem('usage', `There is nothing to wait for: ${holdWords(hold)} already.`, {
      hint: `jikai watch ${show.id} marks what you saw; jikai hold ${show.id} --off waits no longer.`,
    });
  }
  return changeTo(show, { ...show, hold }, `On hold until ${holdWords(hold)}: ${show.title}`);
}

/** The episode that ends the hold; undefined when there is none, or its number is not known yet. */
export function heldUntil({ hold }: Show, last: number | undefined): number | undefined {
  return hold === undefined ? undefined : hold.until === 'finale' ? last : hold.until;
}
