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

/** The watchlist after a change. Shows the change does not name are kept as the very same objects. */
export function applyChange(watchlist: Watchlist, change: Change): Watchlist {
  const shows = new Map(watchlist.shows.map((show) => [show.id, show]));
  for (const { id, after } of change.shows) {
    shows.delete(id);
    if (after !== null) shows.set(after.id, after);
  }
  return { revision: watchlist.revision + 1, shows: [...shows.values()].sort(byId) };
}

/** The change that takes a change back. */
export function invertChange(change: Change, summary: string): Change {
  return {
    summary,
    shows: change.shows.map(({ id, before, after }) => ({ id, before: after, after: before })),
  };
}
