import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { layOut, prepare } from '../../src/ui/layout';
import type { Piece } from '../../src/ui/pieces';
import {
  blank,
  bold,
  type Column,
  dim,
  line,
  type Row,
  type Screen,
  table,
} from '../../src/ui/text';
import { anyWords } from '../watchlist/shows';

function laidOut(screen: Screen, columns: number): readonly (readonly Piece[])[] {
  return layOut(prepare(screen).blocks, { columns, widthOf: stringWidth });
}

function rendered(screen: Screen, columns: number): string[] {
  return laidOut(screen, columns).map((pieces) => pieces.map(({ text }) => text).join(''));
}

/** The cell at which a mark stands in each line that has it. */
function cellsOf(lines: readonly string[], mark: string): number[] {
  return lines
    .filter((one) => one.includes(mark))
    .map((one) => stringWidth(one.slice(0, one.indexOf(mark))));
}

const TITLES = [
  'Metallic Rouge',
  'メタリックルージュ',
  '나 혼자만 레벨업',
  "Frieren: Beyond the Journey's End",
  '👩‍👩‍👧 The Apothecary 🍜 Diaries',
  'ｶﾞｷﾞｸﾞ half width',
  'e\u0301te\u0301 with marks on every vowel o\u0302',
  '86',
];

const COLUMNS: readonly Column[] = [
  { align: 'right' },
  { shrinkTo: 8 },
  {},
  { shrinkTo: 6, optional: 1 },
  { optional: 1 },
];

/** A number, a title and three cells that begin with marks no other cell has. */
const ROWS: readonly Row[] = TITLES.map((title, index) => [
  `${index * 7}`,
  [bold(`«${title}`)],
  '‹ watching',
  dim('¡ Crunchyroll'),
  '¿ in 2d 3h',
]);

