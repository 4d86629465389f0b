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

/** A line of text, or a table of several. */
export type Block = { readonly line: Text } | { readonly table: Table };

export type Screen = readonly Block[];

export function line(...parts: readonly Text[]): Block {
  return { line: parts };
}

export const blank: Block = { line: '' };

export function table(columns: readonly Column[], rows: readonly Row[], indent = 0): Block {
  return { table: { columns, rows, indent } };
}

/** The spans of a text in order, unstyled ones with no style. */
export function spansOf(text: Text): readonly { readonly text: string; readonly style?: Style }[] {
  if (typeof text === 'string') return text === '' ? [] : [{ text }];
  return isSpan(text) ? [text] : text.flatMap(spansOf);
}

function isSpan(text: Span | readonly Text[]): text is Span {
  return !Array.isArray(text);
}
