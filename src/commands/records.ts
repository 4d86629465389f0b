import { type Command, Option } from 'commander';
import type { Context } from '../context';
import { type Fields, readColumns, readFormat, recordText, type Telling } from '../ui/records';
import { Problem } from '../watchlist/problem';

/** Options of a verb whose results can be told line by line, for scripts. */
export interface RecordOptions {
  readonly format?: string;
  readonly tsv?: boolean;
  readonly fields?: string;
}

export function withRecordOptions(command: Command, usual: string): Command {
  return command
    .addOption(
      new Option('-f, --format <text>', 'a line of each as you say, see below').conflicts([
        'tsv',
        'fields',
      ]),
    )
    .option('--tsv', 'a line of each in columns between tabs, under their names')
    .addOption(
      new Option('--fields <names>', `these columns: ${usual} unless told`).implies({ tsv: true }),
    );
}

/** The part of a verb's help on what may stand in a format. */
export function fieldsHelp(fields: Fields<never>): string {
  const names = `Fields are ${Object.keys(fields).join(', ')}.`;
  return `
${names.replace(/(.{1,78})(?: |$)/g, '$1\n').trimEnd()}
In a format {title} is a field, {?platform …} stands only where there is one,
\\t, \\n and \\\\ are a tab, a line feed and a backslash, and {{ and }} are braces.`;
}

/**
 * How results are to be told line by line; undefined where they are not.
 * @throws Problem `usage` when a format cannot be read or a field is unknown.
 */
export function tellingFrom<T>(
  { json }: Context,
  { format, tsv = false, fields: wanted }: RecordOptions,
  fields: Fields<T>,
  usual: string,
): Telling | undefined {
  if (format === undefined && !tsv) return undefined;
  if (json) {
    const flag = wanted !== undefined ? '--fields' : tsv ? '--tsv' : '--format';
    throw new Problem('usage', `--json goes without ${flag}.`, {
      hint: 'Leave one of them out.',
    });
  }
  return format === undefined ? readColumns(wanted ?? usual, fields) : readFormat(format, fields);
}

/** Prints results line by line. */
export function printRecords<T>(
  { out }: Context,
  things: readonly T[],
  telling: Telling,
  fields: Fields<T>,
): void {
  out.content(recordText(things, telling, fields));
}
