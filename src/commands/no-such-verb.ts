import type { Command } from 'commander';
import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';

/** What to say to a word that stands where a verb should. */
export function noSuchVerb(
  typed: string,
  parent: Command,
  words: readonly string[] = [typed],
): Problem {
  const verbs = parent.commands.flatMap((command) => [command.name(), ...command.aliases()]);
  const near = closest(
    typed,
    verbs.filter((verb) => verb !== 'dashboard'),
  );
  const show = words.join(' ');
  return new Problem('usage', `jikai has no command "${typed}".`, {
    hint:
      near === undefined
        ? `To see a show, jikai info "${show}"; jikai help shows the commands.`
        : `Did you mean jikai ${near}?`,
  });
}
