import { type CivilMillis, DAY } from './zone';

/** The calendar's names, in English, and what a civil time has of them. No `Intl`: it is slow to start. */

export const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

export function weekdayOf(civil: CivilMillis): string {
  return WEEKDAYS[new Date(civil).getUTCDay()] ?? '';
}

export function monthOf(civil: CivilMillis): string {
  return MONTHS[new Date(civil).getUTCMonth()] ?? '';
}

/** Midnight of the civil time's day. */
export function startOfDay(civil: CivilMillis): CivilMillis {
  return Math.floor(civil / DAY) * DAY;
}
