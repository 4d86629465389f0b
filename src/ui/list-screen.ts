import { followed, nextDrop, waiting } from '../watchlist/agenda';
import { isDated } from '../watchlist/moment';
import type { Drop } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { latestScore, latestVerdict } from '../watchlist/verdict';
import { countMark, statusText } from './show-words';
import { bold, dim, type Row, type Screen, styled, type Text, table } from './text';
import { clock, dateOf, distanceWords, momentWords, type Reader, withoutThisYear } from './time';

export function listScreen(shows: readonly Show[], reader: Reader, heading: boolean): Screen {
  const rows: Row[] = shows.map((show) => {
    const { schedule, platform } = followed(show);
    const seen = `${show.watched.length}${schedule.episodes === undefined ? '' : `/${countMark(schedule.episodes)}`}`;
    const score = latestScore(show);
    return [
      bold(show.title),
      statusText(show.status),
      seen,
      latestVerdict(show)?.words ?? (score === undefined ? '' : `${score}/10`),
      platform,
      ...nextCells(show, reader),
    ];
  });
  const heads = ['TITLE', 'STATUS', 'SEEN', 'VERDICT', 'PLATFORM', 'NEXT', ''].map(dim);
  const columns = [
    { shrinkTo: 16 },
    {},
    { align: 'right' },
    { shrinkTo: 10, optional: true },
    { optional: true },
    {},
    { optional: true },
  ] as const;
  return [table(columns, heading && rows.length > 0 ? [heads, ...rows] : rows)];
}

/** What comes next for a show on the list: absolute and relative. */
function nextCells(show: Show, reader: Reader): readonly Text[] {
  if (show.status !== 'watching' && show.status !== 'planned') return ['', ''];
  const count = waiting(show, reader.now, reader.zone).length;
  if (count > 0) return [styled('yellow', `${count} waiting`), ''];
  const drop = nextDrop(show, reader.now, reader.zone);
  if (drop === undefined) return ['', ''];
  return [shortWords(drop, reader), dim(distanceWords(drop.moment, reader))];
}

/** `~17 Jan 16:55`; with the year where it is not this one. */
function shortWords({ moment, basis }: Drop, reader: Reader): string {
  if (!isDated(moment)) return momentWords(moment, reader.zone);
  const day = withoutThisYear(dateOf(moment, reader.zone).slice(4), reader);
  const time = moment.precision === 'day' ? '' : ` ${clock(Date.parse(moment.at), reader.zone)}`;
  return `${basis === 'estimated' ? '~' : ''}${day}${time}`;
}
