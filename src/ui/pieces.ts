import type { Style } from './text';
import { isSimple, type WidthOf } from './width';

/** A piece of a finished line. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
}

export function widthOfPieces(pieces: readonly Piece[], widthOf: WidthOf): number {
  let width = 0;
  for (const { text } of pieces) width += widthOf(text);
  return width;
}

/** The pieces shortened to a width, with `…` for what was cut. Never cuts inside a character. */
export function cut(
  pieces: readonly Piece[],
  width: number,
  widthOf: WidthOf,
  ellipsis = '…',
): readonly Piece[] {
  const kept: Piece[] = [];
  let room = width - 1;
  for (const piece of pieces) {
    const text = fitting(piece.text, room, widthOf);
    kept.push({ ...piece, text: text === piece.text ? text : `${text.trimEnd()}${ellipsis}` });
    if (text !== piece.text) break;
    room -= widthOf(text);
  }
  return kept;
}

/** The longest beginning of a text that is no wider than `room`, in whole characters. */
export function fitting(text: string, room: number, widthOf: WidthOf): string {
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
