import type { PeriodName } from '../watchlist/period';
import { Problem } from '../watchlist/problem';
import { type QuietHours, quietUntil } from '../watchlist/quiet';
import { comingReminders, type Looking, type Reminder, remindersAt } from '../watchlist/reminding';
import type { Show } from '../watchlist/show';
import { DAY, type Millis, type Zone } from '../watchlist/zone';
import type { Channel, Message } from './channel';
import type { Ledger } from './ledger';

/** Why several reminders go out as one message. */
export type Together = 'quiet' | 'many';

/** What one round of reminding goes by. */
export interface Round {
  readonly now: Millis;
  readonly zone: Zone;
  readonly shows: readonly Show[];
  readonly quiet: QuietHours | undefined;
  /** Reminds of what dropped since then, whenever was looked last. */
  readonly since?: Millis | undefined;
  readonly leads: (show: string) => readonly Millis[];
  /** Whether a show's reminders go over a channel. */
  readonly wants: (show: string, channel: string) => boolean;
  /** Whether it is a hook: told as soon as something drops, and of each by itself, awake or not. */
  readonly isHook: (channel: string) => boolean;
  readonly describe: (reminders: readonly Reminder[], together?: Together) => Message;
  readonly digest?: DigestRound | undefined;
  /** Tells nothing else. */
  readonly only?: 'digest';
}

/** The digest that comes now and then as a reminder. */
export interface DigestRound {
  readonly name: PeriodName;
  /** Over which it goes: those of all shows. */
  readonly channels: readonly string[];
  /** When the newest was to come; one sent since is enough. */
  readonly due: Millis;
  readonly next: Millis;
  /** Undefined when there is nothing to tell. */
  readonly message: () => Promise<Message | undefined>;
}

/** One message that was taken. */
export interface Sent {
  readonly channel: string;
  readonly reminders: readonly Reminder[];
}

/** How a round went over one channel. */
export interface Outcome {
  readonly channel: string;
  readonly sent: readonly Sent[];
  /** The title of the digest that went out. */
  readonly digest?: string;
  /** Why it stopped; what was not told is told at the next run. */
  readonly problem?: Problem;
  /** The same was said of it at the last run. */
  readonly isKnown: boolean;
  /** When the quiet hours are over in which nothing was told. */
  readonly quietUntil?: Millis;
  /** When there may be something to tell again. */
  readonly next: Millis;
}

/** More than this at once, and they go out as one. */
const MANY = 10;

/** The channel that heeds no quiet hours: whoever opens a terminal is awake. */
const AWAKE = 'terminal';

/**
 * Tells over each channel what is to be told over it, and notes each message in the ledger once it is
 * taken. Channels work side by side: one that fails, or is slow, keeps no other from working.
 *
 * Between a message being taken and its being noted lies a moment in which a crash repeats it: better
 * told twice than never.
 */
export async function remind(
  ledger: Ledger,
  channels: readonly Channel[],
  round: Round,
): Promise<readonly Outcome[]> {
  // Before anything is told: what goes wrong here is the list's fault, and no channel's.
  const work = channels.map((channel) => ({ channel, due: dueNow(channel.name, ledger, round) }));
  const outcomes = await Promise.all(
    work.map(({ channel, due }) => remindOver(channel, due, ledger, round)),
  );
  try {
    ledger.save();
  } catch (error) {
    const problem = problemOf(error);
    return outcomes.map((one) => ({ problem, ...one, next: round.now }));
  }
  return outcomes;
}

/** Sends the digest over a channel if it is due there; gives its title. */
async function digestOver(
  channel: Channel,
  ledger: Ledger,
  { now, digest, only }: Round,
): Promise<string | undefined> {
  if (digest?.channels.includes(channel.name) !== true) return undefined;
  // The first one of a setting waits for its morning; one that is asked for does not.
  const never = only === 'digest' ? 0 : now - DAY;
  const last = ledger.digested(channel.name, digest.name, now) ?? never;
  if (last >= digest.due) return undefined;
  ledger.prepare();
  const message = await digest.message();
  if (message !== undefined) await channel.deliver(message);
  ledger.recordDigest(channel.name, digest.name, now);
  return message?.title;
}

/** When the quiet of now is over for a channel; undefined where it is not quiet. */
function quietEndOf(channel: string, round: Round): Millis | undefined {
  const { now, zone, quiet } = round;
  return quiet === undefined || isAwake(channel, round) ? undefined : quietUntil(now, quiet, zone);
}

