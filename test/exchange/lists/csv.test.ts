import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvOf, readCsv, tsvOf } from '../../../src/exchange/lists/csv';
import { soundShow } from '../../../src/store/check';
import { showToLine } from '../../../src/store/line-writing';
import type { BroughtList } from '../../../src/watchlist/brought';
import type { Problem } from '../../../src/watchlist/problem';
import type { Show, Verdict } from '../../../src/watchlist/show';
import { anyShow } from '../../store/arbitrary';
import { release, show, watchedUpTo } from '../../watchlist/shows';

const read = (text: string): BroughtList => readCsv(text, { asShow: soundShow });

/** The shows that a table holds whole, as the store writes them: to compare is to compare all of it. */
function linesIn(text: string): readonly string[] {
  const { entries, refused, lessened } = read(text);
  expect({ refused, lessened }).toEqual({ refused: [], lessened: undefined });
  return entries.map(({ whole }) => (whole === undefined ? 'not whole' : showToLine(whole)));
}

const WRITERS = [
  ['CSV', csvOf],
  ['TSV', tsvOf],
] as const;

const HOSTILE = [
  ...['86', '007', '1e5', 'K', '=HYPERLINK("http://x","y")', '-u', '+1', '@x', "'=1", "''", "'Til"],
  ...[
    'constructor',
    '__proto__',
    'A & B <C>',
    ']]>',
    '"quoted"',
    'a;b\tc,d',
    'two\nlines\r\n',
    '\t=1',
  ],
  ...[
    'שלום\u202e',
    '👩‍👩‍👧',
    '\ud83d',
    'nul\u0000l',
    '\ufeff.',
    'true',
    'TRUE',
    '2024-01-10',
    ' = x',
    '＝1',
  ],
  ...['sep=;', 'title', '\u001b[31mred'],
];

/** Control characters, but for tabs and line feeds, and what turns text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A table's cells, as a spreadsheet would have them: header first. */
function grid(text: string): string[][] {
  return Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
}

describe.each(WRITERS)('our own list as %s', (_, write) => {
  it('comes back to the letter', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyShow, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
        (shows) => {
          expect(linesIn(write(shows))).toEqual(shows.map(showToLine));
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each(HOSTILE)('holds the title %j', (title) => {
    const shows = [
      show({
        title,
        titles: { english: title, native: title },
        tags: [title === '' ? 'x' : title],
        verdicts: [{ words: title, note: title }],
        watched: watchedUpTo(3),
      }),
    ];
    expect(linesIn(write(shows))).toEqual(shows.map(showToLine));
  });

  it('keeps what is not ours', () => {
    const own: unknown = {
      ...show({ watched: watchedUpTo(1) }),
      mine: { deep: ['x', null] },
      hold: { until: 'finale', why: 'later' },
      trial: { after: 5 },
    };
    const strange = soundShow(JSON.parse(JSON.stringify(own).replace('"mine"', '"__proto__"')));
    const shows = [soundShow(own), strange].flatMap((one) => one ?? []);
    expect(shows).toHaveLength(2);
    expect(linesIn(write(shows))).toEqual(shows.map(showToLine));
    expect(linesIn(write(shows))[1]).toContain('"__proto__":{"deep":["x",null]}');
  });

  it('has a line for each show, and nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyShow, { maxLength: 4, selector: ({ id }) => id }), (shows) => {
        const text = write(shows)
          .replace(/^\ufeff/, '')
          .replaceAll('\r\n', '\n');
        expect(text.split('\n')).toHaveLength(shows.length + 2);
        expect(text).not.toMatch(OBEYED);
        expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(anyShow, fc.constantFrom(...HOSTILE), (one, title) => {
        for (const cell of grid(write([{ ...one, title }])).flat()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        }
      }),
    );
  });

  it('spreads a show over as many cells as it takes', () => {
    const long = show({ watched: watchedUpTo(2000), title: 'One Piece' });
    const shows = [show({ id: 'a' }), long];
    const cells = grid(write(shows)).flat();
    expect(Math.max(...cells.map(({ length }) => length))).toBeLessThan(16_364);
    expect(cells).toContain('jikai 6');
    expect(linesIn(write(shows))).toEqual(shows.map(showToLine));
  });
});

it('is, of no shows, a line of names', () => {
  expect(tsvOf([]).split('\n')).toHaveLength(2);
  expect(() => read(csvOf([]))).toThrow('The list holds no shows.');
});

