import { calendarDate } from './moment';
import type { CalendarDate } from './show';
import { type CivilMillis, DAY, fromCivil, MINUTE, type Millis, toCivil, type Zone } from './zone';

/** Weeks as somebody lives them: from Monday on, each day until it ends for them. */

/** The viewer's zone, and how many minutes after midnight their day ends. */
export interface Living {
  readonly zone: Zone;
  readonly dayEnds: number;
}

export interface Week {
  /** The date of its Monday. */
  readonly monday: CalendarDate;
  /** When its Sunday ends for the viewer, in the small hours of Monday; that instant is not in it. */
  readonly ends: Millis;
}

export const WEEK = 7 * DAY;

/** The first Monday there is, as civil time. */
const SOME_MONDAY = 4 * DAY;

/** Midnight of the Monday on or before a civil time. */
export function mondayOf(civil: CivilMillis): CivilMillis {
  return SOME_MONDAY + Math.floor((civil - SOME_MONDAY) / WEEK) * WEEK;
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayIndex(date: CalendarDate): number {
  return Math.round((Date.parse(date) - mondayOf(Date.parse(date))) / DAY);
}

/** The weeks that have anything of the time between two instants, these among it; none where it is empty. */
export function weeksFrom(from: Millis, to: Millis, { zone, dayEnds }: Living): readonly Week[] {
  if (from > to) return [];
  const livedCivil = (at: Millis) => toCivil(at, zone) - dayEnds * MINUTE;
  const [first, last] = [mondayOf(livedCivil(from)), mondayOf(livedCivil(to))];
  return Array.from({ length: Math.round((last - first) / WEEK) + 1 }, (_, index) => {
    const monday = first + index * WEEK;
    return {
      monday: calendarDate(monday),
      ends: fromCivil(monday + WEEK + dayEnds * MINUTE, zone),
    };
  });
}
