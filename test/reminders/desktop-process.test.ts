import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/reminders/programs';
import { sayAloud } from '../aloud';
import { folder } from '../store/support';
import { BadBus, type Manner, welcoming } from './bad-bus';
import { Daemon, whyNoDaemon } from './daemon';

const obstacle = whyNoDaemon();
if (obstacle !== undefined) {
  sayAloud(`Skipped: a process that shows notifications, because ${obstacle}.`);
}

const driver = path.join(folder(), 'driver.cjs');
beforeAll(() =>
  build({
    entryPoints: [path.join(import.meta.dirname, 'desktop-driver.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: driver,
    logLevel: 'error',
  }),
);

interface Badness {
  readonly how: string;
  readonly manner: Manner;
  readonly said: RegExp;
  readonly patience?: number;
}

/** @param patience of the channel, in milliseconds. */
async function run(kind: string, env: Readonly<Record<string, string>>, patience = 10_000) {
  const args = [driver, kind, String(patience)];
  const { code, stdout, stderr } = await runProgram(process.execPath, args, { env });
  return { code, stdout, stderr };
}

describe.each(['once', 'staying'])('a process that shows a message, %s', (kind) => {
  describe.skipIf(obstacle !== undefined)('over a real bus', () => {
    let daemon: Daemon;
    beforeAll(async () => {
      daemon = await Daemon.start();
    });
    afterAll(() => daemon?.close());

    it.each<readonly [string, (env: Readonly<Record<string, string>>) => Record<string, string>]>([
      [
        'told of the bus',
        ({ DBUS_SESSION_BUS_ADDRESS: address = '' }) => ({ DBUS_SESSION_BUS_ADDRESS: address }),
      ],
      [
        'told of the folder where it is, as by systemd',
        ({ HOME = '' }) => ({ XDG_RUNTIME_DIR: HOME }),
      ],
      [
        'told of several',
        ({ DBUS_SESSION_BUS_ADDRESS: address = '' }) => ({
          DBUS_SESSION_BUS_ADDRESS: `unix:path=/nowhere;tcp:host=localhost,port=1;${address}`,
        }),
      ],
    ])('ends: %s', async (_, envOf) => {
      const before = (await daemon.history()).length;
      expect(await run(kind, envOf(daemon.env))).toEqual({ code: 0, stdout: 'taken', stderr: '' });
      expect((await daemon.history()).slice(before)).toMatchObject([{ summary: 'A test' }]);
    });
  });

  it.each<Badness>([
    { how: 'never answers', manner: () => {}, said: /within 0\.3 s/, patience: 300 },
    {
      how: 'stops after its welcome',
      manner: welcoming(() => {}),
      said: /within 0\.3 s/,
      patience: 300,
    },
    { how: 'makes no sense', manner: (socket) => socket.write('\xff'), said: /makes no sense/ },
    {
      how: 'turns everybody away',
      manner: (socket) => socket.write('REJECTED\r\n'),
      said: /does not let this user in/,
    },
  ])('ends when the bus $how', async ({ manner, said, patience }) => {
    const bus = new BadBus(manner);
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${await bus.start()}` };
    const { code, stdout, stderr } = await run(kind, env, patience);
    await bus.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(said);
  });
});

it.skipIf(process.platform !== 'linux')('reaches a bus that has a name and no file', async () => {
  const bus = new BadBus((socket) => socket.write('REJECTED\r\n'));
  const name = `jikai-test-${process.pid}`;
  await bus.start(`\0${name}`);
  const { stdout } = await run('once', { DBUS_SESSION_BUS_ADDRESS: `unix:abstract=${name}` });
  await bus.close();
  expect(stdout).toContain('does not let this user in');
});
