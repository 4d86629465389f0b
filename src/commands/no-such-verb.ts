import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';

/**
 * What to say to a word that stands where a verb should.
 * @param words all that was typed in the verb's place and behind it: a title, perhaps.
 * @param topics that may have been meant too, where help was asked for.
 */
export function noSuchVerb(
  verbs: readonly string[],
  words: readonly string[],
  topics: readonly string[] = [],
): Problem {
  const [typed = ''] = words;
  const near = closest(typed, [...verbs, ...topics]);
  const isTopic = near !== undefined && topics.includes(near) && !verbs.includes(near);
  return new Problem('usage', `jikai has no command "${typed}".`, {
    hint:
      near === undefined
        ? `To see a show, jikai info "${words.join(' ')}"; jikai help shows the commands.`
        : `Did you mean jikai ${isTopic ? 'help ' : ''}${near}?`,
  });
}
