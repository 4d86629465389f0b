import type { OutlookDrop, View } from '../watchlist/outlook';
import { markOf } from './estimates';
import type { Value } from './format';
import { atWords, inWords } from './short-words';
import type { Reader } from './time';

/** What may stand between braces in a prompt's format. */
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
type Placeholder = (typeof PLACEHOLDERS)[number];

/** What is put in their places. */
export type Values = Readonly<Record<Placeholder, Value>>;

/** `2 due · Metallic Rouge ~2h 10m`, or one half of it. */
export const DEFAULT_FORMAT = '{?due {due} due}{?next {?due  · }{next} {mark}{in}}';

/** @param titled how the title of what is next is written. */
export function valuesOf(
  { due, dueShows, upcoming }: View,
  reader: Reader,
  titled: (drop: OutlookDrop) => string,
): Values {
  const [next] = upcoming;
  return {
    due,
    due_shows: dueShows,
    next: next === undefined ? '' : titled(next),
    ep: next === undefined ? '' : `ep ${next.episodes}`,
    in: next === undefined ? '' : inWords(next, reader.now),
    at: next === undefined ? '' : atWords(next, reader),
    platform: next?.platform ?? '',
    mark: next === undefined ? '' : markOf(next.basis),
  };
}
