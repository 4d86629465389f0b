import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { Window, whyNot } from '../terminal/tmux';

/*
 * What is typed in real shells, at a real terminal, is completed by the built program. Each case is typed behind a
 * function that prints the words it is given, so that what the shell makes of the line is what counts.
 */

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'bin/jikai.js');
const home = mkdtempSync(path.join(tmpdir(), 'jikai-completion-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Shell {
  readonly name: string;
  /** Starts it at a terminal; it reads what was installed, and nothing else of the machine. */
  readonly start: string;
  /** Its start-up file, relative to the home, and what makes of `jikai` a function that prints its words. */
  readonly startUp: string;
  readonly prints: string;
  /** How it is asked for what may stand here. */
  readonly lists: readonly string[];
}

// Each word comes between brackets, and then how the line ended.
const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    start: 'bash --noprofile -i',
    startUp: '.bashrc',
    prints: `PS1='$ '\njikai() { printf '<%s>' "$@"; echo " end"; }\n`,
    lists: ['Tab', 'Tab'],
  },
  {
    name: 'zsh',
    start: 'zsh -d -i',
    startUp: '.zshrc',
    prints: `PS1='$ '\nunsetopt prompt_sp\njikai() { printf '<%s>' "$@"; echo " end"; }\n`,
    lists: ['Tab', 'Tab'],
  },
  {
    name: 'fish',
    start: 'fish -i',
    startUp: '.config/fish/config.fish',
    prints: `set -g fish_greeting\nfunction fish_prompt; echo '$ '; end\nfunction jikai; printf '<%s>' $argv; echo ' end'; end\n`,
    lists: ['Tab', 'Tab'],
  },
];

const missing = SHELLS.filter(({ name }) => spawnSync(name, ['--version']).status !== 0);
const obstacle = whyNot();
if (obstacle !== undefined) sayAloud(`Skipped: completion in real shells, because ${obstacle}.`);
else if (missing.length > 0)
  sayAloud(`Skipped: completion in ${missing.map(({ name }) => name).join(', ')}: not installed.`);
const present = obstacle === undefined ? SHELLS.filter((one) => !missing.includes(one)) : [];

const env = {
  PATH: `${home}/bin:${process.env.PATH}`,
  HOME: home,
  TZ: 'UTC',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm-256color',
};

function jikai(...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`jikai ${argv.join(' ')}: ${stderr}`);
  return stdout;
}

/** What is typed, up to the Tab, and the words that reach jikai; from fish, which offers only what holds the typed. */
const CASES: readonly (readonly [
  what: string,
  typed: string,
  words: readonly string[],
  inFish?: readonly string[],
])[] = [
  ['a verb', 'jikai remi', ['remind']],
  ['a sub-verb', 'jikai remind inst', ['remind', 'install']],
  ['a flag', 'jikai watch rouge --verd', ['watch', 'rouge', '--verdict']],
  ['a show by its id', 'jikai watch metal', ['watch', 'metallic-rouge']],
  ['a show by a part of its id', 'jikai watch rouge', ['watch', 'metallic-rouge']],
  ['a title in another script', 'jikai watch メタ', ['watch', 'メタリックルージュ']],
  [
    'a title by its midst, in another script',
    'jikai watch ルージ',
    ['watch', 'metallic-rouge'],
    ['watch', 'メタリックルージュ'],
  ],
  ['a title in other letters', 'jikai info écol', ['info', 'École Étoile']],
  ['the same in quotes', 'jikai info "écol', ['info', 'École Étoile']],
  ['a title by its midst', 'jikai info Again', ['info', 'well-meet-again-again']],
  ['a title with an apostrophe', "jikai info We\\'", ['info', 'We\'ll Meet, Again & "Again"']],
  ['the same in double quotes', 'jikai info "We\'', ['info', 'We\'ll Meet, Again & "Again"']],
  ['a title begun in single quotes', "jikai info 'We", ['info', 'We\'ll Meet, Again & "Again"']],
  ['a title with a colon', 'jikai info Re:Z', ['info', 'Re:ZERO 3']],
  ['a title that goes on', 'jikai info Metallic Rou', ['info', 'Metallic', 'Rouge']],
  ['a title meant to be run', 'jikai info \\$', ['info', '$(touch H)`touch H`']],
  ['a title that is typed whole, of a show meant to be run', 'jikai info Dot:', ['info', 'Dot:']],
  ['a title that calls', 'jikai info Hai', ['info', 'Haikyu!! To the Top!']],
  ['a title that calls, in double quotes', 'jikai info "Hai', ['info', 'Haikyu!! To the Top!']],
  ['the same, as far as bash brings it', `jikai info "Haikyu"'!`, ['info', 'Haikyu!! To the Top!']],
  ['the same in single quotes', "jikai info 'Haikyu!", ['info', 'Haikyu!! To the Top!']],
  ['a status', 'jikai status rouge watc', ['status', 'rouge', 'watching']],
  ['a flag’s value', 'jikai list --sort sco', ['list', '--sort', 'score']],
  ['a value behind =', 'jikai list --sort=sco', ['list', '--sort=score']],
  ['one of a list', 'jikai list --status watching,pl', ['list', '--status', 'watching,planned']],
  ['a platform', 'jikai list --platform Prime', ['list', '--platform', 'Prime Video']],
  ['a verdict of yours', 'jikai verdict rouge So\\ ', ['verdict', 'rouge', 'So far, so "fine"']],
  ['a verdict that jikai knows', "jikai verdict rouge We\\'", ['verdict', 'rouge', "We'll see"]],
  ['a setting', 'jikai config set quie', ['config', 'set', 'quietHours']],
  ['a topic', 'jikai help dat', ['help', 'dates']],
  ['a file', 'jikai report --html pag', ['report', '--html', 'page.html']],
  ['a file behind =', 'jikai report --html=pag', ['report', '--html=page.html']],
  ['a file for a short flag', 'jikai export -o pag', ['export', '-o', 'page.html']],
  ['a file in a folder', 'jikai import kept/li', ['import', 'kept/list one.csv']],
  ['a folder', 'jikai --data-dir kep', ['--data-dir', 'kept']],
  ['a folder behind =', 'jikai --data-dir=kep', ['--data-dir=kept']],
];

