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

async function run(kind: string, env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await runProgram(process.execPath, [driver, kind], { env });
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

  it.each<readonly [string, Manner, RegExp]>([
    ['never answers', () => {}, /gave no answer within 0\.5 s/],
    ['stops after its welcome', welcoming(() => {}), /gave no answer within 0\.5 s/],
    ['makes no sense', (socket) => socket.write('\xff\xff'), /makes no sense/],
    ['turns everybody away', (socket) => socket.write('REJECTED\r\n'), /does not let this user in/],
  ])('ends when the bus %s', async (_, manner, said) => {
    const bus = new BadBus(manner);
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${await bus.start()}` };
    const { code, stdout, stderr } = await run(kind, env);
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
