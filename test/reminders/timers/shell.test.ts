import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../src/reminders/timers/carry-out';
import { shell } from '../../../src/reminders/timers/shell';
import { fishLines, fishWords } from '../../../src/reminders/timers/shell-code';
import type { Job } from '../../../src/reminders/timers/timer';
import { canRun, folder, sayingWhySkipped } from '../../store/support';
import { anyPath, job, ODD, surroundings } from './jobs';

const TOLD = 'Metallic Rouge: episode 2 is out';

/** A user with one shell, and a node that only writes down how it was started. */
class User {
  readonly home = folder();
  readonly job: Job;
  readonly #shell: string;
  readonly #runs = path.join(this.home, 'runs');

  constructor(name: string) {
    this.#shell = name;
    const odd = path.join(this.home, ODD);
    mkdirSync(path.join(odd, 'state'), { recursive: true });
    const node = path.join(odd, 'node');
    writeFileSync(
      node,
      `#!/bin/sh\n{ printf '%s|' "$JIKAI_HOME" "$@"; echo; } >>'${this.#runs}'\necho '${TOLD}'\necho noise >&2\ncat\nexit 3\n`,
      { mode: 0o755 },
    );
    this.job = job({
      node,
      program: path.join(odd, 'jikai.js'),
      env: { JIKAI_HOME: odd },
      options: ['--data-dir', path.join(odd, 'd')],
      store: path.join(odd, 'watchlist.json'),
      next: path.join(odd, 'state', 'terminal.next'),
    });
    writeFileSync(this.job.program, '');
    writeFileSync(this.job.store, '');
    const { file } = this;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    // Without it fish makes completions in the background, also when we are done.
    mkdirSync(path.join(this.home, '.local/share/fish/generated_completions'), { recursive: true });
  }

