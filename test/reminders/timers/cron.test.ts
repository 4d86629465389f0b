import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cronLines } from '../../../src/reminders/timers/cron';
import { canRun, folder, sayingWhySkipped } from '../../store/support';
import { anyPath, Elsewhere, eventually, isPatient, job, ODD, oddJob } from './jobs';

describe('lines of a crontab', () => {
  it('say what is to be run, and when', () => {
    expect(cronLines(job({ env: { JIKAI_HOME: '/home/u/my jikai' } }))).toEqual([
      '# jikai remind runs every 10m; jikai remind uninstall takes this away.',
      "*/10 * * * * /usr/bin/env JIKAI_HOME='/home/u/my jikai' /usr/bin/node /usr/lib/node_modules/jikai/bin/jikai.js remind --background >/dev/null 2>&1",
    ]);
  });

  it.each([
    [1, '* * * * * /'],
    [30, '*/30 * * * * /'],
    [60, '0 * * * * /'],
    [720, '0 9,21 * * * /'],
    [1440, '0 9 * * * /'],
  ])('run every %i minutes by %s', (every, begin) => {
    expect(cronLines(job({ every })).at(-1)?.slice(0, begin.length)).toBe(begin);
  });

  it('refuse what cron cannot, and tell what it can', () => {
    expect(() => cronLines(job({ every: 45 }))).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'cron cannot run anything every 45m.',
        hint: expect.stringContaining('--every 30m or --every 1h'),
      }),
    );
    expect(() => cronLines(job({ program: `/${'a'.repeat(1000)}` }))).toThrow(/too long/);
  });

  it('give the very words to what is run, whatever the paths', () => {
    const home = folder();
    const node = path.join(home, 'node');
    symlinkSync('/bin/echo', node);
    fc.assert(
      fc.property(anyPath, anyPath, (one, other) => {
        const given = job({ node, program: one, options: ['--data-dir', other] });
        expect(printed(given)).toBe(`${one} remind --background --data-dir ${other}\n`);
      }),
      { numRuns: 40 },
    );
    const { program, options } = oddJob;
    expect(printed({ ...oddJob, node })).toBe(
      `${[program, 'remind', '--background', ...options].join(' ')}\n`,
    );
  });
});

/** What a job's command prints when sh runs it, once cron has taken out its backslashes. */
function printed(given: Parameters<typeof cronLines>[0]): string {
  const line = cronLines(given).at(-1) ?? '';
  const command = asCronReads(line.replace(/^(?:\S+ ){5}/, '')).replace(' >/dev/null 2>&1', '');
  return execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
}

/** As Vixie's cron reads a command, in the way that takes out the most. */
function asCronReads(text: string): string {
  let read = '';
  for (let index = 0; index < text.length; index++) {
    const [here, next] = [text.charAt(index), text.charAt(index + 1)];
    if (here === '%') throw new Error(`cron ends the command in ${text} at ${index}`);
    if (here !== '\\') {
      read += here;
      continue;
    }
    read += ['%', '\\'].includes(next) ? next : here + next;
    index += 1;
  }
  return read;
}

/** Why a real cron cannot be tried here. */
function obstacle(): string | undefined {
  if (!isPatient)
    return 'a real cron takes up to a minute; CI=true or JIKAI_SLOW_TESTS=1 has it tried';
  if (process.getuid?.() !== 0) return 'only root can start a cron and make a user for it';
  const tools = ['cron', 'crontab', 'useradd', 'userdel', 'setpriv'];
  const missing = tools.find((name) => !canRun('sh', '-c', `command -v ${name}`));
  return missing === undefined ? undefined : `${missing} is not installed`;
}

const why = obstacle();

/** Somebody with a crontab of their own, and jikai in a folder with an odd name. */
class CronUser {
  readonly name: string;
  readonly home = mkdtempSync(path.join(tmpdir(), 'jikai-cron-'));
  readonly elsewhere: Elsewhere;
  readonly data = path.join(this.home, ODD, 'data of mine');
  readonly #ids: readonly number[];

