import { harmless } from '../../ui/harmless';

/** What spreadsheets take for a formula when a cell begins with it, also in its full-width form. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** What {@link guarded} has put an apostrophe before, and whatever looks the same. */
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * Text as a cell that no spreadsheet runs: an apostrophe stands before what would be a formula. One more
 * stands before what has some already, so that {@link unguarded} knows ours from theirs.
 */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that {@link guarded} made a cell of. A formula that somebody typed is text as well. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

/**
 * Somebody's words as a cell shows them, on one line: without control characters, nor halves of
 * characters, which UTF-8 cannot write.
 */
export function shown(text: string): string {
  return harmless(text).replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Whether a cell still says what was written into it, though a spreadsheet may have saved it since: these
 * read `007` and `1e5` as numbers, `1/2` as a date, `12:30` as a time, `true` as a truth, and take a leading
 * apostrophe for a sign of theirs.
 */
export function saysTheSame(cell: string, written: string): boolean {
  if (cell === written) return true;
  const [one, other] = [plain(cell), plain(written)];
  if (one === other) return true;
  if (NUMBER.test(one) && NUMBER.test(other)) return numberOf(one) === numberOf(other);
  if (DATE.test(one) && DATE.test(other)) return true;
  return TRUTH.test(one) && one.toLowerCase() === other.toLowerCase();
}

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;
/** Nothing tells which of the many dates was made of which text. */
const DATE =
  /^\d{1,4}[-/:]\d{1,4}(?:[-/:]\d{1,4})?(?: [AP]M)?$|^\d{1,2}-[A-Z][a-z]{2}$|^[A-Z][a-z]{2}-\d{2}$/;
const TRUTH = /^(?:true|false)$/i;

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

function plain(text: string): string {
  return text
    .replace(/^['\s]+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize();
}
