import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { occasionsOf } from '../../src/hooks/occasions';
import type { Change } from '../../src/watchlist/change';
import { WRITES } from '../commands/verbs';
import { CONTROL, MONDAY, seated } from '../commands/world';
import { type Hooked, hookedHome, runs, until } from './hooks';

/** Hooks that are asked before a change is written: real programs, with a real list behind them. */

const WATCH = ['watch', 'my show', '3'];

/** What a hook was given on its standard input. */
interface Given {
  readonly hook: string;
  readonly change: Change;
}

function given(hooked: Hooked, name: string): Given[] {
  const lines = (hooked.left(name) ?? '').split('\n').filter((one) => one !== '');
  return lines.map((one) => JSON.parse(one) as Given);
}

/** Runs a command line that is to be refused, and sees that not a byte of the list changed. */
async function refused(hooked: Hooked, argv: readonly string[] = WATCH) {
  const before = hooked.home.store();
  const { code, out, err } = await hooked.run(argv);
  expect({ code, out, store: hooked.home.store() }).toEqual({ code: 1, out: '', store: before });
  return err;
}

/** Hooks have so many seconds in tests in which they are to take too long. */
async function impatient(hooked: Hooked, seconds: number): Promise<void> {
  await hooked.home.runAll(['config', 'set', 'hookTimeout', String(seconds)]);
}

describe('a hook that agrees', () => {
  it('is given the change that --json prints, and its name', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', 'cat >> "$HERE/given"; echo "$JIKAI_HOOK $JIKAI_DATA_DIR" > "$HERE/env"');
    const { code, out, err } = await hooked.run([...WATCH, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(given(hooked, 'given')).toEqual([{ hook: 'on-watch', ...JSON.parse(out) }]);
    expect(hooked.left('env')).toBe(`on-watch ${path.dirname(hooked.home.storeFile)}\n`);
    expect(hooked.home.store()).toContain('"episode":3');
  });

  it('is heard on stderr, and never on stdout', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch.sh', 'echo "Out \\033[31mloud\\033]0;x\\007"; echo; echo beside >&2');
    const bare = await hooked.run([...WATCH, '--no-hooks']);
    await hooked.home.runAll(['undo']);
    const { code, out, err } = await hooked.run(WATCH);
    expect({ code, out }).toEqual({ code: 0, out: bare.out });
    expect(err).toBe(`on-watch.sh: Out �[31mloud�]0;x�\non-watch.sh: beside\n${bare.err}`);
    for (const silent of ['--json', '--quiet']) {
      await hooked.home.runAll(['undo']);
      expect(await hooked.run([...WATCH, silent])).toMatchObject({ code: 0, err: '' });
    }
  });

  it('need not read what it is given, however long that is', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-verdict', 'exec <&-; exit 0');
    const note = 'x'.repeat(1_000_000);
    expect(await hooked.run(['verdict', 'rouge', 'Hooked', '--note', note])).toMatchObject({
      code: 0,
    });
  });

  it('may be a link', async () => {
    const hooked = await hookedHome();
    const file = hooked.sh('elsewhere', 'touch "$HERE/asked"');
    symlinkSync(file, path.join(hooked.folder, 'on-watch'));
    expect(await hooked.run(WATCH)).toMatchObject({ code: 0 });
    expect(hooked.left('asked')).toBe('');
  });

  it('may leave something running, which is not waited for', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', 'sleep 600 & echo $! > "$HERE/pid"');
    expect(await hooked.run(WATCH)).toMatchObject({ code: 0 });
    const pid = Number(hooked.left('pid'));
    expect(runs(pid)).toBe(true);
    process.kill(pid);
  });
});

