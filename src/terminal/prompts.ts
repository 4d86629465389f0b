import { harmless } from '../ui/harmless';
import { Problem } from '../watchlist/problem';

export interface Choice {
  /** What is given back when it is chosen. */
  readonly value: string;
  readonly name: string;
  readonly description?: string;
}

/** Questions to the person at the terminal. Each can be answered by a flag instead. */
export interface Prompts {
  confirm(question: string, preset: boolean): Promise<boolean>;
  /** A choice from what `find` offers for the words typed so far; typing searches. */
  search(question: string, find: (words: string) => Promise<readonly Choice[]>): Promise<string>;
  /** One of a few; typing a name's beginning goes to it. @param preset the value it begins on. */
  select(question: string, choices: readonly Choice[], preset?: string): Promise<string>;
  /** A line of text; empty when nothing was typed. */
  input(question: string): Promise<string>;
}

/**
 * Prompts that show nothing harmful and that turn Ctrl-C into a {@link Problem} `cancelled`.
 */
export function askingWith(prompts: Prompts): Prompts {
  return {
    confirm: (question, preset) => unlessCancelled(prompts.confirm(harmless(question), preset)),
    search: (question, find) =>
      unlessCancelled(
        prompts.search(harmless(question), async (words) =>
          (await find(words)).map(harmlessChoice),
        ),
      ),
    select: (question, choices, preset) =>
      unlessCancelled(prompts.select(harmless(question), choices.map(harmlessChoice), preset)),
    input: (question) => unlessCancelled(prompts.input(harmless(question))),
  };
}

function harmlessChoice({ value, name, description }: Choice): Choice {
  return {
    value,
    name: harmless(name),
    ...(description === undefined ? {} : { description: harmless(description) }),
  };
}

/** inquirer rejects with one of these when the user presses Ctrl-C or the terminal goes away. */
const CANCELLATIONS = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

async function unlessCancelled<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && CANCELLATIONS.has(error.name)) {
      throw new Problem('cancelled', 'Cancelled; nothing was changed.');
    }
    throw error;
  }
}
