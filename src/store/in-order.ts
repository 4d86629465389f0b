import { byId, type Change } from '../watchlist/change';
import type { Show, Watchlist } from '../watchlist/show';

/**
 * Where the show of this id is, or would be, in a watchlist's shows. They are in order, so a few
 * looks are enough; to pass over all of a long list costs more than all else about a small change.
 */
export function placeOf(shows: readonly Show[], id: string): number {
  let [from, to] = [0, shows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const show = shows[middle];
    if (show !== undefined && byId(show, { id }) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The show of this id, or null if there is none. */
export function showOf(shows: readonly Show[], id: string): Show | null {
  const show = shows[placeOf(shows, id)];
  return show?.id === id ? show : null;
}

/** As `applyChange`, for a change that keeps ids, without passing over the shows it does not name. */
export function withChange(watchlist: Watchlist, change: Change): Watchlist {
  const shows = [...watchlist.shows];
  for (const { id, after } of change.shows) {
    const place = placeOf(shows, id);
    const present = shows[place]?.id === id ? 1 : 0;
    shows.splice(place, present, ...(after === null ? [] : [after]));
  }
  return { revision: watchlist.revision + 1, shows };
}
