import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../package.json';
import { commandsPage } from '../scripts/commands-page';
import { manPage } from '../scripts/man-page';
import { type Reference, referenceOf } from '../scripts/reference';
import { wholeTree } from '../src/program';
import { sayAloud } from './aloud';
import { everyCommand } from './commands/verbs';

const root = path.resolve(import.meta.dirname, '..');
const MAN = path.join(root, 'man/jikai.1');
const jikai = referenceOf(await wholeTree());

describe('what is made from the commands', () => {
  it.each([
    ['man/jikai.1', manPage(jikai, version)],
    ['docs/commands.md', commandsPage(jikai)],
  ])('%s is up to date', (file, text) => {
    expect(readFileSync(path.join(root, file), 'utf8') === text, 'run npm run docs').toBe(true);
  });

  it('has every command, with its options and its examples', async () => {
    const all = (one: Reference): readonly Reference[] => [one, ...one.commands.flatMap(all)];
    const told = all(jikai).slice(1);
    const names = told.map(({ name }) => name);
    const commands = (await everyCommand()).map((words) => ['jikai', ...words].join(' '));
    // What a command without a word means stands in its own place.
    expect(commands.filter((name) => name !== 'jikai help' && !names.includes(name))).toEqual([]);
    for (const { name, examples, description } of told) {
      expect(examples.length, name).toBeGreaterThan(0);
      expect(description, name).not.toBe('');
    }
  });
});

const groff = spawnSync('groff', ['--version']).status === 0;
const man = spawnSync('man', ['--version']).status === 0;
if (!groff) sayAloud('Skipped: the man page in groff, which is not installed.');
if (!man) sayAloud('Skipped: the man page in man, which is not installed.');

describe('the man page', () => {
  it.skipIf(!groff)('is clean to groff', () => {
    const { status, stderr } = spawnSync('groff', ['-man', '-ww', '-z', '-Tutf8', MAN], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(!man)('is clean to man, and fits 80 columns', () => {
    const { status, stdout, stderr } = spawnSync('man', ['--warnings', '-P', 'cat', '-l', MAN], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', MANWIDTH: '80', TERM: 'dumb' },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('jikai - the anime watchlist that lives in your terminal');
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  });
});
