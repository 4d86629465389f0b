import { isActive } from './agenda';
import { livedDay, placeOf } from './moment';
import type { CalendarDate, Show } from './show';
import { dropsIn, type Reckoning, type Stretch } from './stretch';
import { type Living, weekdayIndex } from './weeks';
import { DAY, fromCivil, MINUTE } from './zone';

/** How many episodes drop on each weekday. */
export interface WeekdayLoad {
  /** From Monday to Sunday, by the days the viewer lives. */
  readonly drops: readonly number[];
  /** How many of them are only worked out to be then. */
  readonly estimated: number;
  readonly from: CalendarDate;
  /** The last day, in it. */
  readonly through: CalendarDate;
}

/**
 * The drops of the followed releases in a stretch, whatever became of the shows; without one, of shows
 * being watched or planned in the seven days from today on, so that each weekday is there once.
 */
export function weekdayLoad(
  shows: readonly Show[],
  options: Reckoning & Living & { readonly stretch?: Stretch | undefined },
): WeekdayLoad {
  const { zone, dayEnds, stretch } = options;
  const { from, until } = stretch ?? comingWeek(options);
  const drops = Array.from({ length: 7 }, () => 0);
  let estimated = 0;
  for (const show of stretch === undefined ? shows.filter(isActive) : shows) {
    for (const { moment, basis } of dropsIn(show, { from, until }, options)) {
      const at = placeOf(moment, zone);
      if (at === undefined) continue;
      const weekday = weekdayIndex(livedDay(at, zone, dayEnds));
      drops[weekday] = (drops[weekday] ?? 0) + 1;
      if (basis === 'estimated') estimated += 1;
    }
  }
  const through = livedDay(until - 1, zone, dayEnds);
  return {
    drops,
    estimated,
    from: livedDay(from, zone, stretch === undefined ? dayEnds : 0),
    through,
  };
}

/** Seven of the viewer's days, of which the first is the one they live in now. */
function comingWeek({ now, zone, dayEnds }: Reckoning & Living): Pick<Stretch, 'from' | 'until'> {
  const begins = Date.parse(livedDay(now, zone, dayEnds)) + dayEnds * MINUTE;
  return { from: fromCivil(begins, zone), until: fromCivil(begins + 7 * DAY, zone) };
}