  constructor(number: number) {
    this.name = `jikai${(process.pid * 10 + number) % 1_000_000}`;
    const of = ['--home-dir', this.home, '--no-create-home', '--shell', '/bin/sh'];
    execFileSync('useradd', [...of, this.name]);
    this.#ids = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, this.name], { encoding: 'utf8' })),
    );
    chmodSync(this.home, 0o755);
    this.elsewhere = new Elsewhere(this.home);
    mkdirSync(this.data);
    const [uid = 0, gid = 0] = this.#ids;
    for (const folder of [this.home, path.dirname(this.elsewhere.program), this.data]) {
      chownSync(folder, uid, gid);
    }
    chownSync(path.join(this.home, ODD), uid, gid);
  }

  runs(program: string, args: readonly string[], input = '') {
    const [uid, gid] = this.#ids;
    return spawnSync(
      'setpriv',
      [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', program, ...args],
      {
        cwd: this.home,
        input,
        encoding: 'utf8',
        env: {
          PATH: '/usr/bin:/bin',
          HOME: this.home,
          JIKAI_HOME: path.join(this.home, ODD),
          USER: this.name,
        },
      },
    );
  }

  jikai(...args: readonly string[]) {
    return this.runs(process.execPath, [this.elsewhere.program, ...args]);
  }

  leave(): void {
    spawnSync('crontab', ['-r', '-u', this.name]);
    execFileSync('userdel', [this.name], { stdio: 'ignore' });
    rmSync(this.home, { recursive: true, force: true });
  }
}

const ofCron = ['--using', 'cron', '--yes'];

/** A minute, its end, and a slow machine. */
const PATIENCE = 125_000;

const isSkipped = sayingWhySkipped(why === undefined, why ?? '');

describe.skipIf(isSkipped)('a real cron', { timeout: 150_000 }, () => {
  let daemon: ChildProcess | undefined;
  beforeAll(() => {
    if (!isSkipped && !isCronRunning()) daemon = spawn('cron', ['-f'], { stdio: 'ignore' });
  });
  afterAll(() => {
    daemon?.kill();
  });

  it.concurrent('runs within its minute what jikai remind install sets up', async () => {
    const user = new CronUser(1);
    const { elsewhere, data } = user;
    try {
      const every = ['--every', '1m', '--data-dir', data];
      const installed = user.jikai('remind', 'install', ...ofCron, ...every);
      expect(installed).toMatchObject({ status: 0 });
      const again = user.jikai('remind', 'install', ...ofCron, '--data-dir', data);
      expect(again.stdout).toContain('nothing is to be changed');

      const original = new Elsewhere(path.join(user.home, 'original'));
      elsewhere.record();
      const { argv, env } = await eventually(
        () => elsewhere.recorded(),
        PATIENCE,
        'a run of jikai by cron',
      );
      expect(argv).toEqual([elsewhere.program, 'remind', '--background', '--data-dir', data]);
      expect(env.JIKAI_HOME).toBe(path.join(user.home, ODD));

      const uninstall = [original.program, 'remind', 'uninstall', ...ofCron];
      expect(user.runs(process.execPath, uninstall)).toMatchObject({ status: 0 });
      expect(user.runs('crontab', ['-l']).stderr).toContain('no crontab for');
    } finally {
      user.leave();
    }
  });

  it.concurrent('has a drop in the file within its minute, and its crontab back', async () => {
    const user = new CronUser(2);
    try {
      const before = '# mine: é メ\n\n7 7 * * 7  echo "100\\%"\n#\n';
      expect(user.runs('crontab', ['-'], before)).toMatchObject({ status: 0 });
      const told = path.join(user.home, ODD, 'reminders.txt');
      const soon = new Date(Date.now() + 3000).toISOString();
      for (const words of [
        ['add', 'Dropping', '--manual', '--premiere', soon, '--episodes', '1'],
        ['config', 'set', 'channels', 'file'],
        ['config', 'set', 'file', told],
        ['remind', 'install', ...ofCron, '--every', '1m'],
      ]) {
        expect(user.jikai(...words)).toMatchObject({ status: 0 });
      }
      expect(user.runs('crontab', ['-l']).stdout).toContain(before);
      const text = await eventually(
        () => (existsSync(told) ? readFileSync(told, 'utf8') : undefined),
        PATIENCE,
        'a line in the file',
      );
      expect(text).toMatch(/^\S+Z\tDropping — it is out\t\t\n$/);
      const status = user.jikai('remind', 'status').stdout;
      expect(status).toMatch(/Timer +cron, every 1m/);
      expect(status).toContain('Dropping ep 1');
      expect(user.jikai('remind', 'uninstall', ...ofCron)).toMatchObject({ status: 0 });
      expect(user.runs('crontab', ['-l']).stdout).toBe(before);
    } finally {
      user.leave();
    }
  });
});

function isCronRunning(): boolean {
  return spawnSync('pgrep', ['-x', 'cron']).status === 0;
}
