import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isReportPage } from '../../src/exchange/report/page';
import { CONTROL, CTRL_C, Home, livedInHome, seated } from './world';

/** The last evening of the winter that the home that is lived in saw begin. */
const MARCH = '2024-03-31T20:00:00Z';
const APRIL = '2024-04-10T20:00:00Z';

describe('jikai report --json', () => {
  it('tells a season: its shows, their episodes and trails', async () => {
    const home = await livedInHome();
    const told = await home.json(['report'], { now: MARCH });
    expect(told).toMatchObject({
      kind: 'season',
      name: 'winter 2024',
      from: '2023-12-31T23:00:00Z',
      until: '2024-03-31T22:00:00Z',
      totals: {
        shows: 2,
        episodes: 3,
        minutes: 72,
        estimated: true,
        completed: 0,
        dropped: 0,
        score: 8,
      },
      untouched: [],
      words: [
        { words: 'Hooked', mood: 1, times: 2 },
        { words: "We'll see", mood: 0, times: 1 },
      ],
      risen: null,
      fallen: null,
    });
    expect(told).toMatchObject({
      shows: [
        {
          id: 'my-show',
          title: 'My Show',
          status: 'watching',
          watched: 2,
          mood: 1,
          score: 8,
          words: 'Hooked',
          episodes: [
            { episode: 1, state: 'watched', mood: null, words: null, score: null, breaks: 0 },
            { episode: 2, state: 'watched', mood: 1, words: 'Hooked', score: 8, breaks: 0 },
            { episode: 3, state: 'unwatched', mood: null, words: null, score: null, breaks: 0 },
          ],
          trail: [
            {
              at: '2024-01-08T12:00:00Z',
              episode: 2,
              words: 'Hooked',
              score: 8,
              note: 'A note',
              mood: 1,
            },
          ],
          finale: { episode: 3, state: 'unwatched', basis: 'confirmed' },
          droppedAfter: null,
        },
        { id: 'solo-leveling' },
        { id: 'metallic-rouge', trail: [{ episode: null, words: "We'll see" }] },
      ],
    });
  });

  it.each<[readonly string[], string]>([
    [[], 'spring 2024'],
    [['--season'], 'spring 2024'],
    [['--season', 'this'], 'spring 2024'],
    [['--season', 'last'], 'winter 2024'],
    [['--season', 'winter', '2024'], 'winter 2024'],
    [['--season', 'winter 2024'], 'winter 2024'],
    [['--season', 'autumn 2023'], 'fall 2023'],
    [['--year'], '2024'],
    [['--year', 'last'], '2023'],
    [['--year', '2022'], '2022'],
  ])('with %j is of %s', async (options, name) => {
    expect(await new Home().json(['report', ...options], { now: APRIL })).toMatchObject({ name });
  });

  it('takes the settings’ moods, and notes as far as they may be told', async () => {
    const home = await livedInHome();
    const trailOf = async (...options: readonly string[]) => {
      const told = await home.json(['report', ...options], { now: MARCH });
      return (told as { shows: readonly { trail: readonly unknown[] }[] }).shows[0]?.trail;
    };
    await home.runAll(['verdict', 'my show', '3', 'Hooked', '--note', 'A secret', '--yes']);
    expect(JSON.stringify(await trailOf())).not.toContain('secret');
    expect(JSON.stringify(await trailOf('--spoilers'))).toContain('secret');
    expect(JSON.stringify(await trailOf('--safe'))).not.toContain('"note":"');
  });
});

describe('jikai report', () => {
  it('is a screen for a person, and lines for a pipe', async () => {
    const home = await livedInHome();
    const screen = await home.run(['report', '--no-color'], { ...seated(), now: MARCH });
    expect(screen.out).toMatch(/^Winter 2024 {2}1 Jan 2024 – today\n/);
    expect(screen.out).toContain('✓▲○');
    const piped = await home.run(['report'], { now: MARCH });
    const kinds = piped.out.split('\n').map((one) => one.split(' ')[0]);
    expect([...new Set(kinds)]).toEqual(['show', 'finale', 'words', '']);
    expect(piped.out).not.toMatch(CONTROL);
  });

  it('is as Markdown the same in any terminal: its signs would mean something else in ASCII', async () => {
    const home = await livedInHome();
    const shown = (env: Record<string, string>) =>
      home.run(['report', '--markdown'], { ...seated(), now: MARCH, env });
    const { out } = await shown({ LANG: 'C.UTF-8' });
    expect(out).toContain('✓▲○');
    expect(await shown({ LANG: 'C' })).toMatchObject({ out });
    expect(await shown({ TERM: 'dumb' })).toMatchObject({ out });
  });

  it('says so when there is nothing, and what to do', async () => {
    const empty = await new Home().run(['report'], { now: MARCH });
    expect(empty).toMatchObject({ code: 0, out: '', err: expect.stringContaining('jikai add') });
    const home = await livedInHome();
    expect(await home.run(['report'], { now: '2026-04-10' })).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(
        /^Nothing of spring 2026 was watched or judged\.\n.*--season last/,
      ),
    });
    expect(await home.run(['report', '-q'], { now: '2026-04-10' })).toMatchObject({ err: '' });
    const markdown = await home.run(['report', '--markdown'], { now: '2026-04-10' });
    expect(markdown.out).toMatch(/^# Spring 2026, .*\n\nNothing of spring/);
  });

  it.each([
    ['--season', 'rainy'],
    ['--season', 'winter', '99'],
    ['--year', 'soon'],
    ['--season', '--year'],
    ['--html'],
    ['--html', ''],
    ['--html', 'x.html', '--markdown'],
    ['--json', '--markdown'],
    ['--json', '--html', '-'],
    ['--safe', '--spoilers'],
    ['winter'],
  ])('%j %j %j is not how it is used', async (...options) => {
    const home = await livedInHome();
    const words = options.filter((one) => one !== undefined);
    const { code, out, err } = await home.run(['report', ...words]);
    expect(code).toBe(2);
    if (!words.includes('--json'))
      expect({ out, lines: err.split('\n').length }).toEqual({ out: '', lines: 3 });
    expect(err).not.toContain('went wrong');
  });
});