it('tells of a count that was only worked out in the show itself alone', () => {
  const one = show({ releases: [release({ episodes: { number: 12, basis: 'estimated' } })] });
  const [heads = [], row = []] = grid(csvOf([one]));
  expect(row[heads.indexOf('episodes')]).toBe('');
  expect(linesIn(csvOf([one]))).toEqual([showToLine(one)]);
  const told = row.with(heads.indexOf('episodes'), '12');
  expect(
    read(Papa.unparse([heads, told])).entries[0]?.whole?.releases[0]?.schedule.episodes,
  ).toEqual({ number: 12, basis: 'confirmed' });
});

describe('a spreadsheet’s own ways', () => {
  const one = show({
    title: '007',
    started: '2024-01-10',
    finished: '2024-03',
    tags: ['1e5'],
    watched: watchedUpTo(3),
    verdicts: [{ words: "'Til true", score: 8.5, note: 'two\nlines' }],
  });

  /** The table as it looks after somebody's program has saved it. */
  function saved(change: (head: string, cell: string) => string, delimiter = ','): string {
    const [heads = [], ...rows] = grid(csvOf([one]));
    const changed = rows.map((row) => row.map((cell, place) => change(heads[place] ?? '', cell)));
    return Papa.unparse([heads, ...changed], { delimiter, newline: '\n' });
  }

  it.each([
    ['numbers', { title: '7', tags: '100000', score: '8,5', progress: '3.0' }],
    ['numbers of another kind', { tags: '1.00E+05', score: '8.50' }],
    ['dates of America', { started: '1/10/2024', finished: 'Mar-24', added: '1/8/2024' }],
    ['dates of Europe', { started: '10.01.24', finished: '2024-03-00', added: '08/01/2024' }],
    ['dates with a time', { started: '2024-01-10 00:00:00', added: '2024-01-08T12:00:00Z' }],
    ['apostrophes', { verdict: 'Til true' }],
    ['blanks', { note: 'two  lines ', title: ' 007 ' }],
  ])('%s are no change', (_, cells) => {
    for (const delimiter of [',', ';', '\t']) {
      const text = saved(
        (head, cell) => new Map(Object.entries(cells)).get(head) ?? cell,
        delimiter,
      );
      expect(text).not.toBe(saved((__, cell) => cell, delimiter));
      expect(linesIn(text)).toEqual([showToLine(one)]);
    }
  });

  it('nor is a line that is broken within the show itself', () => {
    const broken = (head: string, cell: string) =>
      head === 'jikai' ? `${cell.slice(0, 200)}\n${cell.slice(200)}` : cell;
    expect(linesIn(saved(broken))).toEqual([showToLine(one)]);
  });

  it('nor is another order of columns, or fewer of them, in another case', () => {
    const [heads = [], row = []] = grid(csvOf([one]));
    const turned = [heads, row].map((cells) => cells.toReversed().filter((_, at) => at !== 5));
    expect(linesIn(Papa.unparse(turned))).toEqual([showToLine(one)]);
    const loud = [heads.map((head) => head.toUpperCase()), row];
    expect(linesIn(Papa.unparse(loud))).toEqual([showToLine(one)]);
  });
});

/** What becomes of a show when its cells are changed. */
function edited(before: Show, cells: Readonly<Record<string, string>>) {
  const [heads = [], row = []] = grid(csvOf([before]));
  const changes = new Map(Object.entries(cells));
  const changed = row.map((cell, place) => changes.get(heads[place] ?? '') ?? cell);
  const { entries, refused, lessened = [] } = read(Papa.unparse([heads, changed]));
  expect(refused).toEqual([]);
  const { whole } = entries[0] ?? {};
  if (whole === undefined) throw new Error('it is not whole any more');
  expect(soundShow(whole)).toBe(whole);
  expect(entries[0]).toMatchObject({
    title: whole.title,
    status: whole.status,
    watched: whole.watched,
    verdicts: whole.verdicts,
  });
  return { after: whole, said: entries[0]?.edited, lessened };
}

