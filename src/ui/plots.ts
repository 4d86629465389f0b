import { MONTHS } from '../watchlist/calendar';
import { calendarDate } from '../watchlist/moment';
import { MOODS } from '../watchlist/mood';
import type { CalendarDate } from '../watchlist/show';
import type { MoodCounts } from '../watchlist/tally';
import { mondayOf, WEEK } from '../watchlist/weeks';
import { DAY } from '../watchlist/zone';
import { moodSign } from './mood-words';
import { dim, styled, type Text } from './text';

/**
 * Pictures of numbers, made of signs of one cell each, so that they line up as text does. None needs a
 * colour to be read, and `ui/ascii.ts` has a sign of ASCII for every one of theirs.
 */

/** What a bar ends in, by eighths of a cell. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar whose length is right to an eighth of a cell; whatever is more than nothing has at least that.
 * @param most what is drawn `width` cells long.
 */
export function bar(value: number, most: number, width: number): string {
  if (value <= 0 || most <= 0) return '';
  const eighths = Math.max(1, Math.round((value / most) * width * 8));
  return `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8]}`;
}

/**
 * Cells shared out in proportion to some numbers, all of them: each gets the whole cells due to it, and
 * those with the largest remainders one more. None where the numbers are all 0.
 */
export function apportioned(numbers: readonly number[], cells: number): readonly number[] {
  const sum = numbers.reduce((total, one) => total + one, 0);
  if (sum === 0) return numbers.map(() => 0);
  const shares = numbers.map((one) => Math.floor((one * cells) / sum));
  const left = cells - shares.reduce((total, one) => total + one, 0);
  const remainders = numbers
    .map((one, index) => ({ index, rest: (one * cells) % sum }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of remainders.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/**
 * Moods in a row, best first, as signs: one for each verdict where there is room for the longest row,
 * else in proportion to it.
 * @param most how many verdicts the longest row has.
 */
export function moodBar(counts: MoodCounts, most: number, width: number): Text {
  const moods = MOODS.toReversed();
  const numbers = moods.map((mood) => counts[mood]);
  const total = numbers.reduce((sum, one) => sum + one, 0);
  const cells = most <= width ? total : Math.max(1, Math.round((total / most) * width));
  const shares = apportioned(numbers, total === 0 ? 0 : cells);
  return moods.map((mood, index) => {
    const { style, text } = moodSign(mood);
    return styled(style, text.repeat(shares[index] ?? 0));
  });
}

const STEPS = '▁▂▃▄▅▆▇█';

/** Numbers as a line of steps, one a number: the lowest for 0 alone, the highest for the most. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(0, ...values);
  return values
    .map((value) => STEPS[value <= 0 ? 0 : Math.ceil((value / most) * (STEPS.length - 1))])
    .join('');
}

/** The shades of a heat map, and from how much on each holds. Fixed, so that one year is like another. */
export const SHADES = [
  { from: 0, sign: '·' },
  { from: 1, sign: '░' },
  { from: 2, sign: '▒' },
  { from: 3, sign: '▓' },
  { from: 6, sign: '█' },
] as const;

export interface HeatMap {
  readonly from: CalendarDate;
  /** The last day, in it. */
  readonly through: CalendarDate;
  /** Days that are not there have 0. */
  readonly amounts: ReadonlyMap<CalendarDate, number>;
}

/** Cells before a heat map's first week. */
const MARGIN = 6;

/** How a heat map fits a terminal: cells a day, and the Monday it begins with. */
function fitted({ from, through }: HeatMap, columns: number) {
  const last = mondayOf(Date.parse(through));
  const weeks = Math.round((last - mondayOf(Date.parse(from))) / WEEK) + 1;
  const room = Math.max(1, columns - MARGIN);
  const shown = Math.min(weeks, room);
  return { size: room >= 2 * shown ? 2 : 1, shown, begin: last - (shown - 1) * WEEK };
}

/**
 * Days as shades: a line a weekday, a column a week, the months above. Where the terminal is too narrow,
 * the first weeks are not there; where it is wide enough, a day is two cells wide.
 * @returns the lines, and the first day in them.
 */
export function heatMap(
  map: HeatMap,
  columns: number,
): { readonly lines: readonly Text[]; readonly from: CalendarDate } {
  const { size, shown, begin } = fitted(map, columns);
  const mondays = Array.from({ length: shown }, (_, week) => begin + week * WEEK);
  const rows = WEEKDAYS.map((name, weekday): Text => {
    const days = mondays.map((monday) => calendarDate(monday + weekday * DAY));
    return [dim(`  ${name} `), ...days.map((date) => shade(map, date, size))];
  });
  const first = calendarDate(begin);
  return {
    lines: [dim(' '.repeat(MARGIN) + monthLine(mondays, size)), ...rows],
    from: first < map.from ? map.from : first,
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function shade({ from, through, amounts }: HeatMap, date: CalendarDate, size: number): Text {
  if (date < from || date > through) return ' '.repeat(size);
  const amount = amounts.get(date) ?? 0;
  const sign = SHADES.findLast((one) => amount >= one.from)?.sign ?? '';
  return amount === 0 ? dim(sign.padEnd(size)) : styled('green', sign.repeat(size));
}

/** Each month's name over the week in which it begins, where there is room for it. */
function monthLine(mondays: readonly number[], size: number): string {
  let words = '';
  for (const [week, monday] of mondays.entries()) {
    const sunday = new Date(monday + 6 * DAY);
    const place = week * size;
    const name = MONTHS[sunday.getUTCMonth()]?.slice(0, 3) ?? '';
    const fits = place + name.length <= mondays.length * size;
    const isFree = words === '' || words.length < place;
    if (sunday.getUTCDate() <= 7 && fits && isFree) words = words.padEnd(place) + name;
  }
  return words;
}
