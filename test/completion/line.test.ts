import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bashInsertion, readLine } from '../../src/completion/line';

const BREAKS = ' \t\n"\'@><=;|&(:';

describe('a line being typed', () => {
  it.each([
    ['jikai ', [], '', ''],
    ['jikai wat', [], 'wat', ''],
    ['TZ=UTC X= jikai wat', [], 'wat', ''],
    ['jikai watch "Metallic R', ['watch'], 'Metallic R', '"'],
    ["jikai watch 'We", ['watch'], 'We', "'"],
    ["jikai watch We\\'ll\\ ", ['watch'], "We'll ", ''],
    ['jikai watch "a \\"b\\" \\x" c', ['watch', 'a "b" \\x'], 'c', ''],
    ["jikai a'b c'd", [], 'ab cd', ''],
    ['jikai x\\', [], 'x', ''],
    ['', [], '', ''],
  ] as const)('%j', (line, before, word, quote) => {
    expect(readLine(line, 'bash')).toMatchObject({ before, word, quote });
  });

  it('of fish has other quotes', () => {
    expect(readLine("jikai 'We\\'ll", 'fish')).toMatchObject({ word: "We'll", quote: "'" });
    expect(readLine("jikai 'a\\b", 'fish')).toMatchObject({ word: 'a\\b' });
  });
});

describe('what is inserted in bash', () => {
  it.each([
    ['Metallic Rouge', 'Me', '', 'Metallic\\ Rouge'],
    ["We'll", "We\\'", '', "We\\'ll"],
    ['Re:ZERO 3', 'Re:Z', '', 'ZERO\\ 3'],
    ['--sort=score', '--sort=s', '', 'score'],
    ['メタリック・ルージュ', 'メ', '', 'メタリック・ルージュ'],
    ["We'll", '"We', '"', "We'll"],
    ['$(x) "y"', '"', '"', '\\$(x) \\"y\\""'],
    ["it's", "'it", "'", "it'\\''s"],
    ['ab', 'x"a', '"', undefined],
    ['xab', 'x"a', '"', 'ab'],
    ['ab cd', '"ab"\' c', "'", ' cd'],
    ['ab cd', '"xy"\' c', "'", undefined],
    ['Haikyu!! 2', '"Hai', '"', 'Haikyu"\'!!\'" 2'],
    ['Haikyu!!', '"Hai', '"', 'Haikyu"\'!!\'""'],
    ['Haikyu!! 2', '"Haikyu"\'!', "'", '!! 2'],
    ['Haikyu!! 2', '"Haikyu"\'!!\'"', '"', ' 2'],
    ['a "b" c', '"a \\"b', '"', 'a \\"b\\" c'],
    ['Haikyu!!', "'Hai", "'", 'Haikyu!!'],
    ['Haikyu!!', 'Hai', '', 'Haikyu\\!\\!'],
    ['Other', 'Re:', '', undefined],
  ] as const)('%j for %s', (value, raw, quote, inserted) => {
    expect(bashInsertion(value, { raw, quote }, BREAKS)).toBe(inserted);
  });

  const bash = spawnSync('bash', ['--version']).status === 0;
  it.skipIf(!bash)('is the value, and nothing is run', () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        text.filter((one) => one.trim() === one && !/[\0\n]/.test(one)),
        (value) => {
          const words = [
            bashInsertion(value, { raw: '', quote: '' }, BREAKS),
            // readline closes the quote, unless it stands there.
            closed(bashInsertion(value, { raw: '"', quote: '"' }, BREAKS), '"'),
            closed(bashInsertion(value, { raw: "'", quote: "'" }, BREAKS), "'"),
          ];
          const { stdout } = spawnSync('bash', ['-c', `printf '%s\\n' ${words.join(' ')}`], {
            encoding: 'utf8',
          });
          expect(stdout).toBe(`${value}\n`.repeat(3));
        },
      ),
      { numRuns: 40 },
    );
  });
});

function closed(inserted: string | undefined, quote: string): string {
  return `${quote}${inserted}${inserted?.endsWith(quote) ? '' : quote}`;
}
