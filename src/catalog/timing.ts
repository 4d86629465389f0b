import type { EpisodeCount, Moment, Schedule, Step } from '../watchlist/show';
import type { Item, Site } from './data-set';
import { type Platform, platformById } from './platforms';

/**
 * When a work and each of its releases began, from bangumi-data, and how finely that is known.
 * Every rule below answers to something seen in version 0.3.208 (8,483 items); the counts say how
 * often. Instants are UTC; days are Japan's, which has been UTC+9 throughout.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOKYO = 9 * HOUR;

/** A release's beginning before the step and the count are added. */
export interface Beginning {
  readonly premiere: Moment;
  readonly basis: Schedule['basis'];
  readonly step: Step;
}

/**
 * The first showing of a work.
 *
 * Where the data set knows only the date it writes midnight in China, 16:00 UTC (15:00 in the
 * summers of 1986–1991): so do 1,520 of 1,575 cinema films, 950 of 961 home videos, 403 of 537 web
 * series, and 499 of 711 television series before 2000. These are days. On television 16:00
 * is also a real slot (25:00 in Japan), so there it is believed when something else bears it out:
 * the `end` is a finishing time within the 90 minutes after it, or a platform begins within three
 * hours of it at another time. Cinema films always have a day: no cinema premiere has one minute.
 *
 * The first of a month or of a year is not used as a placeholder: of series without a slot 135 begin
 * on a 1st and 259 on a 2nd, and nearly all of the 34 works of a 1 January are known to be that day's.
 */
export function premiereOf(item: Item): Moment {
  const begin = Date.parse(item.begin);
  const slot = slotOf(item.broadcast);
  if (!isDayOnly(item, begin)) return minute(isNightBefore(item, begin) ? begin + DAY : begin);
  // 1 item: the placeholder stands in `begin`, the real time in `broadcast`, within a day.
  if (slot !== undefined && slot.from !== begin && Math.abs(slot.from - begin) <= DAY) {
    return minute(slot.from);
  }
  return day(isDayEarly(item, begin) ? begin - DAY : begin);
}

/**
 * Of some late-night series the date is that of the night before, by Japan's late-night clock: Wednesday
 * 25:26 is entered as 01:26 on Wednesday. It shows when platforms, which follow within hours, all begin
 * a day later: so 16 series of 2017–2026, two of the 46 that began in January 2026.
 */
function isNightBefore(item: Item, begin: number): boolean {
  if (item.type !== 'tv' || new Date(begin + TOKYO).getUTCHours() >= 5) return false;
  const delays = item.sites
    .map((site) => Date.parse(site.begin ?? '') - begin)
    .filter((delay) => !Number.isNaN(delay));
  const dayLater = delays.filter((delay) => delay >= DAY && delay <= DAY + 2.5 * HOUR);
  return dayLater.length >= 2 && !delays.some((delay) => delay > -3 * HOUR && delay < 5 * HOUR);
}

/**
 * Part of the data set's older placeholders stand a day late: 16:00 UTC on the date itself, not on the
 * eve. So do all 26 series checked whose end is at another time (ドラゴンボールZ, スラムダンク) and 12
 * of 13 such home videos; of the films, those that would open on a Sunday (624 of 1,520; in Japan
 * films open on Saturdays and, since 2018, on Fridays). Films may still be a day off now and then.
 */
function isDayEarly(item: Item, begin: number): boolean {
  if (timeOfDay(begin) !== '16:00:00') return false;
  if (item.type === 'movie') return new Date(begin + TOKYO).getUTCDay() === 0;
  const endsElsewhen = item.end !== '' && timeOfDay(Date.parse(item.end)) !== '16:00:00';
  return begin < HALF_HOURS_FROM && endsElsewhen && item.type !== 'web';
}

