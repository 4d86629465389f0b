import { gapsBetween } from './gaps';
import { calendarDate, dayMoment, isDated, isLater, minuteMoment, UNKNOWN } from './moment';
import type { Amendment, Basis, CalendarDate, Moment, Release, Schedule } from './show';
import { Skips } from './skips';
import { advance, halfOf, isTogether, type Stride, strideOf } from './step';
import { type CivilMillis, DAY, fromCivil, HOUR, type Millis, toCivil, zoneNamed } from './zone';

/** Where a drop's time is from. */
export interface Origin {
  /** Who told: `you`, `AniList`, `bangumi-data 0.3.208`. */
  readonly source: string;
  /** The episode it was counted from, where it was counted. */
  readonly counted?: number;
  /** The id of the release whose time it was reckoned from, where it is another's. */
  readonly via?: string;
  /** How long after that release it is believed to be, in milliseconds; negative for before. */
  readonly lag?: Millis;
}

/** One episode becoming available. */
export interface Drop {
  readonly episode: number;
  readonly moment: Moment;
  readonly basis: Basis;
  readonly origin: Origin;
}

/** A slot that passes without an episode, before the episode that was to have it. */
export interface Gap {
  readonly episode: number;
  readonly moment: Moment;
  readonly why?: string;
}

/** An episode whose time was told, and from which those after it are counted. */
export interface Anchor {
  readonly episode: number;
  /** The last episode that was told of with it, where that is another. */
  readonly through?: number;
  readonly moment: Moment;
  readonly basis: Basis;
  readonly origin: Origin;
}

/** When each episode of one release drops. */
export interface Timetable {
  /** The number of the first episode. */
  readonly first: number;
  /** The number of the last episode, or undefined while nobody has said how many there will be. */
  readonly last: number | undefined;
  /** The highest episode that is told of by itself: those beyond it drop in order. */
  readonly settled: number;
  /** Whether each of those beyond it drops after the one before; else all of them drop at one moment. */
  readonly goesOn: boolean;
  /** In order of episode; the premiere's is the first. */
  readonly anchors: readonly Anchor[];
  /** @param episode may lie beyond the last. */
  dropAt(episode: number): Drop;
  /**
   * The instant of the same drop, which is found more quickly than the drop; undefined where it is not known
   * to the minute. Absent where something departs from counting on.
   */
  timeAt?(episode: number): Millis | undefined;
  /** The slots that pass empty right before an episode, in order; absent where none ever does. */
  gapsBefore?(episode: number): readonly Gap[];
}

/** What a schedule is reckoned from, and whose word it is. */
export type Timed = Pick<Release, 'schedule' | 'source'>;

/**
 * When the episodes of a release drop.
 *
 * What was told of an episode by itself holds for it, in this order: that it was seen to be out; what
 * the user said; what a source announced; what is `heard` from another release; the premiere. Every
 * other episode is counted forward from the one told of before it, step by step on the calendar of the
 * schedule's zone, past breaks, and called estimated. Where only a month, a season or a year was told,
 * nothing can be said of the episodes after it.
 *
 * @param heard anchors reckoned from another release, in order of episode.
 */
export function timetableOf({ schedule, source }: Timed, heard: readonly Anchor[] = []): Timetable {
  const { amendments, drops } = schedule;
  return amendments === undefined && drops === undefined && heard.length === 0
    ? regular(schedule, source)
    : amended(schedule, source, heard);
}

function premiereOf(
  { first = 1, step, premiere: moment, basis }: Schedule,
  source: string,
): Anchor {
  const origin: Origin = { source };
  return isTogether(strideOf(step))
    ? { episode: first, through: Number.POSITIVE_INFINITY, moment, basis, origin }
    : { episode: first, moment, basis, origin };
}

/** The number of the last episode by the count that is known. */
function lastOf({ first = 1, episodes }: Schedule): number | undefined {
  return episodes === undefined ? undefined : first + episodes.number - 1;
}

/** What counting needs to begin. */
interface Start {
  /** Where the episode stands on a clock in the schedule's zone; undefined when no day is known. */
  readonly civil: CivilMillis | undefined;
  /** The slot's hour, told here or before: milliseconds after midnight, up to 29:00 in Japan. */
  readonly hour: Millis | undefined;
  readonly stride: Stride;
}

