import { isActive, nextDrop, waiting } from '../watchlist/agenda';
import { isDated } from '../watchlist/moment';
import { moodOf, type Vocabulary } from '../watchlist/mood';
import { quantity } from '../watchlist/quantity';
import { followed } from '../watchlist/releases';
import type { Drop } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { latestScore, latestVerdict } from '../watchlist/verdict';
import { estimateKey, markOf } from './estimates';
import { moodSign } from './mood-words';
import { countMark, statusText } from './show-words';
import { bold, dim, line, type Row, type Screen, styled, type Text, table } from './text';
import {
  clock,
  dateOf,
  distanceWords,
  dropWords,
  momentWords,
  type Reader,
  withoutThisYear,
} from './time';

const COLUMNS = [
  { shrinkTo: 16 },
  {},
  { align: 'right' },
  { shrinkTo: 10, optional: 3 },
  { optional: 1 },
  {},
  { optional: 2 },
] as const;

const HEADS = ['TITLE', 'STATUS', 'SEEN', 'VERDICT', 'PLATFORM', 'NEXT'].map(dim);

/** A show's row, with what is estimated about it. */
export interface ListRow {
  readonly cells: readonly Text[];
  readonly next: Drop | undefined;
}

/** @param vocabulary what the newest verdict's words stand for. */
export function listRow(
  show: Show,
  reader: Reader,
  vocabulary: Vocabulary,
  forPerson: boolean,
): ListRow {
  const { schedule, platform } = followed(show);
  const seen = `${show.watched.length}${schedule.episodes === undefined ? '' : `/${countMark(schedule.episodes)}`}`;
  const score = latestScore(show);
  const verdict = latestVerdict(show);
  const said = verdict?.words ?? (score === undefined ? '' : `${score}/10`);
  const mood = () => moodOf({ ...(score === undefined ? {} : { score }), ...verdict }, vocabulary);
  const told: Text = said === '' || !forPerson ? said : [moodSign(mood()), ' ', said];
  const { now, zone } = reader;
  const due = isActive(show) ? waiting(show, now, zone) : [];
  // A pipe is told of nothing that comes where something waits.
  const isAsked = isActive(show) && (forPerson || due.length === 0);
  const next = isAsked ? nextDrop(show, now, zone) : undefined;
  return {
    cells: [
      ...[bold(show.title), statusText(show.status), seen, told, platform],
      ...nextCells(due, next, reader, forPerson),
    ],
    next,
  };
}

/** Shows in a table: with heads, moods and a count for a person, and for a pipe a show a line. */
export function listScreen(rows: readonly ListRow[], forPerson: boolean): Screen {
  const shows: readonly Row[] = rows.map(({ cells }) => cells);
  if (!forPerson) return [table(COLUMNS, shows)];
  return [
    table(COLUMNS, [HEADS, ...shows]),
    line(dim(quantity(rows.length, 'show'))),
    ...estimateKey(rows.flatMap(({ next }) => next ?? [])),
  ];
}

/** What comes next for a show on the list: absolute and relative. */
function nextCells(
  due: readonly Drop[],
  drop: Drop | undefined,
  reader: Reader,
  forPerson: boolean,
): readonly Text[] {
  if (due.length > 0) {
    const guessed = due.map(({ basis }) => markOf(basis)).find((mark) => mark !== '') ?? '';
    return [styled('yellow', `${guessed}${due.length} waiting`), ''];
  }
  if (drop === undefined) return ['', ''];
  const when = forPerson
    ? shortWords(drop, reader)
    : dropWords(drop.moment, drop.basis, reader.zone);
  return [when, dim(distanceWords(drop.moment, reader))];
}

/** `~17 Jan 16:55`; with the year where it is not this one. */
function shortWords({ moment, basis }: Drop, reader: Reader): string {
  if (!isDated(moment)) return momentWords(moment, reader.zone);
  const day = withoutThisYear(dateOf(moment, reader.zone).slice(4), reader);
  const time = moment.precision === 'day' ? '' : ` ${clock(Date.parse(moment.at), reader.zone)}`;
  return `${markOf(basis)}${day}${time}`;
}
