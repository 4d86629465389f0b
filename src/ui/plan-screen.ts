import { gathered } from '../watchlist/agenda';
import type { Goal } from '../watchlist/evenings';
import { minuteMoment } from '../watchlist/moment';
import {
  MOST_PER_EVENING,
  nextAfter,
  type Plan,
  type PlannedEpisode,
  type PlannedEvening,
  type Remedy,
  type Wanted,
  type Wishes,
} from '../watchlist/planning';
import { quantity } from '../watchlist/quantity';
import { runs } from '../watchlist/runs';
import type { Show } from '../watchlist/show';
import { USUAL_MINUTES } from '../watchlist/usual-length';
import { MINUTE } from '../watchlist/zone';
import { ESTIMATE_KEY } from './estimates';
import { bold, dim, line, type Row, type Screen, styled, table, wrapping } from './text';
import {
  dateWords,
  lengthWords,
  momentWords,
  type Reader,
  slotTime,
  withoutThisYear,
} from './time';

/** A plan, what it was made for, and what would make it fit where it does not. */
export interface Planned {
  readonly plan: Plan;
  readonly wishes: Wishes;
  /** The show that was named; undefined for all that are being watched. */
  readonly show: Show | undefined;
  readonly remedies: readonly Remedy[];
}

/** How many evenings the screen shows before it says how many more there are. */
const ENOUGH = 21;

/** The plan for a person: an evening a line, and what it comes to. */
export function planScreen(planned: Planned, reader: Reader): Screen {
  const { plan, show, wishes } = planned;
  const { evenings } = plan;
  const rest = evenings.length - ENOUGH;
  const rows = evenings.slice(0, ENOUGH).map((evening): Row => {
    const [{ at }] = evening.episodes;
    return [
      withoutThisYear(dateWords(evening.date), reader),
      styled('cyan', slotTime(minuteMoment(at), evening.date, reader)),
      eveningWords(evening, reader, show === undefined),
      dim(lengthWords(evening.minutes * MINUTE)),
    ];
  });
  const columns = [{}, {}, { shrinkTo: 16, wraps: true }, {}] as const;
  const isEstimated = evenings.some(({ episodes }) => episodes.some((one) => isAhead(one, reader)));
  return [
    line(bold(show?.title ?? 'Your evenings'), dim(`  ${goalWords(wishes.goal, reader)}`)),
    table(columns, rest > 0 ? [...rows, { line: dim(`  and ${rest} more evenings`) }] : rows, 2),
    ...planWords(planned, reader).map((words, index) => wrapping(index === 0 ? words : dim(words))),
    ...(isEstimated ? ESTIMATE_KEY : []),
  ];
}

/** The plan for a pipe, nothing left out: a line for each evening, and for what is left of each show. */
export function planLines({ plan: { evenings, left } }: Planned, reader: Reader): Screen {
  const rows = [
    ...evenings.map((evening) => {
      const [{ at }] = evening.episodes;
      const length = lengthWords(evening.minutes * MINUTE);
      const what = eveningWords(evening, reader, true);
      const hour = slotTime(minuteMoment(at), evening.date, reader);
      return ['evening', dateWords(evening.date), hour, what, length];
    }),
    ...gathered(left, ({ show }) => show.id).map((some) => ['left', '', '', leftWords(some), '']),
  ];
  return [table([{}, {}, {}, {}, {}], rows)];
}

/** What a plan comes to: first whether it fits, then what would make it, then what was taken for granted. */
export function planWords(planned: Planned, reader: Reader): readonly string[] {
  const { plan, remedies, wishes } = planned;
  return [
    plan.fits ? fitWords(planned, reader) : unfitWords(planned),
    ...(plan.fits ? [] : [remedyWords(remedies, wishes)]),
    ...(plan.open.length === 0 ? [] : [openWords(plan.open)]),
    ...(plan.assumed.length === 0 ? [] : [assumedWords(plan.assumed)]),
  ];
}

/** `6 episodes, 2h 24m, 3 evenings: caught up Thu 18 Jan, before ep 7 drops.` */
function fitWords({ plan, show }: Planned, reader: Reader): string {
  const { evenings } = plan;
  const next = show === undefined ? undefined : nextAfter(show, plan, reader);
  const before = next === undefined ? '' : `, before ep ${next.episode} drops`;
  const day = withoutThisYear(dateWords(evenings.at(-1)?.date ?? ''), reader);
  return `${sumWords(evenings)}: caught up ${day}${before}.`;
}

