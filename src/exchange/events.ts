import { harmless } from '../ui/harmless';
import { believed, episodesOf, isActive, isHalted } from '../watchlist/agenda';
import { linksOf } from '../watchlist/links';
import { calendarDate, instant, isDated } from '../watchlist/moment';
import { newestInstant } from '../watchlist/newest';
import { quantity } from '../watchlist/quantity';
import { followed, releaseName, timetableIn } from '../watchlist/releases';
import type { Drop, Gap, Timetable } from '../watchlist/schedule';
import {
  type CalendarDate,
  HIGHEST_EPISODE,
  type Instant,
  type Moment,
  type Release,
  type Schedule,
  type Show,
  type Watchlist,
} from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { USUAL_MINUTES } from '../watchlist/usual-length';
import { latestVerdict, opinionText } from '../watchlist/verdict';
import { DAY, MINUTE, type Millis, zoneNamed } from '../watchlist/zone';

/**
 * What stands on the user's calendar: a drop, or a slot that passes empty. All its text is harmless,
 * and on one line but for the description.
 */
export interface CalendarEvent {
  /** The same for as long as the show is on the list, whatever becomes of the episode's time. */
  readonly uid: string;
  readonly kind: 'drop' | 'break';
  /** The show's. */
  readonly id: string;
  /** Of a break, the episode that comes after it. */
  readonly episode: number;
  readonly summary: string;
  /** Lines, joined by line feeds. */
  readonly description: string;
  /** With `end`, exclusive: two instants, or for `allDay` two dates of no zone. */
  readonly start: Instant | CalendarDate;
  readonly end: Instant | CalendarDate;
  readonly allDay: boolean;
  /** Worked out rather than announced. */
  readonly estimated: boolean;
  /** Whether somebody who watches has no time for other things. */
  readonly busy: boolean;
  /** Where it is watched; absent while no platform is named. */
  readonly location?: string;
  /** http or https, in ASCII, and without the characters that calendars escape. */
  readonly url?: string;
  /** When the show was added to the list. */
  readonly stamp: Instant;
}

/** Half a year: how far around {@link newestInstant} a show goes on whose episode count nobody knows. */
const REACH = 26 * 7 * DAY;

/**
 * The drops and breaks of every show that the user watches or plans to, in the followed release: of
 * all episodes where their count is known, else of those within half a year of when the list was last
 * touched, and half a year beyond what was told. What no day is known of is left out.
 *
 * Nothing here goes by the present moment, so an unchanged list has the same events at any time.
 *
 * @param all also shows that are paused, dropped or completed.
 */
export function eventsOf(
  watchlist: Watchlist,
  { all = false }: { readonly all?: boolean } = {},
): readonly CalendarEvent[] {
  // It stands in for the present, and moves on with every week in which jikai is used.
  const touched = newestInstant(watchlist);
  return watchlist.shows
    .filter((show) => all || isActive(show))
    .flatMap((show) => [...eventsIn(show, touched)]);
}

/** A moment that can stand on a calendar. */
type Dated = Moment & { readonly at: string };

function* eventsIn(show: Show, touched: Millis): Generator<CalendarEvent> {
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const { last, settled, gapsBefore } = timetable;
  const zone = zoneNamed(release.schedule.zone);
  const halted = isHalted(show);
  const isEndless = last === undefined;
  const until = Math.max(touched, lastTold(timetable)) + REACH;
  const facts = factsOf(show, release, timetable);
  for (const episode of episodesOf(timetable)) {
    const drop = believed(show, timetable.dropAt(episode), touched, zone);
    const { moment } = drop;
    const isBeyond = !isDated(moment) || Date.parse(moment.at) > until;
    if (isEndless && episode >= settled && (isBeyond || episode >= HIGHEST_EPISODE)) break;
    if (!isDated(moment) || !canBeHeld(moment)) continue;
    if (isEndless && (isBeyond || Date.parse(moment.at) < touched - REACH)) continue;
    const gaps = halted ? [] : (gapsBefore?.(episode) ?? []);
    for (const [index, gap] of gaps.entries()) {
      if (isDated(gap.moment) && canBeHeld(gap.moment)) {
        yield breakEvent(facts, gap, gap.moment, index + 1);
      }
    }
    yield dropEvent(facts, drop, moment);
  }
}

/** When the last episode comes that somebody told of; 0 when no day is known of any. */
function lastTold({ anchors }: Timetable): Millis {
  return Math.max(
    0,
    ...anchors.flatMap(({ moment }) => (isDated(moment) ? [Date.parse(moment.at)] : [])),
  );
}