function isDayOnly(item: Item, begin: number): boolean {
  if (item.type === 'movie') return true;
  const time = timeOfDay(begin);
  const old = begin < Date.UTC(2000, 0, 1);
  if (time === '16:00:00') return item.type !== 'tv' || !isBorneOut(item, begin);
  if (time !== '15:00:00') return false;
  // Midnight in Japan: a real slot on modern television, else a mere date.
  if (item.type === 'tv') return old && !isBorneOut(item, begin);
  return item.type === 'ova' || item.broadcast === undefined;
}

/**
 * Until then an end just half an hour after the placeholder is one too: so end 132 series of 1995–1999
 * and 75 of 2000–2004, among them some of Sunday morning.
 */
const HALF_HOURS_FROM = Date.UTC(2010, 0, 1);

function isBorneOut(item: Item, begin: number): boolean {
  const end = Date.parse(item.end);
  const length = end >= begin ? (end - begin) % DAY : 0;
  const isPlaceholder = length === 30 * MINUTE && begin < HALF_HOURS_FROM;
  if (length > 0 && length <= 90 * MINUTE && !isPlaceholder) return true;
  return item.sites.some((site) => {
    const theirs = Date.parse(site.begin ?? '');
    return (
      Math.abs(theirs - begin) <= 3 * HOUR &&
      !['16:00:00', '15:00:00', '00:00:00'].includes(timeOfDay(theirs))
    );
  });
}

/**
 * How often episodes drop. Without an interval: weekly for a series; at once for films, for home
 * videos (whose volumes come months apart, so that a step would promise drops nobody announced) and
 * for web series that begin and end on one day.
 */
export function stepOf(item: Item): Step {
  const slot = slotOf(item.broadcast);
  if (slot !== undefined) return slot.step;
  if (item.type === 'movie' || item.type === 'ova') return 'P0D';
  const atOnce = item.type === 'web' && Date.parse(item.end) - Date.parse(item.begin) < DAY;
  return atOnce ? 'P0D' : 'P7D';
}

/** Two years of weekly episodes: over a longer run breaks make the count of slots worthless. */
const MOST_SLOTS = 105;

/**
 * How many episodes a work has, counted in slots from its premiere to its end, which is when the
 * last episode begins or when it is over (30 minutes later in 2,927 series, 0 in 638; in 212 whose
 * slot moved, up to a day before). A weekly series whose end falls on another weekday (331, mostly
 * daily shorts) cannot be counted, nor can what drops at once. A film is one.
 */
export function episodesOf(item: Item): EpisodeCount | undefined {
  if (item.type === 'movie') return { number: 1, basis: 'scheduled' };
  const begin = Date.parse(item.begin);
  const end = Date.parse(item.end);
  const days = daysOf(stepOf(item));
  if (item.type === 'ova' || days === undefined || !(end >= begin)) return undefined;
  const slots = Math.round((end - begin) / (days * DAY));
  const drift = Math.abs(end - begin - slots * days * DAY);
  if (drift > Math.min(DAY, (days * DAY) / 4) || slots >= MOST_SLOTS) return undefined;
  return { number: slots + 1, basis: 'estimated' };
}

/** A date this much before the premiere is no first showing of this work, but a trailer's or a page's. */
const EARLIEST = 14 * DAY;
/** Netflix has put series out up to five weeks before television. */
const EARLIEST_OF_THE_EARLY = 60 * DAY;

/**
 * Knows on which works each platform's page and beginning stand, so that a sequel can be told from
 * the season whose page it shares.
 */
export class SharedPages {
  readonly #oldest = new Map<string, number>();

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const begin = Date.parse(item.begin);
      for (const site of item.sites) {
        const key = SharedPages.#key(site);
        this.#oldest.set(key, Math.min(this.#oldest.get(key) ?? Infinity, begin));
      }
    }
  }

  /** Whether an earlier work has the same page with the same beginning. */
  isInherited(site: Site, itemBegin: number): boolean {
    return (this.#oldest.get(SharedPages.#key(site)) ?? Infinity) < itemBegin;
  }

  static #key(site: Site): string {
    return `${site.site} ${site.id ?? ''} ${site.begin ?? ''}`;
  }
}