/** `That does not fit: only 4 of 6 episodes do. Left: Metallic Rouge ep 7–8.` */
function unfitWords({ plan: { evenings, left } }: Planned): string {
  const fitting = countOf(evenings);
  const all = quantity(fitting + left.length, 'episode');
  const some = gathered(left, ({ show }) => show.id);
  const others = some.length > 3 ? ` and of ${quantity(some.length - 3, 'more show')}` : '';
  const names = `${some.slice(0, 3).map(leftWords).join(', ')}${others}`;
  if (fitting === 0) return `That does not fit: there is no room for ${names}.`;
  const verb = fitting === 1 ? 'does' : 'do';
  return `That does not fit: only ${fitting} of ${all} ${verb}. Left: ${names}.`;
}

function countOf(evenings: readonly PlannedEvening[]): number {
  return evenings.reduce((sum, { episodes }) => sum + episodes.length, 0);
}

/** `6 episodes, 2h 24m, 3 evenings`. */
function sumWords(evenings: readonly PlannedEvening[]): string {
  const minutes = evenings.reduce((sum, evening) => sum + evening.minutes, 0);
  return [
    quantity(countOf(evenings), 'episode'),
    lengthWords(minutes * MINUTE),
    quantity(evenings.length, 'evening'),
  ].join(', ');
}

function remedyWords(remedies: readonly Remedy[], { perEvening }: Wishes): string {
  const [first, second] = remedies.map((remedy) =>
    [
      ...(remedy.isDaily ? ['--free daily'] : []),
      ...(remedy.perEvening === perEvening ? [] : [`--per-evening ${remedy.perEvening}`]),
    ].join(' '),
  );
  if (first === undefined) return `Not even ${MOST_PER_EVENING} episodes every evening would fit.`;
  return `It would fit with ${first}${second === undefined ? '' : `, or with ${second}`}.`;
}

function openWords(shows: readonly Show[]): string {
  return `No day is known for the next episode of ${namesOf(shows)}, so there is no end to it.`;
}

function assumedWords(shows: readonly Show[]): string {
  return `${USUAL_MINUTES} min an episode assumed for ${namesOf(shows)}.`;
}

/** The titles of some shows, and how many more there are. */
function namesOf(shows: readonly Show[]): string {
  const names = shows.slice(0, 3).map(({ title }) => title);
  const rest = shows.length - names.length;
  return [...names, ...(rest > 0 ? [quantity(rest, 'more show')] : [])].join(', ');
}

function goalWords(goal: Goal, reader: Reader): string {
  switch (goal.kind) {
    case 'caught-up':
      return 'until you are caught up';
    case 'next-episode':
      return 'before the next episode drops';
    case 'date':
      return goal.day === undefined
        ? `by ${momentWords(minuteMoment(goal.until), reader.zone)}`
        : `by ${withoutThisYear(dateWords(goal.day), reader)}`;
  }
}

/** `Metallic Rouge ep 3–4 · Frieren ep 17, ~18`; without titles `ep 3–4`. */
function eveningWords({ episodes }: PlannedEvening, reader: Reader, isTitled: boolean): string {
  return gathered(episodes, ({ show }) => show.id)
    .map(([first, ...others]) => {
      const some = [first, ...others];
      const numbers = (ahead: boolean) =>
        some.flatMap((one) => (isAhead(one, reader) === ahead ? [one.drop.episode] : []));
      const [out, ahead] = [numbers(false), numbers(true)];
      const parts = [
        ...(out.length === 0 ? [] : [runs(out)]),
        ...(ahead.length === 0 ? [] : [`~${runs(ahead)}`]),
      ];
      return `${isTitled ? `${first.show.title} ` : ''}ep ${parts.join(', ')}`;
    })
    .join(' · ');
}

/** Whether an episode is only believed to be out by then. */
function isAhead({ drop: { moment, basis } }: PlannedEpisode, { now }: Reader): boolean {
  return basis === 'estimated' && moment.at !== null && Date.parse(moment.at) > now;
}

function leftWords(some: readonly [Wanted, ...Wanted[]]): string {
  return `${some[0].show.title} ep ${runs(some.map(({ drop }) => drop.episode))}`;
}
