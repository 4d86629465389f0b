import { describe, expect, it } from 'vitest';
import { everyCommand } from './verbs';
import { CONTROL, Home } from './world';

const home = new Home();
const commands = await everyCommand();

describe('help', () => {
  it('groups the verbs and ends with examples', async () => {
    const { code, out, err } = await home.run(['help']);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const heading of ['Every day:', 'Your list:', 'Going back:', 'Around it:', 'Examples:']) {
      expect(out).toContain(`\n${heading}\n`);
    }
    expect(out).not.toContain('dashboard');
    expect(out.split('\n').filter((one) => one.length > 100)).toEqual([]);
  });

  it('is the same however it is asked for', async () => {
    const { out } = await home.run(['help']);
    expect((await home.run(['--help'])).out).toBe(out);
    expect((await home.run(['-h'])).out).toBe(out);
  });

  it.each(commands)('of %s shows how it is used, with examples', async (...words) => {
    const { code, out, err } = await home.run([...words, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: jikai ${words.join('(?:\\|\\w+)? ')}\\b`));
    expect(out).toContain('\nExamples:\n  $ jikai ');
    expect(out).toContain('--dry-run');
    expect(out).not.toMatch(CONTROL);
    for (const same of [
      [...words, '-h'],
      ['help', ...words],
      ['--json', ...words, '--help'],
    ]) {
      expect(await home.run(same)).toMatchObject({ code: 0, out, err: '' });
    }
  });

  it.each(commands)('of %s gives examples of the command itself', async (...words) => {
    const { out } = await home.run([...words, '--help']);
    const examples = out.split('\nExamples:\n')[1]?.trimEnd().split('\n') ?? [];
    const aliases = /^Usage: jikai (\w+)\|(\w+)/.exec(out)?.slice(1) ?? [words[0]];
    for (const example of examples) {
      expect(aliases).toContain(/^ {2}\$ jikai ([\w-]+)/.exec(example)?.[1]);
    }
  });

  it('is in no colour, on a terminal or not', async () => {
    const { out } = await home.run(['help'], { outIsTTY: true, env: { FORCE_COLOR: '1' } });
    expect(out).not.toMatch(CONTROL);
  });

  it('writes nothing', async () => {
    await home.run(['help', 'add']);
    expect(home.store()).toBeUndefined();
  });

  it('tells the version', async () => {
    expect(await home.run(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
    expect((await home.run(['-V'])).code).toBe(0);
  });
});

describe('what is no command', () => {
  it.each([
    [['lst'], 'Did you mean jikai list?'],
    [['wach', 'rouge'], 'Did you mean jikai watch?'],
    [['metallic', 'rouge'], 'jikai info "metallic rouge"'],
    [['help', 'verdit'], 'Did you mean jikai verdict'],
  ])('%j is told with what may have been meant', async (argv, hint) => {
    const { code, out, err } = await home.run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('jikai has no command');
    expect(err).toContain(hint);
  });

  it.each([
    [['list', '--stauts', 'watching'], 'Did you mean --status?'],
    [['watch'], 'jikai help watch shows how it is used.'],
    [['list', '--status', 'bored'], 'Choose of planned, watching, paused, dropped, completed.'],
    [['config', 'get'], 'jikai help config'],
  ])('%j is told with what to write instead', async (argv, hint) => {
    const { code, out, err } = await home.run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(hint);
  });

  it('nor is a second help, in words of another manner', async () => {
    expect((await home.run(['help', 'config'])).out).not.toContain('display help for command');
  });

  it('is told with the help of the very command that was typed', async () => {
    expect((await home.run(['ls', '--sort', 'bored'])).err).toContain('jikai help list');
    expect((await home.run(['verdict', 'next', '--score'])).err).toContain('jikai help verdict');
  });
});
