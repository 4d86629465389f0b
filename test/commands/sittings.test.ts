import { describe, expect, it } from 'vitest';
import { type Answer, butRevision, CTRL_C, Home, type Setting, seated } from './world';

/** jikai decide and jikai review, with somebody at the keyboard on Tuesday, 6 February. */

const NOW = '2024-02-06T12:00:00Z';

function sitting(...answers: readonly Answer[]): Setting {
  return { ...seated(...answers), now: NOW, env: { NO_COLOR: '1' } };
}

/** Nobody sits there on that day. */
const alone: Setting = { now: NOW };

/** A home in which these command lines were run, each on its day. */
async function homeOf(
  lines: readonly (readonly [date: string, ...argv: string[]])[],
): Promise<Home> {
  const home = new Home();
  for (const [date, ...argv] of lines) await home.runAll([...argv, '--now', `${date}T20:00Z`]);
  return home;
}

const weekly = (premiere: string) => ['--manual', '--premiere', premiere, '--every', '7d'];

/** Three shows on trial, one that will be, and one whose note tells too much. */
function onTrial(): Promise<Home> {
  return homeOf([
    ['2024-01-01', 'add', 'Alpha', ...weekly('2024-01-02'), '--episodes', '12'],
    ['2024-01-01', 'add', 'Beta', ...weekly('2024-01-03')],
    ['2024-01-01', 'add', 'Delta', ...weekly('2024-01-05'), '--episodes', '12'],
    ['2024-01-01', 'add', 'メタル', ...weekly('2024-01-04')],
    ['2024-01-09', 'watch', 'alpha', '1', '--verdict', "We'll see"],
    ['2024-01-16', 'watch', 'alpha', '2', '--verdict', 'Hooked', '--note', 'Naomi'],
    ['2024-01-17', 'verdict', 'alpha', '9', 'Loved it', '--note', 'The butler'],
    ['2024-01-23', 'watch', 'alpha', '3', '--verdict', 'Wavering', '--score', '5'],
    ['2024-01-25', 'watch', 'beta', '1-3'],
    ['2024-01-26', 'watch', 'メタル', '1-3'],
    ['2024-01-26', 'watch', 'delta', '1-2'],
  ]);
}

/** What was done that day, the oldest first. */
async function doneIn(home: Home): Promise<readonly string[]> {
  const log = await home.json(['log', '--limit', '1000'], alone);
  const { changes } = log as { changes: readonly { at: string; summary: string }[] };
  return changes
    .filter(({ at }) => at === NOW)
    .map(({ summary }) => summary)
    .reverse();
}

async function undecided(home: Home): Promise<readonly string[]> {
  const told = await home.json(['decide'], alone);
  return (told as { undecided: readonly { title: string }[] }).undecided.map(({ title }) => title);
}

