import { episodesOf } from './agenda';
import type { Change } from './change';
import { changeRelease, recountedTo, refuseBeyondNumbers, replaceRelease } from './editing';
import { happened, isDated, spanOf } from './moment';
import { Problem } from './problem';
import { quantity } from './quantity';
import { timetableIn } from './releases';
import { runs } from './runs';
import { type Timetable, timetableOf } from './schedule';
import type {
  Amendment,
  Basis,
  EpisodeCount,
  Hiatus,
  KnownDrop,
  Moment,
  Release,
  Run,
  Schedule,
  Show,
  Step,
} from './show';
import { lengthOf, strideOf } from './step';
import { DAY, type Millis, type Zone } from './zone';

/** When the user speaks, and on whose calendar a day is over. */
export interface Speaking {
  readonly now: Millis;
  readonly zone: Zone;
}

/**
 * The first episode of a release that is not believed to be out: what people mean by the next one.
 * @throws Problem `failed` when all are.
 */
export function comingEpisode(show: Show, release: Release, { now, zone }: Speaking): number {
  const timetable = timetableIn(show, release);
  for (const episode of episodesOf(timetable)) {
    if (happened(timetable.dropAt(episode).moment, now, zone) !== 'yes') return episode;
  }
  throw new Problem('failed', `Every episode of ${show.title} should be out already.`, {
    hint: `Name the one you mean by its number, or say how many there will be: jikai episodes ${show.id} <number>`,
  });
}

/**
 * Slots pass empty before an episode; it and those after it come later. Breaks before one episode add up.
 * @throws Problem `usage` for the first episode, `failed` for one that is out.
 */
export function addBreak(
  show: Show,
  release: Release,
  { episode, slots, why }: { episode: number; slots: number; why: string | undefined },
): Change {
  const timetable = timetableIn(show, release);
  refuseUnlikely(show, timetable, episode);
  if (episode === timetable.first) {
    throw new Problem('usage', `Nothing comes before episode ${episode}, so there is no break.`, {
      hint: `If it starts later: jikai delay ${show.id} ${episode} --to <when>`,
    });
  }
  const { step } = release.schedule;
  if (step === 'P0D') {
    throw new Problem(
      'usage',
      `${show.title} has no slots that could pass empty: all drops at once.`,
      {
        hint: `If an episode comes later: jikai delay ${show.id} ${episode} --to <when>`,
      },
    );
  }
  const { amendments = [] } = release.schedule;
  const dated = amendments.find(
    (one) =>
      one.episode === episode &&
      (one.kind !== 'batch' || one.at !== undefined) &&
      one.kind !== 'break',
  );
  if (dated !== undefined) {
    throw new Problem('usage', `You have said of ep ${episode} itself when it drops.`, {
      hint: `Say it anew: jikai delay ${show.id} ${episode} --to <when>, or take it back with --remove.`,
    });
  }
  const amendment: Amendment = { kind: 'break', episode, slots, ...because(why) };
  const length = quantity(slots, step === 'P7D' ? 'week' : 'slot');
  return amended(
    show,
    release,
    [...amendments, amendment],
    `Break of ${length} before ep ${episode} of ${show.title}${spoken(why)}`,
  );
}

/**
 * An episode drops at another moment. Those after it are counted from there, unless `only`.
 * @throws Problem `usage` when that is before the premiere, `failed` when the episode is out.
 */
export function moveEpisode(
  show: Show,
  release: Release,
  {
    episode,
    to,
    only,
    why,
  }: { episode: number; to: Moment; only: boolean; why: string | undefined },
): Change {
  const timetable = timetableIn(show, release);
  refuseUnlikely(show, timetable, episode);
  refuseBeforePremiere(show, timetable, episode, to);
  if (only && episode === timetable.first) refuseBehindSecond(show, timetable, to);
  const amendment: Amendment = {
    kind: 'move',
    episode,
    to,
    ...(only ? { only } : {}),
    ...because(why),
  };
  return amended(
    show,
    release,
    [...others(release, episode), amendment],
    `Moved ep ${episode} of ${show.title}${spoken(why)}`,
  );
}

/**
 * Several episodes drop together, at a moment or in the slot of the first.
 * @throws Problem `usage` when they are not several, or the moment is before the premiere.
 */
