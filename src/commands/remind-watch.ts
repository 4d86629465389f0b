import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { ChannelName } from '../config/config';
import type { Context } from '../context';
import type { Channel } from '../reminders/channel';
import { stayingDesktopChannel } from '../reminders/desktop';
import { line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { MINUTE, type Millis } from '../watchlist/zone';
import { channelOf } from './channels';
import { channelNames, nextLooks, type RemindOptions, remindOnce, report } from './remind';

/**
 * The longest sleep. A timer stands still while the machine is asleep, and a folder on a network may
 * tell nothing of its changes: so it is looked at the clock and at the list as often as this.
 */
const NAP = MINUTE / 2;

/**
 * Stays, and tells of each drop as it comes: sleeps until the next one, and looks up when the list
 * changes, until the user wants no more of it.
 * @throws Problem `cancelled` then.
 */
export async function watchOver(context: Context, options: RemindOptions): Promise<void> {
  let isOver = false;
  let wake = () => {};
  const release = context.onInterrupt(() => {
    isOver = true;
    wake();
  });
  const watcher = watchFolder(dirname(context.store.file), () => wake());
  // Stays as long as we do, and hears what is clicked.
  const desktop = stayingDesktopChannel(context);
  const { quiet, json, err } = context;
  if (!quiet && !json) await err.print([line('Watching. Ctrl-C ends it.')]);
  try {
    while (!isOver) {
      const present = at(context, context.clock());
      await lookOnce(present, options, async (name) =>
        name === 'desktop' ? desktop : channelOf(present, name),
      );
      if (isOver) break;
      const next = nextOf(at(context, context.clock()), options);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, Math.min(next - context.clock(), NAP)));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    await desktop.close();
    watcher?.close();
    release();
  }
  throw new Problem('cancelled', 'No longer watching.');
}

/** A context as it is at another time. */
function at(context: Context, now: Millis): Context {
  return { ...context, now, reader: { ...context.reader, now } };
}

async function lookOnce(
  context: Context,
  options: RemindOptions,
  connect: (name: ChannelName) => Promise<Channel>,
): Promise<void> {
  try {
    await report(context, await remindOnce(context, options, connect), options);
  } catch (problem) {
    // What a channel did not take was told, and is tried again; a list that cannot be read is not.
    if (!(problem instanceof Problem && problem.isTold)) throw problem;
  }
}

/** When there is something to do again; a channel that failed is tried again after a nap. */
function nextOf(context: Context, options: RemindOptions): Millis {
  const looks = nextLooks(context, options);
  const { now } = context;
  const times = channelNames(context, options).map((name) => looks.at(name, now) ?? now);
  const next = Math.min(...times);
  return next <= now ? now + NAP : next;
}

function watchFolder(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, changed);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
