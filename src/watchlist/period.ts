import { livedDay } from './moment';
import { DAY, fromCivil, HOUR, MINUTE, type Millis, toCivil, type Zone } from './zone';

export const PERIODS = ['week', 'day'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** How far to look back from the present moment, and how far ahead. */
export interface Period {
  readonly name: PeriodName;
  /** Where looking back ends; what is at that very instant belongs to it. */
  readonly from: Millis;
  /** Where looking ahead ends; what is at that very instant does not belong to it. */
  readonly until: Millis;
}

/** The hour of the viewer's day at which comes what has no hour of its own: a digest, a drop of that day. */
export const MORNING = 9 * HOUR;

/** A Monday, as civil time. */
const SOME_MONDAY = 4 * DAY;

/**
 * When the newest digest was to come, and when the next one is: each morning, or each Monday morning, at
 * 09:00 on the clock of `zone`.
 */
export function digestTimes(
  name: PeriodName,
  { now, zone }: { now: Millis; zone: Zone },
): { readonly due: Millis; readonly next: Millis } {
  const step = name === 'week' ? 7 * DAY : DAY;
  const first = SOME_MONDAY + MORNING;
  const newest = first + Math.floor((toCivil(now, zone) - first) / step) * step;
  return { due: fromCivil(newest, zone), next: fromCivil(newest + step, zone) };
}

/** An instant is told to the second. */
const SECOND = 1000;

/**
 * A `week` is the last seven days to the second, by the clock of `zone`, and the seven that come: not the
 * calendar's, so that on any day it is a whole one, and so that of digests a week apart each drop stands
 * in one. A `day` is the one being lived, which ends `dayEnds` minutes after midnight, and the one after it.
 */
export function periodOf(
  name: PeriodName,
  { now, zone, dayEnds }: { now: Millis; zone: Zone; dayEnds: number },
): Period {
  if (name === 'day') {
    const begins = Date.parse(livedDay(now, zone, dayEnds)) + dayEnds * MINUTE;
    return { name, from: fromCivil(begins, zone), until: fromCivil(begins + 2 * DAY, zone) };
  }
  const civil = toCivil(now, zone);
  return {
    name,
    from: fromCivil(civil - 7 * DAY, zone) + SECOND,
    until: fromCivil(civil + 7 * DAY, zone) + SECOND,
  };
}
