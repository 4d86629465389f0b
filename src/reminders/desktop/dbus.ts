import { connect, type Socket } from 'node:net';
import type { Place } from '../desktop';
import { busPlaces } from './dbus-address';
import {
  type Call,
  callMessage,
  Garbled,
  messageSize,
  type Received,
  readMessage,
  type Value,
} from './dbus-message';

/** Why the bus, or who was called on it, gave no answer. */
export type BusFailure =
  /** There is no bus where one may be. */
  | 'no-bus'
  /** It is there, and does not let this user in. */
  | 'turned-away'
  | 'silent'
  /** What answers is no D-Bus. */
  | 'garbled'
  | 'closed'
  /** The call was answered by an error, which has a name. */
  | 'error';

export class BusError extends Error {
  readonly failure: BusFailure;
  /** The error's name on D-Bus: `org.freedesktop.DBus.Error.ServiceUnknown`. */
  readonly errorName: string | undefined;

  constructor(failure: BusFailure, message: string, errorName?: string, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
    this.errorName = errorName;
  }
}

const BUS = 'org.freedesktop.DBus';

const PATIENCE_MS = 5000;

/** What a line of the handshake may have, in bytes. */
const LONGEST_LINE = 4096;

/**
 * Opens the session bus and says hello.
 * @throws BusError
 */
export async function openSessionBus(place: Place): Promise<Bus> {
  const patience = place.patience ?? PATIENCE_MS;
  const { sockets, told } = busPlaces(place);
  const reasons: string[] = [];
  for (const path of sockets) {
    const socket = connect(path);
    try {
      await connected(socket, patience);
    } catch (error) {
      socket.destroy();
      reasons.push(`${path.replace('\0', '@')} ${absence(error)}`);
      continue;
    }
    return await greeted(new Bus(socket, patience), place.system.user);
  }
  throw new BusError('no-bus', [told, ...reasons].join(', '));
}

/** Lets the bus know who we are. A bus that fails at it is closed. */
async function greeted(bus: Bus, user: number | undefined): Promise<Bus> {
  try {
    await bus.authenticate(user);
    await bus.call({
      destination: BUS,
      path: '/org/freedesktop/DBus',
      interface: BUS,
      member: 'Hello',
    });
    return bus;
  } catch (error) {
    bus.close();
    throw error;
  }
}

/**
 * A connection to a bus. Each step has its time, and only while one is under way does the connection
 * keep the process from ending. Whatever fails, but for a call that is answered by an error, ends it.
 */
export class Bus {
  /** Told of every signal that comes; which ones do is asked for by {@link hear}. */
  onSignal: (signal: Received) => void = () => {};
  readonly #socket: Socket;
  readonly #patience: number;
  #serial = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** Takes a line, while authenticating. */
  #line: ((line: string) => void) | undefined;
  #isBegun = false;
  readonly #answers = new Map<number, (answer: Received) => void>();
  #failure: BusError | undefined;
  /** Ends what is waited for. */
  readonly #failing = new Set<(error: BusError) => void>();

