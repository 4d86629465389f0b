import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';

/**
 * The small language in which users write what is to be printed, in prompts and for scripts alike:
 * `{name}` is a placeholder, `{?name …}` stands only where there is such a thing, and `{{` and `}}` are
 * braces. For scripts `\t`, `\n` and `\\` are a tab, a line feed and a backslash besides; in a prompt a
 * backslash is left to the shell.
 */

/** What is put in a placeholder's place. An empty text and the number 0 count as nothing. */
export type Value = string | number;

type Part<Name extends string> =
  | { readonly text: string }
  | { readonly name: Name }
  | { readonly given: Name; readonly parts: Format<Name> };

/** A format, read. */
export type Format<Name extends string> = readonly Part<Name>[];

/** What a format may name, and whether it has escapes. */
export interface Language<Name extends string> {
  readonly names: readonly Name[];
  readonly escapes?: true;
}

/** @throws Problem `usage` when it cannot be read, or names what there is not. */
export function parseFormat<Name extends string>(
  text: string,
  language: Language<Name>,
): Format<Name> {
  const tokens = text.match(/\{\{|\}\}|\{\?[^\s{}]+ |\{[^{}]*\}|[{}]|[^{}]+/g) ?? [];
  const { parts, rest } = partsOf(tokens, 0, language);
  if (rest.length > 0) throw brokenFormat('A } closes nothing.', language);
  return parts;
}

/**
 * The parts up to the end, or to the brace that closes what they stand in.
 * @param depth in how many conditions they stand. In two or more, `}}` closes two.
 */
function partsOf<Name extends string>(
  tokens: readonly string[],
  depth: number,
  language: Language<Name>,
): { parts: Format<Name>; rest: readonly string[] } {
  const parts: Part<Name>[] = [];
  let rest = tokens;
  for (;;) {
    const [token] = rest;
    if (token === undefined || token === '}') return { parts, rest };
    rest = rest.slice(1);
    if (token === '}}' && depth > 1) return { parts, rest: ['}', '}', ...rest] };
    if (token === '{{' || token === '}}') parts.push({ text: token.slice(1) });
    else if (token === '{') throw brokenFormat('A { is not closed.', language);
    else if (token.startsWith('{?') && !token.endsWith('}')) {
      const inner = partsOf(rest, depth + 1, language);
      if (inner.rest.length === 0) {
        throw brokenFormat(`What ${token.trim()} begins is not closed.`, language);
      }
      parts.push({ given: named(token.slice(2, -1), language), parts: inner.parts });
      rest = inner.rest.slice(1);
    } else if (token.startsWith('{')) parts.push({ name: named(token.slice(1, -1), language) });
    else parts.push({ text: language.escapes ? unescaped(token) : token });
  }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', '\\': '\\' };

/** Other letters behind a backslash stay as they are, and so does the backslash. */
function unescaped(text: string): string {
  return text.replace(/\\([tn\\])/g, (_, letter: string) => ESCAPES[letter] ?? '');
}

function named<Name extends string>(typed: string, { names }: Language<Name>): Name {
  const known = names.find((one) => one === typed);
  if (known !== undefined) return known;
  const near = closest(typed, names);
  const all = names.map((one) => `{${one}}`).join(' ');
  throw new Problem('usage', `There is no placeholder {${typed}}.`, {
    hint: `${near === undefined ? '' : `Did you mean {${near}}? `}There are ${all}, and {?name …} for what stands only where there is such a thing. Write {{ and }} for braces.`,
  });
}

function brokenFormat(what: string, { names }: Language<string>): Problem {
  const [first] = names;
  return new Problem('usage', `The format cannot be read. ${what}`, {
    hint: `Write {${first}} for a placeholder, {?${first} …} for a part that needs one, and {{ and }} for braces.`,
  });
}

/**
 * @param safe makes a value harmless where the text is going.
 * @param own does so with the format's own text, which else stays as it is.
 */
export function fill<Name extends string>(
  format: Format<Name>,
  valueFor: (name: Name) => Value,
  safe: (value: string) => string,
  own: (text: string) => string = (text) => text,
): string {
  return format
    .map((part) => {
      if ('text' in part) return own(part.text);
      if ('name' in part) return safe(String(valueFor(part.name)));
      const value = valueFor(part.given);
      return value === '' || value === 0 ? '' : fill(part.parts, valueFor, safe, own);
    })
    .join('');
}
