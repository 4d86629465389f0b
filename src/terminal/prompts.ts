import { asciiSigns } from '../ui/ascii';
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
 * Prompts that show nothing harmful, no sign that the terminal does not have, and that turn Ctrl-C into a
 * {@link Problem} `cancelled`.
 * @param isAscii whether signs of ours that are not ASCII are to be replaced by some that are.
 */
export function askingWith(prompts: Prompts, isAscii = false): Prompts {
  const shown = (text: string) => (isAscii ? asciiSigns(harmless(text)) : harmless(text));
  const shownChoice = ({ value, name, description }: Choice): Choice => ({
    value,
    name: shown(name),
    ...(description === undefined ? {} : { description: shown(description) }),
  });
  return {
    confirm: (question, preset) => unlessCancelled(prompts.confirm(shown(question), preset)),
    search: (question, find) =>
      unlessCancelled(
        prompts.search(shown(question), async (words) => (await find(words)).map(shownChoice)),
      ),
    select: (question, choices, preset) =>
      unlessCancelled(prompts.select(shown(question), choices.map(shownChoice), preset)),
    input: (question) => unlessCancelled(prompts.input(shown(question))),
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
