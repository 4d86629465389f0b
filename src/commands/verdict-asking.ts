import type { Context } from '../context';
import type { Choice } from '../terminal/prompts';
import { usualWords } from '../watchlist/verdict';
import { PHRASES } from './vocabulary';

/**
 * Asks for the words of a verdict, and offers the user's own usual words first; anything else can be
 * typed.
 * @param unsaid what stands for saying nothing, where one may: it is on offer first, so that Enter is enough.
 * @returns the words, trimmed; empty when nothing was said.
 */
export async function askVerdict(
  context: Context,
  question: string,
  unsaid?: string,
): Promise<string> {
  const usual = [
    ...new Set([...usualWords(await context.store.read()), ...PHRASES.map(([words]) => words)]),
  ];
  const nothing: readonly Choice[] = unsaid === undefined ? [] : [{ value: '', name: unsaid }];
  const answer = await context.prompts.search(question, async (typed) => {
    const own = typed.trim();
    const first = own === '' ? nothing : [choiceOf(own, 'in your own words')];
    const offers = usual.filter(
      (phrase) => phrase.toLowerCase().includes(own.toLowerCase()) && phrase !== own,
    );
    return [...first, ...offers.map((phrase) => choiceOf(phrase))];
  });
  return answer.trim();
}

function choiceOf(words: string, description?: string): Choice {
  return { value: words, name: words, ...(description === undefined ? {} : { description }) };
}
