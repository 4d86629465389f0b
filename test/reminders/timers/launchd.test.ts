import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../src/reminders/timers/carry-out';
import { launchd, plistText } from '../../../src/reminders/timers/launchd';
import { canRun, folder, sayingWhySkipped } from '../../store/support';
import { anyPath, job, oddJob, surroundings } from './jobs';

/** A launchctl that writes down what it is told, and knows of an agent once it is handed one. */
function mac(): { readonly at: ReturnType<typeof surroundings>; readonly told: () => string[] } {
  const home = folder();
  const bin = path.join(home, 'bin');
  mkdirSync(bin);
  const log = path.join(bin, 'log');
  writeFileSync(log, '');
  writeFileSync(
    path.join(bin, 'launchctl'),
    `#!/bin/sh
case $1 in
  print) [ -e '${bin}/loaded' ]; exit ;;
  bootstrap) : >'${bin}/loaded' ;;
  bootout) rm '${bin}/loaded' ;;
esac
echo "$@" >>'${log}'\n`,
    { mode: 0o755 },
  );
  const at = surroundings(home, { PATH: `${bin}:/usr/bin:/bin` }, 'darwin');
  const told = () => {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    writeFileSync(log, '');
    return lines;
  };
  return { at, told };
}

describe('an agent of launchd', () => {
  it('is handed over, made another, told of and taken away', async () => {
    const { at, told } = mac();
    const { home } = at.system;
    const before = readdirSync(home, { recursive: true }).sort();
    const file = path.join(home, 'Library/LaunchAgents/jikai.remind.plist');
    await carryOut(await launchd.installing(oddJob, at), at);
    expect(told()).toEqual(['enable gui/501/jikai.remind', `bootstrap gui/501 ${file}`]);
    expect(await launchd.installing(oddJob, at)).toEqual([]);
    const { node, program } = oddJob;
    expect(await launchd.state(at)).toEqual({
      name: 'launchd',
      installed: true,
      where: [file],
      every: 10,
      runs: { node, program, isThere: false },
      isOn: true,
    });
    await carryOut(await launchd.installing({ ...oddJob, every: 7 }, at), at);
    expect(told()).toEqual([
      'bootout gui/501/jikai.remind',
      'enable gui/501/jikai.remind',
      `bootstrap gui/501 ${file}`,
    ]);
    await carryOut(await launchd.uninstalling(at), at);
    expect(told()).toEqual(['bootout gui/501/jikai.remind']);
    expect(readdirSync(home, { recursive: true }).filter((one) => one !== 'bin/log')).toEqual(
      before.filter((one) => one !== 'bin/log'),
    );
    expect(await launchd.uninstalling(at)).toEqual([]);
  });
});

const python = canRun('python3', '-c', 'import plistlib');
describe.skipIf(sayingWhySkipped(python, 'python3 is not there to read our property lists'))(
  'a property list',
  () => {
    const read = (text: string): unknown => {
      const script =
        'import sys,json,plistlib;json.dump(plistlib.loads(sys.stdin.buffer.read()),sys.stdout)';
      const { stdout } = spawnSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
      return JSON.parse(stdout);
    };

    it('says what is to be run, and when, whatever the paths', () => {
      const { node, program, options, env } = oddJob;
      expect(read(plistText(oddJob, ['/a--b', '/Library/it---']))).toEqual({
        Label: 'jikai.remind',
        ProgramArguments: [node, program, 'remind', '--background', ...options],
        EnvironmentVariables: env,
        StartInterval: 600,
        RunAtLoad: true,
        ProcessType: 'Background',
      });
      fc.assert(
        fc.property(anyPath, anyPath, (one, other) => {
          const given = job({ node: one, program: other, every: 1440 });
          expect(read(plistText(given, [one, other]))).toMatchObject({
            ProgramArguments: [one, other, 'remind', '--background'],
            StartInterval: 86_400,
          });
        }),
        { numRuns: 10 },
      );
    });
  },
);
