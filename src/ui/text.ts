/**
 * What a screen is made of. Screens are data until the one output point lays them out, makes them
 * harmless and paints them, so nothing here knows colours' codes or the terminal's width.
 */

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta';

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Text = string | Span | readonly Text[];

export function styled(style: Style, text: string): Span {
  return { style, text };
}

export const bold = (text: string): Span => styled('bold', text);
export const dim = (text: string): Span => styled('dim', text);

/** How one column of a table behaves. */
export interface Column {
  readonly align?: 'left' | 'right';
  /** Shrinks, down to this many cells, where the terminal is narrow. Other columns never do. */
  readonly shrinkTo?: number;
  /** Where it shrinks, its words go on in the next line instead of being cut: a word is never. */
  readonly wraps?: true;
  /** Left out where even shrinking does not make the table fit: the smallest number goes first. */
  readonly optional?: number;
}

/** The cells of one row, or a line across all columns, such as a heading. */
export type Row = readonly Text[] | { readonly line: Text };

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Cells before the first column. */
  readonly indent?: number;
}

/** A line in a grid's cell: it goes on under itself where the cell is too narrow for it. */
export interface CellLine {
  readonly text: Text;
  /** Over how many lines it may go; what is left is cut. Absent for as many as it takes. */
  readonly most?: number;
}

/** Cells of one width that fill the room, with lines around them: a calendar. */
export interface Grid {
  /** As many cells in each. */
  readonly rows: readonly (readonly (readonly CellLine[])[])[];
  /** The fewest characters' cells that a cell can do with. */
  readonly least: number;
  /** What stands there instead where there is no room for that. */
  readonly narrow: Screen;
}

/** A line of text, a table of several, or a grid. */
export type Block = { readonly line: Text } | { readonly table: Table } | { readonly grid: Grid };

export type Screen = readonly Block[];

export function line(...parts: readonly Text[]): Block {
  return { line: parts };
}

export const blank: Block = { line: '' };

export function table(columns: readonly Column[], rows: readonly Row[], indent = 0): Block {
  return { table: { columns, rows, indent } };
}

/** Words that go on in the next line where the terminal is narrow. */
export function wrapping(...texts: readonly Text[]): Block {
  return table(
    [{ shrinkTo: 20, wraps: true }],
    texts.map((text) => [text]),
  );
}

export function grid(rows: Grid['rows'], least: number, narrow: Screen): Block {
  return { grid: { rows, least, narrow } };
}

/** The spans of a text in order, unstyled ones with no style. */
export function spansOf(text: Text): readonly { readonly text: string; readonly style?: Style }[] {
  if (typeof text === 'string') return text === '' ? [] : [{ text }];
  return isSpan(text) ? [text] : text.flatMap(spansOf);
}

function isSpan(text: Span | readonly Text[]): text is Span {
  return !Array.isArray(text);
}
