import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Output } from '../../src/terminal/output';
import { harmless, harmlessJson } from '../../src/ui/harmless';
import { line, table } from '../../src/ui/text';
import { anyWords } from '../watchlist/shows';

/** Characters that may move the cursor, start an escape or turn the reading order. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

const lowCharacters = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code));
const anyText = fc.oneof(
  anyWords,
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...lowCharacters)).map((one) => one.join('')),
);

describe('harmless', () => {
  it('lets no control, C1 or bidirectional character through', () => {
    expect(lowCharacters.filter((one) => HARMFUL.test(harmless(one)))).toEqual([]);
    expect(HARMFUL.test(harmless(lowCharacters.join('')))).toBe(false);
  });

  it('keeps every other character as it is', () => {
    const kept = lowCharacters.filter((one) => !HARMFUL.test(one));
    expect(kept.filter((one) => harmless(one) !== one)).toEqual([]);
  });

  it('lets nothing harmful through of any text, and is done after once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = harmless(text);
        expect(safe).not.toMatch(HARMFUL);
        expect(harmless(safe)).toBe(safe);
        expect(safe).toHaveLength(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['two\nlines', 'two lines'],
    ['a\tb\r\nc', 'a b  c'],
    ['\u001b[31mred\u001b[0m', '�[31mred�[0m'],
    ['\u009b31m', '�31m'],
    ['\u001b]52;c;ZXZpbA==\u0007', '�]52;c;ZXZpbA==�'],
    ['\u202egnp.exe', '�gnp.exe'],
    ['\u2066hidden\u2069', '�hidden�'],
    ['a\u2028b', 'a b'],
    ['\ufeff86', '�86'],
    ['👩‍👩‍👧 か\u3099', '👩‍👩‍👧 か\u3099'],
  ])('makes %j %j', (text, safe) => {
    expect(harmless(text)).toBe(safe);
  });
});

describe('harmlessJson', () => {
  const anyValue = fc.oneof(
    fc.jsonValue(),
    anyText,
    fc.dictionary(anyText, anyText),
    fc.array(anyText),
  );

  it('keeps the value, prints nothing harmful, and is done after once', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom(0, 2), (value, indent) => {
        const plain = JSON.stringify(value, null, indent);
        const safe = harmlessJson(plain);
        expect(JSON.parse(safe)).toEqual(JSON.parse(plain));
        expect(safe.replaceAll('\n', '')).not.toMatch(HARMFUL);
        expect(harmlessJson(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });

  it('escapes each harmful character in its own way', () => {
    expect(harmlessJson(JSON.stringify('\u007f\u009b\u202e\u2028\ufeff'))).toBe(
      '"\\u007f\\u009b\\u202e\\u2028\\ufeff"',
    );
  });
});

describe('what is printed', () => {
  it('has as many lines as the screen, whatever stands in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 4 }), async (texts) => {
        let printed = '';
        const sink = {
          write: (text: string) => {
            printed += text;
          },
        };
        const output = new Output(() => ({
          sink,
          isTTY: true,
          columns: 80,
          isAscii: false,
          isColoured: false,
        }));
        await output.print([
          ...texts.map((text) => line(text)),
          table(
            [{ shrinkTo: 4 }, {}],
            texts.map((text) => [text, 'x']),
          ),
        ]);
        expect(printed.split('\n')).toHaveLength(2 * texts.length + 1);
        expect(printed.replaceAll('\n', '')).not.toMatch(HARMFUL);
      }),
      { numRuns: 200 },
    );
  });
});
