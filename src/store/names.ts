import type { Bytes } from './bytes';

/**
 * Which of some lines may hold words in their shows' ids or titles: the place of every one that does, and
 * of few that do not. It is asked of each line of the longest lists for a single show, so it goes by the
 * line's first bytes alone (10,000 shows: a third of what their titles take to be read).
 *
 * @param starts of each line, and of what is behind the last.
 * @param keys keys of titles, as `titleKey` makes them, in ASCII: all of them have to be there.
 */
export function mayHold(
  bytes: Bytes,
  starts: readonly number[],
  keys: readonly string[],
): readonly number[] {
  const patterns = keys.map((key) => new RegExp([...key.slice(0, MOST)].join(`(?:${SIGN})*`), 'i'));
  const found: number[] = [];
  for (let index = 0; index < starts.length - 1; index += 1) {
    const names = namesIn(bytes, starts[index] ?? 0, starts[index + 1] ?? 0);
    if (names === undefined || patterns.every((pattern) => pattern.test(names))) found.push(index);
  }
  return found;
}

/** The start of a line with all names in it, a character for each byte; undefined where they may be others. */
function namesIn(bytes: Bytes, start: number, end: number): string | undefined {
  for (const reach of REACHES) {
    const text = bytes.latin1(start, Math.min(end, start + reach));
    if (NAMES.test(text)) return text;
    // Somebody may have put the keys of a line in another order.
    if (TITLE_ALONE.test(text) && !bytes.view(start, end).includes('"titles":')) return text;
  }
  return undefined;
}

/** So many letters of a key are looked for: they tell shows apart, and a pattern may not be of any length. */
const MOST = 40;

/** Within how many bytes from a line's start its names end: mostly, and nearly always. */
const REACHES = [192, 1024];

/**
 * Characters of UTF-8, byte by byte, of which it is known what becomes of them in a key of ASCII. Japanese
 * letters stay what they are, and some marks vanish: the middle dot, brackets, and wide ones such as ！ and ：.
 */
const LETTER =
  '\\xe3(?:\\x81[\\x81-\\xbf]|\\x82[\\x80-\\x96\\xa1-\\xbf]|\\x83[\\x80-\\xba\\xbc])|\\xe4[\\xb8-\\xbf][\\x80-\\xbf]|[\\xe5-\\xe9][\\x80-\\xbf]{2}';
const MARK = '\\xe3(?:\\x83\\xbb|\\x80[\\x80-\\x83\\x88-\\x91])|\\xef\\xbc[\\x81-\\x8f\\x9a-\\xa0]';

/** What may stand between two letters of a key. */
const SIGN = `[^a-z0-9"\\x7f-\\xff]|${MARK}`;

const TEXT = `"(?:[ !#-[\\]-~]|${LETTER}|${MARK})*"`;
const TITLE = `^\\{"id":${TEXT},"status":"[a-z]*","title":${TEXT},"`;
const NAMES = new RegExp(`${TITLE}titles":\\{(?:"[a-z]*":${TEXT},?)*\\}`);
const TITLE_ALONE = new RegExp(`${TITLE}(?!titles)[a-z]+":`);