export function dropTogether(
  show: Show,
  release: Release,
  {
    episode,
    through,
    at,
    why,
  }: { episode: number; through: number; at: Moment | undefined; why: string | undefined },
): Change {
  const timetable = timetableIn(show, release);
  refuseUnlikely(show, timetable, through);
  if (through <= episode || episode < timetable.first) {
    throw new Problem('usage', 'A batch is two episodes or more.', {
      hint: `Write them as 1-4; a single episode is moved by jikai delay ${show.id} ${episode} --to <when>`,
    });
  }
  if (at !== undefined) refuseBeforePremiere(show, timetable, episode, at);
  // What is said last of an episode holds: batches do not overlap, and nothing else is said inside one.
  const isApart = (one: Amendment) => {
    if (one.kind === 'batch') return one.through < episode || one.episode > through;
    const timed = at !== undefined && one.kind === 'move';
    return one.episode < (timed ? episode : episode + 1) || one.episode > through;
  };
  const amendment: Amendment = {
    kind: 'batch',
    episode,
    through,
    ...(at === undefined ? {} : { at }),
    ...because(why),
  };
  return amended(
    show,
    release,
    [...(release.schedule.amendments ?? []).filter(isApart), amendment],
    `Ep ${episode}–${through} of ${show.title} drop together${spoken(why)}`,
  );
}

/** From an episode on, nothing drops until further notice. */
export function beginHiatus(
  show: Show,
  release: Release,
  { episode, why }: { episode: number; why: string | undefined },
): Change {
  refuseUnlikely(show, timetableIn(show, release), episode);
  const [before] = amendmentsOf(release, 'hiatus', episode);
  const known = before?.kind === 'hiatus' && before.resumes === undefined ? before.why : undefined;
  const hiatus: Amendment = { kind: 'hiatus', episode, ...because(why ?? known) };
  return amended(
    show,
    release,
    [...others(release, episode), hiatus],
    `${show.title} is on hiatus from ep ${episode}${spoken(why)}`,
  );
}

/** The hiatus of a release that is not over; undefined when there is none. */
export function openHiatus({ schedule: { amendments = [] } }: Release): Hiatus | undefined {
  return amendments
    .filter((one) => one.kind === 'hiatus')
    .findLast(({ resumes }) => resumes === undefined);
}

/**
 * Ends a release's hiatus: at a moment, or in the next slot that the old rhythm has, as an estimate.
 * @throws Problem `failed` when it is on none.
 */
export function endHiatus(
  show: Show,
  release: Release,
  resumes: Moment | undefined,
  speaking: Speaking,
): Change {
  const hiatus = openHiatus(release);
  if (hiatus === undefined) {
    throw new Problem('failed', `${show.title} is on no hiatus.`, {
      hint: `jikai info ${show.id} shows when its episodes drop.`,
    });
  }
  if (resumes?.precision === 'unknown') {
    throw new Problem('usage', `Without a date ${show.title} stays on hiatus.`, {
      hint: 'Name the day with --at, or leave it out for the next slot of the old rhythm.',
    });
  }
  const timetable = timetableIn(show, release);
  if (resumes !== undefined) refuseBeforePremiere(show, timetable, hiatus.episode, resumes);
  const rest = (release.schedule.amendments ?? []).filter((one) => one !== hiatus);
  const ended = resumes ?? nextSlot(withAmendments(release, rest), hiatus.episode, speaking);
  const basis: Basis = resumes === undefined ? 'estimated' : 'scheduled';
  const over = ended === undefined ? [] : [{ ...hiatus, resumes: ended, basis }];
  return amended(
    show,
    release,
    [...rest, ...over],
    `${show.title} goes on with ep ${hiatus.episode}`,
  );
}

/** The first slot that is not over, counted as though nothing had interrupted the rhythm. */
function nextSlot(release: Release, episode: number, { now, zone }: Speaking): Moment | undefined {
  const { dropAt, settled, goesOn } = timetableOf(release);
  for (let slot = episode; goesOn || slot <= settled; slot += 1) {
    const { moment } = dropAt(slot);
    const span = isDated(moment) ? spanOf(moment, zone) : undefined;
    if (span === undefined) return undefined;
    if (span.to > now) return moment;
  }
  return undefined;
}

/** How many episodes there will be, as the user says; `unknown` when nobody has said after all. */
export function setCount(show: Show, release: Release, count: number | 'unknown'): Change {
  const { episodes: _, ...uncounted } = release.schedule;
  const episodes: EpisodeCount | undefined =
    count === 'unknown' ? undefined : { number: count, basis: 'confirmed' };
  const schedule: Schedule = { ...uncounted, ...(episodes === undefined ? {} : { episodes }) };
  if (count !== 'unknown') refuseBeyondNumbers(schedule.first ?? 1, count);
  const words =
    count === 'unknown' ? 'a number of episodes nobody knows' : quantity(count, 'episode');
  const counted = replaceRelease(show, { ...release, schedule });
  const after = episodes === undefined ? counted : withCountElsewhere(counted, release, episodes);
  return recountedTo(show, after, `${show.title} has ${words}`);
}

/** The same count on the releases that have the same episodes: dubs apart from the others. */
function withCountElsewhere(
  show: Show,
  { audio, schedule }: Release,
  episodes: EpisodeCount,
): Show {
  const releases = show.releases.map((one) => {
    const same =
      (one.audio === 'dub') === (audio === 'dub') && one.schedule.first === schedule.first;
    return same ? { ...one, schedule: { ...one.schedule, episodes } } : one;
  });
  return { ...show, releases };
}

