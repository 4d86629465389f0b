import { basename } from 'node:path';
import type { Context } from '../context';
import { changeInto } from '../store/change-into';
import { type Damaged, examine, type Place, restoreOver } from '../store/recovery';
import { bold, dim, line, type Row, type Screen, table, wrapping } from '../ui/text';
import type { Change, ShowChange } from '../watchlist/change';
import { instant } from '../watchlist/moment';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { Show, Watchlist } from '../watchlist/show';
import { confirmed } from './confirming';
import { firstRows, lossSummary, setAsideLine, troubleWords } from './recovery-words';
import { reportChange, writing } from './report-change';
import { type KnownState, knownStates, sizeWords, whenWords } from './saved-words';

/**
 * Goes back to a saved state. Where the present list can be read, that is a change as any other; where it
 * cannot, it is moved aside and the saved one put in its place. A part of its own: see `scripts/parts.mjs`.
 *
 * @param wanted a revision, or the name of a file that was set aside; the newest whole backup without it.
 * @throws Problem `not-found` when there is none such.
 */
export async function restoreBackup(context: Context, wanted: string | undefined): Promise<void> {
  const state = chosen(context, wanted);
  const place = { file: context.store.file, stateDir: context.places.state };
  const present = examine(place);
  if (present.kind === 'damaged') await restoreDamaged(context, place, present, state);
  else await restoreWhole(context, state);
}

/** A saved state that is whole. */
interface Chosen extends KnownState {
  readonly list: Watchlist;
}

function chosen(context: Context, wanted: string | undefined): Chosen {
  const states = knownStates(context);
  const isWhole = (state: KnownState): state is Chosen => state.list !== undefined;
  if (wanted === undefined) {
    const newest = states.filter(({ kind }) => kind === 'backup').find(isWhole);
    if (newest !== undefined) return newest;
    throw notFound(context, states, 'There is no whole backup to go back to.');
  }
  const found = stateNamed(states, wanted);
  if (found === undefined) {
    const what = /^\d+$/.test(wanted) ? `of revision ${Number(wanted)}` : `called "${wanted}"`;
    throw notFound(context, states, `There is no backup ${what}.`);
  }
  if (isWhole(found)) return found;
  throw new Problem('failed', `${found.path} is not whole: ${found.flaw ?? ''}`, {
    hint: 'jikai backup shows which are. What can be had of a damaged list brings jikai doctor --repair.',
  });
}

/** By revision a backup, else the one thing set aside that has it; or anything by its file's name. */
function stateNamed(states: readonly KnownState[], wanted: string): KnownState | undefined {
  const named = states.find(({ path }) => path === wanted || basename(path) === wanted);
  if (named !== undefined || !/^\d+$/.test(wanted)) return named;
  const fitting = states.filter(({ revision }) => revision === Number(wanted));
  const [first, second] = fitting;
  return (
    fitting.find(({ kind }) => kind === 'backup') ?? (second === undefined ? first : undefined)
  );
}

/** How many of the backups are named where one was not found. */
const ENOUGH = 8;

function notFound(context: Context, states: readonly KnownState[], what: string): Problem {
  const whole = states.filter(({ list }) => list !== undefined);
  return new Problem('not-found', what, {
    hint:
      whole.length === 0
        ? 'Each change keeps one: jikai backup shows what there is.'
        : 'jikai backup shows all there is.',
    candidates: whole.slice(0, ENOUGH).map((state) => {
      const name = state.kind === 'backup' ? state.revision : basename(state.path);
      const size = quantity(state.list?.shows.length ?? 0, 'show');
      return `${name}  ${whenWords(state, context)}, ${size}`;
    }),
  });
}

function summaryOf({ revision }: Chosen): string {
  return `Went back to the list of revision ${revision}`;
}

/** Makes a list what it was in a saved state. */
function changeTo(state: Chosen): (present: Watchlist) => Change {
  return ({ shows }) => changeInto(shows, state.list.shows, summaryOf(state));
}

async function restoreWhole(context: Context, state: Chosen): Promise<void> {
  const { store, yes, dryRun } = context;
  const into = changeTo(state);
  const planned = into(await store.read());
  if (planned.shows.length === 0) {
    await reportChange(context, {
      summary: `Your list is as it was at revision ${state.revision} already`,
      shows: [],
    });
    return;
  }
  if (!yes && !dryRun) await agree(context, state, planned, []);
  else await tellPlan(context, state, planned, []);
  // Anew, under the lock: meanwhile another jikai may have changed the list.
  const change = await store.update(into, writing(context));
  await reportChange(context, change);
}

