import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/reminders/channel';
import { desktopChannel, desktopState, stayingDesktopChannel } from '../../src/reminders/desktop';
import { sayAloud } from '../aloud';
import { problemOf } from '../store/support';
import { BadBus, type Manner, welcoming } from './bad-bus';
import { SessionBus, whyNoDaemon } from './daemon';

const NOBODY = { platform: 'linux', user: 987_654 };

const MESSAGE: Message = { kind: 'test', title: 'A test', body: '', data: {} };

const buses: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const bus of buses.splice(0)) await bus.close();
});

async function badBus(manner: Manner): Promise<BadBus & { readonly address: string }> {
  const bus = new BadBus(manner);
  buses.push(bus);
  return Object.assign(bus, { address: `unix:path=${await bus.start()}` });
}

describe('without a bus', () => {
  it.each([
    ['nothing told', {}, 'DBUS_SESSION_BUS_ADDRESS is not set, /run/user/987654/bus is not there'],
    [
      'a folder of its own told',
      { XDG_RUNTIME_DIR: '/nowhere' },
      'DBUS_SESSION_BUS_ADDRESS is not set, /nowhere/bus is not there, /run/user/987654/bus is not there',
    ],
    [
      'an address that leads nowhere',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus', XDG_RUNTIME_DIR: '/tmp' },
      'DBUS_SESSION_BUS_ADDRESS is unix:path=/nowhere/bus, /nowhere/bus is not there',
    ],
    [
      'an address that is none',
      { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' },
      'DBUS_SESSION_BUS_ADDRESS is autolaunch:',
    ],
    [
      'a name that nobody has',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=jikai-nobody' },
      'DBUS_SESSION_BUS_ADDRESS is unix:abstract=jikai-nobody, @jikai-nobody has nobody behind it',
    ],
  ])('says so, and what to do: %s', async (_, env, why) => {
    const place = { system: NOBODY, env };
    const problem = await problemOf(desktopChannel(place).deliver(MESSAGE));
    const words = `There is no session bus to show notifications over (${why}).`;
    expect(problem).toMatchObject({
      code: 'failed',
      message: words,
      hint: expect.stringContaining('Log in to a desktop'),
    });
    expect(await desktopState(place)).toEqual({ reachable: false, words, hint: problem.hint });
  });
});

const noDaemon = whyNoDaemon();
if (noDaemon !== undefined) {
  sayAloud(`Skipped: a session bus without a notification daemon, because ${noDaemon}.`);
}

it.skipIf(noDaemon !== undefined)('says that nobody shows notifications', async () => {
  const bus = new SessionBus();
  buses.push(bus);
  await bus.start();
  const place = { system: { platform: 'linux', user: process.getuid?.() }, env: bus.env };
  const problem = await problemOf(desktopChannel(place).deliver(MESSAGE));
  expect(problem.message).toMatch(/^No notification daemon runs on the session bus: /);
  expect(problem.hint).toContain('install one, such as dunst');
  expect(await desktopState(place)).toMatchObject({ reachable: false, words: problem.message });
});

it.skipIf(noDaemon !== undefined)('says that a bus is somebody else’s', async () => {
  const bus = new SessionBus();
  buses.push(bus);
  await bus.start();
  const problem = await problemOf(
    desktopChannel({ system: NOBODY, env: bus.env }).deliver(MESSAGE),
  );
  expect(problem.message).toBe('The session bus does not let this user in: REJECTED EXTERNAL.');
  expect(problem.hint).toContain('without sudo');
});

/** The head of an answer in little endian with fields and a body of these lengths, and what follows. */
function answer(fields: number, body: number, ...rest: readonly number[]): Buffer {
  const head = Buffer.alloc(16);
  head.write('l');
  head[1] = 2;
  head[3] = 1;
  head.writeUInt32LE(body, 4);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(fields, 12);
  return Buffer.concat([head, Buffer.from(rest)]);
}

const NOISE = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13) % 256));

