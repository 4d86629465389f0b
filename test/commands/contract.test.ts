import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyVerb, USAGES, WRITES } from './verbs';
import { butRevision, CONTROL, CTRL_C, Home, livedInHome, seated } from './world';

const cases = Object.entries(USAGES).map(([verb, usage]) => ({ verb, ...usage }));

/** A home in which every verb's line does something: there is a change to undo and one to redo. */
async function readyHome(): Promise<Home> {
  const home = await livedInHome();
  await home.runAll(['drop', 'some day'], ['watch', 'my show', '3'], ['undo']);
  return home;
}

it('there is a line here for every verb', async () => {
  expect(Object.keys(USAGES).sort()).toEqual([...(await everyVerb())].sort());
});

describe('with --json', () => {
  const withJson = cases.filter(({ verb }) => verb !== 'help');

  it.each(withJson)('$verb prints JSON alone', async ({ does }) => {
    const home = await readyHome();
    const everywhere = { env: { FORCE_COLOR: '1' }, outIsTTY: true, errIsTTY: true, inIsTTY: true };
    const { code, out, err } = await home.run([...does, '--json'], everywhere);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toBeTypeOf('object');
    expect(out).not.toMatch(CONTROL);
    expect(out.endsWith('\n')).toBe(true);
  });

  it.each(cases)('$verb tells what went wrong as JSON', async ({ fails, failsWith }) => {
    const home = await readyHome();
    const before = home.store();
    const plain = await home.run(fails);
    expect(plain).toMatchObject({ code: failsWith.exit, out: '' });
    const everywhere = { env: { FORCE_COLOR: '1' }, outIsTTY: true, errIsTTY: true, inIsTTY: true };
    for (const argv of [
      [...fails, '--json'],
      ['--json', ...fails],
    ]) {
      const { code, out, err } = await home.run(argv, everywhere);
      expect({ code, err }).toEqual({ code: failsWith.exit, err: '' });
      expect(out).not.toMatch(CONTROL);
      const { error, ...others } = JSON.parse(out);
      expect(others).toEqual({});
      expect(error).toMatchObject({ code: failsWith.code, message: expect.any(String) });
      expect(error.message).not.toBe('');
      expect([null, 'string']).toContain(error.hint === null ? null : typeof error.hint);
      expect(plain.err).toContain(error.message);
    }
    expect(home.store()).toBe(before);
  });

  it('gives the candidates of what may mean several', async () => {
    const home = await livedInHome();
    const { code, out } = await home.run(['info', 'm', '--json'], seated());
    expect(code).toBe(3);
    expect(JSON.parse(out).error).toMatchObject({
      code: 'ambiguous',
      candidates: ['metallic-rouge  Metallic Rouge', 'my-show  My Show'],
    });
  });

  it('is not meant by what stands after --', async () => {
    const { code, out, err } = await new Home().run(['info', '--', '--json']);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('"--json"');
  });
});

describe('exit codes', () => {
  it.each([
    [0, ['list']],
    [0, []],
    [0, ['watch', 'my show', '1']],
    [1, ['watch', 'my show']],
    [2, ['watch']],
    [2, ['--nosuch']],
    [2, ['nosuch']],
    [2, ['--now', 'blah', 'list']],
    [2, ['list', '--timezone', 'Mars/Olympus']],
    [3, ['info', 'nosuch']],
    [3, ['info', 'm']],
  ])('%i for jikai %j', async (code, argv) => {
    const home = await livedInHome();
    await home.runAll(['watch', 'my show', '3']);
    expect((await home.run(argv)).code).toBe(code);
  });

  it.each([
    [['moods', 'bogus'], 'jikai moods list takes: 1 instead of 0', 'jikai help moods'],
    [['remind', 'status', 'bogus'], 'jikai remind status takes: 1', 'jikai help remind'],
    [['stats', 'bogus'], 'jikai stats takes: 1 instead of 0', 'jikai help stats'],
  ])('2 for more words than are taken, and names what takes them: %j', async (argv, said, help) => {
    const { code, err } = await new Home().run(argv);
    expect(code).toBe(2);
    expect(err).toContain(`More words than ${said}`);
    expect(err).toContain(`${help} shows how it is used.`);
  });

  it('130 when cancelled', async () => {
    const home = await livedInHome();
    const { code, err } = await home.run(['remove', 'rouge'], seated(CTRL_C));
    expect({ code, err }).toEqual({
      code: 130,
      err: expect.stringContaining('Cancelled; nothing was changed.'),
    });
  });

  it('1 for a watchlist that cannot be read, which is left as it is', async () => {
    const home = await livedInHome();
    for (const broken of ['{', 'null', '[]', '{"format":"jikai","version":99,"shows":[]}']) {
      writeFileSync(home.storeFile, broken);
      for (const argv of [['list'], ['add', 'My Other', '--manual'], ['undo'], []]) {
        const { code, out, err } = await home.run(argv);
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(home.storeFile);
        expect(readFileSync(home.storeFile, 'utf8')).toBe(broken);
      }
    }
  });

  it('shows no stack unless DEBUG is set', async () => {
    const home = new Home();
    const { err } = await home.run(['info', 'nosuch']);
    expect(err).not.toMatch(/\n\s+at /);
    expect((await home.run(['info', 'nosuch'], { env: { DEBUG: '1' } })).err).toMatch(/\n\s+at /);
  });
});

