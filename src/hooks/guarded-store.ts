import type { Store } from '../store/store';
import type { Change } from '../watchlist/change';
import type { HookFolder } from './folder';
import type { Hook } from './hook';

/**
 * Asks hooks about a change that is about to be written.
 * @throws Problem `refused` when one does not agree, or cannot be asked.
 */
export type AskHooks = (hooks: readonly Hook[], change: Change) => Promise<void>;

/**
 * A store whose writes are agreed to by the user's hooks first: see `guardedUpdate`. Undoing and redoing is
 * not asked about, and a dry run asks nobody.
 */
export function guardedStore(store: Store, folder: HookFolder, ask: AskHooks): Store {
  return {
    ...store,
    async update(decide, options) {
      const hooks = options.dryRun === true ? [] : folder.hooks();
      if (hooks.length === 0) return store.update(decide, options);
      const { guardedUpdate } = await import('./guarded-update');
      return guardedUpdate(store, { hooks, ask }, decide, options);
    },
  };
}
