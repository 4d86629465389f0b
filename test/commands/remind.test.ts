import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home, type Setting } from './world';

/** `remind` as a timer and a person run it, its reminders going into a file. */

class Reminded extends Home {
  readonly file = path.join(this.folder, 'reminders.txt');

  static async with(...settings: readonly (readonly string[])[]): Promise<Reminded> {
    const home = new Reminded();
    await home.runAll(
      ['add', 'metallic rouge', '--verdict', "We'll see"],
      ['add', '--id', 'anilist:154587'],
      ['config', 'set', 'file', home.file],
      ...settings.map((words) => ['config', 'set', ...words]),
    );
    return home;
  }

  /** What stands in the file: the words, without the time and the link. */
  lines(): readonly string[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => line.split('\t').slice(1, 3).join(' | '));
  }

  /** What a run added to the file. */
  async remindAt(now: string, ...options: readonly string[]): Promise<readonly string[]> {
    const before = this.lines().length;
    const { code, err } = await this.run(['remind', ...options], { now });
    if (code !== 0) throw new Error(`jikai remind ended with ${code}: ${err}`);
    return this.lines().slice(before);
  }

  get ledger(): string {
    return path.join(this.folder, 'state', 'remind', 'ledger.json');
  }
}

const ROUGE_1 = '2024-01-10T15:56:00Z';
const rouge1 = `Metallic Rouge — episode 1 is out on Crunchyroll | You said "We'll see".`;

