import type { JournalEntry } from '../../src/store/journal';
import { sameShow } from '../../src/store/line-writing';
import type { ShowChange } from '../../src/watchlist/change';
import type { Watchlist } from '../../src/watchlist/show';
import type { Ending } from './home';
import { type Trouble, trouble } from './tally';

/** One command of many, and what became of it. */
export interface Outcome extends Ending {
  readonly args: readonly string[];
}

/** Refusals that are right when others were at it as well, and undid what one goes by. */
const RIGHTLY = /has changed since|nothing to undo|nothing to redo|No show on your list/i;

/**
 * Holds what many commands at once said they did against the journal and the list: each change that
 * was printed is in the journal once and nothing else is, no two have one revision, each begins where
 * the one before it ended, and the list is where the last one ended.
 */
export function crowdTroubles(
  outcomes: readonly Outcome[],
  entries: readonly JournalEntry[],
  { revision, shows }: Watchlist,
): Trouble[] {
  const troubles: Trouble[] = [];
  const printed = new Map<string, number>();
  for (const { args, code, out, err } of outcomes) {
    if (code !== 0) {
      if (code === null || !RIGHTLY.test(`${out}${err}`)) {
        troubles.push(trouble('stuck', `${args.join(' ')} ended with ${code}: ${out}${err}`));
      }
      continue;
    }
    const said: { change?: { shows: readonly ShowChange[] } } = JSON.parse(out);
    const changes = said.change?.shows ?? [];
    if (changes.length === 0) continue;
    const key = keyOf(changes);
    printed.set(key, (printed.get(key) ?? 0) + 1);
  }
  const state = new Map<string, ShowChange['after']>();
  for (const [index, entry] of entries.entries()) {
    if (entry.revision !== index + 1) {
      troubles.push(trouble('torn', `revision ${entry.revision} in place ${index + 1}`));
    }
    const key = keyOf(entry.shows);
    const times = printed.get(key) ?? 0;
    if (times === 0) troubles.push(trouble('torn', `nobody said: ${entry.summary}`));
    else if (times === 1) printed.delete(key);
    else printed.set(key, times - 1);
    for (const { id, before, after } of entry.shows) {
      if (!sameShow(state.get(id) ?? null, before)) {
        troubles.push(trouble('lost', `${entry.summary} (${entry.revision}) began elsewhere`));
      }
      state.set(id, after);
    }
  }
  for (const [key, times] of printed) {
    troubles.push(trouble('lost', `${times} of what was acknowledged: ${key.slice(0, 100)}`));
  }
  const present = [...state.values()].filter((each) => each !== null);
  const isThere =
    present.length === shows.length &&
    shows.every((each) => sameShow(state.get(each.id) ?? null, each));
  if (!isThere) troubles.push(trouble('lost', 'the list is not where the journal ends'));
  if (revision !== entries.length) {
    troubles.push(trouble('torn', `revision ${revision} after ${entries.length} changes`));
  }
  return troubles;
}

function keyOf(changes: readonly ShowChange[]): string {
  return JSON.stringify(changes.map(({ id, before, after }) => [id, before, after]));
}
