import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { Home } from '../commands/world';
import { type Size, Terminal, whyNot } from './tmux';

/** jikai decide and jikai review in a real terminal, on Tuesday, 6 February. */

const obstacle = whyNot();
if (obstacle !== undefined) {
  sayAloud(`Skipped: jikai decide and review in a real terminal, because ${obstacle}.`);
}

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');
const NOW = '--now 2024-02-06T12:00Z';

const open: Terminal[] = [];
afterEach(() => Promise.all(open.splice(0).map((terminal) => terminal.close())));

/** Wider than a window of 60 columns. */
const LONG = '転生したらとても長い題名のアニメの主人公だった件について語りたい';

let template: Promise<Home> | undefined;

/** On trial: Alpha, and a show with a long title. Of these and of Beta episodes wait. */
async function furnished(): Promise<Home> {
  const home = new Home();
  const weekly = (premiere: string) => ['--manual', '--premiere', premiere, '--every', '7d'];
  for (const [date, ...argv] of [
    ['2024-01-01', 'add', 'Alpha', ...weekly('2024-01-02'), '--episodes', '12'],
    ['2024-01-01', 'add', 'Beta', ...weekly('2024-01-25'), '--status', 'watching'],
    ['2024-01-01', 'add', LONG, ...weekly('2024-01-09'), '--episodes', '13'],
    ['2024-01-09', 'watch', 'alpha', '1', '--verdict', "We'll see"],
    ['2024-01-17', 'watch', 'alpha', '2', '--verdict', 'Hooked', '--note', 'Naomi is great'],
    ['2024-01-24', 'watch', 'alpha', '3', '--verdict', 'Wavering', '--score', '5'],
    ['2024-01-25', 'watch', LONG, '1-3', '--yes', '--verdict', '面白い'],
  ] as const) {
    await home.runAll([...argv, '--now', `${date}T20:00Z`]);
  }
  return home;
}

async function terminal(size?: Size): Promise<Terminal> {
  template ??= furnished();
  const made = new Terminal(size, (await template).storeFile);
  open.push(made);
  return made;
}

/** Another jikai, elsewhere, meanwhile. */
function elsewhere({ home }: Terminal, ...argv: readonly string[]): void {
  const env = { PATH: process.env.PATH, HOME: home, JIKAI_HOME: home };
  const { status, stderr } = spawnSync(process.execPath, [program, ...argv, ...NOW.split(' ')], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** What was done since, the newest first. */
async function done(window: Terminal): Promise<readonly string[]> {
  const log = path.join(window.home, 'log');
  await window.run(`jikai log > '${log}'`);
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/).at(-1) ?? '');
}

/** That the terminal is the shell's again, as it was. */
async function isSane(window: Terminal): Promise<void> {
  expect(await window.isCursorVisible()).toBe(true);
  expect((await window.run('sane')).printed.trim()).toBe('sane');
}

const DECIDE_KEYS = [
  ['k', 'Keep'],
  ['d', 'Drop'],
  ['o', 'One more episode'],
  ['s', 'Snooze for 3d'],
  ['n', 'Not now'],
  ['q', 'Quit here'],
] as const;