describe('a hook that refuses', () => {
  it('has the last word, and nothing is written', async () => {
    const hooked = await hookedHome();
    const file = hooked.sh('on-watch', 'echo "Finish Frieren first."; echo not this >&2; exit 7');
    expect(await refused(hooked)).toBe(
      `on-watch refused: Finish Frieren first. Nothing was written.\n--no-hooks writes without asking. The hook is ${file}\n`,
    );
    const { code, out, err } = await hooked.run([...WATCH, '--json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'refused',
        message: 'on-watch refused: Finish Frieren first. Nothing was written.',
        hint: expect.stringContaining(file),
      },
    });
  });

  it.each([
    ['echo why >&2; exit 1', 'on-watch refused: why. Nothing was written.'],
    ['exit 3', 'on-watch refused (it ended with 3). Nothing was written.'],
    ['printf "a\\n\\n b\\r\\nc\\nd\\n"; exit 1', 'on-watch refused: a b c. Nothing was written.'],
    ['echo "Really?"; exit 1', 'on-watch refused: Really? Nothing was written.'],
    ['kill -SEGV $$', 'on-watch was ended by SIGSEGV. Nothing was written.'],
  ])('%s', async (script, message) => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', script);
    expect((await refused(hooked)).split('\n')[0]).toBe(message);
  });

  it('says nothing that does something to a terminal', async () => {
    const hooked = await hookedHome();
    hooked.node(
      'on-watch',
      String.raw`console.log('\u001b]0;x\u0007\u001b[2J\u202e\u009b evil \0'); process.exitCode = 1;`,
    );
    const err = await refused(hooked);
    expect(err).not.toMatch(CONTROL);
    expect(err).not.toContain('\u202e');
    expect(err).toContain(' evil ');
    const { out } = await hooked.run([...WATCH, '--json']);
    expect(out).not.toMatch(CONTROL);
  });

  it('may say much, of which little is told', async () => {
    const hooked = await hookedHome();
    hooked.node(
      'on-watch',
      `process.exitCode = 1;
       for (let i = 0; i < 50; i += 1) process.stdout.write('x'.repeat(100_000));`,
    );
    const err = await refused(hooked);
    expect(err).toContain('xxx… Nothing was written.');
    expect(err.length).toBeLessThan(1000);
  });

  it('keeps those after it from being asked', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch-1', 'echo 1 >> "$HERE/asked"');
    hooked.sh('on-watch-2', 'echo 2 >> "$HERE/asked"; exit 1');
    hooked.sh('on-watch-3', 'echo 3 >> "$HERE/asked"');
    hooked.sh('on-verdict', 'echo 4 >> "$HERE/asked"');
    await refused(hooked, [...WATCH, '--verdict', 'Hooked']);
    expect(hooked.left('asked')).toBe('1\n2\n');
  });
});

