import type { Format, PartialDate, Show, Status } from '../../watchlist/show';
import { partsOf } from './dates';
import { type ListOptions, lineOf, type WrittenList } from './telling';

/** AniList's `MediaListStatus`, and what it calls the list of each. */
const LISTS: readonly (readonly [status: Status | 'again', code: string, name: string])[] = [
  ['watching', 'CURRENT', 'Watching'],
  ['again', 'REPEATING', 'Rewatching'],
  ['completed', 'COMPLETED', 'Completed'],
  ['paused', 'PAUSED', 'Paused'],
  ['dropped', 'DROPPED', 'Dropped'],
  ['planned', 'PLANNING', 'Planning'],
];

const FORMATS: { readonly [format in Format]: string } = {
  tv: 'TV',
  movie: 'MOVIE',
  ova: 'OVA',
  web: 'ONA',
};

/**
 * Shows in the form of AniList's `MediaListCollection`, as Automail saves and imports it.
 *
 * AniList knows shows by its numbers alone: those without one are left out. Automail hands scores on as
 * they are, in whatever the account counts in, so that they are of ten: as jikai's and most accounts'.
 */
export function anilistJson(shows: readonly Show[], { zone, user = '' }: ListOptions): WrittenList {
  const numbered = shows.filter(({ ids }) => ids?.anilist !== undefined);
  const lists = LISTS.map(([status, code, name]) => ({
    name,
    isCustomList: false,
    isSplitCompletedList: false,
    status: code,
    entries: numbered
      .filter((show) => statusOf(show) === status)
      .map((show) => entryOf(show, code, zone)),
  }));
  const whole = {
    MediaListCollection: { lists: lists.filter(({ entries }) => entries.length > 0) },
    User: { name: user, mediaListOptions: { scoreFormat: 'POINT_10_DECIMAL' } },
    version: '1.01',
    type: 'ANIME',
  };
  return {
    text: `${JSON.stringify(whole, null, 2)}\n`,
    left: shows
      .filter(({ ids }) => ids?.anilist === undefined)
      .map(({ title }) => ({ name: title, why: 'it has no number on AniList' })),
  };
}

function statusOf({ status, rewatching }: Show): Status | 'again' {
  return rewatching === undefined ? status : 'again';
}

function entryOf(show: Show, status: string, zone: ListOptions['zone']) {
  const { ids, title, titles, format, minutes, rewatches = 0, rewatching, tags = [] } = show;
  const { episodes, progress, started, finished, score, note } = lineOf(show, zone);
  return {
    mediaId: ids?.anilist,
    status,
    // 0 means none, so that a tenth is the worst there is.
    score: score === undefined ? 0 : Math.max(Math.round(score * 10) / 10, 0.1),
    progress: rewatching ?? progress,
    repeat: rewatches,
    priority: 0,
    notes: note ?? null,
    hiddenFromStatusLists: false,
    customLists: Object.fromEntries(tags.map((tag) => [tag, true])),
    startedAt: fuzzyDate(started),
    completedAt: fuzzyDate(finished),
    media: {
      id: ids?.anilist,
      idMal: ids?.mal ?? null,
      type: 'ANIME',
      format: format === undefined ? null : FORMATS[format],
      // Who watches a show again has its progress counted anew, so that nothing else tells how many were watched.
      episodes: episodes ?? (rewatching === undefined ? null : progress),
      duration: minutes ?? null,
      title: {
        userPreferred: title,
        // Others show this one, whatever there is.
        romaji: titles?.romaji ?? title,
        english: titles?.english ?? null,
        native: titles?.native ?? null,
      },
    },
  };
}

function fuzzyDate(date: PartialDate | undefined) {
  const { year = null, month = null, day = null } = partsOf(date);
  return { year, month, day };
}
