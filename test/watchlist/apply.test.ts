import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChange, byId, type Change, showOf } from '../../src/watchlist/change';
import type { Watchlist } from '../../src/watchlist/show';
import { show } from './shows';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-d][0-9a-]{0,2}$/), { maxLength: 12 });

/** What a change does, told plainly. */
function told({ revision, shows }: Watchlist, change: Change): Watchlist {
  const byIds = new Map(shows.map((one) => [one.id, one]));
  for (const { id, after } of change.shows) {
    byIds.delete(id);
    if (after !== null) byIds.set(id, after);
  }
  return { revision: revision + 1, shows: [...byIds.values()].sort(byId) };
}

test('a change puts, replaces and takes away, and keeps the other shows as they are', () => {
  fc.assert(
    fc.property(ids, ids, fc.nat(), (present, touched, seed) => {
      const watchlist = { revision: 7, shows: present.map((id) => show({ id })).sort(byId) };
      const change = {
        summary: 'Changed',
        shows: touched.map((id, index) => ({
          id,
          before: showOf(watchlist.shows, id),
          after: (seed >> index) % 2 === 0 ? null : show({ id, title: 'New' }),
        })),
      };
      const changed = applyChange(watchlist, change);
      expect(changed).toEqual(told(watchlist, change));
      for (const id of present.filter((one) => !touched.includes(one))) {
        expect(showOf(changed.shows, id)).toBe(showOf(watchlist.shows, id));
      }
      for (const id of touched) {
        const found = watchlist.shows.find((one) => one.id === id) ?? null;
        expect(showOf(watchlist.shows, id)).toBe(found);
      }
    }),
  );
});
