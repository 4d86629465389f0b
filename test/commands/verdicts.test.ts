import { beforeEach, describe, expect, it } from 'vitest';
import { CTRL_C, type Home, livedInHome, seated } from './world';

/** `verdicts`, `moods`, and notes that would tell too much, through the command line. */

let home: Home;
beforeEach(async () => {
  home = await livedInHome();
});

const wordsOf = (out: string) =>
  out.split('\n').map((one) => one.trim().replaceAll(/ {2,}/g, ' | '));

describe('verdicts', () => {
  beforeEach(async () => {
    const say = (day: string, ...words: readonly string[]) =>
      home.run(['verdict', 'rouge', ...words], { now: `${day}T12:00:00Z` });
    await say('2024-01-11', '1', 'Hooked');
    await say('2024-01-18', '2', 'Hooked');
    await say('2024-01-25', '3', 'Wavering', '--note', 'The wall falls');
  });

  const now = '2024-01-26T12:00:00Z';

  it('of one show tells of all, since a time, and those that moved', async () => {
    const words = async (...flags: readonly string[]) => {
      const { code, out } = await home.run(['verdicts', 'rouge', ...flags], { now });
      expect(code).toBe(0);
      return wordsOf(out).filter((one) => one !== '');
    };
    expect(await words('--spoilers')).toEqual([
      'Metallic Rouge | ●▲▲▼',
      "show | Mon 8 Jan 2024 | ● | We'll see",
      'ep | 1 | Thu 11 Jan 2024 | ▲ | Hooked',
      'ep | 2 | Thu 18 Jan 2024 | ▲ | Hooked',
      'ep | 3 | Thu 25 Jan 2024 | ▼ | Wavering | The wall falls',
    ]);
    expect(await words('--since', '1w', '--spoilers')).toHaveLength(2);
    expect(await words('--since', '18 jan', '--spoilers')).toHaveLength(3);
    expect((await words('--changed')).slice(1).map((one) => one.split(' | ')[3])).toEqual([
      '▲',
      '▼',
    ]);
  });

  it('of no show tells of all shows: four weeks back, or everything', async () => {
    const ids = async (...flags: readonly string[]) => {
      const told = await home.json(['verdicts', ...flags], { now: '2024-02-12T12:00:00Z' });
      const { shows } = told as { shows: { id: string; verdicts: unknown[] }[] };
      return shows.map(({ id, verdicts }) => [id, verdicts.length]);
    };
    expect(await ids()).toEqual([['metallic-rouge', 2]]);
    expect(await ids('--all')).toContainEqual(['metallic-rouge', 4]);
    expect(await ids('--all', '--changed')).toEqual([['metallic-rouge', 2]]);
    const piped = await home.run(['verdicts', '--all'], { now });
    for (const one of piped.out.trimEnd().split('\n')) expect(one).toMatch(/^(?:Metallic|My|Solo)/);
  });

  it('says what to do where there is nothing', async () => {
    const told = await home.run(['verdicts', '--since', 'now'], { now });
    expect(told).toMatchObject({ code: 0, out: '' });
    expect(told.err).toContain('jikai verdicts --all');
    expect((await home.run(['verdicts', 'rouge', '--since', 'now'], { now })).err).toContain(
      'Nothing like that in your trail of Metallic Rouge',
    );
    expect((await home.run(['verdicts', '--since', 'nonsense'], { now })).code).toBe(2);
    expect((await home.run(['verdicts', '--all', '--since', '1w'], { now })).code).toBe(2);
  });

  it('are amended, and the slip is gone from the trail', async () => {
    const { code, out } = await home.run(['verdict', 'rouge', '1', 'Loved it', '--amend'], { now });
    expect({ code, out }).toEqual({ code: 0, out: 'Metallic Rouge  ep 1  ★ Loved it\n' });
    const trail = await home.run(['verdicts', 'rouge'], { now });
    expect(trail.out).toContain('●★▲▼');
    expect(trail.out).toContain('Thu 11 Jan 2024');
    expect((await home.run(['undo'])).out).toContain('Amended the verdict on Metallic Rouge ep 1');
    expect((await home.run(['verdicts', 'rouge'], { now })).out).toContain('●▲▲▼');
    expect(await home.run(['verdict', 'rouge', '9', 'Fine', '--amend'], { now })).toMatchObject({
      code: 1,
    });
  });

  it('are amended by an answer on the episode they are on, where there is one', async () => {
    const amend = (...words: readonly string[]) => ['verdict', ...words, '--amend'];
    const told = await home.run(amend('rouge'), {
      ...seated('Loved it'),
      now,
      env: { NO_COLOR: '1' },
    });
    expect(told.asked.map(({ question }) => question)).toEqual([
      'What do you say of Metallic Rouge ep 3 instead?',
    ]);
    expect(told.out).toMatch(/^Metallic Rouge {2}ep 3 {2}★ Loved it/);
    // A note past the user's progress is not told, but it is the last one all the same.
    await home.run(['verdict', 'rouge', '4', '--note', 'The bridge'], { now });
    const hidden = await home.run(amend('rouge'), { ...seated('Hooked'), now });
    expect(hidden.asked[0]?.question).toBe('What do you say of Metallic Rouge ep 4 instead?');
    expect(await home.run(amend('rouge', '9'), { ...seated(), now })).toMatchObject({
      code: 1,
      asked: [],
      err: expect.stringContaining('There is no verdict on Metallic Rouge ep 9 yet'),
    });
    expect(await home.run(amend('some day'), { ...seated(), now })).toMatchObject({
      code: 1,
      asked: [],
    });
  });
});