/**
 * When a platform's release of a work begins.
 *
 * Its own `begin` is believed (`scheduled`) unless
 * - it lies more than a day before the work's premiere and an earlier work has the same page and the
 *   same beginning: it is that season's (88 rows of Crunchyroll, 17 of Netflix, 117 of others);
 * - it lies more than 14 days before the premiere (60 for Netflix): a trailer's or an earlier season's
 *   with another page (16 more rows of Crunchyroll, 122 of others);
 * - it is a mere date (338 of Netflix's 487 rows say 16:00 UTC, 91 say 00:00; 82 of Crunchyroll's 510
 *   say 00:00; any platform's 16:00 that is not within three hours of the broadcast). A date other
 *   than the premiere's is kept as a day; on the premiere's own date the broadcast tells the minute.
 *
 * Then, and when it is empty, the platform follows the broadcast, as an estimate.
 */
export function beginningOn(site: Site, item: Item, pages: SharedPages): Beginning {
  const platform = platformById(site.site);
  const premiere = premiereOf(item);
  const follows: Beginning = { premiere, basis: 'estimated', step: stepOf(item) };
  const begin = Date.parse(site.begin ?? '');
  if (Number.isNaN(begin)) return follows;

  const itemBegin = Date.parse(item.begin);
  const lead = itemBegin - begin;
  if (lead > DAY && pages.isInherited(site, itemBegin)) return follows;
  if (lead > (platform?.early ? EARLIEST_OF_THE_EARLY : EARLIEST)) return follows;

  // Nearly every row says weekly, also of what dropped at once.
  const step = follows.step === 'P0D' ? 'P0D' : (slotOf(site.broadcast)?.step ?? follows.step);
  if (!isMereDate(platform, begin, premiere))
    return { premiere: minute(begin), basis: 'scheduled', step };
  if (isSameDay(begin, premiere)) return { ...follows, step };
  return { premiere: day(begin), basis: 'scheduled', step };
}

function isMereDate(platform: Platform | undefined, begin: number, premiere: Moment): boolean {
  const time = timeOfDay(begin);
  if (platform?.dayOnly?.includes(time)) return true;
  if (time !== '16:00:00') return false;
  return premiere.precision !== 'minute' || Math.abs(begin - Date.parse(premiere.at)) > 3 * HOUR;
}

/** Whether a mere date is the premiere's, by Japan's clock, its late-night clock or UTC's. */
function isSameDay(begin: number, premiere: Moment): boolean {
  if (premiere.precision === 'day') return dateOf(begin + TOKYO) === premiere.at;
  if (premiere.precision !== 'minute') return false;
  const at = Date.parse(premiere.at);
  const dates = [dateOf(at + TOKYO), dateOf(at + TOKYO - 5 * HOUR)];
  return dates.includes(dateOf(begin + TOKYO)) || dateOf(begin) === dateOf(at);
}

/** Type of step and start of an interval such as `R/2024-01-10T15:55:00.000Z/P7D`. */
function slotOf(broadcast: string | undefined): { from: number; step: Step } | undefined {
  const [, from, step] = /^R\d*\/([^/]+)\/(P\d+[DWM])$/.exec(broadcast ?? '') ?? [];
  if (from === undefined || step === undefined || Number.isNaN(Date.parse(from))) return undefined;
  return { from: Date.parse(from), step };
}

/** A step in days; undefined for months and for what drops at once. */
function daysOf(step: Step): number | undefined {
  const [, number, unit] = /^P(\d+)([DW])$/.exec(step) ?? [];
  const days = Number(number) * (unit === 'W' ? 7 : 1);
  return days > 0 ? days : undefined;
}

function timeOfDay(at: number): string {
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(11, 19);
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function minute(at: number): Moment {
  return { at: `${new Date(at).toISOString().slice(0, 19)}Z`, precision: 'minute' };
}

function day(at: number): Moment {
  return { at: dateOf(at + TOKYO), precision: 'day' };
}
