import Papa from 'papaparse';
import { Problem } from '../../watchlist/problem';
import { unguarded } from './cells';
import { nameKey } from './table-words';

/** A row of a table, and in which line of its file it begins, from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table<Kept> {
  /** As they are written. */
  readonly heads: readonly string[];
  readonly rows: readonly Kept[];
}

/** What may stand between two cells. */
const DELIMITERS = [',', ';', '\t'];

/**
 * Text as a table: separated by commas, semicolons or tabs, whichever makes the most of its first line, in
 * quotation marks as RFC 4180 has it. Rows of nothing are left out, and of each cell the apostrophe that
 * keeps it from being a formula.
 * @param keepOf what is kept of a row, in a table with such heads: cells may be long, and rows many.
 * @param isKnown whether a column of such a name (see {@link nameKey}) means something.
 * @throws Problem `failed` when it is empty, or its quotation marks do not pair.
 */
export function tableFrom<Kept>(
  text: string,
  isKnown: (head: string) => boolean,
  keepOf: (heads: readonly string[]) => (row: Row) => Kept,
): Table<Kept> {
  // Spreadsheets tell the separator of a file in its first line, and end lines in their system's way.
  const [, sign, body = ''] = /^\ufeff?(?:sep=(.)(?:\r\n?|\n|$))?([\s\S]*)$/i.exec(text) ?? [];
  const content = body.replace(/\r\n?/g, '\n');
  const delimiter = sign ?? delimiterOf(content, isKnown);
  let line = sign === undefined ? 1 : 2;
  let heads: readonly string[] | undefined;
  let keep: ((row: Row) => Kept) | undefined;
  const rows: Kept[] = [];
  const step = ({ data: cells, errors }: Papa.ParseStepResult<string[]>) => {
    const error = errors.find(({ type }) => type === 'Quotes');
    if (error !== undefined) throw quotesProblem(error, line);
    if (cells.some((cell) => cell.trim() !== '')) {
      const row = { line, cells: cells.map(unguarded) };
      if (keep === undefined) {
        heads = row.cells.map((head) => head.trim());
        keep = keepOf(heads);
      } else rows.push(keep(row));
    }
    line += 1 + cells.reduce((lines, cell) => lines + linesWithin(cell), 0);
  };
  Papa.parse<string[]>(content, { delimiter, newline: '\n', step });
  if (heads === undefined) {
    throw new Problem('failed', 'There is nothing in it.', { hint: HOW });
  }
  return { heads, rows };
}

/** What a table must have at the least. */
export const HOW =
  'Its first line names the columns, and one of them is the title: title,status,progress,score';

/** The separator with which the first line has the most columns that mean something, or that are there. */
function delimiterOf(content: string, isKnown: (head: string) => boolean): string {
  const start = content.replace(/^\n+/, '');
  const [best] = DELIMITERS.map((delimiter) => {
    const [heads = []] = Papa.parse<string[]>(start, {
      delimiter,
      newline: '\n',
      preview: 1,
    }).data;
    return {
      delimiter,
      known: heads.filter((head) => isKnown(nameKey(head))).length,
      all: heads.length,
    };
  }).sort((a, b) => b.known - a.known || b.all - a.all);
  // A list of nothing but titles: these have commas in them, and no tabs.
  return best === undefined || best.all === 1 ? '\t' : best.delimiter;
}

/** @param line where the row begins that the error is in. */
function quotesProblem({ code }: Papa.ParseError, line: number): Problem {
  return code === 'MissingQuotes'
    ? new Problem(
        'failed',
        `A quotation mark in the row that begins in line ${line} is never closed.`,
        {
          hint: 'The file may have been cut off. Export it anew, or close the mark.',
        },
      )
    : new Problem(
        'failed',
        `A quotation mark stands in the middle of a cell, in line ${line} or after.`,
        {
          hint: 'Within quotation marks, write each one twice: "He said ""go""".',
        },
      );
}

function linesWithin(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