describe('when an episode was watched', () => {
  it('is corrected, and says so', async () => {
    await home.runAll(['watch', 'solo', '1', '--yes']);
    const now = '2024-01-12T12:00:00Z';
    const { out } = await home.run(['watch', 'solo', '1', '--at', 'last sunday'], { now });
    expect(out.split('\n')[0]).toBe('Solo Leveling ep 1 ✓  Sun 7 Jan 2024');
    expect(home.store()).toContain('{"episode":1,"at":"2024-01-07T11:00:00Z"}');
    expect((await home.run(['undo'])).out).toContain(
      'Undid: Corrected when Solo Leveling ep 1 was watched.',
    );
    expect((await home.run(['watch', 'solo', '1', '--at', 'tomorrow'], { now })).code).toBe(2);
  });

  it('is asked about where that is before it dropped', async () => {
    const now = '2024-01-12T12:00:00Z';
    const before = home.store();
    const watch = ['watch', 'rouge', '1', '--at'];
    const why =
      'Episode 1 of Metallic Rouge dropped Wed 10 Jan 2024, 16:55, which is after you say you watched it.';
    for (const when of ['2020-01-01', '2024-01-09', '2024-01-10 16:54']) {
      expect(await home.run([...watch, when], { now })).toMatchObject({
        code: 2,
        out: '',
        err: `${why}\nAdd --yes to do it all the same.\n`,
      });
    }
    expect(home.store()).toBe(before);
    const refused = await home.run([...watch, '2020-01-01'], { ...seated(false), now });
    expect(refused).toMatchObject({
      code: 130,
      asked: [{ question: `${why} Go on all the same?` }],
    });
    // A day means any hour of it.
    for (const when of [['2d ago'], ['2024-01-10 16:55'], ['2020-01-01', '--yes']]) {
      expect((await home.run([...watch, ...when], { now })).code).toBe(0);
    }
    expect(home.store()).toContain('{"episode":1,"at":"2020-01-01T11:00:00Z"}');
  });

  it.each([
    [['watch', 'solo', '1', '--at', 'winter 2024']],
    [['watch', 'solo', '1', '--at', 'nonsense']],
    [['verdicts', '--since', 'winter 2024']],
    [['verdicts', '--since', 'nonsense']],
    [['remind', '--since', '2024']],
    [['next', '--now', 'winter 2024']],
    [['plan', '--by', 'winter 2024']],
    [['plan', '--by', 'nonsense']],
    [['calendar', 'winter 2024']],
    [['calendar', 'nonsense']],
  ])('%j is not offered what was refused', async (argv) => {
    const { code, err } = await home.run(argv);
    expect(code).toBe(2);
    const [said, hint = ''] = err.split('\n');
    expect(said).toMatch(/^"(?:winter 2024|nonsense|2024)" is /);
    expect(hint).not.toMatch(/winter|tba| 2024[ ,.]/);
    expect(hint).toContain(' ');
  });
});

