import { Problem } from '../watchlist/problem';
import type { Channel, Message } from './channel';
import type { System } from './system';

/** Where we are: the system decides who shows messages, the environment where to find them. */
export interface Place {
  readonly system: Pick<System, 'platform' | 'user'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long each step may take, in milliseconds; 5,000 unless told. */
  readonly patience?: number;
}

/** Why a message could not be shown, in a sentence, and what to do. */
export interface Trouble {
  readonly words: string;
  readonly hint: string;
}

/** Whether the desktop would show a message now, for `jikai doctor`. */
export interface DesktopState {
  readonly reachable: boolean;
  /** Who shows messages and what they can do, or why nobody does. As they say it: not harmless yet. */
  readonly words: string;
  readonly hint?: string;
}

/** Who shows messages on one kind of system. It tells of trouble and throws nothing. */
export interface Desktop {
  /** Resolves to nothing once the message was taken, or to why it was not. */
  show(message: Message): Promise<Trouble | undefined>;
  state(): Promise<DesktopState>;
  /** Lets go of whatever {@link show} left open, so that the process can end. */
  close(): void;
}

/** A channel of a process that stays. */
export interface StayingChannel extends Channel {
  /** Stops listening for clicks. */
  close(): Promise<void>;
}

/**
 * Notifications on this computer's desktop. The link stands in the text, or is opened by a click where
 * the system itself sees to that: on Linux a click is told to the process that sent the message, and one
 * that has ended hears nothing, so no click is offered.
 */
export function desktopChannel(place: Place): Channel {
  return { name: NAME, deliver: (message) => delivered(desktopHere(place, false), message) };
}

/**
 * The same for a process that stays, such as `remind --watch`: on Linux a click is heard and opens the
 * link, for as long as the channel is not closed. Listening does not keep the process from ending.
 */
export function stayingDesktopChannel(place: Place): StayingChannel {
  let desktop: Promise<Desktop> | undefined;
  return {
    name: NAME,
    deliver: (message) => {
      desktop ??= desktopHere(place, true);
      return delivered(desktop, message);
    },
    close: async () => (await desktop)?.close(),
  };
}

/** Who would show a message, found out without showing one. Never rejects. */
export async function desktopState(place: Place): Promise<DesktopState> {
  return (await desktopHere(place, false)).state();
}

const NAME = 'desktop';

async function desktopHere(place: Place, stays: boolean): Promise<Desktop> {
  const { desktopOf } = await import('./desktop/desktops');
  return desktopOf(place, stays);
}

async function delivered(desktop: Promise<Desktop>, message: Message): Promise<void> {
  const trouble = await (await desktop).show(message);
  if (trouble !== undefined) throw new Problem('failed', trouble.words, { hint: trouble.hint });
}
