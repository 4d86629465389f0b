import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarded, saysTheSame, unguarded } from '../../../src/exchange/lists/cells';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(..."'=+-@\t\r\n＝＋－＠a 1".split('')) }),
);

describe('a cell', () => {
  it.each([
    ['=1', "'=1"],
    ["'=1", "''=1"],
    ['-u', "'-u"],
    ['＠x', "'＠x"],
    ['\t=1', "'\t=1"],
    ["'", "'"],
    ["'Til", "'Til"],
    [' =1', ' =1'],
    ['K', 'K'],
    ['', ''],
  ])('of %j is %j', (said, cell) => {
    expect(guarded(said)).toBe(cell);
    expect(unguarded(cell)).toBe(said);
  });

  it('is never a formula, and tells its text from every other', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(guarded(said)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguarded(guarded(said))).toBe(said);
      }),
    );
  });

  it('that somebody typed a formula into is taken as it stands', () => {
    expect(unguarded('=1')).toBe('=1');
  });

  it.each([
    ['7', '007', true],
    ['1.00E+05', '1e5', true],
    ['8,5', '8.5', true],
    ['TRUE', 'true', true],
    ['Til', "'Til", true],
    ['a b', 'a  b ', true],
    ['01/02/2026', '1/2', true],
    ['2-Jan', '1/2', true],
    ['12:30:00 PM', '12:30', true],
    ['01/02/2026', '1 2', false],
    ['8', '', false],
    ['0', '', false],
    ['', '0', false],
    ['86', '87', false],
    ['k', 'K', false],
  ])('%j of %j: %s', (cell, written, same) => {
    expect(saysTheSame(cell, written)).toBe(same);
  });
});
