import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { isSimple, simpleWidth, widthFor } from '../../src/ui/width';

/** Every character of the Basic Multilingual Plane that stands alone, as far as we say. */
const simple = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
  isSimple,
);

describe('the quick measure', () => {
  it('agrees with string-width on every single character it takes', () => {
    expect(simple.length).toBeGreaterThan(40_000);
    expect(simple.filter((one) => simpleWidth(one) !== stringWidth(one))).toEqual([]);
  });

  it('agrees with string-width on every text it takes', () => {
    const text = fc.array(fc.constantFrom(...simple), { maxLength: 30 }).map((one) => one.join(''));
    fc.assert(
      fc.property(text, (one) => {
        expect(isSimple(one)).toBe(true);
        expect(simpleWidth(one)).toBe(stringWidth(one));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with string-width on whatever text it takes of all there are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme-composite' }),
    );
    fc.assert(
      fc.property(text, (one) => {
        if (isSimple(one)) expect(simpleWidth(one)).toBe(stringWidth(one));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['', 0],
    ['Metallic Rouge', 14],
    ['メタリックルージュ', 18],
    ['カタカナ', 8],
    ['한국어', 6],
    ['葬送のフリーレン', 16],
    ['ｶﾀｶﾅ', 4],
    ['ＡＢＣ', 6],
    ['…', 1],
    ['★', 1],
    ['▲●▼', 3],
    ['~', 1],
    ['–', 1],
    ['·', 1],
    ['�', 1],
    ['“To decide”', 11],
    ['Ünïcödé', 7],
    ['Привет', 6],
    ['★▲●▼✗ ✓ ▁█ │', 12],
  ])('measures %s as %i cells', async (text, cells) => {
    expect((await widthFor([text]))(text)).toBe(cells);
    expect(stringWidth(text)).toBe(cells);
  });

  it.each([
    ['emoji joined of several', '👩‍👩‍👧', 2],
    ['an emoji', '🍜', 2],
    ['a flag', '🇯🇵', 2],
    ['an emoji by its selector', '❤️', 2],
    ['a combining acute', 'e\u0301', 1],
    ['a combining voiced mark', 'か\u3099', 2],
    ['a half-width voiced mark', 'ｶﾞ', 2],
    ['a zero-width space', 'a\u200bb', 2],
    ['a variation of a Chinese character', '葛\u{e0100}', 2],
    ['hangul in its parts', '\u1112\u1161\u11ab', 2],
  ])('leaves %s to the library', async (_, text, cells) => {
    expect(isSimple(text)).toBe(false);
    expect((await widthFor(['Metallic Rouge', text]))(text)).toBe(cells);
  });

  it('is not disturbed by a text before or after', () => {
    expect(isSimple('カタカナ\n')).toBe(false);
    expect(isSimple('\nカタカナ')).toBe(false);
    expect(isSimple('カタ\nカナ')).toBe(false);
  });
});
