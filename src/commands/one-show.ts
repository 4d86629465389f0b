import type { Context } from '../context';
import type { Change } from '../watchlist/change';
import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';
import type { Show, Watchlist } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { findShow } from '../watchlist/title';
import { confirmed } from './confirming';
import { writing } from './report-change';

/** The argument of verbs about one show. */
export const SHOW_ARGUMENT = 'its title in any language, a part of it, or its id';

/** A question a decision cannot do without an answer to. It was not asked yet, or answered no. */
export class Question extends Problem {
  constructor(question: string, why: string) {
    super('usage', why, { hint: 'Add --yes to do it all the same.' });
    this.name = 'Question';
    this.text = question;
  }

  readonly text: string;
}

/** The words fit several shows. */
class Ambiguous extends Problem {
  readonly shows: readonly Show[];

  constructor(words: string, shows: readonly Show[]) {
    super('ambiguous', `"${words}" may mean ${shows.length} shows on your list.`, {
      hint: 'Use more of the title, or the id in front.',
      candidates: shows.map((show) => `${show.id}  ${show.title}`),
    });
    this.shows = shows;
  }
}

/** @throws Problem `not-found` or `ambiguous`, with what was likely meant. */
export function showNamed(watchlist: Watchlist, words: string): Show {
  const found = findShow(watchlist, words);
  if (found.kind === 'one') return found.show;
  if (found.kind === 'several') throw new Ambiguous(words, found.shows);
  const near = closest(
    words,
    watchlist.shows.flatMap((show) => [show.id, show.title]),
  );
  throw new Problem('not-found', `No show on your list is called "${words}".`, {
    hint:
      near === undefined
        ? `jikai list shows what is there; jikai add "${words}" puts it there.`
        : `Did you mean ${near}? jikai list shows what is there.`,
  });
}

/** The words typed for a show, and what of them is its title; without that, all are. */
export interface Naming {
  readonly typed: readonly string[];
  readonly titleLength?: (watchlist: Watchlist, typed: readonly string[]) => number;
}

/** A show, and the words that were typed behind its title. */
export interface Named {
  readonly show: Show;
  readonly rest: readonly string[];
}

function named(
  watchlist: Watchlist,
  { typed, titleLength }: Naming,
  id: string | undefined,
): Named {
  const length = titleLength?.(watchlist, typed) ?? typed.length;
  return {
    show: showNamed(watchlist, id ?? typed.slice(0, length).join(' ')),
    rest: typed.slice(length),
  };
}

/**
 * The one show that is named, for reading; asks which when several are and somebody is there. Without
 * `--spoilers`, notes past the user's progress are not in it.
 */
export async function readShow(context: Context, naming: Naming): Promise<Named> {
  const watchlist = await context.store.read();
  return settled(context, async (id) => {
    const { show, rest } = named(watchlist, naming, id);
    return { show: context.spoilers ? show : withoutSpoilers(show), rest };
  });
}

/**
 * Decides on a change to the one show that is named, and commits it. The decision is made under the
 * store's lock; where it needs an answer first, the lock is let go, the person is asked, and it is made
 * anew with the answer.
 */
export async function changeShow(
  context: Context,
  naming: Naming,
  decide: (named: Named, confirmed: boolean) => Change,
): Promise<Change> {
  const update = (id: string | undefined, confirmed: boolean) =>
    context.store.update(
      (watchlist) => decide(named(watchlist, naming, id), confirmed),
      writing(context),
    );
  return settled(context, async (id) => {
    try {
      return await update(id, context.yes);
    } catch (problem) {
      if (!(problem instanceof Question && context.interactive)) throw problem;
      await confirmed(context, problem.text, false);
      return update(id, true);
    }
  });
}

/** Uses the show that is named, or, where several are, the one whose id the person chooses. */
async function settled<T>(
  context: Context,
  use: (id: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await use(undefined);
  } catch (problem) {
    if (!(problem instanceof Ambiguous && context.interactive)) throw problem;
    const { shows } = problem;
    const id = await context.prompts.search('Which one?', async (typed) =>
      shows
        .filter((show) => `${show.id} ${show.title}`.toLowerCase().includes(typed.toLowerCase()))
        .map((show) => ({
          value: show.id,
          name: show.title,
          description: `${show.status} · ${show.id}`,
        })),
    );
    return use(id);
  }
}
