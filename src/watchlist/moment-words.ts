import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import { MONTHS, startOfDay, WEEKDAYS } from './calendar';
import { type DatedMoment, dayMoment, isDated, minuteMoment, SEASONS, UNKNOWN } from './moment';
import { Problem } from './problem';
import type { Moment } from './show';
import { timeOfDay } from './time-of-day';
import {
  type CivilMillis,
  DAY,
  fromCivil,
  HOUR,
  MINUTE,
  type Millis,
  toCivil,
  type Zone,
} from './zone';

/** What a date in words is read against. */
export interface Reading {
  readonly now: Millis;
  /** The zone of times of day that name none, and whose calendar "today" is of. */
  readonly zone: Zone;
  /** Which of several dates the words fit is meant: `jan 10` is the nearest one, or the last one. */
  readonly lean: 'nearest' | 'past';
  /**
   * A time of day to go with a date that has none: `24:55` on the Japanese late-night clock is 00:55
   * on the day after.
   */
  readonly time?: string;
  /** What to advise where the words cannot be read; every way to write a moment unless told. */
  readonly hint?: string;
}

const HINT =
  'Write 2024-01-10, 2024-01-10T15:55Z, "2024-01-10 24:55", 2024-01, "winter 2024", 2024, tba, tomorrow, "next wednesday" or "jan 10".';

/** What is advised where a day is needed, or an hour of one. */
const DATED_HINTS: Readonly<Record<Reading['lean'], string>> = {
  nearest:
    'Write 2024-01-10, "2024-01-10 15:30", 2024-01-10T15:55Z, tomorrow, "next wednesday", "jan 10" or "in 2h".',
  past: 'Write 2024-01-10, "2024-01-10 15:30", yesterday, "last wednesday", "jan 10" or "2h ago".',
};

/** The unit's length in milliseconds and whether naming it tells the time of day. */
const UNITS: Readonly<Record<string, { length: Millis; exact: boolean }>> = {
  m: { length: MINUTE, exact: true },
  min: { length: MINUTE, exact: true },
  minute: { length: MINUTE, exact: true },
  h: { length: HOUR, exact: true },
  hour: { length: HOUR, exact: true },
  d: { length: DAY, exact: false },
  day: { length: DAY, exact: false },
  w: { length: 7 * DAY, exact: false },
  week: { length: 7 * DAY, exact: false },
};

/**
 * A moment from a person's words, at the precision of the words: never finer.
 * @throws Problem `usage` when the words are no date, or name one that does not exist.
 */
export function parseMoment(text: string, reading: Reading): Moment {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const moment = vague(words, reading) ?? exact(words, reading) ?? dated(words, text, reading);
  if (moment === undefined) throw unreadable(text, reading);
  const hasTime =
    reading.time !== undefined && /\d:\d|\d ?[ap]m|\bnow\b|\d ?(?:h|m|min)/.test(words);
  if (hasTime) {
    throw new Problem('usage', `"${text}" has a time of day already.`, {
      hint: 'Write it there, or behind --time, and not in both places.',
    });
  }
  if (reading.time !== undefined && moment.precision !== 'minute') {
    throw new Problem('usage', `A time of day needs a whole date, and "${text}" is none.`, {
      hint: 'Write the date as 2024-01-10, tomorrow, "next wednesday" or "jan 10".',
    });
  }
  return moment;
}

/**
 * An exact instant from a person's words. A day without a time of day is its noon, or the present
 * moment when the day is today.
 * @throws Problem `usage` when the words are vaguer than a day.
 */
export function parseInstant(text: string, reading: Reading): Millis {
  const { now, zone } = reading;
  const { at, precision } = parseDated(text, reading);
  if (precision === 'minute') return Date.parse(at);
  return at === dayMoment(toCivil(now, zone)).at
    ? now
    : fromCivil(Date.parse(at) + 12 * HOUR, zone);
}

/**
 * A moment from a person's words that is a day or exact.
 * @throws Problem `usage` when the words are vaguer than a day.
 */
export function parseDated(text: string, reading: Reading): DatedMoment {
  const { hint = DATED_HINTS[reading.lean] } = reading;
  const moment = parseMoment(text, { ...reading, hint });
  if (isDated(moment)) return moment;
  throw new Problem('usage', `"${text}" is too vague here: it needs a day.`, { hint });
}

