import { byId, type Change } from '../watchlist/change';
import type { Show } from '../watchlist/show';
import { sameShow } from './line-writing';

/** The change that makes one list of another, in order of id; of shows that are alike it names none. */
export function changeInto(
  present: readonly Show[],
  wanted: readonly Show[],
  summary: string,
): Change {
  const before = new Map(present.map((show) => [show.id, show]));
  const after = new Map(wanted.map((show) => [show.id, show]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].map((id) => ({ id })).sort(byId);
  return {
    summary,
    shows: ids
      .map(({ id }) => ({ id, before: before.get(id) ?? null, after: after.get(id) ?? null }))
      .filter((one) => !sameShow(one.before, one.after)),
  };
}
