import { type BroughtList, entryName } from '../../watchlist/brought';
import { fieldsOf } from '../../watchlist/fields';
import { Problem } from '../../watchlist/problem';
import { HIGHEST_EPISODE, type Status } from '../../watchlist/show';
import { partialDateIn } from './dates';
import {
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
  nameOf,
  noShows,
  numberOf,
  onlyManga,
  scoreOf,
  textOf,
  verdictsOf,
  wholeOf,
} from './reading';

/** Not a status of ours: the user has looked at the show, and decided against it. */
const NEVER = "won't watch";

const STATUSES: ReadonlyMap<string, Status> = new Map([
  ['watching', 'watching'],
  ['watched', 'completed'],
  ['want to watch', 'planned'],
  ['stalled', 'paused'],
  ['dropped', 'dropped'],
  [NEVER, 'dropped'],
]);

/** The best there is, in stars. */
const BEST = 5;

/**
 * Reads the JSON that Anime-Planet exports: titles without numbers, and stars.
 * @throws Problem `failed` when it is no JSON, no such list, a list of manga or empty.
 */
export function readAnimePlanet(text: string): BroughtList {
  const { entries, export: told } = fieldsOf(jsonOf(text));
  if (!Array.isArray(entries)) {
    throw new Problem('failed', 'The file is no list of Anime-Planet.', {
      hint: 'Export your list of anime there as JSON.',
    });
  }
  if (fieldsOf(told).type === 'manga') throw onlyManga();
  if (entries.length === 0) throw noShows();
  const mark = marker();
  return listFrom(entries.map((entry, index) => readEntry(entry, index, mark)));
}

function readEntry(value: unknown, index: number, mark: Marker): Outcome {
  const entry = fieldsOf(value);
  const title = nameOf(entry.name);
  const name = entryName({ title }, `entry ${index + 1}`);
  if (title === undefined) return { name, why: NO_TITLE };
  const progress = progressOf(entry.eps);
  if (progress === undefined) return { name, why: TOO_MANY };
  const word = textOf(entry.status)?.toLowerCase().replaceAll('’', "'");
  const status = word === undefined ? statusAt(progress, undefined) : STATUSES.get(word);
  if (status === undefined) return { name, why: oddStatus(word ?? '') };
  const times = wholeOf(entry.times, 2, HIGHEST_EPISODE + 1);
  const watched = mark(progress);
  return broughtOf({
    title,
    status,
    silent: silentOn({
      status: word !== undefined,
      progress: numberOf(entry.eps) !== undefined,
      watched,
    }),
    watched,
    verdicts: verdictsOf(scoreOf(entry.rating, BEST), undefined),
    tags: word === NEVER ? [NEVER] : undefined,
    started: partialDateIn(entry.started),
    finished: partialDateIn(entry.completed),
    rewatches: times === undefined ? undefined : times - 1,
  });
}
