import { believed, episodesOf, isActive, isHalted } from './agenda';
import { calendarDate, isDated, placeOf } from './moment';
import { type Moved, type MovedRun, movedTogether } from './moved';
import type { Period } from './period';
import { newsOf } from './refreshing';
import { followed, timetableIn } from './releases';
import type { Drop, Gap, Timetable } from './schedule';
import type { Hiatus, Move, Production, Release, Show } from './show';
import { HOUR, type Millis, toCivil, type Zone } from './zone';

/** Something that comes otherwise than by its step, or than was believed. */
export type Slip = SlipOf & { readonly show: Show; readonly release: Release };

type SlipOf =
  /** Slots pass empty before an episode. */
  | {
      readonly kind: 'break';
      readonly gaps: readonly [Gap, ...Gap[]];
      /** The episode that comes after them. */
      readonly drop: Drop;
    }
  /** One that moved, and those that moved along. */
  | { readonly kind: 'moved'; readonly moved: MovedRun; readonly why?: string }
  /** The user told that nothing drops from an episode on, until `after`. */
  | { readonly kind: 'hiatus'; readonly before: Drop; readonly after: Drop; readonly why?: string }
  /** A source tells that the making rests or ended, so that what was worked out is not believed. */
  | { readonly kind: 'halted'; readonly production: Production; readonly drop: Drop };

/** Where slips are looked for. */
export interface Looking extends Period {
  readonly now: Millis;
  readonly zone: Zone;
}

/**
 * What of a show slips in a period: empty slots, delays and the beginning and end of a hiatus that lie in
 * it; and whatever others have put to another day since `earlier`, wherever it lies. Each is told once: what
 * an amendment or a break tells is not told again as a move. Nothing of a show that nobody waits for.
 * @param earlier the show as it was when the period began; undefined where that is the same, or not known.
 */
export function slipsOf(show: Show, earlier: Show | undefined, looking: Looking): readonly Slip[] {
  if (!isActive(show)) return [];
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const halt = haltOf(show, timetable, looking);
  const told: readonly SlipOf[] =
    halt === undefined
      ? [...breaksOf(timetable, looking), ...amendedSlips(show, release, timetable, looking)]
      : [halt];
  const spokenOf = new Set(told.map(episodeOf));
  const moves =
    earlier === undefined || halt !== undefined ? [] : movesSince(show, earlier, looking);
  const others = moves.filter(([first]) => !spokenOf.has(first.after.episode));
  const slips = [...unrepeated(told), ...others.map((moved): SlipOf => ({ kind: 'moved', moved }))];
  return slips.map((one) => ({ ...one, show, release }));
}

/** When what slipped comes now: the first of it. */
export function dropOf(slip: SlipOf): Drop {
  switch (slip.kind) {
    case 'break':
    case 'halted':
      return slip.drop;
    case 'moved':
      return slip.moved[0].after;
    case 'hiatus':
      return slip.after;
  }
}

function episodeOf(slip: SlipOf): number {
  return dropOf(slip).episode;
}

/** The first of those about one episode. */
function unrepeated(slips: readonly SlipOf[]): readonly SlipOf[] {
  const first = new Map<number, SlipOf>();
  for (const slip of slips) {
    if (!first.has(episodeOf(slip))) first.set(episodeOf(slip), slip);
  }
  return [...first.values()];
}

function isWithin({ moment }: { readonly moment: Drop['moment'] }, looking: Looking): boolean {
  const at = placeOf(moment, looking.zone);
  return at !== undefined && at >= looking.from && at < looking.until;
}

/** Whether it happened before the period: that it was expected in it once is of no use any more. */
function isOver({ moment }: Drop, { from, zone }: Looking): boolean {
  const at = placeOf(moment, zone);
  return at !== undefined && at < from;
}

