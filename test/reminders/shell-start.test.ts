import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { canRun, sayingWhySkipped } from '../store/support';

/** A terminal that opens, with jikai's lines in the shell's start-up: what it shows, and what it costs. */

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

for (const shell of ['bash', 'zsh', 'fish']) {
  const missing = [shell, 'script', 'strace'].find(
    (name) => !canRun('sh', '-c', `command -v ${name}`),
  );
  const why = `${missing ?? ''} is not installed`;
  describe
    .skipIf(sayingWhySkipped(missing === undefined, why))
    .concurrent(`${shell} that starts`, () => {
      it.concurrent.each([
        ['', []],
        [' for a list kept elsewhere', ['--data-dir', 'my list']],
      ])('prints what dropped, once, and else starts no node%s', async (_, options) => {
        const home = mkdtempSync(path.join(tmpdir(), 'jikai-shell-'));
        folders.push(home);
        const rc = { bash: '.bashrc', zsh: '.zshrc', fish: '' }[shell] ?? '';
        if (rc !== '') writeFileSync(path.join(home, rc), '');
        // Without it fish makes completions when it starts first.
        mkdirSync(path.join(home, '.local/share/fish/generated_completions'), { recursive: true });
        const env = {
          PATH: process.env.PATH,
          HOME: home,
          SHELL: `/bin/${shell}`,
          TERM: 'xterm',
          TZ: 'UTC',
        };
        const jikai = async (...args: readonly string[]) => {
          const child = spawn(process.execPath, [program, ...args, ...options], {
            cwd: home,
            env,
            stdio: ['ignore', 'ignore', 'pipe'],
          });
          const status = await new Promise((resolve) => child.once('close', resolve));
          if (status !== 0) throw new Error(`jikai ${args.join(' ')} ended with ${status}`);
        };
        /** Opens a terminal: what it shows, and how often node was started. */
        const open = async () => {
          const trace = path.join(home, 'trace');
          const strace = ['-f', '-qq', '-e', 'trace=execve', '-o', trace];
          const child = spawn('strace', [...strace, 'script', '-qec', shell, '/dev/null'], {
            cwd: home,
            env,
            stdio: ['pipe', 'pipe', 'inherit'],
          });
          let shown = '';
          child.stdout.on('data', (piece) => {
            shown += piece;
          });
          // Kept open: at the end of its input script cuts off what is still to be shown.
          child.stdin.write('exit\n');
          await new Promise((resolve) => child.once('close', resolve));
          const started = readFileSync(trace, 'utf8').match(/execve\("[^"]*\/node", .* = 0/g) ?? [];
          return { told: shown.match(/\w+ — episode \d+ is out/g) ?? [], nodes: started.length };
        };
        const soon = () => new Date(Date.now() + 2000).toISOString();

        await jikai('remind', 'install', '--using', 'shell', '--yes');
        await jikai('add', 'Far', '--manual', '--premiere', '2100-01-01T12:00Z');
        // The list is new: it is looked at once.
        expect(await open()).toEqual({ told: [], nodes: 1 });
        expect(await open()).toEqual({ told: [], nodes: 0 });
        const premiere = soon();
        await jikai('add', 'Near', '--manual', '--premiere', premiere);
        while (Date.now() < Date.parse(premiere)) await sleep(50);
        expect(await open()).toEqual({ told: ['Near — episode 1 is out'], nodes: 1 });
        expect(await open()).toEqual({ told: [], nodes: 0 });
      });
    });
}
