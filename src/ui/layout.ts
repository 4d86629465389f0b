import { harmless } from './harmless';
import { gridLines, hasRoom, type PreparedLine } from './layout-grid';
import { cut, type Piece, widthOfPieces } from './pieces';
import {
  type Block,
  type Column,
  type Grid,
  type Screen,
  spansOf,
  type Table,
  type Text,
} from './text';
import { isAscii, type WidthOf } from './width';

export interface Room {
  /** Cells in a row of the terminal, or infinity where nothing may be cut. */
  readonly columns: number;
  /** Cells in a row for what needs an end also where nothing may be cut; 80 unless told. */
  readonly page?: number;
  readonly widthOf: WidthOf;
  /** What stands for what was cut, one cell wide; `…` unless told. */
  readonly ellipsis?: string;
  /** Replaces signs that the terminal does not have, also in a grid's own lines. */
  readonly signs?: ((text: string) => string) | undefined;
}

const GAP = 2;

/** How wide a page of text usually is. */
const PAGE = 80;

/** A block whose text is harmless and ready to be measured. */
export type Prepared =
  | { readonly line: readonly Piece[] }
  | { readonly table: Table; readonly rows: readonly PreparedRow[] }
  | {
      readonly grid: Grid;
      readonly cells: readonly (readonly (readonly PreparedLine[])[])[];
      readonly narrow: readonly Prepared[];
    };

type PreparedRow = { readonly line: readonly Piece[] } | readonly PreparedCell[];

/** Printable ASCII without a style, as most cells of the longest tables are, stands for itself. */
type PreparedCell = string | readonly Piece[];

/**
 * A screen's blocks, and those of their texts that are more than printable ASCII: how to measure
 * them has to be found out first.
 * @param signs replaces signs that the terminal does not have.
 */
export function prepare(
  screen: Screen,
  signs: (text: string) => string = (text) => text,
): {
  readonly blocks: readonly Prepared[];
  readonly unusual: readonly string[];
} {
  const unusual: string[] = [];
  const piecesOf = (text: Text): readonly Piece[] => {
    const pieces: Piece[] = [];
    for (const span of spansOf(text)) {
      if (span.text === '') continue;
      if (isAscii(span.text)) {
        pieces.push(span);
        continue;
      }
      const shown = signs(harmless(span.text));
      if (!isAscii(shown)) unusual.push(shown);
      pieces.push({ ...span, text: shown });
    }
    return pieces;
  };
  const cellOf = (text: Text): PreparedCell => {
    if (typeof text === 'string' && isAscii(text)) return text;
    const pieces = piecesOf(text);
    return pieces.length === 0 ? NOTHING : pieces;
  };
  const prepared = (block: Block): Prepared => {
    if ('line' in block) return { line: piecesOf(block.line) };
    if ('grid' in block) {
      const { grid } = block;
      const cells = grid.rows.map((row) =>
        row.map((cell) => cell.map(({ text, ...line }) => ({ ...line, pieces: piecesOf(text) }))),
      );
      return { grid, cells, narrow: grid.narrow.map(prepared) };
    }
    const rows = block.table.rows.map((row) =>
      'line' in row ? { line: piecesOf(row.line) } : row.map(cellOf),
    );
    return { table: block.table, rows };
  };
  return { blocks: screen.map(prepared), unusual };
}

/** Blocks as lines. Tables and grids are aligned and fitted; other lines stay whole. */
export function layOut(blocks: readonly Prepared[], room: Room): readonly (readonly Piece[])[] {
  const { columns, page = PAGE } = room;
  const width = Math.min(columns, page);
  return blocks.flatMap((block) => {
    if ('line' in block) return [block.line];
    if ('table' in block) return tableLines(block.table, block.rows, room);
    return hasRoom(block.grid, width)
      ? gridLines(block.cells, { ...room, columns: width })
      : layOut(block.narrow, room);
  });
}

const NOTHING = '';

/** What stands in one place of a table, measured: plain ASCII has a terminal's cell for each character. */
type Cell = string | { readonly pieces: readonly Piece[]; readonly width: number };

function widthOfCell(cell: Cell): number {
  return typeof cell === 'string' ? cell.length : cell.width;
}

function measured(pieces: readonly Piece[], widthOf: WidthOf): Cell {
  return { pieces, width: widthOfPieces(pieces, widthOf) };
}

function piecesOfCell(cell: Cell): readonly Piece[] {
  return typeof cell === 'string' ? [{ text: cell }] : cell.pieces;
}

