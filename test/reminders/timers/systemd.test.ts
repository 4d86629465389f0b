import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { serviceText, systemd, timerText } from '../../../src/reminders/timers/systemd';
import type { Job } from '../../../src/reminders/timers/timer';
import { canRun, folder, sayingWhySkipped } from '../../store/support';
import { anyPath, Elsewhere, eventually, job, ODD, oddJob, surroundings } from './jobs';

describe('a service and a timer of systemd', () => {
  it('say what is to be run, and when', () => {
    const plain = job({ env: { JIKAI_HOME: '/home/u/my jikai' }, options: ['--data-dir', '/d'] });
    expect(serviceText(plain, ['/home/u/.config/systemd'])).toBe(
      [
        '# jikai remind runs every 10m; jikai remind uninstall takes this away.',
        '# Made for it: ["/home/u/.config/systemd"]',
        '[Unit]',
        'Description=jikai tells which anime episodes dropped',
        '',
        '[Service]',
        'Type=oneshot',
        'Environment="JIKAI_HOME=/home/u/my jikai"',
        'ExecStart="/usr/bin/node" "/usr/lib/node_modules/jikai/bin/jikai.js" remind --background --data-dir "/d"',
        'TimeoutStartSec=5min',
        '',
      ].join('\n'),
    );
    expect(timerText(plain)).toContain('[Timer]\nOnCalendar=*-*-* *:00/10:00\nPersistent=true\n');
  });

  it.each([
    [1, 'OnCalendar=*-*-* *:00/1:00'],
    [60, 'OnCalendar=*-*-* *:00:00'],
    [480, 'OnCalendar=*-*-* 01,09,17:00:00'],
    [1440, 'OnCalendar=*-*-* 09:00:00'],
    [45, 'OnStartupSec=1min\nOnUnitActiveSec=45min'],
  ])('run every %i minutes by %s', (every, times) => {
    expect(timerText(job({ every }))).toContain(`[Timer]\n${times}\n`);
  });

  it('tell their state from what they say, whatever the paths', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, anyPath, fc.integer({ min: 1, max: 1440 }), async (...given) => {
        const [node, program, every] = given;
        const home = folder();
        write(home, job({ node, program, every }));
        expect(await systemd.state(surroundings(home))).toMatchObject({
          installed: true,
          every,
          runs: { node, program },
          isOn: false,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('that are half there, or are not ours to read, are told and taken away', async () => {
    const home = folder();
    write(home, job());
    writeFileSync(path.join(home, '.config/systemd/user/jikai-remind.service'), 'nonsense');
    const at = surroundings(home);
    expect(await systemd.state(at)).toMatchObject({ installed: true });
    expect(await systemd.uninstalling(at)).toMatchObject([
      { kind: 'remove', file: expect.stringContaining('.timer') },
      { kind: 'remove', file: expect.stringContaining('.service') },
    ]);
  });
});

function write(home: string, one: Job): void {
  const units = path.join(home, '.config', 'systemd', 'user');
  mkdirSync(units, { recursive: true });
  writeFileSync(path.join(units, 'jikai-remind.service'), serviceText(one, []));
  writeFileSync(path.join(units, 'jikai-remind.timer'), timerText(one));
}

const verifies = canRun('systemd-analyze', '--version');
describe.skipIf(sayingWhySkipped(verifies, 'systemd-analyze is not there to read our units'))(
  'systemd-analyze',
  () => {
    it.each([1, 7, 10, 60, 480, 1440])('finds nothing wrong with one of %i minutes', (every) => {
      const home = folder();
      const odd = path.join(home, ODD);
      mkdirSync(odd);
      // It looks for what is to be started.
      symlinkSync(process.execPath, path.join(odd, 'node'));
      write(home, { ...oddJob, every, node: path.join(odd, 'node') });
      const units = path.join(home, '.config', 'systemd', 'user');
      const { stdout, stderr } = spawnSync(
        'systemd-analyze',
        ['verify', '--user', '--man=no', ...readdirSync(units).map((one) => path.join(units, one))],
        { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home } },
      );
      const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('jikai'));
      expect(ours).toEqual([]);
    });
  },
);

/** A user manager of systemd's in a room of its own: the machine need not be run by systemd. */
class Manager {
  readonly #process: ChildProcess;
  readonly #env: NodeJS.ProcessEnv;

  constructor(home: string) {
    const runtime = '/run/user/0';
    this.#env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      TZ: 'UTC',
      JIKAI_HOME: path.join(home, 'my jikai'),
    };
    const { JIKAI_HOME: _, ...env } = this.#env;
    this.#process = spawn(
      'unshare',
      [
        ...['--mount', 'sh', '-c'],
        `mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system ${runtime} && exec /lib/systemd/systemd --user`,
      ],
      { env, stdio: 'ignore' },
    );
  }

  /** Runs a program where the manager can be reached. */
  run(...argv: readonly string[]): { readonly printed: string; readonly code: number | null } {
    const { stdout, stderr, status } = spawnSync(
      'nsenter',
      ['--mount', '--target', String(this.#process.pid), ...argv],
      { env: this.#env, encoding: 'utf8' },
    );
    return { printed: `${stdout}${stderr}`, code: status };
  }

  async ready(): Promise<void> {
    const answers = () => this.run('systemctl', '--user', 'show-environment').code === 0;
    await eventually(() => answers() || undefined, 10_000, 'an answer of the user manager');
  }

  async end(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('close', resolve));
    if (this.#process.exitCode === null && this.#process.kill('SIGTERM')) await gone;
  }
}

/** Whether a user manager can be had: only root may make it a room, and some containers forbid that. */
function canManage(): boolean {
  return (
    process.getuid?.() === 0 &&
    existsSync('/lib/systemd/systemd') &&
    existsSync('/sys/fs/cgroup') &&
    canRun('unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/run') &&
    canRun('nsenter', '--version') &&
    existsSync(path.resolve(import.meta.dirname, '../../../dist/main.cjs'))
  );
}

const managers: Manager[] = [];
afterEach(async () => {
  for (const manager of managers.splice(0)) await manager.end();
});

describe.skipIf(
  sayingWhySkipped(canManage(), 'no systemd user manager can be started here: that wants root'),
)('a user manager of systemd', () => {
  it('runs what jikai remind install sets up, and is left without a trace', async () => {
    const home = folder();
    const elsewhere = new Elsewhere(home);
    const before = readdirSync(home).sort();
    const manager = new Manager(home);
    managers.push(manager);
    await manager.ready();
    const jikai = (...words: readonly string[]) =>
      manager.run(process.execPath, elsewhere.program, 'remind', ...words);
    const systemctl = (...words: readonly string[]) => manager.run('systemctl', '--user', ...words);

    const installed = jikai(
      'install',
      '--every',
      '1h',
      '--yes',
      '--data-dir',
      path.join(home, ODD),
    );
    expect(installed).toMatchObject({ code: 0 });
    expect(installed.printed).toContain('your systemd user manager answers');
    expect(systemctl('is-active', 'jikai-remind.timer').printed).toBe('active\n');
    expect(jikai('install', '--yes').printed).toContain('systemd now runs');
    expect(jikai('install', '--yes').printed).toContain('nothing is to be changed');
    jikai('install', '--yes', '--data-dir', path.join(home, ODD));

    const next = () =>
      Date.parse(systemctl('show', 'jikai-remind.timer', '-P', 'NextElapseUSecRealtime').printed);
    expect(next() % 3_600_000).toBe(0);
    jikai('install', '--every', '7m', '--yes', '--data-dir', path.join(home, ODD));
    expect(systemctl('cat', 'jikai-remind.timer').printed).toContain('OnUnitActiveSec=7min');

    const original = new Elsewhere(folder());
    elsewhere.record();
    expect(systemctl('start', 'jikai-remind.service')).toEqual({ code: 0, printed: '' });
    const started = elsewhere.recorded();
    expect(started?.argv).toEqual([
      elsewhere.program,
      'remind',
      '--background',
      '--data-dir',
      path.join(home, ODD),
    ]);
    expect(started?.env.JIKAI_HOME).toBe(path.join(home, 'my jikai'));

    const gone = manager.run(process.execPath, original.program, 'remind', 'uninstall', '--yes');
    expect(gone).toMatchObject({ code: 0 });
    expect(systemctl('is-active', 'jikai-remind.timer').printed).toBe('inactive\n');
    elsewhere.forget();
    expect(
      readdirSync(home)
        .filter((name) => !name.startsWith('record'))
        .sort(),
    ).toEqual(before);
  });

  it.each(['a $HOME 50% way', ODD])('starts a node whose path is odd: %s', async (name) => {
    const home = folder();
    const elsewhere = new Elsewhere(home);
    elsewhere.record();
    const node = path.join(home, name, 'node');
    mkdirSync(path.dirname(node), { recursive: true });
    symlinkSync(process.execPath, node);
    write(home, { ...oddJob, node, program: elsewhere.program });
    const manager = new Manager(home);
    managers.push(manager);
    await manager.ready();
    const started = manager.run('systemctl', '--user', 'start', 'jikai-remind.service');
    expect(started).toEqual({ code: 0, printed: '' });
    const { argv, env } = elsewhere.recorded() ?? { argv: [], env: {} };
    expect(argv).toEqual([elsewhere.program, 'remind', '--background', ...oddJob.options]);
    expect(env).toMatchObject(oddJob.env);
  });
});
