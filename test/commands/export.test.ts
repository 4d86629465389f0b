import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/exchange/lists/csv';
import { soundShow } from '../../src/store/check';
import { showToLine } from '../../src/store/line-writing';
import { readBack } from '../exchange/reading';
import { CONTROL, Home, livedInHome, seated } from './world';

async function exported(home: Home, ...options: readonly string[]) {
  const { code, out, err } = await home.run(['export', 'ics', ...options]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

/** The names in a folder: nothing unfinished is left in it. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

describe('jikai export ics', () => {
  it('prints the calendar of what is watched and planned', async () => {
    const home = await livedInHome();
    const { events } = readBack(await exported(home));
    const shows = new Set(events.map(({ uid }) => uid.replace(/-ep\d+.*$/, '')));
    expect([...shows]).toEqual(['metallic-rouge', 'my-show', 'solo-leveling']);
    const all = readBack(await exported(home, '--all')).events;
    expect(all.some(({ uid }) => uid.startsWith('frieren'))).toBe(true);
  });

  it('is the same to the byte at another time and in another zone, while the list is', async () => {
    const home = await livedInHome();
    await home.runAll(['add', 'Endless', '--manual', '--premiere', '2023-10-01T12:00Z']);
    const first = await exported(home);
    expect(first).toContain('UID:endless-ep');
    for (const now of ['2023-01-01', '2024-03-30T23:59Z', '2031-07-01']) {
      expect(await exported(home, '--now', now)).toBe(first);
    }
    expect(await exported(home, '--timezone', 'America/New_York')).toBe(first);
    expect(await exported(home, '--timezone', 'Asia/Tokyo')).toBe(first);
  });

  it('keeps every UID when an episode is delayed, and says that it is newer', async () => {
    const home = await livedInHome();
    const before = readBack(await exported(home)).events;
    await home.runAll(['delay', 'rouge', '5', '--to', '2024-02-08T16:00Z']);
    const after = readBack(await exported(home)).events;
    const uids = (events: typeof before) => events.map(({ uid }) => uid);
    expect(uids(after)).toEqual(uids(before));
    const one = (events: typeof before) =>
      events.find(({ uid }) => uid.startsWith('metallic-rouge-ep5@'));
    expect(one(before)?.start).toBe('2024-02-07T15:55:00Z');
    expect(one(after)?.start).toBe('2024-02-08T16:00:00Z');
    expect(one(after)?.sequence).toBeGreaterThan(one(before)?.sequence ?? 0);
    // To take it back is a change as well.
    await home.runAll(['undo']);
    const undone = readBack(await exported(home)).events;
    expect(one(undone)?.start).toBe('2024-02-07T15:55:00Z');
    expect(one(undone)?.sequence).toBeGreaterThan(one(after)?.sequence ?? 0);
  });

  it('reminds when told to, in any way of saying so', async () => {
    const home = await livedInHome();
    const alarms = async (...options: readonly string[]) =>
      readBack(await exported(home, ...options)).events[0]?.alarms;
    expect(await alarms('--alarm', '1h')).toEqual(['-PT1H']);
    expect(await alarms('--alarm', '1h, 1d,30m')).toEqual(['-PT1H', '-P1D', '-PT30M']);
    expect(await alarms('--alarm', '1h', '--alarm', '1d', '--alarm', '60m')).toEqual([
      '-PT1H',
      '-P1D',
    ]);
    for (const wrong of ['soon', '', '1', '1h,', '-1h', '1y', '99999h']) {
      const { code, err } = await home.run(['export', 'ics', `--alarm=${wrong}`]);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('30m, 1h, 1d') });
    }
  });

  it('gives the calendar as data with --json', async () => {
    const home = await livedInHome();
    expect(await home.json(['export', 'ics'])).toMatchObject({
      calendar: {
        events: expect.arrayContaining([
          expect.objectContaining({
            uid: 'metallic-rouge-ep1@jikai',
            id: 'metallic-rouge',
            episode: 1,
            start: '2024-01-10T15:55:00Z',
            end: '2024-01-10T16:19:00Z',
            allDay: false,
          }),
        ]),
      },
    });
  });

  it('of an empty list is an empty calendar', async () => {
    expect(readBack(await exported(new Home())).events).toEqual([]);
  });

  it('is of the shows that are asked for, whatever their status', async () => {
    const home = await livedInHome();
    const { events } = readBack(await exported(home, '--status', 'paused'));
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ uid }) => uid.startsWith('frieren'))).toBe(true);
    const rouge = readBack(await exported(home, 'rouge')).events;
    expect(rouge.every(({ uid }) => uid.startsWith('metallic-rouge'))).toBe(true);
  });
});

describe('jikai export ics -o', () => {
  it('writes the file whole, for the user alone, and again only when there is news', async () => {
    const home = await livedInHome();
    const folder = path.join(home.folder, 'sync');
    mkdirSync(folder);
    const file = path.join(folder, 'anime.ics');
    const write = () => home.run(['export', 'ics', '-o', file]);
    expect(await write()).toMatchObject({ code: 0, out: `Wrote 29 events to ${file}.\n`, err: '' });
    expect(readFileSync(file, 'utf8')).toBe(await exported(home));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);

    const { ino, mtimeMs } = statSync(file);
    expect((await write()).out).toBe(`${file} holds the same 29 events already.\n`);
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });

    await home.runAll(['drop', 'rouge']);
    expect((await write()).code).toBe(1);
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });
    const forced = await home.run(['export', 'ics', '-o', file, '--force']);
    expect(forced.out).toMatch(/^Wrote 16 events to /);
    expect(readFileSync(file, 'utf8')).toBe(await exported(home));
    // Another file took its place, in one step; who may read it is the user's choice.
    expect(statSync(file).ino).not.toBe(ino);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(namesIn(folder)).toEqual(['anime.ics']);
  });

  it('tells what it did as JSON, and nothing when told to be quiet', async () => {
    const home = await livedInHome();
    const file = path.join(home.folder, 'anime.ics');
    const argv = ['export', 'ics', '--output', file];
    const told = { format: 'ics', file, events: 29 };
    expect(await home.json([...argv, '-n'])).toEqual({ export: { ...told, written: false } });
    expect(namesIn(home.folder)).not.toContain('anime.ics');
    expect(await home.json(argv)).toEqual({ export: { ...told, written: true } });
    expect(await home.json(argv)).toEqual({ export: { ...told, written: false } });
    expect(await home.run([...argv, '-q'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('replaces no other content unless it is forced to', async () => {
    const home = await livedInHome();
    const file = path.join(home.folder, 'mine.ics');
    const another = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//me//EN\r\nEND:VCALENDAR\r\n';
    writeFileSync(file, another);
    const { code, out, err } = await home.run(['export', 'ics', '-o', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `${file} is there already with other content, so it was left as it is.\nName another file, or replace it with --force.\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe(another);
    await home.runAll(['export', 'ics', '-o', file, '--force']);
    expect(readFileSync(file, 'utf8')).toBe(await exported(home));
  });

  it('follows a link to a file, and keeps it', async () => {
    const home = await livedInHome();
    const [file, link] = ['target.ics', 'link.ics'].map((name) => path.join(home.folder, name));
    symlinkSync(file ?? '', link ?? '');
    await home.runAll(['export', 'ics', '-o', link ?? '']);
    expect(readFileSync(file ?? '', 'utf8')).toBe(await exported(home));
  });

  it.each([
    ['a folder that is missing', 'no/such/anime.ics', 'There is no folder'],
    ['a folder', 'data', 'is no plain file'],
    ['a device', '/dev/null', 'is no plain file'],
    ['a file in a file', 'data/watchlist.json/anime.ics', 'not a folder'],
    ['the watchlist', 'data/watchlist.json', 'is your watchlist itself'],
    ['nothing', '', 'empty'],
  ])('does not write to %s', async (_, name, why) => {
    const home = await livedInHome();
    const before = home.store();
    const file = name === '' ? '' : path.resolve(home.folder, name);
    const { code, out, err } = await home.run(['export', 'ics', '-o', file, '--force']);
    expect({ code, out }).toEqual({ code: name === '' ? 2 : 1, out: '' });
    expect(err).toContain(why);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(home.store()).toBe(before);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('of a list that cannot be read leaves the file as it was', async () => {
    const home = await livedInHome();
    const file = path.join(home.folder, 'anime.ics');
    await home.runAll(['export', 'ics', '-o', file]);
    const before = readFileSync(file, 'utf8');
    writeFileSync(home.storeFile, '{');
    expect((await home.run(['export', 'ics', '-o', file])).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

/** The shows that a text of some format holds whole, as the store writes them. */
function wholeIn(format: string, text: string): readonly string[] {
  if (format === 'json') return text.trimEnd().split('\n').slice(1, -1);
  const { entries } = readCsv(text, { asShow: soundShow });
  return entries.map(({ whole }) => (whole === undefined ? 'not whole' : `${showToLine(whole)},`));
}

/** Those lines, of which in a file all but the last end in a comma. */
function alike(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/,$/, ''));
}

