import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Home, livedInHome } from './world';

const home = await livedInHome();

/** The source of the bundled catalogue's times, with its version. */
const BUNDLED = expect.stringMatching(/^bangumi-data \d/);

describe('the shapes of --json', () => {
  it('of list', async () => {
    expect(await home.json(['list', '--sort', 'added'])).toEqual({ shows: expect.any(Array) });
    expect(await home.json(['list', 'rouge'])).toEqual({
      shows: [
        expect.objectContaining({
          id: 'metallic-rouge',
          title: 'Metallic Rouge',
          status: 'planned',
          platform: 'Crunchyroll',
          watched: 0,
          episodes: 13,
          verdict: "We'll see",
          next: {
            episode: 1,
            at: '2024-01-10T15:55:00Z',
            precision: 'minute',
            basis: 'scheduled',
            source: BUNDLED,
          },
        }),
      ],
    });
    expect(await home.json(['list', 'some day'])).toEqual({
      shows: [
        expect.objectContaining({
          platform: null,
          episodes: null,
          verdict: null,
          next: { episode: 1, at: null, precision: 'unknown', basis: 'estimated', source: 'you' },
        }),
      ],
    });
    expect(await home.json(['list', '--status', 'dropped'])).toEqual({ shows: [] });
  });

  it.each([[['next']], [[]]])('of jikai %j', async (argv) => {
    const now = '2024-01-05T23:30:00Z';
    const rouge = {
      id: 'metallic-rouge',
      title: 'Metallic Rouge',
      episode: 1,
      at: '2024-01-10T15:55:00Z',
      precision: 'minute',
      basis: 'scheduled',
      source: BUNDLED,
      platform: 'Crunchyroll',
      url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
    };
    expect(await home.json(argv, { now })).toEqual({
      due: [
        {
          id: 'my-show',
          title: 'My Show',
          episode: 3,
          at: '2024-01-05',
          precision: 'day',
          basis: 'estimated',
          source: 'you',
          countedFrom: 1,
          platform: null,
          url: null,
        },
      ],
      upcoming: [rouge],
      undated: [
        {
          id: 'some-day',
          title: 'Some Day',
          episode: 1,
          at: null,
          precision: 'unknown',
          basis: 'estimated',
          source: 'you',
          platform: null,
          url: null,
        },
      ],
      breaks: [],
      ...(argv.length === 0 ? { undecided: [] } : {}),
    });
  });

  it('of nothing at all', async () => {
    const empty = { due: [], upcoming: [], undated: [], breaks: [] };
    expect(await new Home().json([])).toEqual({ ...empty, undecided: [] });
    expect(await new Home().json(['next'])).toEqual(empty);
    expect(await new Home().json(['log'])).toEqual({ changes: [] });
    expect(await new Home().json(['search', 'zzqqzzqq'])).toEqual({ results: [] });
  });

  it('of info', async () => {
    expect(await home.json(['info', 'my show'])).toEqual(
      expect.objectContaining({
        id: 'my-show',
        title: 'My Show',
        status: 'watching',
        platform: null,
        url: null,
        episodes: 3,
        verdicts: [
          {
            at: '2024-01-08T12:00:00Z',
            episode: 2,
            words: 'Hooked',
            score: 8,
            note: 'A note',
          },
        ],
        schedule: [
          {
            episode: 1,
            at: '2024-01-03',
            precision: 'day',
            basis: 'scheduled',
            source: 'you',
            watched: true,
            watchedAt: '2024-01-08T12:00:00Z',
            verdict: null,
          },
          {
            episode: 2,
            at: '2024-01-04',
            precision: 'day',
            basis: 'estimated',
            source: 'you',
            countedFrom: 1,
            watched: true,
            watchedAt: '2024-01-08T12:00:00Z',
            verdict: 'Hooked',
          },
          {
            episode: 3,
            at: '2024-01-05',
            precision: 'day',
            basis: 'estimated',
            source: 'you',
            countedFrom: 1,
            watched: false,
            watchedAt: null,
            verdict: null,
          },
        ],
      }),
    );
  });

  it('of a write: the show before and after', async () => {
    const before = JSON.parse(/^\{"id":"metallic-rouge".*\}/m.exec(home.store() ?? '')?.[0] ?? '');
    expect(before).toMatchObject({ status: 'planned', title: 'Metallic Rouge' });
    const after = {
      ...before,
      status: 'dropped',
      verdicts: [...before.verdicts, { at: '2024-01-08T12:00:00Z', words: 'Not for me' }],
    };
    expect(await home.json(['drop', 'rouge', '--verdict', 'Not for me', '-n'])).toEqual({
      change: {
        summary: 'Metallic Rouge is now dropped: Not for me',
        shows: [{ id: 'metallic-rouge', before, after }],
      },
    });
    expect(await home.json(['add', 'New', '--manual', '-n'])).toMatchObject({
      change: { shows: [{ id: 'new', before: null, after: { id: 'new', status: 'planned' } }] },
    });
    expect(await home.json(['remove', 'rouge', '-y', '-n'])).toMatchObject({
      change: { shows: [{ id: 'metallic-rouge', before: {}, after: null }] },
    });
  });

  it('of status, verdicts and settings', async () => {
    expect(await home.json(['status', 'rouge'])).toEqual({
      id: 'metallic-rouge',
      title: 'Metallic Rouge',
      status: 'planned',
    });
    expect(await home.json(['verdicts', 'rouge'])).toEqual({
      id: 'metallic-rouge',
      title: 'Metallic Rouge',
      verdicts: [
        {
          at: '2024-01-08T12:00:00Z',
          episode: null,
          words: "We'll see",
          score: null,
          note: null,
          mood: 0,
          turn: null,
        },
      ],
    });
    expect(await home.json(['config', 'get', 'trial'])).toEqual({ trial: 3 });
    expect(await home.json(['config'])).toMatchObject({
      file: home.configFile,
      settings: { trial: 3, timezone: null, platforms: [] },
    });
    expect(await home.json(['catalog'])).toMatchObject({ catalog: { license: 'CC-BY-4.0' } });
  });
});