describe('a changed cell is what the user wants', () => {
  const before = show({
    watched: watchedUpTo(3),
    tags: ['old'],
    started: '2024-01-10',
    rewatches: 2,
    verdicts: [
      { at: '2024-01-12T12:00:00Z', episode: 1, words: 'Hooked', score: 8, note: 'Naomi' },
    ],
  });

  it.each<[Readonly<Record<string, string>>, Partial<Show>]>([
    [{ title: 'Rouge' }, { title: 'Rouge' }],
    [{ title: "'=1+1" }, { title: '=1+1' }],
    [{ title: '=1+1' }, { title: '=1+1' }],
    [{ status: 'On-Hold' }, { status: 'paused' }],
    [{ progress: '5' }, { watched: [...watchedUpTo(3), { episode: 4 }, { episode: 5 }] }],
    [{ progress: '4/13' }, { watched: [...watchedUpTo(3), { episode: 4 }] }],
    [{ progress: '2' }, { watched: watchedUpTo(2) }],
    [{ progress: '0' }, { watched: [], status: 'planned' }],
    [{ progress: '13' }, { status: 'completed', watched: [...watchedUpTo(3), ...marks(4, 13)] }],
    [
      { progress: '13', status: 'Paused' },
      { status: 'paused', watched: [...watchedUpTo(3), ...marks(4, 13)] },
    ],
    [{ tags: 'a; b ,a' }, { tags: ['a', 'b'] }],
    [{ started: '2024-01-11' }, { started: '2024-01-11' }],
    [{ finished: '13/02/2024' }, { finished: '2024-02-13' }],
    [
      { rewatches: '3', rewatching: '4' },
      { rewatches: 3, rewatching: 4 },
    ],
    [{ english: 'Red' }, { titles: { ...before.titles, english: 'Red' } }],
    [{ mal: '54794' }, { ids: { mal: 54794 } }],
    [
      { format: 'ONA', minutes: '12', site: 'https://x.example' },
      { format: 'web', minutes: 12, site: 'https://x.example' },
    ],
  ])('%j', (cells, facts) => {
    expect(edited(before, cells)).toEqual({ after: { ...before, ...facts }, lessened: [] });
  });

  it.each<[Readonly<Record<string, string>>, Verdict]>([
    [{ score: '9' }, { score: 9 }],
    [{ score: '90%' }, { score: 9 }],
    [
      { verdict: 'Over', note: 'No more', score: '3,5' },
      { score: 3.5, words: 'Over', note: 'No more' },
    ],
  ])('also in what they thought, which is said now, whatever the trail says: %j', (cells, said) => {
    expect(edited(before, cells)).toEqual({ after: before, said: [said], lessened: [] });
  });

  it('counts episodes anew, as the user’s word', () => {
    const { after } = edited(before, { episodes: '24' });
    expect(after.releases[0]?.schedule.episodes).toEqual({ number: 24, basis: 'confirmed' });
  });

  it('lets progress go past the count, which is then at least that', () => {
    const { after } = edited(before, { progress: '15' });
    expect(after.releases[0]?.schedule.episodes).toEqual({ number: 15, basis: 'estimated' });
    expect(after.watched).toHaveLength(15);
  });

  it('takes away tags, dates and rewatches that are emptied, and nothing else', () => {
    const names = grid(csvOf([before]))[0]?.filter((name) => name !== 'jikai') ?? [];
    const { tags: _, started: __, rewatches: ___, ...rest } = before;
    const { after, lessened } = edited(before, Object.fromEntries(names.map((name) => [name, ''])));
    expect({ after, lessened }).toEqual({ after: rest, lessened: [] });
  });

  it.each([
    [{ status: 'bored' }, 'its status "bored" was passed over'],
    [{ score: 'eleven' }, 'its score "eleven" was passed over'],
    [{ score: '11' }, 'its score "11" was passed over'],
    [{ progress: '100000' }, 'its progress "100000" was passed over'],
    [{ started: '2024-02-30' }, 'its started "2024-02-30" was passed over'],
    [{ started: '03/04/2024' }, 'its started "03/04/2024" was passed over'],
    [{ platform: 'Netflix' }, 'its platform "Netflix" was passed over'],
    [{ minutes: '0', id: 'x' }, 'its id "x" was passed over; its minutes "0" was passed over'],
  ])('%j cannot be, and is told of', (cells, why) => {
    const { after, lessened } = edited(before, cells);
    expect(after).toEqual(before);
    expect(lessened).toEqual([{ name: 'Metallic Rouge', why }]);
  });

  it('is a show that the watchlist can hold, whatever is written', () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom('0', '5', '13', '99999', '-1', '1e3', 'watching', '2024-01', 'x', '8,5', ' '),
    );
    const names = grid(csvOf([]))[0]?.filter((name) => name !== 'jikai') ?? [];
    const cells = fc.dictionary(fc.constantFrom(...names), words, { maxKeys: 6 });
    fc.assert(
      fc.property(anyShow, cells, (one, changes) => {
        const { after } = edited(one, changes);
        // What was changed once is no change the next time.
        expect(showToLine(edited(after, {}).after)).toBe(showToLine(after));
      }),
      { numRuns: 200 },
    );
  });
});

