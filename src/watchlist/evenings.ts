import { WEEKDAYS } from './calendar';
import { dayBegins, daysAfter, type Living, livedToday, parseLivedMoment } from './lived-day';
import { isDated, minuteMoment } from './moment';
import { Problem } from './problem';
import type { CalendarDate } from './show';
import { timeOfDay } from './time-of-day';
import { DAY, fromCivil, MINUTE, type Millis } from './zone';

/** A stretch of one lived day in which somebody has time for episodes. */
export interface Evening {
  readonly date: CalendarDate;
  readonly from: Millis;
  /** When the day is over; what is begun has to end by then. */
  readonly until: Millis;
}

/** When somebody has time. */
export interface FreeTime {
  /** The weekdays, 0 for Sunday; at least one. */
  readonly days: ReadonlySet<number>;
  /** When an evening begins: milliseconds after the midnight with which its day begins. */
  readonly begins: Millis;
}

/** Every day, from Sunday on. */
export const DAILY: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6]);

/** The free evenings, from today's (or what is left of it) on, that begin before an instant. */
export function eveningsUntil(
  end: Millis,
  { days, begins }: FreeTime,
  living: Living,
): readonly Evening[] {
  const evenings: Evening[] = [];
  for (let date = livedToday(living); ; date = daysAfter(date, 1)) {
    const from = Math.max(fromCivil(Date.parse(date) + begins, living.zone), living.now);
    if (from >= end) return evenings;
    const until = dayBegins(daysAfter(date, 1), living);
    if (days.has(new Date(Date.parse(date)).getUTCDay())) evenings.push({ date, from, until });
  }
}

const GROUPS: Readonly<Record<string, readonly number[]>> = {
  daily: [...DAILY],
  'every day': [...DAILY],
  weekdays: [1, 2, 3, 4, 5],
  weekends: [0, 6],
  weekend: [0, 6],
};

/**
 * The weekdays that words such as `mon,thu`, `weekends`, `weekdays, sat` or `daily` name.
 * @throws Problem `usage` when they name none.
 */
export function parseFree(text: string): ReadonlySet<number> {
  const parts = text
    .toLowerCase()
    .split(/\s*,\s*|\s+and\s+/)
    .map((part) => part.trim());
  const days = parts.flatMap((part) => {
    if (Object.hasOwn(GROUPS, part)) return GROUPS[part] ?? [];
    const name = part.replace(/s$/, '');
    const day = WEEKDAYS.findIndex(
      (weekday) => name.length >= 2 && weekday.toLowerCase().startsWith(name),
    );
    if (day < 0) {
      throw new Problem('usage', `"${part}" is no day of the week.`, {
        hint: 'Write mon,thu or weekends, weekdays, daily.',
      });
    }
    return [day];
  });
  return new Set(days);
}

/**
 * The hour at which evenings begin, `20:00` or `8pm`, as {@link FreeTime} has it; one before the viewer's
 * day ends is of the night, as `25:30` is.
 * @throws Problem `usage` when it is no time of day.
 */
export function parseHour(text: string, { dayEnds }: Pick<Living, 'dayEnds'>): Millis {
  const begins = livedHour(text, dayEnds);
  if (begins !== undefined) return begins;
  throw new Problem('usage', `"${text}" is no hour at which an evening begins.`, {
    hint: 'Write --at 20:00.',
  });
}

/** Milliseconds after the midnight with which a lived day begins; undefined for what is no hour of one. */
function livedHour(text: string, dayEnds: number): Millis | undefined {
  const time = timeOfDay(text);
  const hour = time !== undefined && time < dayEnds * MINUTE ? time + DAY : time;
  return hour === undefined || hour >= DAY + dayEnds * MINUTE ? undefined : hour;
}

/** By when somebody wants to have seen what there is. */
export type Goal =
  /** As soon as it can be. */
  | { readonly kind: 'caught-up' }
  /** Each show before its next episode drops. */
  | { readonly kind: 'next-episode' }
  | {
      readonly kind: 'date';
      readonly until: Millis;
      /** The lived day with whose end that is; undefined where an hour was told. */
      readonly day: CalendarDate | undefined;
    };

const GOAL_HINT =
  'Write --by sunday, --by 2024-01-21, --by 23:00, --by "sunday 23:00" or --by "next episode".';

/**
 * A goal from a person's words: `next episode`, a day (which means its evening to the end), or an hour,
 * by itself of the day that is lived.
 * @throws Problem `usage` for words that are neither, or tell of what is over.
 */
export function parseGoal(text: string, living: Living): Goal {
  if (/^\s*(?:the )?next(?: ep(?:isode)?)?\s*$/i.test(text)) return { kind: 'next-episode' };
  const hour = livedHour(text, living.dayEnds);
  const moment =
    hour === undefined
      ? parseLivedMoment(text, living, GOAL_HINT)
      : minuteMoment(fromCivil(Date.parse(livedToday(living)) + hour, living.zone));
  if (!isDated(moment)) {
    throw new Problem('usage', `"${text}" is too vague here: it needs a day.`, {
      hint: GOAL_HINT,
    });
  }
  const day = moment.precision === 'day' ? moment.at : undefined;
  const until = day === undefined ? Date.parse(moment.at) : dayBegins(daysAfter(day, 1), living);
  if (until <= living.now) {
    throw new Problem('usage', `"${text}" is over already.`, {
      hint: 'Write what is still to come: --by sunday, or --by "tomorrow 23:00".',
    });
  }
  return { kind: 'date', until, day };
}
