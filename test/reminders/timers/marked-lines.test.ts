import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesIn, withLines, withoutLines } from '../../../src/reminders/timers/marked-lines';

const WHERE = '~/.bashrc';
const BEGIN = '# >>> jikai remind >>>';
const END = '# <<< jikai remind <<<';

/** Texts of every sort: none, empty, with and without an end to the last line, of CR LF. */
const anyText = fc.option(
  fc
    .tuple(fc.array(fc.constantFrom('', 'a', '# b', '\r', '\tc', '\u00e8\ufffd')), fc.boolean())
    .map(([lines, ends]) => `${lines.join('\n')}${ends ? '\n' : ''}`),
  { nil: undefined },
);
const anyLines = fc.array(fc.constantFrom('x', '', '# y', 'z # <<< jikai remind <<<'), {
  maxLength: 4,
});

describe('marked lines', () => {
  it('come and go without a trace', () => {
    fc.assert(
      fc.property(anyText, anyLines, (text, lines) => {
        const after = withLines(text, lines, WHERE);
        expect(linesIn(after, WHERE)?.slice(1, -1)).toEqual(lines);
        expect(withoutLines(after, WHERE)).toBe(text);
      }),
    );
  });

  it('are replaced where they are, and then go without a trace', () => {
    fc.assert(
      fc.property(anyText, anyLines, anyLines, anyLines, (text, first, second, later) => {
        const once = `${withLines(text, first, WHERE)}${later.map((one) => `${one}!\n`).join('')}`;
        const twice = withLines(once, second, WHERE);
        expect(withLines(twice, second, WHERE)).toBe(twice);
        expect(withoutLines(twice, WHERE)).toBe(withoutLines(once, WHERE));
      }),
    );
  });

  it('leave what was written after them on a line of its own', () => {
    const after = `${withLines('a', ['x'], WHERE)}b\n`;
    expect(withoutLines(after, WHERE)).toBe('a\nb\n');
  });

  it('leave a text that the user wrote where none was', () => {
    expect(withoutLines(`${withLines(undefined, ['x'], WHERE)}b\n`, WHERE)).toBe('b\n');
  });

  it.each([
    `${BEGIN}\nx\n`,
    `x\n${END}\n`,
    `${END}\n${BEGIN}\n`,
    `${BEGIN}\n${BEGIN}\nx\n${END}\n`,
    `${BEGIN}\n${END}\n${END}\n`,
  ])('of which a mark is missing or doubled are left alone: %j', (text) => {
    for (const use of [() => withLines(text, ['y'], WHERE), () => withoutLines(text, WHERE)]) {
      expect(use).toThrow(/marks around jikai's lines in ~\/\.bashrc/);
    }
  });
});