function unreadable(text: string, { hint = HINT }: Reading): Problem {
  return new Problem('usage', `"${text}" is not a date I can read.`, { hint });
}

/** Words for a month, a season, a year, or for not knowing. */
function vague(words: string, { now, zone, lean }: Reading): Moment | undefined {
  if (/^(tba|tbd|unknown|\?)$/.test(words)) return UNKNOWN;
  if (/^\d{4}$/.test(words)) return { at: words, precision: 'year' };

  const [, year, month] = /^(\d{4})-(\d{1,2})$/.exec(words) ?? [];
  if (year !== undefined && month !== undefined) return monthMoment(Number(year), Number(month));

  const [, name, ofYear] = /^([a-z]+),? (\d{4})$/.exec(words) ?? [];
  if (name !== undefined && ofYear !== undefined) {
    const number = monthNumber(name);
    if (number !== undefined) return monthMoment(Number(ofYear), number);
  }

  const season =
    /^(?:(winter|spring|summer|fall|autumn)(?: (\d{4}))?|(\d{4}) (winter|spring|summer|fall|autumn))$/;
  const [, seasonName, seasonYear, yearFirst, seasonLast] = season.exec(words) ?? [];
  const which = seasonName ?? seasonLast;
  if (which === undefined) return undefined;
  const names: readonly string[] = SEASONS;
  const number = names.indexOf(which.replace('autumn', 'fall')) * 3 + 1;
  const given = seasonYear ?? yearFirst;
  const today = toCivil(now, zone);
  const inYear =
    given === undefined ? closestYear(today, lean, (y) => Date.UTC(y, number - 1)) : Number(given);
  return { at: monthText(inYear, number), precision: 'season' };
}

function monthMoment(year: number, month: number): Moment | undefined {
  return month >= 1 && month <= 12 ? { at: monthText(year, month), precision: 'month' } : undefined;
}

