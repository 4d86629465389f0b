import { followed, timetableIn } from '../../watchlist/releases';
import {
  HIGHEST_EPISODE,
  type PartialDate,
  type Show,
  SITES,
  type Titles,
} from '../../watchlist/show';
import { latestScore, type Opinion } from '../../watchlist/verdict';
import { unwatchEpisodes, withWatched } from '../../watchlist/watching';
import { saysTheSame, shown } from './cells';
import { type DateOrder, dateFrom, isWritingOf } from './table-dates';
import { countFrom, formatFrom, progressFrom, scoreFrom, statusFrom } from './table-words';
import { episodesOf } from './telling';

/**
 * The columns of a list that people read and change in a spreadsheet. The show itself stands whole in
 * another one; what is in these is told from it, so a cell that says something else was changed.
 */
export interface Column {
  readonly name: string;
  /** What the show's cell says; empty where there is nothing to say. */
  readonly tell: (show: Show) => string;
  /** What becomes of the show when its cell is changed to these words; undefined when it cannot. */
  readonly change?: (
    draft: Draft,
    words: string,
    order: DateOrder | undefined,
  ) => Draft | undefined;
  /** What becomes of it when its cell is emptied; nothing without it. */
  readonly clear?: (draft: Draft) => Draft;
  /** Whether the cell says what was written into it, in other words. */
  readonly isSame?: (cell: string, written: string) => boolean;
}

/** A show on its way to what the cells say. */
export interface Draft {
  readonly show: Show;
  /** What the user says of it there. */
  readonly opinion: Opinion;
  readonly isStatusSaid: boolean;
}

/** The show as the cells want it, and the columns that want what cannot be. */
export interface Edited {
  readonly show: Show;
  /** What the user says there of the show that they had not said, or said otherwise; it is not on the show's trail. */
  readonly opinion?: Opinion;
  readonly unread: readonly string[];
}

/**
 * A show with what somebody changed in its cells. More progress marks the next episodes, at a time that
 * nobody knows, less takes the last marks away; a new score, word or note is an opinion on the show.
 * An emptied cell takes away tags, dates and rewatches, and changes nothing else.
 * @param cellOf what stands in a column; undefined where the column is missing.
 */
export function editedByCells(
  show: Show,
  cellOf: (column: string) => string | undefined,
  order: DateOrder | undefined,
): Edited {
  let draft: Draft = { show, opinion: {}, isStatusSaid: false };
  const unread: string[] = [];
  for (const { name, tell, change, clear, isSame = saysTheSame } of READ) {
    const cell = cellOf(name);
    const written = tell(show);
    if (cell === undefined || isSame(cell, written)) continue;
    const words = cell.trim();
    const next = words === '' ? (clear?.(draft) ?? draft) : change?.(draft, words, order);
    if (next === undefined) unread.push(name);
    else draft = next;
  }
  const { opinion, show: edited } = draft;
  return {
    show: edited,
    ...(!isEmpty(opinion) && { opinion }),
    unread,
  };
}

function isEmpty(opinion: Opinion): boolean {
  return Object.keys(opinion).length === 0;
}

/** In the order in which they are written. */
export const COLUMNS: readonly Column[] = [
  { name: 'id', tell: ({ id }) => id },
  {
    name: 'title',
    tell: ({ title }) => shown(title),
    change: (draft, title) => withFacts(draft, { title }),
  },
  {
    name: 'status',
    tell: ({ status }) => status,
    change: (draft, words) => {
      const said = statusFrom(words);
      if (said === undefined || said.again) return undefined;
      return { ...withFacts(draft, { status: said.status }), isStatusSaid: true };
    },
  },
  { name: 'progress', tell: ({ watched }) => String(watched.length), change: progressed },
  { name: 'episodes', tell: (show) => told(episodesOf(show)), change: recounted },
  {
    name: 'score',
    tell: (show) => told(latestScore(show)),
    change: (draft, words) => {
      const score = scoreFrom(words);
      return score === undefined ? undefined : withOpinion(draft, { score });
    },
  },
  {
    name: 'verdict',
    tell: ({ verdicts }) =>
      shown(verdicts.findLast(({ words }) => words !== undefined)?.words ?? ''),
    change: (draft, words) => withOpinion(draft, { words }),
  },
  {
    name: 'note',
    tell: ({ verdicts }) => shown(verdicts.findLast(({ note }) => note !== undefined)?.note ?? ''),
    change: (draft, note) => withOpinion(draft, { note }),
  },
  {
    name: 'tags',
    tell: ({ tags = [] }) => tags.map(shown).join(', '),
    change: (draft, words) => {
      const tags = tagsFrom(words);
      return tags.length === 0 ? undefined : withFacts(draft, { tags });
    },
    clear: without('tags'),
  },
  { name: 'platform', tell: (show) => shown(followed(show).platform) },
  dateColumn('started'),
  dateColumn('finished'),
  countColumn('rewatches', 1),
  countColumn('rewatching', 0),
  ...(['english', 'romaji', 'native'] as const).map(titleColumn),
  {
    name: 'format',
    tell: ({ format = '' }) => format,
    change: (draft, words) => {
      const format = formatFrom(words);
      return format === undefined ? undefined : withFacts(draft, { format });
    },
  },
  {
    name: 'minutes',
    tell: ({ minutes }) => told(minutes),
    change: (draft, words) => {
      const minutes = countFrom(words, MINUTES_IN_A_DAY);
      return minutes === undefined || minutes < 1 ? undefined : withFacts(draft, { minutes });
    },
  },
  ...SITES.map(
    (site): Column => ({
      name: site,
      tell: ({ ids }) => told(ids?.[site]),
      change: (draft, words) => {
        const number = countFrom(words, HIGHEST_NUMBER);
        if (number === undefined || number < 1) return undefined;
        return withFacts(draft, { ids: { ...draft.show.ids, [site]: number } });
      },
    }),
  ),
  {
    name: 'site',
    tell: ({ site = '' }) => shown(site),
    change: (draft, site) => withFacts(draft, { site }),
  },
  { name: 'added', tell: ({ added }) => added.slice(0, 10), isSame: sameDate },
];