/** An anchor with what counting from it needs. */
interface Placed extends Anchor, Start {
  /** The origin of drops counted from it. */
  readonly counted: Origin;
}

/** The timetable of a schedule that nothing departs from. Most are like that, and it has to be quick. */
function regular(schedule: Schedule, source: string): Timetable {
  const { zone } = schedule;
  const premiere = premiereOf(schedule, source);
  const { episode: first, through = first, moment, basis, origin } = premiere;
  const counted: Origin = { source, counted: first };
  let start: Start | undefined;
  return {
    first,
    last: lastOf(schedule),
    settled: first,
    goesOn: Number.isFinite(through),
    anchors: [premiere],
    dropAt: (episode) => {
      if (episode <= through) return { episode, moment, basis, origin };
      start ??= startOf(schedule);
      const after = momentAfter(start, episode - first, zone);
      return { episode, moment: after, basis: 'estimated', origin: counted };
    },
    timeAt: (episode) => {
      if (episode <= through) {
        return moment.precision === 'minute' ? Date.parse(moment.at) : undefined;
      }
      start ??= startOf(schedule);
      return timeAfter(start, episode - first, zone);
    },
  };
}

function startOf({ premiere, zone, step }: Schedule): Start {
  const { civil, hour } = placeOn(premiere, zone, undefined);
  return { civil, hour, stride: strideOf(step) };
}

function amended(schedule: Schedule, source: string, heard: readonly Anchor[]): Timetable {
  const { amendments = [], zone } = schedule;
  const premiere = premiereOf(schedule, source);
  const count = lastOf(schedule);
  const skips = new Skips(amendments);
  const anchors = credible(toldOf(schedule, premiere, heard), schedule, skips);
  const lone = new Map(
    amendments.flatMap((one) =>
      one.kind === 'move' && one.only === true ? [[one.episode, anchorOf(one)] as const] : [],
    ),
  );
  const start = anchors[0] ?? placed(premiere, schedule, undefined);
  const settled = Math.max(
    ...anchors.map(({ episode }) => episode),
    ...amendments.map((one) => ('through' in one ? one.through : one.episode)),
  );
  const furthest = Math.max(start.episode, ...anchors.map(({ episode }) => episode));
  const { stride } = anchors.at(-1) ?? start;
  const last =
    count !== undefined && schedule.episodes?.basis === 'estimated'
      ? Math.max(count, furthest)
      : count;

  const placeOf = (episode: number) => {
    let index = anchors.length - 1;
    while (index > 0 && (anchors[index]?.episode ?? 0) > episode) index -= 1;
    return index;
  };
  const dropAt = (episode: number): Drop => {
    const index = placeOf(episode);
    const anchor = anchors[index];
    if (anchor === undefined || episode < start.episode) {
      return { episode, moment: UNKNOWN, basis: 'estimated', origin: premiere.origin };
    }
    if (anchor.episode === episode && anchor.basis === 'confirmed') return dropOf(anchor, episode);
    const moved = lone.get(episode);
    if (moved !== undefined && !isLater(start.moment, moved.moment)) return dropOf(moved, episode);
    const drop = counted(anchor, episode, skips.between(anchor.episode, episode), zone);
    const next = anchors.find((one) => one.episode > anchor.episode && isDated(one.moment));
    // Whoever counts past what is known of a later episode has missed that they drop together.
    return next !== undefined &&
      drop.episode !== anchor.episode &&
      isLater(drop.moment, next.moment)
      ? { episode, moment: next.moment, basis: 'estimated', origin: next.counted }
      : drop;
  };
  const gapsBefore = (episode: number) =>
    gapsBetween({
      before: dropAt(episode - 1),
      drop: dropAt(episode),
      stride: (anchors[placeOf(episode)] ?? start).stride,
      zone,
      said: amendments.filter((one) => one.episode === episode),
    });
  const goesOn = !isTogether(stride);
  return { first: start.episode, last, settled, goesOn, anchors, dropAt, gapsBefore };
}

function dropOf({ moment, basis, origin }: Anchor, episode: number): Drop {
  return { episode, moment, basis, origin };
}

