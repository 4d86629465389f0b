import type { Brought, BroughtList, Refused } from '../../watchlist/brought';
import { Problem } from '../../watchlist/problem';
import { HIGHEST_EPISODE, type Status, type Watched } from '../../watchlist/show';
import { numberOf } from './reading';

/** An entry of another list as its reader understood it; undefined for what the list does not tell. */
type Told = { readonly [field in keyof Brought]?: Brought[field] | undefined } & {
  readonly status: Status;
};

/** What a list tells, without what it does not: field by field, since lists are long and spreading is slow. */
export function broughtOf(told: Told): Brought {
  const { status, watched = [], verdicts = [] } = told;
  const brought: { -readonly [field in keyof Brought]: Brought[field] } = {
    status,
    watched,
    verdicts,
  };
  if (told.title !== undefined) brought.title = told.title;
  if (told.titles !== undefined) brought.titles = told.titles;
  if (told.ids !== undefined) brought.ids = told.ids;
  if (told.format !== undefined) brought.format = told.format;
  if (told.episodes !== undefined) brought.episodes = told.episodes;
  if (told.minutes !== undefined) brought.minutes = told.minutes;
  if (told.year !== undefined) brought.year = told.year;
  if (told.silent !== undefined) brought.silent = told.silent;
  if (told.tags !== undefined) brought.tags = told.tags;
  if (told.started !== undefined) brought.started = told.started;
  if (told.finished !== undefined) brought.finished = told.finished;
  if (told.rewatches !== undefined) brought.rewatches = told.rewatches;
  if (told.rewatching !== undefined) brought.rewatching = told.rewatching;
  return brought;
}

/**
 * What a list says nothing of, as {@link Brought} has it; undefined where it says all.
 * @param told.watched what is marked: of a show that is marked, the list has told the progress somehow.
 */
export function silentOn(told: {
  readonly status: boolean;
  readonly progress: boolean;
  readonly watched: Brought['watched'];
}): Brought['silent'] {
  const isProgressTold = told.progress || told.watched.length > 0;
  if (told.status && isProgressTold) return undefined;
  return [...(told.status ? [] : ON_STATUS), ...(isProgressTold ? [] : ON_PROGRESS)];
}
const ON_STATUS = ['status'] as const;
const ON_PROGRESS = ['progress'] as const;

/** What becomes of one entry of a file. */
export type Outcome = Brought | Refused;

/** The outcomes of all entries of a file, as a list. */
export function listFrom(outcomes: readonly Outcome[]): BroughtList {
  const entries: Brought[] = [];
  const refused: Refused[] = [];
  for (const outcome of outcomes) {
    if ('why' in outcome) refused.push(outcome);
    else entries.push(outcome);
  }
  return { entries, refused };
}

/** Why an entry is refused, in half a sentence. */
export const NO_TITLE = 'it has no title';
export const A_MANGA = 'a manga';
export const TOO_MANY = `it tells of more than ${HIGHEST_EPISODE} episodes`;

/** Why an entry is refused whose status nobody knows. */
export function oddStatus(status: string): string {
  const shown = status.length > 40 ? `${status.slice(0, 40)}…` : status;
  return `its status "${shown}" is not known`;
}

/** How far somebody is: 0 for what is no number, undefined for more than there can be. */
export function progressOf(value: unknown): number | undefined {
  const number = Math.floor(numberOf(value) ?? 0);
  if (number > HIGHEST_EPISODE) return undefined;
  return Math.max(number, 0);
}

/** The status of somebody who is so far, where the list tells none. */
export function statusAt(progress: number, episodes: number | undefined): Status {
  if (progress === 0) return 'planned';
  return episodes !== undefined && progress >= episodes ? 'completed' : 'watching';
}

/** Episodes of one file that are marked in all: a hundred years of watching, and what memory holds. */
const MOST_MARKS = 2_000_000;

/**
 * Marks the first episodes of a show, without times. Files tell a number and get a mark for each, so
 * that a small one could ask for more than memory holds.
 */
export type Marker = (episodes: number) => readonly Watched[];

/**
 * A marker for one file.
 * It throws a Problem `failed` when all its shows together have more marks than anybody can have made.
 */
export function marker(): Marker {
  const known: Watched[] = [];
  let marked = 0;
  return (episodes) => {
    marked += episodes;
    if (marked > MOST_MARKS) {
      throw new Problem(
        'failed',
        'The list tells of more episodes than anybody can have watched.',
        {
          hint: 'Look at its numbers of watched episodes, or export it again.',
        },
      );
    }
    while (known.length < episodes) known.push({ episode: known.length + 1 });
    return known.slice(0, episodes);
  };
}
