import { describe, expect, it } from 'vitest';
import { butRevision, CTRL_C, Home, livedInHome, type Setting, seated } from './world';

/** Command lines that ask somebody who is there, and the flag or words that make it needless. */
const ASKING: readonly { readonly argv: readonly string[]; readonly instead: readonly string[] }[] =
  [
    { argv: ['add'], instead: ['add', 'metallic rouge'] },
    { argv: ['add', 'fullmetal'], instead: ['add', 'fullmetal', '--pick', '1'] },
    { argv: ['verdict', 'rouge'], instead: ['verdict', 'rouge', '--score', '8'] },
    { argv: ['remove', 'rouge'], instead: ['remove', 'rouge', '--yes'] },
    { argv: ['watch', 'rouge'], instead: ['watch', 'rouge', '--yes'] },
    { argv: ['watch', 'my show', '9'], instead: ['watch', 'my show', '9', '-y'] },
    { argv: ['decide', 'my show'], instead: ['decide', 'my show', 'keep'] },
    { argv: ['info', 'm'], instead: ['info', 'my-show'] },
    { argv: ['drop', 'm'], instead: ['drop', 'metallic-rouge'] },
  ];

describe('questions', () => {
  it.each(ASKING)('jikai $argv can be cancelled, and changes nothing then', async ({ argv }) => {
    const home = await livedInHome();
    const before = home.store();
    const { code, out, err, asked } = await home.run(argv, seated(CTRL_C));
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain('Cancelled; nothing was changed.');
    expect(asked).toHaveLength(1);
    expect(home.store()).toBe(before);
  });

  it.each(ASKING)(
    'jikai $argv asks nobody where nobody is, and says what to write',
    async ({ argv }) => {
      const nobody: readonly Setting[] = [
        { outIsTTY: true, errIsTTY: true },
        { inIsTTY: true, outIsTTY: true },
        { ...seated(), env: { TERM: 'dumb' } },
      ];
      const home = await livedInHome();
      const before = home.store();
      const lines: (readonly [readonly string[], Setting])[] = [
        ...nobody.map((setting) => [argv, setting] as const),
        [[...argv, '--no-input'], seated()],
        [['--no-input', ...argv], seated()],
        [[...argv, '--json'], seated()],
      ];
      for (const [line, setting] of lines) {
        const { code, out, err, asked } = await home.run(line, setting);
        expect([2, 3]).toContain(code);
        expect(asked).toEqual([]);
        expect(`${out}${err}`).toMatch(/--\w+|jikai \w+ |the id in front/);
      }
      expect(home.store()).toBe(before);
    },
  );

  it.each(ASKING)('jikai $argv need not be asked: jikai $instead', async ({ instead }) => {
    const home = await livedInHome();
    expect(await home.run([...instead, '--no-input'], seated())).toMatchObject({
      code: 0,
      asked: [],
    });
  });

  it('are asked even when stdout is a pipe', async () => {
    const home = await livedInHome();
    const told = await home.run(['remove', 'rouge'], { ...seated(true), outIsTTY: false });
    expect(told).toMatchObject({ code: 0, out: 'Removed Metallic Rouge.\n' });
  });

  it('show nothing harmful', async () => {
    const home = new Home();
    await home.runAll(
      ['add', 'Evil \u001b]0;x\u0007 one', '--manual'],
      ['add', 'Evil \u202e two', '--manual'],
    );
    const { asked } = await home.run(['drop', 'evil'], seated('evil-two'));
    expect(JSON.stringify(asked)).not.toMatch(/\\u001b|\\u0007|\u202e/);
    expect(asked[0]?.offers).toHaveLength(2);
    const { asked: sure } = await home.run(['remove', 'evil-two'], seated(false));
    expect(sure[0]?.question).toBe('Remove Evil � two (0 watched, 0 verdicts)?');
  });

  it('that fail are told as our own failure, and change nothing', async () => {
    const home = await livedInHome();
    const before = home.store();
    const { code, err } = await home.run(['remove', 'rouge'], seated());
    expect(code).toBe(1);
    expect(err).toContain('Something went wrong inside jikai');
    expect(home.store()).toBe(before);
  });
});

describe('add', () => {
  it('searches while one types, when no title was given', async () => {
    const home = new Home();
    const { code, out, asked } = await home.run(
      ['add'],
      seated({ typed: 'metallic', take: 'anilist:162985' }),
    );
    expect(code).toBe(0);
    expect(out).toContain('Metallic Rouge');
    expect(asked[0]).toEqual({ question: 'Which show? Type a title', offers: [] });
    expect(asked[1]?.offers[0]).toEqual({
      value: 'anilist:162985',
      name: 'Metallic Rouge (Wed 10 Jan 2024, tv)',
      description: 'メタリックルージュ',
    });
    expect(home.store()).toContain('"id":"metallic-rouge"');
  });

  it('asks which of several, and lets one type another title', async () => {
    const home = new Home();
    const { code, asked } = await home.run(['add', 'fullmetal'], seated('anilist:5114'));
    expect(code).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.question).toBe('Which "fullmetal"?');
    expect(asked[0]?.offers.length).toBeGreaterThan(1);
    expect(home.store()).toContain('"anilist":5114');
    const other = { typed: 'metallic rouge', take: 'anilist:162985' };
    expect((await home.run(['add', 'fullmetal'], seated(other))).code).toBe(0);
    expect(home.store()).toContain('"id":"metallic-rouge"');
  });

  it('asks nothing where one show stands out', async () => {
    const { code, asked } = await new Home().run(['add', 'metallic rouge'], seated());
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
  });
});