describe('a column that wraps', () => {
  const row = (words: string): Screen => [
    table([{}, { shrinkTo: 8, wraps: true }, {}], [['name', ['a ', bold(words)], 'end']], 1),
  ];

  it('goes on under itself, and cuts no word', () => {
    expect(rendered(row('few words'), 80)).toEqual([' name  a few words  end']);
    expect(rendered(row('some words that are too many'), 28)).toEqual([
      ' name  a some words      end',
      '       that are too',
      '       many',
    ]);
    expect(rendered(row('/a/long/path/that/is/one/word'), 28)).toEqual([
      ' name  a                 end',
      '       /a/long/path/that/is/one/word',
    ]);
  });

  it('keeps every word, its style and the width', () => {
    fc.assert(
      fc.property(anyWords, fc.integer({ min: 20, max: 60 }), (words, columns) => {
        const lines = laidOut(row(words), columns);
        const text = lines.flatMap((pieces) => pieces.map((piece) => piece.text)).join(' ');
        const kept = prepare([line(words)]).blocks.flatMap((block) =>
          'line' in block ? block.line.map((piece) => piece.text) : [],
        );
        for (const word of kept.join('').split(/\s+/)) expect(text).toContain(word);
        const broken = kept
          .join('')
          .split(/\s+/)
          .some((word) => stringWidth(word) > columns - 13);
        for (const pieces of broken ? [] : lines) {
          const width = pieces.reduce((sum, piece) => sum + stringWidth(piece.text), 0);
          expect(width).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });
});

describe('a table', () => {
  it.each([40, 60, 80, 120, Number.POSITIVE_INFINITY])(
    'stands in straight columns within %d cells',
    (columns) => {
      const lines = rendered([table(COLUMNS, ROWS, 2)], columns);
      for (const mark of ['«', '‹', '¡', '¿']) {
        const cells = cellsOf(lines, mark);
        expect(new Set(cells).size, mark).toBeLessThanOrEqual(1);
      }
      expect(cellsOf(lines, '«')).toHaveLength(TITLES.length);
      expect(cellsOf(lines, '‹')).toHaveLength(TITLES.length);
      expect(lines.filter((one) => stringWidth(one) > columns)).toEqual([]);
      expect(lines.filter((one) => /\s$/.test(one))).toEqual([]);
    },
  );

  it('aligns numbers at their ends', () => {
    const lines = rendered(
      [
        table(
          [{ align: 'right' }, {}],
          [
            ['1', 'a'],
            ['10', 'b'],
            ['1000', 'c'],
          ],
        ),
      ],
      80,
    );
    expect(lines).toEqual(['   1  a', '  10  b', '1000  c']);
  });

  it('cuts nothing where there is no end to the columns', () => {
    const long = 'メタリックルージュ'.repeat(50);
    const lines = rendered(
      [table([{ shrinkTo: 1 }, {}], [[long, 'end']])],
      Number.POSITIVE_INFINITY,
    );
    expect(lines).toEqual([`${long}  end`]);
  });

  it('marks what it cuts with an ellipsis, and cuts no character in two', () => {
    const of = (text: string, columns: number) =>
      rendered([table([{ shrinkTo: 1 }], [[text]])], columns)[0];
    expect(of('Metallic Rouge', 14)).toBe('Metallic Rouge');
    expect(of('Metallic Rouge', 13)).toBe('Metallic Rou…');
    expect(of('Metallic Rouge', 10)).toBe('Metallic…');
    expect(of('メタリック', 9)).toBe('メタリッ…');
    expect(of('メタリック', 8)).toBe('メタリ…');
    expect(of('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
    expect(of('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
    expect(of('Metallic', 1)).toBe('…');
  });

  it('cuts across the pieces of a cell and keeps their styles', () => {
    const screen = [table([{ shrinkTo: 1 }], [[[bold('Metallic'), ' ', dim('Rouge')]]])];
    expect(laidOut(screen, 12)[0]).toEqual([
      { text: 'Metallic', style: 'bold' },
      { text: ' ' },
      { text: 'Ro…', style: 'dim' },
    ]);
  });

  it('takes cells from the widest column first', () => {
    const columns = [{ shrinkTo: 2 }, { shrinkTo: 2 }];
    expect(rendered([table(columns, [['aaaaaaaaaa', 'bbbbb']])], 12)).toEqual(['aaaa…  bbbbb']);
    expect(rendered([table(columns, [['aaaaaaaaaa', 'bbbbb']])], 8)).toEqual(['aa…  bb…']);
  });

  it('leaves optional columns out by their rank, and only when shrinking does not do', () => {
    const columns = [{ shrinkTo: 4 }, { optional: 2 }, {}, { optional: 1 }];
    const screen = [table(columns, [['aaaaaaaa', 'bbbb', 'cccc', 'dddd']])];
    expect(rendered(screen, 26)).toEqual(['aaaaaaaa  bbbb  cccc  dddd']);
    expect(rendered(screen, 22)).toEqual(['aaa…  bbbb  cccc  dddd']);
    expect(rendered(screen, 21)).toEqual(['aaaaaaaa  bbbb  cccc']);
    expect(rendered(screen, 16)).toEqual(['aaa…  bbbb  cccc']);
    expect(rendered(screen, 15)).toEqual(['aaaaaaaa  cccc']);
    expect(rendered(screen, 10)).toEqual(['aaa…  cccc']);
    expect(rendered(screen, 5)).toEqual(['aaa…  cccc']);
  });

  it('gives columns without any text no room', () => {
    expect(
      rendered(
        [
          table(
            [{}, {}, {}],
            [
              ['a', '', 'b'],
              ['c', '', 'd'],
            ],
          ),
        ],
        80,
      ),
    ).toEqual(['a  b', 'c  d']);
  });

  it('lets headings and lines run across the columns, whole', () => {
    const screen = [
      line('A line that is wider than the terminal'),
      blank,
      table([{ shrinkTo: 4 }], [{ line: 'A heading wider than the table' }, ['cells']], 2),
    ];
    expect(rendered(screen, 10)).toEqual([
      'A line that is wider than the terminal',
      '',
      'A heading wider than the table',
      '  cells',
    ]);
  });

  it('is never wider than the terminal if its columns can give way', () => {
    const columns = fc.array(
      fc.record({
        align: fc.constantFrom('left' as const, 'right' as const),
        shrinkTo: fc.integer({ min: 1, max: 8 }),
        optional: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const cell = fc.oneof(fc.constant(''), anyWords, fc.constantFrom(...TITLES));
    const grid = columns.chain((of) =>
      fc.record({
        of: fc.constant(of),
        rows: fc.array(fc.array(cell, { minLength: of.length, maxLength: of.length }), {
          minLength: 1,
          maxLength: 5,
        }),
        indent: fc.integer({ min: 0, max: 3 }),
        spare: fc.integer({ min: 0, max: 60 }),
      }),
    );
    fc.assert(
      fc.property(grid, ({ of, rows, indent, spare }) => {
        const least = of.reduce((sum, { shrinkTo }) => sum + shrinkTo + 2, indent - 2);
        const lines = rendered([table(of, rows, indent)], least + spare);
        expect(lines).toHaveLength(rows.length);
        for (const one of lines) expect(stringWidth(one)).toBeLessThanOrEqual(least + spare);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every cell where there is room for all', () => {
    const rows = fc.array(
      fc.array(fc.constantFrom(...TITLES, '', 'x'), { minLength: 3, maxLength: 3 }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(rows, (of) => {
        const lines = rendered([table([{}, { align: 'right' }, { shrinkTo: 3 }], of)], 500);
        for (const [index, cells] of of.entries()) {
          for (const cell of cells) expect(lines[index]).toContain(cell);
        }
        expect(lines.join('')).not.toContain('…');
      }),
      { numRuns: 100 },
    );
  });
});
