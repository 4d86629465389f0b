import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import { dayMoment, happened, minuteMoment, UNKNOWN } from './moment';
import { Problem } from './problem';
import type { Basis, Moment, Schedule, Step } from './show';
import {
  type CivilMillis,
  DAY,
  fromCivil,
  type Millis,
  toCivil,
  type Zone,
  zoneNamed,
} from './zone';

/** One episode becoming available. */
export interface Drop {
  readonly episode: number;
  readonly moment: Moment;
  readonly basis: Basis;
}

/** A step taken apart: whole days or whole months; neither for `P0D`. */
interface Stride {
  readonly days: number;
  readonly months: number;
}

const STEP = /^P(\d{1,4})([DWM])$/;

function strideOf(step: Step): Stride {
  const [, digits, unit] = STEP.exec(step) ?? [];
  const amount = Number(digits ?? 0);
  if (unit === 'M') return { days: 0, months: amount };
  return { days: unit === 'W' ? amount * 7 : amount, months: 0 };
}

const WORDS_FOR_STEPS: Readonly<Record<string, Step>> = {
  daily: 'P1D',
  weekly: 'P7D',
  fortnightly: 'P14D',
  monthly: 'P1M',
  once: 'P0D',
};

/**
 * A step as people write it: `7d`, `2w`, `1m`, `weekly`, `once`, or ISO 8601.
 * @throws Problem `usage` when it is none of these.
 */
export function parseStep(text: string): Step {
  const words = text.trim().toLowerCase();
  if (Object.hasOwn(WORDS_FOR_STEPS, words)) return WORDS_FOR_STEPS[words] ?? 'P7D';
  const step = words
    .toUpperCase()
    .replace(/^P?/, 'P')
    .replace(/^P(\d{1,3})Y$/, (_, years) => `P${Number(years) * 12}M`);
  if (!STEP.test(step)) {
    throw new Problem('usage', `"${text}" is not a step between episodes.`, {
      hint: 'Write 7d, 2w, 1m, daily, weekly, monthly, or once for all episodes together.',
    });
  }
  const { days, months } = strideOf(step);
  if (days === 0 && months === 0) return 'P0D';
  return days > 0 && step.endsWith('W') ? `P${days}D` : step;
}

/**
 * When an episode drops. The first is the premiere; later ones are counted forward from it, step by
 * step on the calendar of the schedule's zone, and called estimated. Where only a month, a season or
 * a year was announced for the premiere, nothing can be said of the episodes after it.
 * @param episode 1 or more; may lie beyond the last.
 */
export function dropOf(schedule: Schedule, episode: number): Drop {
  return timetableOf(schedule)(episode);
}

/** As {@link dropOf}, for asking of many episodes. */
export function timetableOf(schedule: Schedule): (episode: number) => Drop {
  const { premiere, basis } = schedule;
  const stride = strideOf(schedule.step);
  const together = stride.days === 0 && stride.months === 0;
  const momentOf = countingFrom(schedule, stride);
  return (episode) =>
    episode <= 1 || together
      ? { episode, moment: premiere, basis }
      : { episode, moment: momentOf(episode - 1), basis: 'estimated' };
}

/** The moment a number of steps after the premiere. */
function countingFrom({ premiere, zone: id }: Schedule, stride: Stride): (steps: number) => Moment {
  if (premiere.precision === 'day') {
    const first = Date.parse(premiere.at);
    return (steps) => within(advance(first, stride, steps), dayMoment);
  }
  if (premiere.precision === 'minute') {
    const zone = zoneNamed(id);
    const first = toCivil(Date.parse(premiere.at), zone);
    return (steps) =>
      within(advance(first, stride, steps), (slot) => minuteMoment(fromCivil(slot, zone)));
  }
  return () => UNKNOWN;
}

/** Dates have four digits for the year; what would fall behind them is not known. */
const LAST_DAY = Date.UTC(9999, 11, 30);

function within(civil: CivilMillis, momentAt: (civil: CivilMillis) => Moment): Moment {
  return civil < LAST_DAY ? momentAt(civil) : UNKNOWN;
}

function advance(civil: CivilMillis, stride: Stride, steps: number): CivilMillis {
  if (stride.months === 0) return civil + stride.days * steps * DAY;
  return +addMonths(new UTCDateMini(civil), stride.months * steps);
}

/** The number of the last episode, or undefined while nobody has said how many there will be. */
export function lastEpisode(schedule: Schedule): number | undefined {
  return schedule.episodes?.number;
}

/**
 * The numbers of all episodes, without end while the count is unknown: stop at the first drop without
 * a date, for none that follows has one. Episodes that drop all at once, and whose count is unknown,
 * are told as one.
 */
export function* episodesOf(schedule: Schedule): Generator<number> {
  const known = lastEpisode(schedule);
  const last = known ?? (schedule.step === 'P0D' ? 1 : Number.POSITIVE_INFINITY);
  for (let episode = 1; episode <= last; episode += 1) yield episode;
}

/** How many episodes have dropped for certain. Without a count, a series is believed to go on. */
export function droppedCount(schedule: Schedule, now: Millis, zone: Zone): number {
  const dropAt = timetableOf(schedule);
  let count = 0;
  for (const episode of episodesOf(schedule)) {
    if (happened(dropAt(episode).moment, now, zone) !== 'yes') break;
    count = episode;
  }
  return count;
}
