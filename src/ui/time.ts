import { monthOf, startOfDay, weekdayOf } from '../watchlist/calendar';
import { isDated, seasonOf, spanOf } from '../watchlist/moment';
import type { Basis, CalendarDate, Moment, Schedule } from '../watchlist/show';
import {
  type CivilMillis,
  DAY,
  dateAt,
  HOUR,
  MINUTE,
  type Millis,
  toCivil,
  type Zone,
  zoneNamed,
} from '../watchlist/zone';

/** Who is reading, and when. */
export interface Reader {
  readonly now: Millis;
  readonly zone: Zone;
  /** Minutes after midnight at which the reader's day ends. */
  readonly dayEnds: number;
}

/** `16:55`. */
function clockFace(civil: CivilMillis): string {
  return dateAt(civil).toISOString().slice(11, 16);
}

/** `Wed 10 Jan 2024`. */
function civilDateWords(civil: CivilMillis): string {
  return shortDate(dateAt(civil).toUTCString());
}

/** `Wed 10 Jan 2024, 16:55`. */
function civilTimeWords(civil: CivilMillis): string {
  const words = dateAt(civil).toUTCString();
  return `${shortDate(words)}, ${words.slice(-12, -7)}`;
}

/** The date in `Wed, 10 Jan 2024 16:55:00 GMT`, the form that JavaScript has for it on all machines. */
function shortDate(words: string): string {
  const day = words.charAt(5) === '0' ? 6 : 5;
  return `${words.slice(0, 3)} ${words.slice(day, -13)}`;
}

/** `16:55`, on the reader's clock. */
export function clock(at: Millis, zone: Zone): string {
  return clockFace(toCivil(at, zone));
}

/** The hour of a moment on the lived day it belongs to: `16:55`, `Thu 01:30` after midnight, `some time`. */
export function slotTime(moment: Moment, day: CalendarDate, { zone }: Reader): string {
  if (moment.precision !== 'minute') return 'some time';
  const civil = toCivil(Date.parse(moment.at), zone);
  const weekday = civil >= Date.parse(day) + DAY ? `${weekdayOf(civil).slice(0, 3)} ` : '';
  return `${weekday}${clockFace(civil)}`;
}

/** `Wed 10 Jan 2024`. */
export function dateWords(date: CalendarDate): string {
  return civilDateWords(Date.parse(date));
}

/** The calendar date of an instant on the reader's calendar, `Wed 10 Jan 2024`. */
export function dateOfInstant(at: Millis, zone: Zone): string {
  return civilDateWords(toCivil(at, zone));
}

/** `Wed 10 Jan 2024, 16:55`; less where less is known: a date, `January 2024`, `winter 2024`, `2024`. */
export function momentWords(moment: Moment, zone: Zone): string {
  switch (moment.precision) {
    case 'minute':
      return civilTimeWords(toCivil(Date.parse(moment.at), zone));
    case 'day':
      return dateWords(moment.at);
    case 'month':
      return `${monthOf(Date.parse(moment.at))} ${moment.at.slice(0, 4)}`;
    case 'season': {
      const season = seasonOf(moment, zone);
      return season === undefined ? moment.at : `${season.season} ${season.year}`;
    }
    case 'year':
      return moment.at;
    case 'unknown':
      return 'no date yet';
  }
}

/**
 * The day something first showed, for telling shows apart: the hour is another on each platform.
 */
export function premiereDate(moment: Moment, zone: Zone): string {
  return isDated(moment) ? dateOf(moment, zone) : momentWords(moment, zone);
}

/** A moment in words, with a `~` before what was counted forward rather than announced. */
export function dropWords(moment: Moment, basis: Basis, zone: Zone): string {
  const words = momentWords(moment, zone);
  return basis === 'estimated' && isDated(moment) ? `~${words}` : words;
}

/** How far a moment is from now: `in 2h 10m`, `3 days ago`, `today`; empty when only a month or less is known. */
export function distanceWords(moment: Moment, reader: Reader): string {
  if (moment.precision === 'minute') return relative(Date.parse(moment.at) - reader.now);
  if (moment.precision !== 'day') return '';
  const today = startOfDay(toCivil(reader.now, reader.zone));
  const days = Math.round((Date.parse(moment.at) - today) / DAY);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday';
  if (Math.abs(days) < 14) return days > 0 ? `in ${days} days` : `${-days} days ago`;
  return relative(days * DAY);
}

