import type { Show, Watchlist } from './show';

/** One show before and after a change; null where there is none. */
export interface ShowChange {
  readonly id: string;
  readonly before: Show | null;
  readonly after: Show | null;
}

/** What a command did. One value, four uses: the message, `--json`, `--dry-run`, and `undo`. */
export interface Change {
  /** A sentence in the past tense, without a full stop: `Added Metallic Rouge`. */
  readonly summary: string;
  /** Empty when the command found nothing to do. */
  readonly shows: readonly ShowChange[];
}

/** The order of shows in a watchlist and its file: by id, by code unit, the same everywhere. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * The watchlist after a change, in order of id. Shows the change does not name are kept as the very
 * same objects, and are not so much as looked at: to pass over all of a long list costs more than all
 * else about a small change.
 */
export function applyChange(watchlist: Watchlist, change: Change): Watchlist {
  let shows: readonly Show[] | undefined;
  const after: Watchlist = {
    revision: watchlist.revision + 1,
    get shows() {
      shows ??= showsAfter(watchlist.shows, change);
      return shows;
    },
  };
  // A copy with other shows is another list.
  return Object.defineProperty(after, 'made', { value: { from: watchlist, by: change } });
}

function showsAfter(before: readonly Show[], change: Change): readonly Show[] {
  const shows = [...before];
  for (const { id, after } of change.shows) {
    const place = placeOf(shows, id);
    const present = shows[place]?.id === id ? 1 : 0;
    shows.splice(place, present, ...(after === null ? [] : [after]));
  }
  return shows;
}

/** The show of this id on a watchlist, or null if there is none. */
export function showIn(watchlist: Watchlist, id: string): Show | null {
  const { quick } = watchlist;
  return quick === undefined ? showOf(watchlist.shows, id) : quick.showOf(id);
}

/** The show of this id, or null if there is none. */
export function showOf(shows: readonly Show[], id: string): Show | null {
  const show = shows[placeOf(shows, id)];
  return show?.id === id ? show : null;
}

/** Where the show of this id is, or would be, in shows that are in order of id. */
function placeOf(shows: readonly Show[], id: string): number {
  let [from, to] = [0, shows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const show = shows[middle];
    if (show !== undefined && byId(show, { id }) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The change that takes a change back. */
export function invertChange(change: Change, summary: string): Change {
  return {
    summary,
    shows: change.shows.map(({ id, before, after }) => ({ id, before: after, after: before })),
  };
}
