import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bus, openSessionBus } from '../../src/reminders/desktop/dbus';
import type { Call, Value } from '../../src/reminders/desktop/dbus-message';

/**
 * A real notification daemon that nobody sees: dunst, on a screen of Xvfb and a session bus of its own.
 * All are gone after {@link Daemon.close}.
 */

const PROGRAMS = ['dunst', 'Xvfb', 'dbus-daemon'];

/** Why there can be no daemon here; undefined when there can. */
export function whyNoDaemon(): string | undefined {
  const missing = PROGRAMS.filter((name) => spawnSync(name, ['-version']).error !== undefined);
  return missing.length === 0 ? undefined : `there is no ${missing.join(' and no ')}`;
}

/** What the daemon holds of one message. */
export interface Held {
  readonly id: number;
  readonly application: string;
  readonly category: string;
  readonly summary: string;
  readonly body: string;
  /** What is drawn: the summary and the body in Pango's markup, as the daemon understood them. */
  readonly drawn: string;
}

export interface DaemonOptions {
  /** What dunst takes for markup in a body; `full` unless told. */
  readonly markup?: 'full' | 'no';
  /**
   * Whether messages are drawn, which {@link Daemon.click} needs. Else they go straight into the history,
   * which is quicker.
   */
  readonly draws?: boolean;
}

/** A session bus with nobody on it, and nobody who could be started. */
export class SessionBus {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'jikai-bus-'));
  /** What a program needs to find the bus, and nothing of this machine's but PATH. */
  readonly env: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: this.folder };
  readonly #children: ChildProcess[] = [];

  async start(): Promise<void> {
    const socket = path.join(this.folder, 'bus');
    const rules = path.join(this.folder, 'bus.conf');
    writeFileSync(
      rules,
      `<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
      <policy context="default">
        <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
      </policy></busconfig>`,
    );
    this.env.DBUS_SESSION_BUS_ADDRESS = await this.run(
      'dbus-daemon',
      ['--nofork', '--print-address=3', `--config-file=${rules}`],
      'says',
    );
  }

  /** Starts a program that lives as long as the bus; with `says`, waits for a line on descriptor 3. */
  async run(name: string, args: readonly string[], says?: 'says'): Promise<string> {
    const child = spawn(name, args, {
      env: { ...this.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    let complaint = '';
    child.stderr?.on('data', (piece) => {
      complaint += piece;
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with ${code}: ${complaint}`);
    });
    ended.catch(() => {});
    const said = child.stdio[3];
    if (says === undefined || said === null || said === undefined) return '';
    const [line] = await Promise.race([once(said, 'data'), ended]);
    return String(line).trim();
  }

  async close(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Daemon {
  readonly #sessionBus: SessionBus;
  readonly #bus: Bus;

  private constructor(sessionBus: SessionBus, bus: Bus) {
    this.#sessionBus = sessionBus;
    this.#bus = bus;
  }

  static async start({ markup = 'full', draws = false }: DaemonOptions = {}): Promise<Daemon> {
    const sessionBus = new SessionBus();
    try {
      await sessionBus.start();
      const { env, folder } = sessionBus;
      const screen = ['-screen', '0', '640x480x24', '-nolisten', 'tcp'];
      env.DISPLAY = `:${await sessionBus.run('Xvfb', ['-displayfd', '3', ...screen], 'says')}`;
      const settings = path.join(folder, 'dunstrc');
      const lines = [
        // Two alike stay two, and all are kept.
        ...['[global]', 'stack_duplicates = false', 'notification_limit = 0'],
        ...['history_length = 1000', `markup = ${markup}`],
        ...(draws ? [] : ['[all]', 'summary = "*"', 'skip_display = true']),
      ];
      writeFileSync(settings, `${lines.join('\n')}\n`);
      await sessionBus.run('dunst', ['-conf', settings]);
      const system = { platform: 'linux', user: process.getuid?.() };
      const bus = await openSessionBus({ system, env, patience: PATIENCE });
      const daemon = new Daemon(sessionBus, bus);
      await daemon.#until(async () => (await bus.call(IS_THERE))[0] === true);
      return daemon;
    } catch (error) {
      await sessionBus.close();
      throw error;
    }
  }

  /** For programs that are to reach the daemon. */
  get env(): Readonly<Record<string, string>> {
    return this.#sessionBus.env;
  }

  /** Every message that the daemon has been given, the first one first. It no longer shows any. */
  async history(): Promise<readonly Held[]> {
    await this.#until(async () => {
      await this.#dunst('NotificationCloseAll');
      return (await this.#number('displayedLength')) + (await this.#number('waitingLength')) === 0;
    });
    const [held] = await this.#dunst('NotificationListHistory');
    return listOf(held)
      .map((entry) => heldIn(new Map(listOf(entry).map((pair) => [pair[0], pair[1]] as const))))
      .sort((a, b) => a.id - b.id);
  }

  /** Clicks what is shown on top, as soon as something is. */
  async click(): Promise<void> {
    await this.#until(async () => (await this.#number('displayedLength')) > 0);
    await this.#dunst('NotificationAction', { signature: 'u', write: (args) => args.uint32(0) });
  }

  async close(): Promise<void> {
    this.#bus.close();
    await this.#sessionBus.close();
  }

  #dunst(member: string, args: Pick<Call, 'signature' | 'write'> = {}): Promise<readonly Value[]> {
    return this.#bus.call({ ...DUNST, interface: DUNST_INTERFACE, member, ...args });
  }

  async #number(property: string): Promise<number> {
    const [value] = await this.#bus.call({
      ...DUNST,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      write: (args) => {
        args.string(DUNST_INTERFACE);
        args.string(property);
      },
    });
    return Number(value);
  }

  async #until(isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error('The daemon never came to it.');
      await sleep(10);
    }
  }
}

/** How long the daemon may take for anything, in milliseconds. */
const PATIENCE = 20_000;

const DUNST = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
};
const DUNST_INTERFACE = 'org.dunstproject.cmd0';

/** Asks the bus whether the daemon has come to it. */
const IS_THERE: Call = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'NameHasOwner',
  signature: 's',
  write: (args) => args.string(DUNST.destination),
};

function heldIn(fields: ReadonlyMap<Value | undefined, Value | undefined>): Held {
  return {
    id: Number(fields.get('id')),
    application: String(fields.get('appname')),
    category: String(fields.get('category')),
    summary: String(fields.get('summary')),
    body: String(fields.get('body')),
    drawn: String(fields.get('message')),
  };
}

function listOf(value: Value | undefined): readonly (readonly Value[])[] {
  return Array.isArray(value) ? value : [];
}
