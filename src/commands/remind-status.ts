import type { Command } from 'commander';
import type { Context } from '../context';
import { isHookName } from '../hooks/hook';
import type { Ledger } from '../reminders/ledger';
import { comingOver, type Round } from '../reminders/round';
import type { TimerState } from '../reminders/timers/timer';
import { markOf } from '../ui/estimates';
import { bold, dim, line, type Row, styled, type Text, table } from '../ui/text';
import { clock, dateOfInstant, lengthWords, relative, withoutThisYear } from '../ui/time';
import { instant } from '../watchlist/moment';
import type { Reminder } from '../watchlist/reminding';
import { runs } from '../watchlist/runs';
import { DAY, MINUTE, type Millis } from '../watchlist/zone';
import { dropJson, reminderJson } from './json';
import { dropHooks, everyChannel, ledgerOf, nextLooks, roundFor } from './remind-once';
import { type Act, examples } from './verb';

/** How many reminders are told of, of those that went out and of those to come. */
const ENOUGH = 5;

/** How far ahead reminders are looked for. */
const HORIZON = 60 * DAY;

/** Gives `remind` its subcommand `status`. */
export function defineStatus(remind: Command, act: Act): void {
  remind
    .command('status')
    .summary('the timer, what went out, what comes next')
    .description('Whether reminders will come: the timer, what went out, what comes next.')
    .addHelpText('after', examples('remind status'))
    .action(act(showStatus));
}

async function showStatus(context: Context): Promise<void> {
  const { now, reader, out, json } = context;
  const names = [...everyChannel(context), ...dropHooks(context, {})];
  const global = context.config.channels ?? (['terminal', 'desktop'] as const);
  const round = await roundFor(context, { channel: global });
  const ledger = ledgerOf(context, 'frozen');
  const lastRun = nextLooks(context, {}).lastRun();
  const channels = names.map((name) => ({
    name,
    failing: ledger.failing(name),
    isNew: name !== 'terminal' && !ledger.isProven(name),
    isHook: isHookName(name),
  }));
  const latest = ledger.latest(ENOUGH);
  const coming = comingOf(names, ledger, round);
  const { timerStates } = await import('../reminders/timers/timers');
  const timers = (await timerStates(context)).filter(({ installed }) => installed);
  if (json) {
    out.json({
      timers: timers.map(({ name, every, runs, isOn, lastRun: last, nextRun }) => ({
        name,
        everyMinutes: every ?? null,
        runs: runs ?? null,
        isOn: isOn ?? null,
        lastRun: last === undefined ? null : instant(last),
        nextRun: nextRun === undefined ? null : instant(nextRun),
      })),
      lastRun: lastRun === undefined ? null : instant(lastRun),
      channels: channels.map(({ name, failing }) => ({ name, failing: failing ?? null })),
      sent: latest.map(({ lead, ...one }) => ({ ...one, leadMinutes: lead })),
      next: coming.map(({ reminder, over }) => ({
        due: instant(reminder.due),
        channels: over,
        ...reminderJson(reminder),
        drops: reminder.notices.map(({ drop }) => dropJson(drop)),
      })),
    });
    return;
  }
  const time = (at: Millis) =>
    `${withoutThisYear(dateOfInstant(at, reader.zone), reader)}, ${clock(at, reader.zone)}`;
  const titles = new Map((await context.store.read()).shows.map(({ id, title }) => [id, title]));
  const rows: Row[] = [
    ...(timers.length === 0
      ? [['Timer', styled('yellow', 'none: jikai remind install sets one up')]]
      : timers.map((timer) => ['Timer', timerText(timer, now)])),
    ...(ledger.isDamaged
      ? [['Ledger', styled('red', 'could not be understood, and is begun anew at the next run')]]
      : []),
    ['Last run', lastRun === undefined ? dim('never') : relative(lastRun - now)],
    ...channels.map(
      ({ name, failing, isNew, isHook }): Row => [
        name,
        failing !== undefined
          ? styled('red', failing)
          : isNew
            ? dim(
                isHook
                  ? 'not run yet'
                  : `not used yet: jikai remind --test --channel ${name} tries it`,
              )
            : styled('green', 'works'),
      ],
    ),
  ];
  const sentRows = latest.map(
    ({ sent, show, episodes, lead, channel }): Row => [
      time(Date.parse(sent)),
      `${titles.get(show) ?? show} ep ${runs(episodes)}`,
      lead === 0 ? '' : dim('ahead'),
      dim(channel),
    ],
  );
  const nextRows = coming.map(({ reminder: { show, notices }, over }): Row => {
    const [{ drop, due, lead }] = notices;
    return [
      `${markOf(drop.basis)}${time(due)}`,
      `${show.title} ep ${runs(notices.map((one) => one.drop.episode))}`,
      lead === 0 ? '' : dim(`${lengthWords(lead)} ahead`),
      dim(over.join(', ')),
    ];
  });
  await out.print([
    table([{}, { shrinkTo: 24, wraps: true }], rows),
    line(bold('Went out last')),
    ...(sentRows.length === 0
      ? [line(dim('  nothing yet'))]
      : [table([{ align: 'right' }, { shrinkTo: 16 }, {}, { optional: 1 }], sentRows, 2)]),
    line(bold('Come next')),
    ...(nextRows.length === 0
      ? [line(dim('  nothing that has a date'))]
      : [table([{ align: 'right' }, { shrinkTo: 16 }, {}, { optional: 1 }], nextRows, 2)]),
  ]);
}

/** `systemd, every 10m, next in 4m`, or what keeps it from running. */
function timerText({ name, every, runs: started, isOn, nextRun }: TimerState, now: Millis): Text {
  if (started?.isThere === false) {
    return styled(
      'red',
      `${name} starts ${started.node}, which is not there any more: jikai remind install`,
    );
  }
  if (isOn === false) return styled('red', `${name} has it and does not run it: jikai doctor`);
  const words = [
    name,
    ...(every === undefined ? [] : [`every ${lengthWords(every * MINUTE)}`]),
    ...(nextRun === undefined ? [] : [`next ${relative(nextRun - now)}`]),
  ];
  return styled('green', words.join(', '));
}

/** The next reminders over all channels, each once. */
function comingOf(
  names: readonly string[],
  ledger: Ledger,
  round: Round,
): readonly { readonly reminder: Reminder; readonly over: readonly string[] }[] {
  const coming = new Map<string, { reminder: Reminder; over: string[] }>();
  for (const name of names) {
    for (const reminder of comingOver(name, ledger, round, round.now + HORIZON)) {
      const key = `${reminder.due} ${reminder.show.id}`;
      const known = coming.get(key);
      if (known === undefined) coming.set(key, { reminder, over: [name] });
      else known.over.push(name);
    }
  }
  return [...coming.values()].sort((a, b) => a.reminder.due - b.reminder.due).slice(0, ENOUGH);
}
