import { readFileSync } from 'node:fs';
import { replaceIfPossible, stampAt } from '../store/durable-file';
import { spanOf } from '../watchlist/moment';
import { holdsAt, type Outlook, type OutlookDrop, type WaitingShow } from '../watchlist/outlook';
import { BASES } from '../watchlist/show';
import type { Millis, Zone } from '../watchlist/zone';

/*
 * The agenda in plain lines, for whoever has no time to read the list: the prompt of a shell, a status
 * bar, a timer. docs/PROMPT.md describes it, and has functions that read it without node.
 */

/** Raised when the lines change, or what they say of the same list. */
const VERSION = '1';

/** What stands where there is nothing: shells take two tabs for one. */
const NOTHING = '-';

export interface AgendaFileOptions {
  /** The file itself. */
  readonly file: string;
  /** The watchlist it is made from. */
  readonly list: string;
  /** It may be read, but is left as it is: the time is pretended, or nothing is to be changed. */
  readonly isKept?: boolean;
}

/** Who asks, and for how much. */
export interface Wanted {
  readonly now: Millis;
  /** The viewer's. */
  readonly zone: Zone;
  /** How many drops to come are wanted at least; all unless told. To read a line takes 10 µs. */
  readonly most?: number | undefined;
}

/**
 * What was made from the watchlist the last time somebody asked. To lose it does no harm, and a file that
 * cannot be read or does not fit is as none.
 */
export class AgendaFile {
  readonly #options: AgendaFileOptions;

  constructor(options: AgendaFileOptions) {
    this.#options = options;
  }

