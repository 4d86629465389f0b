import { describe, expect, test } from 'vitest';
import { Disk } from './power';
import { parseTrace, pointsOf } from './trace';

/** Traces that were made up, of a list that is `old` and is to be `new`. */

const lines = {
  create:
    'openat(AT_FDCWD</>, "/home/list.new", O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 18</home/list.new>',
  half: 'write(18</home/list.new>, "ne", 2) = 2',
  rest: 'write(18</home/list.new>, "w", 1) = 1',
  sync: 'fsync(18</home/list.new>) = 0',
  rename: 'rename("/home/list.new", "/home/list") = 0',
  folder: 'fsync(19</home>) = 0',
  say: 'write(1<pipe:[7]>, "done\\n", 5) = 5',
};
const right: readonly (keyof typeof lines)[] = [
  'create',
  'half',
  'rest',
  'sync',
  'rename',
  'folder',
  'say',
];

function diskOf(steps: readonly (keyof typeof lines)[]): Disk {
  const calls = parseTrace(steps.map((step) => `77 ${lines[step]}`).join('\n'));
  expect(calls).toHaveLength(steps.length);
  return new Disk('/home', new Map([['list', Buffer.from('old')]]), calls);
}

function contents(disk: Disk, isSaid: boolean): Set<string> {
  const states = [...disk.states()].filter((state) => state.isSaid === isSaid);
  return new Set(states.map(({ tree }) => tree.get('list')?.toString('latin1') ?? 'gone'));
}

const without = (...left: readonly string[]) => right.filter((step) => !left.includes(step));

describe('what a power cut leaves', () => {
  test('of a write in the right order is old or new, and new once it was said', () => {
    const disk = diskOf(right);
    expect(disk.unsynced(() => true)).toEqual([]);
    expect(contents(disk, false)).toEqual(new Set(['old', 'new']));
    expect(contents(disk, true)).toEqual(new Set(['new']));
  });

  test.each([
    ['a file that is never synced', without('sync')],
    ['one that is written on after', without('rest').toSpliced(3, 0, 'rest')],
    ['one that is synced only when in place', without('rename').toSpliced(3, 0, 'rename')],
  ])('of %s is torn', (_, steps) => {
    const disk = diskOf(steps);
    expect(disk.unsynced(() => true).join()).toContain('what it names was not synced before');
    const found = contents(disk, false);
    expect(found).toContain('old');
    expect(found).toContain('new');
    expect(found.size).toBeGreaterThan(2);
  });

  test.each([
    ['a folder that is never synced', without('folder')],
    [
      'one that is synced before the new name is in it',
      without('folder').toSpliced(4, 0, 'folder'),
    ],
    ['one that is synced when the word is out', [...without('folder'), 'folder' as const]],
  ])('of %s may still be old', (_, steps) => {
    const disk = diskOf(steps);
    expect(disk.unsynced(() => true)).toEqual(['rename list: its folder was not synced after']);
    expect(contents(disk, true)).toEqual(new Set(['old', 'new']));
    expect(disk.unsynced((name) => name !== 'list')).toEqual([]);
  });

  test('of a file that is made in a new folder may be nothing at all', () => {
    const calls = parseTrace(
      [
        '7 mkdir("/home/a", 0700) = 0',
        '7 openat(AT_FDCWD</>, "/home/a/list", O_WRONLY|O_CREAT, 0600) = 18</home/a/list>',
        '7 write(18</home/a/list>, "\\303\\251\\n", 3) = 3',
        '7 fsync(18</home/a/list>) = 0',
        '7 fsync(19</home/a>) = 0',
        '7 write(1</dev/pts/0>, "done", 4) = 4',
      ].join('\n'),
    );
    const disk = new Disk('/home', new Map(), calls);
    expect(disk.unsynced(() => true)).toEqual(['mkdir a: its folder was not synced after']);
    const said = [...disk.states()]
      .filter(({ isSaid }) => isSaid)
      .map(({ tree }) => [...tree.keys()]);
    expect(said).toEqual([[], ['a', 'a/list']]);
  });
});

test('a trace is read although threads come between, and a kill', () => {
  const calls = parseTrace(
    [
      '7 write(18</h/a "b">, "x\\"\\\\,)", 5 <unfinished ...>',
      '8 fsync(3</h/other> <unfinished ...>',
      '7 <... write resumed>) = 5',
      '8 <... fsync resumed>) = -1 EIO (Input/output error) (INJECTED)',
      '7 +++ exited with 0 +++',
      '7 fsync(18</h/a "b">) = ?',
      '7 rename("/h/a", "/h/new-1-x" <unfinished ...>',
    ].join('\n'),
  );
  expect(calls.map(({ name, result }) => [name, result])).toEqual([
    ['write', 5],
    ['fsync', -1],
    ['fsync', undefined],
    ['rename', undefined],
  ]);
  expect(calls[0]?.operands).toEqual([
    { kind: 'file', descriptor: 18, path: '/h/a "b"' },
    { kind: 'bytes', bytes: Buffer.from('x"\\,)') },
    { kind: 'words', words: '5' },
  ]);
  expect(pointsOf(calls, '/h')).toEqual([
    { call: 'write', nth: 1, where: 'write a "b"', turn: 1 },
    { call: 'fsync', nth: 1, where: 'fsync a "b"', turn: 1 },
    { call: 'rename', nth: 1, where: 'rename a new-*', turn: 1 },
  ]);
});