  /** What the shell reads when it starts, before our lines. */
  get file(): string {
    const files: Readonly<Record<string, string>> = {
      bash: '.bashrc',
      zsh: '.zshrc',
      fish: '.config/fish/conf.d/before.fish',
    };
    return path.join(this.home, files[this.#shell] ?? '');
  }

  get at() {
    return surroundings(this.home, { SHELL: `/bin/${this.#shell}` });
  }

  async install(): Promise<this> {
    await carryOut(await shell.installing(this.job, this.at), this.at);
    return this;
  }

  /** What jikai left behind: when there is something to tell next, and how the files' times compare. */
  leave(next: string, { storeIsNewer = false } = {}): void {
    writeFileSync(this.job.next, next);
    utimesSync(this.job.store, 1_000_000_000, 1_000_000_000);
    const time = storeIsNewer ? 900_000_000 : 1_000_000_001;
    utimesSync(this.job.next, time, time);
  }

  /** Opens a terminal, types these lines, and tells what it shows. */
  async open(
    typed: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const child = spawn('script', ['-qec', this.#shell, '/dev/null'], {
      env: this.#env({ TERM: 'xterm', ...env }),
      cwd: this.home,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const shown: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => shown.push(piece));
    // Kept open: script takes its time over an end.
    child.stdin.write([...typed, 'exit', ''].join('\n'));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    return Buffer.concat(shown).toString();
  }

  /** The shell in a pipe, or with a command. */
  pipe(...args: readonly string[]): string {
    const { stdout, stderr } = spawnSync(this.#shell, args, {
      input: 'exit\n',
      encoding: 'utf8',
      env: this.#env({ TERM: 'xterm' }),
      cwd: this.home,
    });
    return `${stdout}${stderr}`;
  }

  /** How node was started, all times so far. */
  runs(): readonly string[] {
    return existsSync(this.#runs) ? readFileSync(this.#runs, 'utf8').trimEnd().split('\n') : [];
  }

  #env(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const { home } = this;
    return { PATH: process.env.PATH, HOME: home, SHELL: `/bin/${this.#shell}`, ...more };
  }
}

/** What a screen says; the echo of what was typed comes before the prompt or after it. */
function words(screen: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them away is the point.
  return screen.replace(/\u001b\[[\d;?]*[a-zA-Z]|[\u0000-\u001f ]|exit/g, '');
}

const inAnHour = () => String(Math.floor(Date.now() / 1000) + 3600);

/** Lists the names of variables and functions into two files. */
const NAMES: Readonly<Record<string, string>> = {
  bash: 'compgen -v | sort >vars; compgen -A function | sort >functions',
  zsh: `print -l \${(ok)parameters} >vars; print -l \${(ok)functions} >functions; zmodload >modules`,
  fish: 'set -n >vars; functions -an >functions',
};

for (const name of ['bash', 'zsh', 'fish']) {
  const can = canRun(name, '-c', 'true') && canRun('script', '-qec', 'true', '/dev/null');
  const skipped = sayingWhySkipped(can, `${name} or script is not installed`);
  describe.skipIf(skipped).concurrent(name, () => {
    it.each<readonly [string, (user: User) => void]>([
      ['jikai left nothing behind', () => {}],
      ['the time has come', (user) => user.leave('1700000000 1')],
      ['it is 0', (user) => user.leave('0\n')],
      ['it is 08, which is no octal number', (user) => user.leave('08\n')],
      ['nobody can read it', (user) => user.leave('soon; $(echo 9)')],
      ['nothing stands there', (user) => user.leave('')],
      ['the watchlist is newer', (user) => user.leave(inAnHour(), { storeIsNewer: true })],
    ])('tells what dropped when %s', async (_, prepare) => {
      const user = await new User(name).install();
      prepare(user);
      const screen = await user.open();
      const { program, env, options } = user.job;
      const [, data] = options;
      expect(user.runs()).toEqual([
        `${env.JIKAI_HOME}|${program}|remind|--channel|terminal|--data-dir|${data}|`,
      ]);
      expect(screen).toContain(TOLD);
      expect(screen).not.toContain('noise');
    });

    it.each<readonly [string, (user: User) => void]>([
      ['the time has not come', (user) => user.leave(`${inAnHour()}\n`)],
      ['it never will', (user) => user.leave('999999999999\n')],
      ['it is beyond all numbers', (user) => user.leave(`${'9'.repeat(40)}\n`)],
      [
        'it has not, and there is no watchlist',
        (user) => {
          user.leave(inAnHour());
          rmSync(user.job.store);
        },
      ],
      ['node has gone', (user) => rmSync(user.job.node)],
      ['jikai has gone', (user) => rmSync(user.job.program)],
    ])('starts nothing and says nothing when %s', async (_, prepare) => {
      const user = new User(name);
      const before = await user.open();
      await user.install();
      prepare(user);
      expect(words(await user.open())).toBe(words(before));
      expect(user.runs()).toEqual([]);
    });

    it('starts nothing in a pipe, in a script and in a dumb terminal', async () => {
      const user = await new User(name).install();
      user.pipe('-i');
      user.pipe('-c', 'true');
      await user.open([], { TERM: 'dumb' });
      expect(user.runs()).toEqual([]);
    });

    it('leaves no variable, function or module behind', async () => {
      const user = new User(name);
      const command = NAMES[name] ?? '';
      const names = async () => {
        await user.open([command]);
        const files = ['vars', 'functions', 'modules'].map((file) => path.join(user.home, file));
        return files.map((file) => existsSync(file) && readFileSync(file, 'utf8'));
      };
      const before = await names();
      expect(before[0]).toContain('HOME');
      await user.install();
      expect(await names()).toEqual(before);
      user.leave(inAnHour());
      expect(await names()).toEqual(before);
    });

    it('takes nothing of what was typed ahead', async () => {
      const user = await new User(name).install();
      await user.open(['echo typed ahead >typed']);
      expect(user.runs()).toHaveLength(1);
      expect(readFileSync(path.join(user.home, 'typed'), 'utf8')).toBe('typed ahead\n');
    });

    it('is told and taken away, to the byte', async () => {
      const user = new User(name);
      const text = Buffer.from('# caf\xe9 \xff\r\nno end', 'latin1');
      writeFileSync(user.file, text);
      chmodSync(user.file, 0o640);
      const before = readdirSync(user.home, { recursive: true }).sort();
      await user.install();
      expect(await shell.installing(user.job, user.at)).toEqual([]);
      const { node, program } = user.job;
      expect(await shell.state(user.at)).toMatchObject({
        installed: true,
        where: [expect.stringContaining(user.home)],
        runs: { node, program, isThere: true },
      });
      rmSync(node);
      expect(await shell.state(user.at)).toMatchObject({ runs: { isThere: false } });
      await carryOut(await shell.installing({ ...user.job, node: '/n' }, user.at), user.at);
      expect(await shell.state(user.at)).toMatchObject({ runs: { node: '/n' } });
      writeFileSync(node, '');
      await carryOut(await shell.uninstalling(user.at), user.at);
      expect(readFileSync(user.file)).toEqual(text);
      expect(statSync(user.file).mode & 0o777).toBe(0o640);
      expect(readdirSync(user.home, { recursive: true }).sort()).toEqual(before);
      expect(await shell.uninstalling(user.at)).toEqual([]);
    });

    it('makes what is not there, and leaves nothing of it', async () => {
      const user = new User(name);
      rmSync(name === 'fish' ? path.join(user.home, '.config') : user.file, { recursive: true });
      const before = readdirSync(user.home, { recursive: true }).sort();
      await user.install();
      await carryOut(await shell.uninstalling(user.at), user.at);
      expect(readdirSync(user.home, { recursive: true }).sort()).toEqual(before);
      await user.install();
      await user.open();
      expect(user.runs()).toHaveLength(1);
    });
  });
}

const posix = ['bash', 'zsh'].filter((name) => canRun(name, '-c', 'true'));
describe.skipIf(sayingWhySkipped(posix.length > 0, 'neither bash nor zsh is installed'))(
  'a start-up file',
  () => {
    it.each(posix)(
      'of %s that ends at the first error, or unset variable, goes on',
      async (name) => {
        const user = new User(name);
        writeFileSync(user.file, 'set -eu\n');
        await user.install();
        await user.open(['echo still here >here']);
        expect(user.runs()).toHaveLength(1);
        expect(existsSync(path.join(user.home, 'here'))).toBe(true);
      },
    );

    it('that is a link to nothing yet is one again', async () => {
      const user = new User('bash');
      rmSync(user.file);
      symlinkSync('dotfiles', user.file);
      await user.install();
      expect(existsSync(path.join(user.home, 'dotfiles'))).toBe(true);
      await carryOut(await shell.uninstalling(user.at), user.at);
      expect(existsSync(path.join(user.home, 'dotfiles'))).toBe(false);
      expect(lstatSync(user.file).isSymbolicLink()).toBe(true);
    });

    it('that is a link stays one', async () => {
      const user = new User('bash');
      rmSync(user.file);
      const target = path.join(user.home, 'dotfiles');
      writeFileSync(target, '# mine\n');
      symlinkSync(target, user.file);
      await user.install();
      expect(lstatSync(user.file).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, 'utf8')).toMatch(/^# mine\n# >>> jikai remind >>>\n/);
      await carryOut(await shell.uninstalling(user.at), user.at);
      expect(readFileSync(target, 'utf8')).toBe('# mine\n');
      expect(lstatSync(user.file).isSymbolicLink()).toBe(true);
    });
  },
);

const hasBash = canRun('bash', '-c', 'true');
describe.skipIf(sayingWhySkipped(hasBash, 'bash is not installed'))('an older bash', () => {
  it.each([
    ['4.2, without EPOCHSECONDS', 'unset EPOCHSECONDS'],
    ['3.2, whose printf has no clock', 'unset EPOCHSECONDS; printf() { echo no >&2; return 1; }'],
  ])('such as %s, has a clock too', async (_, begin) => {
    const user = new User('bash');
    writeFileSync(user.file, `${begin}\n`);
    await user.install();
    user.leave(inAnHour());
    await user.open();
    expect(user.runs()).toEqual([]);
    user.leave('1700000000');
    await user.open();
    expect(user.runs()).toHaveLength(1);
  });
});

describe('the words of fish', () => {
  it('are read back as they were', () => {
    fc.assert(
      fc.property(anyPath, anyPath, (node, program) => {
        const lines = fishLines(job({ node, program }), []);
        const set = lines.find((line) => line.startsWith('  set -l jikai '));
        expect(fishWords(set?.slice('  set -l jikai '.length) ?? '').slice(0, 2)).toEqual([
          node,
          program,
        ]);
      }),
    );
  });
});

describe('macOS', () => {
  it('reads what a login shell reads', async () => {
    const home = folder();
    writeFileSync(path.join(home, '.bash_profile'), '');
    const at = surroundings(home, { SHELL: '/bin/bash' }, 'darwin');
    expect(await shell.installing(job(), at)).toMatchObject([
      { kind: 'write', file: path.join(home, '.bash_profile') },
    ]);
  });
});
