import { cut, fitting, type Piece, widthOfPieces } from './pieces';
import type { Grid } from './text';
import type { WidthOf } from './width';

/** A line of a cell, ready to be measured. */
export interface PreparedLine {
  readonly pieces: readonly Piece[];
  readonly most?: number;
}

interface Room {
  readonly columns: number;
  readonly widthOf: WidthOf;
  readonly ellipsis?: string;
  readonly signs?: ((text: string) => string) | undefined;
}

const AS_IT_IS = (text: string) => text;

type Line = readonly Piece[];

/** From this width on, text in a cell keeps a space's distance from the lines around it. */
const AMPLE = 12;

/** Whether a grid's cells have the width they need. */
export function hasRoom({ rows, least }: Grid, columns: number): boolean {
  return cellWidth(rows[0]?.length ?? 0, columns) >= least;
}

/** The width of each of a number of cells, when lines stand beside and between them. */
function cellWidth(cells: number, columns: number): number {
  return cells === 0 ? 0 : Math.floor((columns - cells - 1) / cells);
}

/** A grid as lines that are all of one width. Every row is as high as the highest of its cells. */
export function gridLines(
  rows: readonly (readonly (readonly PreparedLine[])[])[],
  room: Room,
): readonly Line[] {
  const cells = rows[0]?.length ?? 0;
  const width = cellWidth(cells, room.columns);
  const { signs = AS_IT_IS } = room;
  const rule = (left: string, between: string, right: string): Line => {
    const text = `${left}${Array(cells).fill('─'.repeat(width)).join(between)}${right}`;
    return [{ text: signs(text), style: 'dim' }];
  };
  return [
    rule('┌', '┬', '┐'),
    ...rows.flatMap((row, index) => [
      ...(index === 0 ? [] : [rule('├', '┼', '┤')]),
      ...rowLines(row, width, room),
    ]),
    rule('└', '┴', '┘'),
  ];
}

function rowLines(
  row: readonly (readonly PreparedLine[])[],
  width: number,
  room: Room,
): readonly Line[] {
  const margin = width >= AMPLE ? 1 : 0;
  const cells = row.map((lines) => lines.flatMap((line) => folded(line, width - 2 * margin, room)));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  const { widthOf, signs = AS_IT_IS } = room;
  const side: Piece = { text: signs('│'), style: 'dim' };
  return Array.from({ length: height }, (_, index) => [
    ...cells.flatMap((lines) => {
      const pieces = lines[index] ?? [];
      const rest = Math.max(0, width - margin - widthOfPieces(pieces, widthOf));
      return [side, { text: ' '.repeat(margin) }, ...pieces, { text: ' '.repeat(rest) }];
    }),
    side,
  ]);
}

/** A line as the lines of a width that it takes, the last of as many as it may have cut. */
function folded(
  { pieces, most = Number.POSITIVE_INFINITY }: PreparedLine,
  width: number,
  { widthOf, ellipsis }: Room,
): readonly Line[] {
  const lines = broken(pieces, width, widthOf);
  const [last, next] = [lines[most - 1], lines[most]];
  if (last === undefined || next === undefined) return lines.length === 0 ? [[]] : lines;
  // A beginning of what does not fit any more, so that it is cut there.
  const [{ text: more = '', ...style } = {}] = next;
  const tooWide = [...last, { text: ` ${more}`, ...style }];
  return [...lines.slice(0, most - 1), cut(tooWide, width, widthOf, ellipsis)];
}

/** Pieces in lines of a width: broken between words, and within one that is wider by itself. */
function broken(pieces: Line, width: number, widthOf: WidthOf): readonly Line[] {
  const lines: Piece[][] = [];
  let room = 0;
  const begin = (piece: Piece) => {
    lines.push([piece]);
    room = width - widthOf(piece.text);
  };
  for (const { text, ...style } of pieces) {
    for (const word of text.match(/\s*\S+|\s+$/g) ?? []) {
      const taken = widthOf(word);
      if (taken <= room) {
        lines.at(-1)?.push({ text: word, ...style });
        room -= taken;
        continue;
      }
      let rest = word.trimStart();
      while (widthOf(rest) > width) {
        const part = fitting(rest, width, widthOf) || rest;
        begin({ text: part, ...style });
        rest = rest.slice(part.length);
      }
      if (rest !== '') begin({ text: rest, ...style });
    }
  }
  return lines;
}
