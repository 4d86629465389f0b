import type { ChannelName } from '../config/config';
import type { Context } from '../context';
import type { Message } from '../reminders/channel';
import { comingOver } from '../reminders/round';
import { dim, line, type Row, styled, table } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { DAY } from '../watchlist/zone';
import { wayOf } from './channels';
import { everyChannel, ledgerOf, type RemindOptions, roundFor } from './remind-once';
import { messageOf } from './reminder-message';

/** How a test over one channel went. */
interface Tried {
  readonly channel: ChannelName;
  readonly problem: { readonly message: string; readonly hint: string | undefined } | undefined;
}

/**
 * Sends one real reminder over every channel in use, by hand or from a timer, and tells what arrived.
 * Nothing is noted in the ledger: what it is about comes again when it drops.
 * @throws Problem `failed`, told already, when a channel did not take it.
 */
export async function testChannels(context: Context, options: RemindOptions): Promise<void> {
  const { json, dryRun, out, err } = context;
  const names = everyChannel(context, options);
  const message = await testMessage(context);
  const tried: Tried[] = [];
  for (const channel of names) {
    const taken = dryRun ? undefined : await problemOver(context, channel, message);
    tried.push({ channel, problem: taken });
  }
  if (json) {
    out.json({
      test: tried.map(({ channel, problem }) => ({
        channel,
        arrived: problem === undefined && !dryRun,
        message: problem?.message ?? null,
        hint: problem?.hint ?? null,
      })),
    });
  } else {
    const rows = tried.flatMap(({ channel, problem }): Row[] => [
      [
        channel,
        problem !== undefined ? styled('red', '✗') : dryRun ? dim('–') : styled('green', '✓'),
        problem?.message ?? (dryRun ? 'would be tried' : ARRIVED[channel]),
      ],
      ...(problem?.hint === undefined ? [] : [['', '', dim(problem.hint)]]),
    ]);
    await out.print([table([{}, {}, { shrinkTo: 24, wraps: true }], rows)]);
    if (dryRun) await err.print([line(styled('yellow', 'Nothing was sent: this was a dry run.'))]);
  }
  if (tried.some(({ problem }) => problem !== undefined)) {
    throw new Problem('failed', 'A channel did not take the test.', { isTold: true });
  }
}

const ARRIVED: Readonly<Record<ChannelName, string>> = {
  terminal: 'it stands above',
  desktop: 'your desktop took it: it should be on the screen',
  ntfy: 'the server took it: look at your phone',
  webhook: 'the other side took it',
  command: 'your command ended well',
  file: 'a line was added',
};

async function testMessage(context: Context): Promise<Message> {
  const { now } = context;
  const round = await roundFor(context, { channel: ['terminal'] });
  const ledger = ledgerOf(context, 'frozen');
  const [next] = comingOver('terminal', ledger, round, now + 60 * DAY);
  const body = "This is what jikai's reminders look like.";
  if (next === undefined) {
    return { kind: 'test', title: 'Your reminders arrive here', body, data: { test: true } };
  }
  const { url, data } = messageOf(context, [next]);
  const [{ drop }] = next.notices;
  return {
    kind: 'test',
    title: `Test: ${messageOf({ ...context, reader: { ...context.reader, now: next.due } }, [next]).title}`,
    body: `${body} Episode ${drop.episode} is still to come.`,
    ...(url === undefined ? {} : { url }),
    data,
  };
}

async function problemOver(
  context: Context,
  name: ChannelName,
  message: Message,
): Promise<Tried['problem']> {
  try {
    const channel = await wayOf(context, name);
    await channel.deliver(message);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { message, hint: error instanceof Problem ? error.hint : undefined };
  }
}