/**
 * A second run of slots, as of a split cour, with a premiere of its own.
 * @throws Problem `usage` when it would begin before the first.
 */
export function addRun(
  show: Show,
  release: Release,
  { episode, premiere, step }: { episode: number; premiere: Moment; step: Step | undefined },
): Change {
  const timetable = timetableIn(show, release);
  if (episode <= timetable.first) {
    throw new Problem('usage', `Episode ${episode} begins the first run, not a second.`, {
      hint: `jikai edit ${show.id} --premiere <when> corrects the first premiere.`,
    });
  }
  refuseUnlikely(show, timetable, episode);
  refuseBeforePremiere(show, timetable, episode, premiere);
  const run: Run = {
    kind: 'run',
    episode,
    premiere,
    ...(step === undefined ? {} : { step }),
  };
  return amended(
    show,
    release,
    [...others(release, episode), run],
    `A new run of ${show.title} begins with ep ${episode}`,
  );
}

/**
 * Episodes are out. Those after them are counted from there.
 * @param at when they came out; `planned` for the time that each was expected at.
 * @throws Problem `usage` when that lies ahead.
 */
export function confirmDrops(
  show: Show,
  release: Release,
  episodes: readonly number[],
  at: Moment | 'planned',
  { now, zone }: Speaking,
): Change {
  const timetable = timetableIn(show, release);
  const seen = episodes.map((episode): KnownDrop => {
    const moment = at === 'planned' ? timetable.dropAt(episode).moment : at;
    const span = isDated(moment) ? spanOf(moment, zone) : undefined;
    if (episode < timetable.first) {
      throw new Problem('usage', `There is no episode ${episode}.`, {
        hint: `They are counted from ${timetable.first}.`,
      });
    }
    if (span === undefined || span.from > now) {
      const when = span === undefined ? 'has no date yet' : 'is still to come';
      throw new Problem(
        'usage',
        `Ep ${episode} of ${show.title} cannot be out: its time ${when}.`,
        {
          hint: `If it is out, say when with --at; if it was announced, jikai delay ${show.id} ${episode} --to <when>`,
        },
      );
    }
    return { episode, moment, basis: 'confirmed', source: 'you' };
  });
  const out = new Set(episodes);
  const { drops: known = [] } = release.schedule;
  const drops = [...known.filter(({ episode }) => !out.has(episode)), ...seen];
  const { first, last } = timetable;
  const furthest = Math.max(...episodes);
  // More than there were said to be: then there are that many at least.
  const longer: EpisodeCount | undefined =
    last !== undefined && furthest > last
      ? { number: furthest - first + 1, basis: 'estimated' }
      : undefined;
  const schedule: Schedule = {
    ...release.schedule,
    ...(longer === undefined ? {} : { episodes: longer }),
    drops: inOrder(drops),
  };
  const verb = episodes.length === 1 ? 'is' : 'are';
  return changeRelease(
    show,
    { ...release, schedule },
    `Ep ${runs(episodes)} of ${show.title} ${verb} out`,
  );
}

/** Takes back that the user saw episodes to be out. @throws Problem `not-found` when they said no such thing. */
export function unconfirmDrops(show: Show, release: Release, episodes: readonly number[]): Change {
  const { drops = [], ...plain } = release.schedule;
  const gone = new Set(episodes);
  const left = drops.filter(
    ({ episode, source, basis }) =>
      !(gone.has(episode) && source === 'you' && basis === 'confirmed'),
  );
  if (left.length === drops.length) {
    throw new Problem(
      'not-found',
      `You have not said that ep ${runs(episodes)} of ${show.title} is out.`,
      {
        hint: `jikai info ${show.id} shows what you have.`,
      },
    );
  }
  const schedule: Schedule = left.length === 0 ? plain : { ...plain, drops: left };
  return changeRelease(
    show,
    { ...release, schedule },
    `Took back that ep ${runs(episodes)} of ${show.title} is out`,
  );
}

/**
 * Why it is unlikely that an episode is out; undefined when it is not: it is beyond the last, or was
 * expected more than a step later.
 */
export function doubtAboutDrop(
  { last, dropAt }: Timetable,
  { schedule }: Release,
  episode: number,
  at: Millis,
): 'past-the-last' | 'not-expected' | undefined {
  if (last !== undefined && episode > last) return 'past-the-last';
  const { moment } = dropAt(episode);
  const step = lengthOf(strideOf(schedule.step));
  if (!isDated(moment)) return undefined;
  return Date.parse(moment.at) > at + Math.max(step, DAY) ? 'not-expected' : undefined;
}

