import { calendarDate, livedDay } from './moment';
import { parseMoment } from './moment-words';
import type { CalendarDate, Moment } from './show';
import { DAY, fromCivil, HOUR, MINUTE, type Millis, type Zone } from './zone';

/** Whose days these are, and which of them it is. */
export interface Living {
  readonly now: Millis;
  readonly zone: Zone;
  /** Minutes after midnight at which a day ends and the next one begins. */
  readonly dayEnds: number;
}

/** The day somebody is living. */
export function livedToday({ now, zone, dayEnds }: Living): CalendarDate {
  return livedDay(now, zone, dayEnds);
}

/** The lived day to which a moment belongs: 01:30 to the evening before. Undefined where no day is known. */
export function livedDayOf(
  moment: Moment,
  { zone, dayEnds }: Pick<Living, 'zone' | 'dayEnds'>,
): CalendarDate | undefined {
  if (moment.precision === 'day') return moment.at;
  return moment.precision === 'minute' ? livedDay(Date.parse(moment.at), zone, dayEnds) : undefined;
}

/** When a lived day begins, which is when the one before it ends. */
export function dayBegins(
  date: CalendarDate,
  { zone, dayEnds }: Pick<Living, 'zone' | 'dayEnds'>,
): Millis {
  return fromCivil(Date.parse(date) + dayEnds * MINUTE, zone);
}

/** The date a number of days later; earlier for a negative one. */
export function daysAfter(date: CalendarDate, days: number): CalendarDate {
  return calendarDate(Date.parse(date) + days * DAY);
}

/** So many dates in a row. */
export function datesFrom(first: CalendarDate, length: number): readonly CalendarDate[] {
  return Array.from({ length }, (_, index) => daysAfter(first, index));
}

/**
 * A moment from a person's words, whose `today` is the day they live in: at 01:30 still the one before.
 * @param hint what to advise where they are none.
 * @throws Problem `usage` when the words are no date.
 */
export function parseLivedMoment(words: string, living: Living, hint: string): Moment {
  const reading = { now: living.now, zone: living.zone, lean: 'nearest', hint } as const;
  const moment = parseMoment(words, reading);
  if (moment.precision === 'minute') return moment;
  const noon = fromCivil(Date.parse(livedToday(living)) + 12 * HOUR, living.zone);
  return parseMoment(words, { ...reading, now: noon });
}
