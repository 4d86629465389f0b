import { releaseName } from '../watchlist/editing';
import { isDated } from '../watchlist/moment';
import type { News } from '../watchlist/refreshing';
import type { Drop } from '../watchlist/schedule';
import type { EpisodeCount, Moment } from '../watchlist/show';
import { runs } from '../watchlist/watching';
import { type Millis, toCivil } from '../watchlist/zone';
import { markOf } from './estimates';
import { countWords } from './show-words';
import type { Text } from './text';
import { clock, dateOf, momentWords, type Reader, withoutThisYear } from './time';

type Moved = Extract<News, { kind: 'drop' }>;

/** What is otherwise now, a line each: `ep 7: Wed 14 Feb → Wed 21 Feb, 16:55; ep 8–12 move along`. */
export function newsLines(news: readonly News[], reader: Reader): readonly Text[] {
  const moved = news.filter((one) => one.kind === 'drop');
  return [
    ...together(moved, reader).map((group) => movedWords(group, reader)),
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

/** Drops side by side that moved by the same. */
function together(
  moved: readonly Moved[],
  reader: Reader,
): readonly (readonly [Moved, ...Moved[]])[] {
  const groups: [Moved, ...Moved[]][] = [];
  for (const one of moved) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const follows =
      before !== undefined &&
      before.after.episode + 1 === one.after.episode &&
      isAlike(before, one, reader);
    if (follows) group?.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Whether two drops moved by the same, in time or on the clock: clocks may change in between. */
function isAlike(one: Moved, other: Moved, { zone }: Reader): boolean {
  const ways = [(at: Millis) => at, (at: Millis) => toCivil(at, zone)];
  return ways.some((way) => distanceOf(one, way) === distanceOf(other, way));
}

/** By how much a drop moved, as a key. */
function distanceOf({ before, after }: Moved, way: (at: Millis) => Millis): string {
  if (!isDated(before.moment) || !isDated(after.moment)) {
    return `${before.moment.precision} ${after.moment.precision}`;
  }
  return String(way(Date.parse(after.moment.at)) - way(Date.parse(before.moment.at)));
}

function movedWords([first, ...others]: readonly [Moved, ...Moved[]], reader: Reader): string {
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
