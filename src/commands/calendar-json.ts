import type { CalendarDay } from '../watchlist/calendar-page';
import { dayBegins, daysAfter, type Living } from '../watchlist/lived-day';
import { instant } from '../watchlist/moment';
import { agendaDropJson, breakJson } from './json';

/**
 * What `calendar --json` prints: `from` is when the first day begins, and `until` when the last one ends.
 * Keys are added, never changed: scripts rely on them.
 */
export function calendarJson(days: readonly CalendarDay[], living: Living) {
  const [first, last] = [days[0], days.at(-1)];
  return {
    from: first === undefined ? null : instant(dayBegins(first.date, living)),
    until: last === undefined ? null : instant(dayBegins(daysAfter(last.date, 1), living)),
    days: days.map(({ date, entries }) => ({
      date,
      drops: entries.flatMap((entry) =>
        'drops' in entry
          ? entry.drops.map((drop) => ({ ...agendaDropJson(drop), watched: drop.isWatched }))
          : [],
      ),
      breaks: entries.flatMap((entry) => ('pause' in entry ? [breakJson(entry.pause)] : [])),
    })),
  };
}