/** A line has the prompt, and nothing behind it; zsh leaves below it what it listed. */
const EMPTY_LINE = /^\$$/m;

beforeAll(() => {
  if (present.length === 0) return;
  spawnSync('mkdir', ['-p', path.join(home, 'bin'), path.join(home, '.config/fish')]);
  writeFileSync(
    path.join(home, 'bin/jikai'),
    `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(path.join(home, 'page.html'), '');
  mkdirSync(path.join(home, 'kept'));
  writeFileSync(path.join(home, 'kept/list one.csv'), '');
  jikai('add', 'metallic rouge', '--verdict', 'So far, so "fine"');
  jikai('add', 'We\'ll Meet, Again & "Again"', '--manual');
  jikai('add', 'Haikyu!! To the Top!', '--manual');
  jikai('add', 'École Étoile', '--manual');
  jikai('add', 'Re:ZERO 3', '--manual');
  jikai('add', '$(touch H)`touch H`', '--manual');
  const list = path.join(home, '.local/share/jikai/watchlist.json');
  const named = readFileSync(list, 'utf8').replace(
    '"title":"$(touch H)`touch H`"',
    '$&,"titles":{"english":"Dot:"}',
  );
  writeFileSync(list, named);
});

describe.each(present)('in $name', ({ name, start, startUp, prints, lists }) => {
  const cases = CASES.map(
    ([what, typed, words, inFish = words]) =>
      [what, typed, name === 'fish' ? inFish : words] as const,
  );
  let screen: Window;
  /** An empty line on an empty screen. */
  const fresh = async () => {
    await screen.shows(EMPTY_LINE);
    screen.type('clear');
    screen.press('Enter');
    await screen.shows(/^\$\s*$/);
  };
  /** Wipes away a line that was begun. An interrupt would take with it what is typed next. */
  const abandon = async () => {
    screen.press('C-u');
    await screen.shows(EMPTY_LINE);
  };
  beforeAll(async () => {
    jikai('completion', 'install', name, '--yes');
    const file = path.join(home, startUp);
    const installed = existsSync(file) ? spawnSync('cat', [file], { encoding: 'utf8' }).stdout : '';
    writeFileSync(file, installed + prints);
    screen = new Window(`exec ${start}`, { columns: 100, rows: 40, cwd: home, env });
    // A shell that is interrupted in its start-up file leaves the rest of it out.
    await screen.shows(/^\$\s*$/);
  });
  afterAll(() => screen.close());

  it.each(cases)('%s is completed', async (_, typed, words) => {
    await fresh();
    screen.type(typed);
    screen.press('Tab', 'Enter');
    const printed = await screen.shows(/ end$/m);
    const line = printed.split('\n').find((one) => one.startsWith('<'));
    // zsh takes away the slash that it put behind a folder.
    expect(line?.replaceAll('/>', '>')).toBe(`${words.map((word) => `<${word}>`).join('')} end`);
    expect(existsSync(path.join(home, 'H'))).toBe(false);
  });

  it('verbs are listed with what they are for', async () => {
    await fresh();
    screen.type('jikai re');
    screen.press(...lists);
    const listed = await screen.shows('give back what undo took');
    expect(listed).toContain('tell of what dropped since the last look');
    await abandon();
  });

  it('titles that only hold what is typed are listed', async () => {
    await fresh();
    screen.type('jikai info et');
    screen.press(...lists);
    const wanted = ['École Étoile', 'well-meet-again-again', 'metallic-rouge'];
    const listed = await screen.shows(
      new RegExp(wanted.map((one) => `(?=[\\s\\S]*${one})`).join('')),
    );
    // fish goes through them, and shows each in the line.
    if (name !== 'fish') expect(listed).toMatch(/^\$ jikai info et$/m);
    await abandon();
  });

  it('nothing is said of a list that is broken', async () => {
    await fresh();
    screen.type('jikai --data-dir /dev/null info m');
    screen.press('Tab', 'Enter');
    expect(await screen.shows(/ end$/m)).toContain('<--data-dir></dev/null><info><m> end');
  });
});
