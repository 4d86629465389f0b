import { HOUR, MINUTE, type Millis } from './zone';

/**
 * Milliseconds after midnight of `15:30`, `3pm` or, on the Japanese late-night clock, up to `29:59`;
 * undefined when it is no time of day.
 */
export function timeOfDay(text: string): Millis | undefined {
  const [, hours, minutes = '00', half] =
    /^(\d{1,2})(?::(\d{2}))?(?::00)? ?([ap]m)?$/.exec(text.trim().toLowerCase()) ?? [];
  const hour = Number(hours);
  const minute = Number(minutes);
  if (hours === undefined || minute > 59) return undefined;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    return ((hour % 12) + (half === 'pm' ? 12 : 0)) * HOUR + minute * MINUTE;
  }
  if (!text.includes(':') || hour > 29) return undefined;
  return hour * HOUR + minute * MINUTE;
}
