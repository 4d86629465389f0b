import { isDated } from '../watchlist/moment';
import { type Moved, type MovedRun, movedTogether } from '../watchlist/moved';
import type { News } from '../watchlist/refreshing';
import { releaseName } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Drop } from '../watchlist/schedule';
import type { EpisodeCount, Moment } from '../watchlist/show';
import { markOf } from './estimates';
import { countWords } from './show-words';
import type { Text } from './text';
import { clock, dateOf, momentWords, type Reader, withoutThisYear } from './time';

/** What is otherwise now, a line each: `ep 7: Wed 14 Feb → Wed 21 Feb, 16:55; ep 8–12 move along`. */
export function newsLines(news: readonly News[], reader: Reader): readonly Text[] {
  const moved = news.filter((one) => one.kind === 'drop');
  return [
    ...movedTogether(moved, reader.zone).map((group) => movedWords(group, reader)),
    ...news.flatMap((one) => (one.kind === 'drop' ? [] : [otherWords(one)])),
  ];
}

function otherWords(news: Exclude<News, Moved>): Text {
  switch (news.kind) {
    case 'count':
      return countNews(news.before, news.after);
    case 'production':
      return PRODUCTION_WORDS[news.after];
    case 'release':
      return `also on ${releaseName(news.after)}`;
  }
}

const PRODUCTION_WORDS = {
  upcoming: 'not begun yet',
  airing: 'has begun',
  finished: 'is over',
  cancelled: 'was cancelled',
  hiatus: 'is on hiatus',
} as const;

function countNews(before: EpisodeCount | undefined, after: EpisodeCount): string {
  const was = before === undefined ? 'unknown' : `${markOf(before.basis)}${before.number}`;
  return before?.number === after.number
    ? `${countWords(after)}, as was ${before.basis === 'estimated' ? 'estimated' : 'announced'}`
    : `${countWords(after)} (was ${was})`;
}

function movedWords([first, ...others]: MovedRun, reader: Reader): string {
  const along = isDated(first.before.moment) && isDated(first.after.moment);
  const verb = !along ? 'likewise' : others.length === 1 ? 'moves along' : 'move along';
  const rest =
    others.length === 0 ? '' : `; ep ${runs(others.map(({ after }) => after.episode))} ${verb}`;
  return `ep ${first.after.episode}: ${arrow(first, reader)}${rest}`;
}

/** `Wed 14 Feb → Wed 21 Feb, 16:55`: the hour once where it is the same. */
function arrow({ before, after }: Moved, reader: Reader): string {
  const [from, to] = [partsOf(before, reader), partsOf(after, reader)];
  const hourStays = from.hour === to.hour || from.hour === '';
  return `${from.day}${hourStays ? '' : `, ${from.hour}`} → ${to.day}${to.hour === '' ? '' : `, ${to.hour}`}`;
}

function partsOf({ moment, basis }: Drop, reader: Reader): { day: string; hour: string } {
  if (!isDated(moment)) return { day: momentWords(moment, reader.zone), hour: '' };
  const day = `${markOf(basis)}${withoutThisYear(dateOf(moment, reader.zone), reader)}`;
  return { day, hour: hourOf(moment, reader) };
}

function hourOf(moment: Moment, { zone }: Reader): string {
  return moment.precision === 'minute' ? clock(Date.parse(moment.at), zone) : '';
}
