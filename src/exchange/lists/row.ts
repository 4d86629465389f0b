import type { Brought } from '../../watchlist/brought';
import {
  HIGHEST_EPISODE,
  SITES,
  type SiteIds,
  type Titles,
  type Verdict,
} from '../../watchlist/show';
import { type Marker, silentOn } from './entry';
import { HIGHEST_NUMBER, tagsFrom } from './own-columns';
import type { Fact } from './row-columns';
import { type DateOrder, dateFrom, isNoDate } from './table-dates';
import {
  countFrom,
  formatFrom,
  progressFrom,
  type StatusWord,
  saysNothing,
  scoreFrom,
  statusFrom,
} from './table-words';

/** How the cells of one file are to be read. */
export interface Manner {
  readonly order: DateOrder | undefined;
  /** What a bare score is out of: 10 or 100. */
  readonly scale: number;
  /** Whether a score of 0 means that none was given, as it does in all lists but ours. */
  readonly isZeroUnscored: boolean;
  readonly mark: Marker;
}

/** An entry out of a row that no show of ours stands in, and the facts that could not be read. */
export interface RowRead {
  readonly brought: Brought;
  readonly unread: readonly Fact[];
}

/** A row's entry. @param cellOf what stands there of a fact, trimmed; empty where nothing does. */
export function broughtFromRow(cellOf: (fact: Fact) => string, manner: Manner): RowRead {
  const unread: Fact[] = [];
  /** A fact's value, unless nothing is said of it; noted where what is said cannot be read. */
  function read<T>(fact: Fact, parse: (words: string) => T | undefined): T | undefined {
    const words = cellOf(fact);
    if (saysNothing(words)) return undefined;
    const value = parse(words);
    if (value === undefined) unread.push(fact);
    return value;
  }
  const date = (words: string) => (isNoDate(words) ? '' : dateFrom(words, manner.order));

  const counted = read('progress', progressFrom);
  const episodes = read('episodes', (words) => countFrom(words)) || counted?.episodes || undefined;
  const said = read('status', statusFrom);
  const progress = Math.min(counted?.progress ?? 0, HIGHEST_EPISODE);
  const started = read('started', date);
  const finished = read('finished', date);
  const status = said ?? guessed(progress, episodes, finished);
  const through = status.status === 'completed' ? Math.max(progress, episodes ?? 0) : progress;
  const watched = manner.mark(through);
  const silent = silentOn({
    // Who tells when they were done tells that they are.
    status: said !== undefined || Boolean(finished),
    progress: counted !== undefined,
    watched,
  });
  const tags = read('tags', tagsFrom) ?? [];
  const rewatches = read('rewatches', (words) => countFrom(words));
  const rewatching =
    read('rewatching', (words) => countFrom(words)) || (status.again ? progress : undefined);
  const verdict = verdictFrom(
    cellOf,
    read('score', (words) => scoreFrom(words, manner.scale)),
    manner,
  );
  const ids = idsFrom(read);
  const titles = titlesFrom(cellOf);
  const title = cellOf('title') || titles?.english || titles?.romaji || titles?.native;
  // A kind that we have no word for, such as a music video, is nothing that anybody would miss.
  const format = formatFrom(cellOf('format'));
  const minutes = countFrom(cellOf('minutes').replace(/\s*min(?:ute)?s?$/i, ''), 1440);
  const year = /\b(?:19|20)\d{2}\b/.exec(cellOf('year'))?.[0];
  return {
    brought: {
      ...(title !== undefined && { title }),
      ...(titles !== undefined && { titles }),
      ...(ids !== undefined && { ids }),
      ...(format !== undefined && { format }),
      ...(episodes !== undefined && { episodes }),
      ...(minutes !== undefined && minutes > 0 && { minutes }),
      ...(year !== undefined && { year: Number(year) }),
      status: status.status,
      ...(silent !== undefined && { silent }),
      watched,
      verdicts: verdict === undefined ? [] : [verdict],
      ...(tags.length > 0 && { tags }),
      ...(started ? { started } : {}),
      ...(finished ? { finished } : {}),
      ...(rewatches ? { rewatches } : {}),
      ...(rewatching !== undefined && { rewatching }),
    },
    unread,
  };
}

/** Where somebody stands with a show who does not say. */
function guessed(
  progress: number,
  episodes: number | undefined,
  finished: string | undefined,
): StatusWord {
  if (finished || (episodes !== undefined && progress >= episodes)) return { status: 'completed' };
  return { status: progress > 0 ? 'watching' : 'planned' };
}

function verdictFrom(
  cellOf: (fact: Fact) => string,
  score: number | undefined,
  { isZeroUnscored }: Manner,
): Verdict | undefined {
  const [words, note] = [cellOf('verdict'), cellOf('note')];
  const isScored = score !== undefined && !(isZeroUnscored && score === 0);
  const verdict: Verdict = {
    ...(words !== '' && { words }),
    ...(isScored && { score }),
    ...(note !== '' && { note }),
  };
  return Object.keys(verdict).length === 0 ? undefined : verdict;
}

function idsFrom(
  read: <T>(fact: Fact, parse: (words: string) => T | undefined) => T | undefined,
): SiteIds | undefined {
  const ids = SITES.flatMap((site) => {
    const number = read(site, (words) => countFrom(words.replace(/^#/, ''), HIGHEST_NUMBER));
    return number ? [[site, number] as const] : [];
  });
  return ids.length === 0 ? undefined : Object.fromEntries(ids);
}

function titlesFrom(cellOf: (fact: Fact) => string): Titles | undefined {
  const titles = (['english', 'romaji', 'native'] as const).flatMap((language) => {
    const title = cellOf(language);
    return title === '' ? [] : [[language, title] as const];
  });
  return titles.length === 0 ? undefined : Object.fromEntries(titles);
}