function monthText(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** A length of time as people write it: `30m`, `1h`, `2 days`; undefined for other words. */
export function parseLength(text: string): Millis | undefined {
  const [, amount, name = ''] = /^(\d{1,4}) ?([a-z]+?)s?$/.exec(text.trim().toLowerCase()) ?? [];
  const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  return unit === undefined ? undefined : Number(amount) * unit.length;
}

/** Words that tell an instant: a time with its offset, or a distance in hours or minutes. */
function exact(words: string, reading: Reading): Moment | undefined {
  if (words === 'now') return minuteMoment(reading.now);
  const iso =
    /^(\d{4}-\d{2}-\d{2})[t ](\d{1,2}:\d{2})(?::(\d{2})(?:\.\d+)?)? ?(z|[+-]\d{2}:?\d{2})$/;
  const [, date, clock, seconds, offset] = iso.exec(words) ?? [];
  if (date !== undefined && clock !== undefined && offset !== undefined) {
    const day = isoDay(date);
    const time = timeOfDay(clock);
    if (day === undefined || time === undefined || Number(seconds ?? 0) > 59) return undefined;
    const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
    const ahead =
      (Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE) * (sign === '-' ? -1 : 1);
    return minuteMoment(day + time + Number(seconds ?? 0) * 1000 - ahead);
  }
  const distance = distanceIn(words);
  return distance?.exact ? minuteMoment(reading.now + distance.millis) : undefined;
}

/** Words that tell a day, with or without a time of day. */
function dated(words: string, text: string, reading: Reading): Moment | undefined {
  const [, dayWords = '', clock] =
    /^(.+?)(?:(?:,? at |,? |t)((?:\d{1,2}:\d{2}(?::00)?)|(?:\d{1,2}(?::\d{2})? ?[ap]m)))?$/.exec(
      words,
    ) ?? [];
  const day = dayOf(dayWords, reading);
  if (day === undefined) return undefined;
  const time = clock ?? reading.time;
  if (time === undefined) return dayMoment(day);
  const offset = timeOfDay(time);
  if (offset === undefined) {
    throw new Problem('usage', `"${time}" is not a time of day.`, {
      hint: `Write 15:30, or 24:55 up to 29:59 for the night after ${clock === undefined ? 'the date' : `the date in "${text}"`}.`,
    });
  }
  return minuteMoment(fromCivil(day + offset, reading.zone));
}

/** Midnight of the day that the words name, as civil time. */
function dayOf(words: string, { now, zone, lean }: Reading): CivilMillis | undefined {
  const civil = toCivil(now, zone);
  const today = startOfDay(civil);
  if (words === 'today' || words === 'tonight') return today;
  if (words === 'tomorrow') return today + DAY;
  if (words === 'yesterday') return today - DAY;

  const iso = isoDay(words);
  if (iso !== undefined) return iso;

  const distance = distanceIn(words);
  if (distance !== undefined) return startOfDay(civil + distance.millis);
  const [, back, months, ago] =
    /^(?:in |\+)?(-?)(\d{1,4}) ?(?:mo|months?)( ago)?$/.exec(words) ?? [];
  if (months !== undefined) {
    const sign = back === '-' || ago !== undefined ? -1 : 1;
    return +addMonths(new UTCDateMini(today), sign * Number(months));
  }

  const [, which, weekdayName] = /^(?:(next|last|this|on) )?([a-z]{3,9})$/.exec(words) ?? [];
  const weekday = weekdayName === undefined ? -1 : indexByName(WEEKDAYS, weekdayName);
  if (weekday >= 0) {
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
    if (which === 'next') return today + (ahead === 0 ? 7 : ahead) * DAY;
    if (which === 'last') return today + (ahead - 7) * DAY;
    return lean === 'past' && ahead > 0 ? today + (ahead - 7) * DAY : today + ahead * DAY;
  }
  return namedDay(words, today, lean);
}

/** `jan 10`, `10 january 2024`, `january 10th, 2024`. */
function namedDay(
  words: string,
  today: CivilMillis,
  lean: Reading['lean'],
): CivilMillis | undefined {
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(words);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})\.?(?:,? (\d{4}))?$/.exec(words);
  const name = monthFirst?.[1] ?? dayFirst?.[2];
  const day = Number(monthFirst?.[2] ?? dayFirst?.[1]);
  const year = monthFirst?.[3] ?? dayFirst?.[3];
  const month = name === undefined ? undefined : monthNumber(name);
  if (month === undefined) return undefined;
  const at = (inYear: number) => civilDay(inYear, month, day);
  if (year !== undefined) return at(Number(year));
  return at(closestYear(today, lean, (inYear) => at(inYear) ?? Number.NaN));
}

/** The year around today in which a date is nearest to today, or nearest without lying ahead. */
function closestYear(
  today: CivilMillis,
  lean: Reading['lean'],
  at: (year: number) => CivilMillis,
): number {
  const thisYear = new Date(today).getUTCFullYear();
  const years = [thisYear - 1, thisYear, thisYear + 1].filter((year) => {
    const date = at(year);
    return !Number.isNaN(date) && (lean === 'nearest' || date <= today);
  });
  years.sort((a, b) => Math.abs(at(a) - today) - Math.abs(at(b) - today));
  return years[0] ?? thisYear;
}

/** `in 3 days`, `3d`, `2 weeks ago`: how far that is from now, and whether it tells a time of day. */
function distanceIn(words: string): { millis: Millis; exact: boolean } | undefined {
  const [, back, digits, name, ago] =
    /^(?:in |\+)?(-?)(\d{1,5}) ?([a-z]+?)s?( ago)?$/.exec(words) ?? [];
  const unit = name !== undefined && Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (unit === undefined) return undefined;
  const sign = back === '-' || ago !== undefined ? -1 : 1;
  return { millis: sign * Number(digits) * unit.length, exact: unit.exact };
}

function isoDay(words: string): CivilMillis | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words) ?? [];
  return day === undefined ? undefined : civilDay(Number(year), Number(month), Number(day));
}

/** Undefined for a date that does not exist, such as 31 February. */
function civilDay(year: number, month: number, day: number): CivilMillis | undefined {
  const civil = Date.UTC(year, month - 1, day);
  const date = new Date(civil);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? civil : undefined;
}

function monthNumber(name: string): number | undefined {
  const index = indexByName(MONTHS, name);
  return index < 0 ? undefined : index + 1;
}

/** The name that is meant by its first three letters or more. */
function indexByName(names: readonly string[], start: string): number {
  return start.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(start));
}