describe('jikai remind', () => {
  it('tells of each drop once over each channel, and says over which', async () => {
    const home = await Reminded.with(['channels', 'terminal,file']);
    const first = await home.run(['remind'], { now: ROUGE_1 });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toBe(
      `Metallic Rouge — episode 1 is out on Crunchyroll. You said "We'll see".\n  https://www.crunchyroll.com/series/G24H1NWMJ/\n`,
    );
    expect(home.lines()).toEqual([rouge1]);
    const second = await home.run(['remind'], { now: ROUGE_1 });
    expect(second).toMatchObject({ code: 0, out: '' });
    expect(home.lines()).toHaveLength(1);
    // A channel that comes later has a ledger of its own.
    expect((await home.run(['remind', '--channel', 'file,terminal'], { now: ROUGE_1 })).out).toBe(
      '',
    );
  });

  it.each([
    [
      'of which the first was watched before it was told of',
      [['watch', 'batchy', '1', '--now', '2024-01-12T10:30Z']],
      ['2024-01-12T11:00:00Z', '2024-01-12T12:00:00Z', '2024-01-13T09:00:00Z'],
      ['Batchy — 2 new episodes, 2–3, with the finale | '],
    ],
    [
      'and then weekly',
      [
        [
          'episodes',
          'batchy',
          '5',
          '--from',
          '4',
          '--premiere',
          '2024-02-01T10:00Z',
          '--every',
          '7d',
        ],
      ],
      [
        '2024-02-01T11:00:00Z',
        '2024-02-02T09:00:00Z',
        '2024-02-08T11:00:00Z',
        '2024-02-09T09:00:00Z',
      ],
      ['Batchy — episode 4 is out | ', 'Batchy — episode 5, the finale, should be out | '],
    ],
    [
      'and then weekly, for nobody knows how long',
      [
        [
          'episodes',
          'batchy',
          'unknown',
          '--from',
          '4',
          '--premiere',
          '2024-02-01T10:00Z',
          '--every',
          '7d',
        ],
      ],
      [
        '2024-02-01T11:00:00Z',
        '2024-02-02T09:00:00Z',
        '2024-02-08T11:00:00Z',
        '2024-02-09T09:00:00Z',
      ],
      ['Batchy — episode 4 is out | ', 'Batchy — episode 5 should be out | '],
    ],
  ])('tells once also of what came out all at once, %s', async (_, said, times, told) => {
    const home = await Reminded.with(['channels', 'file']);
    const add = ['add', 'Batchy', '--manual', '--premiere', '2024-01-12T10:00Z', '--every', 'once'];
    await home.runAll([...add, '--episodes', '3'], ...said);
    const lines: string[] = [];
    for (const now of times) lines.push(...(await home.remindAt(now)));
    expect(lines.filter((line) => line.startsWith('Batchy'))).toEqual(told);
  });

  it('gives the same as JSON, with what it is about', async () => {
    const home = await Reminded.with(['channels', 'terminal,file']);
    expect(await home.json(['remind'], { now: ROUGE_1 })).toEqual({
      reminders: [
        {
          kind: 'out',
          id: 'metallic-rouge',
          title: 'Metallic Rouge',
          episodes: [1],
          drops: [
            expect.objectContaining({
              episode: 1,
              at: '2024-01-10T15:55:00Z',
              precision: 'minute',
            }),
          ],
          leadMinutes: 0,
          finale: 'no',
          released: false,
          platform: 'Crunchyroll',
          url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
          verdict: "We'll see",
          text: 'Metallic Rouge — episode 1 is out on Crunchyroll',
          channels: ['file', 'terminal'],
        },
      ],
      digests: [],
      failed: [],
    });
    expect(await home.json(['remind'], { now: ROUGE_1 })).toEqual({
      reminders: [],
      digests: [],
      failed: [],
    });
  });

  it('sends and notes nothing in a dry run', async () => {
    const home = await Reminded.with(['channels', 'file']);
    const { out, err } = await home.run(['remind', '--dry-run'], { now: ROUGE_1 });
    expect(out).toBe('Metallic Rouge — episode 1 is out on Crunchyroll  → file\n');
    expect(err).toContain('dry run');
    expect(home.lines()).toEqual([]);
    expect(existsSync(home.ledger)).toBe(false);
    expect(await home.remindAt(ROUGE_1)).toEqual([rouge1]);
  });

  it('begins with the last day, and looks further back when it is told to', async () => {
    const home = await Reminded.with(['channels', 'file']);
    expect(await home.remindAt('2024-01-14T12:00:00Z')).toEqual([]);
    expect(await home.remindAt('2024-01-14T12:01:00Z', '--since', '5 days ago')).toHaveLength(2);
    expect(await home.remindAt('2024-01-14T12:02:00Z', '--since', '5 days ago')).toEqual([]);
  });

  it('as a timer prints nothing and leaves the terminal alone', async () => {
    const home = await Reminded.with(['channels', 'terminal,file']);
    expect(await home.run(['remind', '--background'], { now: ROUGE_1 })).toMatchObject({
      out: '',
      err: '',
    });
    expect(home.lines()).toEqual([rouge1]);
    const { out } = await home.run(['remind'], { now: ROUGE_1 });
    expect(out).toContain('episode 1 is out');
    expect(home.lines()).toHaveLength(1);
  });

  it('heeds what is set for one show', async () => {
    const home = await Reminded.with(
      ['channels', 'terminal'],
      ['channels', 'file', '--show', 'frieren'],
      ['lead', '1d', '--show', 'frieren'],
    );
    const { out } = await home.run(['remind'], { now: '2024-01-12T10:00:00Z' });
    expect(out).toBe(
      "Frieren: Beyond the Journey's End — episode 16 should drop in 2h on Crunchyroll  → file\n",
    );
    expect(home.lines()).toEqual([
      "Frieren: Beyond the Journey's End — episode 16 should drop in 2h on Crunchyroll | On Fri 12 Jan, 13:00.",
    ]);
  });

  it('tells over a channel that is named also what is not usually told over it', async () => {
    const home = await Reminded.with(
      ['channels', 'terminal'],
      ['channels', 'file', '--show', 'rouge'],
    );
    const frieren = '2024-01-12T12:01:00Z';
    expect(await home.remindAt(frieren)).toEqual([]);
    expect(await home.remindAt(frieren, '--since', '2024-01-10')).toHaveLength(1);
    expect(await home.remindAt(frieren, '--channel', 'file')).toEqual([
      expect.stringContaining('Frieren'),
    ]);
    expect(await home.remindAt(frieren, '--channel', 'file')).toEqual([]);
  });

  it('is not misled by a run that told of other shows over the same channel', async () => {
    // By hand it is for the terminal, and over the file only of one show; a timer tells the desktop.
    const home = await Reminded.with(['channels', 'file', '--show', 'rouge']);
    await home.runAll(['add', 'Beta', '--manual', '--premiere', '2024-01-10T15:00Z']);
    expect(await home.remindAt('2024-01-10T14:00:00Z')).toEqual([]);
    expect(await home.remindAt('2024-01-10T15:10:00Z', '--channel', 'file')).toEqual([
      'Beta — episode 1 is out | ',
    ]);
    expect(await home.remindAt(ROUGE_1)).toEqual([rouge1]);
  });

  it('recovers from a clock that was ahead when it was first used', async () => {
    const home = await Reminded.with(['channels', 'file'], ['digest', 'weekly']);
    await home.remindAt('2031-01-08T12:00:00Z');
    const before = home.lines().length;
    await home.remindAt('2024-01-09T12:00:00Z');
    await home.runAll(['add', 'Beta', '--manual', '--premiere', '2024-01-10T15:00Z']);
    // Off in between, so that it was out for long.
    expect(await home.remindAt('2024-01-13T12:00:00Z')).toContain(
      'Beta — episode 1 is out | Since Wed 10 Jan, 16:00.',
    );
    expect(await home.remindAt('2024-01-15T12:00:00Z')).toEqual([
      expect.stringMatching(/^Your week/),
    ]);
    expect(
      home
        .lines()
        .slice(before)
        .filter((one) => one.startsWith('Your week')),
    ).toHaveLength(1);
  });

  it('keeps digests of a day and of a week apart', async () => {
    const home = await Reminded.with(['channels', 'file'], ['digest', 'weekly']);
    await home.remindAt('2024-01-09T12:00:00Z');
    const day = await home.remindAt('2024-01-15T08:10:00Z', '--digest', 'daily');
    expect(day).toEqual([expect.stringMatching(/^Your day/)]);
    const rest = await home.remindAt('2024-01-15T08:20:00Z');
    expect(rest.filter((one) => one.startsWith('Your week'))).toHaveLength(1);
  });

  it('looks anew once a setting is another', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.remindAt('2024-01-10T15:00:00Z');
    await home.runAll(['config', 'set', 'lead', '1h']);
    expect(existsSync(path.join(path.dirname(home.ledger), 'file.next'))).toBe(false);
    expect(await home.remindAt('2024-01-10T15:01:00Z')).toEqual([
      expect.stringContaining('episode 1 drops in 54m'),
    ]);
  });

  it('tells of what comes out all at once as of one thing, and once', async () => {
    const home = await Reminded.with(['channels', 'file']);
    const at = ['--premiere', '2024-01-10T15:00Z', '--every', 'once'];
    await home.runAll(['add', 'Together', '--manual', ...at]);
    expect(await home.remindAt('2024-01-10T15:01:00Z')).toEqual([
      'Together — everything is out | ',
    ]);
    await home.runAll(['episodes', 'together', '12']);
    expect(await home.remindAt('2024-01-10T15:02:00Z')).toEqual([]);
  });

  it('is as sure of what drops together as of the first of it', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.runAll(['batch', 'rouge', '1-3']);
    expect(await home.remindAt(ROUGE_1)).toEqual([
      `Metallic Rouge — 3 new episodes, 1–3, on Crunchyroll | You said "We'll see".`,
    ]);
  });

  it('refuses to wait for what is out, and says what waits once the wait is over', async () => {
    const home = await Reminded.with(['channels', 'file']);
    const later = { now: '2024-01-25T12:00:00Z' };
    const hold = ['hold', 'rouge', 'until', '2'];
    expect(await home.run(hold, later)).toMatchObject({ code: 2 });
    await home.runAll(hold);
    const { out } = await home.run(['hold', 'rouge', '--off'], later);
    expect(out).toContain('Waiting for you: ep 1–3');
  });

  it('leaves for later what --since left out', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.remindAt('2024-01-08T12:00:00Z');
    expect(await home.remindAt('2024-01-25T12:00:00Z', '--since', '1 hour ago')).toEqual([]);
    expect(await home.remindAt('2024-01-25T12:01:00Z')).toHaveLength(2);
  });

  it('keeps quiet when it is told to, and tells afterwards in one what that covered', async () => {
    const home = await Reminded.with(['channels', 'file'], ['quietHours', '12:30-18:00']);
    await home.runAll(['add', 'Another', '--manual', '--premiere', '2024-01-10T15:00Z']);
    const quiet = await home.run(['remind'], { now: ROUGE_1 });
    expect(quiet.err).toBe('Quiet hours until 18:00: what drops meanwhile is told then.\n');
    expect(home.lines()).toEqual([]);
    // Whoever is at the terminal is awake.
    expect((await home.run(['remind', '-c', 'terminal'], { now: ROUGE_1 })).out).toContain('Rouge');
    expect(await home.remindAt('2024-01-10T17:05:00Z')).toEqual([
      'While it was quiet: 2 reminders | Another — episode 1 is out Metallic Rouge — episode 1 is out on Crunchyroll',
    ]);
    expect(await home.remindAt('2024-01-10T17:06:00Z')).toEqual([]);
  });

  it('tells of very many at once in one', async () => {
    const home = await Reminded.with(['channels', 'file']);
    for (let index = 1; index <= 14; index += 1) {
      await home.runAll(['add', `Show ${index}`, '--manual', '--premiere', '2024-01-10T15:00Z']);
    }
    const [line, ...others] = await home.remindAt(ROUGE_1);
    expect(others).toEqual([]);
    expect(line).toMatch(/^15 reminders at once \| Show 1 — .* and 3 more: jikai tells them$/);
  });

  it('sends a digest on the morning it is wanted, once, and at once when it is asked for', async () => {
    const home = await Reminded.with(['channels', 'file']);
    const title = /^Your week: ~2 episodes dropped, ~16 wait/;
    const asked = await home.remindAt('2024-01-11T07:00:00Z', '--digest', 'weekly');
    expect(asked).toEqual([expect.stringMatching(title)]);
    expect(await home.remindAt('2024-01-11T09:00:00Z', '--digest', 'weekly')).toEqual([]);
    await home.runAll(['config', 'set', 'digest', 'weekly']);
    // 09:00 on Monday in Berlin.
    const digests = async (now: string) =>
      (await home.remindAt(now)).filter((line) => line.startsWith('Your week'));
    expect(await digests('2024-01-15T07:59:00Z')).toEqual([]);
    expect(await digests('2024-01-15T08:00:00Z')).toHaveLength(1);
    expect(await digests('2024-01-15T08:01:00Z')).toEqual([]);
    expect(await digests('2024-01-23T20:00:00Z')).toHaveLength(1);
    await home.runAll(['config', 'set', 'quietHours', '08:00-10:00']);
    expect(await digests('2024-01-29T08:30:00Z')).toEqual([]);
    expect(await digests('2024-01-29T09:00:00Z')).toHaveLength(1);
  });

  it('tries a channel that failed again, says so once, and lets it keep no other from working', async () => {
    const home = await Reminded.with(['channels', 'ntfy,file'], ['ntfy', 'https://ntfy.example/t']);
    let isUp = false;
    const posted: unknown[] = [];
    const net: Setting['net'] = {
      fetch: async (_, init) => {
        if (!isUp) return new Response('', { status: 503 });
        posted.push(JSON.parse(String(init?.body)));
        return new Response('{}');
      },
      wait: () => Promise.resolve(),
      patience: 1000,
    };
    const background = (now: string) => home.run(['remind', '--background'], { now, net });
    const first = await background(ROUGE_1);
    expect(first).toMatchObject({ code: 1, out: '' });
    expect(first.err).toContain('ntfy did not take the reminder (503).');
    expect(home.lines()).toEqual([rouge1]);
    expect(await background('2024-01-10T16:06:00Z')).toMatchObject({ code: 0, err: '' });
    // By hand it is said each time.
    expect(await home.run(['remind'], { now: '2024-01-10T16:07:00Z', net })).toMatchObject({
      code: 1,
    });
    expect((await home.run(['remind', 'status'], { now: '2024-01-10T16:08:00Z' })).out).toContain(
      '(503)',
    );
    isUp = true;
    expect(await background('2024-01-20T16:08:00Z')).toMatchObject({ code: 0, err: '' });
    expect(posted).toEqual([
      expect.objectContaining({
        title: expect.stringContaining('Rouge — episodes 1–2 should be out'),
      }),
      expect.objectContaining({ title: expect.stringContaining('Frieren') }),
    ]);
    expect(home.lines().slice(1)).toHaveLength(2);
    expect(
      (await home.run(['remind', 'status'], { now: '2024-01-20T16:08:00Z' })).out,
    ).not.toContain('503');
  });

  it('begins a damaged ledger anew, and leaves a newer one alone', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.remindAt(ROUGE_1);
    const whole = readFileSync(home.ledger, 'utf8');
    const state = path.dirname(home.ledger);
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"format":"x"}',
      whole.slice(0, -20),
      '{"format":"jikai-reminders","version":1,"channels":{"file":{"since":"x","told":7},"__proto__":{"told":[[]]}}}',
    ]) {
      writeFileSync(home.ledger, text);
      rmSync(path.join(state, 'file.next'));
      expect(await home.remindAt(ROUGE_1)).toEqual([rouge1]);
    }
    writeFileSync(home.ledger, '{"format":"jikai-reminders","version":2}');
    rmSync(path.join(state, 'file.next'));
    const { code, err } = await home.run(['remind'], { now: ROUGE_1 });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('newer jikai') });
  });

  it('passes over what a damaged ledger says was told at the end of time', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.remindAt(ROUGE_1);
    const whole = readFileSync(home.ledger, 'utf8');
    const damaged = whole.replace(/(\[\[.*?)"[^"]+"\]/, '$1"+275760-09-13T00:00:00Z"]');
    expect(damaged).not.toBe(whole);
    writeFileSync(home.ledger, damaged);
    const options = { now: '2024-01-16T12:00:00Z' };
    const { code, out } = await home.run(['remind', 'status', '--timezone', 'Asia/Tokyo'], options);
    expect(code).toBe(0);
    expect(out).not.toContain('275760');
  });

  it('needs no file of when to look next, nor a whole one', async () => {
    const home = await Reminded.with(['channels', 'file']);
    await home.remindAt(ROUGE_1);
    const next = path.join(path.dirname(home.ledger), 'file.next');
    for (const text of ['', '99999999999', '99999999999 0 else', 'x y z', '\0']) {
      writeFileSync(next, text);
      expect(await home.remindAt('2024-01-10T15:57:00Z')).toEqual([]);
    }
    rmSync(next);
    mkdirSync(next);
    expect(await home.remindAt('2024-01-18T15:57:00Z')).toHaveLength(2);
  });

  it('has a ledger for each list', async () => {
    const home = await Reminded.with(['channels', 'file']);
    const other = ['--data-dir', path.join(home.folder, 'other')];
    await home.runAll(['add', 'metallic rouge', ...other]);
    await home.remindAt(ROUGE_1);
    expect(await home.remindAt(ROUGE_1, ...other)).toEqual([
      'Metallic Rouge — episode 1 is out on Crunchyroll | ',
    ]);
  });

  it.each([
    [['remind', '--channel', 'pigeon'], '"pigeon" is not a channel.'],
    [['remind', '--lead', '0h'], '"0h" is not how long ahead a reminder can come.'],
    [['remind', '--since', 'tomorrow'], 'still to come'],
    [['config', 'set', 'ntfy', 'https://ntfy.example/'], 'has no topic in it'],
    [['remind', '--since', 'yonder'], '"yonder" is not a date I can read.'],
    [['remind', '--watch', '--test'], 'cannot be used with'],
    [['config', 'set', 'quietHours', '9-17'], '"9-17" is no stretch of a day.'],
    [['config', 'set', 'quietHours', '09:00-09:00'], 'no stretch of a day'],
    [['config', 'set', 'lead', '1h', '--show', 'nosuch'], 'No show on your list'],
  ])('%j is told what is wrong', async (argv, words) => {
    const { code, out, err } = await new Home().run(argv);
    expect({ code: code === 2 || code === 3, out }).toEqual({ code: true, out: '' });
    expect(err).toContain(words);
  });
});