const WHOLE = ['json', 'csv', 'tsv'];
const FORMATS = [...WHOLE, 'markdown', 'html', 'mal', 'anilist', 'ics'];

/** Losses are told of; nothing else is said. */
const SILENT = FORMATS.filter((format) => format !== 'mal' && format !== 'anilist');

describe('jikai export', () => {
  it.each(WHOLE)('%s has everything', async (format) => {
    const home = await livedInHome();
    const { code, out, err } = await home.run(['export', format]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = home.store()?.trimEnd().split('\n').slice(1, -1) ?? [];
    expect(lines.length).toBeGreaterThan(4);
    expect(alike(wholeIn(format, out))).toEqual(alike(lines));
  });

  it('json is the watchlist’s file, to the byte, with what is not ours', async () => {
    const home = await livedInHome();
    const strange = home
      .store()
      ?.replace('"shows":[', '"mine":{"a":[1]},"shows":[')
      .replace('{"id":"my-show"', '{"mine":"\\u202e","id":"my-show"');
    writeFileSync(home.storeFile, strange ?? '');
    expect((await home.run(['export', 'json'])).out).toBe(strange);
    const laidOut = JSON.stringify(JSON.parse(strange ?? ''), null, 2);
    writeFileSync(home.storeFile, laidOut);
    const { out } = await home.run(['export', 'json']);
    expect(JSON.parse(out)).toEqual(JSON.parse(laidOut));
    expect(out.split('\n')).toHaveLength(8);
    // It can take the place of the file.
    writeFileSync(home.storeFile, out);
    expect((await home.run(['export', 'json'])).out).toBe(out);
    expect(await home.json(['export', 'json'])).toEqual(JSON.parse(out));
  });

  it('takes only the shows that are asked for', async () => {
    const home = await livedInHome();
    for (const format of SILENT.filter((one) => one !== 'ics')) {
      const one = await home.run(['export', format, 'rouge']);
      expect({ code: one.code, err: one.err }).toEqual({ code: 0, err: '' });
      expect(one.out).toContain('Metallic Rouge');
      expect(one.out).not.toContain('Solo Leveling');
      const { out } = await home.run(['export', format, '--status', 'paused,watching']);
      expect(out).toContain('Solo Leveling');
      expect(out).not.toContain('Metallic Rouge');
    }
    const none = await home.run(['export', 'csv', 'nosuch']);
    expect(none).toMatchObject({ code: 3, out: '' });
    expect((await home.run(['export', 'csv', '-s', 'dropped'])).code).toBe(3);
    expect((await home.run(['export', 'csv', '-s', 'bored'])).code).toBe(2);
  });

  it.each(FORMATS)('%s of an empty list is an empty one', async (format) => {
    const { code, out, err } = await new Home().run(['export', format]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toBe('');
  });

  it.each(FORMATS)('%s shows nothing on a terminal that it would obey', async (format) => {
    const home = await livedInHome();
    const hostile = '\u001b]0;x\u0007\u202e\u009b31m';
    const title = JSON.stringify(`Rouge${hostile}`).slice(1, -1);
    const text = home.store()?.replaceAll('Metallic Rouge', title);
    writeFileSync(home.storeFile, text ?? '');
    const { code, out } = await home.run(['export', format], seated());
    expect(code).toBe(0);
    expect(out).toContain('Rouge');
    // Columns are apart by tabs.
    expect(out.replaceAll('\t', ' ')).not.toMatch(CONTROL);
    expect(out).not.toContain('\u202e');
  });

  it('says what is lost on the way, in a line, and which shows have no place', async () => {
    const home = await livedInHome();
    for (const [format, site] of [
      ['mal', 'MyAnimeList'],
      ['anilist', 'AniList'],
    ] as const) {
      const { code, err } = await home.run(['export', format]);
      expect(code).toBe(0);
      expect(err.split('\n')).toEqual([
        expect.stringMatching(
          `^${site} has no place for .* jikai export json keeps everything\\.$`,
        ),
        `Left out, each because it has no number on ${site}: My Show, Some Day.`,
        '',
      ]);
      expect((await home.run(['export', format, '-q'])).err).toBe('');
    }
  });

  it('puts the content into JSON, where JSON is asked for', async () => {
    const home = await livedInHome();
    for (const format of ['csv', 'markdown', 'mal', 'anilist']) {
      const plain = (await home.run(['export', format])).out;
      expect(await home.json(['export', format])).toEqual({
        export: { format, shows: 5, content: plain },
      });
    }
  });

  it.each([
    ['anime.json', 'json'],
    ['anime.CSV', 'csv'],
    ['anime.tsv', 'tsv'],
    ['anime.md', 'markdown'],
    ['anime.html', 'html'],
    ['anime.xml', 'mal'],
    ['anime.ics', 'ics'],
  ])('knows by the name %s that it is %s', async (name, format) => {
    const home = await livedInHome();
    const file = path.join(home.folder, name);
    const told = await home.json(['export', '-o', file]);
    expect(told).toMatchObject({ export: { format, file, written: true } });
    expect(readFileSync(file, 'utf8')).toBe((await home.run(['export', format])).out);
    const words = path.join(home.folder, `rouge-${name}`);
    await home.runAll(['export', 'rouge', '-o', words]);
    expect(readFileSync(words, 'utf8')).toBe((await home.run(['export', format, 'rouge'])).out);
    // A format that is named counts more than the file's name.
    await home.runAll(['export', 'json', '-o', file, '--force']);
    expect(readFileSync(file, 'utf8')).toBe(home.store());
  });

  it('asks somebody in which form', async () => {
    const home = await livedInHome();
    const { code, out, asked } = await home.run(['export'], seated('markdown'));
    expect({ code, questions: asked.map(({ question }) => question) }).toEqual({
      code: 0,
      questions: ['In which form?'],
    });
    expect(out).toMatch(/^# Anime\n/);
    expect(asked[0]?.offers.map(({ value }) => value)).toEqual(expect.arrayContaining(FORMATS));
  });

  it.each([
    [[], 'in which form'],
    [['-o', 'list'], 'in which form'],
    [['pdf'], 'cannot export "pdf"'],
    [['markdwon'], 'Did you mean markdown?'],
    [['rouge', '-o', 'list.pdf'], 'cannot export "rouge"'],
    [['csv', '--alarm', '1h'], '--alarm is for calendars'],
    [['json', '--all'], '--all is for calendars'],
    [['csv', '-o', ''], 'The name of the file is empty'],
  ])('%j is not how it is used', async (words, why) => {
    const { code, out, err } = await new Home().run(['export', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  it('never writes over the list, whatever it is called', async () => {
    const home = await livedInHome();
    const before = home.store();
    const link = path.join(home.folder, 'link.json');
    symlinkSync(home.storeFile, link);
    for (const file of [home.storeFile, link]) {
      const { code } = await home.run(['export', 'json', 'rouge', '-o', file, '--force']);
      expect(code).toBe(1);
      // What it holds already is no change.
      expect((await home.run(['export', 'json', '-o', file])).out).toContain(
        'holds the same 5 shows',
      );
    }
    expect(home.store()).toBe(before);
  });
});

it('the built program prints the same calendar, in any zone', async () => {
  const home = await livedInHome();
  const expected = await exported(home, '--alarm', '1h');
  for (const TZ of ['America/New_York', 'Asia/Tokyo']) {
    const env = { PATH: process.env.PATH, HOME: home.folder, TZ };
    const argv = ['export', 'ics', '--alarm', '1h', '--data-dir', path.dirname(home.storeFile)];
    const { stdout, stderr } = spawnSync(process.execPath, ['bin/jikai.js', ...argv], { env });
    expect({ out: stdout.toString(), err: stderr.toString() }).toEqual({ out: expected, err: '' });
  }
});