const SENSELESS: readonly (readonly [string, Manner])[] = [
  ['noise', (socket) => socket.write(NOISE)],
  ['a web server’s words', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['a line without an end', (socket) => socket.write('A'.repeat(100_000))],
  ['words out of turn', (socket) => socket.write('OK 01\r\nOK 02\r\n')],
  ['noise after the welcome', welcoming((socket) => socket.write(NOISE))],
  ['another version', welcoming((socket) => socket.write(Buffer.from('l\x02\0\x09____________')))],
  ['a message of 4 GB', welcoming((socket) => socket.write(answer(0xffffffff, 0xffffffff)))],
  [
    'a text cut short',
    welcoming((socket) => socket.write(answer(8, 0, 1, 1, 111, 0, 255, 0, 0, 0))),
  ],
  [
    'types that are none',
    welcoming((socket) => socket.write(answer(8, 0, 5, 2, 63, 63, 0, 0, 0, 0))),
  ],
  [
    'a type without an end',
    welcoming((socket) => socket.write(answer(8, 0, 5, 2, 40, 40, 0, 0, 0, 0))),
  ],
  [
    'an array of nothings',
    welcoming((socket) =>
      socket.write(answer(16, 0, 5, 3, 97, 40, 41, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0)),
    ),
  ],
];

describe('a bus that makes no sense', () => {
  it.each(SENSELESS)('is told as one: %s', async (_, manner) => {
    const bus = await badBus(manner);
    const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
    const problem = await problemOf(desktopChannel({ system: NOBODY, env }).deliver(MESSAGE));
    expect(problem.message).toMatch(/^What answers on the session bus makes no sense: /);
    expect(problem.hint).toContain('DBUS_SESSION_BUS_ADDRESS');
    await gone(bus);
  });
});

describe('a bus that does not answer', () => {
  it.each<readonly [string, Manner]>([
    ['never', () => {}],
    ['after its welcome', welcoming(() => {})],
    ['but with half a line', (socket) => socket.write('OK')],
    ['but with half a message', welcoming((socket) => socket.write('l\x02'))],
    [
      'but with what nobody asked for',
      welcoming((socket) => {
        const timer = setInterval(() => socket.write(answer(0, 0)), 1);
        socket.on('close', () => clearInterval(timer));
      }),
    ],
  ])('is given up: %s', async (_, manner) => {
    const bus = await badBus(manner);
    const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
    const place = { system: NOBODY, env, patience: 100 };
    const problem = await problemOf(desktopChannel(place).deliver(MESSAGE));
    expect(problem.message).toBe('The notification daemon or its bus gave no answer within 0.1 s.');
    expect(problem.hint).toContain('start it anew');
    await gone(bus);
  });

  it.each<readonly [string, Manner]>([
    ['at once', (socket) => socket.destroy()],
    ['after its welcome', welcoming((socket) => socket.destroy())],
    ['politely', welcoming((socket) => socket.end())],
  ])('breaks off: %s', async (_, manner) => {
    const bus = await badBus(manner);
    const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
    const problem = await problemOf(desktopChannel({ system: NOBODY, env }).deliver(MESSAGE));
    expect(problem.message).toMatch(/^The session bus broke off: /);
  });

  it('is asked again by a channel that stays', async () => {
    let isBetter = false;
    const bus = await badBus((socket) => socket.write(isBetter ? 'REJECTED\r\n' : NOISE));
    const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
    const channel = stayingDesktopChannel({ system: NOBODY, env });
    await Promise.all([problemOf(channel.deliver(MESSAGE)), problemOf(channel.deliver(MESSAGE))]);
    expect((await problemOf(channel.deliver(MESSAGE))).message).toContain('makes no sense');
    isBetter = true;
    expect((await problemOf(channel.deliver(MESSAGE))).message).toContain('does not let this user');
    await channel.close();
    await gone(bus);
  });
});

/** Waits until nobody is connected any more. */
async function gone(bus: BadBus): Promise<void> {
  while (bus.guests > 0) await new Promise((resolve) => setImmediate(resolve));
}