  /**
   * Which watchlist there is now. To be asked before the list is read: if it changes meanwhile, what is
   * written with this stamp fits neither, and is made anew.
   */
  stamp(): string {
    return stampAt(this.#options.list);
  }

  /**
   * What the file says, if it was made from the watchlist of this stamp, holds at `now`, and holds for
   * somebody whose clock is set to `zone`.
   */
  read(stamp: string, wanted: Wanted): Outlook | undefined {
    try {
      return readAgenda(readFileSync(this.#options.file, 'utf8'), stamp, wanted);
    } catch {
      return undefined;
    }
  }

  /** Replaces the file in one step, so that nobody reads half of it. That may fail, which is no harm. */
  write(outlook: Outlook, stamp: string, zone: Zone): void {
    const { file, isKept = false } = this.#options;
    if (isKept) return;
    replaceIfPossible(file, agendaText(outlook, stamp, zone));
  }
}

/**
 * An outlook as lines of fields with tabs between them. Times are in seconds since 1970.
 *
 * - `jikai-agenda`, version, the watchlist's stamp, minutes the viewer's clock was ahead of UTC, made,
 *   until, episodes due, shows due, how many lines follow before the last;
 * - `waiting`, id, episodes, short title, title: a show with something due;
 * - `drop`, from, out, how many episodes, 1 if nothing of its show is due before, moment, basis, first
 *   episode, episodes, id, platform, link, short title, title: in order of from;
 * - `end`.
 *
 * @param outlook whose words are without tabs, line feeds and other controls.
 */
export function agendaText(outlook: Outlook, stamp: string, zone: Zone): string {
  const { made, until, due, dueShows, waiting, drops } = outlook;
  const lines = [
    ...waiting.map(({ id, episodes, short, title }) => ['waiting', id, episodes, short, title]),
    ...drops.map((drop) => [
      ...['drop', drop.from / 1000, drop.out / 1000, drop.count, drop.isFirst ? 1 : 0],
      ...[drop.moment.at, drop.basis, drop.episode, drop.episodes, drop.id],
      ...[drop.platform || NOTHING, linkOf(drop) ?? NOTHING, drop.short, drop.title],
    ]),
  ];
  const head = [
    ...['jikai-agenda', VERSION, stamp, zone.offsetAt(made), made / 1000, until / 1000],
    ...[due, dueShows, lines.length],
  ];
  return [head, ...lines, ['end']].map((fields) => `${fields.join('\t')}\n`).join('');
}

/** A link that is nothing but one. */
function linkOf({ url }: OutlookDrop): string | undefined {
  return url !== undefined && /^https?:\/\/[!-~]+$/.test(url) ? url : undefined;
}

/**
 * The outlook that such lines tell of; undefined if they are not whole, of another version, of another
 * list or time, or made for a clock that tells the days apart in another way.
 */
export function readAgenda(
  text: string,
  stamp: string,
  { now, zone, most = Number.POSITIVE_INFINITY }: Wanted,
): Outlook | undefined {
  const [first = '', ...lines] = text.split('\n');
  const head = first.split('\t');
  if (head.length !== 9) return undefined;
  const [word, version, of, ...rest] = head;
  const numbers = rest.map(numberOf);
  if (word !== 'jikai-agenda' || version !== VERSION || of !== stamp) return undefined;
  const [offset, made, until, due, dueShows, count] = numbers;
  if (made === undefined || until === undefined || due === undefined || dueShows === undefined)
    return undefined;
  if (offset !== zone.offsetAt(made * 1000) || count === undefined) return undefined;
  const span = { made: made * 1000, until: until * 1000 };
  if (!holdsAt(span, now)) return undefined;
  // After the last line feed stands nothing.
  if (lines.length !== count + 2 || lines[count] !== 'end' || lines[count + 1] !== '')
    return undefined;
  const waiting: WaitingShow[] = [];
  const drops: OutlookDrop[] = [];
  let coming = 0;
  for (const line of lines.slice(0, count)) {
    const fields = line.split('\t');
    const show = readWaiting(fields);
    const drop = readDrop(fields, zone);
    if (show !== undefined) waiting.push(show);
    else if (drop !== undefined) {
      // What begins later cannot be out.
      if (coming >= most && drop.from > now) break;
      drops.push(drop);
      if (now < drop.out) coming += 1;
    } else return undefined;
  }
  return { ...span, due, dueShows, waiting, drops };
}

function readWaiting(fields: readonly string[]): WaitingShow | undefined {
  const [word, id, episodes, short, title] = fields;
  if (word !== 'waiting' || fields.length !== 5) return undefined;
  if (!id || !episodes || short === undefined || title === undefined) return undefined;
  return { id, episodes, short, title };
}

function readDrop(fields: readonly string[], zone: Zone): OutlookDrop | undefined {
  const [word, from, out, count, first, at, believed, episode, episodes, ...words] = fields;
  if (word !== 'drop' || fields.length !== 14) return undefined;
  const [id, platform, url, short, title] = words;
  if (!id || !episodes || !platform || short === undefined || title === undefined) return undefined;
  const moment = readMoment(at);
  const basis = BASES.find((one) => one === believed);
  const numbers = { count: numberOf(count), episode: numberOf(episode) };
  if (moment === undefined || basis === undefined) return undefined;
  if (numbers.count === undefined || numbers.episode === undefined) return undefined;
  // A day is another stretch of time in another zone.
  const span = spanOf(moment, zone);
  if (span === undefined || numberOf(from) !== span.from / 1000) return undefined;
  if (numberOf(out) !== span.to / 1000) return undefined;
  return {
    id,
    title,
    short,
    episode: numbers.episode,
    episodes,
    count: numbers.count,
    moment,
    basis,
    from: span.from,
    out: span.to,
    isFirst: first === '1',
    platform: platform === NOTHING ? '' : platform,
    url: url === NOTHING ? undefined : url,
  };
}

function readMoment(at = ''): OutlookDrop['moment'] | undefined {
  const isOne = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(at) && !Number.isNaN(Date.parse(at));
  return isOne ? { at, precision: at.length === 10 ? 'day' : 'minute' } : undefined;
}

function numberOf(text = ''): number | undefined {
  return /^-?\d{1,12}$/.test(text) ? Number(text) : undefined;
}
