import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaDropJson, listedJson, showJson } from '../../src/commands/json';
import { AGENDA_COLUMNS, AGENDA_FIELDS, listedDrops } from '../../src/ui/agenda-fields';
import { LIST_COLUMNS, LIST_FIELDS, ListedShow } from '../../src/ui/list-fields';
import { type Fields, readColumns, readFormat, recordText } from '../../src/ui/records';
import { agendaOf, dueDrops } from '../../src/watchlist/agenda';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Show } from '../../src/watchlist/show';
import { anyShow, anyWords, at, berlin, show } from '../watchlist/shows';

const reader = { now: at('2024-01-10T12:00:00Z'), zone: berlin, dayEnds: 300 };
const vocabulary = vocabularyOf([['Hooked', 1]]);

function listed(one: Show, spoilers = false): ListedShow {
  return new ListedShow(one, { reader, vocabulary: () => vocabulary, spoilers });
}

interface Thing {
  readonly name: string;
  readonly count: number;
}
const FIELDS: Fields<Thing> = { name: ({ name }) => name, 'count.all': ({ count }) => count };

function told(format: string, ...things: readonly Thing[]): string {
  return recordText(things, readFormat(format, FIELDS), FIELDS);
}

const thing = { name: 'Rouge', count: 2 };

describe('a format for scripts', () => {
  it.each([
    ['{name}', 'Rouge\n'],
    ['{name}\\t{count.all}', 'Rouge\t2\n'],
    ['{name}\\n  {count.all}', 'Rouge\n  2\n'],
    ['a\\\\tb', 'a\\tb\n'],
    ['\\\\\\t', '\\\t\n'],
    ['\\d+ \\', '\\d+ \\\n'],
    ['a\tb\nc', 'a\tb\nc\n'],
    ['{{{name}}}', '{Rouge}\n'],
    ['{?count.all {count.all}x}', '2x\n'],
    ['', '\n'],
    ['\u001b[31m{name}\u202e', '�[31mRouge�\n'],
  ])('%j is %j', (format, expected) => {
    expect(told(format, thing)).toBe(expected);
  });

  it('leaves out what there is not', () => {
    expect(told('{?name [{name}]}{?count.all ({count.all})}.', { name: '', count: 0 })).toBe('.\n');
    // A nought that is a value, such as a score, is a text.
    expect(told('{?name [{name}]}', { name: '0', count: 0 })).toBe('[0]\n');
  });

  it.each([
    ['{nam}', 'There is no placeholder {nam}.', /^Did you mean \{name\}\?/],
    ['{count}', 'There is no placeholder {count}.', /\{count\.all\}/],
    ['{toString}', 'There is no placeholder {toString}.', /^There are \{name\} \{count\.all\}/],
    ['{name', 'The format cannot be read. A { is not closed.', /^Write \{name\}/],
  ])('%j is none', (format, message, hint) => {
    expect(() => readFormat(format, FIELDS)).toThrow(
      expect.objectContaining({ code: 'usage', message, hint: expect.stringMatching(hint) }),
    );
  });

  it.each([
    ['nam', 'There is no field "nam".', /^Did you mean name\?/],
    ['', 'There is no field "".', /^There are name, count\.all\.$/],
    ['name,,count.all', 'There is no field "".', /^There are/],
    ['constructor', 'There is no field "constructor".', /name/],
  ])('columns %j are none', (columns, message, hint) => {
    expect(() => readColumns(columns, FIELDS)).toThrow(
      expect.objectContaining({ code: 'usage', message, hint: expect.stringMatching(hint) }),
    );
  });

  it('has a line for each thing and a column for each field, whatever they hold', () => {
    const things = fc.array(fc.record({ name: anyWords, count: fc.nat() }));
    fc.assert(
      fc.property(things, (some) => {
        const lines = told('{name}\\t{count.all}', ...some).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(some.length);
        const columns = readColumns('count.all, name ,name', FIELDS);
        const [heads, ...rows] = recordText(some, columns, FIELDS).slice(0, -1).split('\n');
        expect(heads).toBe('count.all\tname\tname');
        expect(rows).toHaveLength(some.length);
        for (const [index, row] of rows.entries()) {
          const cells = row.split('\t');
          expect(cells).toEqual([String(some[index]?.count), cells[1], cells[1]]);
          expect(lines[index]).toBe(`${cells[1]}\t${cells[0]}`);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
          expect(row).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e]/);
        }
      }),
    );
  });
});

