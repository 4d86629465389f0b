import { type Format, HIGHEST_EPISODE, type Status } from '../../watchlist/show';

/** The words of lists that were kept elsewhere, in our terms. */

/** A name as it is compared: `Plan to Watch`, `plan_to_watch` and `PlanToWatch` are one. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What another list calls a status, and whether it says besides that the show is watched again. */
export interface StatusWord {
  readonly status: Status;
  readonly again?: true;
}

/** How MyAnimeList, AniList, Kitsu, Anime-Planet, Trakt, spreadsheets and we call them. */
const STATUS_WORDS: ReadonlyMap<string, StatusWord> = new Map(
  Object.entries({
    planned: [
      ...['planned', 'planning', 'plan', 'plantowatch', 'ptw', 'wanttowatch', 'wishlist', '6'],
      ...['towatch', 'watchlist', 'backlog'],
    ],
    watching: ['watching', 'current', 'currently', 'currentlywatching', 'cw', 'inprogress', '1'],
    paused: ['paused', 'onhold', 'hold', 'stalled', '3'],
    dropped: ['dropped', 'drop', 'wontwatch', 'abandoned', '4'],
    completed: ['completed', 'complete', 'watched', 'finished', 'done', 'seen', '2'],
  } satisfies Record<Status, readonly string[]>).flatMap(([status, words]) =>
    words.map((word) => [word, { status: status as Status }] as const),
  ),
);

const AGAIN = new Set(['repeating', 'rewatching', 'watchingagain']);

/** Undefined for a word that no list we know has. */
export function statusFrom(text: string): StatusWord | undefined {
  const key = nameKey(text);
  return AGAIN.has(key) ? { status: 'completed', again: true } : STATUS_WORDS.get(key);
}

const FORMAT_WORDS: ReadonlyMap<string, Format> = new Map([
  ...['tv', 'tvshort', 'tvseries', 'series'].map((word) => [word, 'tv'] as const),
  ...['movie', 'film', 'theatrical'].map((word) => [word, 'movie'] as const),
  ...['ova', 'oad', 'special', 'tvspecial', 'dvdspecial'].map((word) => [word, 'ova'] as const),
  ...['web', 'ona'].map((word) => [word, 'web'] as const),
]);

/** Undefined for what is none of ours, such as a music video. */
export function formatFrom(text: string): Format | undefined {
  return FORMAT_WORDS.get(nameKey(text));
}

const PRINTED = new Set([
  'manga',
  'novel',
  'lightnovel',
  'oneshot',
  'manhwa',
  'manhua',
  'doujinshi',
]);

/** Whether a list says that something is to be read rather than watched. */
export function isPrinted(text: string): boolean {
  return PRINTED.has(nameKey(text));
}

/** A whole number as lists and spreadsheets write it: `12`, `12.0`, `1,100`; undefined otherwise. */
export function countFrom(text: string, highest = HIGHEST_EPISODE): number | undefined {
  const digits = text.trim().replace(/(?<=^\d{1,3})[,.\s](?=\d{3}$)/, '');
  if (!/^\d{1,15}(?:[.,]0+)?$/.test(digits)) return undefined;
  const number = Number.parseInt(digits, 10);
  return number <= highest ? number : undefined;
}

/** `5/12`: so many of so many; the second is undefined where nobody knows, as in `5/?` and in `5`. */
export function progressFrom(
  text: string,
): { readonly progress: number; readonly episodes?: number } | undefined {
  const [, before, after] =
    /^\s*(?:ep(?:isode)?s?\.?\s*)?([\d.,]+)\s*(?:(?:\/|of)\s*([\d.,]+|[?\-–—]+)\s*)?$/i.exec(
      text,
    ) ?? [];
  const progress = before === undefined ? undefined : countFrom(before);
  if (progress === undefined) return undefined;
  const episodes = after === undefined ? undefined : countFrom(after);
  return { progress, ...(episodes !== undefined && { episodes }) };
}

/** Whether a cell says that nothing is known or was said. */
export function saysNothing(text: string): boolean {
  return /^(?:|[-–—?]+|n\/?a|none|null|nan|unknown|unrated|not scored|tba)$/i.test(text.trim());
}

/**
 * A score from 0 to 10 with at most one decimal: of `8`, `8.5`, `8,5`, `8/10`, `85%`, `85/100`, `4/5`.
 * Undefined when it is none.
 * @param scale what a bare number is out of.
 */
export function scoreFrom(text: string, scale = 10): number | undefined {
  const [, digits, percent, of] =
    /^(\d{1,3}(?:\.\d{1,9})?)\s*(?:(%)|\/\s*(\d{1,3}))?$/.exec(text.trim().replace(',', '.')) ?? [];
  if (digits === undefined) return undefined;
  const outOf = percent !== undefined ? 100 : of !== undefined ? Number(of) : scale;
  const score = Math.round((Number(digits) / outOf) * 100) / 10;
  return score <= 10 ? score : undefined;
}
