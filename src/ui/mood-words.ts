import { MOOD_NAMES, type Mood, moodNumber } from '../watchlist/mood';
import { dim, type Span, type Style, styled } from './text';

const SIGNS: Readonly<Record<Mood, string>> = { [-2]: '✗', [-1]: '▼', 0: '●', 1: '▲', 2: '★' };

const STYLES: Readonly<Record<Mood, Style>> = {
  [-2]: 'red',
  [-1]: 'yellow',
  0: 'blue',
  1: 'green',
  2: 'magenta',
};

/** A mood's sign, one cell wide: `★ ▲ ● ▼ ✗` from loved to disliked, `·` where it is not known. */
export function moodSign(mood: Mood | undefined): Span {
  return mood === undefined ? dim('·') : styled(STYLES[mood], SIGNS[mood]);
}

/** `★ loved`, as a key tells it. */
export function moodKey(mood: Mood): readonly Span[] {
  return [moodSign(mood), dim(` ${MOOD_NAMES[mood]}`)];
}

/** `+1 liked`. */
export function moodWords(mood: Mood): string {
  return `${moodNumber(mood)} ${MOOD_NAMES[mood]}`;
}
