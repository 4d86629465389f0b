import type { Context } from '../context';
import { isReportPage, reportPage } from '../exchange/report/page';
import { reportMarkdown } from '../ui/report-markdown';
import { reportLines, reportScreen } from '../ui/report-screen';
import { blankWords, reportTitle } from '../ui/report-words';
import { line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { isBlank, reportOn, type SeasonReport } from '../watchlist/season-report';
import { parseSeason, parseYear, type Stretch } from '../watchlist/stretch';
import type { ReportOptions } from './report';
import { reportJson } from './report-json';
import { sha256 } from './sha256';
import { vocabularyIn } from './vocabulary';

/** A report as a web page. */
export interface Page {
  readonly text: string;
  /** `Winter 2024`. */
  readonly title: string;
  /** How many shows are in it. */
  readonly shows: number;
  /** Whether a file's content is a report that jikai wrote. */
  readonly isOurs: (text: string) => boolean;
}

/** Prints the report. A part of its own: see `scripts/parts.mjs`. */
export async function tellReport(context: Context, options: ReportOptions): Promise<void> {
  const { store, reader, out, err, json, quiet } = context;
  const report = await reportFor(context, options);
  if (json) {
    out.json(reportJson(report));
  } else if (options.markdown) {
    // A document, to be kept and shown elsewhere: the signs in it stay, whatever this terminal has.
    out.content(reportMarkdown(report, reader));
  } else if (isBlank(report)) {
    const isEmpty = (await store.read()).shows.length === 0;
    const advice = isEmpty ? [EMPTY] : blankWords(report, reader);
    if (!quiet) await err.print(advice.map((one) => line(one)));
  } else {
    await out.print(out.isTTY ? reportScreen(report, reader) : reportLines(report));
  }
}

/** @throws Problem `failed` where there is nothing to look back on: nobody wants to keep an empty page. */
export async function reportPageFor(context: Context, options: ReportOptions): Promise<Page> {
  const report = await reportFor(context, options);
  const { stretch, shows } = report;
  if (shows.length === 0) {
    const [nothing, advice] = blankWords(report, context.reader);
    throw new Problem('failed', `${nothing} No page was written.`, { hint: advice });
  }
  return {
    text: reportPage(report, { reader: context.reader, sha256 }),
    title: reportTitle(stretch),
    shows: shows.length,
    isOurs: isReportPage,
  };
}

async function reportFor(context: Context, options: ReportOptions): Promise<SeasonReport> {
  const { store, config, reader, spoilers } = context;
  const watchlist = await store.read();
  return reportOn(watchlist, stretchFrom(options, context), {
    ...reader,
    vocabulary: vocabularyIn(config),
    telling: options.safe ? 'nothing' : spoilers ? 'all' : 'progress',
  });
}

/** @throws Problem `usage` when the words name no season, or no year. */
function stretchFrom({ season, year }: ReportOptions, { reader }: Context): Stretch {
  if (year !== undefined) return parseYear(year === true ? 'this' : year, reader);
  const words = season === undefined || season === true ? 'this' : season.join(' ');
  return parseSeason(words, reader);
}

const EMPTY =
  'Your list is empty, so there is nothing to look back on yet. jikai add "Metallic Rouge" puts a show on it.';
