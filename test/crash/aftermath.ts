import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Fields } from '../../src/store/migrations';
import { createStore } from '../../src/store/store';
import { AT, adding, show } from '../store/support';
import { type Trouble, trouble } from './tally';

/** A store whose writer was stopped. */
interface There {
  readonly file: string;
  readonly stateDir: string;
}

/** Steps from the version that the scenario of a migration begins with. */
const migrations = [{ from: 0, migrate: (old: Fields) => old }];

/** Within which the next command is through, in ms. It waits for no lock; a disk at work takes its time. */
const AT_ONCE = 5000;

let written = 0;

/**
 * What is wrong with a store now that its writer is gone: whether it can be read and its journal says
 * the same, whether the next write goes through at once, and whether nothing lies about after that.
 */
export async function aftermath({ file, stateDir }: There): Promise<Trouble[]> {
  const store = createStore({ file, stateDir, migrations, patience: 0 });
  let revision: number;
  try {
    const watchlist = await store.read();
    revision = watchlist.revision;
    const log = await store.log();
    const last = log.at(-1);
    if ((last?.revision ?? 0) !== revision) {
      return [trouble('torn', `revision ${revision}, but the journal ends at ${last?.revision}`)];
    }
    for (const { id, after } of last?.change.shows ?? []) {
      const present = watchlist.shows.find((each) => each.id === id) ?? null;
      if (JSON.stringify(present) !== JSON.stringify(after)) {
        return [trouble('torn', `${id} is not what the journal says`)];
      }
    }
  } catch (error) {
    return [trouble('torn', error)];
  }
  const id = `next-${written++}`;
  const since = performance.now();
  try {
    await store.update(adding(show(id)), { at: AT });
  } catch (error) {
    return [trouble('stuck', error)];
  }
  const troubles: Trouble[] = [];
  const took = performance.now() - since;
  if (took > AT_ONCE) troubles.push(trouble('stuck', `the next write took ${took} ms`));
  const { shows, revision: next } = await store.read();
  if (next !== revision + 1 || !shows.some((each) => each.id === id)) {
    troubles.push(trouble('lost', 'the next write'));
  }
  const left = leftovers({ file, stateDir });
  if (left.length > 0) troubles.push(trouble('left', left.join(', ')));
  return troubles;
}

/** What lies about that is neither a list, nor a backup, nor a journal. */
export function leftovers({ file, stateDir }: There): string[] {
  const folder = path.dirname(file);
  return [folder, path.join(folder, 'backups'), stateDir].flatMap((each) =>
    namesIn(each)
      .filter((name) => /^\.|lock|\.tmp$/.test(name))
      .map((name) => path.join(each, name)),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
