import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/watchlist/zone';
import { sayAloud } from '../aloud';
import { Home } from '../commands/world';
import { Terminal, whyNot } from './tmux';

/*
 * docs/PROMPT.md in real shells: what it tells people to put into their prompts runs nothing that stands in
 * a title, and its functions say what jikai prompt says.
 */

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'bin/jikai.js');
const page = readFileSync(path.join(root, 'docs/PROMPT.md'), 'utf8');

/** The first block of a language behind a heading. */
function snippet(section: string, heading: string, language: string): string {
  const [, ...after] = page.slice(page.indexOf(`\n## ${section}\n`)).split(`\n### ${heading}\n`);
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(after.join(''))?.[1];
  if (found === undefined) throw new Error(`docs/PROMPT.md has no ${language} under ${heading}`);
  return found;
}

interface Shell {
  readonly name: string;
  readonly args: readonly string[];
  /** What the page tells to put into the start-up file, by the way with node and the one without. */
  readonly withNode: string;
  readonly functions: string;
  readonly withoutNode: string;
  /** Shows the prompt that was set. */
  readonly show: string;
}

const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    args: ['--norc', '--noprofile', '-c'],
    withNode: snippet('With node', 'bash', 'bash'),
    functions: snippet('Without node', 'bash and zsh', 'sh'),
    withoutNode: snippet('Without node', 'bash and zsh', 'bash'),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: for a shell.
    show: 'eval "$PROMPT_COMMAND"; echo "${PS1@P}"',
  },
  {
    name: 'zsh',
    args: ['-f', '-c'],
    withNode: snippet('With node', 'zsh', 'zsh'),
    functions: snippet('Without node', 'bash and zsh', 'sh'),
    withoutNode: snippet('Without node', 'bash and zsh', 'zsh'),
    show: 'for hook in $precmd_functions; do $hook; done; print -P -- "$RPROMPT"',
  },
  {
    name: 'fish',
    args: ['--no-config', '-c'],
    withNode: snippet('With node', 'fish', 'fish'),
    functions: snippet('Without node', 'fish', 'fish'),
    withoutNode: '',
    show: 'emit fish_prompt; fish_right_prompt; echo',
  },
];

const isBuilt = existsSync(path.join(root, 'dist/main.cjs'));
const missing = SHELLS.filter(({ name }) => spawnSync(name, ['--version']).status !== 0);
if (!isBuilt) sayAloud('Skipped: prompts in real shells, because the program is not built.');
else if (missing.length > 0)
  sayAloud(`Skipped: prompts in ${missing.map(({ name }) => name).join(', ')}: not installed.`);
const present = isBuilt ? SHELLS.filter((shell) => !missing.includes(shell)) : [];

/** A home that the built program and the functions find by JIKAI_HOME. */
class Den {
  readonly #home = new Home();

  constructor() {
    writeFileSync(
      path.join(this.folder, 'jikai'),
      `#!/bin/sh\necho "$@" >> '${this.calls}'\nexec '${process.execPath}' '${program}' "$@"\n`,
      { mode: 0o755 },
    );
  }

  get folder(): string {
    return this.#home.folder;
  }

  get agenda(): string {
    return path.join(this.folder, 'state', 'agenda');
  }

  get list(): string {
    return path.join(this.folder, 'watchlist.json');
  }

  /** Where each call of jikai leaves a line. */
  get calls(): string {
    return path.join(this.folder, 'calls');
  }

  called(): number {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n').length : 0;
  }

  /** Runs jikai in this process, as if it were then. */
  async at(now: number, argv: readonly string[]): Promise<string> {
    const setting = {
      env: { JIKAI_HOME: this.folder },
      now: new Date(now).toISOString(),
      zone: 'UTC',
    };
    const { code, out, err } = await this.#home.run(argv, setting);
    if (code !== 0) throw new Error(`jikai ${argv.join(' ')}: ${err}`);
    return out;
  }

  /** Adds a show whose first episode drops so long from now, or on that day. */
  async add(title: string, from: number, ...more: readonly string[]): Promise<void> {
    const at = new Date(Date.now() + from).toISOString().slice(0, 19);
    const when = more.includes('--day') ? at.slice(0, 10) : `${at}Z`;
    const others = more.filter((word) => word !== '--day');
    const words = [title, '--manual', '--premiere', when, '--every', '7d', ...others];
    await this.at(Date.now(), ['add', ...words]);
  }

  /** What a shell prints for a script, on both its outputs. */
  sh(
    { name, args }: Pick<Shell, 'name' | 'args'>,
    script: string,
    withJikai = true,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(name, [...args, script], {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: withJikai ? `${this.folder}:${process.env.PATH}` : process.env.PATH,
          HOME: this.folder,
          JIKAI_HOME: this.folder,
          TZ: 'UTC',
          LANG: 'C.UTF-8',
          LC_ALL: 'C.UTF-8',
        },
      });
      let printed = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          printed += text;
        });
      }
      child.on('error', reject);
      child.on('close', () => resolve(printed));
    });
  }
}