describe('an ambiguous show', () => {
  it('is asked for once, and found by typing', async () => {
    const home = await livedInHome();
    const { code, out, asked } = await home.run(
      ['drop', 'm'],
      seated({ typed: 'roug', take: 'metallic-rouge' }),
    );
    expect(code).toBe(0);
    expect(out).toContain('Metallic Rouge');
    expect(asked.map(({ question }) => question)).toEqual(['Which one?', 'Which one? roug']);
    expect(asked[0]?.offers).toEqual([
      { value: 'metallic-rouge', name: 'Metallic Rouge', description: 'planned · metallic-rouge' },
      { value: 'my-show', name: 'My Show', description: 'watching · my-show' },
    ]);
    expect(asked[1]?.offers).toHaveLength(1);
  });

  it('is asked for before what else is asked', async () => {
    const home = await livedInHome();
    const { code, asked } = await home.run(['remove', 'm'], seated('my-show', true));
    expect(code).toBe(0);
    expect(asked.map(({ question }) => question)).toEqual([
      'Which one?',
      'Remove My Show (2 watched, 1 verdict)?',
    ]);
    expect(home.store()).not.toContain('"id":"my-show"');
  });

  it('is not asked for again once a verdict was asked for', async () => {
    const home = await livedInHome();
    const { code, asked } = await home.run(['verdict', 'm'], seated('my-show', 'Hooked'));
    expect(asked).toHaveLength(2);
    expect(code).toBe(0);
  });

  it('is not asked for again when it moves to another platform', async () => {
    const home = await livedInHome();
    const argv = ['edit', 'm', '--platform', 'netflix'];
    const { code, asked } = await home.run(argv, seated('my-show'));
    expect(asked).toHaveLength(1);
    expect(code).toBe(0);
  });
});

describe('a verdict', () => {
  it('offers one’s usual words first, the most used foremost', async () => {
    const home = await livedInHome();
    const { code, out, asked } = await home.run(['verdict', 'rouge', '2'], seated('Hooked'));
    expect(code).toBe(0);
    expect(asked[0]?.question).toBe('What do you say of Metallic Rouge ep 2?');
    expect(asked[0]?.offers.slice(0, 2).map(({ value }) => value)).toEqual(['Hooked', "We'll see"]);
    expect(asked[0]?.offers.length).toBeGreaterThan(5);
    const values = asked[0]?.offers.map(({ value }) => value) ?? [];
    expect(new Set(values).size).toBe(values.length);
    expect(out).toContain('Hooked');
  });

  it('takes any words, as they are', async () => {
    const home = await livedInHome();
    const own = 'Like a Sunday, but louder';
    const { code, asked } = await home.run(
      ['verdict', 'rouge'],
      seated({ typed: own, take: own }, '1'),
    );
    expect(code).toBe(0);
    expect(JSON.parse(home.config() ?? '')).toEqual({ moods: { [own]: 1 } });
    expect(asked[1]?.offers[0]).toEqual({
      value: own,
      name: own,
      description: 'in your own words',
    });
    expect(home.store()).toContain(JSON.stringify(own));
  });
});

describe('a confirmation', () => {
  it.each([
    [['remove', 'rouge'], 'Remove Metallic Rouge (0 watched, 1 verdict)?'],
    [
      ['watch', 'rouge'],
      'Episode 1 of Metallic Rouge drops Wed 10 Jan 2024, 16:55, which is still to come. Go on all the same?',
    ],
    [
      ['watch', 'my show', '4'],
      'My Show ends with episode 3 as far as I know, and 4 is more. Go on all the same?',
    ],
  ])('is asked for by jikai %j', async (argv, question) => {
    const home = await livedInHome();
    const before = home.store();
    const no = await home.run(argv, seated(false));
    expect(no).toMatchObject({ code: 130, out: '', asked: [{ question }] });
    expect(no.err).toContain('Nothing was changed.');
    expect(home.store()).toBe(before);
    const yes = await home.run(argv, seated(true));
    expect(yes).toMatchObject({ code: 0, asked: [{ question }] });
    expect(butRevision(home.store())).not.toBe(butRevision(before));
  });

  it('is asked for once, though several episodes are in doubt', async () => {
    const home = await livedInHome();
    const { code, asked } = await home.run(['watch', 'rouge', '1-3'], seated(true));
    expect(code).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('is not asked for in a dry run of a removal', async () => {
    const home = await livedInHome();
    expect(await home.run(['remove', 'rouge', '-n'], seated())).toMatchObject({ code: 0 });
  });
});
