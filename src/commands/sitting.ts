import type { Context } from '../context';
import { dim, line, type Screen, styled } from '../ui/text';
import { type Change, showOf } from '../watchlist/change';
import { instant } from '../watchlist/moment';
import { Problem } from '../watchlist/problem';
import type { Show } from '../watchlist/show';
import type { TrailStep } from '../watchlist/trail';
import { giveVerdict } from '../watchlist/verdict';
import type { Millis } from '../watchlist/zone';
import { settleMood } from './mood-of-words';
import { askVerdict } from './verdict-asking';
import { trailIn } from './vocabulary';

/**
 * Questions in a row, of which each answer is saved at once and is a change of its own: whoever leaves
 * in the middle loses nothing, and undo takes back the last answer.
 */
export class Sitting {
  readonly context: Context;
  /** In a dry run, the shows as they would be by now. */
  readonly #pretended = new Map<string, Show>();
  /** How many answers were saved so far. */
  #saved = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** The show as it is by now; undefined when it is on the list no longer. */
  async current(id: string): Promise<Show | undefined> {
    const { shows } = await this.context.store.read();
    return this.#pretended.get(id) ?? showOf(shows, id) ?? undefined;
  }

  /**
   * A show's trail, as it may be told, by the moods of by now: an answer before may have given words one.
   */
  async trailOf(show: Show): Promise<readonly TrailStep[]> {
    const { configFile, spoilers } = this.context;
    const { config } = await configFile.read();
    return trailIn({ config, spoilers }, show);
  }

  /**
   * Saves an answer about a show. Another jikai may have changed it since the question was asked, so what
   * is decided on is the show as it is then; where that makes no sense any more, it is said and passed over.
   * @returns the show after it; undefined when nothing could be saved.
   */
  async save(
    { id, title }: Show,
    decide: (show: Show, now: Millis) => Change,
  ): Promise<Show | undefined> {
    const now = this.context.clock();
    let after: Show | undefined;
    let refusal: Problem | undefined;
    const answer = (show: Show | null): Change => {
      try {
        if (show === null) throw new Problem('not-found', `${title} is on your list no longer.`);
        const change = decide(show, now);
        after = change.shows[0]?.after ?? show;
        return change;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refusal = error;
        return { summary: error.message, shows: [] };
      }
    };
    if (this.context.dryRun) answer((await this.current(id)) ?? null);
    else {
      const options = { at: instant(now), dryRun: false };
      try {
        await this.context.store.update(({ shows }) => answer(showOf(shows, id)), options);
      } catch (problem) {
        if (!(problem instanceof Problem && problem.code === 'refused')) throw problem;
        // A hook speaks of this answer, and of no other.
        await this.context.err.print([
          line(styled('red', problem.message)),
          ...(problem.hint === undefined ? [] : [line(dim(problem.hint))]),
        ]);
        return undefined;
      }
    }
    if (refusal !== undefined) await this.tell(`${refusal.message} Nothing was saved for it.`);
    if (after === undefined) return undefined;
    if (this.context.dryRun) this.#pretended.set(id, after);
    this.#saved += 1;
    return after;
  }

  /** Words between the questions. */
  async tell(words: string): Promise<void> {
    await this.context.err.print([line(words)]);
  }

  /**
   * A choice of a few about what is shown before it. A letter goes to the answer that begins with it, so
   * these are to differ.
   */
  async ask<Value extends string>(
    screen: Screen,
    question: string,
    choices: readonly { readonly value: Value; readonly name: string }[],
  ): Promise<Value> {
    const { err, prompts } = this.context;
    await err.print(screen);
    const chosen = await prompts.select(question, choices);
    const choice = choices.find(({ value }) => value === chosen);
    if (choice === undefined) throw new Error(`"${chosen}" was not on offer`);
    return choice.value;
  }

  /**
   * Asks to the end, or until the user leaves with Ctrl-C.
   * @param hint what to tell then, once something was saved.
   * @throws Problem `cancelled` on Ctrl-C.
   */
  async hold(ask: () => Promise<void>, hint: () => string | undefined): Promise<void> {
    try {
      await ask();
    } catch (problem) {
      const isLeaving = problem instanceof Problem && problem.code === 'cancelled';
      if (!isLeaving || this.#saved === 0) throw problem;
      const said = this.context.dryRun
        ? 'Stopped. Nothing was written: this was a dry run.'
        : 'Stopped. What you answered before is saved.';
      const told = hint();
      throw new Problem('cancelled', said, told === undefined ? {} : { hint: told });
    }
  }

  /**
   * Tells at the end what came of it, and how to take it back.
   * @param account undefined when nothing did, which is then told in words.
   */
  async end(account: string | undefined, nothing: string): Promise<void> {
    const { out, err, quiet, dryRun } = this.context;
    if (quiet) return;
    if (account === undefined) {
      await this.tell(nothing);
      return;
    }
    await out.print([line(account)]);
    await err.print([
      dryRun
        ? line(styled('yellow', 'Nothing was written: this was a dry run.'))
        : line(dim('jikai log shows each answer; jikai undo takes back the last.')),
    ]);
  }
}

/**
 * Asks what the user says of a show as a whole, right after they decided on it.
 * @returns whether they said anything.
 */
export async function askWhatOfIt(sitting: Sitting, show: Show): Promise<boolean> {
  const words = await askVerdict(sitting.context, 'What do you say of it now?', 'Nothing for now');
  if (words === '') return false;
  const said = await sitting.save(show, (one, now) => giveVerdict(one, { words }, now));
  if (said !== undefined) await settleMood(sitting.context, { words });
  return said !== undefined;
}
