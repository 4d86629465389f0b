import { join } from 'node:path';
import type { ChannelName, Config } from '../config/config';
import { parseLead } from '../config/settings';
import type { Context } from '../context';
import { type HookName, isHookName } from '../hooks/hook';
import type { Channel } from '../reminders/channel';
import { Ledger } from '../reminders/ledger';
import { NextLook } from '../reminders/next-look';
import { type DigestRound, type Outcome, type Round, remind } from '../reminders/round';
import { digest } from '../store/digest';
import { makeFolder, stampAt } from '../store/durable-file';
import { Busy, withLock } from '../store/lock';
import { ACTIVE } from '../watchlist/agenda';
import { parseInstant } from '../watchlist/moment-words';
import { digestTimes } from '../watchlist/period';
import { Problem } from '../watchlist/problem';
import { parseQuietHours } from '../watchlist/quiet';
import type { Millis } from '../watchlist/zone';
import { channelsInUse, type WayName, wantsOver, wayOf } from './channels';
import { messageOf } from './reminder-message';

export interface RemindOptions {
  readonly channel?: readonly ChannelName[];
  readonly lead?: readonly Millis[];
  readonly since?: string;
  readonly digest?: 'daily' | 'weekly';
  readonly background?: boolean;
  readonly watch?: boolean;
  readonly test?: boolean;
}

/** How a look is gone about, where not in the usual way. */
export interface Look {
  /** Makes a channel; the user's own unless told. */
  readonly connect?: (name: WayName) => Promise<Channel>;
  /** Told what it came to, before the last of it is noted. */
  readonly report: (outcomes: readonly Outcome[]) => Promise<void>;
}

/**
 * Looks once, and tells what there is to tell.
 * @throws Problem `failed` when nothing can be told, or another run holds the ledger for too long.
 */
export async function remindOnce(
  context: Context,
  options: RemindOptions,
  look: Look,
): Promise<void> {
  const { now, dryRun, remindFolder } = context;
  const names = wayNames(context, options);
  const looks = nextLooks(context, options);
  const isIdle = names.every(
    (name) => now < (looks.at(name, now, scopeOf(context, name, options)) ?? 0),
  );
  const isUsual = options.since === undefined && options.digest === undefined;
  if (isIdle && isUsual) {
    if (!dryRun) looks.ran(now);
    return look.report([]);
  }
  if (dryRun) {
    const round = await roundFor(context, options);
    return look.report(await remind(ledgerOf(context, 'frozen'), names.map(silent), round));
  }
  makeFolder(remindFolder);
  try {
    await withLock(join(remindFolder, 'lock'), () => remindUnderLock(context, options, look), {
      patience: isUsual ? PATIENCE : LONG_PATIENCE,
      isLocal: true,
    });
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
    // Whoever holds it tells what we would have told, or the next run does.
    if (isUsual && (options.background === true || options.watch === true)) return;
    throw new Problem('failed', 'Another jikai is reminding just now, also of this.', {
      hint: 'Run it again in a moment, if something is missing then.',
      cause: error,
    });
  }
}

async function remindUnderLock(
  context: Context,
  options: RemindOptions,
  { connect = (name) => wayOf(context, name), report }: Look,
): Promise<void> {
  const { now, json } = context;
  const names = wayNames(context, options);
  // What it rests on is looked at before the list is: a change in between makes the next look a long one.
  const looks = nextLooks(context, options);
  looks.ran(now);
  const round = await roundFor(context, options);
  const ledger = ledgerOf(context);
  // JSON tells the terminal of everything, at the end: only then has the terminal been told.
  const isLast = (name: string) => json && name === 'terminal';
  const channels = await Promise.all(names.filter((name) => !isLast(name)).map(connect));
  const outcomes = await remind(ledger, channels, round);
  const last = names.filter(isLast).map(silent);
  try {
    const shown = last.length === 0 ? [] : await remind(ledgerOf(context, 'frozen'), last, round);
    await report([...outcomes, ...shown]);
  } finally {
    const noted =
      last.length === 0 ? outcomes : [...outcomes, ...(await remind(ledger, last, round))];
    // Those who left out some of what a run would tell know nothing of when to look next.
    for (const { channel, next } of round.only === undefined && round.since === undefined
      ? noted
      : []) {
      const scope = scopeOf(context, channel, options);
      // A shell reads the terminal's note as it stands, and tells of every show there.
      if (channel !== 'terminal' || scope === 'all') looks.put(channel, next, now, scope);
    }
  }
}

/** When to look next, as an instant; the present where that is to be worked out. */
export function nextLook(context: Context, options: RemindOptions): Millis {
  const looks = nextLooks(context, options);
  const { now } = context;
  const times = wayNames(context, options).map(
    (name) => looks.at(name, now, scopeOf(context, name, options)) ?? now,
  );
  return Math.min(...times);
}

