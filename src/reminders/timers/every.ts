import { Problem } from '../../watchlist/problem';

const DAY_MINUTES = 1440;

/**
 * `10m`, `2h` or `90` as minutes.
 * @throws Problem `usage` for anything but one minute to 24 hours.
 */
export function parseEvery(text: string): number {
  const [, number = '', unit] = /^\s*(\d{1,4})\s*(m|min|h)?\s*$/i.exec(text) ?? [];
  const minutes = number === '' ? Number.NaN : Number(number) * (unit?.[0] === 'h' ? 60 : 1);
  if (minutes >= 1 && minutes <= DAY_MINUTES) return minutes;
  throw new Problem('usage', `"${text}" is not an interval from 1m to 24h.`, {
    hint: 'Write it in minutes or hours: --every 10m, --every 2h.',
  });
}

/** `10m`, `2h`, as it is typed. */
export function everyText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** `every minute`, `every 10 minutes`, `every 2 hours`, `once a day`. */
export function everyWords(minutes: number): string {
  if (minutes === DAY_MINUTES) return 'once a day';
  const [number, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return number === 1 ? `every ${unit}` : `every ${number} ${unit}s`;
}

/** Times of the day, the same each day: at these hours, or all; at these minutes past them. */
export interface Clock {
  /** Undefined for every hour. */
  readonly hours?: readonly number[];
  /** The minutes between two runs in an hour; 60 for one on the hour. */
  readonly step: number;
}

/** The hour that is always among those once or several times a day: most people are awake then. */
const MORNING = 9;

/** An interval as times of the day; undefined when it does not go into an hour or a day evenly. */
export function clockOf(minutes: number): Clock | undefined {
  if (minutes <= 60) return 60 % minutes === 0 ? { step: minutes } : undefined;
  if (DAY_MINUTES % minutes !== 0 || minutes % 60 !== 0) return undefined;
  const apart = minutes / 60;
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  return { hours: all.filter((hour) => (hour + 24 - MORNING) % apart === 0), step: 60 };
}

/** The intervals below and above that {@link clockOf} can tell. */
export function nearestClocks(minutes: number): readonly number[] {
  const able = Array.from({ length: DAY_MINUTES }, (_, index) => index + 1).filter(clockOf);
  const below = able.findLast((one) => one < minutes);
  const above = able.find((one) => one > minutes);
  return [below, above].filter((one) => one !== undefined);
}