describe('jikai report --html', () => {
  const page = (home: Home, ...options: readonly string[]) => [
    ...['report', '--html', path.join(home.folder, 'winter.html'), ...options],
  ];
  const fileOf = (home: Home) => path.join(home.folder, 'winter.html');

  it('writes the page whole, for the user alone, and tells how to open it', async () => {
    const home = await livedInHome();
    const file = fileOf(home);
    const told = await home.run(page(home), { now: MARCH });
    expect(told).toEqual({
      code: 0,
      asked: [],
      out: `Wrote Winter 2024, 3 shows, to ${file}.\n`,
      err: `Open it in a browser: xdg-open ${file}\n`,
    });
    const text = readFileSync(file, 'utf8');
    expect(isReportPage(text)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await home.run(['report', '--html', '-'], { now: MARCH })).out).toBe(text);
    const again = await home.run(page(home), { now: MARCH });
    expect(again.out).toBe(`${file} holds Winter 2024, 3 shows, already.\n`);
    // A page of ours is replaced without a question.
    const spring = await home.run(page(home, '--year', '2024'), { now: MARCH });
    expect(spring).toMatchObject({ code: 0, out: expect.stringMatching(/^Wrote 2024, /) });
    expect(readdirSync(home.folder).filter((name) => name.includes('html'))).toEqual([
      'winter.html',
    ]);
  });

  it('tells what it did as JSON, and nothing when told to be quiet', async () => {
    const home = await livedInHome();
    const [now, file] = [MARCH, fileOf(home)];
    const told = { file, shows: 3 };
    expect(await home.json(page(home, '-n'), { now })).toEqual({
      page: { ...told, written: false },
    });
    expect(await home.run(page(home, '-n'), { now })).toMatchObject({
      code: 0,
      err: 'Nothing was written: this was a dry run.\n',
    });
    expect(readdirSync(home.folder)).not.toContain('winter.html');
    expect(await home.json(page(home), { now })).toEqual({ page: { ...told, written: true } });
    expect(await home.run(page(home, '-q'), { now })).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('replaces nothing of another’s unless somebody says so', async () => {
    const home = await livedInHome();
    const [now, file] = [MARCH, fileOf(home)];
    const mine = '<!DOCTYPE html>\n<title>My own</title>\n';
    writeFileSync(file, mine);
    expect(await home.run(page(home), { now })).toMatchObject({
      code: 2,
      out: '',
      err: `${file} is no report that jikai wrote, so it was left as it is.\nAdd --yes to do it all the same.\n`,
    });
    const refused = await home.run(page(home), { ...seated(false), now });
    expect(refused).toMatchObject({
      code: 130,
      asked: [{ question: expect.stringContaining(file) }],
    });
    expect((await home.run(page(home), { ...seated(CTRL_C), now })).code).toBe(130);
    expect(readFileSync(file, 'utf8')).toBe(mine);
    expect((await home.run(page(home), { ...seated(true), now })).code).toBe(0);
    expect(isReportPage(readFileSync(file, 'utf8'))).toBe(true);
    writeFileSync(file, mine);
    expect((await home.run(page(home, '--yes'), { now })).code).toBe(0);
    expect(isReportPage(readFileSync(file, 'utf8'))).toBe(true);
  });

  it('writes no page with nothing in it', async () => {
    const home = await livedInHome();
    const { code, err } = await home.run(page(home), { now: '2026-04-10' });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^Nothing of spring 2026 .*\. No page was written\.\n.*--season/),
    });
    expect(readdirSync(home.folder)).not.toContain('winter.html');
  });

  it('says what stands in the way', async () => {
    const home = await livedInHome();
    const nowhere = path.join(home.folder, 'no', 'winter.html');
    const missing = await home.run(['report', '--html', nowhere], { now: MARCH });
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('mkdir -p') });
    const folder = path.join(home.folder, 'folder');
    mkdirSync(folder);
    const taken = await home.run(['report', '--html', folder, '--yes'], { now: MARCH });
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('no plain file') });
  });

  it('follows a link, and keeps it', async () => {
    const home = await livedInHome();
    const [target, link] = ['target', 'link'].map((name) => path.join(home.folder, `${name}.html`));
    symlinkSync(target ?? '', link ?? '');
    expect((await home.run(['report', '--html', link ?? ''], { now: MARCH })).code).toBe(0);
    expect(isReportPage(readFileSync(target ?? '', 'utf8'))).toBe(true);
  });
});
