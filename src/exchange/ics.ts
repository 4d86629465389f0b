import ical, {
  ICalAlarmType,
  type ICalCalendar,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Watchlist } from '../watchlist/show';
import { HOUR, type Millis } from '../watchlist/zone';
import { type CalendarEvent, eventsOf } from './events';

/**
 * A watchlist as an iCalendar file (RFC 5545), in a chunk of its own with the library that writes it,
 * which few runs need.
 */

/** What is made of a watchlist. */
export interface IcsCalendar {
  /** The file's content, lines ending in CRLF and none over 75 octets. */
  readonly text: string;
  readonly events: readonly CalendarEvent[];
}

export interface IcsOptions {
  /** How long before each drop to remind, in milliseconds. */
  readonly alarms?: readonly Millis[];
  /** Also shows that are paused, dropped or completed. */
  readonly all?: boolean;
}

/** Who wrote a calendar. Without a version, so that a newer jikai writes the same file. */
const PRODUCT = '-//jikai//jikai//EN';

const NAME = 'jikai';

/** How often whoever subscribed should look again, in seconds. */
const REFRESH = HOUR / 1000;

/** The same text for the same list and options, whenever and wherever it is asked for. */
export function icsOf(
  watchlist: Watchlist,
  { alarms = [], all = false }: IcsOptions = {},
): IcsCalendar {
  const events = eventsOf(watchlist, { all });
  const calendar = ical({ name: NAME, prodId: PRODUCT.replace(/^-/, ''), ttl: REFRESH });
  const [head = '', end = ''] = calendar.toString().split(/(?=END:VCALENDAR)/);
  const body = events.map((event) => eventText(calendar, event, watchlist.revision, alarms));
  const lines = `${head}${body.join('')}${end}`.split('\r\n');
  return { text: `${lines.map(folded).join('\r\n')}\r\n`, events };
}

/**
 * One event, its lines not folded yet: the library measures every character by encoding it, which for
 * a thousand shows takes four seconds.
 *
 * The list's revision is the sequence number of all its events: it rises with every change, whoever
 * makes it and by whatever clock, and never falls, also where a change is undone. An event that did
 * not change gets a new number too, which says no more than that it was looked at again.
 */
function eventText(
  calendar: ICalCalendar,
  event: CalendarEvent,
  revision: number,
  alarms: readonly Millis[],
): string {
  const { uid, kind, summary, description, start, end, allDay, location, url } = event;
  const made = calendar.createEvent({
    id: uid,
    sequence: revision,
    stamp: new Date(event.stamp),
    start: new Date(start),
    end: new Date(end),
    allDay,
    summary,
    description,
    status: event.estimated ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    transparency: event.busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    ...(location !== undefined && { location }),
    ...(url !== undefined && { url }),
  });
  const alone = made.toString();
  const reminders = (kind === 'drop' ? alarms : []).map((alarm) =>
    made
      .createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: alarm / 1000,
        description: summary,
      })
      .toString(),
  );
  calendar.clear();
  // RFC 5545 wants them behind all that is said of the event; the library puts them before some of it.
  return `${alone.slice(0, -END.length)}${reminders.join('')}${END}`;
}

const END = 'END:VEVENT\r\n';

/** How many octets a line may have, its end aside. */
const WIDEST = 75;

/** A line in pieces of at most 75 octets, of which all but the first begin with a space; characters stay whole. */
function folded(line: string): string {
  // No character has more than three octets for each of its UTF-16 units.
  if (line.length * 3 <= WIDEST) return line;
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > WIDEST) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** How many octets UTF-8 writes a character in. */
function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
