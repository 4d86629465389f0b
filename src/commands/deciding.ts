import { configOf } from '../config/config';
import type { Context } from '../context';
import { snoozedScreen, trialScreen, trialsScreen } from '../ui/sitting-screens';
import { aheadWords, decidedWords } from '../ui/sitting-words';
import { dim, line } from '../ui/text';
import { lengthWords } from '../ui/time';
import {
  DECISIONS,
  type Deciding,
  type Decision,
  decideOn,
  refuseUnlessWatching,
} from '../watchlist/decision';
import { parseLength } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import { followed } from '../watchlist/releases';
import type { Show, Watchlist } from '../watchlist/show';
import { findShow, isTitle, titleLength } from '../watchlist/title';
import type { TrailStep } from '../watchlist/trail';
import { isOnTrial, nextTrial } from '../watchlist/trial';
import type { Opinion } from '../watchlist/verdict';
import { DAY, type Millis } from '../watchlist/zone';
import type { DecideOptions } from './decide';
import { trialJson } from './json';
import { settleMood } from './mood-of-words';
import { changeShow, type Naming, readShow } from './one-show';
import { opinionIn } from './opinion';
import { reportChange } from './report-change';
import { askWhatOfIt, Sitting } from './sitting';
import { trailIn } from './vocabulary';

/** What is wanted along with a decision. */
interface Wishes {
  /** How long `snooze` puts it off. */
  readonly length: Millis;
  readonly opinion: Opinion | undefined;
}

/** Decides on shows on trial, or on the one that is named. A part of its own: see `scripts/parts.mjs`. */
export async function decide(
  context: Context,
  typed: readonly string[],
  options: DecideOptions,
): Promise<void> {
  const wishes: Wishes = { length: parseSnooze(options.for), opinion: opinionIn(options) };
  if (typed.length > 0) {
    await decideOne(context, typed, wishes, options);
  } else if (wishes.opinion !== undefined) {
    throw new Problem('usage', 'Which show do you say that of?', {
      hint: 'Name it: jikai decide <show> keep --verdict "…".',
    });
  } else if (context.interactive) {
    await askAboutAll(context, wishes);
  } else {
    await listUndecided(context);
  }
}

async function decideOne(
  context: Context,
  typed: readonly string[],
  wishes: Wishes,
  { for: length, mood }: DecideOptions,
): Promise<void> {
  await refuseNameless(context, typed);
  const { show, rest } = await readShow(context, { typed, titleLength: lengthOfTitle });
  const decision = decisionIn(rest);
  if (decision === undefined && context.interactive) {
    refuseUnlessWatching(show);
    await askInTurn(context, [show], { ...wishes, isNamed: true });
    return;
  }
  if (decision === undefined) {
    throw new Problem('usage', 'What is it to be?', {
      hint: `Write it behind: jikai decide ${show.id} keep, drop, more (one more episode) or snooze.`,
    });
  }
  if (length !== undefined && decision !== 'snooze') {
    throw new Problem('usage', '--for goes with snooze.', {
      hint: `jikai decide ${show.id} snooze --for 1w asks you again in a week.`,
    });
  }
  // The very show that was found.
  const naming: Naming = { typed: [show.id] };
  const change = await changeShow(context, naming, (named) =>
    decideOn(named.show, decision, decidingAt(context.now, wishes)),
  );
  const until = context.now + wishes.length;
  const screen =
    decision === 'snooze' ? snoozedScreen(show, until, wishes.opinion, context.reader) : undefined;
  await reportChange(context, change, { screen });
  await settleMood(context, wishes.opinion, mood);
}

/** @throws Problem `usage` where a decision was typed alone, and no show goes by that name. */
async function refuseNameless({ store }: Context, typed: readonly string[]): Promise<void> {
  const [word = '', ...others] = typed;
  if (others.length > 0 || decisionNamed(word) === undefined) return;
  if (findShow(await store.read(), word).kind !== 'none') return;
  throw new Problem('usage', 'Which show?', { hint: `Name it: jikai decide <show> ${word}.` });
}

/** How many of the words typed are the title: all but a decision behind it, or what is meant for one. */
function lengthOfTitle(watchlist: Watchlist, typed: readonly string[]): number {
  const isDecided = typed.length > 1 && decisionNamed(typed.at(-1)) !== undefined;
  if (isDecided && !isTitle(watchlist, typed.join(' '))) return typed.length - 1;
  return titleLength(watchlist, typed);
}

/** @throws Problem `usage` for words that are no decision. */
function decisionIn(words: readonly string[]): Decision | undefined {
  if (words.length === 0) return undefined;
  const text = words.join(' ');
  const decision = decisionNamed(text);
  if (decision !== undefined) return decision;
  throw new Problem('usage', `"${text}" is no decision.`, {
    hint: `Choose one of ${DECISIONS.join(', ')}.`,
  });
}

function decisionNamed(word: string | undefined): Decision | undefined {
  return DECISIONS.find((one) => one === word?.toLowerCase());
}

