import { resolve } from 'node:path';
import type { Context } from '../context';
import { resolveTarget, writeFileDurably } from '../store/durable-file';
import { harmless, harmlessJson } from '../ui/harmless';
import { dim, line } from '../ui/text';
import type { Refused } from '../watchlist/brought';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { Show, Status } from '../watchlist/show';
import { matching } from '../watchlist/title';
import { type CalendarOptions, withCalendarOptions } from './calendars';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  FORMAT_NAMES,
  formatNamed,
  formatOfFile,
  noSuchFormat,
  type Written,
} from './export-formats';
import { contentOf } from './output-file';
import { parseStatuses, STATUS_LIST } from './status-list';
import { examples, type Verb } from './verb';

interface ExportOptions extends CalendarOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly status?: readonly Status[];
}

export const exportVerb: Verb = {
  names: ['export'],
  define: (command, act) => {
    command
      .summary('your list as a file: JSON, CSV, a page, a calendar')
      .description(
        `Writes your list in another form, all of it or the shows you ask for:\n\n${table()}\n\njikai import reads json, csv and tsv back whole. To have the calendar fetched instead: jikai serve.`,
      )
      .argument('[format]', FORMAT_NAMES)
      .argument('[words...]', 'only shows whose titles hold these words')
      .option('-o, --output <file>', 'write it there; its ending may tell the format')
      .option('--force', 'replace a file that has other content, as a cron job would')
      .option('-s, --status <list>', STATUS_LIST, parseStatuses);
    withCalendarOptions(command)
      .addHelpText(
        'after',
        examples(
          'export json > anime.json',
          'export csv -o anime.csv',
          'export -o anime.html --status watching,completed',
          'export ics -o ~/Sync/anime.ics --alarm 1h --force',
        ),
      )
      .action(
        act(
          async (
            context: Context,
            word: string | undefined,
            words: readonly string[],
            options: ExportOptions,
          ) => {
            const { output } = options;
            if (output === '') throw namelessFile();
            const named = word === undefined ? undefined : formatNamed(word);
            const format = named ?? (await formatFor(context, word, output));
            refuseForeignOptions(format, options);
            const typed = named === undefined && word !== undefined ? [word, ...words] : words;
            await exportList(context, format, typed, options);
          },
        ),
      );
  },
};

/** The formats and what they are for, a line each. */
function table(): string {
  return EXPORT_FORMATS.map(({ name, about }) => `  ${name.padEnd(9)} ${about}`).join('\n');
}

function namelessFile(): Problem {
  return new Problem('usage', 'The name of the file is empty.', {
    hint: 'Write -o anime.csv, or leave it out to print the list.',
  });
}

/**
 * The format where no word names one: the file's ending tells it, or a person.
 * @throws Problem `usage` when nothing does.
 */
async function formatFor(
  { interactive, prompts }: Context,
  word: string | undefined,
  output: string | undefined,
): Promise<ExportFormat> {
  const told = output === undefined ? undefined : formatOfFile(output);
  if (told !== undefined) return told;
  if (word !== undefined) throw noSuchFormat(word);
  if (interactive) {
    const choices = EXPORT_FORMATS.map(({ name, about }) => ({
      value: name,
      name: `${name.padEnd(9)} ${about}`,
    }));
    const chosen = formatNamed(await prompts.select('In which form?', choices, 'json'));
    if (chosen !== undefined) return chosen;
  }
  throw new Problem('usage', 'jikai export needs to know in which form.', {
    hint: `Write jikai export csv, or another: ${FORMAT_NAMES}.`,
  });
}

/** @throws Problem `usage` for what only calendars have, with another format. */
function refuseForeignOptions({ name }: ExportFormat, { alarm, all }: ExportOptions): void {
  if (name === 'ics') return;
  const option = alarm !== undefined ? '--alarm' : all ? '--all' : undefined;
  if (option === undefined) return;
  throw new Problem('usage', `${option} is for calendars, and ${name} is none.`, {
    hint: `Leave it out, or write jikai export ics ${option}${alarm === undefined ? '' : ' 1h'}.`,
  });
}