/** The value at a path such as `next.at`, as a field has it. */
function inJson(json: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((from, key) => (from as Record<string, unknown> | null)?.[key], json);
  return value === null || value === undefined ? '' : String(value);
}

/** Where JSON has fields of another name. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  english: 'titles.english',
  romaji: 'titles.romaji',
  native: 'titles.native',
  anilist: 'ids.anilist',
  mal: 'ids.mal',
  anidb: 'ids.anidb',
  bangumi: 'ids.bangumi',
};

/** What JSON does not tell in this form. */
const OWN = ['mood', 'note', 'next.in', 'audio'];

describe('the fields of a show', () => {
  const columns = Object.keys(LIST_FIELDS).filter((name) => !OWN.includes(name));

  it('are those of list --json and info --json', () => {
    fc.assert(
      fc.property(anyShow, (one) => {
        const json = { ...showJson(one, reader), ...listedJson(one, reader) };
        const thing = listed(one);
        for (const [name, of] of Object.entries(LIST_FIELDS)) {
          if (columns.includes(name)) {
            expect([name, String(of(thing))]).toEqual([
              name,
              inJson(json, ELSEWHERE[name] ?? name),
            ]);
          }
        }
      }),
    );
  });

  it('has as columns what list --json tells', () => {
    const keys = Object.keys(listedJson(show(), reader)).filter((key) => key !== 'next');
    expect(LIST_COLUMNS.split(',').filter((name) => !name.startsWith('next.'))).toEqual(keys);
    expect(() => readColumns(LIST_COLUMNS, LIST_FIELDS)).not.toThrow();
  });

  const AT = '2024-01-09T12:00:00Z';

  it.each<[keyof typeof LIST_FIELDS, Partial<Show>, string]>([
    ['mood', {}, ''],
    ['mood', { verdicts: [{ at: AT, words: 'hooked' }] }, '1'],
    ['mood', { verdicts: [{ at: AT, score: 0 }] }, '-2'],
    ['score', { verdicts: [{ at: AT, score: 0 }] }, '0'],
    ['note', { verdicts: [{ at: AT, words: 'x', note: 'of the show' }] }, 'of the show'],
    ['note', { verdicts: [{ at: AT, episode: 5, words: 'x', note: 'he dies' }] }, ''],
    ['audio', {}, 'sub'],
    ['next.in', {}, '3h 55m'],
    ['next.in', { status: 'dropped' }, ''],
    ['next.at', { status: 'completed' }, ''],
  ])('%s of %j is %j', (name, facts, expected) => {
    expect(String(LIST_FIELDS[name](listed(show(facts))))).toBe(expected);
  });

  it('has notes past the progress with --spoilers alone', () => {
    const past = show({ verdicts: [{ at: AT, episode: 5, words: 'x', note: 'he dies' }] });
    expect(LIST_FIELDS.note(listed(past, true))).toBe('he dies');
  });
});

describe('the fields of a drop', () => {
  it('are those of next --json', () => {
    fc.assert(
      fc.property(fc.array(anyShow, { maxLength: 3 }), (some) => {
        const shows = some.map((one, index) => ({ ...one, id: `show-${index}` }));
        const agenda = agendaOf({ revision: 0, shows }, { ...reader, days: 7 });
        const drops = listedDrops(agenda, reader);
        expect(drops).toHaveLength(
          dueDrops(agenda, reader.zone).length + agenda.upcoming.length + agenda.undated.length,
        );
        for (const drop of drops) {
          const json = { ...agendaDropJson(drop.drop), state: drop.state };
          for (const [name, of] of Object.entries(AGENDA_FIELDS)) {
            if (name !== 'in') expect([name, String(of(drop))]).toEqual([name, inJson(json, name)]);
          }
        }
      }),
    );
    expect(() => readColumns(AGENDA_COLUMNS, AGENDA_FIELDS)).not.toThrow();
  });
});