/** The slots that pass empty in the period. */
function breaksOf(timetable: Timetable, looking: Looking): readonly SlipOf[] {
  const { gapsBefore, dropAt, settled } = timetable;
  if (gapsBefore === undefined) return [];
  const breaks: SlipOf[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const episode of episodesOf(timetable)) {
    const drop = dropAt(episode);
    const at = placeOf(drop.moment, looking.zone);
    if (at !== undefined && at >= looking.from && before < looking.until) {
      const [gap, ...gaps] = gapsBefore(episode).filter((one) => isWithin(one, looking));
      if (gap !== undefined) breaks.push({ kind: 'break', gaps: [gap, ...gaps], drop });
    }
    if ((at === undefined || at >= looking.until) && episode >= settled) break;
    before = at ?? before;
  }
  return breaks;
}

/** Delays and hiatus that the user told of, where the old time or the new one lies in the period. */
function amendedSlips(
  show: Show,
  release: Release,
  timetable: Timetable,
  looking: Looking,
): readonly SlipOf[] {
  const { amendments = [] } = release.schedule;
  return amendments.flatMap((one): readonly SlipOf[] => {
    if (one.kind !== 'move' && one.kind !== 'hiatus') return [];
    const before = timetableWithout(show, release, one).dropAt(one.episode);
    const after = timetable.dropAt(one.episode);
    if (before.moment.at === after.moment.at || isOver(after, looking)) return [];
    if (!isWithin(before, looking) && !isWithin(after, looking)) return [];
    const why = one.why === undefined ? {} : { why: one.why };
    return one.kind === 'hiatus'
      ? [{ kind: 'hiatus', before, after, ...why }]
      : [{ kind: 'moved', moved: [{ kind: 'drop', before, after }], ...why }];
  });
}

/** When everything would drop had something not been told. */
function timetableWithout(show: Show, release: Release, untold: Move | Hiatus): Timetable {
  const { amendments = [], ...plain } = release.schedule;
  const others = amendments.filter((one) => one !== untold);
  const schedule = others.length === 0 ? plain : { ...plain, amendments: others };
  return timetableIn(show, { ...release, schedule });
}

/** That nothing more is to be expected, where something would be. */
function haltOf(show: Show, timetable: Timetable, looking: Looking): SlipOf | undefined {
  if (!isHalted(show) || show.production === undefined) return undefined;
  for (const episode of episodesOf(timetable)) {
    const worked = timetable.dropAt(episode);
    const drop = believed(show, worked, looking.now, looking.zone);
    if (drop !== worked && isWithin(worked, looking)) {
      return { kind: 'halted', production: show.production, drop };
    }
    if (drop.moment.at === null && episode >= timetable.settled) return undefined;
    const at = placeOf(drop.moment, looking.zone);
    if (at !== undefined && at >= looking.until && episode >= timetable.settled) return undefined;
  }
  return undefined;
}

/** What others than the user put to another day since a show was as it was. */
function movesSince(show: Show, earlier: Show, { from, zone }: Looking): readonly MovedRun[] {
  // Of another release everything is at other times, and none of it slipped.
  if (earlier.follows !== show.follows) return [];
  const moved = newsOf(earlier, show, from).filter(
    (one) => one.kind === 'drop' && one.after.origin.source !== 'you',
  );
  return movedTogether(
    moved.filter((one) => one.kind === 'drop'),
    zone,
  ).filter(([first]) => isAnotherDay(first, zone));
}

/** What moves by less is still the same evening's, though it be after midnight. */
const AN_EVENING = 6 * HOUR;

function isAnotherDay({ before, after }: Moved, zone: Zone): boolean {
  if (!isDated(before.moment) || !isDated(after.moment)) return true;
  const [was, is] = [before.moment, after.moment].map((moment) =>
    moment.precision === 'day' ? moment.at : calendarDate(toCivil(Date.parse(moment.at), zone)),
  );
  if (was === is) return false;
  if (before.moment.precision !== after.moment.precision) return true;
  return Math.abs(Date.parse(after.moment.at) - Date.parse(before.moment.at)) >= AN_EVENING;
}
