import type { Place } from '../desktop';

/** Where the session bus may be, in the order in which to try. */
export interface BusPlaces {
  /** Paths for `net.connect`; those of abstract sockets begin with a NUL. */
  readonly sockets: readonly string[];
  /** What these are from, for what is said when none answers. */
  readonly told: string;
}

/**
 * The session bus: where DBUS_SESSION_BUS_ADDRESS says, or, where a timer started us and nothing says,
 * where systemd keeps a user's bus. Addresses are as in the D-Bus Specification 0.43, "Server
 * Addresses": several may be given, separated by `;`, and values are percent-encoded. Those that are
 * malformed, or that are reached otherwise than by a Unix socket, are passed over.
 */
export function busPlaces({ system, env }: Place): BusPlaces {
  const address = env.DBUS_SESSION_BUS_ADDRESS;
  if (address !== undefined && address !== '') {
    return {
      sockets: address.split(';').flatMap((one) => socketOf(one, env.XDG_RUNTIME_DIR)),
      told: `DBUS_SESSION_BUS_ADDRESS is ${address}`,
    };
  }
  const folders = [
    env.XDG_RUNTIME_DIR,
    system.user === undefined ? '' : `/run/user/${system.user}`,
  ];
  const sockets = folders
    .filter((folder) => folder !== undefined && folder !== '')
    .map((folder) => `${folder}/bus`);
  return {
    sockets: [...new Set(sockets)],
    told: 'DBUS_SESSION_BUS_ADDRESS is not set',
  };
}

function socketOf(address: string, runtimeFolder: string | undefined): readonly string[] {
  const colon = address.indexOf(':');
  if (address.slice(0, colon) !== 'unix') return [];
  const values = new Map<string, string>();
  for (const pair of address.slice(colon + 1).split(',')) {
    const equals = pair.indexOf('=');
    const value = decoded(pair.slice(equals + 1));
    if (equals < 1 || value === undefined) return [];
    values.set(pair.slice(0, equals), value);
  }
  const path = values.get('path');
  if (path !== undefined) return [path];
  const name = values.get('abstract');
  if (name !== undefined) return [`\0${name}`];
  return values.get('runtime') === 'yes' && runtimeFolder ? [`${runtimeFolder}/bus`] : [];
}

/** A value without its percent-encoding; undefined when it is malformed, or would cut a path short. */
function decoded(value: string): string | undefined {
  try {
    const text = decodeURIComponent(value);
    return text === '' || text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
