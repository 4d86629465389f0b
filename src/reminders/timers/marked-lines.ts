import { Problem } from '../../watchlist/problem';

/**
 * Lines of ours in a text that is the user's: a crontab, a shell's start-up file. They stand between
 * two marks, at the end unless the user moved them; nothing else in the text is changed.
 */

const BEGIN = '# >>> jikai remind >>>';
const END = '# <<< jikai remind <<<';

/** What the first mark says besides, so that removing can leave all as it was. */
const NO_TEXT = ' (there was nothing before)';
const NO_FEED = ' (the line before had no end)';

interface Found {
  /** Where the marked lines begin and end in the text. */
  readonly from: number;
  readonly to: number;
  /** All of them, marks included. */
  readonly lines: readonly string[];
}

/**
 * The text with the lines in it, in place of those of ours that are there.
 * @param text undefined when there is no file, or no crontab.
 * @throws Problem `failed` when only one of the marks is there.
 */
export function withLines(
  text: string | undefined,
  lines: readonly string[],
  where: string,
): string {
  const before = text ?? '';
  const found = find(before, where);
  if (found !== undefined) {
    const [begin = BEGIN] = found.lines;
    return `${before.slice(0, found.from)}${block(begin, lines)}${before.slice(found.to)}`;
  }
  const lacksFeed = before !== '' && !before.endsWith('\n');
  const begin = `${BEGIN}${text === undefined ? NO_TEXT : lacksFeed ? NO_FEED : ''}`;
  return `${before}${lacksFeed ? '\n' : ''}${block(begin, lines)}`;
}

/**
 * The text as it was before {@link withLines}; undefined when there was none.
 * @throws Problem `failed` when only one of the marks is there.
 */
export function withoutLines(text: string, where: string): string | undefined {
  const found = find(text, where);
  if (found === undefined) return text;
  const [begin = ''] = found.lines;
  const before = text.slice(0, found.from);
  const after = text.slice(found.to);
  if (begin.endsWith(NO_TEXT) && before + after === '') return undefined;
  return (begin.endsWith(NO_FEED) && after === '' ? before.replace(/\n$/, '') : before) + after;
}

/** The lines of ours in a text, marks included; undefined when there are none. */
export function linesIn(text: string, where: string): readonly string[] | undefined {
  return find(text, where)?.lines;
}

function block(begin: string, lines: readonly string[]): string {
  return `${[begin, ...lines, END].join('\n')}\n`;
}

function find(text: string, where: string): Found | undefined {
  const all = text.split('\n');
  const first = all.findIndex((line) => line.startsWith(BEGIN));
  const last = all.indexOf(END);
  if (first < 0 && last < 0) return undefined;
  const isWhole = first >= 0 && last > first;
  const isOne = all.findLastIndex((line) => line.startsWith(BEGIN)) === first;
  if (!isWhole || !isOne || all.lastIndexOf(END) !== last) {
    throw new Problem(
      'failed',
      `The marks around jikai's lines in ${where} are no longer a pair, so I cannot tell which lines are mine.`,
      { hint: `Take away by hand what stands between "${BEGIN}" and "${END}", and run it again.` },
    );
  }
  const lengthOf = (lines: readonly string[]) =>
    lines.reduce((sum, line) => sum + line.length + 1, 0);
  const from = lengthOf(all.slice(0, first));
  const lines = all.slice(first, last + 1);
  return { from, to: Math.min(text.length, from + lengthOf(lines)), lines };
}