async function exportList(
  context: Context,
  format: ExportFormat,
  words: readonly string[],
  { output, force = false, status, ...calendar }: ExportOptions,
): Promise<void> {
  const choose = (shows: readonly Show[]) => {
    const wanted = shows.filter((show) => status === undefined || status.includes(show.status));
    return wanted.filter(matching(words));
  };
  // Whoever names a status wants its shows, also those whose drops are of no interest otherwise.
  const all = calendar.all === true || status !== undefined;
  const written = await format.write(context, { ...calendar, all, choose });
  if (written.shows === 0 && (status !== undefined || words.length > 0)) {
    throw new Problem('not-found', 'No show of yours fits that, so nothing was exported.', {
      hint: 'jikai list shows what is on your list.',
    });
  }
  if (output === undefined || output === '-') print(context, format, written);
  else await deliver(context, format, written, { file: resolve(output), force });
  await tellLosses(context, format, written);
}

function print({ out, json }: Context, { name }: ExportFormat, written: Written): void {
  const { text, shows, events } = written;
  if (!json) out.content(out.isTTY ? forTerminal(name, text) : text);
  else if (events !== undefined) out.json({ calendar: { events } });
  else if (name === 'json') out.content(harmlessJson(text));
  else out.json({ export: { format: name, shows, content: text } });
}

/** A file's content for somebody to look at: nothing in it that a terminal would obey. */
function forTerminal(name: string, text: string): string {
  if (name === 'json') return harmlessJson(text);
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.map((one) => one.split('\t').map(harmless).join('\t')).join('\n');
}

/** Puts the list into a file, in one step, and says so. */
async function deliver(
  context: Context,
  { name }: ExportFormat,
  written: Written,
  { file, force }: { readonly file: string; readonly force: boolean },
): Promise<void> {
  const { out, err, json, quiet, dryRun, store } = context;
  const { text, shows, events } = written;
  const what = events === undefined ? 'the list' : 'the calendar';
  const present = contentOf(file, { what, instead: 'leave -o out to print it' });
  const isNews = present !== text;
  if (isNews && present !== undefined) {
    refuseOwnFile(file, store.file);
    if (!force) throw hasOtherContent(file);
  }
  if (isNews && !dryRun) writeFileDurably(file, text);
  if (json) {
    const size = events === undefined ? { shows } : { events: events.length };
    out.json({ export: { format: name, file, ...size, written: isNews && !dryRun } });
    return;
  }
  if (quiet) return;
  const size = events === undefined ? quantity(shows, 'show') : quantity(events.length, 'event');
  await out.print([
    line(isNews ? `Wrote ${size} to ${file}.` : `${file} holds the same ${size} already.`),
  ]);
  if (dryRun) await err.print([line(dim('Nothing was written: this was a dry run.'))]);
}

/** @throws Problem `failed`, forced or not: nothing but jikai's own commands may change the list. */
function refuseOwnFile(file: string, list: string): void {
  if (resolveTarget(file) !== resolveTarget(list)) return;
  throw new Problem('failed', `${file} is your watchlist itself, so it was left as it is.`, {
    hint: 'Name another file.',
  });
}

function hasOtherContent(file: string): Problem {
  return new Problem(
    'failed',
    `${file} is there already with other content, so it was left as it is.`,
    {
      hint: 'Name another file, or replace it with --force.',
    },
  );
}

/** How many shows that were left out are named. */
const NAMED = 3;

/** Says in a line what the form has no place for. */
async function tellLosses(
  { err, json, quiet }: Context,
  { loses }: ExportFormat,
  { shows, left = [] }: Written,
): Promise<void> {
  if (json || quiet) return;
  if (loses !== undefined && shows > 0) {
    await err.print([line(dim(`${loses} jikai export json keeps everything.`))]);
  }
  for (const [why, names] of byWhy(left)) {
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    const because = `${names.length === 1 ? '' : 'each '}because ${why}`;
    const named = names.slice(0, NAMED).join(', ');
    await err.print([line(dim(`Left out, ${because}: ${named}${more}.`))]);
  }
}

/** The names of what was left out, by the reason why. */
function byWhy(left: readonly Refused[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, why } of left) {
    const known = names.get(why);
    if (known === undefined) names.set(why, [name]);
    else known.push(name);
  }
  return names;
}