function silent(name: WayName): Channel {
  return { name, deliver: async () => {} };
}

/** How long to wait for another run, in milliseconds: a terminal that opens waits for us meanwhile. */
const PATIENCE = 5000;

/** And how long with what another run does not do in our place. */
const LONG_PATIENCE = 30_000;

/** What was told over which channel; frozen, it is only read. */
export function ledgerOf({ remindFolder }: Context, frozen?: 'frozen'): Ledger {
  return new Ledger(join(remindFolder, 'ledger.json'), frozen !== undefined);
}

export function channelNames(context: Context, { channel, background = false }: RemindOptions) {
  if (channel !== undefined) return [...new Set(channel)];
  const names = channelsInUse(context, background ? 'desktop' : 'terminal');
  return background ? names.filter((name) => name !== 'terminal') : names;
}

/** Hooks for drops; none where channels are named, or nothing but the digest goes out. */
export function dropHooks(
  { hooks }: Context,
  { channel, digest: only }: RemindOptions,
): readonly HookName[] {
  if (channel !== undefined || only !== undefined) return [];
  try {
    return hooks.hooksFor('drop').map(({ name }) => name);
  } catch {
    // Other reminders are not to wait for a folder to be mended; the doctor tells of it.
    return [];
  }
}

function wayNames(context: Context, options: RemindOptions): readonly WayName[] {
  return [...channelNames(context, options), ...dropHooks(context, options)];
}

/** Every channel that something goes over, by hand or from a timer. */
export function everyChannel(context: Context, options: RemindOptions = {}) {
  const ofTimer = channelNames(context, { ...options, background: true });
  return [...new Set([...channelNames(context, options), ...ofTimer])];
}

/** When to look next over each channel, worked out from the list and the settings as they are. */
export function nextLooks(
  { config, reader, store, remindFolder }: Context,
  { lead }: RemindOptions,
): NextLook {
  const { channels, lead: usual, quietHours, shows, digest: every } = config;
  const settings = [channels, usual, quietHours, [...shows], every, lead];
  // Not by the zone's name: to ask the system for it costs half a start of node.
  const ahead = reader.zone.offsetAt(reader.now);
  return new NextLook(
    remindFolder,
    `${stampAt(store.file)}/${ahead}/${digest(JSON.stringify(settings))}`,
  );
}

/** Which shows a run tells of over a channel: all but those with channels of their own, or only those. */
function scopeOf({ config }: Context, channel: string, options: RemindOptions): 'all' | 'own' {
  return globalChannels(config, options).some((name) => name === channel) ? 'all' : 'own';
}

/** Where the reminders of shows go that have no channels of their own. */
function globalChannels(
  { channels }: Config,
  { channel, background = false }: RemindOptions,
): readonly ChannelName[] {
  return channel ?? channels ?? [background ? 'desktop' : 'terminal'];
}

export async function roundFor(context: Context, options: RemindOptions): Promise<Round> {
  const { now, reader, config, store } = context;
  const { lead, since, digest } = options;
  const { quietHours } = config;
  const usual = (config.lead ?? []).map(parseLead);
  const wants = wantsOver(config, globalChannels(config, options));
  const own = new Map(
    [...config.shows].map(([id, { lead: ahead }]) => [id, ahead?.map(parseLead)] as const),
  );
  const { shows } = await store.read({ statuses: ACTIVE });
  return {
    now,
    zone: reader.zone,
    shows,
    quiet: quietHours === undefined ? undefined : parseQuietHours(quietHours),
    since: since === undefined ? undefined : sinceWhen(since, context),
    leads: (id) => lead ?? own.get(id) ?? usual,
    wants: (show, name) => isHookName(name) || wants(show, name),
    isHook: isHookName,
    describe: (reminders, together) => messageOf(context, reminders, together),
    digest: digestRound(context, options),
    ...(digest === undefined ? {} : { only: 'digest' }),
  };
}

/** @throws Problem `usage` for a time that is still to come. */
function sinceWhen(words: string, { now, reader: { zone } }: Context): Millis {
  const since = parseInstant(words, { now, zone, lean: 'past' });
  if (since <= now) return since;
  throw new Problem('usage', `Nothing has dropped since "${words}", which is still to come.`, {
    hint: 'jikai next shows what is coming.',
  });
}

function digestRound(context: Context, options: RemindOptions): DigestRound | undefined {
  const every = options.digest ?? context.config.digest;
  if (every === 'none') return undefined;
  const name = every === 'daily' ? 'day' : 'week';
  const make = async () => (await import('./digest-telling')).digestReminder(context, name);
  let made: ReturnType<typeof make> | undefined;
  return {
    name,
    channels: globalChannels(context.config, options),
    ...digestTimes(name, context.reader),
    message: () => {
      made ??= make();
      return made;
    },
  };
}
