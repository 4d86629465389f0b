import type { Context } from '../context';
import { Problem } from '../watchlist/problem';

/**
 * Asks whether to go on.
 *
 * @param preset the answer of somebody who only presses Enter.
 * @throws Problem `cancelled` at a no.
 */
export async function confirmed(
  { prompts }: Context,
  question: string,
  preset: boolean,
): Promise<void> {
  if (await prompts.confirm(question, preset)) return;
  throw new Problem('cancelled', 'Nothing was changed.');
}