/** The drop a number of steps after an anchor. */
function counted(anchor: Placed, episode: number, steps: number, zone: string): Drop {
  const { stride, counted: origin, through = anchor.episode } = anchor;
  if (episode <= through) return dropOf(anchor, episode);
  // What drops in the slot of another was worked out all the same.
  const isShared = steps === 0 || isTogether(stride);
  const moment = isShared ? anchor.moment : momentAfter(anchor, steps, zone);
  return { episode, moment, basis: 'estimated', origin };
}

/** The moment a number of steps after an anchor. */
function momentAfter(start: Start, steps: number, zone: string): Moment {
  const time = timeAfter(start, steps, zone);
  if (time !== undefined) return minuteMoment(time);
  const civil = start.hour === undefined ? civilAfter(start, steps) : undefined;
  return civil === undefined ? UNKNOWN : dayMoment(civil);
}

/** The instant of it; undefined where no hour is known. */
function timeAfter(start: Start, steps: number, zone: string): Millis | undefined {
  const civil = start.hour === undefined ? undefined : civilAfter(start, steps);
  return civil === undefined ? undefined : fromCivil(civil, zoneNamed(zone));
}

/** Dates have four digits for the year; what would fall behind them is not known. */
const LAST_DAY = Date.UTC(9999, 11, 30);

function civilAfter({ civil, stride }: Start, steps: number): CivilMillis | undefined {
  if (civil === undefined) return undefined;
  const after = advance(civil, stride, steps);
  // Nor is what lies so far ahead that it is no number any more.
  return after < LAST_DAY ? after : undefined;
}

/** Everything told of single episodes, one anchor an episode, in order; the premiere among them. */
function toldOf(schedule: Schedule, premiere: Anchor, heard: readonly Anchor[]): readonly Anchor[] {
  const { first = 1, amendments = [], drops = [] } = schedule;
  const anchors = new Map<number, Anchor>([[first, premiere]]);
  const put = (anchor: Anchor) => {
    if (anchor.episode >= first) anchors.set(anchor.episode, anchor);
  };
  heard.forEach(put);
  const known = drops.map(
    ({ episode, moment, basis, source }): Anchor => ({
      episode,
      moment,
      basis,
      origin: { source },
    }),
  );
  known.filter(({ basis }) => basis !== 'confirmed').forEach(put);
  for (const one of amendments) {
    if (one.kind === 'break' || (one.kind === 'move' && one.only === true)) continue;
    if (one.kind === 'batch' && one.at === undefined) continue;
    put(anchorOf(one));
  }
  known.filter(({ basis }) => basis === 'confirmed').forEach(put);
  return [...anchors.values()].sort((a, b) => a.episode - b.episode);
}

const YOU: Origin = { source: 'you' };

/** What an amendment tells of its episode. */
function anchorOf(one: Exclude<Amendment, { kind: 'break' }>): Anchor {
  const { episode } = one;
  const moment = momentOf(one);
  const through = one.kind === 'batch' ? { through: one.through } : {};
  const basis = (one.kind === 'hiatus' ? one.basis : undefined) ?? 'scheduled';
  return { episode, ...through, moment, basis, origin: YOU };
}

function momentOf(one: Exclude<Amendment, { kind: 'break' }>): Moment {
  switch (one.kind) {
    case 'move':
      return one.to;
    case 'batch':
      return one.at ?? UNKNOWN;
    case 'hiatus':
      return one.resumes ?? UNKNOWN;
    case 'run':
      return one.premiere;
  }
}

/**
 * The anchors that count. What a source announced is passed over where the user knows better: during a
 * hiatus, inside a batch, and where it lies more than half a step before what a break or a delay makes
 * of it, since it was announced before that. What is seen to be out always counts.
 */
