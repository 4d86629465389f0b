import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import {
  type AgendaBreak,
  type AgendaDrop,
  believed,
  episodesOf,
  gathered,
  isActive,
  isHalted,
} from './agenda';
import { MONTHS } from './calendar';
import {
  datesFrom,
  daysAfter,
  type Living,
  livedDayOf,
  livedToday,
  parseLivedMoment,
} from './lived-day';
import { calendarDate, placeOf, spanOf } from './moment';
import { Problem } from './problem';
import { followed, timetableIn } from './releases';
import type { CalendarDate, Moment, Show, Watchlist } from './show';
import { DAY, type Zone } from './zone';

export type PageName = 'week' | 'month';

/** A leaf of the calendar. */
export interface CalendarPage {
  readonly name: PageName;
  /** Its days, in order: those of a week begin with Monday. */
  readonly dates: readonly CalendarDate[];
}

/** What one lived day of the viewer holds, in order. */
export interface CalendarDay {
  readonly date: CalendarDate;
  readonly entries: readonly CalendarEntry[];
}

/** What stands at one moment: episodes of one show, or a slot in which it pauses. */
export type CalendarEntry =
  | { readonly moment: Moment; readonly drops: readonly [CalendarDrop, ...CalendarDrop[]] }
  | { readonly moment: Moment; readonly pause: AgendaBreak };

export interface CalendarDrop extends AgendaDrop {
  readonly isWatched: boolean;
}

const HINT =
  'Write "next week", "last month", march, 2024-03 or a day; without words it is this week.';

/**
 * The page that a person's words name: `next week`, `february`, `2024-02`, a day in it; without words,
 * the one they live in.
 * @param name which kind it is to be; undefined for a month where the words are a month, and else a week.
 * @throws Problem `usage` when the words are no date, or name more than a month.
 */
export function parsePage(words: string, name: PageName | undefined, living: Living): CalendarPage {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ');
  const today = livedToday(living);
  if (text === '') return pageAround(today, name ?? 'week');
  const [, which, unit] = /^(this|next|last) (week|month)$/.exec(text) ?? [];
  if (unit === 'week' || unit === 'month') {
    const by = which === 'next' ? 1 : which === 'last' ? -1 : 0;
    return pageAround(
      unit === 'week' ? daysAfter(today, 7 * by) : firstOf(today, by),
      name ?? unit,
    );
  }
  const moment = parseLivedMoment(isMonth(text) ? `${text} 15` : text, living, HINT);
  const date = livedDayOf(moment, living);
  if (date !== undefined) return pageAround(date, name ?? (isMonth(text) ? 'month' : 'week'));
  if (moment.precision === 'month') return pageAround(`${moment.at}-01`, name ?? 'month');
  const flaw = moment.precision === 'unknown' ? 'names no day' : 'is more than a month';
  throw new Problem('usage', `"${words}" ${flaw}.`, { hint: HINT });
}

function isMonth(words: string): boolean {
  return words.length >= 3 && MONTHS.some((month) => month.toLowerCase().startsWith(words));
}

/** The page on which a date stands. */
export function pageAround(date: CalendarDate, name: PageName): CalendarPage {
  if (name === 'week') return { name, dates: datesFrom(mondayBefore(date), 7) };
  const first = firstOf(date, 0);
  const length = Math.round((Date.parse(firstOf(date, 1)) - Date.parse(first)) / DAY);
  return { name, dates: datesFrom(first, length) };
}

/** The Monday on or before a date. */
export function mondayBefore(date: CalendarDate): CalendarDate {
  return daysAfter(date, -((new Date(Date.parse(date)).getUTCDay() + 6) % 7));
}

/** The first of the month that lies a number of months after a date's. */
function firstOf(date: CalendarDate, months: number): CalendarDate {
  return calendarDate(+addMonths(new UTCDateMini(Date.parse(`${date.slice(0, 7)}-01`)), months));
}

/** The number of the week a date lies in by ISO 8601: week 1 is the one with the year's first Thursday. */
export function weekNumber(date: CalendarDate): number {
  const thursday = daysAfter(mondayBefore(date), 3);
  const days = Math.round(
    (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / DAY,
  );
  return Math.floor(days / 7) + 1;
}

/**
 * A page's days with all that drops on them, past or still to come, and the slots in which a show pauses:
 * each on the day the viewer lives in then. Of shows that are watched or planned all is there, of completed
 * ones what is over, and of paused and dropped ones nothing.
 */
export function calendarOf(
  { shows }: Watchlist,
  { dates }: CalendarPage,
  living: Living,
): readonly CalendarDay[] {
  const days = new Map<CalendarDate, CalendarEntry[]>(dates.map((date) => [date, []]));
  const last = dates.at(-1) ?? livedToday(living);
  for (const show of shows) {
    if (!isActive(show) && show.status !== 'completed') continue;
    for (const entry of entriesOf(show, last, living)) {
      days.get(livedDayOf(entry.moment, living) ?? '')?.push(entry);
    }
  }
  return [...days].map(([date, entries]) => ({ date, entries: inOrder(entries, living.zone) }));
}

/** All of a show that may stand on days up to the last one. */
function entriesOf(show: Show, last: CalendarDate, living: Living): readonly CalendarEntry[] {
  const { now, zone } = living;
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const watched = new Set(show.watched.map(({ episode }) => episode));
  const isOver = (moment: Moment) => (placeOf(moment, zone) ?? Number.POSITIVE_INFINITY) <= now;
  const isTold = (moment: Moment) => show.status !== 'completed' || isOver(moment);
  const drops: CalendarDrop[] = [];
  const pauses: CalendarEntry[] = [];
  for (const episode of episodesOf(timetable)) {
    for (const gap of timetable.gapsBefore?.(episode) ?? []) {
      if (isHalted(show) ? isOver(gap.moment) : isTold(gap.moment)) {
        pauses.push({ moment: gap.moment, pause: { show, release, ...gap } });
      }
    }
    const drop = believed(show, timetable.dropAt(episode), now, zone);
    const date = livedDayOf(drop.moment, living);
    if (date !== undefined && isTold(drop.moment)) {
      const isWatched = watched.has(episode);
      drops.push({ ...drop, show, release, last: timetable.last, isWatched });
    }
    const isBeyond = date === undefined || date > last;
    if (isBeyond && episode >= timetable.settled) break;
  }
  const together = gathered(drops, ({ moment }) => moment.at ?? '');
  return [...together.map((group) => ({ moment: group[0].moment, drops: group })), ...pauses];
}

/** As they come; what has no hour of its own first. */
function inOrder(entries: readonly CalendarEntry[], zone: Zone): readonly CalendarEntry[] {
  const at = ({ moment }: CalendarEntry) => spanOf(moment, zone)?.from ?? 0;
  return [...entries].sort((a, b) => at(a) - at(b));
}
