import { calendarDate } from '../../watchlist/moment';
import type { PartialDate } from '../../watchlist/show';
import { textOf, wholeOf, yearOf } from './reading';

/**
 * A date as far as it can be believed: a month or a day that does not exist is left out, and so are
 * the zeros that lists write for what is unknown. Undefined without a year.
 */
export function partialDate(year: unknown, month: unknown, day: unknown): PartialDate | undefined {
  const inYear = yearOf(year);
  const inMonth = wholeOf(month, 1, 12);
  if (inYear === undefined || inMonth === undefined) return inYear?.toString();
  const inDay = wholeOf(day, 1, 31);
  const date = calendarDate(Date.UTC(inYear, inMonth - 1, inDay ?? 1));
  const isThere = inDay !== undefined && Number(date.slice(5, 7)) === inMonth;
  return isThere ? date : `${inYear}-${String(inMonth).padStart(2, '0')}`;
}

/** The date at the beginning of `2019-05-04`, `2019-05-00` or `2019-05-04 16:24:11-07`. */
export function partialDateIn(value: unknown): PartialDate | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(textOf(value) ?? '') ?? [];
  return partialDate(year, month, day);
}

/** A date of AniList's, `20190504` as one number, zeros for what is unknown. */
export function partialDateOfDigits(value: unknown): PartialDate | undefined {
  const digits = wholeOf(value, 0, 99_999_999) ?? 0;
  return partialDate(Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100);
}

/** A date's year, month and day, each undefined where it is not known. */
export function partsOf(date: PartialDate | undefined): {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
} {
  const [year, month, day] = (date?.split('-') ?? []).map(Number);
  return { year, month, day };
}