function credible(told: readonly Anchor[], schedule: Schedule, skips: Skips): readonly Placed[] {
  const { amendments = [] } = schedule;
  const kept: Placed[] = [];
  let amendedAt = Number.POSITIVE_INFINITY;
  let onHiatus = false;
  for (const anchor of told) {
    const { episode, basis, origin } = anchor;
    const byUser = origin === YOU;
    const seen = basis === 'confirmed';
    const previous = kept.at(-1);
    for (const one of amendments) {
      if (one.episode > episode || one.episode <= (previous?.episode ?? -1)) continue;
      if (one.kind === 'hiatus') onHiatus = one.resumes === undefined;
      else if (one.kind === 'run' || (one.kind === 'move' && one.only !== true)) onHiatus = false;
      if (one.kind !== 'move' || one.only !== true) amendedAt = Math.min(amendedAt, one.episode);
    }
    if (seen) {
      amendedAt = Number.POSITIVE_INFINITY;
      onHiatus = false;
    } else if (!byUser && previous !== undefined) {
      if (onHiatus || skips.isWithinBatch(episode)) continue;
      const expected = counted(
        previous,
        episode,
        skips.between(previous.episode, episode),
        schedule.zone,
      );
      if (
        episode >= amendedAt &&
        isEarlier(anchor.moment, expected.moment, halfOf(previous.stride))
      )
        continue;
      // Whoever announces it as late as that has heard of it.
      if (episode >= amendedAt) amendedAt = Number.POSITIVE_INFINITY;
    }
    kept.push(placed(anchor, schedule, previous));
  }
  return withEarlyPremiere(kept);
}

/** An anchor with its civil time: a day that was told takes the hour of the slot before it. */
function placed(
  anchor: Anchor,
  { zone, step, amendments, premiere }: Schedule,
  previous: Placed | undefined,
): Placed {
  const { episode, moment, origin } = anchor;
  const run = amendments?.findLast((one) => one.kind === 'run' && one.episode <= episode);
  const stride = strideOf((run?.kind === 'run' ? run.step : undefined) ?? step);
  // The hour of the premiere is known also where the first episode was moved to a mere day.
  const known = previous === undefined ? placeOn(premiere, zone, undefined).hour : previous.hour;
  const { civil, hour } = placeOn(moment, zone, known);
  const { source, via, lag } = origin;
  const counted =
    via === undefined || lag === undefined
      ? { source, counted: episode }
      : { source, counted: episode, via, lag };
  return { ...anchor, civil, hour, stride, counted };
}

function placeOn(
  moment: Moment,
  zone: string,
  hour: Millis | undefined,
): Pick<Placed, 'civil' | 'hour'> {
  if (moment.precision === 'minute') {
    const civil = toCivil(Date.parse(moment.at), zoneNamed(zone));
    return { civil, hour: hourOf(civil, zone) };
  }
  if (moment.precision !== 'day') return { civil: undefined, hour };
  return { civil: Date.parse(moment.at) + (hour ?? 0), hour };
}

/** Milliseconds after midnight; in Japan up to 29:00, since its night belongs to the day before. */
function hourOf(civil: CivilMillis, zone: string): Millis {
  const hour = ((civil % DAY) + DAY) % DAY;
  return zone === 'Asia/Tokyo' && hour < 5 * HOUR ? hour + DAY : hour;
}

/** No episode drops before the first: where one is known to, the first is believed to be out as well. */
function withEarlyPremiere(anchors: readonly Placed[]): readonly Placed[] {
  const [start, ...others] = anchors;
  if (start === undefined) return anchors;
  const earlier = others.reduce(
    (found, one) => (isLater(found.moment, one.moment) ? one : found),
    start,
  );
  if (earlier === start) return anchors;
  const { moment, civil, hour, counted: origin } = earlier;
  return [{ ...start, moment, civil, hour, basis: 'estimated', origin }, ...others];
}

function isEarlier(moment: Moment, other: Moment, by: Millis): boolean {
  return isDated(moment) && isDated(other) && instantOf(moment) < instantOf(other) - by;
}

function instantOf({ at }: Moment & { readonly at: string }): Millis {
  return Date.parse(at);
}

/** The date of a slot on the calendar of its schedule's zone; in Japan a night belongs to the day before. */
export function slotDate({ zone }: Schedule, moment: Moment): CalendarDate | undefined {
  if (moment.precision === 'day') return moment.at;
  if (moment.precision !== 'minute') return undefined;
  const civil = toCivil(Date.parse(moment.at), zoneNamed(zone));
  return calendarDate(civil - hourOf(civil, zone));
}
