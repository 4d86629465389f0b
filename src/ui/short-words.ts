import { isDated, livedDay, spanOf } from '../watchlist/moment';
import type { OutlookDrop } from '../watchlist/outlook';
import type { Moment } from '../watchlist/show';
import { DAY, HOUR, MINUTE, type Millis } from '../watchlist/zone';
import { clock, dateOf, type Reader, withoutThisYear } from './time';

/** How long until a drop, as short as can be: `45m`, `2h 10m`, `3d`, or `today` for some hour of it. */
export function inWords({ from, out }: Pick<OutlookDrop, 'from' | 'out'>, now: Millis): string {
  // In whole seconds, as the functions of docs/PROMPT.md have them.
  const left = from - Math.floor(now / 1000) * 1000;
  // As many days as begin until then: tomorrow is in 1d.
  if (from !== out) return left <= 0 ? 'today' : `${Math.ceil(left / DAY)}d`;
  if (left >= DAY) return `${Math.floor(left / DAY)}d`;
  const minutes = Math.max(1, Math.floor(left / MINUTE));
  if (left < HOUR) return `${minutes}m`;
  const rest = minutes % 60;
  return `${Math.floor(left / HOUR)}h${rest === 0 ? '' : ` ${rest}m`}`;
}

/** When a drop is, as short as can be: `16:55` today, `Wed 16:55` within the week, else `17 Jan`. */
export function atWords({ moment, from }: OutlookDrop, reader: Reader): string {
  const { now, zone, dayEnds } = reader;
  if (!isDated(moment)) return '';
  const date = dateOf(moment, zone);
  const isToday =
    moment.precision === 'minute'
      ? livedDay(from, zone, dayEnds) === livedDay(now, zone, dayEnds)
      : from <= now;
  const hour = moment.precision === 'minute' ? clock(from, zone) : '';
  if (isToday) return hour || 'today';
  if (from - now < 6 * DAY) return `${date.slice(0, 3)} ${hour}`.trimEnd();
  return withoutThisYear(date.slice(4), reader);
}

/** How long until a moment, as in a prompt; empty where not even its day is known. */
export function untilWords(moment: Moment, { now, zone }: Reader): string {
  if (moment.precision !== 'minute' && moment.precision !== 'day') return '';
  const span = spanOf(moment, zone);
  return span === undefined ? '' : inWords({ from: span.from, out: span.to }, now);
}
