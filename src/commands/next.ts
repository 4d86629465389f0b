import { configOf } from '../config/config';
import type { Context } from '../context';
import { agendaLines, agendaScreen } from '../ui/agenda-screen';
import { estimateKey } from '../ui/estimates';
import { line } from '../ui/text';
import { ACTIVE, type Agenda, agendaOf } from '../watchlist/agenda';
import type { Show } from '../watchlist/show';
import { isOnTrial } from '../watchlist/trial';
import { agendaJson } from './json';
import { noSuchVerb } from './no-such-verb';
import { wholeNumber } from './numbers';
import { examples, type Verb } from './verb';

interface NextOptions {
  readonly days: number;
  readonly limit?: number;
}

export const nextVerb: Verb = {
  names: ['next'],
  define: (command, act) => {
    command
      .summary('what drops next, and what waits')
      .description('What drops in the coming days, and what has dropped and waits for you.')
      .option('-d, --days <number>', 'how far to look ahead', wholeNumber(1, 3660), 7)
      .option('-l, --limit <number>', 'at most so many drops of each kind', wholeNumber(1, 100_000))
      .addHelpText(
        'after',
        examples('next', 'next --days 30', 'next --limit 5 --json', 'next --now "next friday"'),
      )
      .action(
        act(async (context, { days, limit }: NextOptions) => {
          const { shows } = await context.store.read({ statuses: ACTIVE });
          const agenda = limited(
            agendaOf({ revision: 0, shows }, { ...context.reader, days }),
            limit,
          );
          await showAgenda(context, agenda);
        }),
      );
  },
};

/**
 * Bare `jikai`. It stands in for the verb where none was typed, so that what is no verb ends here and
 * is told so.
 * @param verbs the names of all that are.
 */
export function dashboardVerb(verbs: readonly string[]): Verb {
  return {
    names: ['dashboard'],
    define: (command, act) => {
      command.argument('[words...]').action(
        act(async (context, words: readonly string[]) => {
          if (words.length > 0) throw noSuchVerb(verbs, words);
          const { shows } = await context.store.read({ statuses: ACTIVE });
          const agenda = agendaOf({ revision: 0, shows }, { ...context.reader, days: 7 });
          const undecided = shows.filter((show) =>
            isOnTrial(show, configOf(context.config, show.id).trial, context.now),
          );
          await showAgenda(context, agenda, undecided);
        }),
      );
    },
  };
}

function limited(agenda: Agenda, limit: number | undefined): Agenda {
  if (limit === undefined) return agenda;
  const { due, upcoming, undated, breaks } = agenda;
  return {
    due: due.slice(0, limit),
    upcoming: upcoming.slice(0, limit),
    undated: undated.slice(0, limit),
    breaks: breaks.slice(0, limit),
  };
}

async function showAgenda(
  context: Context,
  agenda: Agenda,
  undecided?: readonly Show[],
): Promise<void> {
  const { out, err, reader } = context;
  if (context.json) {
    out.json(agendaJson(agenda, undecided));
    return;
  }
  const { due, upcoming, undated, breaks } = agenda;
  if ([due, upcoming, undated, breaks, undecided ?? []].every((some) => some.length === 0)) {
    if (!context.quiet) await err.print([line(NOTHING)]);
  } else if (out.isTTY) {
    await out.print([
      ...agendaScreen(agenda, reader, undecided),
      ...estimateKey([...due, ...upcoming]),
    ]);
  } else {
    await out.print(agendaLines(agenda, reader, undecided));
  }
}

const NOTHING =
  'Nothing drops in that time, and nothing waits. jikai list shows your shows, jikai add "Metallic Rouge" adds one.';
