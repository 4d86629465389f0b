import type { Context } from '../context';
import { type Planned, planLines, planScreen, planWords } from '../ui/plan-screen';
import { nextWords } from '../ui/show-words';
import { line } from '../ui/text';
import type { Reader } from '../ui/time';
import { type Goal, parseFree, parseGoal, parseHour } from '../watchlist/evenings';
import { isHeld, planOf, remediesFor } from '../watchlist/planning';
import type { Show } from '../watchlist/show';
import type { PlanOptions } from './plan';
import { planJson } from './plan-json';

/**
 * Prints a plan for a show, or for all that are being watched and not on hold. A part of its own: see
 * `scripts/parts.mjs`.
 */
export async function tellPlan(
  { store, reader, out, err, json, quiet }: Context,
  show: Show | undefined,
  { by, perEvening, free, at }: PlanOptions,
): Promise<void> {
  const goal: Goal = by === undefined ? { kind: 'caught-up' } : parseGoal(by, reader);
  const wishes = { goal, perEvening, days: parseFree(free), begins: parseHour(at, reader) };
  const shows = show === undefined ? await beingWatched(store, reader) : [show];
  const plan = planOf(shows, wishes, reader);
  const remedies = plan.fits ? [] : remediesFor(shows, wishes, reader);
  const planned: Planned = { plan, wishes, show, remedies };
  if (json) {
    out.json(planJson(planned));
  } else if (plan.evenings.length === 0 && plan.fits) {
    if (!quiet) await err.print([line(nothingWords(shows, show, reader))]);
  } else if (out.isTTY) {
    await out.print(planScreen(planned, reader));
  } else {
    await out.print(planLines(planned, reader));
    if (!quiet) await err.print(planWords(planned, reader).map((words) => line(words)));
  }
}

async function beingWatched(store: Context['store'], reader: Reader): Promise<readonly Show[]> {
  const { shows } = await store.read({ statuses: ['watching'] });
  return shows.filter((show) => show.status === 'watching' && !isHeld(show, reader));
}

function nothingWords(shows: readonly Show[], show: Show | undefined, reader: Reader): string {
  if (show !== undefined)
    return `Nothing of ${show.title} waits for you. ${nextWords(show, reader)}`;
  return shows.length === 0
    ? 'You are watching no show, so there is nothing to plan. jikai plan <show> plans one that you are not.'
    : 'Nothing waits for you: you are caught up. jikai next shows what drops.';
}
