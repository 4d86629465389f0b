import { Problem } from '../../watchlist/problem';

/**
 * Lines of ours in a text that is the user's: a crontab, a shell's start-up file. They stand between
 * two marks, at the end unless the user moved them; nothing else in the text is changed.
 */

/** Whose lines they are: each command has marks of its own. */
export type Marked = 'remind' | 'completion';

/** The marks around the lines of one command. */
function marksOf(what: Marked): { readonly begin: string; readonly end: string } {
  return { begin: `# >>> jikai ${what} >>>`, end: `# <<< jikai ${what} <<<` };
}

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
  what: Marked = 'remind',
): string {
  const marks = marksOf(what);
  const before = text ?? '';
  const found = find(before, where, what);
  if (found !== undefined) {
    const [begin = marks.begin] = found.lines;
    return `${before.slice(0, found.from)}${block(begin, lines, marks.end)}${before.slice(found.to)}`;
  }
  const lacksFeed = before !== '' && !before.endsWith('\n');
  const begin = `${marks.begin}${text === undefined ? NO_TEXT : lacksFeed ? NO_FEED : ''}`;
  return `${before}${lacksFeed ? '\n' : ''}${block(begin, lines, marks.end)}`;
}

/**
 * The text as it was before {@link withLines}; undefined when there was none.
 * @throws Problem `failed` when only one of the marks is there.
 */
export function withoutLines(
  text: string,
  where: string,
  what: Marked = 'remind',
): string | undefined {
  const found = find(text, where, what);
  if (found === undefined) return text;
  const [begin = ''] = found.lines;
  const before = text.slice(0, found.from);
  const after = text.slice(found.to);
  if (begin.endsWith(NO_TEXT) && before + after === '') return undefined;
  return (begin.endsWith(NO_FEED) && after === '' ? before.replace(/\n$/, '') : before) + after;
}

/** The lines of ours in a text, marks included; undefined when there are none. */
export function linesIn(
  text: string,
  where: string,
  what: Marked = 'remind',
): readonly string[] | undefined {
  return find(text, where, what)?.lines;
}

function block(begin: string, lines: readonly string[], end: string): string {
  return `${[begin, ...lines, end].join('\n')}\n`;
}

function find(text: string, where: string, what: Marked): Found | undefined {
  const { begin, end } = marksOf(what);
  const all = text.split('\n');
  const first = all.findIndex((line) => line.startsWith(begin));
  const last = all.indexOf(end);
  if (first < 0 && last < 0) return undefined;
  const isWhole = first >= 0 && last > first;
  const isOne = all.findLastIndex((line) => line.startsWith(begin)) === first;
  if (!isWhole || !isOne || all.lastIndexOf(end) !== last) {
    throw new Problem(
      'failed',
      `The marks around jikai's lines in ${where} are no longer a pair, so I cannot tell which lines are mine.`,
      { hint: `Take away by hand what stands between "${begin}" and "${end}", and run it again.` },
    );
  }
  const lengthOf = (lines: readonly string[]) =>
    lines.reduce((sum, line) => sum + line.length + 1, 0);
  const from = lengthOf(all.slice(0, first));
  const lines = all.slice(first, last + 1);
  return { from, to: Math.min(text.length, from + lengthOf(lines)), lines };
}