describe.skipIf(obstacle !== undefined)('jikai decide in a real terminal', () => {
  it('goes to an answer by its first letter, its number, and the arrows', async () => {
    const window = await terminal();
    window.begin(`jikai decide ${NOW}`);
    const screen = await window.shows('❯ Keep');
    expect(screen).toContain('Alpha  3 of 12  ●▲▼\n');
    expect(screen).toContain('  ep 2  ▲ Hooked           Naomi is great\n');
    for (const [index, [, name]] of DECIDE_KEYS.entries()) {
      if (index > 0) window.press('Down');
      await window.shows(`❯ ${name}`);
    }
    window.press('Down');
    await window.shows('❯ Quit here');
    window.press('Up');
    await window.shows('❯ Not now');
    window.type('2');
    await window.shows('❯ Drop');
    // What was typed is taken for one word until it has been quiet, or was wiped away.
    for (const [key, name] of DECIDE_KEYS) {
      window.press('BSpace');
      window.type(key);
      await window.shows(`❯ ${name}`);
    }
    window.press('Enter');
    expect(await window.ended()).toMatchObject({
      code: 0,
      printed: expect.stringContaining('Nothing was decided.'),
    });
    await isSane(window);
  });

  it('saves each answer, with what one says of it, and tells what came of it', async () => {
    const window = await terminal();
    window.begin(`jikai decide ${NOW}`);
    await window.shows('❯ Keep');
    window.type('d');
    await window.shows('❯ Drop');
    window.press('Enter');
    await window.shows('❯ Nothing for now');
    expect(window.store()).toMatch(/"id":"alpha","status":"dropped"/);
    window.type('Not');
    await window.shows('❯ Not\n');
    window.press('Down');
    await window.shows('❯ Not for me');
    window.press('Enter');
    await window.shows(/転生.* 3 of 13 {2}·\n {2}ep 3 {2}· 面白い\n\? What now\?\n❯ Keep/);
    window.press('Enter');
    await window.shows('❯ Nothing for now');
    window.press('Enter');
    const { printed, code } = await window.ended();
    expect(code).toBe(0);
    expect(printed).toContain('Kept 1, dropped 1.\n');
    expect(await done(window)).toEqual([
      `Kept ${LONG}`,
      'Verdict on Alpha: Not for me',
      'Alpha is now dropped',
    ]);
    await isSane(window);
  });

  it.each([
    ['snooze', 's', 'Put off deciding on Alpha', 'Put off 1. 1 left to decide.'],
    ['more', 'o', 'One more of Alpha before you decide', 'One more of 1. 1 left to decide.'],
  ])('%s asks nothing more', async (_, key, what, account) => {
    const window = await terminal();
    window.begin(`jikai decide ${NOW}`);
    await window.shows('❯ Keep');
    window.type(key);
    window.press('Enter');
    await window.shows(/転生[^?]*\? What now\?\n❯ Keep/);
    window.type('q');
    await window.shows('❯ Quit here');
    window.press('Enter');
    expect(await window.ended()).toMatchObject({
      code: 0,
      printed: expect.stringContaining(account),
    });
    expect(await done(window)).toEqual([what]);
  });

  it.each([
    ['the first question', [], '❯ Keep', []],
    ['the verdict', ['❯ Keep'], '❯ Nothing for now', ['Kept Alpha']],
    ['the next show', ['❯ Keep', '❯ Nothing for now'], /転生[^?]*\? What now\?/, ['Kept Alpha']],
  ])('keeps what was answered before Ctrl-C at %s', async (_, answered, question, what) => {
    const window = await terminal();
    const before = window.store();
    window.begin(`jikai decide ${NOW}`);
    for (const one of answered) {
      await window.shows(one);
      window.press('Enter');
    }
    await window.shows(question);
    window.press('C-c');
    const { printed, code } = await window.ended();
    expect(code).toBe(130);
    expect(printed).toContain(
      what.length === 0
        ? 'Cancelled; nothing was changed.'
        : 'Stopped. What you answered before is saved.',
    );
    expect(printed).not.toMatch(/Error|\n\s+at /);
    if (what.length === 0) expect(window.store()).toBe(before);
    else expect(await done(window)).toEqual(what);
    await isSane(window);
  });

  it('fits a window of 60 columns, and outlives that it becomes one', async () => {
    const window = await terminal({ columns: 100, rows: 30 });
    window.begin(`jikai decide ${NOW}`);
    await window.shows('❯ Keep');
    await window.resize({ columns: 60, rows: 20 });
    window.type('n');
    await window.shows('❯ Not now');
    window.press('Enter');
    await window.shows(/転生[^?]*… {2,3}3 of 13 {2}·\n {2}ep 3 {2}· 面白い\n\? What now\?\n❯ Keep/);
    expect(await window.screen()).toBe(await window.screen('joined'));
    window.press('Enter');
    await window.shows('❯ Nothing for now');
    await window.resize({ columns: 70, rows: 24 });
    window.press('Enter');
    expect((await window.ended()).code).toBe(0);
    expect(await done(window)).toEqual([`Kept ${LONG}`]);
    await isSane(window);
  });

  it.each(['NO_COLOR=1 jikai decide', 'FORCE_COLOR=1 jikai decide --no-color'])(
    'is in no colour with %s',
    async (command) => {
      const window = await terminal();
      window.begin(`${command} ${NOW}`);
      for (const question of ['❯ Keep', '❯ Nothing for now', /転生[^?]*\? What now\?\n❯ Keep/]) {
        await window.shows(question);
        expect(await window.screen('escapes')).not.toContain('\u001b');
        window.press('Enter');
      }
      await window.shows(/What now\? Keep\n\? What do you say of it now\?\n❯ Nothing for now/);
      window.press('Enter');
      expect((await window.ended()).code).toBe(0);
      expect(await window.screen('escapes')).not.toContain('\u001b');
    },
  );

  it('shows its own signs in ASCII where there is nothing else', async () => {
    const window = await terminal();
    window.begin(`LC_ALL=C jikai decide alpha ${NOW}`);
    expect(await window.shows('What now?')).toMatch(/^Alpha {2}3 of 12 {2}o\^v$/m);
    window.press('C-c');
    await window.ended();
  });

  it('heeds what another jikai did meanwhile', async () => {
    const window = await terminal();
    window.begin(`jikai decide ${NOW}`);
    await window.shows('❯ Keep');
    elsewhere(window, 'remove', LONG, '--yes', '--quiet');
    elsewhere(window, 'pause', 'alpha', '--quiet');
    window.press('Enter');
    const { printed, code } = await window.ended();
    expect(code).toBe(0);
    expect(printed).toContain('Alpha is paused, so there is nothing to decide. Nothing was saved');
    expect(printed.replaceAll('\n', '')).toContain(`${LONG} is on your list no longer.`);
    expect(printed).toContain('Nothing was decided.');
    expect(window.store()).toMatch(/"id":"alpha","status":"paused"/);
  });
});

