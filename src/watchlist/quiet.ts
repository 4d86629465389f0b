import { startOfDay } from './calendar';
import { Problem } from './problem';
import { timeOfDay } from './time-of-day';
import { DAY, fromCivil, type Millis, toCivil, type Zone } from './zone';

/** The hours in which the user wants no reminders, in milliseconds after midnight on their clock. */
export interface QuietHours {
  readonly from: Millis;
  /** Before `from` where the night lies between them. */
  readonly to: Millis;
}

/** `23:00-07:00`. @throws Problem `usage` when the words are no such stretch. */
export function parseQuietHours(text: string): QuietHours {
  const [from, to, ...others] = text.split(/\s*(?:-|–|\bto\b)\s*/).map((word) => timeOfDay(word));
  const isStretch = from !== undefined && to !== undefined && others.length === 0;
  if (isStretch && from < DAY && to <= DAY && from !== to % DAY) return { from, to: to % DAY };
  throw new Problem('usage', `"${text}" is no stretch of a day.`, {
    hint: 'Write when it is to be quiet from and to, such as 23:00-07:00.',
  });
}

/** When the quiet that an instant lies in is over; undefined when it is not quiet then. */
export function quietUntil(at: Millis, { from, to }: QuietHours, zone: Zone): Millis | undefined {
  const civil = toCivil(at, zone);
  const midnight = startOfDay(civil);
  const time = civil - midnight;
  const overNight = to < from;
  const isQuiet = overNight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return undefined;
  const day = overNight && time >= from ? midnight + DAY : midnight;
  return fromCivil(day + to, zone);
}
