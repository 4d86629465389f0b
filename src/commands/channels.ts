import { CHANNELS, type ChannelName, type Config } from '../config/config';
import { settingNamed } from '../config/settings';
import { type Context, hookRunning } from '../context';
import { type HookName, isHookName } from '../hooks/hook';
import type { Channel } from '../reminders/channel';
import { Problem } from '../watchlist/problem';
import { messageScreen } from './reminder-message';

/** Every channel that some show's reminders go over. */
export function channelsInUse({ config }: Context, unset: ChannelName): readonly ChannelName[] {
  const used = new Set(
    [config, ...config.shows.values()].flatMap(({ channels }) => channels ?? []),
  );
  if (config.channels === undefined) used.add(unset);
  return CHANNELS.filter((name) => used.has(name));
}

/**
 * Whether a show's reminders go over a channel: over its own, if it has some, else over those of all.
 * @param global those of all.
 */
export function wantsOver(
  { shows }: Config,
  global: readonly ChannelName[],
): (show: string, channel: string) => boolean {
  return (show, channel) => (shows.get(show)?.channels ?? global).some((name) => name === channel);
}

/** A way by which reminders go out: a channel, or a hook for drops, which the ledger knows by its name. */
export type WayName = ChannelName | HookName;

/** The way of this name. What it lacks is told when it is to deliver something. */
export async function wayOf(context: Context, name: WayName): Promise<Channel> {
  try {
    return await (isHookName(name) ? hookWay(context, name) : connected(context, name));
  } catch (problem) {
    return { name, deliver: () => Promise.reject(problem) };
  }
}

async function hookWay(context: Context, name: HookName): Promise<Channel> {
  const { dropChannel } = await import('../hooks/drop-channel');
  return dropChannel(context.hooks.hookNamed(name), hookRunning(context));
}

async function connected(context: Context, name: ChannelName): Promise<Channel> {
  const { config, web, env, now, system } = context;
  switch (name) {
    case 'terminal':
      return {
        name,
        deliver: (message) =>
          context.json ? Promise.resolve() : context.out.print(messageScreen(message)),
      };
    case 'desktop':
      return (await import('../reminders/desktop')).desktopChannel({ system, env });
    case 'ntfy': {
      const { ntfyChannel } = await import('../reminders/ntfy');
      return ntfyChannel(web, needed(config, 'ntfy'), config.ntfyToken);
    }
    case 'webhook': {
      const { shapeFor, webhookChannel } = await import('../reminders/webhook');
      const address = needed(config, 'webhook');
      return webhookChannel(web, address, config.webhookShape ?? shapeFor(address));
    }
    case 'command': {
      const { commandChannel } = await import('../reminders/command');
      return commandChannel(needed(config, 'command'), env);
    }
    case 'file': {
      const { fileChannel } = await import('../reminders/file');
      return fileChannel(needed(config, 'file'), now);
    }
  }
}

/** @throws Problem `failed` when the user has not said where the channel leads. */
function needed<Key extends 'ntfy' | 'webhook' | 'command' | 'file'>(
  config: Config,
  key: Key,
): NonNullable<Config[Key]> {
  const value = config[key];
  if (value !== undefined) return value;
  throw new Problem('failed', `The channel "${key}" is not set up yet.`, {
    hint: `Set it up: jikai config set ${key} ${settingNamed(key).example}`,
  });
}
