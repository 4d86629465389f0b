import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The built program in a real terminal: a shell in a window of tmux, with a home of its own. */

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');

/** Why these tests cannot be run here; undefined when they can. */
export function whyNot(): string | undefined {
  if (spawnSync('tmux', ['-V']).status !== 0) return 'tmux is not installed';
  const bundle = path.resolve(import.meta.dirname, '../../dist/jikai.cjs');
  return existsSync(bundle) ? undefined : 'the program is not built: run npm run build';
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How long a screen may take to show what it must, in milliseconds. */
const PATIENCE = 20_000;

/** The watchlist's file in a home. */
const LIST = 'watchlist.json';

let windows = 0;

/** A window of tmux in which a program runs. */
export class Window {
  readonly #socket: string;

  constructor(
    program: string,
    { columns, rows, cwd, env }: Size & { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    windows += 1;
    this.#socket = `jikai-test-${process.pid}-${windows}`;
    execFileSync(
      'tmux',
      [
        ...['-L', this.#socket, '-f', '/dev/null', '-u', 'new-session', '-d'],
        ...['-x', String(columns), '-y', String(rows), '-c', cwd, program],
      ],
      { env },
    );
  }

  /** Waits until the screen shows something; resolves to the screen. */
  async shows(wanted: string | RegExp): Promise<string> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const screen = this.screen();
      if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
      if (performance.now() > deadline) {
        throw new Error(`The screen never showed ${wanted}. It shows:\n${screen}`);
      }
      await sleep(20);
    }
  }

  type(text: string): void {
    this.#tmux('send-keys', '-l', '--', text);
  }

  /** Presses keys by tmux's names: `Enter`, `Down`, `C-c`. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  resize({ columns, rows }: Size): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** What stands on the screen; with `escapes`, in its colours; `joined`, with wrapped lines made whole. */
  screen(...as: readonly ('escapes' | 'joined')[]): string {
    const flags = [
      ...(as.includes('escapes') ? ['-e'] : []),
      ...(as.includes('joined') ? ['-J'] : []),
    ];
    const lines = this.#tmux('capture-pane', '-p', ...flags).split('\n');
    return lines.map((line) => line.trimEnd()).join('\n');
  }

  isCursorVisible(): boolean {
    return this.#tmux('display-message', '-p', '#{cursor_flag}').trim() === '1';
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server']);
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...args], { encoding: 'utf8' });
  }
}

/** A shell in a window, with a home of its own. */
export class Terminal extends Window {
  readonly home: string;
  #lines = 0;

  /** @param store a watchlist to begin with. */
  constructor(size: Size = { columns: 80, rows: 24 }, store?: string) {
    const home = mkdtempSync(path.join(tmpdir(), 'jikai-terminal-'));
    if (store !== undefined) copyFileSync(store, path.join(home, LIST));
    writeFileSync(
      path.join(home, 'jikai'),
      `#!/bin/sh\nexec '${process.execPath}' '${program}' --now 2024-01-08T12:00Z "$@"\n`,
      { mode: 0o755 },
    );
    // Whether the terminal echoes and gathers lines again, as a shell needs it to.
    writeFileSync(
      path.join(home, 'sane'),
      '#!/bin/sh\ncase "$(stty -a)" in *-echo\\ * | *-icanon*) echo raw ;; *) echo sane ;; esac\n',
      { mode: 0o755 },
    );
    const env = {
      PATH: `${home}:${process.env.PATH}`,
      HOME: home,
      JIKAI_HOME: home,
      TZ: 'Europe/Berlin',
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      TERM: 'xterm-256color',
    };
    super('exec /bin/sh', { ...size, cwd: home, env });
    this.home = home;
  }

  get storeFile(): string {
    return path.join(this.home, LIST);
  }

  /** The store's bytes as text; undefined while there is none. */
  store(): string | undefined {
    return existsSync(this.storeFile) ? readFileSync(this.storeFile, 'utf8') : undefined;
  }

  /** Types a command line on a cleared screen, without waiting for it. */
  begin(command: string): void {
    this.#lines += 1;
    this.type(`clear; ${command}; echo "[${this.#lines}: $?]"`);
    this.press('Enter');
  }

  /** Runs a command line to its end; resolves to what it printed, and its exit code. */
  async run(command: string): Promise<{ readonly printed: string; readonly code: number }> {
    this.begin(command);
    return this.ended();
  }

  /** Waits until the command line that was begun last has ended. */
  async ended(): Promise<{ readonly printed: string; readonly code: number }> {
    const end = new RegExp(`^\\[${this.#lines}: (\\d+)\\]$`, 'm');
    const screen = await this.shows(end);
    const [mark = '', code] = end.exec(screen) ?? [];
    return { printed: screen.slice(0, screen.indexOf(mark)), code: Number(code) };
  }

  override close(): void {
    super.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}
