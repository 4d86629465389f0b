import { eastAsianWidth } from 'get-east-asian-width';

/** How many cells a harmless text takes on a terminal. */
export type WidthOf = (text: string) => number;

/**
 * Characters that stand alone, so that a text's width is the sum of theirs: no combining marks, no
 * emoji, no joiners. Latin, Greek, Cyrillic, punctuation, arrows, shapes, kana, CJK, Hangul.
 */
const SIMPLE =
  /^[\u0020-\u007e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u203d-\u2048\u2190-\u2193\u2500-\u259f\u25a0-\u25a9\u25b2\u25b3\u25bc-\u25bf\u25c6-\u25cb\u25cf\u2605\u2713\u2717\u2800-\u28ff\u3001-\u3029\u3031-\u303c\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\uff61-\uff9d\ufffd]*$/;

const ASCII = /^[ -~]*$/;

/** Whether a text is printable ASCII, as most is: harmless, and a cell for each character. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** Whether {@link simpleWidth} tells the width of a text. */
export function isSimple(text: string): boolean {
  return ASCII.test(text) || SIMPLE.test(text);
}

export const simpleWidth: WidthOf = (text) => {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  // None of those characters takes two units.
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    width += unit < 0x7f ? 1 : eastAsianWidth(unit);
  }
  return width;
};

/**
 * A measure that is right for all of some texts. The library that knows emoji and combining marks
 * loads `Intl.Segmenter`, which costs as much as starting node, so it is fetched only when needed.
 */
export async function widthFor(texts: Iterable<string>): Promise<WidthOf> {
  for (const text of texts) {
    if (!isSimple(text)) return (await import('./full-width')).fullWidth;
  }
  return simpleWidth;
}
