import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Context } from '../context';
import { writeFileDurably } from '../store/durable-file';
import { quoted } from '../store/failures';
import { dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { Question } from './one-show';
import { contentOf } from './output-file';
import type { Page } from './report-telling';
import { examples, type Verb } from './verb';

export interface ReportOptions {
  /** The words for it; true for the season that is. */
  readonly season?: readonly string[] | true;
  /** True for the year that is. */
  readonly year?: string | true;
  readonly html?: string;
  readonly markdown?: boolean;
  readonly safe?: boolean;
}

export const reportVerb: Verb = {
  names: ['report'],
  define: (command, act) => {
    command
      .summary('a season or a year looked back on, as a page to keep')
      .description(
        'A season looked back on: every episode and what you said of it, finales, what you dropped, and your words. On the terminal, as one page for a browser, or as Markdown.',
      )
      .option('--season [words...]', '"winter 2024", this (default) or last')
      .addOption(
        new Option('--year [year]', 'a whole year: 2024, this or last').conflicts('season'),
      )
      .option('--html <file>', 'write it as a web page that needs nothing else; - prints it')
      .addOption(new Option('--markdown', 'as Markdown, for a blog').conflicts('html'))
      .option('--safe', 'without any note, for somebody who has not seen it yet')
      .addHelpText(
        'after',
        examples(
          'report',
          'report --season last --html winter.html',
          'report --season "winter 2024" --safe --html for-you.html',
          'report --year 2024 --markdown > 2024.md',
        ),
      )
      .action(
        act(async (context: Context, options: ReportOptions) => {
          refuseClashes(context, options);
          await report(context, options);
        }),
      );
  },
};

/** @throws Problem `usage` for what cannot both be had. */
function refuseClashes({ json, spoilers }: Context, { html, markdown, safe }: ReportOptions): void {
  if (json && (markdown || html === '-')) {
    const form = markdown ? 'Markdown' : 'a page';
    throw new Problem('usage', `It is printed as JSON or as ${form}, not as both.`, {
      hint: `Leave out --json, or --${markdown ? 'markdown' : 'html'}.`,
    });
  }
  if (safe && spoilers) {
    throw new Problem('usage', 'It either tells everything or is safe, not both.', {
      hint: 'Leave out --spoilers, or --safe.',
    });
  }
  if (html === '') {
    throw new Problem('usage', 'The name of the file is empty.', {
      hint: 'Write --html season.html, or --html - to print the page.',
    });
  }
}

async function report(context: Context, options: ReportOptions): Promise<void> {
  const { tellReport, reportPageFor } = await import('./report-telling');
  const { html } = options;
  if (html === undefined) await tellReport(context, options);
  else await deliver(context, html, await reportPageFor(context, options));
}

/** Puts a page where it is wanted, and says so. Asks before it replaces what jikai did not write. */
async function deliver(context: Context, html: string, page: Page): Promise<void> {
  const { out, yes, dryRun } = context;
  if (html === '-') return out.content(page.text);
  const file = resolve(html);
  const present = contentOf(file, { what: 'the page', instead: 'print it with --html -' });
  const isNews = present !== page.text;
  if (isNews && present !== undefined && !page.isOurs(present) && !yes && !dryRun) {
    await agreeToReplace(context, file);
  }
  if (isNews && !dryRun) writeFileDurably(file, page.text);
  await tellWritten(context, page, { file, isNews });
}

async function agreeToReplace({ interactive, prompts }: Context, file: string): Promise<void> {
  const what = `${file} is no report that jikai wrote`;
  if (!interactive) throw new Question(`${what}.`, `${what}, so it was left as it is.`);
  if (!(await prompts.confirm(`${what}. Replace it?`, false))) {
    throw new Problem('cancelled', 'Nothing was written.');
  }
}

/** The programs that open a file as its owner would, by system. */
const OPENERS: Readonly<Record<string, string>> = { darwin: 'open', win32: 'start ""' };

/** @param isNews whether the file's content is another than before. */
async function tellWritten(
  { out, err, json, quiet, dryRun, system }: Context,
  { title, shows }: Page,
  { file, isNews }: { readonly file: string; readonly isNews: boolean },
): Promise<void> {
  if (json) {
    out.json({ page: { file, shows, written: isNews && !dryRun } });
    return;
  }
  if (quiet) return;
  const what = `${title}, ${quantity(shows, 'show')},`;
  await out.print([line(isNews ? `Wrote ${what} to ${file}.` : `${file} holds ${what} already.`)]);
  const opener = OPENERS[system.platform] ?? 'xdg-open';
  await err.print([
    line(
      dim(
        dryRun
          ? 'Nothing was written: this was a dry run.'
          : `Open it in a browser: ${opener} ${quoted(file)}`,
      ),
    ),
  ]);
}
