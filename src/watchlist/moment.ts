import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import type { CalendarDate, Instant, Moment } from './show';
import { type CivilMillis, DAY, dateAt, fromCivil, type Millis, toCivil, type Zone } from './zone';

export const UNKNOWN: Moment = { at: null, precision: 'unknown' };

/** An instant as the store and JSON write it: UTC, to the second. */
export function instant(at: Millis): Instant {
  return `${dateAt(at).toISOString().slice(0, 19)}Z`;
}

/** When something was watched or said; before all times where nobody knows. */
export function timeOf({ at }: { readonly at?: Instant }): Millis {
  return at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);
}

/** A calendar date, `YYYY-MM-DD`, of a civil time. */
export function calendarDate(civil: CivilMillis): CalendarDate {
  return dateAt(civil).toISOString().slice(0, 10);
}

export function minuteMoment(at: Millis): Moment {
  return { at: instant(at), precision: 'minute' };
}

export function dayMoment(civil: CivilMillis): Moment {
  return { at: calendarDate(civil), precision: 'day' };
}

/** `2024-01`, `2024`, `2024-01-10` or an instant, as the civil (or UTC) time at which it begins. */
function beginning(at: string): CivilMillis {
  return Date.parse(at);
}

/** From when until when a moment may be; both ends are the same for a minute. */
export interface Span {
  readonly from: Millis;
  /** Exclusive, but for a minute. */
  readonly to: Millis;
}

/**
 * The stretch of time a moment names, for somebody whose clock is set to `zone`: a day is that day
 * on their calendar. Undefined when nothing is known.
 */
export function spanOf(moment: Moment, zone: Zone): Span | undefined {
  if (moment.precision === 'unknown') return undefined;
  const start = beginning(moment.at);
  if (moment.precision === 'minute') return { from: start, to: start };
  const end =
    moment.precision === 'day'
      ? start + DAY
      : +addMonths(new UTCDateMini(start), LENGTH_IN_MONTHS[moment.precision]);
  return { from: fromCivil(start, zone), to: fromCivil(end, zone) };
}

const LENGTH_IN_MONTHS = { month: 1, season: 3, year: 12 } as const;

/** Whether something that happens at a moment has happened. */
export type Happened = 'yes' | 'perhaps' | 'no';

/** `perhaps` while the moment's stretch of time is under way, or when nothing is known. */
export function happened(moment: Moment, now: Millis, zone: Zone): Happened {
  const span = spanOf(moment, zone);
  if (span === undefined) return 'perhaps';
  if (now < span.from) return 'no';
  return now >= span.to ? 'yes' : 'perhaps';
}

/** A moment that is told exactly enough to stand on a calendar. */
export type DatedMoment = Moment & { readonly at: string };

/** Whether a moment is told exactly enough to stand on a calendar. */
export function isDated(moment: Moment): moment is DatedMoment {
  return moment.precision === 'minute' || moment.precision === 'day';
}

/**
 * The instant by which something has happened, for saying on which side of a line it lies: a minute
 * itself, the last millisecond of a day on the calendar of `zone`. Undefined where no day is known.
 */
export function placeOf(moment: Moment, zone: Zone): Millis | undefined {
  const span = isDated(moment) ? spanOf(moment, zone) : undefined;
  if (span === undefined) return undefined;
  return moment.precision === 'minute' ? span.from : span.to - 1;
}

/** Whether a moment is after another; where one is a mere day, whether it is on a later date. */
export function isLater(moment: Moment, other: Moment): boolean {
  if (!isDated(moment) || !isDated(other)) return false;
  if (moment.precision === other.precision) return Date.parse(moment.at) > Date.parse(other.at);
  return moment.at.slice(0, 10) > other.at.slice(0, 10);
}

/** The calendar's seasons of three months, as anime are announced by: winter begins in January. */
export const SEASONS = ['winter', 'spring', 'summer', 'fall'] as const;
export type Season = (typeof SEASONS)[number];

/** The season a dated moment falls in, by the calendar of `zone`; undefined when only a year or less is known. */
export function seasonOf(moment: Moment, zone: Zone): { season: Season; year: number } | undefined {
  if (moment.precision === 'unknown' || moment.precision === 'year') return undefined;
  const start = beginning(moment.at);
  const date = new Date(moment.precision === 'minute' ? toCivil(start, zone) : start);
  const season = SEASONS[Math.floor(date.getUTCMonth() / 3)] ?? 'winter';
  return { season, year: date.getUTCFullYear() };
}

/**
 * The date of the day somebody is living, in their zone, when their day ends `dayEnds` minutes after
 * midnight: at 01:30 on Thursday it is still Wednesday's evening.
 */
export function livedDay(at: Millis, zone: Zone, dayEnds: number): CalendarDate {
  return calendarDate(toCivil(at, zone) - dayEnds * 60_000);
}