/** `in 6d 23h`, `2h 10m ago`, `now`. Two units while it is near, one when it is far. */
export function relative(distance: Millis): string {
  const length = Math.abs(distance);
  if (length < MINUTE) return 'now';
  const words = lengthWords(length);
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

/** `45m`, `2h 30m`, `6d 23h`, `3 weeks`. */
export function lengthWords(length: Millis): string {
  const minutes = Math.floor(length / MINUTE);
  if (length < HOUR) return `${minutes}m`;
  if (length < DAY) return pair(Math.floor(length / HOUR), 'h', minutes % 60, 'm');
  const days = Math.floor(length / DAY);
  if (days < 14) return pair(days, 'd', Math.floor((length % DAY) / HOUR), 'h');
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.round(days / 30.44)} months`;
  return `${Math.max(2, Math.floor(days / 365.25))} years`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

/**
 * The time of day on the Japanese late-night clock, by which a day goes on until 29:00: 00:55 on
 * Thursday is `Wed 24:55`.
 */
export function lateClock(at: Millis, zone: Zone): string {
  const civil = toCivil(at, zone);
  const hour = Math.floor((civil - startOfDay(civil)) / HOUR);
  if (hour >= 5) return `${weekdayOf(civil).slice(0, 3)} ${clockFace(civil)}`;
  return `${weekdayOf(civil - DAY).slice(0, 3)} ${hour + 24}${clockFace(civil).slice(2)}`;
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  P0D: 'all episodes at once',
  P1D: 'daily',
  P7D: 'weekly',
  P14D: 'every two weeks',
  P1M: 'monthly',
  P12M: 'yearly',
};

/** `weekly`, `every 10 days`. */
export function stepWords(step: string): string {
  const known = Object.hasOwn(STEP_WORDS, step) ? STEP_WORDS[step] : undefined;
  if (known !== undefined) return known;
  const [, amount = '', unit = ''] = /^P(\d+)([DWM])$/.exec(step) ?? [];
  const name = { D: 'day', W: 'week', M: 'month' }[unit] ?? 'step';
  return `every ${amount} ${name}${amount === '1' ? '' : 's'}`;
}

/**
 * When a schedule's episodes drop, on the reader's clock and, for a slot in another zone, on the
 * clock of that zone: `Wednesdays 16:55 (Wed 24:55 JST)`. Empty when there is only one episode.
 * @param slot the drop to read the hour from: the next one, so that it is right for this side of any
 *   change of clocks.
 */
export function slotWords(schedule: Schedule, slot: Moment, reader: Reader): string {
  const { step } = schedule;
  if (schedule.episodes?.number === 1) return '';
  if (step === 'P0D') return stepWords(step);
  if (slot.precision === 'unknown') return '';
  if (slot.precision !== 'minute') return stepWords(step);
  const at = Date.parse(slot.at);
  const civil = toCivil(at, reader.zone);
  const when =
    step === 'P7D'
      ? `${weekdayOf(civil)}s ${clockFace(civil)}`
      : `${stepWords(step)} at ${clockFace(civil)}`;
  const there = zoneNamed(schedule.zone);
  const japanese = schedule.zone === 'Asia/Tokyo';
  const shown = toCivil(at, there);
  const late = japanese && clockFace(shown) < '05:00';
  if (there.offsetAt(at) === reader.zone.offsetAt(at) && !late) return when;
  const slotThere = japanese
    ? lateClock(at, there)
    : `${weekdayOf(shown).slice(0, 3)} ${clockFace(shown)}`;
  return `${when} (${step === 'P7D' ? slotThere : slotThere.slice(4)} ${zoneLabel(schedule.zone)})`;
}

/** `JST` for Japan; other zones by name, since their abbreviations change or clash. */
export function zoneLabel(zone: string): string {
  return zone === 'Asia/Tokyo' ? 'JST' : zone;
}

/** When an instant's or a day's stretch begins, for sorting; the end of time when nothing is known. */
export function sortTime(moment: Moment, zone: Zone): Millis {
  return spanOf(moment, zone)?.from ?? Number.POSITIVE_INFINITY;
}

/** A date that ends in a year, without it where it is the year the reader lives in. */
export function withoutThisYear(date: string, { now, zone }: Reader): string {
  const year = dateOfInstant(now, zone).slice(-5);
  return date.endsWith(year) ? date.slice(0, -year.length) : date;
}

/** `Wed 10 Jan 2024`, of a moment with a day. */
export function dateOf(moment: Moment & { readonly at: string }, zone: Zone): string {
  return moment.precision === 'minute'
    ? dateOfInstant(Date.parse(moment.at), zone)
    : dateWords(moment.at);
}

/** When a change was made, for the log: `2h 10m ago`. */
export function agoWords(at: string, reader: Reader): string {
  return relative(Date.parse(at) - reader.now);
}