/** The amendments of a kind that begin with an episode, or with any. */
export function amendmentsOf(
  { schedule }: Release,
  kind: Amendment['kind'],
  episode: number | undefined,
): readonly Amendment[] {
  return (schedule.amendments ?? []).filter(
    (one) => one.kind === kind && (episode === undefined || one.episode === episode),
  );
}

/**
 * Takes back what was said of an episode: the breaks before it, its move, and so on; without an
 * episode, the last of that kind.
 * @throws Problem `not-found` when nothing of the kind was said.
 */
export function takeBack(
  show: Show,
  release: Release,
  kind: Amendment['kind'],
  episode: number | undefined,
): Change {
  const named = amendmentsOf(release, kind, episode);
  const gone = episode === undefined ? named.slice(-1) : named;
  if (gone.length === 0) {
    const where = episode === undefined ? '' : ` at ep ${episode}`;
    throw new Problem('not-found', `There is no ${NAMES[kind]} of ${show.title}${where}.`, {
      hint: `jikai releases ${show.id} shows what was said of its episodes.`,
    });
  }
  const left = (release.schedule.amendments ?? []).filter((one) => !gone.includes(one));
  const first = gone[0]?.episode;
  return amended(
    show,
    release,
    left,
    `Took back the ${NAMES[kind]} at ep ${first} of ${show.title}`,
  );
}

const NAMES: Readonly<Record<Amendment['kind'], string>> = {
  break: 'break',
  move: 'delay',
  batch: 'batch',
  hiatus: 'hiatus',
  run: 'second run',
};

/** What says of one episode by itself when it drops: of these the last one said holds. */
const SAYINGS: readonly Amendment['kind'][] = ['move', 'hiatus', 'run'];

/** The amendments that stay when something is said of an episode anew. */
function others({ schedule }: Release, episode: number): readonly Amendment[] {
  return (schedule.amendments ?? []).filter(
    (one) => one.episode !== episode || !SAYINGS.includes(one.kind),
  );
}

function amended(
  show: Show,
  release: Release,
  amendments: readonly Amendment[],
  summary: string,
): Change {
  return changeRelease(show, withAmendments(release, amendments), summary);
}

function withAmendments(release: Release, amendments: readonly Amendment[]): Release {
  const { amendments: _, ...plain } = release.schedule;
  const schedule: Schedule =
    amendments.length === 0 ? plain : { ...plain, amendments: inOrder(amendments) };
  return { ...release, schedule };
}

function inOrder<T extends { readonly episode: number }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => a.episode - b.episode);
}

function because(why: string | undefined): { readonly why?: string } {
  return why === undefined ? {} : { why };
}

function spoken(why: string | undefined): string {
  return why === undefined ? '' : `: ${why}`;
}

/** Of what is out, or does not exist, nothing can be announced. */
function refuseUnlikely(show: Show, timetable: Timetable, episode: number): void {
  const { first, last } = timetable;
  if (episode < first || (last !== undefined && episode > last)) {
    const range = last === undefined ? `from ${first} on` : `${first} to ${last}`;
    throw new Problem('usage', `${show.title} has no episode ${episode}; they go ${range}.`, {
      hint: `If there are more: jikai episodes ${show.id} <number>`,
    });
  }
  if (timetable.dropAt(episode).basis === 'confirmed') {
    throw new Problem('failed', `Ep ${episode} of ${show.title} is known to be out.`, {
      hint: `jikai info ${show.id} shows since when.`,
    });
  }
}

/** The first episode alone cannot be put off until after the second. */
function refuseBehindSecond(show: Show, { first, dropAt }: Timetable, to: Moment): void {
  const { moment: second } = dropAt(first + 1);
  if (!isDated(to) || !isDated(second) || Date.parse(to.at) <= Date.parse(second.at)) return;
  throw new Problem(
    'usage',
    `Ep ${first + 1} of ${show.title} would drop before ep ${first} does.`,
    { hint: 'Leave out --only, and those after it come later too.' },
  );
}

/** No episode but the first drops before the premiere. */
function refuseBeforePremiere(
  show: Show,
  timetable: Timetable,
  episode: number,
  moment: Moment,
): void {
  if (episode <= timetable.first) return;
  const { moment: premiere } = timetable.dropAt(timetable.first);
  if (!isDated(premiere) || !isDated(moment)) return;
  // A day reaches until its end: it is not before a minute of the same date.
  if (moment.at.slice(0, 10) >= premiere.at.slice(0, 10)) {
    if (moment.precision !== 'minute' || premiere.precision !== 'minute') return;
    if (Date.parse(moment.at) >= Date.parse(premiere.at)) return;
  }
  throw new Problem(
    'usage',
    `Ep ${episode} of ${show.title} cannot drop before ep ${timetable.first} does.`,
    { hint: `jikai edit ${show.id} --premiere <when> corrects the premiere.` },
  );
}
