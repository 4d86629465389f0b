import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';
import { type Format, fill, parseFormat, type Value } from './format';
import { harmless } from './harmless';

/**
 * Things told line by line, for scripts: as the user's format says, or in columns between tabs. Nothing is
 * cut, coloured or laid out, and no value reaches over its field: white space in it becomes spaces.
 */

/** How each field of a thing is told: its value, empty where there is none. In the order of columns. */
export type Fields<T> = Readonly<Record<string, (thing: T) => Value>>;

/** How things are to be told. */
export type Telling = { readonly format: Format<string> } | { readonly columns: readonly string[] };

/** @throws Problem `usage` when it cannot be read, or names a field that there is not. */
export function readFormat<T>(text: string, fields: Fields<T>): Telling {
  return { format: parseFormat(text, { names: Object.keys(fields), escapes: true }) };
}

/**
 * Columns by their names, between commas.
 * @throws Problem `usage` for what is no field.
 */
export function readColumns<T>(text: string, fields: Fields<T>): Telling {
  const names = Object.keys(fields);
  const columns = text.split(',').map((one) => one.trim());
  for (const name of columns) {
    if (names.includes(name)) continue;
    const near = closest(name, names);
    throw new Problem('usage', `There is no field "${name}".`, {
      hint: `${near === undefined ? '' : `Did you mean ${near}? `}There are ${names.join(', ')}.`,
    });
  }
  return { columns };
}

/** The lines, one for each thing, each ended; before columns, one with their names. */
export function recordText<T>(things: readonly T[], telling: Telling, fields: Fields<T>): string {
  const valueFor = (thing: T, name: string): Value => fields[name]?.(thing) ?? '';
  const lines =
    'format' in telling
      ? things.map((thing) =>
          fill(telling.format, (name) => valueFor(thing, name), harmless, harmlessLines),
        )
      : [
          telling.columns.join('\t'),
          ...things.map((thing) =>
            telling.columns.map((name) => harmless(String(valueFor(thing, name)))).join('\t'),
          ),
        ];
  return lines.map((one) => `${one}\n`).join('');
}

/** The format's own text keeps its tabs and line feeds. */
function harmlessLines(text: string): string {
  return text.replace(/[^\t\n]+/g, harmless);
}
