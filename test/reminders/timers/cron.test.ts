import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe.skipIf(sayingWhySkipped(why === undefined, why ?? ''))('a real cron', () => {
  it('runs within its minute what jikai remind install sets up', { timeout: 150_000 }, async () => {
    const user = `jikai${process.pid % 100_000}`;
    const home = mkdtempSync(path.join(tmpdir(), 'jikai-cron-'));
    execFileSync('useradd', ['--home-dir', home, '--no-create-home', '--shell', '/bin/sh', user]);
    let daemon: ChildProcess | undefined;
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8' })),
      );
      chmodSync(home, 0o755);
      const elsewhere = new Elsewhere(home);
      const data = path.join(home, ODD, 'data of mine');
      mkdirSync(data);
      for (const folder of [home, path.dirname(elsewhere.program), data]) {
        chownSync(folder, uid ?? 0, gid ?? 0);
      }
      const as = (program: string, ...args: readonly string[]) =>
        spawnSync(
          'setpriv',
          [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', program, ...args],
          {
            cwd: home,
            encoding: 'utf8',
            env: {
              PATH: '/usr/bin:/bin',
              HOME: home,
              JIKAI_HOME: path.join(home, ODD),
              USER: user,
            },
          },
        );
      const jikai = (program: string, ...words: readonly string[]) =>
        as(process.execPath, program, 'remind', ...words, '--using', 'cron', '--yes');

      const installed = jikai(elsewhere.program, 'install', '--every', '1m', '--data-dir', data);
      expect(installed).toMatchObject({ status: 0 });
      const again = jikai(elsewhere.program, 'install', '--data-dir', data);
      expect(again.stdout).toContain('nothing is to be changed');

      const original = new Elsewhere(path.join(home, 'original'));
      elsewhere.record();
      if (!isCronRunning()) daemon = spawn('cron', ['-f'], { stdio: 'ignore' });
      const { argv, env } = await eventually(
        () => elsewhere.recorded(),
        125_000,
        'a run of jikai by cron',
      );
      expect(argv).toEqual([elsewhere.program, 'remind', '--background', '--data-dir', data]);
      expect(env.JIKAI_HOME).toBe(path.join(home, ODD));

      expect(jikai(original.program, 'uninstall')).toMatchObject({ status: 0 });
      expect(as('crontab', '-l').stderr).toContain('no crontab for');
    } finally {
      daemon?.kill();
      spawnSync('crontab', ['-r', '-u', user]);
      execFileSync('userdel', [user], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
    }
  });
});

function isCronRunning(): boolean {
  return spawnSync('pgrep', ['-x', 'cron']).status === 0;
}
