import { spawn } from 'node:child_process';
import { linkOf } from '../../watchlist/links';
import type { Message } from '../channel';
import type { Desktop, DesktopState, Place, Trouble } from '../desktop';
import { type Bus, BusError, openSessionBus } from './dbus';
import type { Call, Received, Value, Writer } from './dbus-message';
import { noticeOf } from './notice';

/**
 * Linux and the BSDs: the notification daemon on the session bus, by the Desktop Notifications
 * Specification 1.2.
 */

const NAME = 'org.freedesktop.Notifications';

const DAEMON = { destination: NAME, path: '/org/freedesktop/Notifications', interface: NAME };

/** @param stays whether the process will be there to hear a click. */
export function linuxDesktop(place: Place, stays: boolean): Desktop {
  return {
    ...(stays
      ? listening(place)
      : { show: (message) => shownOnce(place, message), close: () => {} }),
    state: () => state(place),
  };
}

async function shownOnce(place: Place, message: Message): Promise<Trouble | undefined> {
  return troubleIn(() => onBus(place, (bus) => notify(bus, message)));
}

/** Shows messages over one connection, on which it hears what is clicked. */
function listening(place: Place): Pick<Desktop, 'show' | 'close'> {
  /** The link of each notification that was shown: a handful a day. */
  const links = new Map<number, string>();
  let opening: Promise<Bus> | undefined;
  const open = async (): Promise<Bus> => {
    const bus = await openSessionBus(place);
    links.clear();
    bus.onSignal = (signal) => {
      // Another daemon counts anew: its numbers are no longer those of our messages.
      if (signal.member === 'NameOwnerChanged') links.clear();
      const link = links.get(clickedIn(signal) ?? 0);
      if (link !== undefined) openLink(link, place);
    };
    try {
      await bus.hear(`type='signal',interface='org.freedesktop.DBus',arg0='${NAME}'`);
      await bus.hear(`type='signal',sender='${NAME}',interface='${NAME}',member='ActionInvoked'`);
    } catch (error) {
      bus.close();
      throw error;
    }
    return bus;
  };
  /** The bus, opened anew when it was lost, as when somebody logs out and in. */
  const theBus = (): Promise<Bus> => {
    const before = opening;
    opening = (async () => {
      const bus = await before?.catch(() => undefined);
      return bus?.isOpen === true ? bus : await open();
    })();
    return opening;
  };
  return {
    show: (message) =>
      troubleIn(async () => {
        const link = linkOf(message.url);
        const id = await notify(await theBus(), message, link !== undefined);
        if (link !== undefined) links.set(id, link);
      }),
    close: () => {
      opening?.then((bus) => bus.close()).catch(() => {});
    },
  };
}

/** The notification that was clicked, or whose button was pressed; undefined for any other signal. */
function clickedIn({ interface: from, member, values }: Received): number | undefined {
  const [id] = values;
  return from === NAME && member === 'ActionInvoked' && typeof id === 'number' ? id : undefined;
}