const FIELDS = ['due', 'due_shows', 'next', 'ep', 'in', 'mark', 'platform'];

/** Calls the function, and prints all that it sets. */
function calling({ functions }: Shell): string {
  const lines = ['text', ...FIELDS].map((name) => `echo "${name}=$jikai_${name}"`);
  return `${functions}\njikai_prompt\n${lines.join('\n')}\n`;
}

/** The same by jikai itself. */
async function told(den: Den): Promise<string> {
  const format = FIELDS.map((name) => `\n${name}={${name}}`).join('');
  const text = await den.at(Date.now(), ['prompt']);
  const fields = await den.at(Date.now(), ['prompt', '--format', format]);
  const without = FIELDS.map((name) => ` ${name}=${name.startsWith('due') ? '0' : ''}`).join('');
  return `text=${text.trimEnd()}${fields.trimEnd() || without}`
    .replace(WORDS, '\n$1=')
    .concat('\n');
}

const WORDS = new RegExp(` (${FIELDS.join('|')})=`, 'g');

/** What a shell's function says, while what jikai says stays the same: a minute may pass between. */
async function bothSay(den: Den, shell: Shell): Promise<readonly [string, string]> {
  for (;;) {
    const before = await told(den);
    const said = await den.sh(shell, calling(shell), false);
    if ((await told(den)) === before) return [said, before];
  }
}