function isAwake(channel: string, { isHook }: Round): boolean {
  return channel === AWAKE || isHook(channel);
}

/** What is to be told over a channel in this run: nothing while it is quiet there. */
function dueNow(channel: string, ledger: Ledger, round: Round): readonly Reminder[] {
  const isQuiet = quietEndOf(channel, round) !== undefined;
  return isQuiet || round.only === 'digest' ? [] : dueOver(channel, ledger, round);
}

async function remindOver(
  channel: Channel,
  due: readonly Reminder[],
  ledger: Ledger,
  round: Round,
): Promise<Outcome> {
  const { now } = round;
  const { name } = channel;
  const before = ledger.failing(name);
  const quietEnd = quietEndOf(name, round);
  const sent: Sent[] = [];
  let digest: string | undefined;
  let problem: Problem | undefined;
  if (quietEnd === undefined) {
    try {
      for (const { reminders, together } of bundled(due, round, name)) {
        ledger.prepare();
        await channel.deliver(round.describe(reminders, together));
        ledger.record(name, noticesIn(reminders), now);
        sent.push({ channel: name, reminders });
      }
      digest = await digestOver(channel, ledger, round);
    } catch (error) {
      problem = problemOf(error);
    }
    // Whoever leaves something out leaves it for the next run.
    const isAll = round.only === undefined && round.since === undefined;
    if (isAll || problem !== undefined) ledger.close(name, now, problem?.message);
  }
  return {
    channel: name,
    sent,
    ...(digest === undefined ? {} : { digest }),
    ...(problem === undefined ? {} : { problem }),
    ...(quietEnd === undefined ? {} : { quietUntil: quietEnd }),
    isKnown: problem !== undefined && problem.message === before,
    next: problem === undefined ? (quietEnd ?? nextOver(name, ledger, round)) : now,
  };
}

/** What would be told over a channel now. */
export function dueOver(channel: string, ledger: Ledger, round: Round): readonly Reminder[] {
  return remindersAt(wanted(channel, round), lookingFor(channel, ledger, round));
}

/** What will be told over a channel until then, by what is known now. */
export function comingOver(
  channel: string,
  ledger: Ledger,
  round: Round,
  until: Millis,
): readonly Reminder[] {
  return comingReminders(wanted(channel, round), lookingFor(channel, ledger, round), until);
}

/** At least daily, so that what was told by then need not be gone through again and again. */
function nextOver(channel: string, ledger: Ledger, round: Round): Millis {
  const tomorrow = Math.min(round.now + DAY, round.digest?.next ?? Number.POSITIVE_INFINITY);
  return Math.min(tomorrow, comingOver(channel, ledger, round, tomorrow)[0]?.due ?? tomorrow);
}

function wanted(channel: string, { shows, wants }: Round): readonly Show[] {
  return shows.filter(({ id }) => wants(id, channel));
}

function lookingFor(channel: string, ledger: Ledger, round: Round): Looking {
  const { now, zone, isHook, since = ledger.since(channel, now) } = round;
  const leads = isHook(channel) ? () => [] : round.leads;
  return { now, zone, since, leads, told: (show, episode) => ledger.told(channel, show, episode) };
}

/** A message to be: several reminders where they fell into quiet hours, or are too many. */
interface Bundle {
  readonly reminders: readonly Reminder[];
  readonly together?: Together;
}

function bundled(reminders: readonly Reminder[], round: Round, channel: string): readonly Bundle[] {
  if (isAwake(channel, round)) return reminders.map((one) => ({ reminders: [one] }));
  const { quiet, zone } = round;
  if (reminders.length > MANY) return [{ reminders, together: 'many' }];
  const fellQuiet = ({ due }: Reminder) =>
    quiet !== undefined && quietUntil(due, quiet, zone) !== undefined;
  const covered = reminders.filter(fellQuiet);
  const alone = covered.length > 1 ? reminders.filter((one) => !fellQuiet(one)) : reminders;
  return [
    ...(covered.length > 1 ? [{ reminders: covered, together: 'quiet' as const }] : []),
    ...alone.map((one) => ({ reminders: [one] })),
  ];
}

function noticesIn(reminders: readonly Reminder[]) {
  return reminders.flatMap(({ show, notices }) =>
    notices.map((notice) => ({ show: show.id, notice })),
  );
}

/** A channel may throw anything. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('failed', message, {
    hint: 'It is tried again at the next run.',
    cause: error,
  });
}