describe('global options', () => {
  it.each([
    [['--json'], ['list']],
    [['--now', '2024-02-01T12:00Z'], ['next']],
    [
      ['--timezone', 'Asia/Tokyo'],
      ['info', 'rouge'],
    ],
    [['--no-color'], ['list']],
    [['--quiet'], ['list']],
    [['-q'], ['list']],
    [['--no-input'], ['info', 'm']],
    [['--dry-run'], ['drop', 'rouge']],
    [['-n'], ['drop', 'rouge']],
    [
      ['--dry-run', '--yes'],
      ['remove', 'rouge'],
    ],
    [
      ['-n', '-y'],
      ['remove', 'rouge'],
    ],
    [['--data-dir', '/nowhere/at/all'], ['list']],
    [['--json'], ['config', 'get', 'trial']],
  ])('%j works before and after jikai %j', async (options, verb) => {
    const home = await livedInHome();
    const tty = { ...seated(), env: { TERM: 'xterm' } };
    const before = await home.run([...options, ...verb], tty);
    const after = await home.run([...verb, ...options], tty);
    expect(after).toEqual(before);
    const without = await home.run(verb, { ...tty, answers: ['my-show', true] });
    if (!options.some((one) => ['--quiet', '-q'].includes(one)))
      expect(before).not.toEqual(without);
  });

  it('--now pretends it is then, in words too', async () => {
    const home = await livedInHome();
    const { out } = await home.run(['next', '--now', 'jan 16 12:00', '--timezone', 'UTC']);
    expect(out).toContain('in 1d 3h');
    expect((await home.run(['log', '--json', '--now', '1999-01-01'])).code).toBe(0);
    await home.runAll(['pause', 'rouge', '--now', '2024-03-01T10:00Z']);
    expect((await home.run(['log', '--limit', '1'])).out).toContain('Fri 1 Mar 2024, 11:00');
  });

  it('--timezone goes before TZ, and that before the setting', async () => {
    const home = await livedInHome();
    const slot = async (argv: readonly string[], env: Record<string, string>) =>
      /Wednesdays \d\d:\d\d|Thursdays \d\d:\d\d/.exec(
        (await home.run(['info', 'rouge', ...argv], { env })).out,
      )?.[0];
    expect(await slot([], {})).toBe('Wednesdays 16:55');
    await home.runAll(['config', 'set', 'timezone', 'Asia/Tokyo']);
    expect(await slot([], {})).toBe('Thursdays 00:55');
    expect(await slot([], { TZ: 'Europe/Berlin' })).toBe('Wednesdays 16:55');
    expect(await slot(['--timezone', 'America/New_York'], { TZ: 'Europe/Berlin' })).toBe(
      'Wednesdays 10:55',
    );
  });

  it('--data-dir goes before JIKAI_HOME, and that before the system’s places', async () => {
    const home = await livedInHome();
    const elsewhere = new Home();
    const env = { JIKAI_HOME: elsewhere.folder };
    await home.run(['add', 'Elsewhere', '--manual'], { env });
    expect((await home.run(['list'], { env })).out).toMatch(/^Elsewhere /);
    expect(readFileSync(path.join(elsewhere.folder, 'watchlist.json'), 'utf8')).toContain(
      'Elsewhere',
    );
    const data = path.join(home.folder, 'data');
    expect((await home.run(['list', '--data-dir', data], { env })).out).toContain('Metallic Rouge');
    expect((await home.run(['list'], { env: { JIKAI_HOME: '' } })).out).toContain('Metallic Rouge');
  });

  it('--quiet says nothing but results and errors', async () => {
    const home = await livedInHome();
    expect(await home.run(['drop', 'rouge', '--quiet'])).toMatchObject({ out: '', err: '' });
    expect(await home.run(['undo', '-q'])).toMatchObject({ out: '', err: '' });
    expect(await home.run(['drop', 'rouge', '-q', '-n'])).toMatchObject({ out: '', err: '' });
    expect((await home.run(['list', '-q'])).out).toContain('Metallic Rouge');
    expect((await home.run(['info', 'nosuch', '-q'])).err).toContain('nosuch');
    expect(await new Home().run(['-q'])).toMatchObject({ code: 0, out: '', err: '' });
    expect(await new Home().run(['list', '-q'])).toMatchObject({ code: 0, out: '', err: '' });
    expect((await home.run(['drop', 'rouge', '-q', '--json'])).out).toContain('"change"');
  });
});