/** How long a decision can wait at most. */
const A_YEAR = 366 * DAY;

/**
 * @param text how long to put a decision off.
 * @throws Problem `usage` when it tells no length, or one of more than a year.
 */
function parseSnooze(text = '3d'): Millis {
  const length = parseLength(text) ?? 0;
  if (length > 0 && length <= A_YEAR) return length;
  throw new Problem('usage', `"${text}" is not how long a decision can wait.`, {
    hint: 'Write 12h, 3d, 1w, or up to a year.',
  });
}

function decidingAt(now: Millis, { length, opinion }: Wishes): Deciding {
  return { now, until: now + length, opinion };
}

/** A sitting over all shows on trial. */
async function askAboutAll(context: Context, wishes: Wishes): Promise<void> {
  const undecided = await undecidedIn(context);
  if (undecided.length === 0) await tellOfNone(context);
  else await askInTurn(context, undecided, { ...wishes, isNamed: false });
}

/** @param isNamed whether the user named the one show, on trial or not. */
async function askInTurn(
  context: Context,
  shows: readonly Show[],
  { isNamed, ...wishes }: Wishes & { readonly isNamed: boolean },
): Promise<void> {
  const sitting = new Sitting(context);
  const left = new Set(shows.map(({ id }) => id));
  const decided: Record<Decision, number> = { keep: 0, drop: 0, more: 0, snooze: 0 };
  let summary: string | undefined;
  const account = () =>
    isNamed && summary !== undefined ? `${summary}.` : decidedWords(decided, left.size);
  const ask = async () => {
    for (const { id, title } of shows) {
      const show = await sitting.current(id);
      if (show === undefined || !(isNamed || isUndecided(context, show))) {
        left.delete(id);
        await sitting.tell(
          show === undefined
            ? `${title} is on your list no longer.`
            : `${title} is decided already.`,
        );
        continue;
      }
      const answer = await askAbout(sitting, show, wishes, isNamed);
      if (answer === 'quit') return;
      if (answer === 'later') continue;
      const after = await sitting.save(show, (one, now) => {
        const change = decideOn(one, answer, decidingAt(now, wishes));
        summary = change.summary;
        return change;
      });
      left.delete(id);
      if (after === undefined) continue;
      decided[answer] += 1;
      if (wishes.opinion === undefined && (answer === 'keep' || answer === 'drop')) {
        await askWhatOfIt(sitting, after);
      }
    }
  };
  await sitting.hold(ask, account);
  await sitting.end(account(), 'Nothing was decided.');
}

/** Shows what there is to go by, and asks. The first letters differ: typing one goes to its answer. */
async function askAbout(
  sitting: Sitting,
  show: Show,
  { length }: Wishes,
  isNamed: boolean,
): Promise<Decision | 'later' | 'quit'> {
  return sitting.ask(trialScreen(show, await sitting.trailOf(show)), 'What now?', [
    { value: 'keep', name: 'Keep' },
    { value: 'drop', name: 'Drop' },
    { value: 'more', name: 'One more episode' },
    { value: 'snooze', name: `Snooze for ${lengthWords(length)}` },
    { value: 'later', name: 'Not now' },
    ...(isNamed ? [] : [{ value: 'quit', name: 'Quit here' } as const]),
  ] as const);
}

/** Shows on trial, as the dashboard lists them. */
async function undecidedIn(context: Context): Promise<readonly Show[]> {
  const { shows } = await context.store.read({ statuses: ['watching'] });
  return shows.filter((show) => isUndecided(context, show));
}

function isUndecided({ config, now }: Context, show: Show): boolean {
  return isOnTrial(show, configOf(config, show.id).trial, now);
}

/** What is to be decided, where nobody is to be asked. */
async function listUndecided(context: Context): Promise<void> {
  const undecided = (await undecidedIn(context)).map((show) => ({
    show,
    trail: trailIn(context, show),
  }));
  if (context.json) {
    context.out.json({ undecided: undecided.map(({ show, trail }) => undecidedJson(show, trail)) });
  } else if (undecided.length === 0) {
    await tellOfNone(context);
  } else {
    await context.out.print(trialsScreen(undecided));
    if (context.quiet) return;
    const hint = 'Decide with jikai decide <show> keep, drop, more or snooze.';
    await context.err.print([line(dim(hint))]);
  }
}

function undecidedJson(show: Show, trail: readonly TrailStep[]) {
  return {
    ...trialJson(show),
    episodes: followed(show).schedule.episodes?.number ?? null,
    trail: trail.map(({ verdict, mood }) => ({ ...verdict, mood: mood ?? null })),
  };
}

async function tellOfNone(context: Context): Promise<void> {
  if (context.quiet) return;
  const { shows } = await context.store.read({ statuses: ['watching'] });
  const ahead = nextTrial(shows, ({ id }) => configOf(context.config, id).trial, context.now);
  const comes = ahead === undefined ? '' : ` ${aheadWords(ahead, context.reader)}`;
  await context.err.print([line(`Nothing to decide.${comes}`)]);
}
