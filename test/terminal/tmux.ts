import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
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
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** The built program in a real terminal: a shell in a window of tmux, with a home of its own. */

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');

/** Why these tests cannot be run here; undefined when they can. */
export function whyNot(): string | undefined {
  if (spawnSync('tmux', ['-V']).status !== 0) return 'tmux is not installed';
  const bundle = path.resolve(import.meta.dirname, '../../dist/main.cjs');
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

/** The size of a terminal, as rows and columns. */
function stty(tty: string): string {
  return execFileSync('stty', ['-F', tty, 'size'], { encoding: 'utf8' }).trim();
}

/** One line of tmux's language that runs a command with these words, whatever they hold but line ends. */
function commandLine(words: readonly string[]): string {
  return `${words.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(' ')}\n`;
}

/**
 * A window of tmux in which a program runs. It is spoken to in tmux's control mode, over one pipe: a
 * process for each key that is pressed and each look at the screen would cost more than what is tested.
 */
export class Window {
  readonly #tmux: ChildProcess;
  readonly #gone: Promise<void>;
  /** Who waits for the answers to the commands, in the order in which these were given. */
  readonly #asked: { answer(lines: readonly string[]): void; fail(error: Error): void }[] = [];
  /** What is to be asked once there is a window; undefined since then. */
  #unsent: string[] | undefined = [];
  /** Who waits until the program in the window prints something. */
  #waiting: (() => void)[] = [];
  /** What the program has printed, in pieces. */
  #pieces = 0;

  constructor(
    program: string,
    { columns, rows, cwd, env }: Size & { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    windows += 1;
    this.#tmux = spawn(
      'tmux',
      [
        ...['-L', `jikai-test-${process.pid}-${windows}`, '-f', '/dev/null', '-u', '-C'],
        ...['new-session', '-x', String(columns), '-y', String(rows), '-c', cwd, program],
      ],
      { env, stdio: ['pipe', 'pipe', 'ignore'] },
    );
    const { stdin, stdout } = this.#tmux;
    if (stdin === null || stdout === null) throw new Error('no way to tmux');
    stdin.on('error', () => {});
    this.#listen(stdout);
    this.#gone = new Promise((resolve) => {
      this.#tmux.on('close', () => {
        for (const { fail } of this.#asked.splice(0)) fail(new Error('tmux has ended'));
        resolve();
      });
    });
  }

  /** Waits until the screen shows something; resolves to the screen. */
  async shows(wanted: string | RegExp): Promise<string> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const pieces = this.#pieces;
      const screen = await this.screen();
      if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
      if (performance.now() > deadline) {
        throw new Error(`The screen never showed ${wanted}. It shows:\n${screen}`);
      }
      if (pieces === this.#pieces) await this.#more();
    }
  }

  type(text: string): void {
    void this.#ask('send-keys', '-l', '--', text);
  }

  /** Presses keys by tmux's names: `Enter`, `Down`, `C-c`. */
  press(...keys: readonly string[]): void {
    void this.#ask('send-keys', ...keys);
  }

  /** Takes away what stands on the screen, so that what is waited for next is not what was there before. */
  wipe(): void {
    void this.#ask('send-keys', '-R');
  }

  /** Resolves when the program can know of it: tmux tells its terminal a while after it is done. */
  async resize({ columns, rows }: Size): Promise<void> {
    const [tty = ''] = await this.#ask('display-message', '-p', '#{pane_tty}');
    await this.#ask('resize-window', '-x', String(columns), '-y', String(rows));
    const deadline = performance.now() + PATIENCE;
    while (stty(tty) !== `${rows} ${columns}`) {
      if (performance.now() > deadline) throw new Error('The window never had its new size.');
      await sleep(10);
    }
  }

  /** What stands on the screen; with `escapes`, in its colours; `joined`, with wrapped lines made whole. */
  async screen(...as: readonly ('escapes' | 'joined')[]): Promise<string> {
    const flags = [
      ...(as.includes('escapes') ? ['-e'] : []),
      ...(as.includes('joined') ? ['-J'] : []),
    ];
    const lines = await this.#ask('capture-pane', '-p', ...flags);
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  }

  async isCursorVisible(): Promise<boolean> {
    return (await this.#ask('display-message', '-p', '#{cursor_flag}')).join('').trim() === '1';
  }

  /** Ends what runs in it; resolves when tmux is gone. */
  async close(): Promise<void> {
    this.#tmux.stdin?.end('kill-server\n');
    await this.#gone;
  }

  /** What tmux says: between `%begin` and `%end` an answer, and else what happens. */
  #listen(stdout: Readable): void {
    let answer: string[] | undefined;
    createInterface({ input: stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      // Its flag of 1 is on what we asked for; the first answer is to the command tmux was started with.
      const [mark, , , flag] = line.split(' ', 4);
      if (answer === undefined) {
        if (mark === '%begin' && flag === '1') answer = [];
        else if (mark === '%output') this.#printed();
        else if (mark === '%session-changed') this.#begin();
      } else if ((mark === '%end' || mark === '%error') && flag === '1') {
        const asked = this.#asked.shift();
        if (mark === '%end') asked?.answer(answer);
        else asked?.fail(new Error(`tmux: ${answer.join('\n')}`));
        answer = undefined;
      } else answer.push(line);
    });
  }

  /** There is a window now. */
  #begin(): void {
    for (const line of this.#unsent ?? []) this.#tmux.stdin?.write(line);
    this.#unsent = undefined;
  }

  #printed(): void {
    this.#pieces += 1;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Waits until the program prints more; or for a while, lest all of it was before the window was seen. */
  #more(): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, 200);
      this.#waiting.push(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  #ask(...words: readonly string[]): Promise<readonly string[]> {
    return new Promise((answer, fail) => {
      this.#asked.push({ answer, fail });
      if (this.#unsent === undefined) this.#tmux.stdin?.write(commandLine(words));
      else this.#unsent.push(commandLine(words));
    });
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
    this.wipe();
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
    // With the shell's prompt behind it, after which nothing more comes.
    const end = new RegExp(`^\\[${this.#lines}: (\\d+)\\]\n[#$]`, 'm');
    const screen = await this.shows(end);
    const [mark = '', code] = end.exec(screen) ?? [];
    return { printed: screen.slice(0, screen.indexOf(mark)), code: Number(code) };
  }

  override async close(): Promise<void> {
    await super.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}