describe('a mood', () => {
  it('is given along with words, and remembered', async () => {
    const { code, err } = await home.run([
      'watch',
      'rouge',
      '1',
      '--yes',
      '--verdict',
      'Chrome!',
      '--mood',
      '-2',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('"Chrome!" stands for ✗ -2 disliked from now on.');
    expect(JSON.parse(home.config() ?? '')).toEqual({ moods: { 'Chrome!': -2 } });
    const fresh = await home.run(['verdict', 'rouge', 'Tin', '--mood', '+2']);
    expect(fresh.out).toBe('Metallic Rouge  ★ Tin\n');
    const other = await home.run(['verdict', 'rouge', 'Hooked', '--mood', '-1']);
    expect(other.out).toBe('Metallic Rouge  ▼ Hooked\n');
    const again = await home.run(['verdict', 'rouge', 'chrome']);
    expect(again).toMatchObject({
      out: 'Metallic Rouge  ✗ chrome\n',
      err: 'Undo with jikai undo.\n',
    });
  });

  it('is asked for where somebody sits, after the verdict is saved', async () => {
    const { code, asked } = await home.run(['verdict', 'rouge', 'Chrome'], seated('1'));
    expect(code).toBe(0);
    expect(asked[0]?.question).toBe('Where does "Chrome" stand?');
    expect(asked[0]?.offers.map(({ name }) => name)).toEqual([
      '+2 loved',
      '+1 liked',
      '0 undecided',
      '-1 doubted',
      '-2 disliked',
      'nowhere: leave it without a mood',
    ]);
    expect(JSON.parse(home.config() ?? '')).toEqual({ moods: { Chrome: 1 } });
    const left = await home.run(['verdict', 'rouge', 'Tin'], seated('none'));
    expect(left.code).toBe(0);
    const stopped = await home.run(['verdict', 'rouge', 'Lead'], seated(CTRL_C));
    expect(stopped.code).toBe(130);
    expect(stopped.err).toContain('Your verdict is saved');
    expect(home.store()).toContain('"Lead"');
    expect(JSON.parse(home.config() ?? '')).toEqual({ moods: { Chrome: 1 } });
  });

  it('is not asked for where words or a score tell it', async () => {
    for (const said of [['Hooked'], ['Chrome', '--score', '8'], ['--score', '3']]) {
      const { code, asked } = await home.run(['verdict', 'rouge', ...said], seated());
      expect({ code, asked }).toEqual({ code: 0, asked: [] });
    }
  });

  it('is hinted at where nobody sits, and never among JSON', async () => {
    const { err } = await home.run(['status', 'rouge', 'paused', '--verdict', 'Chrome']);
    expect(err).toContain('"Chrome" has no mood yet: jikai moods set "Chrome" +1');
    const json = await home.run(['verdict', 'rouge', 'Chrome', '--json']);
    expect(json.err).toBe('');
  });

  it('needs words, and changes nothing without', async () => {
    const before = home.store();
    for (const argv of [
      ['watch', 'rouge', '1', '--yes', '--mood', '+1'],
      ['verdict', 'rouge', '--score', '8', '--mood', '1'],
      ['drop', 'rouge', '--mood', '1'],
      ['drop', 'rouge', '--verdict', 'x', '--mood', '5'],
    ]) {
      expect((await home.run(argv)).code).toBe(2);
    }
    expect(home.store()).toBe(before);
  });

  it('of a dry run is not remembered', async () => {
    await home.run(['verdict', 'rouge', 'Chrome', '--mood', '1', '--dry-run']);
    await home.run(['moods', 'set', 'Chrome', '1', '--dry-run']);
    expect(home.config()).toBeUndefined();
  });
});

describe('moods', () => {
  it('lists phrases by their mood, and words of yours without one', async () => {
    await home.runAll(['verdict', 'rouge', 'Chrome'], ['moods', 'set', 'fine!', '+1']);
    const { out } = await home.run(['moods']);
    const rows = wordsOf(out);
    expect(rows.find((row) => row.startsWith('▲ | +1 | liked'))).toMatch(/fine!\*.*Hooked/);
    expect(rows.find((row) => row.startsWith('●'))).not.toContain('Fine');
    expect(rows.find((row) => row.startsWith('· | without one'))).toContain('Chrome');
    expect(await home.json(['moods'])).toMatchObject({
      moods: expect.arrayContaining([{ words: 'fine!', mood: 1, yours: true }]),
      without: ['Chrome'],
    });
  });

  it('takes a mood back', async () => {
    await home.runAll(['moods', 'set', 'Fine', '-1'], ['moods', 'set', 'Peak', 'fiction', 'loved']);
    expect((await home.run(['moods', 'unset', 'FINE.'])).out).toBe(
      '"FINE." stands for ● 0 undecided again.\n',
    );
    expect((await home.run(['moods', 'unset', 'peak', 'fiction'])).out).toBe(
      '"peak fiction" has no mood any more.\n',
    );
    expect(JSON.parse(home.config() ?? '')).toEqual({});
    expect((await home.run(['moods', 'unset', 'Fine'])).code).toBe(3);
  });

  it('passes over what is none in the settings, and says so', async () => {
    await home.runAll(['moods', 'set', 'Chrome', '1']);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(home.configFile, '{"moods":{"Chrome":7,"Tin":-1}}');
    const { code, err } = await home.run(['verdict', 'rouge', 'Tin']);
    expect(code).toBe(0);
    expect(err).toContain('The mood of "Chrome" in your settings is not used.');
    await home.runAll(['moods', 'set', 'Chrome', '1']);
    expect(JSON.parse(home.config() ?? '')).toEqual({ moods: { Tin: -1, Chrome: 1 } });
  });
});

describe('a note past your progress', () => {
  const SECRET = 'The butler did it';
  beforeEach(async () => {
    await home.runAll(
      ['watch', 'solo', '1', '--yes'],
      ['verdict', 'solo', '2', 'Fine', '--note', SECRET],
      ['verdict', 'solo', '2', '--note', SECRET],
    );
  });

  it.each([
    [['verdicts', 'solo']],
    [['verdicts', '--all']],
    [['info', 'solo']],
    [['digest']],
    [['digest', '--markdown']],
    [['list']],
    [[]],
    [['log']],
    [['remind', '--dry-run', '--since', '30d ago']],
    [['export', 'ics']],
  ])('is not told by jikai %j, nor in its JSON', async (argv) => {
    const now = '2024-01-15T12:00:00Z';
    for (const setting of [{ now }, { now, outIsTTY: true }]) {
      expect((await home.run(argv, setting)).out).not.toContain(SECRET);
    }
    if (argv.includes('--markdown') || argv[0] === 'export' || argv[0] === 'log') return;
    expect((await home.run([...argv, '--json'], { now })).out).not.toContain(SECRET);
  });

  it.each([[['verdicts', 'solo']], [['info', 'solo']], [['digest']]])(
    'is told by jikai %j --spoilers',
    async (argv) => {
      expect((await home.run([...argv, '--spoilers'])).out).toContain(SECRET);
    },
  );

  it('is told once the episode is watched', async () => {
    await home.runAll(['watch', 'solo', '2', '--yes']);
    expect((await home.run(['verdicts', 'solo'])).out).toContain(SECRET);
  });
});
