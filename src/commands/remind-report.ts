import type { Context } from '../context';
import type { Outcome } from '../reminders/round';
import { dim, line, styled } from '../ui/text';
import { clock } from '../ui/time';
import { Problem } from '../watchlist/problem';
import type { Reminder } from '../watchlist/reminding';
import { reminderJson } from './json';
import type { RemindOptions } from './remind-once';
import { messageOf } from './reminder-message';

/** One reminder, and over which channels it went. */
interface Told {
  readonly reminder: Reminder;
  readonly channels: readonly string[];
}

/**
 * Tells what a look came to.
 * @throws Problem `failed`, which is told already, when a channel did not take something.
 */
export async function report(
  context: Context,
  outcomes: readonly Outcome[],
  { background = false, watch = false }: RemindOptions,
): Promise<void> {
  const { json, quiet, out, err, dryRun } = context;
  const told = toldIn(outcomes);
  const digests = outcomes.flatMap(({ channel, digest }) =>
    digest === undefined ? [] : [{ title: digest, channel }],
  );
  const failed = outcomes.filter(({ isKnown }) => !((background || watch) && isKnown));
  const problems = failed.flatMap(({ channel, problem }) =>
    problem === undefined ? [] : [{ channel, problem }],
  );
  if (json) {
    const print = (value: unknown) => (watch ? out.jsonLine(value) : out.json(value));
    const isEmpty = told.length + digests.length + problems.length === 0;
    if (watch && isEmpty) return;
    print({
      reminders: told.map(({ reminder, channels }) => ({
        ...reminderJson(reminder),
        text: messageOf(context, [reminder]).title,
        channels,
      })),
      digests,
      failed: problems.map(({ channel, problem: { message, hint } }) => ({
        channel,
        message,
        hint: hint ?? null,
      })),
    });
  } else if (!background && !quiet) {
    for (const { reminder, channels } of told) {
      // What went to the terminal stands there.
      if (!dryRun && channels.includes('terminal')) continue;
      const { title } = messageOf(context, [reminder]);
      await out.print([line(title, dim(`  → ${channels.join(', ')}`))]);
    }
    for (const { title, channel } of digests) {
      if (dryRun || channel !== 'terminal') await out.print([line(title, dim(`  → ${channel}`))]);
    }
    const isNothing = told.length === 0 && digests.length === 0 && problems.length === 0;
    if (isNothing && !watch) await err.print([line(nothingWords(outcomes, context))]);
    if (dryRun) await err.print([line(styled('yellow', 'Nothing was sent: this was a dry run.'))]);
  }
  if (problems.length === 0) return;
  if (!json) {
    for (const { problem } of problems) {
      await err.print([
        line(styled('red', problem.message)),
        ...(problem.hint === undefined ? [] : [line(dim(problem.hint))]),
      ]);
    }
  }
  throw new Problem('failed', 'Some reminders were not taken.', { isTold: true });
}

/** The reminders that went out, each once, in order. */
function toldIn(outcomes: readonly Outcome[]): readonly Told[] {
  const told = new Map<string, { reminder: Reminder; channels: string[] }>();
  for (const { channel, reminder } of outcomes.flatMap(({ sent }) =>
    sent.flatMap((one) => one.reminders.map((reminder) => ({ channel: one.channel, reminder }))),
  )) {
    const { show, kind, notices } = reminder;
    const key = [show.id, kind, ...notices.map(({ drop }) => drop.episode)].join(' ');
    const known = told.get(key);
    if (known === undefined) told.set(key, { reminder, channels: [channel] });
    else known.channels.push(channel);
  }
  return [...told.values()].sort((a, b) => a.reminder.due - b.reminder.due);
}

/** Why nothing was told. */
function nothingWords(outcomes: readonly Outcome[], { reader }: Context): string {
  const ends = outcomes.flatMap(({ quietUntil }) => quietUntil ?? []);
  if (ends.length === 0) return 'Nothing new to tell. jikai next shows what is coming.';
  const end = clock(Math.min(...ends), reader.zone);
  return `Quiet hours until ${end}: what drops meanwhile is told then.`;
}
