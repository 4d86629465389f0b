import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaText, readAgenda, type Wanted } from '../../src/reminders/agenda-file';
import { harmless } from '../../src/ui/harmless';
import { outlookOf } from '../../src/watchlist/outlook';
import type { Show } from '../../src/watchlist/show';
import { DAY, MINUTE, type Zone } from '../../src/watchlist/zone';
import { anyWords, anyZone, at, berlin, newYork, show, tokyo, utc } from '../watchlist/shows';

const NOW = at('2024-01-11T12:00:00Z');
const STAMP = '42:1000:1704974400000000000';

function outlook(shows: readonly Show[], zone: Zone = berlin) {
  const named = (words: string) => {
    const title = harmless(words);
    return { title, short: title.slice(0, 5) };
  };
  return outlookOf(shows, { now: NOW, zone, named, worded: harmless });
}

function read(text: string, wanted: Partial<Wanted> = {}, stamp = STAMP) {
  return readAgenda(text, stamp, { now: NOW, zone: berlin, ...wanted });
}

const dated = show({ id: 'dated' }, { premiere: { at: '2024-01-18', precision: 'day' } });
const text = agendaText(outlook([show(), dated]), STAMP, berlin);

describe('the agenda file', () => {
  it('is lines that a shell can read', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      'jikai-agenda\t1\t42:1000:1704974400000000000\t60\t1704974400\t1705579200\t1\t1\t11',
      'waiting\tmetallic-rouge\t1\tMetal\tMetallic Rouge',
      'drop\t1705506900\t1705506900\t1\t0\t2024-01-17T15:55:00Z\testimated\t2\t2\tmetallic-rouge\tCrunchyroll\t-\tMetal\tMetallic Rouge',
    ]);
    expect(text).toMatch(
      /\ndrop\t1705532400\t1705618800\t1\t1\t2024-01-18\tscheduled\t1\t1\tdated\t/,
    );
    expect(text.endsWith('\nend\n')).toBe(true);
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(anyWords, { maxLength: 5 }), anyZone, (titles, zone) => {
        const shows = titles.map((title, index) =>
          show(
            { id: `show-${index}`, title },
            index % 2 === 0 ? {} : { premiere: { at: '2024-01-16', precision: 'day' } },
          ),
        );
        const made = outlook(shows, zone);
        expect(read(agendaText(made, STAMP, zone), { zone })).toEqual(made);
      }),
    );
  });

  it('has one line for each thing, whatever titles, platforms and links hold', () => {
    const evil = 'a\tb\nc\u0000\u001b]0;x\u0007\u202e\u2028end\ndrop\t0\t0\t99\t1';
    const base = show({ title: evil });
    const [release] = base.releases;
    if (release === undefined) throw new Error('no release');
    const hostile = { ...release, platform: evil, url: `https://x/\n${evil}` };
    const written = agendaText(outlook([{ ...base, releases: [hostile] }]), STAMP, berlin);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
    expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
    const [, ...lines] = written.split('\n');
    expect(
      new Set(lines.map((line) => `${line.split('\t')[0]} ${line.split('\t').length}`)),
    ).toEqual(new Set(['waiting 5', 'drop 14', 'end 1', ' 1']));
    expect(read(written)?.drops[0]).toMatchObject({ url: undefined, title: harmless(evil) });
  });

  it.each([
    ['another list', {}, '42:1000:1704974400000000001'],
    ['a time before it was made', { now: NOW - 1 }, STAMP],
    ['a time after it ends', { now: NOW + 7 * DAY }, STAMP],
    ['another clock', { zone: utc }, STAMP],
    ['another calendar', { zone: newYork }, STAMP],
  ])('does not fit %s', (_, wanted, stamp) => {
    expect(read(text)).toBeDefined();
    expect(read(text, wanted, stamp)).toBeUndefined();
  });

  it('does not fit a zone of the same offset in which a day begins at another time', () => {
    // Berlin, but an hour ahead from the seventeenth on.
    const odd: Zone = {
      id: 'Odd',
      offsetAt: (when) => (when < at('2024-01-17T00:00:00Z') ? 60 : 120),
    };
    expect(read(text, { zone: odd })).toBeUndefined();
    // Which days do not matter to what has its minute.
    const minutes = agendaText(outlook([show()]), STAMP, berlin);
    expect(read(minutes, { zone: odd })).toBeDefined();
  });

  it('is none when it is cut short anywhere', () => {
    for (let length = 0; length < text.length; length += 1) {
      expect(read(text.slice(0, length))).toBeUndefined();
    }
  });

  it('is none, or as whole as before, when something else stands in it', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.nat({ max: 20 }),
        fc.string({ maxLength: 5, unit: 'binary' }),
        (from, length, put) => {
          const broken = text.slice(0, from) + put + text.slice(from + length);
          const found = read(broken);
          for (const drop of found?.drops ?? []) {
            expect(drop.out).toBeGreaterThanOrEqual(drop.from);
            expect(Number.isInteger(drop.count)).toBe(true);
          }
        },
      ),
    );
  });

  it('is read no further than it is wanted', () => {
    const all = read(text)?.drops ?? [];
    expect(read(text, { most: 1 })?.drops).toEqual(all.slice(0, 1));
    // What is out by then is counted all the same.
    const later = { now: at('2024-01-17T15:55:00Z'), most: 2 };
    expect(read(text, later)?.drops).toEqual(all.slice(0, 3));
    expect(read(text, { ...later, now: later.now - MINUTE })?.drops).toEqual(all.slice(0, 2));
  });

  it('tells the same drops in zones that begin their days alike', () => {
    const made = agendaText(outlook([show()], tokyo), STAMP, tokyo);
    expect(read(made, { zone: { id: 'Same', offsetAt: () => 540 } })).toBeDefined();
  });
});