describe.skipIf(obstacle !== undefined)('jikai review in a real terminal', () => {
  it('goes through all that waits, the longest waiting first', async () => {
    const window = await terminal();
    window.begin(`jikai review ${NOW}`);
    const screen = await window.shows('❯ Ep 4');
    expect(screen).toMatch(/^Alpha {2}ep 4–5 {2}since ~23 Jan$/m);
    expect(screen).toMatch(
      /^ {2}ep 3 {2}▼ Wavering \(5\/10\)\n {2}and 2 before: jikai verdicts alpha$/m,
    );
    window.type('a');
    await window.shows('❯ All: ep 4–5');
    window.press('Enter');
    await window.shows(/What do you say of ep 5\?\n❯ Nothing/);
    window.type('Back on track');
    await window.shows('❯ Back on track');
    window.press('Enter');
    await window.shows('❯ 0 undecided');
    expect(window.store()).toContain('"words":"Back on track"');
    window.press('Up', 'Enter');
    await window.shows('A note to go with it?');
    expect(window.store()).toContain('"words":"Back on track"');
    window.type('Naomi!');
    window.press('Enter');
    await window.shows(/Beta {2}ep 1–2 {2}since [\s\S]*❯ Ep 1/);
    window.press('Enter');
    await window.shows(/What do you say of ep 1\?\n❯ Nothing/);
    window.press('Enter');
    await window.shows(/ep 1\? .*\n[^❯]*A note to go with it\?/);
    window.press('Enter');
    await window.shows(/Beta {2}ep 2 {2}since [\s\S]*❯ Ep 2/);
    window.type('n');
    await window.shows('❯ Not yet');
    window.press('Enter');
    await window.shows(/転生[\s\S]*❯ Ep 4/);
    window.type('d');
    await window.shows('❯ Drop the show');
    window.press('Enter');
    await window.shows('❯ Nothing for now');
    window.press('Enter');
    const { printed, code } = await window.ended();
    expect(code).toBe(0);
    expect(printed).toContain('Watched 3 episodes, said 1 verdict, dropped 1 show.\n');
    expect(await done(window)).toEqual([
      `${LONG} is now dropped`,
      'Watched Beta ep 1',
      'Amended the verdict on Alpha ep 5: Back on track',
      'Verdict on Alpha ep 5: Back on track',
      'Watched Alpha ep 4–5',
    ]);
    expect(window.store()).toContain('"words":"Back on track","note":"Naomi!"');
    await isSane(window);
  });

  it('lets one type up to which episode', async () => {
    const window = await terminal();
    window.begin(`jikai review beta ${NOW.replace('02-06', '02-28')}`);
    await window.shows('❯ Ep 1');
    window.type('u');
    await window.shows('❯ Up to …');
    window.press('Enter');
    await window.shows('❯ ep 2');
    window.type('4');
    await window.shows('❯ ep 4');
    window.press('Enter');
    await window.shows('What do you say of ep 4?');
    window.press('C-c');
    expect((await window.ended()).code).toBe(130);
    expect(await done(window)).toEqual(['Watched Beta ep 1–4']);
  });

  it.each([
    ['what was watched', [], '❯ Ep 4', []],
    ['the words', ['❯ Ep 4'], '❯ Nothing', ['Watched Alpha ep 4']],
    ['the note', ['❯ Ep 4', '❯ Nothing'], 'A note', ['Watched Alpha ep 4']],
    ['the next one', ['❯ Ep 4', '❯ Nothing', 'A note'], '❯ Ep 5', ['Watched Alpha ep 4']],
  ])('keeps what was answered before Ctrl-C at %s', async (_, answered, question, what) => {
    const window = await terminal();
    const before = window.store();
    window.begin(`jikai review ${NOW}`);
    for (const one of answered) {
      await window.shows(one);
      window.press('Enter');
    }
    await window.shows(question);
    window.press('C-c');
    const { printed, code } = await window.ended();
    expect(code).toBe(130);
    if (what.length === 0) {
      expect(printed).toContain('Cancelled; nothing was changed.');
      expect(window.store()).toBe(before);
    } else {
      expect(printed).toContain('Stopped. What you answered before is saved.\nWatched 1 episode.');
      expect(await done(window)).toEqual(what);
    }
    expect(printed).not.toMatch(/Error|\n\s+at /);
    await isSane(window);
  });

  it('fits a window of 60 columns, and outlives that it becomes one', async () => {
    const window = await terminal({ columns: 110, rows: 40 });
    window.begin(`jikai review ${NOW}`);
    await window.shows('❯ Ep 4');
    await window.resize({ columns: 60, rows: 24 });
    window.type('n');
    await window.shows('❯ Not yet');
    window.press('Enter');
    await window.shows(/Beta[\s\S]*❯ Ep 1/);
    window.type('n');
    await window.shows('❯ Not yet');
    window.press('Enter');
    const screen = await window.shows(/転生[\s\S]*❯ Ep 4/);
    expect(screen).toMatch(/^転生\S*… {2}ep 4 {2}since ~30 Jan$/m);
    expect(screen).toBe(await window.screen('joined'));
    window.press('Enter');
    await window.shows('❯ Nothing');
    await window.resize({ columns: 50, rows: 14 });
    window.type('面白');
    await window.shows('❯ 面白\n');
    window.press('Enter');
    await window.shows('❯ 0 undecided');
    window.press('Enter');
    await window.shows('A note to go with it?');
    window.press('Enter');
    expect((await window.ended()).code).toBe(0);
    expect((await done(window))[0]).toContain('面白');
    await isSane(window);
  });

  it('is in colour, and with NO_COLOR in none', async () => {
    const window = await terminal();
    window.begin(`jikai review alpha ${NOW}`);
    await window.shows('❯ Ep 4');
    expect(await window.screen('escapes')).toContain('\u001b[');
    window.press('C-c');
    await window.ended();
    window.begin(`NO_COLOR=1 jikai review alpha ${NOW}`);
    // Each is what only that question's screen ends with: the earlier ones stay above it.
    for (const question of [
      '❯ Ep 4',
      /ep 4\?\n❯ Nothing/,
      /ep 4\? .*\n[^❯]*A note/,
      '❯ Ep 5',
      /ep 5\?\n❯ Nothing/,
      /ep 5\? .*\n[^❯]*A note/,
    ]) {
      await window.shows(question);
      expect(await window.screen('escapes')).not.toContain('\u001b');
      window.press('Enter');
    }
    expect((await window.ended()).code).toBe(0);
    expect(await window.screen('escapes')).not.toContain('\u001b');
  });

  it('heeds what another jikai did meanwhile', async () => {
    const window = await terminal();
    window.begin(`jikai review ${NOW}`);
    await window.shows('❯ Ep 4');
    elsewhere(window, 'watch', 'alpha', '4', '--verdict', 'Fine', '--quiet');
    elsewhere(window, 'watch', LONG, 'all', '--quiet');
    elsewhere(window, 'remove', 'beta', '--yes', '--quiet');
    window.type('a');
    await window.shows('❯ All: ep 4–5');
    window.press('Enter');
    await window.shows('What do you say of ep 5?');
    elsewhere(window, 'remove', 'alpha', '--yes', '--quiet');
    window.type('Great');
    await window.shows('❯ Great');
    window.press('Enter');
    await window.shows('Alpha is on your list no longer. Nothing was saved for it.');
    await window.shows('A note to go with it?');
    window.press('Enter');
    const { printed, code } = await window.ended();
    expect(code).toBe(0);
    expect(printed).toContain('Beta is on your list no longer.');
    expect(printed.replaceAll('\n', '')).toContain(`Nothing of ${LONG} waits for you.`);
    expect(printed).toContain('Watched 1 episode.\n');
  });
});