/** In the order in which they are read: progress is so much of the episodes, and may bring a status along. */
const READ = COLUMNS.toSorted(
  (a, b) => Number(a.change === progressed) - Number(b.change === progressed),
);

const MINUTES_IN_A_DAY = 1440;
/** Of sites that number their shows: none has a billion. */
export const HIGHEST_NUMBER = 999_999_999;

/** Each once, however they are separated. */
export function tagsFrom(words: string): readonly string[] {
  const tags = words.split(/[,;]/).map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}

function withFacts(draft: Draft, facts: Partial<Show>): Draft {
  return { ...draft, show: { ...draft.show, ...facts } };
}

function withOpinion(draft: Draft, more: Opinion): Draft {
  return { ...draft, opinion: { ...draft.opinion, ...more } };
}

function without(name: 'tags' | 'started' | 'finished' | 'rewatches' | 'rewatching') {
  return (draft: Draft): Draft => {
    const { [name]: _, ...rest } = draft.show;
    return { ...draft, show: rest };
  };
}

function told(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function dateColumn(name: 'started' | 'finished'): Column {
  return {
    name,
    tell: (show) => show[name] ?? '',
    change: (draft, words, order) => {
      const date = dateFrom(words, order);
      return date === undefined ? undefined : withFacts(draft, { [name]: date });
    },
    clear: without(name),
    isSame: sameDate,
  };
}

function sameDate(cell: string, date: PartialDate): boolean {
  const words = cell.replace(/^'/, '').trim();
  return words === date || (date !== '' && isWritingOf(date, words));
}

function countColumn(name: 'rewatches' | 'rewatching', least: number): Column {
  return {
    name,
    tell: (show) => told(show[name]),
    change: (draft, words) => {
      const count = countFrom(words);
      if (count === undefined) return undefined;
      return count < least ? without(name)(draft) : withFacts(draft, { [name]: count });
    },
    clear: without(name),
  };
}

function titleColumn(language: keyof Titles): Column {
  return {
    name: language,
    tell: ({ titles }) => shown(titles?.[language] ?? ''),
    change: (draft, words) =>
      withFacts(draft, { titles: { ...draft.show.titles, [language]: words } }),
  };
}

function recounted(draft: Draft, words: string): Draft | undefined {
  const { show } = draft;
  const number = countFrom(words);
  const release = followed(show);
  const { first = 1 } = release.schedule;
  if (number === undefined || number < 1 || first + number - 1 > HIGHEST_EPISODE) return undefined;
  const schedule = { ...release.schedule, episodes: { number, basis: 'confirmed' as const } };
  const releases = show.releases.map((one) => (one === release ? { ...one, schedule } : one));
  return withFacts(draft, { releases });
}

function progressed(draft: Draft, words: string): Draft | undefined {
  const { show, isStatusSaid } = draft;
  const wanted = progressFrom(words)?.progress;
  if (wanted === undefined) return undefined;
  const after = withProgress(show, wanted);
  if (after === undefined) return undefined;
  return { ...draft, show: isStatusSaid ? { ...after, status: show.status } : after };
}

/** As many marks as wanted; undefined where there are no numbers for so many. */
function withProgress(show: Show, wanted: number): Show | undefined {
  const { watched } = show;
  if (wanted === watched.length) return show;
  if (wanted < watched.length) {
    const taken = watched.slice(wanted).map(({ episode }) => episode);
    return unwatchEpisodes(show, taken).shows[0]?.after ?? undefined;
  }
  const known = new Set(watched.map(({ episode }) => episode));
  const marks = [...watched];
  for (let episode = timetableIn(show).first; marks.length < wanted; episode += 1) {
    if (episode > HIGHEST_EPISODE) return undefined;
    if (!known.has(episode)) marks.push({ episode });
  }
  return withWatched(show, marks);
}