function marks(from: number, to: number): Show['watched'] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ episode: from + index }));
}

describe('a damaged row', () => {
  const one = show({
    title: 'Metallic Rouge',
    watched: watchedUpTo(3),
    tags: ['robots'],
    started: '2024-01-10',
    verdicts: [{ words: 'Hooked', score: 0, note: 'Naomi' }],
    releases: [release({ episodes: { number: 13, basis: 'scheduled' } })],
  });

  it.each([
    ['cut off', (cell: string) => cell.slice(0, 100)],
    ['no show', () => '{"id":"x"}'],
    ['of another kind', () => '12'],
  ])('%s is read from its other cells, and told of', (_, damage) => {
    const [heads = [], row = []] = grid(csvOf([one]));
    const place = heads.indexOf('jikai');
    const { entries, refused, lessened } = read(
      Papa.unparse([heads, row.with(place, damage(row[place] ?? ''))]),
    );
    expect(entries).toEqual([
      {
        title: 'Metallic Rouge',
        titles: { english: 'Metallic Rouge', native: 'メタリックルージュ' },
        episodes: 13,
        status: 'watching',
        watched: marks(1, 3),
        verdicts: [{ words: 'Hooked', score: 0, note: 'Naomi' }],
        tags: ['robots'],
        started: '2024-01-10',
      },
    ]);
    expect(refused).toEqual([]);
    expect(lessened).toEqual([
      { name: 'Metallic Rouge', why: expect.stringContaining('jikai column is damaged') },
    ]);
  });

  it('that somebody added by hand is an entry like any other', () => {
    const [heads = [], row = []] = grid(csvOf([one]));
    const added = heads.map(
      (head) => ({ title: 'Frieren', status: 'watching', progress: '2' })[head] ?? '',
    );
    const { entries, lessened } = read(Papa.unparse([heads, row, added]));
    expect(entries[1]).toEqual({
      title: 'Frieren',
      status: 'watching',
      watched: marks(1, 2),
      verdicts: [],
    });
    expect(lessened).toBeUndefined();
  });
});

/** The one entry of a table with these columns. */
function entryOf(cells: Readonly<Record<string, string>>) {
  const { entries, refused } = read(Papa.unparse([Object.keys(cells), Object.values(cells)]));
  expect({ refused, entries: entries.length }).toEqual({ refused: [], entries: 1 });
  return entries[0];
}

