import { describe, expect, it } from 'vitest';
import { CONTROL, Home, livedInHome } from './world';

const lines = (text: string) => text.split('\n').slice(0, -1);

describe.each(['list', 'next'])('jikai %s for scripts', (verb) => {
  it('has a line for each, in the order of --json', async () => {
    const home = await livedInHome();
    const json = (await home.json([verb])) as Record<string, { id: string }[]>;
    const { shows, due, upcoming, undated } = json;
    const ids = (shows ?? [due, upcoming, undated].flatMap((some) => some ?? [])).map(
      ({ id }) => id,
    );
    expect(ids.length).toBeGreaterThan(1);
    const formatted = await home.run([verb, '--format', '{id}']);
    expect({ ...formatted, out: lines(formatted.out) }).toMatchObject({
      code: 0,
      out: ids,
      err: '',
    });
    const [heads = '', ...rows] = lines((await home.run([verb, '--tsv'])).out);
    const place = heads.split('\t').indexOf('id');
    expect(rows.map((row) => row.split('\t')[place])).toEqual(ids);
    const { out } = await home.run([verb, '--fields', 'title,id']);
    expect(lines(out).map((row) => row.split('\t')[1])).toEqual(['id', ...ids]);
  });

  it('is no other on a terminal', async () => {
    const home = await livedInHome();
    const terminal = { outIsTTY: true, errIsTTY: true, columns: 20, env: { FORCE_COLOR: '1' } };
    for (const flags of [['--tsv'], ['--format', '{title} {platform}']]) {
      const { out } = await home.run([verb, ...flags]);
      expect((await home.run([verb, ...flags], terminal)).out).toBe(out);
    }
  });

  it('tells on stderr that there is nothing', async () => {
    const home = new Home();
    const formatted = await home.run([verb, '--format', '{id}']);
    expect(formatted).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('jikai add'),
    });
    const { out, err } = await home.run([verb, '--tsv', '--fields', 'id', '--quiet']);
    expect({ out, err }).toEqual({ out: 'id\n', err: '' });
  });

  it.each([
    [['--format', '{nosuch}'], 'There is no placeholder {nosuch}.'],
    [['--fields', 'nosuch'], 'There is no field "nosuch".'],
    [['--format', '{id}', '--tsv'], 'cannot be used with'],
    [['--format', '{id}', '--fields', 'id'], 'cannot be used with'],
  ])('%j is used wrongly', async (flags, words) => {
    const { code, out, err } = await new Home().run([verb, ...flags]);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(words) });
  });

  it.each([[['--tsv']], [['--fields', 'id']], [['--format', '{id}']]])(
    '%j goes without --json',
    async (flags) => {
      const { code, out } = await new Home().run([verb, ...flags, '--json']);
      expect({ code, ...JSON.parse(out) }).toMatchObject({
        code: 2,
        error: { code: 'usage', message: `--json goes without ${flags[0]}.` },
      });
    },
  );

  it('is harmless, whatever a title holds', async () => {
    const home = new Home();
    await home.runAll([
      'add',
      'A\u001b]0;x\u0007\u202e\n\tb',
      '--manual',
      '--premiere',
      '2024-01-09',
    ]);
    const { out } = await home.run([verb, '--format', '{title}']);
    expect(out).toBe('A�]0;x��  b\n');
    expect((await home.run([verb, '--tsv'])).out.replaceAll('\t', '')).not.toMatch(CONTROL);
  });
});

it('tells what list filters and sorts', async () => {
  const home = await livedInHome();
  const { out } = await home.run([
    'list',
    'show',
    '--status',
    'watching',
    '--format',
    '{title}\\t{watched}/{episodes}\\t{mood}',
  ]);
  expect(out).toBe('My Show\t2/3\t1\n');
});

it('names its fields in its help, within 80 cells', async () => {
  const { out } = await new Home().run(['help', 'list']);
  expect(out).toContain('next.precision');
  expect(Math.max(...lines(out).map((one) => one.length))).toBeLessThanOrEqual(80);
});