async function restoreDamaged(
  context: Context,
  place: Place,
  damaged: Damaged,
  state: Chosen,
): Promise<void> {
  const { yes, dryRun, json, quiet, out, err, now } = context;
  const { reason, recovery } = damaged;
  const into = changeTo(state);
  const known = recovery?.watchlist ?? { revision: 0, shows: [] };
  const planned = into(known);
  const about = [
    wrapping(troubleWords(reason)),
    ...(recovery === undefined
      ? []
      : [
          wrapping(
            `jikai doctor --repair can bring back ${quantity(known.shows.length, 'show')} as of revision ${known.revision}. ${lossSummary(recovery)}`,
          ),
        ]),
  ];
  if (!yes && !dryRun) await agree(context, state, planned, about);
  else await tellPlan(context, state, planned, about);
  let change = planned;
  let setAside: string | undefined;
  if (!dryRun) {
    const done = await restoreOver(
      place,
      (present) => {
        change = into(present);
        return { at: instant(now), summary: change.summary, shows: change.shows };
      },
      state.list,
    );
    if (done === undefined) {
      throw new Problem('failed', 'Your list can be read again, so nothing was done.', {
        hint: 'Run the command again.',
      });
    }
    setAside = done.setAside;
  }
  if (json) {
    out.json({ change, setAside: setAside ?? null });
    return;
  }
  await reportChange(context, change, {
    screen: [line(`${summaryOf(state)}: ${quantity(state.list.shows.length, 'show')}.`)],
  });
  if (!quiet && setAside !== undefined) {
    await err.print([setAsideLine(setAside)]);
  }
}

/** Tells the plan and asks whether to go on. */
async function agree(
  context: Context,
  state: Chosen,
  planned: Change,
  about: Screen,
): Promise<void> {
  if (!context.interactive) {
    throw new Problem(
      'usage',
      `To go back to revision ${state.revision} needs your word: ${countWords(planned)}.`,
      { hint: 'Add --yes to do it, or --dry-run to see what it would change.' },
    );
  }
  await tellPlan(context, state, planned, about);
  await confirmed(context, `Go back to revision ${state.revision}?`, false);
}

async function tellPlan(
  context: Context,
  state: Chosen,
  planned: Change,
  about: Screen,
): Promise<void> {
  const { json, quiet, out } = context;
  if (json || quiet) return;
  const size = `${quantity(state.list.shows.length, 'show')}, ${sizeWords(state.bytes)}`;
  await out.print([
    ...about,
    line(bold(`Revision ${state.revision}`), dim(` · ${whenWords(state, context)} · ${size}`)),
    ...GROUPS.flatMap(({ heading, fits }) => groupScreen(heading, planned.shows.filter(fits))),
  ]);
}

const GROUPS: readonly {
  readonly heading: string;
  readonly fits: (change: ShowChange) => boolean;
  /** Of one show, and of several. */
  readonly verbs: readonly [string, string];
}[] = [
  {
    heading: 'Come back',
    fits: ({ before }) => before === null,
    verbs: ['comes back', 'come back'],
  },
  {
    heading: 'Go',
    fits: ({ after }) => after === null,
    verbs: ['goes', 'go'],
  },
  {
    heading: 'Change',
    fits: ({ before, after }) => before !== null && after !== null,
    verbs: ['changes', 'change'],
  },
];

/** `2 shows come back, 1 goes`. */
function countWords({ shows }: Change): string {
  const counted = GROUPS.map(({ fits, verbs: [one, several] }) => {
    const number = shows.filter(fits).length;
    return { number, verb: number === 1 ? one : several };
  }).filter(({ number }) => number > 0);
  const words = counted.map(
    ({ number, verb }, index) => `${index === 0 ? quantity(number, 'show') : number} ${verb}`,
  );
  return words.length === 0 ? 'nothing changes' : words.join(', ');
}

function groupScreen(heading: string, shows: readonly ShowChange[]): Screen {
  if (shows.length === 0) return [];
  const rows = shows.map(
    ({ id, before, after }): Row => [
      (after ?? before)?.title ?? id,
      dim(differenceWords(before, after)),
    ],
  );
  return [
    line(bold(heading), dim(` ${shows.length}`)),
    table([{ shrinkTo: 16 }, { shrinkTo: 20, wraps: true }], firstRows(rows), 2),
  ];
}

/** What becomes of a show, in a few words. */
function differenceWords(before: Show | null, after: Show | null): string {
  if (before === null || after === null) {
    const show = before ?? after;
    if (show === null) return '';
    const { watched, verdicts } = show;
    return [
      show.status,
      watched.length === 0 ? '' : `${quantity(watched.length, 'episode')} watched`,
      verdicts.length === 0 ? '' : quantity(verdicts.length, 'verdict'),
    ]
      .filter((words) => words !== '')
      .join(', ');
  }
  const moves = [
    before.title === after.title ? '' : `was ${before.title}`,
    before.status === after.status ? '' : `${before.status} → ${after.status}`,
    move(before.watched.length, after.watched.length, 'watched'),
    move(before.verdicts.length, after.verdicts.length, 'verdicts'),
  ].filter((words) => words !== '');
  return moves.length === 0 ? 'in its details' : moves.join(', ');
}

function move(before: number, after: number, what: string): string {
  return before === after ? '' : `${what} ${before} → ${after}`;
}
