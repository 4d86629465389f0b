import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Show } from '../watchlist/show';
import { digest } from './digest';
import { replaceIfPossible } from './durable-file';

/** What an agenda is made of: a show without what was said of it, and without what else takes room. */
export type ActiveShow = Pick<
  Show,
  'id' | 'status' | 'title' | 'production' | 'added' | 'releases' | 'follows' | 'watched'
> & { readonly verdicts: readonly [] };

export function activeOf(show: Show): ActiveShow {
  const { id, status, title, production, added, releases, follows } = show;
  const watched = show.watched.map(({ episode }) => ({ episode }));
  const rest = production === undefined ? {} : { production };
  return { id, status, title, ...rest, added, releases, follows, watched, verdicts: [] };
}

/**
 * The shows of a long list that are planned or watched, kept beside it: few of thousands, and all that an
 * agenda is made of. What is kept was made from one version of the list, and is as nothing for any other.
 * To lose it does no harm.
 */
export class ActiveShows {
  readonly #file: string;

  /** @param target the list's path, symbolic links resolved. */
  constructor(stateDir: string, target: string) {
    this.#file = join(stateDir, `active-${digest(target)}.json`);
  }

  /** @param version of the list, and of what we take for a show. */
  read(version: string): readonly ActiveShow[] | undefined {
    try {
      const kept: Kept = JSON.parse(readFileSync(this.#file, 'utf8'));
      return kept.version === version ? kept.shows : undefined;
    } catch {
      return undefined;
    }
  }

  write(version: string, shows: readonly ActiveShow[]): void {
    const kept: Kept = { version, shows };
    replaceIfPossible(this.#file, JSON.stringify(kept));
  }
}

interface Kept {
  readonly version: string;
  readonly shows: readonly ActiveShow[];
}
