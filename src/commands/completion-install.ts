import { installing, PLACED, type Placed, uninstalling } from '../completion/installing';
import type { Shell } from '../completion/shells';
import type { Context } from '../context';
import { carryOut } from '../reminders/timers/carry-out';
import { bold, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { dryMark, planScreen, showThenAsk, stepJson, tellOfPlan } from './steps';

export { scriptFor } from '../completion/scripts';

/** Puts a shell's script in its place: shows what is done, asks, does it, tells what to do next. */
export async function installCompletion(context: Context, shell: Shell): Promise<void> {
  const placed = placedAs(shell);
  if (placed === undefined) {
    throw new Problem('usage', 'Only PowerShell itself knows where its profile is.', {
      hint: 'Add this line to the file that $PROFILE names: jikai completion powershell | Out-String | Invoke-Expression',
    });
  }
  const plan = installing(placed, context);
  if (plan.length > 0) {
    const begin = line(bold(placed), ' is to complete what you type behind jikai.');
    await showThenAsk(context, [begin, ...planScreen(plan)], 'Set it up?', {
      what: 'Your shell is set up only once you agree.',
    });
    if (!context.dryRun) await carryOut(plan, context);
  }
  await tellOfPlan(context, {
    json: {
      completion: {
        shell,
        changed: plan.length > 0 && !context.dryRun,
        ...dryMark(context),
        steps: plan.map(stepJson),
      },
    },
    isNothing: plan.length === 0,
    nothing: `${placed} completes jikai already: nothing is to be changed.`,
    done: `Open a new terminal and try it: jikai wat<Tab>, jikai info <Tab>.`,
    back: 'To take it away: jikai completion uninstall',
    doubts: [],
  });
}

/** Takes away what was installed for one shell, or for all. */
export async function uninstallCompletion(
  context: Context,
  shell: Shell | undefined,
): Promise<void> {
  const shells = PLACED.filter((one) => shell === undefined || one === shell);
  const leaving = shells
    .map((one) => ({ shell: one, plan: uninstalling(one, context) }))
    .filter(({ plan }) => plan.length > 0);
  const names = leaving.map((one) => one.shell);
  if (leaving.length > 0) {
    const screen = leaving.flatMap((one) => [
      line(bold(one.shell), ' is no longer to complete jikai.'),
      ...planScreen(one.plan),
    ]);
    await showThenAsk(context, screen, 'Take it away?', {
      what: 'Your shell is changed only once you agree.',
    });
    if (!context.dryRun) for (const { plan } of leaving) await carryOut(plan, context);
  }
  await tellOfPlan(context, {
    json: {
      completions: leaving.map((one) => ({
        shell: one.shell,
        changed: !context.dryRun,
        ...dryMark(context),
        steps: one.plan.map(stepJson),
      })),
    },
    isNothing: leaving.length === 0,
    nothing: `jikai has set nothing up for ${shell ?? 'any shell'}: nothing is to be changed.`,
    done: `Taken away from ${names.join(' and ')}; terminals that are open keep it until they close.`,
    back: 'To set it up again: jikai completion install',
    doubts: [],
  });
}

function placedAs(shell: Shell): Placed | undefined {
  return PLACED.find((one) => one === shell);
}
