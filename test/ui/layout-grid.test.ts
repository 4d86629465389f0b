import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asciiSigns } from '../../src/ui/ascii';
import { layOut, prepare } from '../../src/ui/layout';
import type { Piece } from '../../src/ui/pieces';
import { bold, type CellLine, dim, grid, line, type Screen, type Text } from '../../src/ui/text';
import { anyWords } from '../watchlist/shows';

function laidOut(screen: Screen, columns: number, page?: number): readonly (readonly Piece[])[] {
  return layOut(prepare(screen).blocks, {
    columns,
    widthOf: stringWidth,
    ...(page === undefined ? {} : { page }),
  });
}

function rendered(screen: Screen, columns: number, page?: number): string[] {
  return laidOut(screen, columns, page).map((pieces) => pieces.map(({ text }) => text).join(''));
}

/** A grid of one row with one line in each cell. */
const row = (...texts: readonly Text[]): Screen => [
  grid([texts.map((text) => [{ text }])], 4, [line('narrow')]),
];

describe('a grid', () => {
  it('stands in cells of one width, with lines around them', () => {
    const rows = [
      [[{ text: 'Mon' }], [{ text: 'Tue' }]],
      [[{ text: '16:55' }, { text: 'ep 2' }], []],
    ];
    expect(rendered([grid(rows, 5, [])], 14)).toEqual([
      '┌─────┬─────┐',
      '│Mon  │Tue  │',
      '├─────┼─────┤',
      '│16:55│     │',
      '│ep 2 │     │',
      '└─────┴─────┘',
    ]);
  });

  it('keeps text from the lines where there is room', () => {
    expect(rendered(row('a', 'b'), 27)[1]).toBe('│ a          │ b          │');
    expect(rendered(row('a', 'b'), 25)[1]).toBe('│a          │b          │');
  });

  it('goes on under itself between words, and within what is wider than the cell', () => {
    const text = (words: string) => rendered(row(words, ''), 19).slice(1, -1);
    expect(text('Metallic Rouge')).toEqual(['│Metallic│        │', '│Rouge   │        │']);
    expect(text('a Metallicity b')).toEqual([
      '│a       │        │',
      '│Metallic│        │',
      '│ity b   │        │',
    ]);
    expect(text('メタリックルージュ')).toEqual([
      '│メタリッ│        │',
      '│クルージ│        │',
      '│ュ      │        │',
    ]);
    // A character of two cells does not go into one.
    expect(rendered(row('aメタリ', ''), 17).slice(1, -1)).toEqual(['│aメタリ│       │']);
    expect(rendered(row('メタリック', ''), 17).slice(1, -1)).toEqual([
      '│メタリ │       │',
      '│ック   │       │',
    ]);
  });

  it('cuts what takes more lines than it may, with an ellipsis', () => {
    const lines = (most: number, words: Text, columns = 19) =>
      rendered([grid([[[{ text: words, most }], []]], 4, [])], columns)
        .slice(1, -1)
        .map((one) => one.slice(1, one.indexOf('│', 1)));
    expect(lines(2, 'Metallic Rouge')).toEqual(['Metallic', 'Rouge   ']);
    expect(lines(1, 'Metallic Rouge')).toEqual(['Metalli…']);
    expect(lines(1, 'Solo Leveling')).toEqual(['Solo Le…']);
    expect(lines(1, 'Frieren Beyond')).toEqual(['Frieren…']);
    expect(lines(2, 'Frieren Beyond the End')).toEqual(['Frieren ', 'Beyond… ']);
    expect(lines(1, 'メタリックルージュ')).toEqual(['メタリ… ']);
    expect(lines(2, '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧')).toEqual([
      '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧  ',
      '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧… ',
    ]);
  });

  it('keeps the style of each word', () => {
    const pieces = laidOut([grid([[[{ text: [bold('Metallic '), dim('Rouge')] }]]], 4, [])], 10);
    expect(
      pieces.flat().filter(({ style, text }) => style !== undefined && !/[─│]/.test(text)),
    ).toEqual([
      { text: 'Metallic', style: 'bold' },
      { text: 'Rouge', style: 'dim' },
    ]);
  });

  it('makes way for something else where its cells would be too narrow', () => {
    expect(rendered(row('a', 'b'), 11)).toHaveLength(3);
    expect(rendered(row('a', 'b'), 10)).toEqual(['narrow']);
  });

  it('is a page wide where nothing is cut: 80 cells unless told', () => {
    const width = (page?: number) =>
      rendered(row('a', 'b'), Number.POSITIVE_INFINITY, page)[0]?.length;
    expect(width()).toBe(79);
    expect(width(61)).toBe(61);
    expect(rendered(row('a', 'b'), Number.POSITIVE_INFINITY, 9)).toEqual(['narrow']);
  });

  it('has signs of its own for terminals of ASCII', () => {
    const { blocks } = prepare(row('✓', '…'), asciiSigns);
    const lines = layOut(blocks, { columns: 11, widthOf: stringWidth, signs: asciiSigns });
    expect(lines.map((pieces) => pieces.map(({ text }) => text).join(''))).toEqual([
      '+----+----+',
      '|+   |... |',
      '+----+----+',
    ]);
  });

  it('has lines of one width, and loses no character that it may not cut', () => {
    const cell: fc.Arbitrary<readonly CellLine[]> = fc.array(
      fc
        .record({ text: anyWords, most: fc.option(fc.integer({ min: 1, max: 3 })) })
        .map(({ text, most }): CellLine => (most === null ? { text } : { text, most })),
      { maxLength: 4 },
    );
    const rows = fc.integer({ min: 1, max: 7 }).chain((cells) =>
      fc.array(fc.array(cell, { minLength: cells, maxLength: cells }), {
        minLength: 1,
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 24, max: 140 }), (of, columns) => {
        const lines = rendered([grid(of, 2, [])], columns);
        const widths = new Set(lines.map((one) => stringWidth(one)));
        expect(widths.size).toBe(1);
        expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        const uncut = of.map((cells) => cells.map((one) => one.map(({ text }) => ({ text }))));
        const whole = rendered([grid(uncut, 2, [])], columns)
          .join('')
          .replace(/[\s─│┌┬┐├┼┤└┴┘]/g, '');
        const given = of
          .flat(2)
          .flatMap(({ text }) => prepare([line(text)]).blocks)
          .flatMap((block) => ('line' in block ? block.line.map((piece) => piece.text) : []));
        const letters = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
        expect(letters(whole)).toBe(letters(given.join('')));
      }),
      { numRuns: 300 },
    );
  });
});
