import { MONTHS } from '../../watchlist/calendar';
import type { PartialDate } from '../../watchlist/show';

/** Which comes first where a date is written as three numbers: the day or the month. */
export type DateOrder = 'day' | 'month';

/** One way to read a cell as a date. */
interface Reading {
  readonly date: PartialDate;
  /** Set where the other order would give another date, or none. */
  readonly order?: DateOrder;
}

/** A date as lists and spreadsheets write it; undefined for what is none, or may be two. */
export function dateFrom(cell: string, order: DateOrder | undefined): PartialDate | undefined {
  const readings = readingsOf(cell);
  const fitting = readings.filter((one) => one.order === undefined || one.order === order);
  const dates = new Set((readings.length > 1 ? fitting : readings).map(({ date }) => date));
  const [date] = dates;
  return dates.size === 1 ? date : undefined;
}

/** Whether a cell may be the date, written in another way. */
export function isWritingOf(date: PartialDate, cell: string): boolean {
  return readingsOf(cell).some((reading) => reading.date === date);
}

/** Whether a cell says that there is no date: `0000-00-00`, as MyAnimeList writes it, or a dash. */
export function isNoDate(cell: string): boolean {
  return /^(?:[0\s./-]*|[-–—]|n\/?a|none|null|unknown)$/i.test(cell.trim());
}

/** The order that the dates of one file are in, as far as some of them can be read in one alone. */
export function orderOf(cells: Iterable<string>): DateOrder | undefined {
  const orders = new Set<DateOrder>();
  for (const cell of cells) {
    const [reading, another] = readingsOf(cell);
    if (reading?.order !== undefined && another === undefined) orders.add(reading.order);
  }
  const [order] = orders;
  return orders.size === 1 ? order : undefined;
}

function readingsOf(cell: string): readonly Reading[] {
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  return yearFirst(text) ?? yearLast(text) ?? named(text) ?? [];
}

/** `2024`, `2024-01`, `2024-01-10`, `2024/1/10`, `20240110`; zeros where a list knows no month or day. */
function yearFirst(text: string): readonly Reading[] | undefined {
  const [, year, month = '', day = ''] =
    /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  if (year === undefined) return undefined;
  return written(Number(year), Number(month), Number(day)).map((date) => ({ date }));
}

/** `10.01.2024`, where the day is first, and `10/01/24`, where either may be. */
function yearLast(text: string): readonly Reading[] | undefined {
  const [, one, sign, other, year] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{2}|\d{4})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [first, second, full] = [Number(one), Number(other), fullYear(year)];
  if (first === 0 || second === 0) return [];
  const dayFirst = written(full, second, first);
  const monthFirst = sign === '.' ? [] : written(full, first, second);
  if (first === second || sign === '.') return dayFirst.map((date) => ({ date }));
  return [
    ...dayFirst.map((date) => ({ date, order: 'day' as const })),
    ...monthFirst.map((date) => ({ date, order: 'month' as const })),
  ];
}

/** `10 Jan 2024`, `10-Jan-24`, `January 10, 2024`, `Jan 2024`, `Jan-24`. */
function named(text: string): readonly Reading[] | undefined {
  const [first = '', second, third] = text.split(/[\s,./-]+/).filter((part) => part !== '');
  if (second === undefined) return undefined;
  const parts = third === undefined ? [first, second] : [first, second, third];
  const place = parts.findIndex((part) => monthOf(part) !== undefined);
  const month = monthOf(parts[place] ?? '');
  const numbers = parts.filter((_, index) => index !== place);
  if (month === undefined || numbers.some((part) => !/^\d{1,4}(?:st|nd|rd|th)?$/.test(part))) {
    return undefined;
  }
  const year = numbers.at(-1) ?? '';
  if (!/^(?:\d{2}|\d{4})$/.test(year)) return undefined;
  const day = numbers.length === 1 ? 0 : Number.parseInt(numbers[0] ?? '', 10);
  return written(fullYear(year), month, day).map((date) => ({ date }));
}

function monthOf(name: string): number | undefined {
  const start = name.toLowerCase();
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(start));
  return start.length < 3 || index < 0 ? undefined : index + 1;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** The date as we write it, or none where there is no such day. Zeros stand for what is not known. */
function written(year: number, month: number, day: number): readonly PartialDate[] {
  if (year === 0 || month > 12 || (month === 0 && day > 0)) return [];
  const parts = [String(year).padStart(4, '0')];
  if (month > 0) parts.push(String(month).padStart(2, '0'));
  if (day > 0) {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1) return [];
    parts.push(String(day).padStart(2, '0'));
  }
  return [parts.join('-')];
}
