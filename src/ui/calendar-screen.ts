import type { AgendaBreak } from '../watchlist/agenda';
import { weekdayOf } from '../watchlist/calendar';
import {
  type CalendarDay,
  type CalendarEntry,
  type CalendarPage,
  weekNumber,
} from '../watchlist/calendar-page';
import { livedToday } from '../watchlist/lived-day';
import { runs } from '../watchlist/runs';
import type { CalendarDate } from '../watchlist/show';
import { ESTIMATE_KEY, markOf } from './estimates';
import {
  bold,
  type CellLine,
  dim,
  grid,
  line,
  type Row,
  type Screen,
  styled,
  type Text,
  table,
} from './text';
import { dateWords, momentWords, type Reader, slotTime } from './time';

/** How a calendar is told: to a person, who wants it short, or into a pipe, where nothing is left out. */
export interface Telling {
  readonly isWhole: boolean;
}

/** The fewest characters' cells in which a day can be told. */
const LEAST = 7;

/** Over how many lines of its cell a title may go. */
const TITLE_LINES = 2;

/** How many entries of a day a month shows before it says how many more there are. */
const ENOUGH = 3;

/** A week or a month as a grid of its days; in a terminal too narrow for that, as a list of them. */
export function calendarScreen(
  page: CalendarPage,
  days: readonly CalendarDay[],
  reader: Reader,
  telling: Telling,
): Screen {
  const today = livedToday(reader);
  const narrow = dayList(days, today, reader);
  const whole = (day: CalendarDay) => entriesLines(day, reader, telling);
  const short = telling.isWhole ? whole : shortLines;
  const rows =
    page.name === 'week'
      ? [days.map(({ date }) => weekdayCell(date, today)), days.map(whole)]
      : [WEEKDAYS, ...weeksOf(days).map((week) => week.map((day) => dayCell(day, today, short)))];
  const isEstimated = days.some(({ entries }) =>
    entries.some((entry) => markOfEntry(entry) !== ''),
  );
  return [headingOf(page), grid(rows, LEAST, narrow), ...(isEstimated ? ESTIMATE_KEY : [])];
}

/** `Week 2  Mon 8 Jan – Sun 14 Jan 2024`; `January 2024`. */
function headingOf({ name, dates }: CalendarPage): Screen[number] {
  const [first, last] = [dates[0] ?? '', dates.at(-1) ?? ''];
  if (name === 'month') {
    return line(bold(momentWords({ at: first.slice(0, 7), precision: 'month' }, UTC)));
  }
  const [from, until] = [dateWords(first), dateWords(last)];
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return line(
    bold(`Week ${weekNumber(first)}`),
    dim(`  ${isOneYear ? from.slice(0, -5) : from} – ${until}`),
  );
}

/** A month is the same everywhere. */
const UTC = { id: 'UTC', offsetAt: () => 0 };

/** `Wed 10`, and `today` below it. */
function weekdayCell(date: CalendarDate, today: CalendarDate): readonly CellLine[] {
  const words = dateWords(date).split(' ').slice(0, 2).join(' ');
  return date === today ? [{ text: bold(words) }, { text: bold('today') }] : [{ text: dim(words) }];
}

const WEEKDAYS: readonly (readonly CellLine[])[] = Array.from({ length: 7 }, (_, index) => [
  // The epoch was a Thursday.
  { text: dim(weekdayOf((index + 4) * 24 * 60 * 60_000).slice(0, 3)) },
]);

/** All entries of a day, a line apart. */
function entriesLines(
  { date, entries }: CalendarDay,
  reader: Reader,
  telling: Telling,
): readonly CellLine[] {
  return entries.flatMap((entry, index) => [
    ...(index === 0 ? [] : [{ text: '' }]),
    ...entryLines(entry, date, reader, telling),
  ]);
}

/** One entry: the hour, the title, the numbers. */
function entryLines(
  entry: CalendarEntry,
  date: CalendarDate,
  reader: Reader,
  { isWhole }: Telling,
): readonly CellLine[] {
  const most = isWhole ? {} : { most: TITLE_LINES };
  return [
    { text: timeText(entry, date, reader) },
    { text: titleText(entry), ...most },
    ...('pause' in entry
      ? [{ text: dim('- break') }, ...reasonLines(entry.pause).map((text) => ({ text, ...most }))]
      : numberWords(entry).map((text) => ({ text }))),
  ];
}