describe('a hook that takes too long', () => {
  it('is killed with all that it started', async () => {
    const hooked = await hookedHome();
    // Long enough for it to begin, also on a busy machine.
    await impatient(hooked, 3);
    hooked.sh('on-watch', 'sleep 600 & echo $! > "$HERE/pid"; wait');
    const err = await refused(hooked);
    expect(err).toContain('on-watch did not end within 3 s. Nothing was written.');
    expect(err).toContain('jikai config set hookTimeout 12');
    const pid = Number(hooked.left('pid'));
    expect(pid).toBeGreaterThan(0);
    await until(() => !runs(pid));
  });

  it('is killed also while it writes without end', async () => {
    const hooked = await hookedHome();
    await impatient(hooked, 0.3);
    hooked.sh('on-watch', 'exec yes');
    const before = process.memoryUsage.rss();
    expect(await refused(hooked)).toContain('did not end within 0.3 s');
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  });

  it('ends with jikai, when the user wants an end', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', 'echo $$ > "$HERE/new"; mv "$HERE/new" "$HERE/pid"; exec sleep 600');
    const before = hooked.home.store();
    const { folder } = hooked.home;
    const home = path.join(folder, 'process');
    mkdirSync(home);
    symlinkSync(hooked.folder, path.join(home, 'hooks'));
    symlinkSync(hooked.home.configFile, path.join(home, 'config.json'));
    const bin = path.resolve(import.meta.dirname, '../../bin/jikai.js');
    const argv = [bin, ...WATCH, '--now', MONDAY, '--data-dir', path.join(folder, 'data')];
    const child = spawn(process.execPath, argv, {
      env: { PATH: process.env.PATH, JIKAI_HOME: home },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until(() => hooked.left('pid') !== undefined);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toBe('Ended while on-watch was asked. Nothing was written.\n');
    expect(hooked.home.store()).toBe(before);
    await until(() => !runs(Number(hooked.left('pid'))));
  });
});

describe('a hook that cannot be run', () => {
  it.each<[string, (hooked: Hooked) => void, string, string]>([
    [
      'is not executable',
      (hooked) => chmodSync(hooked.sh('on-watch', ''), 0o600),
      'on-watch is not executable.',
      'chmod +x -- ',
    ],
    [
      'can be changed by anybody',
      (hooked) => chmodSync(hooked.sh('on-watch', ''), 0o777),
      'on-watch can be changed by anybody on this machine.',
      'chmod o-w -- ',
    ],
    [
      'can be replaced by anybody',
      (hooked) => {
        hooked.sh('on-watch', '');
        chmodSync(hooked.folder, 0o777);
      },
      'on-watch can be replaced by anybody on this machine.',
      'chmod o-w -- ',
    ],
    [
      'leads nowhere',
      (hooked) => symlinkSync('./nowhere', path.join(hooked.folder, 'on-watch')),
      'on-watch is a link that leads nowhere.',
      'The hook is ',
    ],
    [
      'is a folder',
      (hooked) => mkdirSync(path.join(hooked.folder, 'on-watch')),
      'on-watch is not a file.',
      'The hook is ',
    ],
    [
      'names nobody to run it',
      (hooked) => hooked.file('on-watch', '#!/nowhere/at/all/sh\n'),
      'on-watch names a program in its first line that is not there.',
      'The hook is ',
    ],
  ])('because it %s keeps the change from being written', async (_, put, why, mend) => {
    const hooked = await hookedHome();
    put(hooked);
    const err = await refused(hooked);
    expect(err).toContain(`${why} Nothing was written.\n`);
    expect(err).toContain(mend);
    expect(await hooked.run([...WATCH, '--no-hooks'])).toMatchObject({ code: 0 });
    // Only who tries it finds out about its first line.
    if (why.includes('first line')) return;
    const { code, out } = await hooked.run(['doctor', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({ check: 'hooks', state: 'bad', words: why.slice(0, -1) }),
    );
  });

  it('is not passed over where their folder cannot be looked into', async () => {
    const hooked = await hookedHome();
    rmSync(hooked.folder, { recursive: true });
    writeFileSync(hooked.folder, 'no folder');
    expect(await refused(hooked)).toContain(
      `Your hooks in ${hooked.folder} could not be looked for`,
    );
  });

  it('is none that has another name', async () => {
    const hooked = await hookedHome();
    for (const name of ['on-watched', 'on-watch.off', 'watch']) hooked.sh(name, 'exit 1');
    expect(await hooked.run(WATCH)).toMatchObject({ code: 0 });
    const { out } = await hooked.run(['doctor', '--json']);
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({
        check: 'hooks',
        state: 'note',
        words: expect.stringContaining('on-watch.off is no hook'),
      }),
    );
  });
});

describe('a hook that calls jikai', () => {
  // Its home is another one than the user's: the list is found by what the hook is given.
  const itself = 'jikai --now 2024-01-08T12:00:00Z';

  it('may change other shows, and is asked of none of that', async () => {
    const hooked = await hookedHome();
    const script = `echo asked >> "$HERE/asked"; ${itself} add "Another" --manual --quiet`;
    hooked.sh('on-watch', script);
    hooked.sh('on-add', script);
    expect(await hooked.run(WATCH)).toMatchObject({ code: 0 });
    expect(hooked.left('asked')).toBe('asked\n');
    expect(hooked.home.store()).toContain('"id":"another"');
    expect(hooked.home.store()).toContain('"episode":3');
  });

  it('may look at the list, which is as it was', async () => {
    const hooked = await hookedHome();
    hooked.sh(
      'on-watch',
      `${itself} list --json > "$HERE/list"; ${itself} doctor --json > "$HERE/doctor"`,
    );
    const before = await hooked.home.json(['list']);
    expect(await hooked.run(WATCH)).toMatchObject({ code: 0 });
    expect(JSON.parse(hooked.left('list') ?? '')).toEqual(before);
    expect(JSON.parse(hooked.left('doctor') ?? '').findings).toContainEqual(
      expect.objectContaining({ check: 'lock', state: 'good' }),
    );
  });

  it('is asked anew where that makes it another change', async () => {
    const hooked = await hookedHome();
    await hooked.home.runAll(['episodes', 'my show', '9']);
    const now = '2024-01-12T12:00:00Z';
    // The first time only: then the next episode is another.
    hooked.sh(
      'on-watch',
      `cat >> "$HERE/given"; test -e "$HERE/once" || { touch "$HERE/once"; ${itself} --now ${now} watch "my show" --quiet; }`,
    );
    const { code, out } = await hooked.run(['watch', 'my show', '--json'], { now });
    expect(code).toBe(0);
    const { change } = JSON.parse(out) as Given;
    expect(given(hooked, 'given').map((one) => one.change.summary)).toEqual([
      'Watched My Show ep 3',
      'Watched My Show ep 4',
    ]);
    expect(given(hooked, 'given')[1]?.change).toEqual(change);
    const info = (await hooked.home.json(['info', 'my show'])) as {
      watched: { episode: number }[];
    };
    expect(info.watched.map(({ episode }) => episode)).toEqual([1, 2, 3, 4]);
  });

  it('gives up where it does so each time', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-verdict', `echo . >> "$HERE/asked"; ${itself} verdict rouge "Mine" --quiet`);
    const { code, err } = await hooked.run(['verdict', 'rouge', 'Hooked']);
    expect(code).toBe(1);
    expect(err).toContain('Your list changed each time your hooks were asked, 3 times in a row.');
    expect(hooked.left('asked')).toBe('.\n.\n.\n');
    const { verdicts } = (await hooked.home.json(['info', 'rouge'])) as {
      verdicts: { words: string }[];
    };
    expect(verdicts.map(({ words }) => words)).toEqual(["We'll see", 'Mine', 'Mine', 'Mine']);
  });

  it('has removed the show, and is told so', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', `${itself} remove "my show" --yes --quiet`);
    const { code, err } = await hooked.run(WATCH);
    expect(code).toBe(3);
    expect(err).toContain('No show on your list is called "my show".');
  });
});