describe('anybody’s table', () => {
  it('is read by its columns’ names', () => {
    expect(
      entryOf({
        series_animedb_id: '54794',
        series_title: 'Metallic Rouge',
        series_type: 'TV',
        series_episodes: '13',
        my_watched_episodes: '5',
        my_start_date: '2024-01-10',
        my_finish_date: '0000-00-00',
        my_score: '7',
        my_status: 'On-Hold',
        my_comments: 'Naomi',
        my_times_watched: '0',
        my_tags: 'robots, noir',
      }),
    ).toEqual({
      title: 'Metallic Rouge',
      ids: { mal: 54794 },
      format: 'tv',
      episodes: 13,
      status: 'paused',
      watched: marks(1, 5),
      verdicts: [{ score: 7, note: 'Naomi' }],
      tags: ['robots', 'noir'],
      started: '2024-01-10',
    });
  });

  it.each([
    ['title', 'Title', 'TITLE', ' name ', 'Anime', 'Anime Title', 'series_title', 'SeriesTitle'],
  ])('title is called %s and more', (...heads) => {
    for (const head of heads)
      expect(entryOf({ [head]: 'K', x: '1' })).toMatchObject({ title: 'K' });
  });

  it.each([
    [
      'planned',
      ['planned', 'Planning', 'PLANNING', 'Plan to Watch', 'plan_to_watch', 'want to watch', '6'],
    ],
    ['watching', ['Watching', 'CURRENT', 'current', 'Currently Watching', '1']],
    ['paused', ['On-Hold', 'on_hold', 'PAUSED', 'Stalled', '3']],
    ['dropped', ['Dropped', "won't watch", '4']],
    ['completed', ['Completed', 'COMPLETED', 'Watched', 'finished', '2']],
  ])('status %s is said in many ways', (status, words) => {
    for (const word of words)
      expect(entryOf({ title: 'K', status: word })).toMatchObject({ status });
  });

  it.each([
    ['8', 8],
    ['8.5', 8.5],
    ['8,5', 8.5],
    ['8/10', 8],
    ['8.5 / 10', 8.5],
    ['85%', 8.5],
    ['85/100', 8.5],
    ['4/5', 8],
    ['85', 8.5],
    ['10', 10],
    ['0', undefined],
    ['-', undefined],
    ['N/A', undefined],
  ])('a score of %s', (score, told) => {
    expect(entryOf({ title: 'K', score })?.verdicts).toEqual(
      told === undefined ? [] : [{ score: told }],
    );
  });

  it('reads scores out of 100 where one of them is past 10', () => {
    const { entries } = read('title,score\nA,85\nB,9\nC,100\n');
    expect(entries.map(({ verdicts }) => verdicts[0]?.score)).toEqual([8.5, 0.9, 10]);
  });

  it.each([
    [{ progress: '3' }, 'watching', 3],
    [{ progress: '3', episodes: '3' }, 'completed', 3],
    [{ progress: '3/12' }, 'watching', 3],
    [{ progress: '12 / 12' }, 'completed', 12],
    [{ progress: '' }, 'planned', 0],
    [{ progress: '0', finished: '2024' }, 'completed', 0],
    [{ status: 'completed', episodes: '12' }, 'completed', 12],
    [{ status: 'REPEATING', progress: '4', episodes: '12' }, 'completed', 12],
  ])('%j', (cells, status, watched) => {
    const entry = entryOf({ title: 'K', ...cells });
    expect({ status: entry?.status, watched: entry?.watched.length }).toEqual({ status, watched });
  });

  it.each([
    [{ status: 'watching', progress: '0' }, undefined],
    [{ status: 'watching', progress: '-' }, ['progress']],
    [{ status: 'completed', episodes: '12' }, undefined],
    [{ status: 'completed' }, ['progress']],
    [{ progress: '12', episodes: '12' }, ['status']],
    [{ status: 'bored', progress: '3' }, ['status']],
    [{ finished: '2024-03' }, ['progress']],
    [{ score: '8' }, ['status', 'progress']],
  ])('says nothing of what it does not tell: %j', (cells, silent) => {
    expect(entryOf({ title: 'K', ...cells })?.silent).toEqual(silent);
  });

  it('is watched again where the list says so', () => {
    const again = {
      title: 'K',
      status: 'Rewatching',
      progress: '4',
      episodes: '12',
      rewatches: '1',
    };
    expect(entryOf(again)).toMatchObject({ rewatching: 4, rewatches: 1 });
  });

  it('learns the order of its dates from those that can be read in one way alone', () => {
    const dates = (text: string) => read(text).entries.map(({ started }) => started);
    expect(dates('title,started\nA,03/04/2024\nB,13/04/2024\n')).toEqual([
      '2024-04-03',
      '2024-04-13',
    ]);
    expect(dates('title,started\nA,03/04/2024\nB,04/13/2024\n')).toEqual([
      '2024-03-04',
      '2024-04-13',
    ]);
    const unclear = read('title,started\nA,03/04/2024\nB,05/05/2024\n');
    expect(unclear.entries.map(({ started }) => started)).toEqual([undefined, '2024-05-05']);
    expect(unclear.lessened).toEqual([
      { name: 'A', why: 'its started "03/04/2024" was passed over' },
    ]);
  });

  it('says what it could not read, and takes the rest', () => {
    const { entries, lessened } = read(
      'title,status,progress,score\nK,bored,some,great\nL,watching,1,7\n',
    );
    expect(entries).toHaveLength(2);
    expect(lessened).toEqual([
      {
        name: 'K',
        why: 'its progress "some" was passed over; its status "bored" was passed over; its score "great" was passed over',
      },
    ]);
  });

  it('takes a number for a name, and refuses a row with neither, or with cells too many', () => {
    const { entries, refused } = read(
      'mal,title,note\n5,,a\n,,"b\nb"\n,,\n,Hello, World,x\n,K,"two\nlines"\n,,c\n',
    );
    expect(entries.map(({ ids, title }) => ids?.mal ?? title)).toEqual([5, 'K']);
    expect(refused).toEqual([
      { name: 'line 3', why: 'it has no title' },
      { name: 'Hello', why: 'it has more cells than there are columns' },
      { name: 'line 9', why: 'it has no title' },
    ]);
  });

  it('leaves out what is to be read', () => {
    expect(read('title,type\nBerserk,Manga\n').refused).toEqual([
      { name: 'Berserk', why: 'a manga' },
    ]);
    expect(read('anilist,mal,type\n5,6,Manga\n,6,Novel\n').refused).toEqual([
      { name: 'anilist:5', why: 'a manga' },
      { name: 'mal:6', why: 'a novel' },
    ]);
  });

  it.each([
    ['commas', 'title,progress\nA; B,3\n'],
    ['semicolons', 'title;progress\nA, B;3\n'],
    ['tabs', 'title\tprogress\nA, B; C\t3\n'],
    ['semicolons, said first', 'sep=;\r\ntitle;progress\r\nA, B;3\r\n'],
    ['a mark of UTF-8', '\ufefftitle,progress\nA,3'],
    ['line ends of a Mac of old', 'title,progress\rA,3\r'],
    ['line ends of all kinds', 'title,progress\r\nA,3\nB,3\rC,3'],
    ['blank lines', '\n\ntitle,progress\n\nA,3\n,\n'],
  ])('may have %s', (_, text) => {
    const { entries, refused } = read(text);
    expect(refused).toEqual([]);
    expect(entries[0]?.title).toMatch(/^A/);
    for (const { watched } of entries) expect(watched).toHaveLength(3);
  });

  it('may be a list of titles and nothing else', () => {
    const { entries } = read('Title\nHello, World\n"Oshi no Ko"\nK; L\n');
    expect(entries.map(({ title }) => title)).toEqual(['Hello, World', 'Oshi no Ko', 'K; L']);
  });

  it.each([
    ['', 'There is nothing in it.'],
    ['\ufeff \n\n', 'There is nothing in it.'],
    [
      'Frieren,Watching,8\nK,Dropped,2\n',
      'No column has the title. The columns are "Frieren", "Watching", "8".',
    ],
    ['status,score\nwatching,8\n', 'No column has the title. The columns are "status", "score".'],
    [
      'title,note\nA,"b\nB,c\nC,d\n',
      'A quotation mark in the row that begins in line 2 is never closed.',
    ],
    [
      'title,note\nA,"b" c\nB,c\n',
      'A quotation mark stands in the middle of a cell, in line 2 or after.',
    ],
    ['{"format":"jikai"}', 'No column has the title. The columns are "{"format":"jikai"}".'],
  ])('%j is none', (text, message) => {
    let problem: Problem | undefined;
    try {
      read(text);
    } catch (error) {
      problem = error as Problem;
    }
    expect(problem?.message).toBe(message);
    expect(problem?.hint).toBeTruthy();
  });

  it('is no way to fill the memory with a few digits', () => {
    const rows = (row: string) => `${row}\n`.repeat(25);
    expect(() => read(`title,progress\n${rows('K,99999')}`)).toThrow(
      'than anybody can have watched',
    );
    const [heads = [], cells = []] = grid(csvOf([show()]));
    const far = Papa.unparse([cells.with(heads.indexOf('progress'), '99999')]);
    expect(() => read(`${heads.join(',')}\n${rows(far)}`)).toThrow('than anybody can have watched');
  });

  it('is read, or is none, whatever it is', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'a1,;\t"\'\n\r=- /%'.split('')) }),
      fc.constantFrom(
        'title',
        'status',
        'watching',
        'score',
        'jikai',
        '{}',
        '2024-01-10',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
        try {
          const { entries, refused } = read(`title,started,score,jikai\n${cells.join(',')}`);
          for (const { watched } of entries) expect(watched.length).toBeLessThan(100_000);
          expect(refused.every(({ name, why }) => name !== '' && why !== '')).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Problem', code: 'failed' });
        }
      }),
      { numRuns: 500 },
    );
  });
});