describe.each(present)('in $name', (shell) => {
  describe('the function', () => {
    it.each([
      ['in minutes', 45 * MINUTE, []],
      ['in less than a minute', 20_000, []],
      ['in hours', 2 * HOUR + 10 * MINUTE + 30_000, []],
      ['in a whole hour', 3 * HOUR + 30_000, ['--platform', 'cr']],
      ['in days', 3 * DAY + 5 * HOUR, []],
      ['on a day', 3 * DAY, ['--day']],
      ['today', 0, ['--day']],
      ['tomorrow', DAY, ['--day']],
      ['all at once', 5 * HOUR, ['--every', 'once', '--episodes', '6']],
      ['too far away', 31 * DAY, []],
    ] as const)('says what jikai prompt says of what drops %s', async (_, from, options) => {
      const den = new Den();
      await den.add('メタリックルージュ and $(more) than fits', from, ...options);
      await den.at(Date.now(), ['prompt']);
      const [said, jikai] = await bothSay(den, shell);
      expect(said).toBe(jikai);
    });

    it('says what has dropped since the file was made, without jikai', async () => {
      const den = new Den();
      await den.add('Old', -8 * DAY - HOUR);
      await den.add('Just Out', -30 * MINUTE);
      await den.add('Later', 2 * DAY + HOUR);
      await den.at(Date.now() - HOUR, ['prompt']);
      const made = readFileSync(den.agenda, 'utf8');
      expect(made).toMatch(/^jikai-agenda(?:\t[^\t]*){5}\t2\t1\t/);
      const [said, jikai] = await bothSay(den, shell);
      expect(said).toBe(jikai);
      expect(said).toContain('text=3 due · Later 2d\ndue=3\ndue_shows=2\nnext=Later\nep=ep 1\n');
      expect(readFileSync(den.agenda, 'utf8')).toBe(made);
    });

    it('has the file made where it is missing, and after the list has changed', async () => {
      const den = new Den();
      await den.add('First', 2 * DAY + HOUR);
      expect(await den.sh(shell, calling(shell))).toContain('text=First 2d\n');
      expect(den.called()).toBe(1);
      expect(await den.sh(shell, calling(shell))).toContain('text=First 2d\n');
      expect(den.called()).toBe(1);
      await den.add('Sooner', DAY + HOUR);
      expect(await den.sh(shell, calling(shell))).toContain('text=Sooner 1d\n');
    });

    it('has it made when its time is over', async () => {
      const den = new Den();
      await den.add('First', 2 * DAY + HOUR);
      await den.at(Date.now() - 8 * DAY, ['prompt']);
      expect(await den.sh(shell, calling(shell))).toContain('text=First 2d\n');
      expect(den.called()).toBe(1);
    });

    it('says nothing, and asks but once a minute, where that does not help', async () => {
      const den = new Den();
      writeFileSync(
        path.join(den.folder, 'jikai'),
        `#!/bin/sh\necho x >> '${den.calls}'\nexit 1\n`,
      );
      chmodSync(path.join(den.folder, 'jikai'), 0o755);
      const said = await den.sh(shell, `${calling(shell)}\njikai_prompt\njikai_prompt\n`);
      expect(said).toBe('text=\ndue=0\ndue_shows=0\nnext=\nep=\nin=\nmark=\nplatform=\n');
      expect(den.called()).toBe(1);
    });

    it('says nothing on the screen of a file that is broken anywhere', async () => {
      const den = new Den();
      await den.add('First', 2 * DAY + HOUR);
      await den.at(Date.now(), ['prompt']);
      const whole = readFileSync(den.agenda, 'utf8');
      const broken = Array.from({ length: 40 }, (_, index) =>
        whole.slice(0, Math.floor((whole.length * index) / 40)),
      );
      broken.push(whole.replaceAll('\t1\t', '\tx\t'), whole.replaceAll('drop', '\u0000'), '\t\t\n');
      const scripts = broken.map((text, index) => {
        const file = path.join(den.folder, `broken-${index}`);
        writeFileSync(file, text);
        return `cp ${file} ${den.agenda}; jikai_prompt`;
      });
      const said = await den.sh(shell, `${shell.functions}\n${scripts.join('\n')}\n`, false);
      expect(said.replaceAll(/.*ignored null byte in input\n/g, '')).toBe('');
    });
  });

  describe('a title that is meant to be run', () => {
    let den: Den;
    beforeAll(async () => {
      den = new Den();
    });

    it.each([
      '$(touch H)`touch H`',
      '\\w\\$(touch H)%F{red}%n',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: for a shell.
      '${x:=$(touch H)}a[$(>H)]',
      '"; touch H; \'; touch H #',
    ])('%s is not', async (title) => {
      rmSync(den.list, { force: true });
      await den.add(title, 2 * DAY + HOUR);
      const shown = shell.name === 'fish' ? title : title.replace(/[$`\\]/g, twin);
      const ways = [shell.withNode, `${shell.functions}\n${shell.withoutNode}`];
      for (const [index, way] of ways.entries()) {
        const printed = await den.sh(shell, `${way}\n${shell.show}`);
        expect(printed).toContain(`${index === 0 ? shown : title} 2d`);
      }
      expect(existsSync(path.join(den.folder, 'H'))).toBe(false);
    });
  });
});

function twin(character: string): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);
}

/** People also put what jikai prints into the prompt's own text, which the shell expands. */
describe.each(present.filter(({ name }) => name !== 'fish'))(
  'in the text of the prompt of $name',
  ({ name, args }) => {
    it.each(['$(touch H)', '`touch H`', '\\w\\$(touch H)', '%F{red} 100%'])(
      '%s is not run',
      async (title) => {
        const den = new Den();
        await den.add(title, 2 * DAY + HOUR);
        const scripts: Record<string, string> = {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: for a shell.
          bash: 'PS1="$(jikai prompt --for bash)"; echo "${PS1@P}"',
          zsh: 'setopt prompt_subst; PROMPT="$(jikai prompt --for zsh)"; print -P -- "$PROMPT"',
        };
        const printed = await den.sh({ name, args }, scripts[name] ?? '');
        expect(printed).toBe(`${title.replace(/[$`\\]/g, twin)} 2d\n`);
        expect(existsSync(path.join(den.folder, 'H'))).toBe(false);
      },
    );
  },
);

describe('in an interactive bash', () => {
  it.skipIf(!present.some(({ name }) => name === 'bash'))('nothing is run', async () => {
    const den = new Den();
    await den.add('$(touch H)`touch H`', 2 * DAY + HOUR);
    const [bash] = SHELLS;
    const startup = `${bash?.functions}\n${bash?.withoutNode}`;
    writeFileSync(path.join(den.folder, 'rc'), startup);
    const sh = { name: 'sh', args: ['-c'] };
    const printed = await den.sh(sh, 'echo exit | bash --noprofile --rcfile rc -i; true');
    expect(printed).toContain('[$(touch H)`touch H` 2d] ');
    expect(existsSync(path.join(den.folder, 'H'))).toBe(false);
  });
});

const obstacle = whyNot();
const open: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

describe.skipIf(obstacle !== undefined)('in the status line of tmux', () => {
  it('a title is nothing but text', async () => {
    const window = new Terminal({ columns: 100, rows: 10 });
    const inner = `jikai-prompt-test-${process.pid}`;
    open.push(() => {
      spawnSync('tmux', ['-L', inner, 'kill-server']);
      return window.close();
    });
    const title = '#[reverse]#(touch H)#S #';
    await window.run(`jikai add '${title}' --manual --premiere 2024-01-10`);
    const conf = `${snippet('With node', 'tmux', 'tmux')}\nset -g status-right-length 60\nset -g status-interval 1\n`;
    writeFileSync(path.join(window.home, 'conf'), conf);
    window.begin(`env -u TMUX tmux -L ${inner} -f conf new-session 'exec sleep 600'`);
    await window.shows(`${title} 2d |`);
    expect(existsSync(path.join(window.home, 'H'))).toBe(false);
  });
});