describe('jikai decide', () => {
  it('asks about each show on trial, saves each answer, and tells what came of it', async () => {
    const home = await onTrial();
    const told = await home.run(
      ['decide'],
      sitting('keep', 'Hooked', 'drop', { typed: 'Not mine', take: 'Not mine' }, '-1', 'more'),
    );
    expect(told).toMatchObject({ code: 0, out: 'Kept 1, dropped 1, one more of 1.\n' });
    expect(told.asked.map(({ question }) => question)).toEqual([
      ...['What now?', 'What do you say of it now?'],
      ...['What now?', 'What do you say of it now?', 'What do you say of it now? Not mine'],
      'Where does "Not mine" stand?',
      'What now?',
    ]);
    expect(await doneIn(home)).toEqual([
      'Kept Alpha',
      'Verdict on Alpha: Hooked',
      'Beta is now dropped',
      'Verdict on Beta: Not mine',
      'One more of メタル before you decide',
    ]);
    expect(await undecided(home)).toEqual([]);
  });

  it('shows how far one is and the trail so far, without what would tell too much', async () => {
    const home = await onTrial();
    const { err } = await home.run(['decide'], sitting('quit'));
    expect(err).toBe(
      [
        'Alpha  3 of 12  ●▲★▼',
        "  ep 1  ● We'll see",
        '  ep 2  ▲ Hooked           Naomi',
        '  ep 9  ★ Loved it',
        '  ep 3  ▼ Wavering (5/10)',
        'Nothing was decided.',
        '',
      ].join('\n'),
    );
    const { err: everything } = await home.run(['decide', '--spoilers'], sitting('quit'));
    expect(everything).toContain('ep 9  ★ Loved it         The butler');
  });

  it('offers answers whose first letters differ, and says how long it snoozes', async () => {
    const home = await onTrial();
    const { asked } = await home.run(['decide', '--for', '12h'], sitting('quit'));
    const names = asked[0]?.offers.map(({ name }) => name) ?? [];
    expect(names).toEqual([
      ...['Keep', 'Drop', 'One more episode', 'Snooze for 12h', 'Not now', 'Quit here'],
    ]);
    expect(new Set(names.map((name) => name.charAt(0).toLowerCase())).size).toBe(names.length);
  });

  it('shows a mood that was just answered from the next screen on', async () => {
    const home = await onTrial();
    await home.runAll(['verdict', 'beta', '3', 'Odd', '--now', '2024-01-26T20:00Z']);
    const odd = { typed: 'Odd', take: 'Odd' };
    const { err } = await home.run(['decide'], sitting('keep', odd, '-1', 'quit'));
    expect(err).toContain('ep 3  ▼ Odd');
  });

  it('says nothing where Enter is pressed, first of all offers', async () => {
    const home = await onTrial();
    const { asked } = await home.run(['decide'], sitting('keep', '', 'quit'));
    expect(asked[1]?.offers[0]).toEqual({ value: '', name: 'Nothing for now' });
    expect(await doneIn(home)).toEqual(['Kept Alpha']);
  });

  it('passes over what is not for now, and ends where one quits', async () => {
    const home = await onTrial();
    const { code, out } = await home.run(['decide'], sitting('later', 'snooze', 'quit'));
    expect({ code, out }).toEqual({ code: 0, out: 'Put off 1. 2 left to decide.\n' });
    expect(await undecided(home)).toEqual(['Alpha', 'メタル']);
    const inTime = await home.json(['decide'], { now: '2024-02-09T12:00:00Z' });
    expect(inTime).toMatchObject({ undecided: [{}, { title: 'Beta', trail: [] }, {}] });
  });

  it.each([
    ['at the first question', [CTRL_C], []],
    ['at a verdict', ['drop', CTRL_C], ['Alpha is now dropped']],
    ['at the second show', ['keep', 'Hooked', CTRL_C], ['Kept Alpha', 'Verdict on Alpha: Hooked']],
  ] as const)('keeps what was answered before Ctrl-C %s', async (_, answers, done) => {
    const home = await onTrial();
    const { code, out, err } = await home.run(['decide'], sitting(...answers));
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain(
      done.length === 0
        ? 'Cancelled; nothing was changed.'
        : 'Stopped. What you answered before is saved.',
    );
    expect(await doneIn(home)).toEqual(done);
  });

  it('is taken back answer by answer', async () => {
    const home = await onTrial();
    const before = home.store();
    await home.run(['decide'], sitting('keep', 'Hooked', 'snooze', 'quit'));
    expect(await undecided(home)).toEqual(['メタル']);
    await home.runAll(['undo'], ['undo'], ['undo']);
    expect(butRevision(home.store())).toBe(butRevision(before));
  });

  it('writes nothing in a dry run, though its questions go on', async () => {
    const home = await onTrial();
    const before = home.store();
    const dry = ['decide', '--dry-run'];
    const told = await home.run(dry, sitting('drop', 'Boring', 'keep', '', 'quit'));
    expect(told).toMatchObject({ code: 0, out: 'Kept 1, dropped 1. 1 left to decide.\n' });
    expect(told.err).toContain('Nothing was written: this was a dry run.');
    const { code, err } = await home.run(dry, sitting('drop', CTRL_C));
    expect(code).toBe(130);
    expect(err).toContain('Stopped. Nothing was written: this was a dry run.');
    expect(home.store()).toBe(before);
  });

  it('lists them where nobody is to be asked, one a line, and says what to type', async () => {
    const home = await onTrial();
    expect(await home.run(['decide'], alone)).toEqual({
      code: 0,
      out: 'Alpha   3 of 12  ●▲★▼  Wavering (5/10)\nBeta    3 in\nメタル  3 in\n',
      err: 'Decide with jikai decide <show> keep, drop, more or snooze.\n',
      asked: [],
    });
    expect(await home.run(['decide', '--no-input', '-q'], sitting())).toMatchObject({ err: '' });
    expect(await home.json(['decide'], alone)).toMatchObject({
      undecided: [
        {
          id: 'alpha',
          title: 'Alpha',
          watched: 3,
          episodes: 12,
          trail: [
            { at: '2024-01-09T20:00:00Z', episode: 1, words: "We'll see", mood: 0 },
            { words: 'Hooked', note: 'Naomi', mood: 1 },
            { episode: 9, words: 'Loved it', mood: 2 },
            { score: 5, mood: -1 },
          ],
        },
        { id: 'beta', episodes: null, trail: [] },
        { title: 'メタル' },
      ],
    });
    expect(JSON.stringify(await home.json(['decide'], alone))).not.toContain('butler');
  });

  it('goes by the settings for all shows, and for one', async () => {
    const home = await onTrial();
    await home.runAll(
      ['config', 'set', 'trial', '0'],
      ['config', 'set', 'trial', '2', '--show', 'delta'],
    );
    expect(await undecided(home)).toEqual(['Delta']);
    const { asked } = await home.run(['decide'], sitting('later'));
    expect(asked).toHaveLength(1);
  });

  it('says when the next one comes up, where nothing is to be decided', async () => {
    const home = await onTrial();
    for (const show of ['alpha', 'beta', 'メタル']) {
      await home.run(['decide', show, 'keep'], alone);
    }
    const nothing = (line: string) => ({ code: 0, out: '', err: `${line}\n` });
    expect(await home.run(['decide'], sitting())).toMatchObject(
      nothing('Nothing to decide. Delta comes up after 1 more episode.'),
    );
    await home.runAll(
      ['watch', 'delta', '3', '--now', NOW],
      ['decide', 'delta', 'snooze', '--now', NOW],
    );
    expect(await home.run(['decide'], alone)).toMatchObject(
      nothing('Nothing to decide. Delta comes up again on Fri 9 Feb.'),
    );
    expect(await new Home().run(['decide'], alone)).toMatchObject(nothing('Nothing to decide.'));
  });

  describe('of one show', () => {
    it.each([
      [
        'Alpha',
        ['alpha', 'keep', '--verdict', 'Hooked', '--score', '8'],
        'Kept Alpha: Hooked (8/10).',
      ],
      ['Alpha', ['alpha', 'drop', '--note', 'Too slow'], 'Alpha is now dropped: a note.'],
      ['Beta', ['beta', 'more'], 'One more of Beta before you decide.'],
      ['Beta', ['beta', 'Snooze'], 'Beta  put off until Fri 9 Feb'],
      ['Beta', ['beta', 'snooze', '--for', '1h'], 'Beta  put off until Tue 6 Feb, 14:00'],
      [
        'Beta',
        ['beta', 'snooze', '--for', '1w', '-v', 'Meh'],
        'Beta  put off until Tue 13 Feb  Meh',
      ],
      ['Delta', ['delta', 'keep'], 'Kept Delta.'],
    ])('%s needs no question: %j', async (title, words, out) => {
      const home = await onTrial();
      expect(await home.run(['decide', ...words], sitting())).toMatchObject({
        code: 0,
        out: `${out}\n`,
        err: 'Undo with jikai undo.\n',
      });
      expect(await doneIn(home)).toHaveLength(1);
      expect(await undecided(home)).not.toContain(title);
    });

    it('asks about that one alone, on trial or not', async () => {
      const home = await onTrial();
      const { out, asked } = await home.run(['decide', 'delta'], sitting('keep', 'Comfy'));
      expect(out).toBe('Kept Delta.\n');
      expect(asked[0]?.offers.map(({ value }) => value)).not.toContain('quit');
      expect(await doneIn(home)).toEqual(['Kept Delta', 'Verdict on Delta: Comfy']);
    });

    it('asks for no words where they were given', async () => {
      const home = await onTrial();
      const said = ['decide', 'alpha', '--verdict', 'Comfy'];
      const { asked } = await home.run(said, sitting('keep'));
      expect(asked).toHaveLength(1);
      expect(await doneIn(home)).toEqual(['Kept Alpha: Comfy']);
    });

    it('takes a title that ends like a decision for what it is', async () => {
      const home = await onTrial();
      await home.runAll(
        ['add', 'Rain Drop', ...weekly('2024-01-02'), '--status', 'watching'],
        ['add', 'Keep Your Hands Off Eizouken', ...weekly('2024-01-02'), '--status', 'watching'],
      );
      const decided = async (...words: readonly string[]) =>
        (await home.run(['decide', ...words], alone)).out;
      expect(await decided('rain', 'drop', 'keep')).toBe('Kept Rain Drop.\n');
      expect(await decided('eizouken', 'keep')).toBe('Kept Keep Your Hands Off Eizouken.\n');
      expect((await home.run(['decide', 'rain', 'drop'], alone)).err).toContain(
        'What is it to be?',
      );
    });

    it.each([
      [2, ['alpha'], 'What is it to be?', 'decide alpha keep, drop, more (one more episode) or'],
      [2, ['alpha', 'maybe'], '"maybe" is no decision.', 'Choose one of keep, drop, more, snooze.'],
      [2, ['drop'], 'Which show?', 'jikai decide <show> drop'],
      [2, ['alpha', 'keep', '--for', '1w'], '--for goes with snooze.', 'decide alpha snooze'],
      [2, ['alpha', 'snooze', '--for', 'ever'], '"ever" is not how long', '12h, 3d, 1w'],
      [2, ['alpha', 'snooze', '--for', '54w'], '"54w" is not how long', 'up to a year'],
      [2, ['--verdict', 'Hm'], 'Which show do you say that of?', 'jikai decide <show> keep'],
      [3, ['nosuch', 'keep'], 'No show on your list is called "nosuch"', 'jikai add "nosuch"'],
      [3, ['a', 'keep'], '"a" may mean', 'Use more of the title'],
      [
        1,
        ['omega', 'keep'],
        'Omega is planned, so there is nothing',
        'jikai watch omega begins it.',
      ],
    ])('exits with %i: %j', async (code, words, said, hint) => {
      const home = await onTrial();
      await home.runAll(['add', 'Omega', '--manual'], ['add', 'Aleph', '--manual']);
      const before = home.store();
      const told = await home.run(['decide', ...words], alone);
      expect(told).toMatchObject({ code, out: '' });
      expect(told.err).toContain(said);
      expect(told.err).toContain(hint);
      expect(home.store()).toBe(before);
    });

    it('asks nothing of one that is not being watched', async () => {
      const home = await onTrial();
      await home.runAll(['pause', 'alpha']);
      const { code, err } = await home.run(['decide', 'alpha'], sitting());
      expect(code).toBe(1);
      expect(err).toContain('jikai resume alpha takes it up again.');
    });
  });
});

