import { episodesOf, gathered, isActive, isHalted } from './agenda';
import { heldUntil } from './holding';
import { isDated, spanOf } from './moment';
import { MORNING } from './period';
import { followed, timetableIn } from './releases';
import type { Drop, Timetable } from './schedule';
import type { Instant, Moment, Release, Show } from './show';
import { DAY, fromCivil, HOUR, type Millis, type Zone } from './zone';

/** That an episode is out, or that it will be. */
export interface Notice {
  readonly drop: Drop;
  /** How long before the drop it is told, in milliseconds; 0 when it is out. */
  readonly lead: Millis;
  /** When it is to be told. */
  readonly due: Millis;
}

/** One announcement: of an episode, or of several of a show's that are told together. */
export interface Reminder {
  readonly kind: 'out' | 'ahead';
  readonly show: Show;
  readonly release: Release;
  /** In order of episode. */
  readonly notices: readonly [Notice, ...Notice[]];
  /** When the first of them was to be told. */
  readonly due: Millis;
  /** The number of the show's last episode, while it is known. */
  readonly last: number | undefined;
  /** Whether the show ends with it; `perhaps` while the number of episodes is an estimate. */
  readonly finale: 'yes' | 'perhaps' | 'no';
  /** It ends the user's wait with the show, and tells of all that gathered meanwhile. */
  readonly released: boolean;
}

/** What was told of an episode last: when it was to drop by what was known then, and at which lead. */
export interface Told {
  readonly moment: Moment;
  readonly lead: Millis;
}

export interface Looking {
  readonly now: Millis;
  /** The viewer's: on whose calendar a drop known only by its day falls. */
  readonly zone: Zone;
  /** What was to be told before is not told any more. */
  readonly since: Millis;
  /** How long ahead of a show's drops to remind besides, in milliseconds. */
  readonly leads: (show: string) => readonly Millis[];
  /** What was told of a show's episode already. */
  readonly told: (show: string, episode: number) => Told | undefined;
}

/**
 * How much later than was told an episode must drop to be told of again: then it was put off, and what
 * was said does not hold any more. A source that merely corrects the hour is no reason to.
 */
const PUT_OFF = 12 * HOUR;

/**
 * What is to be told now, in order of time: the unwatched episodes of shows being watched or planned that
 * dropped since, and those that drop within a lead; each once, by what `told` says. Nothing during a
 * break, after the finale, of a show that nobody can say any more how it goes on, or from before the show
 * was on the list; of a show on hold only what ends that.
 */
export function remindersAt(shows: readonly Show[], looking: Looking): readonly Reminder[] {
  return shows.flatMap((show) => (isActive(show) ? remindersOf(show, looking) : [])).sort(inOrder);
}

/**
 * What will be to be told, in order of time, by what is known now.
 * @param horizon how far to look, as an instant.
 */
export function comingReminders(
  shows: readonly Show[],
  looking: Looking,
  horizon: Millis,
): readonly Reminder[] {
  const { now } = looking;
  const coming = (show: Show): readonly Reminder[] => {
    if (!isActive(show)) return [];
    const timetable = timetableIn(show);
    const leads = looking.leads(show.id);
    const upTo = horizon + Math.max(0, ...leads);
    const from = Math.max(now, justBefore(show.added));
    const isAhead = ({ due }: Notice) => due > from && due <= horizon;
    const notices = unheld(show, timetable, notable(show, timetable, looking, upTo)).flatMap(
      ({ out, told }) =>
        [...leads, 0]
          .filter((lead) => told === undefined || lead < told.lead)
          .flatMap((lead) => noticeAt(out.drop, lead, looking.zone))
          .filter(isAhead),
    );
    return gathered(notices, ({ due, lead }) => `${due} ${lead}`).map((group) =>
      reminderOf(show, timetable, group),
    );
  };
  return shows.flatMap(coming).sort(inOrder);
}

/** Instants are told to the second: what drops in the very second in which a show was added counts. */
function justBefore(at: Instant): Millis {
  return Date.parse(at) - 1;
}

function inOrder(a: Reminder, b: Reminder): number {
  return a.due - b.due || (a.show.id < b.show.id ? -1 : 1);
}

/** An episode of which something may be to be told. */
interface Candidate {
  /** That it is out. */
  readonly out: Notice;
  /** What was told of it, if that still holds. */
  readonly told: Told | undefined;
}