  constructor(socket: Socket, patience: number) {
    this.#socket = socket;
    this.#patience = patience;
    // The timer of each step keeps the process alive, and nothing else does.
    socket.unref();
    socket.on('data', (piece: Buffer) => this.#take(piece));
    socket.on('error', (error) => this.#fail(new BusError('closed', codeOf(error))));
    socket.on('close', () => this.#fail(new BusError('closed', 'the connection was closed')));
  }

  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  close(): void {
    this.#fail(new BusError('closed', 'we closed the connection'));
  }

  /**
   * Tells the bus which user we are, which it sees for itself: the mechanism EXTERNAL.
   * @throws BusError
   */
  async authenticate(user: number | undefined): Promise<void> {
    const identity = Buffer.from(String(user ?? '')).toString('hex');
    const line = await this.#step<string>((resolve) => {
      this.#line = resolve;
      this.#socket.write(`\0AUTH EXTERNAL ${identity}\r\n`);
    });
    if (line !== 'OK' && !line.startsWith('OK ')) {
      const isRefusal = /^(?:REJECTED|ERROR|DATA)(?: |$)/.test(line);
      const failure = isRefusal ? 'turned-away' : 'garbled';
      throw this.#fail(new BusError(failure, line.slice(0, 80)));
    }
    this.#isBegun = true;
    this.#socket.write('BEGIN\r\n');
  }

  /**
   * Calls somebody on the bus; resolves to what is answered.
   * @param times how many times as long as usual the answer may take.
   * @throws BusError
   */
  async call(call: Call, times = 1): Promise<readonly Value[]> {
    this.#serial += 1;
    const serial = this.#serial;
    const message = callMessage(call, serial);
    const answer = await this.#step<Received>((resolve) => {
      this.#answers.set(serial, resolve);
      this.#socket.write(message);
    }, times);
    if (answer.kind === 'return') return answer.values;
    const [words] = answer.values;
    const name = answer.error ?? 'an error without a name';
    throw new BusError('error', typeof words === 'string' ? words : name, name);
  }

  /**
   * Asks for signals, by a rule as in the D-Bus Specification, "Match Rules".
   * @throws BusError
   */
  async hear(rule: string): Promise<void> {
    await this.call({
      destination: BUS,
      path: '/org/freedesktop/DBus',
      interface: BUS,
      member: 'AddMatch',
      signature: 's',
      write: (body) => body.string(rule),
    });
  }

  /** Waits for what a step begins, for as long as it may take. */
  #step<Result>(begin: (resolve: (result: Result) => void) => void, times = 1): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const patience = this.#patience * times;
      const timer = setTimeout(
        () => this.#fail(new BusError('silent', `no answer within ${patience / 1000} s`)),
        patience,
      );
      const fail = (error: BusError) => {
        clearTimeout(timer);
        reject(error);
      };
      this.#failing.add(fail);
      begin((result) => {
        clearTimeout(timer);
        this.#failing.delete(fail);
        resolve(result);
      });
    });
  }

  #fail(error: BusError): BusError {
    this.#failure ??= error;
    this.#socket.destroy();
    for (const fail of this.#failing) fail(this.#failure);
    this.#failing.clear();
    this.#answers.clear();
    return this.#failure;
  }

  #take(piece: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece]);
    try {
      if (!this.#isBegun) this.#takeLine();
      else this.#takeMessages();
    } catch (error) {
      if (!(error instanceof Garbled)) throw error;
      this.#fail(new BusError('garbled', error.message, undefined, error));
    }
  }

  #takeLine(): void {
    const text = this.#bytes.toString('latin1');
    const end = text.indexOf('\r\n');
    const line = end === -1 ? text : text.slice(0, end);
    if (line.length > LONGEST_LINE || /[^ -~\r]/.test(line)) throw new Garbled('no line of text');
    if (end === -1) return;
    const resolve = this.#line;
    if (resolve === undefined) throw new Garbled('words out of turn');
    this.#line = undefined;
    this.#bytes = this.#bytes.subarray(end + 2);
    resolve(line);
  }

  #takeMessages(): void {
    while (this.isOpen) {
      const size = messageSize(this.#bytes);
      if (size === undefined || this.#bytes.length < size) return;
      const message = readMessage(this.#bytes.subarray(0, size));
      this.#bytes = this.#bytes.subarray(size);
      this.#heed(message);
    }
  }

  #heed(message: Received): void {
    if (message.kind === 'signal') this.onSignal(message);
    if (message.answers === undefined || !['return', 'error'].includes(message.kind)) return;
    const resolve = this.#answers.get(message.answers);
    this.#answers.delete(message.answers);
    resolve?.(message);
  }
}

function connected(socket: Socket, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('ETIMEDOUT')), patience);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve();
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** How a socket could not be connected to, after its name. */
function absence(error: unknown): string {
  const code = codeOf(error);
  return ABSENCES[code] ?? `gives ${code}`;
}

const ABSENCES: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ECONNREFUSED: 'has nobody behind it',
  EACCES: 'is not open to you',
  EPERM: 'is not open to you',
  ETIMEDOUT: 'does not answer',
};

/** What the system calls an error: `ENOENT`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