describe('hooks', () => {
  it.each(WRITES)(
    'are asked about all that $verb does, and nothing else',
    async ({ verb, does }) => {
      const hooked = await hookedHome();
      await hooked.home.runAll(['verdict', 'rouge', 'Hooked'], ['undo']);
      if (verb === 'undo') await hooked.home.runAll(['redo']);
      for (const name of ['add', 'watch', 'verdict', 'drop']) {
        hooked.sh(`on-${name}`, `echo ${name} >> "$HERE/asked"`);
      }
      const { code, out } = await hooked.run([...does, '--json']);
      expect(code).toBe(0);
      const { change } = JSON.parse(out) as Given;
      const isBack = verb === 'undo' || verb === 'redo';
      const expected = isBack ? [] : occasionsOf(change);
      expect((hooked.left('asked') ?? '').split('\n').slice(0, -1)).toEqual(expected);
    },
  );

  it.each([
    ['by --no-hooks', ['--no-hooks'], {}],
    ['in a hook', [], { JIKAI_HOOK: 'on-add' }],
    ['in a dry run', ['--dry-run'], {}],
  ])('are not asked %s', async (_, flags, env) => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', 'touch "$HERE/asked"; exit 1');
    expect(await hooked.run([...WATCH, ...flags], { env })).toMatchObject({ code: 0 });
    expect(hooked.left('asked')).toBeUndefined();
  });

  it('are not asked about what changes nothing', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-watch', 'exit 1');
    expect(await hooked.run(['watch', 'my show', '1'])).toMatchObject({ code: 0 });
  });

  it('leave what a sitting saved before, and the sitting goes on', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-verdict', 'echo "No words."; exit 1');
    const setting = seated('first', 'Hooked', '');
    const { code, out, err } = await hooked.run(['review', 'my show'], setting);
    expect(code).toBe(0);
    expect(err).toContain('on-verdict refused: No words. Nothing was written.');
    expect(out).toContain('1 episode');
    expect(hooked.home.store()).toContain('"episode":3');
  });

  it('may take as long as the setting says', async () => {
    const hooked = await hookedHome();
    for (const bad of ['0', '-1', '601', 'long', '5m']) {
      expect(await hooked.run(['config', 'set', 'hookTimeout', '--', bad])).toMatchObject({
        code: 2,
      });
    }
    expect(await hooked.run(['config', 'set', 'hookTimeout', '2.5s'])).toMatchObject({ code: 0 });
    expect(await hooked.home.json(['config', 'get', 'hookTimeout'])).toEqual({ hookTimeout: 2.5 });
  });
});
