import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canRun, sayingWhySkipped } from '../store/support';
import { ended, Home, killReminders, noonOf, program, upTo } from './processes';

describe('jikai remind', () => {
  it('tells once when twenty run at once', async () => {
    const home = new Home();
    await home.furnish(30, ['Daily']);
    for (const episode of [1, 2]) {
      const children = upTo(20).map(() => home.start('remind', '--now', noonOf(episode)));
      const codes = await Promise.all(children.map(ended));
      expect(new Set(codes)).toEqual(new Set([0]));
      expect(home.told()).toEqual(upTo(episode).map((one) => [`Daily ${one}`]));
    }
    expect(readdirSync(path.join(home.folder, 'state', 'remind')).sort()).toEqual([
      'file.next',
      'ledger.json',
      'ran',
    ]);
  });

  const mount = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
  const canMount = canRun('unshare', ...mount, 'mount -t tmpfs -o size=1m tmpfs /mnt');
  it.skipIf(sayingWhySkipped(canMount, 'no disk can be mounted that is full'))(
    'tells nothing that it has no room to note, and tells it once there is',
    async () => {
      const home = new Home();
      await home.furnish(30, ['Daily']);
      const state = path.join(home.folder, 'state');
      const run = (episode: number) =>
        `"$0" "$1" remind --background --now ${noonOf(episode)}; echo "$?"; wc -l < '${home.file}'`;
      const script = [
        `mount -t tmpfs -o size=200k tmpfs '${state}'`,
        run(1),
        `cat /dev/zero > '${state}/filler'`,
        run(2),
        run(3),
        `rm '${state}/filler'`,
        run(3),
        run(3),
      ].join('\n');
      const { stdout, stderr } = spawnSync(
        'unshare',
        [...mount, script, process.execPath, program],
        {
          encoding: 'utf8',
          env: { PATH: process.env.PATH, HOME: home.folder, JIKAI_HOME: home.folder, TZ: 'UTC' },
        },
      );
      expect(stdout.trim().split('\n')).toEqual(['0', '1', '1', '1', '1', '1', '0', '2', '0', '2']);
      expect(stderr).toContain('the disk is full');
      expect(home.told()).toEqual([['Daily 1'], ['Daily 2', 'Daily 3']]);
    },
  );

  // A hundred times in test/crash.
  it('loses nothing when killed 12 times, and repeats at most one reminder a kill', async () => {
    await killReminders(12);
  });
});
