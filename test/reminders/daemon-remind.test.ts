import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { Daemon, whyNoDaemon } from './daemon';

/** `jikai remind` itself, and a real notification daemon: what it holds in the end. */

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');
const missing = whyNoDaemon();
if (missing !== undefined) {
  sayAloud(`Skipped: jikai remind with a real notification daemon, because ${missing}.`);
}

describe.skipIf(missing !== undefined)('jikai remind, with a real notification daemon', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'jikai-daemon-'));
  let daemon: Daemon;
  beforeAll(async () => {
    if (missing === undefined) daemon = await Daemon.start();
  });
  afterAll(async () => {
    await daemon?.close();
    rmSync(home, { recursive: true, force: true });
  });

  function jikai(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
      env: { ...daemon.env, JIKAI_HOME: home, TZ: 'Europe/Berlin' },
    });
    if (status !== 0) throw new Error(`jikai ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  }

  it('leaves one notification for each drop, with the right words, and none when run again', async () => {
    const then = ['--now', '2024-01-08T12:00Z', '--quiet'];
    jikai('add', 'Metallic Rouge', '--verdict', "We'll see", ...then);
    const hostile = '<b>Bold</b> & "quoted" $(touch x) \u001b[31m \u202e -u';
    const noon = ['--premiere', '2024-01-10T12:00Z', '--episodes', '1'];
    jikai('add', hostile, '--manual', ...noon, ...then);
    jikai('add', 'Daily', '--manual', '--premiere', '2024-01-08T12:30Z', '--every', '1d', ...then);
    jikai('add', 'Dropped', '--manual', ...noon, '--status', 'dropped', ...then);
    jikai('config', 'set', 'channels', 'desktop');

    const first = ['remind', '--since', '2024-01-08T12:00Z', '--now', '2024-01-10T15:56Z'];
    expect(jikai(...first)).toContain(
      'Metallic Rouge — episode 1 is out on Crunchyroll  → desktop',
    );
    const held = await daemon.history();
    expect(held.map(({ application, summary }) => [application, summary])).toEqual([
      ['jikai', 'Daily — episodes 1–3 should be out'],
      ['jikai', '<b>Bold</b> & "quoted" $(touch x) �[31m � -u — it is out'],
      ['jikai', 'Metallic Rouge — episode 1 is out on Crunchyroll'],
    ]);
    const rouge = held.at(-1)?.body ?? '';
    expect(rouge).toContain('You said');
    expect(rouge).toContain('<a href="https://www.crunchyroll.com/series/G24H1NWMJ/">');

    jikai(...first);
    jikai('remind', '--background', '--now', '2024-01-10T15:57Z');
    expect(await daemon.history()).toHaveLength(3);

    jikai('remind', '--background', '--now', '2024-01-17T15:56Z');
    expect((await daemon.history()).slice(3).map(({ summary }) => summary)).toEqual([
      'Daily — episodes 4–10 should be out',
      'Metallic Rouge — episode 2 should be out on Crunchyroll',
    ]);
  });

  it('is proved by remind --test, and told of by doctor', async () => {
    const before = (await daemon.history()).length;
    expect(jikai('remind', '--test')).toMatch(/^desktop {2}✓ /);
    const [test, ...others] = (await daemon.history()).slice(before);
    expect(others).toEqual([]);
    expect(test?.category).toBe('x-jikai.reminder.test');
    expect(jikai('doctor')).toMatch(/✓ {2}desktop +dunst /);
  });
});