function remindersOf(show: Show, looking: Looking): readonly Reminder[] {
  const { now, zone } = looking;
  const timetable = timetableIn(show);
  const leads = looking.leads(show.id);
  const since = Math.max(looking.since, justBefore(show.added));
  const candidates = notable(show, timetable, looking, now + Math.max(0, ...leads));
  const untold = candidates.filter(({ out, told }) => out.due <= now && told?.lead !== 0);
  const fresh = unheld(show, timetable, untold).filter(({ out }) => out.due > since);
  const end = heldUntil(show, timetable.last);
  const released = fresh.some(({ out }) => out.drop.episode === end);
  const out = gathered(
    (released ? untold : fresh).map((one) => one.out),
    () => '',
  );
  const soon = unheld(show, timetable, candidates).flatMap(({ out: { drop, due }, told }) => {
    if (due <= now) return [];
    const notices = leads
      .flatMap((lead) => noticeAt(drop, lead, zone))
      .filter((one) => one.due <= now && one.due > since)
      .sort((a, b) => a.lead - b.lead);
    const nearest = notices[0];
    return nearest === undefined || (told !== undefined && told.lead <= nearest.lead)
      ? []
      : [nearest];
  });
  const ahead = gathered(soon, ({ drop, lead }) => `${drop.moment.at} ${lead}`);
  return [
    ...out.map((group) => reminderOf(show, timetable, group, released)),
    ...ahead.map((group) => reminderOf(show, timetable, group)),
  ];
}

/** The unwatched episodes that drop until then at a time that can be believed. */
function notable(
  show: Show,
  timetable: Timetable,
  { zone, told }: Looking,
  until: Millis,
): readonly Candidate[] {
  const release = followed(show);
  const watched = new Set(show.watched.map(({ episode }) => episode));
  const isAtOnce = release.schedule.step === 'P0D';
  const candidates: Candidate[] = [];
  for (const episode of episodesOf(timetable)) {
    const drop = timetable.dropAt(episode);
    const [out] = isGuesswork(show, drop, timetable) ? [] : noticeAt(drop, 0, zone);
    if (out === undefined || out.due > until) {
      if (episode >= timetable.settled) break;
      continue;
    }
    if (watched.has(episode)) continue;
    // What came out all at once was told of by its first, however many episodes it turns out to be.
    const before =
      told(show.id, episode) ?? (isAtOnce ? told(show.id, timetable.first) : undefined);
    const holds = before !== undefined && !isPutOff(drop.moment, before.moment, zone);
    candidates.push({ out, told: holds ? before : undefined });
  }
  return candidates;
}

/**
 * Whether a time was only worked out of a show of which no more is to be expected: one on hiatus or
 * cancelled, or one that a source calls finished without having said how many episodes it had.
 */
function isGuesswork(show: Show, { basis }: Drop, { last }: Timetable): boolean {
  if (basis !== 'estimated') return false;
  return isHalted(show) || (show.production === 'finished' && last === undefined);
}

/** Of the candidates, those that a hold does not keep back. */
function unheld(
  show: Show,
  { last }: Timetable,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  if (show.hold === undefined) return candidates;
  const end = heldUntil(show, last);
  return candidates.filter(({ out }) => end !== undefined && out.drop.episode >= end);
}

/** When a drop is told of at a lead; never where no day is known, nor hours ahead of a mere day. */
function noticeAt(drop: Drop, lead: Millis, zone: Zone): readonly Notice[] {
  const { moment } = drop;
  if (!isDated(moment)) return [];
  if (moment.precision === 'minute') return [{ drop, lead, due: Date.parse(moment.at) - lead }];
  if (lead % DAY !== 0) return [];
  return [{ drop, lead, due: fromCivil(Date.parse(moment.at) + MORNING - lead, zone) }];
}

function isPutOff(moment: Moment, before: Moment, zone: Zone): boolean {
  const [is, was] = [spanOf(moment, zone), spanOf(before, zone)];
  return is !== undefined && was !== undefined && is.from > was.to + PUT_OFF;
}

type Group = readonly [Notice, ...Notice[]];

function reminderOf(show: Show, { last }: Timetable, notices: Group, released = false): Reminder {
  const release = followed(show);
  const ends = notices.some(({ drop }) => drop.episode === last);
  const isSure = release.schedule.episodes?.basis !== 'estimated';
  return {
    kind: notices[0].lead === 0 ? 'out' : 'ahead',
    show,
    release,
    notices,
    due: Math.min(...notices.map(({ due }) => due)),
    last,
    finale: !ends ? 'no' : isSure ? 'yes' : 'perhaps',
    released,
  };
}
