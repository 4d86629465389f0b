import { resolve } from 'node:path';
import type { Context } from '../context';
import type { IcsCalendar } from '../exchange/ics';
import { writeFileDurably } from '../store/durable-file';
import { dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { type CalendarOptions, withCalendarOptions } from './calendars';
import { contentOf } from './output-file';
import { examples, type Verb } from './verb';

interface ExportOptions extends CalendarOptions {
  readonly output?: string;
  readonly force?: boolean;
}

export const exportVerb: Verb = {
  names: ['export'],
  define: (command, act) => {
    command
      .summary('your drops as a calendar file')
      .description(
        'Writes the drops of the shows you watch or plan to as a calendar, which every calendar program reads. To have it fetched instead: jikai serve.',
      )
      .argument('[format]', 'ics: an iCalendar file')
      .option('-o, --output <file>', 'write it there, and print nothing of it');
    withCalendarOptions(command)
      .option('--force', 'replace a file that jikai did not write')
      .addHelpText(
        'after',
        examples(
          'export ics > anime.ics',
          'export ics -o ~/Sync/anime.ics --alarm 1h',
          'export ics --alarm 1h,1d --all',
        ),
      )
      .action(
        act(async (context: Context, format: string | undefined, options: ExportOptions) => {
          refuseOthers(format);
          await exportIcs(context, options);
        }),
      );
  },
};

/** @throws Problem `usage` for every format but the one there is. */
function refuseOthers(format: string | undefined): void {
  if (format?.toLowerCase() === 'ics') return;
  throw new Problem(
    'usage',
    format === undefined
      ? 'jikai export needs to know what to write.'
      : `jikai cannot export "${format}".`,
    { hint: 'There is one format: jikai export ics' },
  );
}

async function exportIcs(
  context: Context,
  { output, alarm = [], all = false, force = false }: ExportOptions,
): Promise<void> {
  if (output === '') {
    throw new Problem('usage', 'The name of the file is empty.', {
      hint: 'Write -o anime.ics, or leave it out to print the calendar.',
    });
  }
  const { icsOf, isOurs } = await import('../exchange/ics');
  const calendar = icsOf(await context.store.read(), { alarms: alarm, all });
  if (output !== undefined && output !== '-') {
    const file = resolve(output);
    const present = contentOf(file, { what: 'the calendar', instead: 'leave -o out to print it' });
    const isNews = present !== calendar.text;
    if (present !== undefined && isNews && !isOurs(present) && !force) throw notOurs(file);
    if (isNews && !context.dryRun) writeFileDurably(file, calendar.text);
    await report(context, calendar, { file, isNews });
  } else if (context.json) {
    context.out.json({ calendar: { events: calendar.events } });
  } else {
    context.out.content(calendar.text);
  }
}

function notOurs(file: string): Problem {
  return new Problem(
    'failed',
    `${file} is no calendar that jikai wrote, so it was left as it is.`,
    {
      hint: 'Name another file, or replace it with --force.',
    },
  );
}

/** @param written the file, and whether its content is another than before. */
async function report(
  { out, err, json, quiet, dryRun }: Context,
  { events }: IcsCalendar,
  { file, isNews }: { readonly file: string; readonly isNews: boolean },
): Promise<void> {
  const written = isNews && !dryRun;
  if (json) {
    out.json({ export: { format: 'ics', file, events: events.length, written } });
    return;
  }
  if (quiet) return;
  const size = quantity(events.length, 'event');
  await out.print([
    line(isNews ? `Wrote ${size} to ${file}.` : `${file} holds these ${size} already.`),
  ]);
  if (dryRun) await err.print([line(dim('Nothing was written: this was a dry run.'))]);
}
