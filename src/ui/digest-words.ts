import type { Digest } from '../watchlist/digest';
import { isDated, livedDay } from '../watchlist/moment';
import type { Basis, Moment } from '../watchlist/show';
import { markOf } from './estimates';
import {
  clock,
  dateOf,
  dateWords,
  distanceWords,
  dropWords,
  momentWords,
  type Reader,
  withoutThisYear,
} from './time';

/** Whose digest it is, and of which days: `Your week`, `Sun 7 Jan – Sun 14 Jan 2024`. */
export function digestHeading(
  { period: { name, from } }: Digest,
  reader: Reader,
): { readonly title: string; readonly days: string } {
  const { now, zone, dayEnds } = reader;
  const today = dateWords(livedDay(now, zone, dayEnds));
  if (name === 'day') return { title: 'Your day', days: today };
  const first = withoutThisYear(dateWords(livedDay(from, zone, dayEnds)), reader);
  return { title: 'Your week', days: `${first} – ${today}` };
}

/** The day on which looking ahead ends: `Sun 21 Jan`. */
export function lastDayWords({ period: { until } }: Digest, reader: Reader): string {
  const { zone, dayEnds } = reader;
  return withoutThisYear(dateWords(livedDay(until - 1, zone, dayEnds)), reader);
}

/** A moment in short: `Wed 17 Jan 16:55`, with the year where it is not this one; `no date yet`. */
export function shortWords(moment: Moment, reader: Reader): string {
  if (!isDated(moment)) return momentWords(moment, reader.zone);
  const hour = moment.precision === 'day' ? '' : ` ${clock(Date.parse(moment.at), reader.zone)}`;
  return `${dayWords(moment, reader)}${hour}`;
}

/** Its day alone: `Wed 17 Jan`. */
export function dayWords(moment: Moment, reader: Reader): string {
  if (!isDated(moment)) return momentWords(moment, reader.zone);
  return withoutThisYear(dateOf(moment, reader.zone), reader);
}

/** With a `~` before what was worked out. */
export function markedWords(
  { moment, basis }: { readonly moment: Moment; readonly basis: Basis },
  words: (moment: Moment, reader: Reader) => string,
  reader: Reader,
): string {
  return `${isDated(moment) ? markOf(basis) : ''}${words(moment, reader)}`;
}

/** What to say when there is nothing to tell: that this is well, and what comes after all. */
export function quietWords({ period, next }: Digest, reader: Reader): readonly [string, string] {
  const quiet = `A quiet ${period.name}: nothing dropped, nothing waits for you, and nothing is about to.`;
  if (next === undefined) {
    return [
      quiet,
      'Time for something new? jikai search finds shows, jikai add puts one on your list.',
    ];
  }
  const { show, episode, moment, basis } = next;
  const when = [dropWords(moment, basis, reader.zone), distanceWords(moment, reader)];
  return [quiet, `Next: ${show.title} ep ${episode} · ${when.join(' · ')}`];
}
