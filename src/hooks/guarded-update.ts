import { sameShow } from '../store/line-writing';
import type { Store } from '../store/store';
import type { Change } from '../watchlist/change';
import { Problem } from '../watchlist/problem';
import type { AskHooks } from './guarded-store';
import { type Hook, occasionOf } from './hook';
import { occasionsOf } from './occasions';

/** How often hooks are asked anew because the list changed while they thought about it. */
const ROUNDS = 3;

/** Thrown out of a decision, to let the store's lock go while hooks are asked. */
const ASKING = Symbol('asking');

/**
 * An update that hooks agree to first. They are asked while no lock is held: a hook may take its time, and
 * may call jikai. What is written is what they agreed to: if the list changed meanwhile, it is decided anew,
 * and they are asked again where that comes to something else.
 */
export async function guardedUpdate(
  store: Store,
  { hooks, ask }: { readonly hooks: readonly Hook[]; readonly ask: AskHooks },
  ...[decide, options]: Parameters<Store['update']>
): Promise<Change> {
  let agreed: Change | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    let wanted: Change = NOTHING;
    let concerned: readonly Hook[] = [];
    try {
      return await store.update((watchlist) => {
        wanted = decide(watchlist);
        concerned = concernedBy(wanted, hooks);
        if (concerned.length > 0 && !sameChange(wanted, agreed)) throw ASKING;
        return wanted;
      }, options);
    } catch (error) {
      if (error !== ASKING) throw error;
    }
    await ask(concerned, wanted);
    agreed = wanted;
  }
  throw new Problem(
    'refused',
    `Your list changed each time your hooks were asked, ${ROUNDS} times in a row. Nothing was written.`,
    {
      hint: 'A hook may change other shows, but not the one it is asked about. --no-hooks writes without asking.',
    },
  );
}

const NOTHING: Change = { summary: '', shows: [] };

/** The hooks that have something to say to a change, by occasion and then by name. */
function concernedBy(change: Change, hooks: readonly Hook[]): readonly Hook[] {
  return occasionsOf(change).flatMap((occasion) =>
    hooks.filter((hook) => occasionOf(hook.name) === occasion),
  );
}

function sameChange(one: Change, other: Change | undefined): boolean {
  return (
    one.summary === other?.summary &&
    one.shows.length === other.shows.length &&
    one.shows.every(({ id, before, after }, index) => {
      const twin = other.shows[index];
      return twin?.id === id && sameShow(before, twin.before) && sameShow(after, twin.after);
    })
  );
}
