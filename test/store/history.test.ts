import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../src/store/history';
import { applyChange, byId, type Change } from '../../src/watchlist/change';
import type { Problem } from '../../src/watchlist/problem';
import type { Show } from '../../src/watchlist/show';
import { anyShow } from './arbitrary';
import { AT, place } from './support';

const at = AT;

describe('the stack', () => {
  /** c: change, u: undo, r: redo; the revision is the place in the word, from 1. */
  const steps = (word: string) =>
    [...word].map((letter, index) => ({
      revision: index + 1,
      kind:
        letter === 'c'
          ? ('change' as const)
          : letter === 'u'
            ? ('undo' as const)
            : ('redo' as const),
    }));

  test.each([
    ['', undefined, undefined, []],
    ['c', 1, undefined, []],
    ['cc', 2, undefined, []],
    ['ccu', 1, 3, [2]],
    ['ccuu', undefined, 4, [1, 2]],
    ['ccuur', 5, 3, [2]],
    ['ccuurr', 6, undefined, []],
    ['ccur', 4, undefined, []],
    ['ccuru', 1, 5, [2, 4]],
    ['ccuc', 4, undefined, [2]],
    ['ccucu', 1, 5, [2, 4]],
    ['ccucuu', undefined, 6, [1, 2, 4]],
    // The beginning is lost: what is left is still undone and redone rightly.
    ['u', undefined, 1, []],
    ['ur', 2, undefined, []],
    ['r', 1, undefined, []],
    ['uc', 2, undefined, []],
  ])('%s', (word, toUndo, toRedo, undone) => {
    const history = historyOf(steps(word));
    expect([
      history.toUndo?.revision,
      history.toRedo?.revision,
      [...history.undone].sort(),
    ]).toEqual([toUndo, toRedo, undone]);
  });
});

/** A change of some shows to others: removed, added or replaced, as `next` says. */
function changeTo(present: readonly Show[], next: readonly Show[]): Change {
  const before = new Map(present.map((show) => [show.id, show]));
  const after = new Map(next.map((show) => [show.id, show]));
  const ids = new Set([...before.keys(), ...after.keys()]);
  return {
    summary: `Changed ${ids.size} shows`,
    shows: [...ids].map((id) => ({
      id,
      before: before.get(id) ?? null,
      after: after.get(id) ?? null,
    })),
  };
}

const anyShows = fc.uniqueArray(anyShow, { minLength: 1, maxLength: 3, selector: ({ id }) => id });
const revision = /"revision":\d+/;

test('undo takes a change back, and redo gives it again, byte for byte but for the revision', async () => {
  await fc.assert(
    fc.asyncProperty(anyShows, anyShows, async (first, second) => {
      const { store, text } = place();
      await store.update(() => changeTo([], first), { at });
      const before = text();
      await store.update(({ shows }) => changeTo(shows, second), { at });
      const after = text();
      await store.undo({ at });
      expect(text().replace(revision, '')).toBe(before.replace(revision, ''));
      expect((await store.redo({ at })).summary).toMatch(/^Redid: Changed/);
      expect(text().replace(revision, '')).toBe(after.replace(revision, ''));
    }),
    { numRuns: 25 },
  );
});

test('any sequence of changes, undos and redos does what a simple model does', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: anyShows },
    { weight: 3, arbitrary: fc.constant('undo' as const) },
    { weight: 2, arbitrary: fc.constant('redo' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (sequence) => {
      const { store, file } = place();
      let present: readonly Show[] = [];
      let [past, future]: [(readonly Show[])[], (readonly Show[])[]] = [[], []];
      let revisions = 0;
      const none = (problem: Problem) => expect(problem.message).toMatch(/^There is nothing to/);
      for (const todo of sequence) {
        if (todo === 'undo') {
          const back = past.pop();
          if (back === undefined) {
            await store.undo({ at }).catch(none);
            continue;
          }
          await store.undo({ at });
          future.push(present);
          present = back;
        } else if (todo === 'redo') {
          const forth = future.pop();
          if (forth === undefined) {
            await store.redo({ at }).catch(none);
            continue;
          }
          await store.redo({ at });
          past.push(present);
          present = forth;
        } else {
          const next = applyChange(
            { revision: 0, shows: present },
            { summary: '', shows: todo.map((after) => ({ id: after.id, before: null, after })) },
          ).shows;
          if (JSON.stringify(next) === JSON.stringify(present)) continue;
          await store.update(({ shows }) => changeTo(shows, next), { at });
          past.push(present);
          present = next;
          future = [];
        }
        revisions++;
        const saved = JSON.parse(readFileSync(file, 'utf8'));
        expect(saved).toEqual(
          JSON.parse(
            JSON.stringify({
              format: 'jikai',
              version: 1,
              revision: revisions,
              shows: present.toSorted(byId),
            }),
          ),
        );
      }
      expect(await store.log()).toHaveLength(revisions);
    }),
    { numRuns: 25 },
  );
});