/** Calendars know years of four digits, and many of them no year 0. */
function canBeHeld({ at }: Dated): boolean {
  const year = Number(at.slice(0, 4));
  return year > 0 && year < 9999;
}

/** What is the same in all of a show's events. */
interface Facts {
  readonly show: Pick<Show, 'id' | 'added' | 'minutes'>;
  readonly title: string;
  readonly schedule: Schedule;
  readonly last: number | undefined;
  readonly place: string | undefined;
  /** What the user said, and the link. */
  readonly closing: readonly string[];
  readonly where: Pick<CalendarEvent, 'location' | 'url'>;
}

function factsOf(show: Show, release: Release, { last }: Timetable): Facts {
  const { id, added, minutes, title } = show;
  const place = release.platform === '' ? undefined : plain(releaseName(release));
  const url = linksOf(show)
    .map(webAddress)
    .find((link) => link !== undefined);
  const said = saidOf(show);
  return {
    show: { id, added, ...(minutes !== undefined && { minutes }) },
    title: plain(title),
    schedule: release.schedule,
    last,
    place,
    closing: [said, url].filter((line) => line !== undefined),
    where: {
      ...(place !== undefined && { location: place }),
      ...(url !== undefined && { url }),
    },
  };
}

function dropEvent(facts: Facts, { episode, basis }: Drop, moment: Dated): CalendarEvent {
  const { show, title, schedule, last, place, closing, where } = facts;
  const isSingle = schedule.episodes?.number === 1;
  const isFinale = episode === last && !isSingle;
  const isCountEstimated = schedule.episodes?.basis === 'estimated';
  const finale = isFinale ? ` (${isCountEstimated ? 'finale?' : 'finale'})` : '';
  const estimated = basis === 'estimated';
  const of = last === undefined ? '' : ` of ${isCountEstimated ? '~' : ''}${last}`;
  const description = [
    `Episode ${episode}${of}${place === undefined ? '' : ` on ${place}`}`,
    ...(estimated ? ['Estimated: worked out, not announced.'] : []),
    ...(isFinale && isCountEstimated
      ? [
          `The finale if there are ${quantity(schedule.episodes?.number ?? 0, 'episode')}: estimated.`,
        ]
      : []),
    ...closing,
  ];
  const time = timeOf(moment, show.minutes);
  return {
    uid: `${show.id}-ep${episode}@jikai`,
    kind: 'drop',
    id: show.id,
    episode,
    summary: isSingle ? title : `${title} ep ${episode}${finale}`,
    description: description.join('\n'),
    ...time,
    estimated,
    // An episode takes half an hour of the day on which it drops, not all of it.
    busy: !time.allDay,
    ...where,
    stamp: show.added,
  };
}

/** @param number which of the empty slots before the episode it is, from 1. */
function breakEvent(facts: Facts, gap: Gap, moment: Dated, number: number): CalendarEvent {
  const { show, title, closing, where } = facts;
  const nothing = gap.why === undefined ? 'no episode' : `no episode: ${plain(gap.why)}`;
  return {
    uid: `${show.id}-ep${gap.episode}-break${number === 1 ? '' : number}@jikai`,
    kind: 'break',
    id: show.id,
    episode: gap.episode,
    summary: `${title} – ${nothing}`,
    description: [`Nothing drops in this slot; ep ${gap.episode} is later.`, ...closing].join('\n'),
    ...timeOf(moment, show.minutes),
    estimated: false,
    busy: false,
    ...where,
    stamp: show.added,
  };
}

function timeOf(
  moment: Dated,
  minutes = USUAL_MINUTES,
): Pick<CalendarEvent, 'start' | 'end' | 'allDay'> {
  const at = Date.parse(moment.at);
  return moment.precision === 'minute'
    ? { start: instant(at), end: instant(at + minutes * MINUTE), allDay: false }
    : { start: calendarDate(at), end: calendarDate(at + DAY), allDay: true };
}

/** `You said "We'll see".`, of the newest verdict; undefined when none was given. */
function saidOf(show: Show): string | undefined {
  const verdict = latestVerdict(withoutSpoilers(show));
  if (verdict === undefined) return undefined;
  const { words, score } = verdict;
  if (words === undefined) return `You said ${plain(opinionText(verdict))}.`;
  return `You said "${plain(words)}"${score === undefined ? '' : ` (${score}/10)`}.`;
}

/** One line of text without control characters, nor halves of characters, which UTF-8 cannot write. */
function plain(text: string): string {
  return harmless(text).replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * A link as a calendar can hold it: of the web alone, since calendars open what is clicked, and with
 * the characters encoded that a calendar's text escapes: RFC 5545 escapes no addresses, but writers do.
 */
function webAddress(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return href.replace(/[\\;,]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}
