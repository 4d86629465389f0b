import { harmless } from './harmless';
import {
  type Column,
  plain,
  type Screen,
  type Style,
  spansOf,
  type Table,
  type Text,
} from './text';
import { isSimple, type WidthOf } from './width';

/** A piece of a finished line. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
}

export interface Room {
  /** Cells in a row of the terminal, or infinity where nothing may be cut. */
  readonly columns: number;
  readonly widthOf: WidthOf;
}

const GAP = 2;

/** Every piece of text on a screen, harmless, for measuring beforehand. */
export function* textsOf(screen: Screen): Generator<string> {
  for (const block of screen) {
    const texts =
      'line' in block
        ? [block.line]
        : block.table.rows.flatMap((row) => ('line' in row ? [row.line] : row));
    for (const text of texts) yield harmless(plain(text));
  }
}

/** A screen as lines of harmless pieces. Tables are aligned and fitted; other lines stay whole. */
export function layOut(screen: Screen, room: Room): readonly (readonly Piece[])[] {
  return screen.flatMap((block) =>
    'line' in block ? [piecesOf(block.line)] : tableLines(block.table, room),
  );
}

function piecesOf(text: Text): readonly Piece[] {
  return spansOf(text)
    .filter((span) => span.text !== '')
    .map((span) => ({ ...span, text: harmless(span.text) }));
}

function tableLines(table: Table, room: Room): readonly (readonly Piece[])[] {
  const { rows, indent = 0 } = table;
  const grid = rows.map((row) =>
    'line' in row ? [] : table.columns.map((_, i) => piecesOf(row[i] ?? '')),
  );
  const widest = table.columns.map((_, i) =>
    Math.max(0, ...grid.map((cells) => widthOfPieces(cells[i] ?? [], room.widthOf))),
  );
  const widths = fitted(table.columns, widest, room.columns - indent);
  return rows.map((row, index) =>
    'line' in row ? piecesOf(row.line) : rowLine(table, grid[index] ?? [], widths, room.widthOf),
  );
}

/** One row: each cell cut and padded to its column's width; columns of no width are not there. */
function rowLine(
  { columns, indent = 0 }: Table,
  cells: readonly (readonly Piece[])[],
  widths: readonly number[],
  widthOf: WidthOf,
): readonly Piece[] {
  const shown = widths.flatMap((width, index) => (width > 0 ? [index] : []));
  const last = shown.findLast((index) => (cells[index]?.length ?? 0) > 0) ?? -1;
  const pieces: Piece[] = [{ text: ' '.repeat(indent) }];
  for (const index of shown.filter((one) => one <= last)) {
    const width = widths[index] ?? 0;
    const cell = cut(cells[index] ?? [], width, widthOf);
    const padding = { text: ' '.repeat(Math.max(0, width - widthOfPieces(cell, widthOf))) };
    const right = columns[index]?.align === 'right';
    if (right) pieces.push(padding, ...cell);
    else pieces.push(...cell, ...(index === last ? [] : [padding]));
    if (index !== last) pieces.push({ text: ' '.repeat(GAP) });
  }
  return pieces;
}

/**
 * Column widths that fit in `room` with the gaps between them, if that can be had: the widest column
 * that may shrink gives way first, and when all are as narrow as they may be, the last optional
 * column is left out and the others begin anew.
 */
function fitted(
  columns: readonly Column[],
  widest: readonly number[],
  room: number,
): readonly number[] {
  const widths = [...widest];
  const gaps = GAP * Math.max(0, widths.filter((width) => width > 0).length - 1);
  let excess = widths.reduce((sum, width) => sum + width, gaps - room);
  const spare = (index: number) =>
    (widths[index] ?? 0) - (columns[index]?.shrinkTo ?? Number.POSITIVE_INFINITY);
  while (excess > 0) {
    const able = columns.flatMap((_, index) => (spare(index) > 0 ? [index] : []));
    const [first] = able.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (first === undefined) break;
    widths[first] = (widths[first] ?? 0) - 1;
    excess -= 1;
  }
  const expendable = columns.findLastIndex(
    ({ optional }, index) => optional && (widest[index] ?? 0) > 0,
  );
  if (excess <= 0 || expendable < 0) return widths;
  return fitted(columns, widest.with(expendable, 0), room);
}

function widthOfPieces(pieces: readonly Piece[], widthOf: WidthOf): number {
  return pieces.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** The pieces shortened to a width, with `…` for what was cut. Never cuts inside a character. */
function cut(pieces: readonly Piece[], width: number, widthOf: WidthOf): readonly Piece[] {
  if (widthOfPieces(pieces, widthOf) <= width) return pieces;
  const kept: Piece[] = [];
  let room = width - 1;
  for (const piece of pieces) {
    const text = fitting(piece.text, room, widthOf);
    kept.push({ ...piece, text: text === piece.text ? text : `${text.trimEnd()}…` });
    if (text !== piece.text) break;
    room -= widthOf(text);
  }
  return kept;
}

/** The longest beginning of a text that is no wider than `room`, in whole characters. */
function fitting(text: string, room: number, widthOf: WidthOf): string {
  const characters = charactersOf(text);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(characters.slice(0, middle).join('')) <= room) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}

/** What a reader takes for characters: an emoji joined of several is one. */
function charactersOf(text: string): readonly string[] {
  if (isSimple(text)) return [...text];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
