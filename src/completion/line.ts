/** A command line as far as it is typed, for shells that hand it over as text: bash and fish. */
export interface TypedLine {
  /** The words behind the program's name and before the one being typed, without their quotes. */
  readonly before: readonly string[];
  /** The word being typed, without its quotes; empty behind a space. */
  readonly word: string;
  /** The same as it stands in the line. */
  readonly raw: string;
  /** The quote that is open in it. */
  readonly quote: '' | "'" | '"';
}

export type LineShell = 'bash' | 'fish';

interface Word {
  text: string;
  from: number;
}

/** @param line up to the cursor, from the program's name, or settings of variables before it, on. */
export function readLine(line: string, shell: LineShell): TypedLine {
  const words: Word[] = [];
  let word: Word | undefined;
  let quote: TypedLine['quote'] = '';
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote === '' && /\s/.test(character)) {
      word = undefined;
      continue;
    }
    if (word === undefined) {
      word = { text: '', from: index };
      words.push(word);
    }
    const next = line.charAt(index + 1);
    if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === '\\' && escapes(quote, next, shell)) {
      word.text += next;
      index += 1;
    } else word.text += character;
  }
  const isProgram = words.findIndex(({ text }) => !/^\w+=/.test(text));
  const behind = words.slice(isProgram + 1);
  if (word === undefined)
    return { before: behind.map(({ text }) => text), word: '', raw: '', quote };
  return {
    before: behind.slice(0, -1).map(({ text }) => text),
    word: word.text,
    raw: line.slice(word.from),
    quote,
  };
}

/** Whether a backslash means the character behind it, and is none itself. */
function escapes(quote: TypedLine['quote'], next: string, shell: LineShell): boolean {
  if (quote === '') return true;
  if (quote === '"') return /[\\"$`]/.test(next);
  return shell === 'fish' && /[\\']/.test(next);
}

/**
 * What readline is to put in place of the word being typed, so that bash takes it as this one value. It
 * replaces but what stands behind an open quote, or behind the last of its word breaks.
 * @param breaks bash's COMP_WORDBREAKS.
 * @returns undefined where the word has whole quotes in its midst, or does not go on as it was begun.
 */
export function bashInsertion(
  value: string,
  { raw, quote }: Pick<TypedLine, 'raw' | 'quote'>,
  breaks: string,
): string | undefined {
  if (quote !== '') {
    const before = readLine(`jikai ${raw.slice(0, openedAt(raw, quote))}`, 'bash').word;
    if (!value.toLowerCase().startsWith(before.toLowerCase())) return undefined;
    const inside = quotedIn(quote, value.slice(before.length));
    // readline closes the quote, unless it takes the last character for that.
    return inside.endsWith(quote) ? inside + quote : inside;
  }
  if (/['"]/.test(raw.replace(/\\./g, ''))) return undefined;
  const escaped = value.replace(/[^\w@%+=:,./\u0080-\uffff-]/g, '\\$&');
  const kept = raw.slice(0, lastBreak(raw, breaks));
  if (!escaped.toLowerCase().startsWith(kept.toLowerCase())) return undefined;
  return escaped.slice(kept.length);
}

/** Where the quote that is open was opened. */
function openedAt(raw: string, quote: "'" | '"'): number {
  if (quote === "'") return raw.lastIndexOf(quote);
  const [, before = ''] = /^(.*(?<!\\)(?:\\\\)*)"/s.exec(raw) ?? [];
  return before.length;
}

/** Text as it is to stand behind an open quote. */
function quotedIn(quote: "'" | '"', text: string): string {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  // To bash "!" means its history there, and no backslash takes that away: single quotes do.
  return text.replace(/[\\"$`]/g, '\\$&').replace(/!+/g, `"'$&'"`);
}

/** Where the text behind the last unquoted word break begins; quotes and spaces are none here. */
function lastBreak(raw: string, breaks: string): number {
  for (let index = raw.length - 1; index >= 0; index -= 1) {
    const character = raw.charAt(index);
    if (/[\s'"]/.test(character) || !breaks.includes(character)) continue;
    if (raw.charAt(index - 1) !== '\\') return index + 1;
  }
  return 0;
}