/** Opens a link in what the user has chosen for it; if that fails, there is nobody to tell. */
function openLink(link: string, { env }: Place): void {
  const opener = spawn('xdg-open', [link], { env, stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}

/**
 * Hands a message to the daemon; resolves to its number there.
 * @param isClickable whether a click is heard.
 * @throws BusError
 */
async function notify(bus: Bus, message: Message, isClickable = false): Promise<number> {
  const capabilities = textsIn((await ask(bus, 'GetCapabilities'))[0]);
  const { summary, body } = noticeOf(message, capabilities);
  const actions =
    isClickable && capabilities.includes('actions') ? ['default', 'Open', 'open', 'Open'] : [];
  const write = (args: Writer): void => {
    args.string('jikai');
    args.uint32(0); // It replaces none.
    args.string(''); // No icon.
    args.string(summary);
    args.string(body);
    args.strings(actions);
    args.array(8, () => {
      args.entry('urgency', 'y', NORMAL);
      // No category of the specification's own fits; one of ours lets the user make rules for it. There
      // is no `desktop-entry`: we have none, and GNOME takes away what an application that it knows has
      // sent as soon as that is gone from the bus.
      args.entry('category', 's', `x-jikai.reminder.${message.kind}`);
    });
    args.int32(-1); // For as long as the daemon usually shows them.
  };
  const call: Call = { ...DAEMON, member: 'Notify', signature: 'susssasa{sv}i', write };
  const [id] = await bus.call(call, ONCE_HANDED);
  if (typeof id !== 'number' || id === 0) {
    throw new BusError('garbled', 'the daemon gave the message no number');
  }
  return id;
}

const NORMAL = 1;

/**
 * How many times as long as usual we wait once the message is handed over: a daemon that is only slow
 * will show it, and whoever believes that it failed will send it again.
 */
const ONCE_HANDED = 4;

function ask(bus: Bus, member: string): Promise<readonly Value[]> {
  return bus.call({ ...DAEMON, member });
}

/** The capabilities that make a difference to what is sent. */
const USED = ['body', 'body-markup', 'body-hyperlinks', 'actions'];

async function state(place: Place): Promise<DesktopState> {
  let found: DesktopState | undefined;
  const trouble = await troubleIn(() =>
    onBus(place, async (bus) => {
      const [name, vendor, version] = textsIn(await ask(bus, 'GetServerInformation'));
      const capabilities = textsIn((await ask(bus, 'GetCapabilities'))[0]);
      const daemon = [name, version, vendor && `by ${vendor}`].filter(Boolean).join(' ');
      const able = USED.filter((capability) => capabilities.includes(capability)).join(', ');
      found = {
        reachable: true,
        words: `${daemon || 'A nameless daemon'} shows notifications (${able || 'one line'}).`,
      };
    }),
  );
  if (found !== undefined) return found;
  return { reachable: false, words: trouble?.words ?? '', hint: trouble?.hint ?? '' };
}

function textsIn(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** Opens the bus for one purpose, and lets go of it. */
async function onBus<Result>(place: Place, use: (bus: Bus) => Promise<Result>): Promise<Result> {
  const bus = await openSessionBus(place);
  try {
    return await use(bus);
  } finally {
    bus.close();
  }
}

/** What went wrong in words; undefined when nothing did. */
async function troubleIn(attempt: () => Promise<unknown>): Promise<Trouble | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof BusError)) throw error;
    return wordsFor(error);
  }
}

function wordsFor({ failure, errorName, message }: BusError): Trouble {
  switch (failure) {
    case 'no-bus':
      return {
        words: `There is no session bus to show notifications over (${message}).`,
        hint: 'Log in to a desktop first. In cron or over ssh, set DBUS_SESSION_BUS_ADDRESS to what it is in a terminal of your desktop.',
      };
    case 'turned-away':
      return {
        words: `The session bus does not let this user in: ${message}.`,
        hint: 'Run jikai as the user who is logged in to the desktop, without sudo.',
      };
    case 'silent':
      return {
        words: `The notification daemon or its bus gave ${message}.`,
        hint: 'It may hang: start it anew, or log out and in.',
      };
    case 'garbled':
      return {
        words: `What answers on the session bus makes no sense: ${message}.`,
        hint: 'See that DBUS_SESSION_BUS_ADDRESS is that of your desktop, and that the notification daemon is a sound one.',
      };
    case 'closed':
      return {
        words: `The session bus broke off: ${message}.`,
        hint: 'It may have been ending. Try again once you are logged in.',
      };
    case 'error':
      return isNobody(errorName)
        ? {
            words: `No notification daemon runs on the session bus: ${message}`,
            hint: 'Start your desktop’s own, or install one, such as dunst or mako.',
          }
        : {
            words: `The notification daemon refused the message: ${message}`,
            hint: 'jikai doctor tells which daemon that is.',
          };
  }
}

/** Whether an error's name means that nobody is there to be called, and that nobody could be started. */
function isNobody(errorName = ''): boolean {
  return /^org\.freedesktop\.DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner|Spawn\.\w+|TimedOut)$/.test(
    errorName,
  );
}
