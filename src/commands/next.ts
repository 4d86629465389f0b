import { configOf } from '../config/config';
import type { Context } from '../context';
import { AGENDA_COLUMNS, AGENDA_FIELDS, listedDrops } from '../ui/agenda-fields';
import { agendaLines, agendaScreen } from '../ui/agenda-screen';
import { estimateKey } from '../ui/estimates';
import { line } from '../ui/text';
import type { Reader } from '../ui/time';
import { ACTIVE, type Agenda, agendaOf, dueDrops, gathered } from '../watchlist/agenda';
import type { Show } from '../watchlist/show';
import { isOnTrial } from '../watchlist/trial';
import { agendaJson } from './json';
import { noSuchVerb } from './no-such-verb';
import { wholeNumber } from './numbers';
import {
  fieldsHelp,
  printRecords,
  type RecordOptions,
  tellingFrom,
  withRecordOptions,
} from './records';
import { examples, type Verb } from './verb';

interface NextOptions extends RecordOptions {
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
      .option(
        '-l, --limit <number>',
        'at most so many drops of each kind',
        wholeNumber(1, 100_000),
      );
    withRecordOptions(command, 'those of --json')
      .addHelpText(
        'after',
        `${fieldsHelp(AGENDA_FIELDS)}
${examples(
  'next',
  'next --days 30',
  'next --limit 5 --json',
  'next --now "next friday"',
  "next --format '{at} {title} {episode}'",
)}`,
      )
      .action(
        act(async (context, { days, limit, ...records }: NextOptions) => {
          const telling = tellingFrom(context, records, AGENDA_FIELDS, AGENDA_COLUMNS);
          const shows = await context.store.active();
          const agenda = limited(
            agendaOf({ revision: 0, shows }, { ...context.reader, days }),
            context.reader,
            limit,
          );
          if (telling === undefined) await showAgenda(context, agenda);
          else {
            const drops = listedDrops(agenda, context.reader);
            printRecords(context, drops, telling, AGENDA_FIELDS);
            if (drops.length === 0) await tellNothing(context);
          }
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

function limited(agenda: Agenda, { zone }: Reader, limit: number | undefined): Agenda {
  if (limit === undefined) return agenda;
  const { upcoming, undated, breaks } = agenda;
  const due = dueDrops(agenda, zone).slice(0, limit);
  return {
    due: gathered(due, ({ show }) => show.id).map((drops) => ({
      longest: drops[0],
      episodes: drops.map(({ episode }) => episode),
    })),
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
  const { out, reader } = context;
  if (context.json) {
    out.json(agendaJson(agenda, reader, undecided));
    return;
  }
  const { due, upcoming, undated, breaks } = agenda;
  if ([due, upcoming, undated, breaks, undecided ?? []].every((some) => some.length === 0)) {
    await tellNothing(context);
  } else if (out.isTTY) {
    await out.print([
      ...agendaScreen(agenda, reader, undecided),
      ...estimateKey([...due.map(({ longest }) => longest), ...upcoming]),
    ]);
  } else {
    await out.print(agendaLines(agenda, reader, undecided));
  }
}

async function tellNothing({ quiet, err }: Context): Promise<void> {
  if (!quiet) await err.print([line(NOTHING)]);
}

const NOTHING =
  'Nothing drops in that time, and nothing waits. jikai list shows your shows, jikai add "Metallic Rouge" adds one.';
