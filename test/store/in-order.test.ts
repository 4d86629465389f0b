import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showOf, withChange } from '../../src/store/in-order';
import { applyChange, byId } from '../../src/watchlist/change';
import { show } from './support';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-d][0-9a-]{0,2}$/), { maxLength: 12 });

test('a change does what applyChange does, and keeps the other shows as they are', () => {
  fc.assert(
    fc.property(ids, ids, fc.nat(), (present, touched, seed) => {
      const watchlist = { revision: 7, shows: present.map((id) => show(id)).sort(byId) };
      const change = {
        summary: 'Changed',
        shows: touched.map((id, index) => ({
          id,
          before: showOf(watchlist.shows, id),
          after: (seed >> index) % 2 === 0 ? null : show(id, { title: 'New' }),
        })),
      };
      const changed = withChange(watchlist, change);
      expect(changed).toEqual(applyChange(watchlist, change));
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