describe('the reader’s zone', () => {
  it('never changes an instant', async () => {
    const lines = [['list'], ['next', '--days', '400'], [], ['info', 'rouge'], ['info', 'solo']];
    for (const argv of lines) {
      const inBerlin = await home.json(argv);
      for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Apia']) {
        expect(await home.json(argv, { zone })).toEqual(inBerlin);
        expect(await home.json([...argv, '--timezone', zone])).toEqual(inBerlin);
      }
    }
  });
});

describe('any line at all', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...['watch', 'verdict', 'verdicts', 'add', 'list', 'info', 'edit', 'status', 'drop', 'pause'],
      ...['resume', 'remove', 'undo', 'redo', 'log', 'search', 'catalog', 'config', 'help', 'next'],
      ...['rouge', 'my show', 'm', 'some day', 'frieren', 'nosuch', '1', '3', '1-2', '+1', 'all'],
      ...['--json', '--yes', '--dry-run', '-q', '--undo', '--manual', '--verdict', 'Hooked', '--'],
      ...['--score', '7', '--at', 'yesterday', '--premiere', 'tba', '--status', 'paused', '-h'],
      ...[
        '--episodes',
        '--title',
        'メタリック',
        '',
        ' ',
        '--now',
        '2024-02-30',
        'set',
        'get',
        'trial',
      ],
    ),
    fc.string({ maxLength: 5 }),
  );
  const verb = fc.constantFrom(
    ...['watch', 'verdict', 'add', 'edit', 'status', 'drop', 'pause', 'resume', 'remove', 'undo'],
    ...['redo', 'list', 'info', 'next', 'log', 'verdicts', 'config', 'search'],
  );
  const line = fc.oneof(
    fc.tuple(verb, fc.array(word, { maxLength: 4 })).map(([first, rest]) => [first, ...rest]),
    fc.array(word, { maxLength: 4 }),
  );

  it('ends with an exit code of ours, and with a watchlist that can be read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
        const fresh = await livedInHome();
        for (const argv of lines) {
          const { code, out, err } = await fresh.run(argv);
          expect([0, 1, 2, 3]).toContain(code);
          expect(err).not.toContain('Something went wrong inside');
          // Behind `--` stand titles alone.
          const asJson = argv.slice(0, [...argv, '--'].indexOf('--')).includes('--json');
          if (asJson && code !== 0) expect(JSON.parse(out)).toHaveProperty('error.code');
          else if (code !== 0)
            expect({ out, err }).toEqual({ out: '', err: expect.stringMatching(/./) });
        }
        expect((await fresh.run(['list', '--json'])).code).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