function tableLines(
  table: Table,
  rows: readonly PreparedRow[],
  room: Room,
): readonly (readonly Piece[])[] {
  const { columns, indent = 0 } = table;
  const { widthOf } = room;
  const widest = columns.map(() => 0);
  const grid = rows.map((row) => {
    if ('line' in row) return row;
    return row.map((prepared, column): Cell => {
      const cell = typeof prepared === 'string' ? prepared : measured(prepared, widthOf);
      const width = widthOfCell(cell);
      if (width > (widest[column] ?? 0)) widest[column] = width;
      return cell;
    });
  });
  const widths = fitted(columns, widest, room.columns - indent);
  const mayWrap = columns.some(({ wraps }) => wraps === true);
  const lines: (readonly Piece[])[] = [];
  grid.forEach((row) => {
    if ('line' in row) lines.push(row.line);
    else if (!mayWrap) lines.push(rowLine(table, row, widths, room));
    else {
      unfolded(columns, row, widths, widthOf).forEach((cells) => {
        lines.push(rowLine(table, cells, widths, room));
      });
    }
  });
  return lines;
}

/** A row as the rows it takes: more than one where a cell that wraps is wider than its column. */
function unfolded(
  columns: readonly Column[],
  cells: readonly Cell[],
  widths: readonly number[],
  widthOf: WidthOf,
): readonly (readonly Cell[])[] {
  const parts = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    const isWide = columns[column]?.wraps === true && widthOfCell(cell) > width;
    return isWide ? wrapped(piecesOfCell(cell), width, widthOf) : [cell];
  });
  const height = Math.max(1, ...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, index) =>
    parts.map((lines) => lines[index] ?? NOTHING),
  );
}

/** The words of a cell in lines of a width; what is wider by itself has a line of its own. */
function wrapped(pieces: readonly Piece[], width: number, widthOf: WidthOf): readonly Cell[] {
  const lines: { pieces: Piece[]; width: number }[] = [{ pieces: [], width: 0 }];
  for (const { text, ...style } of pieces) {
    for (const word of text.match(/\s*\S+|\s+$/g) ?? []) {
      const last = lines.at(-1);
      const taken = widthOf(word);
      if (last !== undefined && (last.width === 0 || last.width + taken <= width)) {
        append(last.pieces, { text: word, ...style });
        last.width += taken;
      } else {
        const rest = word.trimStart();
        lines.push({ pieces: [{ text: rest, ...style }], width: widthOf(rest) });
      }
    }
  }
  return lines;
}

/** Adds a piece behind others, to the last one where they are styled alike. */
function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last === undefined || last.style !== piece.style) pieces.push(piece);
  else pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
}

/** One row: each cell cut and padded to its column's width; columns of no width are not there. */
function rowLine(
  { columns, indent = 0 }: Table,
  cells: readonly Cell[],
  widths: readonly number[],
  { widthOf, ellipsis }: Room,
): readonly Piece[] {
  const pieces: Piece[] = [];
  // Text without a style, also the spaces between cells, is put together.
  let plain = '';
  let spaces = indent;
  // A plain loop: of a long list, this is done ten thousand times.
  for (let column = 0; column < cells.length; column += 1) {
    const width = widths[column] ?? 0;
    if (width === 0) continue;
    const cell = cells[column] ?? NOTHING;
    const fits = widthOfCell(cell) <= width || columns[column]?.wraps === true;
    const shown = fits
      ? cell
      : measured(cut(piecesOfCell(cell), width, widthOf, ellipsis), widthOf);
    const left = Math.max(0, width - widthOfCell(shown));
    const right = columns[column]?.align === 'right';
    if (right) spaces += left;
    if (shown !== NOTHING) {
      plain += ' '.repeat(spaces);
      spaces = 0;
    }
    if (typeof shown === 'string') plain += shown;
    else {
      for (const piece of shown.pieces) {
        if (piece.style === undefined) {
          plain += piece.text;
          continue;
        }
        if (plain !== '') pieces.push({ text: plain });
        plain = '';
        pieces.push(piece);
      }
    }
    spaces += right ? GAP : left + GAP;
  }
  return plain === '' ? pieces : pieces.concat({ text: plain });
}

/**
 * Column widths that fit in `room` with the gaps between them, if that can be had: the widest column
 * that may shrink gives way first, and when all are as narrow as they may be, the first optional
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
  const expendable = columns.reduce((first, { optional }, index) => {
    if (optional === undefined || (widest[index] ?? 0) === 0) return first;
    return optional <= (columns[first]?.optional ?? Number.POSITIVE_INFINITY) ? index : first;
  }, -1);
  if (excess <= 0 || expendable < 0) return widths;
  return fitted(columns, widest.with(expendable, 0), room);
}

/** A harmless text shortened to a width in cells, with `…` for what was cut. */
export function shortened(text: string, width: number, widthOf: WidthOf): string {
  if (widthOf(text) <= width) return text;
  return cut([{ text }], width, widthOf)
    .map((piece) => piece.text)
    .join('');
}
