import type { Context } from '../context';
import {
  examine,
  leftoversOf,
  nothingLeft,
  type Place,
  repairStore,
  sweepLeftovers,
} from '../store/recovery';
import type { Recovery } from '../store/salvage';
import { line, type Screen, wrapping } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { confirmed } from './confirming';
import {
  lossesJson,
  lossScreen,
  lossSummary,
  recoveryWords,
  setAsideLine,
  troubleWords,
} from './recovery-words';
import { DRY_RUN } from './report-change';
import { looking } from './saved-words';

/** What `doctor --repair` is about to do, or did. */
interface Repair {
  /** What is wrong with the list; null when it is in order. */
  readonly list: { readonly reason: string; readonly recovery: Recovery } | null;
  readonly leftovers: readonly string[];
}

/** Mends what can be mended of a list. A part of its own: see `scripts/parts.mjs`. */
export async function repair(context: Context): Promise<void> {
  const { store, places, dryRun, yes, json, quiet, err } = context;
  const place = { file: store.file, stateDir: places.state };
  const plan = looking(context, 'Looking at what there is …', () => planFor(place));
  if (plan.list === null && plan.leftovers.length === 0) {
    if (json) tellJson(context, plan, undefined);
    else if (!quiet) await err.print([line('Nothing to repair.')]);
    return;
  }
  if (plan.list !== null && !dryRun && !yes) await agree(context, plan.list);
  else await tellPlan(context, plan);
  if (dryRun) {
    if (json) tellJson(context, plan, undefined);
    else if (!quiet) await err.print([DRY_RUN]);
    return;
  }
  // Taking the lock to repair sweeps as well; without a damaged list there is only that to do.
  const done = plan.list === null ? undefined : await repairStore(place);
  if (plan.leftovers.length > 0) await sweepLeftovers(place);
  const list = done && plan.list && { reason: plan.list.reason, recovery: done.recovery };
  if (json) tellJson(context, { ...plan, list: list ?? null }, done?.setAside);
  else await tellDone(context, { ...plan, list: list ?? null }, done?.setAside);
}

/** @throws Problem when the list is damaged and nothing of it can be had. */
function planFor(place: Place): Repair {
  const found = examine(place);
  const leftovers = leftoversOf(place);
  if (found.kind !== 'damaged') return { list: null, leftovers };
  const { recovery, reason } = found;
  if (recovery === undefined) throw nothingLeft(found);
  return {
    list: {
      reason: troubleWords(reason),
      recovery,
    },
    leftovers,
  };
}

async function agree(
  context: Context,
  { reason, recovery }: NonNullable<Repair['list']>,
): Promise<void> {
  if (!context.interactive) {
    throw new Problem('usage', `${reason} To repair it needs your word.`, {
      hint: `To be had: ${recoveryWords(recovery)}. ${lossSummary(recovery)} Add --yes to do it, or --dry-run to see more.`,
    });
  }
  await tellPlan(context, { list: { reason, recovery }, leftovers: [] });
  const number = quantity(recovery.watchlist.shows.length, 'show');
  const question = `Put ${number} as of revision ${recovery.watchlist.revision} in its place?`;
  await confirmed(context, question, true);
}

/** What is wrong and what can be done; after a yes given beforehand, what was done says all that. */
async function tellPlan(context: Context, { list, leftovers }: Repair): Promise<void> {
  const { json, quiet, out, yes, dryRun } = context;
  if (json || quiet || (yes && !dryRun)) return;
  const screen: Screen = [
    ...(list === null
      ? []
      : [
          wrapping(list.reason),
          wrapping(`To be had: ${recoveryWords(list.recovery)}.`),
          ...lossScreen(list.recovery),
        ]),
    ...(dryRun ? leftovers.map((path) => line(`Would be swept away: ${path}`)) : []),
  ];
  await out.print(screen);
}

async function tellDone(
  context: Context,
  { list, leftovers }: Repair,
  setAside: string | undefined,
): Promise<void> {
  const { quiet, out, err, yes } = context;
  if (quiet) return;
  const swept =
    leftovers.length === 0
      ? []
      : [line(`Swept away what a killed jikai left: ${quantity(leftovers.length, 'file')}.`)];
  if (list === null) {
    await out.print(swept.length === 0 ? [line('Nothing to repair.')] : swept);
    return;
  }
  const { recovery } = list;
  await out.print([
    wrapping(`Recovered ${recoveryWords(recovery)}.`),
    // Who was asked has just read it.
    ...(yes ? lossScreen(recovery, 'was') : []),
    ...swept,
  ]);
  if (setAside !== undefined) {
    await err.print([setAsideLine(setAside)]);
  }
}

function tellJson({ out, dryRun }: Context, { list, leftovers }: Repair, setAside?: string): void {
  out.json({
    repair: {
      list:
        list === null
          ? null
          : {
              reason: list.reason,
              revision: list.recovery.watchlist.revision,
              shows: list.recovery.watchlist.shows.length,
              backup: list.recovery.backup ?? null,
              changes: list.recovery.entries,
              fromDamaged: list.recovery.lines,
              losses: lossesJson(list.recovery),
              setAside: setAside ?? null,
            },
      swept: leftovers,
      ...(dryRun && { dryRun }),
    },
  });
}