/** A day of a month, its number before what is on it; undefined for a day of another month. */
function dayCell(
  day: CalendarDay | undefined,
  today: CalendarDate,
  linesOf: (day: CalendarDay) => readonly CellLine[],
): readonly CellLine[] {
  if (day === undefined) return [];
  const number = String(Number(day.date.slice(8)));
  const isToday = day.date === today;
  return [{ text: isToday ? bold(`${number} today`) : dim(number) }, ...linesOf(day)];
}

/** A day's entries in short, a line each: `✓ Metallic Rouge`, `~Frieren`, `- Solo Leveling`, `+2 more`. */
function shortLines({ entries }: CalendarDay): readonly CellLine[] {
  const shown = entries.length === ENOUGH + 1 ? entries.length : ENOUGH;
  const rest = entries.length - shown;
  return [
    ...entries.slice(0, shown).map((entry) => ({ text: shortText(entry), most: 1 })),
    ...(rest > 0 ? [{ text: dim(`+${rest} more`) }] : []),
  ];
}

function shortText(entry: CalendarEntry): Text {
  if ('pause' in entry) return dim(`- ${entry.pause.show.title}`);
  const title = `${markOfEntry(entry)}${entry.drops[0].show.title}`;
  return isSeen(entry) ? dim(`✓ ${title}`) : title;
}

/** The days of a month in weeks, without those of other months. */
function weeksOf(days: readonly CalendarDay[]): readonly (readonly (CalendarDay | undefined)[])[] {
  const weekday = new Date(Date.parse(days[0]?.date ?? '')).getUTCDay();
  const before = Array.from({ length: (weekday + 6) % 7 }, () => undefined);
  const cells = [...before, ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, index) => cells[week * 7 + index]),
  );
}

/** The days on which there is something, one below the other. */
function dayList(days: readonly CalendarDay[], today: CalendarDate, reader: Reader): Screen {
  const rows = days.flatMap(({ date, entries }): readonly Row[] =>
    entries.length === 0 && date !== today
      ? []
      : [
          { line: [bold(dateWords(date)), date === today ? dim('  today') : ''] },
          ...entries.map((entry) => [
            timeText(entry, date, reader),
            titleText(entry),
            'pause' in entry
              ? [dim('break'), ...reasonLines(entry.pause).flatMap((why) => [dim(': '), why])]
              : numberWords(entry).join(', '),
          ]),
        ],
  );
  return [table([{ align: 'right' }, { shrinkTo: 8 }, { shrinkTo: 8, wraps: true }], rows, 2)];
}

function timeText(entry: CalendarEntry, date: CalendarDate, reader: Reader): Text {
  const words = `${markOfEntry(entry)}${slotTime(entry.moment, date, reader)}`;
  const isTimed = 'drops' in entry && entry.moment.precision === 'minute';
  return isTimed ? styled('cyan', words) : dim(words);
}

function titleText(entry: CalendarEntry): Text {
  if ('pause' in entry) return dim(entry.pause.show.title);
  const [{ show }] = entry.drops;
  return isSeen(entry) ? dim(show.title) : show.title;
}

function isSeen({ drops }: Extract<CalendarEntry, { drops: unknown }>): boolean {
  return drops.every(({ isWatched }) => isWatched);
}

/** `ep 2 ✓`, `ep 3–4`: those that are watched apart from those that are not. */
function numberWords({ drops }: Extract<CalendarEntry, { drops: unknown }>): readonly string[] {
  const numbers = (isWatched: boolean) =>
    drops.flatMap((drop) => (drop.isWatched === isWatched ? [drop.episode] : []));
  const [seen, unseen] = [numbers(true), numbers(false)];
  return [
    ...(seen.length === 0 ? [] : [`ep ${runs(seen)} ✓`]),
    ...(unseen.length === 0 ? [] : [`ep ${runs(unseen)}`]),
  ];
}

function reasonLines({ why }: AgendaBreak): readonly Text[] {
  return why === undefined ? [] : [dim(why)];
}

function markOfEntry(entry: CalendarEntry): '~' | '' {
  if ('pause' in entry) return '~';
  return entry.drops.some(({ basis }) => basis === 'estimated') ? markOf('estimated') : '';
}
