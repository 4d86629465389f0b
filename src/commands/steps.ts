import type { Context } from '../context';
import type { Plan, Shown, Step } from '../reminders/timers/timer';
import { quoted } from '../store/failures';
import { blank, bold, dim, line, type Screen, styled } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { confirmed } from './confirming';
import { DRY_RUN } from './report-change';

/* A plan, steps as data, as it is shown, agreed to and told of: what a dry run shows is what is done. */

/**
 * Shows what is to be done and has the person agree, where somebody is there.
 * @throws Problem `usage` when nobody is and `--yes` was not said; `cancelled` at a no.
 */
export async function showThenAsk(
  context: Context,
  screen: Screen,
  question: string,
  { what }: { readonly what: string },
): Promise<void> {
  const { dryRun, yes, interactive, json, quiet } = context;
  const isAgreed = dryRun || yes;
  if (!isAgreed && !interactive) {
    throw new Problem('usage', what, {
      hint: 'Add --yes to agree; --dry-run shows what would be done.',
    });
  }
  if (!json && !(quiet && isAgreed)) await context.out.print(screen);
  if (isAgreed) return;
  await confirmed(context, question, true);
}

/** Steps that say but one line each stand together under one heading. */
export function planScreen(plan: Plan): Screen {
  const lines = plan.flatMap((step, index): Screen => {
    const [title, words, body] = stepWords(step);
    const before = plan[index - 1];
    const follows = before !== undefined && title === '' && stepWords(before)[1] === words;
    const head = follows ? [] : [blank, line(bold(title), words)];
    return [...head, ...body.map((text) => line(dim(`  ${text}`)))];
  });
  return [...lines, blank];
}

const WHAT: Readonly<Record<Shown['what'], string>> = {
  written: 'is written:',
  added: 'gets these lines:',
  removed: 'loses these lines:',
};

/** A step's heading, of what it is about and what is done to that, and the lines below. */
function stepWords(step: Step): readonly [title: string, words: string, body: readonly string[]] {
  if (step.kind === 'remove-folder') {
    return ['', REMOVED, [`${step.folder}, if nothing else is in it`]];
  }
  const { kind, shown } = step;
  if (kind === 'remove') {
    return shown === undefined
      ? ['', REMOVED, [step.file]]
      : [shown.where, ' is removed, with these lines in it:', shown.lines];
  }
  if (shown !== undefined) return [shown.where, ` ${WHAT[shown.what]}`, shown.lines];
  return kind === 'run'
    ? ['', 'These are run:', [step.argv.map(quoted).join(' ')]]
    : ['', 'These are written:', [step.file]];
}

const REMOVED = 'These are removed:';

/** A step as data: what of a file or a crontab is ours is given line by line. */
export function stepJson(step: Step): unknown {
  switch (step.kind) {
    case 'run':
      return { run: step.argv, ...shownJson(step.shown) };
    case 'write':
      return { write: step.file, ...shownJson(step.shown) };
    case 'remove':
      return { remove: step.file, ...shownJson(step.shown) };
    case 'remove-folder':
      return { removeFolder: step.folder };
  }
}

function shownJson(shown: Shown | undefined): object {
  return shown === undefined ? {} : { [shown.what]: shown.lines };
}

/** For JSON: that nothing was done. */
export function dryMark({ dryRun }: Context): { readonly dryRun?: true } {
  return dryRun ? { dryRun } : {};
}

/** What there is to tell once a plan is carried out, or was empty. */
export interface PlanTelling {
  readonly json: unknown;
  readonly isNothing: boolean;
  readonly nothing: string;
  readonly done: string;
  readonly back: string;
  readonly doubts: readonly string[];
}

/** Tells what was done, on stdout, and how to go back. */
export async function tellOfPlan(
  { out, err, json: isJson, quiet, dryRun }: Context,
  { json, isNothing, nothing, done, back, doubts }: PlanTelling,
): Promise<void> {
  if (isJson) {
    out.json(json);
    return;
  }
  if (quiet) return;
  if (isNothing) await out.print([line(nothing)]);
  else if (dryRun) await err.print([DRY_RUN]);
  else {
    await out.print([line(styled('green', done))]);
    await err.print([line(dim(back))]);
  }
  await err.print(doubts.map((doubt) => line(styled('yellow', doubt))));
}
