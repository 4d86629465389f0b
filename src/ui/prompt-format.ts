import { isDated, livedDay } from '../watchlist/moment';
import type { OutlookDrop, View } from '../watchlist/outlook';
import { Problem } from '../watchlist/problem';
import { DAY, HOUR, MINUTE, type Millis } from '../watchlist/zone';
import { markOf } from './estimates';
import { clock, dateOf, type Reader, withoutThisYear } from './time';

/** What may stand between braces in a format. */
export const PLACEHOLDERS = [
  'due',
  'due_shows',
  'next',
  'ep',
  'in',
  'at',
  'platform',
  'mark',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What is put in their places; empty for what there is not. */
export type Values = Readonly<Record<Placeholder, string>>;

/** A format, read. */
type Part =
  | { readonly text: string }
  | { readonly name: Placeholder }
  | { readonly given: Placeholder; readonly parts: Format };
export type Format = readonly Part[];

/** `2 due · Metallic Rouge ~2h 10m`, or one half of it. */
export const DEFAULT_FORMAT = '{?due {due} due}{?next {?due  · }{next} {mark}{in}}';

/**
 * Reads a format: `{name}` is a placeholder, `{?name …}` stands only where there is such a thing, and
 * `{{` and `}}` are braces.
 * @throws Problem `usage` when it cannot be read, or names what there is not.
 */
export function parseFormat(text: string): Format {
  const tokens = text.match(/\{\{|\}\}|\{\?\w+ |\{[^{}]*\}|[{}]|[^{}]+/g) ?? [];
  const { parts, rest } = partsOf(tokens, 0);
  if (rest.length > 0) throw brokenFormat('A } closes nothing.');
  return parts;
}

/**
 * The parts up to the end, or to the brace that closes what they stand in.
 * @param depth in how many conditions they stand. In two or more, `}}` closes two.
 */
function partsOf(
  tokens: readonly string[],
  depth: number,
): { parts: Format; rest: readonly string[] } {
  const parts: Part[] = [];
  let rest = tokens;
  for (;;) {
    const [token] = rest;
    if (token === undefined || token === '}') return { parts, rest };
    rest = rest.slice(1);
    if (token === '}}' && depth > 1) return { parts, rest: ['}', '}', ...rest] };
    if (token === '{{' || token === '}}') parts.push({ text: token.slice(1) });
    else if (token === '{') throw brokenFormat('A { is not closed.');
    else if (token.startsWith('{?') && !token.endsWith('}')) {
      const inner = partsOf(rest, depth + 1);
      if (inner.rest.length === 0) throw brokenFormat(`What ${token.trim()} begins is not closed.`);
      parts.push({ given: placeholder(token.slice(2, -1)), parts: inner.parts });
      rest = inner.rest.slice(1);
    } else if (token.startsWith('{')) parts.push({ name: placeholder(token.slice(1, -1)) });
    else parts.push({ text: token });
  }
}

function placeholder(name: string): Placeholder {
  const known = PLACEHOLDERS.find((one) => one === name);
  if (known !== undefined) return known;
  throw new Problem('usage', `There is no placeholder {${name}}.`, {
    hint: `There are ${PLACEHOLDERS.map((one) => `{${one}}`).join(' ')}, and {?due …} for what stands only where something is due. Write {{ and }} for braces.`,
  });
}

function brokenFormat(what: string): Problem {
  return new Problem('usage', `The format cannot be read. ${what}`, {
    hint: 'Write {due} for a placeholder, {?due …} for a part that needs one, and {{ and }} for braces.',
  });
}

/** @param safe makes a value harmless where the text is going; the format's own text stays as it is. */
export function fill(format: Format, values: Values, safe: (value: string) => string): string {
  return format
    .map((part) => {
      if ('text' in part) return part.text;
      if ('name' in part) return safe(values[part.name]);
      const value = values[part.given];
      return value === '' || value === '0' ? '' : fill(part.parts, values, safe);
    })
    .join('');
}

/** @param titled how the title of what is next is written. */
export function valuesOf(
  { due, dueShows, upcoming }: View,
  reader: Reader,
  titled: (drop: OutlookDrop) => string,
): Values {
  const [next] = upcoming;
  return {
    due: String(due),
    due_shows: String(dueShows),
    next: next === undefined ? '' : titled(next),
    ep: next === undefined ? '' : `ep ${next.episodes}`,
    in: next === undefined ? '' : inWords(next, reader.now),
    at: next === undefined ? '' : atWords(next, reader),
    platform: next?.platform ?? '',
    mark: next === undefined ? '' : markOf(next.basis),
  };
}

/** How long until a drop, as short as can be: `45m`, `2h 10m`, `3d`, or `today` for some hour of it. */
export function inWords({ from, out }: OutlookDrop, now: Millis): string {
  // In whole seconds, as the functions of docs/PROMPT.md have them.
  const left = from - Math.floor(now / 1000) * 1000;
  // As many days as begin until then: tomorrow is in 1d.
  if (from !== out) return left <= 0 ? 'today' : `${Math.ceil(left / DAY)}d`;
  if (left >= DAY) return `${Math.floor(left / DAY)}d`;
  const minutes = Math.max(1, Math.floor(left / MINUTE));
  if (left < HOUR) return `${minutes}m`;
  const rest = minutes % 60;
  return `${Math.floor(left / HOUR)}h${rest === 0 ? '' : ` ${rest}m`}`;
}

/** When a drop is, as short as can be: `16:55` today, `Wed 16:55` within the week, else `17 Jan`. */
export function atWords({ moment, from }: OutlookDrop, reader: Reader): string {
  const { now, zone, dayEnds } = reader;
  if (!isDated(moment)) return '';
  const date = dateOf(moment, zone);
  const isToday =
    moment.precision === 'minute'
      ? livedDay(from, zone, dayEnds) === livedDay(now, zone, dayEnds)
      : from <= now;
  const hour = moment.precision === 'minute' ? clock(from, zone) : '';
  if (isToday) return hour || 'today';
  if (from - now < 6 * DAY) return `${date.slice(0, 3)} ${hour}`.trimEnd();
  return withoutThisYear(date.slice(4), reader);
}