describe('a dry run', () => {
  it.each(WRITES)('of $verb tells the very change, and writes nothing', async ({ does }) => {
    const home = await readyHome();
    const before = home.store();
    const dry = await home.run([...does, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, err: expect.stringContaining('this was a dry run') });
    const told = await home.json([...does, '-n']);
    expect(home.store()).toBe(before);
    const log = await home.json(['log']);
    const real = await home.run(does);
    expect(real.out).toBe(dry.out);
    expect(butRevision(home.store())).not.toBe(butRevision(before));
    expect(log).toMatchObject({ changes: expect.any(Array) });
    expect(told).toMatchObject({
      change: expect.objectContaining({ summary: expect.any(String), shows: [expect.anything()] }),
    });
  });

  it('makes no file where there is none', async () => {
    const home = new Home();
    const { code } = await home.run(['add', 'My Show', '--manual', '--dry-run']);
    expect(code).toBe(0);
    expect((await home.run(['config', 'set', 'trial', '5', '--dry-run'])).code).toBe(0);
    expect([home.store(), home.config()]).toEqual([undefined, undefined]);
  });
});

describe('colour', () => {
  const ESCAPE = '\u001b[';
  const colours = async (
    argv: readonly string[],
    env: Record<string, string>,
    [outIsTTY, errIsTTY]: readonly [boolean, boolean] = [true, true],
  ) => {
    const home = await livedInHome();
    const { out, err } = await home.run(argv, { env, outIsTTY, errIsTTY });
    return [out.includes(ESCAPE), err.includes(ESCAPE)];
  };

  it('is on each stream that is a terminal, by itself', async () => {
    expect(await colours(['drop', 'rouge'], {})).toEqual([true, true]);
    expect(await colours(['drop', 'rouge'], {}, [true, false])).toEqual([true, false]);
    expect(await colours(['drop', 'rouge'], {}, [false, true])).toEqual([false, true]);
    expect(await colours(['drop', 'rouge'], {}, [false, false])).toEqual([false, false]);
    expect(await colours(['info', 'nosuch'], {})).toEqual([false, true]);
    expect(await colours(['info', 'nosuch'], {}, [true, false])).toEqual([false, false]);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true],
    ['a dumb terminal', { TERM: 'dumb' }, false],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR over NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR over a dumb terminal', { FORCE_COLOR: '3', TERM: 'dumb' }, true],
  ])('with %s', async (_, env, coloured) => {
    expect(await colours(['drop', 'rouge'], env)).toEqual([coloured, coloured]);
    expect(await colours(['info', 'nosuch'], env)).toEqual([false, coloured]);
  });

  it('is forced into a pipe by FORCE_COLOR', async () => {
    expect(await colours(['drop', 'rouge'], { FORCE_COLOR: '1' }, [false, false])).toEqual([
      true,
      true,
    ]);
  });

  it('is off with --no-color, wherever it stands and whatever else is said', async () => {
    for (const argv of [
      ['--no-color', 'drop', 'rouge'],
      ['drop', 'rouge', '--no-color'],
      ['--no-color', 'info', 'nosuch'],
      ['info', 'nosuch', '--no-color'],
    ]) {
      expect(await colours(argv, { FORCE_COLOR: '1' })).toEqual([false, false]);
    }
  });

  it('is never the only signal: without it the words are the same', async () => {
    const home = await livedInHome();
    const tty = { outIsTTY: true, errIsTTY: true };
    for (const argv of [[], ['list'], ['info', 'rouge'], ['log'], ['verdicts', 'my show']]) {
      const { out } = await home.run(argv, tty);
      const plain = await home.run(argv, { ...tty, env: { NO_COLOR: '1' } });
      expect(plain.out).not.toMatch(CONTROL);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them away is the point.
      expect(out.replace(/\u001b\[\d+m/g, '')).toBe(plain.out);
    }
  });
});

describe('a pipe', () => {
  it('is one record a line, whole, without headings', async () => {
    const home = new Home();
    const title = 'A title that never ends '.repeat(20).trim();
    await home.runAll(['add', title, '--manual'], ['add', 'Another', '--manual']);
    const { out } = await home.run(['list'], { columns: 20, env: { COLUMNS: '20' } });
    expect(out.split('\n')).toHaveLength(3);
    expect(out).toContain(title);
    expect(out).not.toContain('TITLE');
  });

  it('on a terminal, COLUMNS goes before the width of the terminal', async () => {
    const home = new Home();
    await home.runAll(['add', 'A title that never ends '.repeat(20), '--manual']);
    const widest = async (setting: Parameters<Home['run']>[1]) =>
      Math.max(
        ...(await home.run(['list'], { outIsTTY: true, ...setting })).out
          .split('\n')
          .map((one) => one.length),
      );
    const env = { NO_COLOR: '1' };
    expect(await widest({ env, columns: 90 })).toBe(90);
    expect(await widest({ env: { ...env, COLUMNS: '70' }, columns: 90 })).toBe(70);
    expect(await widest({ env: { ...env, COLUMNS: 'wide' }, columns: 90 })).toBe(90);
  });
});
