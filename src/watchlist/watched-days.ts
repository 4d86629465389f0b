import { calendarDate, livedDay, timeOf } from './moment';
import type { CalendarDate, Show } from './show';
import type { Stretch } from './stretch';
import { type Living, mondayOf, WEEK } from './weeks';
import type { Millis } from './zone';

/** How many episodes were watched on each day the viewer lived. */
export interface WatchedDays {
  readonly from: CalendarDate;
  /** The last day, in it; never before the first. */
  readonly through: CalendarDate;
  /** In order of date; days without an episode are not there. */
  readonly days: readonly { readonly date: CalendarDate; readonly episodes: number }[];
  /** How many were watched before or after, or nobody knows when. */
  readonly elsewhere: number;
}

/** A year of whole weeks, the present one among them. */
const WEEKS = 53;

/**
 * @param stretch whose days are looked at, as far as they are lived; the last 53 weeks where there is none.
 */
export function watchedByDay(
  shows: readonly Show[],
  { now, zone, dayEnds, stretch }: Living & { now: Millis; stretch?: Stretch | undefined },
): WatchedDays {
  const dayOf = (at: Millis) => livedDay(at, zone, dayEnds);
  const today = dayOf(now);
  const from =
    stretch === undefined
      ? calendarDate(mondayOf(Date.parse(today)) - (WEEKS - 1) * WEEK)
      : livedDay(stretch.from, zone, 0);
  const lived = stretch === undefined ? today : dayOf(Math.min(stretch.until - 1, now));
  // In the night in which a stretch begins, its first day is not lived yet, but there already.
  const through = lived < from ? from : lived;
  const counts = new Map<CalendarDate, number>();
  let elsewhere = 0;
  for (const { watched } of shows) {
    for (const mark of watched) {
      const instant = timeOf(mark);
      if (!Number.isFinite(instant)) {
        elsewhere += 1;
        continue;
      }
      // The night in which a stretch begins belongs to its first day.
      const isFirstNight = stretch !== undefined && instant >= stretch.from;
      const day = dayOf(instant);
      const date = isFirstNight && day < from ? from : day;
      if (date < from || date > through) elsewhere += 1;
      else counts.set(date, (counts.get(date) ?? 0) + 1);
    }
  }
  const days = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, episodes]) => ({ date, episodes }));
  return { from, through, days, elsewhere };
}
