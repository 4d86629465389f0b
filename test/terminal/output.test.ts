import { describe, expect, it } from 'vitest';
import { Output } from '../../src/terminal/output';
import { askingWith } from '../../src/terminal/prompts';
import { blank, bold, dim, line, type Screen, styled, table } from '../../src/ui/text';
import { Problem } from '../../src/watchlist/problem';

/** An output and what came out of it, in as many writes as it took. */
function output(isColoured: boolean, { isTTY = true, columns = 30, isAscii = false } = {}) {
  const writes: string[] = [];
  const sink = { write: (text: string) => writes.push(text) };
  return { writes, out: new Output(() => ({ sink, isTTY, columns, isAscii, isColoured })) };
}

const screen: Screen = [
  line(bold('Metallic Rouge'), '  ', dim('メタリックルージュ')),
  blank,
  table(
    [{ align: 'right' }, { shrinkTo: 8 }, {}],
    [
      ['1', styled('green', 'watched on a Wednesday'), 'Hooked'],
      ['12', '', 'Fine'],
    ],
  ),
];

describe('output', () => {
  it('reaches for its stream when there is something to say, and once', async () => {
    let times = 0;
    const out = new Output(() => {
      times += 1;
      return {
        sink: { write: () => {} },
        isTTY: false,
        columns: 80,
        isAscii: false,
        isColoured: false,
      };
    });
    expect(times).toBe(0);
    expect(out.isTTY).toBe(false);
    await out.print([line('a')]);
    out.json(1);
    expect(times).toBe(1);
  });

  it('has signs of ASCII where the terminal has no others, and leaves letters as they are', async () => {
    const { writes, out } = output(false, { isAscii: true, columns: 40 });
    await out.print([
      line('★ ▲ ● ▼ ✗ ✓ · a – b → c…'),
      table([{ shrinkTo: 8 }, {}], [['メタリックルージュ', '▲']]),
    ]);
    expect(writes.join('')).toBe('* ^ o v x + - a - b -> c...\nメタリックルージュ  ^\n');
    const narrow = output(false, { isAscii: true, columns: 14 });
    await narrow.out.print([table([{ shrinkTo: 8 }, {}], [['メタリックルージュ', '▲']])]);
    expect(narrow.writes.join('')).toBe('メタリック~  ^\n');
  });

  it('paints what has a style, and nothing else', async () => {
    const { writes, out } = output(true);
    await out.print(screen);
    expect(writes).toEqual([
      [
        '\u001b[1mMetallic Rouge\u001b[22m  \u001b[2mメタリックルージュ\u001b[22m',
        '',
        ' 1  \u001b[32mwatched on a Wedn…\u001b[39m  Hooked',
        `12  ${' '.repeat(20)}Fine`,
        '',
      ].join('\n'),
    ]);
  });

  it('prints the same words without colour', async () => {
    const { writes, out } = output(false);
    await out.print(screen);
    expect(writes.join('')).toBe(
      `Metallic Rouge  メタリックルージュ\n\n 1  watched on a Wedn…  Hooked\n12${' '.repeat(22)}Fine\n`,
    );
  });

  it('cuts nothing for a pipe', async () => {
    const { writes, out } = output(false, { isTTY: false, columns: 10 });
    await out.print(screen);
    expect(writes.join('')).toContain(' 1  watched on a Wednesday  Hooked\n');
  });

  it('writes nothing for an empty screen', async () => {
    const { writes, out } = output(false);
    await out.print([]);
    await out.print([table([{}], [])]);
    expect(writes).toEqual([]);
  });

  it('measures emoji and combining marks by what they take', async () => {
    const { writes, out } = output(false);
    await out.print([
      table(
        [{}, {}],
        [
          ['👩‍👩‍👧', '|'],
          ['e\u0301e\u0301', '|'],
          ['アニメ', '|'],
        ],
      ),
    ]);
    expect(writes.join('')).toBe('👩‍👩‍👧      |\ne\u0301e\u0301      |\nアニメ  |\n');
  });

  it('prints JSON that keeps its value, with nothing harmful in it', () => {
    const { writes, out } = output(true);
    const value = { title: 'A\u001b]0;x\u0007\u202e', at: null };
    out.json(value);
    expect(writes.join('')).toBe('{\n  "title": "A\\u001b]0;x\\u0007\\u202e",\n  "at": null\n}\n');
    expect(JSON.parse(writes.join(''))).toEqual(value);
  });
});

describe('questions', () => {
  const named = (name: string) => Object.assign(new Error('gone'), { name });
  const failing = (error: Error) =>
    askingWith({
      confirm: () => Promise.reject(error),
      search: () => Promise.reject(error),
      select: () => Promise.reject(error),
      input: () => Promise.reject(error),
    });

  it.each(['ExitPromptError', 'AbortPromptError', 'CancelPromptError'])(
    'that end with %s were cancelled',
    async (name) => {
      const cancelled = expect.objectContaining({ code: 'cancelled' });
      await expect(failing(named(name)).confirm('Sure?', false)).rejects.toEqual(cancelled);
      await expect(failing(named(name)).search('Which?', async () => [])).rejects.toBeInstanceOf(
        Problem,
      );
    },
  );

  it('let every other error through', async () => {
    const error = new Error('the disk is full');
    await expect(failing(error).confirm('Sure?', false)).rejects.toBe(error);
  });

  it('show nothing harmful, and give the very value back', async () => {
    const shown: unknown[] = [];
    const prompts = askingWith({
      confirm: async (question) => shown.push(question) > 0,
      search: async (question, find) => {
        const [first] = await find('\u001b');
        shown.push(question, first);
        return first?.value ?? '';
      },
      select: async (question, choices) => {
        shown.push(question, ...choices);
        return choices[0]?.value ?? '';
      },
      input: async (question) => {
        shown.push(question);
        return '\u0007';
      },
    });
    await prompts.confirm('Remove \u001b[31mA?', false);
    const offer = { value: 'a\u0007', name: 'A\u0007', description: 'B\n' };
    expect(await prompts.search('Which \u202e?', async () => [offer])).toBe('a\u0007');
    expect(await prompts.select('What \u202e?', [offer])).toBe('a\u0007');
    expect(await prompts.input('Note \u202e?')).toBe('\u0007');
    expect(shown).toEqual([
      'Remove �[31mA?',
      'Which �?',
      { value: 'a\u0007', name: 'A�', description: 'B ' },
      'What �?',
      { value: 'a\u0007', name: 'A�', description: 'B ' },
      'Note �?',
    ]);
  });
});
