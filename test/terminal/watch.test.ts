import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { Terminal, whyNot } from './tmux';

/** `jikai remind --watch` in a real terminal, whose clock there begins on Monday noon. */

const obstacle = whyNot();
if (obstacle !== undefined) {
  sayAloud(`Skipped: jikai remind --watch in a real terminal, because ${obstacle}.`);
}

const open: Terminal[] = [];
afterEach(() => Promise.all(open.splice(0).map((terminal) => terminal.close())));

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');

describe.skipIf(obstacle !== undefined)('jikai remind --watch', () => {
  it('tells of a drop when it comes, notices a change of the list, and ends on Ctrl-C', async () => {
    const window = new Terminal();
    open.push(window);
    const add = (title: string, second: number) => {
      const premiere = `2024-01-08T12:00:0${second}Z`;
      return ['add', title, '--manual', '--premiere', premiere, '--quiet'];
    };
    await window.run(`jikai ${add('Sooner', 3).join(' ')}`);
    window.begin('jikai remind --watch');
    await window.shows('Watching.');
    // From elsewhere, while it sleeps until the third second.
    const { status } = spawnSync(
      process.execPath,
      [program, ...add('Changed', 5), '--now', '2024-01-08T12:00:00Z'],
      { env: { PATH: process.env.PATH, JIKAI_HOME: window.home, HOME: window.home } },
    );
    expect(status).toBe(0);
    const screen = await window.shows('Changed — episode 1 is out.');
    expect(screen).toMatch(/Sooner — episode 1 is out\.\nChanged — episode 1 is out\./);
    window.press('C-c');
    expect(await window.ended()).toMatchObject({ code: 130 });
    expect((await window.screen()).match(/is out/g)).toHaveLength(2);
    expect(await window.isCursorVisible()).toBe(true);
    // What it told is noted: nothing is told again.
    const again = await window.run('jikai remind --now 2024-01-08T12:10Z');
    expect(again.printed).toContain('Nothing new to tell.');
  });
});
