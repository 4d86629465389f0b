import type { BroughtList } from '../../watchlist/brought';
import { fieldsOf } from '../../watchlist/fields';
import { Problem } from '../../watchlist/problem';
import { HIGHEST_EPISODE, type Status } from '../../watchlist/show';
import { customLists } from './anilist';
import { partialDateOfDigits } from './dates';
import {
  A_MANGA,
  broughtOf,
  calledIn,
  listFrom,
  type Marker,
  marker,
  NO_TITLE,
  type Outcome,
  oddStatus,
  progressOf,
  silentOn,
  statusAt,
  TOO_MANY,
} from './entry';
import {
  jsonOf,
  listOf,
  noShows,
  numberOf,
  scoreOf,
  siteNumberOf,
  tagsOf,
  textOf,
  verdictsOf,
  wholeOf,
} from './reading';

/** By their numbers in AniList's tables: current, planning, completed, dropped, paused, repeating. */
const STATUSES: readonly Status[] = [
  'watching',
  'planned',
  'completed',
  'dropped',
  'paused',
  'completed',
];
const REPEATING = 5;

/** In AniList's tables 0 is an anime. */
const MANGA = 1;

/**
 * Reads the file of all that AniList holds of an account (`gdpr_data.json`), which has no titles: what
 * is not known is which shows the numbers are of.
 * @throws Problem `failed` when it is no JSON, no such file or without entries.
 */
export function readAnilistAccount(text: string): BroughtList {
  const { lists } = fieldsOf(jsonOf(text));
  if (!Array.isArray(lists)) {
    throw new Problem('failed', 'The file is no account file of AniList.', {
      hint: 'AniList gives yours at anilist.co/settings/account.',
    });
  }
  if (lists.length === 0) throw noShows();
  const mark = marker();
  return listFrom(listOf(lists).map((row, index) => readRow(row, index, mark)));
}

function readRow(value: unknown, index: number, mark: Marker): Outcome {
  const row = fieldsOf(value);
  const anilist = siteNumberOf(row.series_id);
  const ids = anilist === undefined ? undefined : { anilist };
  const name = calledIn({ ids }, index);
  if (row.series_type === MANGA) return { name, why: A_MANGA };
  if (ids === undefined) return { name, why: NO_TITLE };
  const progress = progressOf(row.progress);
  if (progress === undefined) return { name, why: TOO_MANY };
  const number = wholeOf(row.status, 0, STATUSES.length - 1);
  const isTold = row.status !== undefined && row.status !== null;
  const status = isTold ? STATUSES[number ?? -1] : statusAt(progress, undefined);
  if (status === undefined) return { name, why: oddStatus(JSON.stringify(row.status)) };
  const watched = mark(progress);
  return broughtOf({
    ids,
    status,
    silent: silentOn({
      status: isTold,
      progress: numberOf(row.progress) !== undefined,
      watched,
    }),
    watched,
    verdicts: verdictsOf(scoreOf(row.score, 100), textOf(row.notes)),
    tags: tagsOf(customLists(row.custom_lists)),
    started: partialDateOfDigits(row.started_on),
    finished: partialDateOfDigits(row.finished_on),
    rewatches: wholeOf(row.repeat, 1, HIGHEST_EPISODE),
    rewatching: number === REPEATING ? progress : undefined,
  });
}
