import type { Context } from '../context';
import { calendarScreen } from '../ui/calendar-screen';
import { line } from '../ui/text';
import { dateWords } from '../ui/time';
import { type CalendarPage, calendarOf, parsePage } from '../watchlist/calendar-page';
import type { CalendarOptions } from './calendar';
import { calendarJson } from './calendar-json';

/** Prints the page of the calendar that some words name. A part of its own: see `scripts/parts.mjs`. */
export async function tellCalendar(
  { store, reader, out, err, json, quiet }: Context,
  words: string,
  { week, month }: CalendarOptions,
): Promise<void> {
  const page = parsePage(words, month ? 'month' : week ? 'week' : undefined, reader);
  const watchlist = await store.read();
  const days = calendarOf(watchlist, page, reader);
  if (json) {
    out.json(calendarJson(days, reader));
    return;
  }
  if (days.some(({ entries }) => entries.length > 0)) {
    await out.print(calendarScreen(page, days, reader, { isWhole: !out.isTTY }));
  } else if (!quiet) {
    await err.print([line(watchlist.shows.length === 0 ? EMPTY : quietWords(page))]);
  }
}

function quietWords({ name, dates }: CalendarPage): string {
  const [first, last] = [dates[0] ?? '', dates.at(-1) ?? ''];
  return `Nothing drops in the ${name} from ${dateWords(first)} to ${dateWords(last)}. jikai next shows what comes.`;
}

const EMPTY = 'Your list is empty, so nothing drops. jikai add "Metallic Rouge" puts a show on it.';