/** Two shows being watched of which episodes wait, the older ones of Beta; one planned, one over. */
function waiting(): Promise<Home> {
  return homeOf([
    ['2024-01-01', 'add', 'Alpha', ...weekly('2024-01-16'), '--status', 'watching'],
    ['2024-01-01', 'add', 'Beta', ...weekly('2024-01-02'), '--episodes', '5'],
    ['2024-01-01', 'add', 'メタル', ...weekly('2024-01-01')],
    ['2024-01-01', 'add', 'Paused', ...weekly('2024-01-01'), '--status', 'paused'],
    ['2024-01-09', 'watch', 'beta', '1', '--verdict', 'Hooked', '--note', 'The butler'],
  ]);
}

describe('jikai review', () => {
  it('asks of each show what was watched, what one says, and for a note', async () => {
    const home = await waiting();
    const told = await home.run(
      ['review'],
      sitting('all', 'Comfy', 'Naomi is great', 'first', '', '', 'later'),
    );
    expect(told).toMatchObject({ code: 0, out: 'Watched 5 episodes, said 1 verdict.\n' });
    expect(told.asked.map(({ question }) => question)).toEqual([
      ...['Watched?', 'What do you say of ep 5?', 'A note to go with it? (Enter for none)'],
      ...['Watched?', 'What do you say of ep 1?', 'A note to go with it? (Enter for none)'],
      'Watched?',
    ]);
    expect(told.err).toBe(
      [
        'Beta  ep 2–5  since ~9 Jan',
        '  ep 1  ▲ Hooked  The butler',
        'Now completed.',
        'Alpha  ep 1–3  since 16 Jan',
        'Alpha  ep 2–3  since ~23 Jan',
        'jikai log shows each answer; jikai undo takes back the last.',
        '',
      ].join('\n'),
    );
    expect(await doneIn(home)).toEqual([
      'Watched Beta ep 2–5; now completed',
      'Verdict on Beta ep 5: Comfy',
      'Amended the verdict on Beta ep 5: Comfy',
      'Watched Alpha ep 1',
    ]);
    const trail = await home.json(['verdicts', 'beta'], alone);
    expect(trail).toMatchObject({
      verdicts: [{ episode: 1 }, { at: NOW, episode: 5, words: 'Comfy', note: 'Naomi is great' }],
    });
  });

  it('offers answers whose first letters differ, and no more than there is', async () => {
    const home = await waiting();
    const names = async (...answers: readonly Answer[]) => {
      const { asked } = await home.run(['review', '--dry-run'], sitting(...answers));
      return asked
        .findLast(({ question }) => question === 'Watched?')
        ?.offers.map((one) => one.name);
    };
    const always = ['Not yet', 'Drop the show', 'Quit here'];
    const four = await names('quit');
    expect(four).toEqual(['Ep 2', 'All: ep 2–5', 'Up to …', ...always]);
    expect(new Set(four?.map((name) => name.charAt(0).toLowerCase())).size).toBe(four?.length);
    const upTo = (episode: string): Answer[] => ['up-to', episode, '', ''];
    expect(await names(...upTo('3'), 'quit')).toEqual(['Ep 4', 'All: ep 4–5', ...always]);
    expect(await names(...upTo('4'), 'quit')).toEqual(['Ep 5', ...always]);
  });

  it('goes up to the episode that one types', async () => {
    const home = await waiting();
    const { asked } = await home.run(
      ['review'],
      sitting('up-to', { typed: 'ep 4', take: '4' }, '', '', 'quit'),
    );
    expect(asked[1]?.offers.map(({ name }) => name)).toEqual(['ep 3', 'ep 4', 'ep 5']);
    expect(asked[2]?.offers).toEqual([{ value: '4', name: 'ep 4' }]);
    expect(await doneIn(home)).toEqual(['Watched Beta ep 2–4']);
  });

  it('takes a note without words for a verdict of its own', async () => {
    const home = await waiting();
    const { out } = await home.run(['review'], sitting('first', '', '  Slow  ', 'quit'));
    expect(out).toBe('Watched 1 episode, said 1 verdict.\n');
    expect(await doneIn(home)).toEqual(['Watched Beta ep 2', 'Verdict on Beta ep 2: a note']);
  });

  it('shows a mood that was just answered from the next screen on', async () => {
    const home = await waiting();
    const odd = { typed: 'Odd', take: 'Odd' };
    const { err } = await home.run(['review'], sitting('first', odd, '2', '', 'quit'));
    expect(err).toContain('ep 2  ★ Odd');
  });

  it('drops a show, asks what one says of it, and goes on', async () => {
    const home = await waiting();
    const { out } = await home.run(['review'], sitting('drop', 'Boring', 'drop', '', 'later'));
    expect(out).toBe('Said 1 verdict, dropped 2 shows.\n');
    expect(await doneIn(home)).toEqual([
      'Beta is now dropped',
      'Verdict on Beta: Boring',
      'Alpha is now dropped',
    ]);
  });

  it.each([
    ['at the first question', [CTRL_C], []],
    ['at which of them', ['up-to', CTRL_C], []],
    ['at the words', ['first', CTRL_C], ['Watched Beta ep 2']],
    ['at the note', ['first', 'Fine', CTRL_C], ['Watched Beta ep 2', 'Verdict on Beta ep 2: Fine']],
    ['of a dropped show', ['drop', CTRL_C], ['Beta is now dropped']],
  ] as const)('keeps what was answered before Ctrl-C %s', async (_, answers, done) => {
    const home = await waiting();
    const { code, out, err } = await home.run(['review'], sitting(...answers));
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain(
      done.length === 0
        ? 'Cancelled; nothing was changed.'
        : 'Stopped. What you answered before is saved.',
    );
    if (done.length > 1) expect(err).toContain('Watched 1 episode, said 1 verdict.');
    expect(await doneIn(home)).toEqual(done);
  });

  it('is taken back answer by answer', async () => {
    const home = await waiting();
    const before = home.store();
    await home.run(['review'], sitting('first', 'Fine', 'A note', 'quit'));
    await home.runAll(['undo'], ['undo'], ['undo']);
    expect(butRevision(home.store())).toBe(butRevision(before));
  });

  it('writes nothing in a dry run, though its questions go on', async () => {
    const home = await waiting();
    const before = home.store();
    const answers: Answer[] = ['first', 'Fine', 'A note', 'all', '', '', 'drop', ''];
    const { code, out, err } = await home.run(['review', '--dry-run'], sitting(...answers));
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Watched 4 episodes, said 1 verdict, dropped 1 show.\n',
    });
    expect(err).toContain('Nothing was written: this was a dry run.');
    expect(home.store()).toBe(before);
  });

  it('leaves planned and other shows out, unless they are asked for', async () => {
    const home = await waiting();
    const { err: active } = await home.run(['review'], sitting('later', 'later'));
    expect(active).not.toContain('メタル');
    const { err: all } = await home.run(['review', '--all'], sitting('later', 'later', 'later'));
    expect(all.match(/^(?:\p{L}+)(?= {2}ep)/gmu)).toEqual(['Beta', 'Alpha', 'メタル']);
    const { err: paused } = await home.run(['review', 'paused'], sitting('all', '', ''));
    expect(paused).toContain('Now watching.');
  });

  it('says so where nothing waits', async () => {
    const home = await waiting();
    const none = { code: 0, out: '' };
    expect(await new Home().run(['review'], sitting())).toMatchObject({
      ...none,
      err: 'Nothing waits for you. jikai next shows what is coming.\n',
    });
    await home.runAll(['watch', 'alpha', 'all', '--now', NOW]);
    const { err } = await home.run(['review', 'alpha'], sitting());
    expect(err).toBe('Nothing of Alpha waits for you.\nNext: ep 4 · ~Tue 6 Feb 2024 · today\n');
    expect(await home.run(['review'], sitting('quit'))).toMatchObject({
      ...none,
      err: expect.stringContaining('Nothing was recorded.'),
    });
  });

  it('needs somebody to ask, and says what does not', async () => {
    const home = await waiting();
    const { code, out, err } = await home.run(['review'], alone);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('jikai watch <show> --verdict "…"');
    const due = (...argv: readonly string[]) => home.json(['review', ...argv], alone);
    const of = (title: string, ...episodes: readonly number[]) =>
      episodes.map((episode) => expect.objectContaining({ title, episode }));
    expect(await due()).toEqual({ due: [...of('Beta', 2, 3, 4, 5), ...of('Alpha', 1, 2, 3)] });
    expect(await due('alpha')).toEqual({ due: of('Alpha', 1, 2, 3) });
    expect(await due('--all')).toMatchObject({ due: { length: 13 } });
  });
});
