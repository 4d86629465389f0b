import { type BroughtList, entryName } from '../../watchlist/brought';
import { fieldsOf, listOf } from '../../watchlist/fields';
import { Problem } from '../../watchlist/problem';
import { HIGHEST_EPISODE, type Status } from '../../watchlist/show';
import { customLists } from './anilist';
import { partialDateOfDigits } from './dates';
import {
  A_MANGA,
  broughtOf,
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
  const { lists, user } = fieldsOf(jsonOf(text));
  if (!Array.isArray(lists)) {
    throw new Problem('failed', 'The file is no account file of AniList.', {
      hint: 'AniList gives yours at anilist.co/settings/account.',
    });
  }
  if (lists.length === 0) throw noShows();
  const custom = listOf(fieldsOf(fieldsOf(user).custom_lists).anime);
  const mark = marker();
  return listFrom(listOf(lists).map((row, index) => readRow(row, index, { custom, mark })));
}

function readRow(
  value: unknown,
  index: number,
  { custom, mark }: { readonly custom: readonly unknown[]; readonly mark: Marker },
): Outcome {
  const row = fieldsOf(value);
  const anilist = siteNumberOf(row.series_id);
  const ids = anilist === undefined ? undefined : { anilist };
  const name = entryName({ ids }, `entry ${index + 1}`);
  if (row.series_type === MANGA) return { name, why: A_MANGA };
  if (ids === undefined) return { name, why: NO_TITLE };
  const progress = progressOf(row.progress);
  if (progress === undefined) return { name, why: TOO_MANY };
  const number = wholeOf(row.status, 0, STATUSES.length - 1);
  const isTold = row.status !== undefined && row.status !== null;
  const status = isTold ? STATUSES[number ?? -1] : statusAt(progress, undefined);
  if (status === undefined) {
    // What goes into the depth is not for showing.
    return { name, why: oddStatus(typeof row.status === 'object' ? '{…}' : String(row.status)) };
  }
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
    tags: tagsOf(customListsOf(row.custom_lists, custom)),
    started: partialDateOfDigits(row.started_on),
    finished: partialDateOfDigits(row.finished_on),
    rewatches: wholeOf(row.repeat, 1, HIGHEST_EPISODE),
    rewatching: number === REPEATING ? progress : undefined,
  });
}

/**
 * The custom lists that a row is on. AniList writes JSON into a text of its own, with a flag for each of the
 * user's lists, in their order: `"[0,1]"`.
 * @param names what the user calls these lists
 */
function customListsOf(value: unknown, names: readonly unknown[]): readonly unknown[] {
  const told = typeof value === 'string' ? parsed(value) : value;
  const flags = listOf(told);
  const areFlags = flags.length > 0 && flags.every((flag) => flagOf(flag) !== undefined);
  return areFlags ? names.filter((_, index) => flagOf(flags[index]) === 1) : customLists(told);
}

function flagOf(value: unknown): number | undefined {
  return typeof value === 'boolean' ? Number(value) : wholeOf(value, 0, 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