describe('doctor', () => {
  it('tells a timer of this list from one of another, and what reminders lack', async () => {
    const home = new Home();
    writeFileSync(path.join(home.folder, '.bashrc'), '');
    const env = (list: string) => ({
      env: { SHELL: '/bin/bash', PATH: process.env.PATH, JIKAI_HOME: path.join(home.folder, list) },
    });
    const install = ['remind', 'install', '--using', 'shell', '--yes'];
    expect(await home.run(install, env('mine'))).toMatchObject({ code: 0 });
    expect((await home.run(['doctor'], env('mine'))).out).toMatch(/✓ {2}timer .*shell/);
    const other = await home.run(['doctor'], env('other'));
    expect(other.code).toBe(1);
    expect(other.out).toMatch(/✗ {2}timer +shell runs jikai remind for another list/);
    await home.run(['config', 'set', 'channels', 'ntfy'], env('mine'));
    const lacking = await home.run(['doctor'], env('mine'));
    expect(lacking.out).toMatch(/✗ {2}ntfy +is not set up yet/);
    expect(lacking.code).toBe(1);
  });
});

describe('secrets', () => {
  it('are read from standard input, kept for the user alone, and not shown among others', async () => {
    const home = new Home();
    const set = await home.run(['config', 'set', 'ntfyToken', '-'], { input: 'tk_secret\n' });
    expect(set).toMatchObject({ code: 0, out: 'ntfyToken is now set.\n' });
    expect(JSON.parse(home.config() ?? '')).toEqual({ ntfyToken: 'tk_secret' });
    for (const argv of [['config'], ['config', '--json'], ['doctor']]) {
      const { out, err } = await home.run(argv);
      expect(out + err).not.toContain('tk_secret');
    }
    expect((await home.run(['config', 'get', 'ntfyToken'])).out).toBe('tk_secret\n');
    const json = await home.run(['config', 'set', 'ntfyToken', 'tk_other', '--json']);
    expect(json.out).not.toMatch(/tk_/);
    writeFileSync(home.configFile, '{"webhook":"hooks.example/SECRET"}');
    const { err } = await home.run(['list']);
    expect(err).toContain('"webhook" is not used');
    expect(err).not.toContain('SECRET');
  });

  it('go back as they were typed', async () => {
    const home = new Home();
    const set = ['config', 'set', 'command'];
    await home.runAll([...set, '--', '/bin/my say', '--loud']);
    const { err } = await home.run([...set, '/bin/true']);
    expect(err).toContain("To go back: jikai config set command -- '/bin/my say' --loud");
  });
});
