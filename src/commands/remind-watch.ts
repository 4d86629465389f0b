import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Context } from '../context';
import type { Channel } from '../reminders/channel';
import { type StayingChannel, stayingDesktopChannel } from '../reminders/desktop';
import type { Outcome } from '../reminders/round';
import { line, styled } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { MINUTE, type Millis } from '../watchlist/zone';
import { type WayName, wayOf } from './channels';
import { nextLook, type RemindOptions, remindOnce } from './remind-once';
import { report } from './remind-report';

/**
 * The longest sleep. A timer stands still while the machine is asleep, and a folder on a network may
 * tell nothing of its changes: so it is looked at the clock and at the list as often as this.
 */
const NAP = MINUTE / 2;

/** The longest time until a channel that failed is tried again: each failure doubles it, from a nap on. */
const LONGEST_PAUSE = 10 * MINUTE;

/** A channel that failed, and rests. */
interface Resting {
  readonly problem: Problem;
  readonly failures: number;
  readonly until: Millis;
}

/**
 * Stays, and tells of each drop as it comes: sleeps until the next one, and looks up when the list or
 * the settings change, until the user wants no more of it. What fails is told of once, and tried again.
 * @throws Problem `cancelled` then, and at the start what keeps it from looking at all.
 */
export async function watchOver(context: Context, options: RemindOptions): Promise<void> {
  let isOver = false;
  let wake = () => {};
  const release = context.onInterrupt(() => {
    isOver = true;
    wake();
  });
  const watchers = [context.store.file, context.configFile.file].flatMap((file) =>
    watchFolder(dirname(file), () => wake()),
  );
  const channels = new StayingChannels(context);
  const { quiet, json, err } = context;
  if (!quiet && !json) await err.print([line('Watching. Ctrl-C ends it.')]);
  let said: string | undefined;
  try {
    for (let isFirst = true; !isOver; isFirst = false) {
      const present = await presently(context);
      const problem = await lookOnce(present, options, channels);
      if (problem !== undefined && isFirst) throw problem;
      if (problem !== undefined && problem.message !== said && !quiet) {
        await err.print([line(styled('red', problem.message))]);
      }
      said = problem?.message;
      if (isOver) break;
      const isWell = problem === undefined && !channels.areResting;
      const length = isWell ? nextLook(present, options) - context.clock() : NAP;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, Math.min(length, NAP)));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    await channels.close();
    for (const watcher of watchers) watcher.close();
    release();
  }
  throw new Problem('cancelled', 'No longer watching.', { isTold: json || quiet });
}

/** The channels of a process that stays: the desktop hears clicks, and what failed is not hurried. */
class StayingChannels {
  readonly #desktop: StayingChannel;
  readonly #resting = new Map<string, Resting>();

  constructor(context: Context) {
    this.#desktop = stayingDesktopChannel(context);
  }

  get areResting(): boolean {
    return this.#resting.size > 0;
  }

  async connect(present: Context, name: WayName): Promise<Channel> {
    const resting = this.#resting.get(name);
    if (resting !== undefined && present.now < resting.until) {
      return { name, deliver: () => Promise.reject(resting.problem) };
    }
    return name === 'desktop' ? this.#desktop : wayOf(present, name);
  }

  /** Heeds how it went. */
  heed({ now }: Context, outcomes: readonly Outcome[]): void {
    for (const { channel, problem } of outcomes) {
      const resting = this.#resting.get(channel);
      if (problem === undefined) this.#resting.delete(channel);
      else if (resting === undefined || now >= resting.until) {
        const failures = (resting?.failures ?? 0) + 1;
        const until = now + Math.min(NAP * 2 ** (failures - 1), LONGEST_PAUSE);
        this.#resting.set(channel, { problem, failures, until });
      }
    }
  }

  close(): Promise<void> {
    return this.#desktop.close();
  }
}

/** A context as it is now: by the clock, and by the settings as they stand in their file. */
async function presently(context: Context): Promise<Context> {
  const now = context.clock();
  const { config } = await context.configFile.read();
  return { ...context, now, config, reader: { ...context.reader, now } };
}

/** Why it could not be looked, if that was so; what a channel did not take is told already. */
async function lookOnce(
  present: Context,
  options: RemindOptions,
  channels: StayingChannels,
): Promise<Problem | undefined> {
  try {
    await remindOnce(present, options, {
      connect: (name) => channels.connect(present, name),
      report: async (outcomes) => {
        channels.heed(present, outcomes);
        await report(present, outcomes, options);
      },
    });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return problem.isTold ? undefined : problem;
  }
  return undefined;
}

function watchFolder(folder: string, changed: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(folder, changed);
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}
