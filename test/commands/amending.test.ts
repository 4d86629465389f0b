import { beforeEach, describe, expect, it } from 'vitest';
import { butRevision, Home, seated } from './world';

/** Thursday noon, after the fifth episode of Metallic Rouge. */
const NOW = '2024-02-08T12:00:00Z';

interface Info {
  readonly schedule: readonly {
    readonly episode: number;
    readonly at: string | null;
    readonly precision: string;
    readonly basis: string;
    readonly source: string;
    readonly countedFrom?: number;
  }[];
  readonly episodes: number | null;
  readonly status: string;
}

let home: Home;
beforeEach(async () => {
  home = new Home();
  await home.runAll(['add', 'metallic rouge']);
});

async function said(...lines: readonly (readonly string[])[]): Promise<void> {
  for (const argv of lines) {
    const { code, out, err } = await home.run(argv, { now: NOW });
    if (code !== 0) throw new Error(`jikai ${argv.join(' ')} ended with ${code}: ${out}${err}`);
  }
}

async function info(show = 'rouge'): Promise<Info> {
  return (await home.json(['info', show], { now: NOW })) as Info;
}

/** When an episode drops, `~` where that is estimated. */
async function drop(episode: number, show = 'rouge'): Promise<string> {
  const { schedule } = await info(show);
  const found = schedule.find((one) => one.episode === episode);
  return `${found?.basis === 'estimated' ? '~' : ''}${found?.at}`;
}

describe('what is said a second time', () => {
  it.each([
    [['delay', 'rouge', '8', '--to', '2024-03-02']],
    [['batch', 'rouge', '7-9', '--at', '2024-03-02']],
    [['hiatus', 'rouge']],
    [['episodes', 'rouge', '12']],
    [['episodes', 'rouge', '--from', '13', '--premiere', '2024-07-03']],
    [['episodes', 'rouge', '25', '--from', '14', '--premiere', '2024-07-03']],
    [['dropped', 'rouge', '1', '--at', 'planned']],
    [['follow', 'rouge', 'netflix']],
    [['release', 'edit', 'rouge', 'raw', '--premiere', '2024-01-11', '--time', '12:00']],
  ])('jikai %j changes nothing, and undo takes back what it should', async (argv) => {
    await said(argv);
    const before = home.store();
    const again = await home.run(argv, { now: NOW });
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/already/);
    expect(home.store()).toBe(before);
    expect(await home.json(argv, { now: NOW })).toMatchObject({ change: { shows: [] } });
    await said(['undo']);
    expect(home.store()).not.toContain('amendments');
  });
});

describe('an hour alone', () => {
  it.each([
    ['24:55', '2024-01-10T15:55:00Z'],
    ['25:30', '2024-01-10T16:30:00Z'],
    ['23:00', '2024-01-10T14:00:00Z'],
    ['29:59', '2024-01-10T20:59:00Z'],
  ])('%s stays on the day of the television', async (time, at) => {
    await said(['edit', 'rouge', '--time', time]);
    expect(await drop(1)).toBe(at);
  });

  it('can be set there and back', async () => {
    await said(['edit', 'rouge', '--time', '25:30'], ['edit', 'rouge', '--time', '24:55']);
    expect(await drop(1)).toBe('2024-01-10T15:55:00Z');
  });
});

describe('what is said last', () => {
  it('of several episodes holds for each of them', async () => {
    await said(
      ['delay', 'rouge', '8', '--to', '2024-03-01'],
      ['break', 'rouge', '--at', '9'],
      ['batch', 'rouge', '7-9', '--at', '2024-02-21', '--time', '20:00'],
    );
    for (const episode of [7, 8, 9]) expect(await drop(episode)).toBe('2024-02-21T11:00:00Z');
    expect(await drop(10)).toBe('~2024-02-28T11:00:00Z');
  });

  it('of one inside a batch holds for it, and what follows is worked out', async () => {
    await said(['batch', 'rouge', '7-9'], ['delay', 'rouge', '8', '--to', '2024-05-05T10:00Z']);
    expect(await drop(7)).toBe('~2024-02-21T15:55:00Z');
    expect(await drop(8)).toBe('2024-05-05T10:00:00Z');
    expect(await drop(9)).toBe('~2024-05-05T10:00:00Z');
  });
});

describe('what cannot be is refused', () => {
  const lines: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'a hiatus that ends before the premiere',
      ['resume', 'rouge', '--at', '2024-01-01'],
      /before ep 1/,
    ],
    ['a hiatus that ends some day', ['resume', 'rouge', '--at', 'tba'], /stays on hiatus/],
    ['an hour without its day', ['resume', 'rouge', '--time', '20:00'], /needs its day/],
    ['a delay of several', ['delay', 'rouge', '8-10', '--to', '2024-05-01'], /one episode/],
    ['a delay before the premiere', ['delay', 'rouge', '8', '--to', '2024-01-01'], /before ep 1/],
    ['a batch with holes', ['batch', 'rouge', '7,9'], /in a row/],
    ['a step without a run', ['episodes', 'rouge', '25', '--every', '2w'], /second run/],
    [
      'a run beyond the last',
      ['episodes', 'rouge', '10', '--from', '14', '--premiere', '2024-07-03'],
      /no episode 14/,
    ],
    [
      'two times of day',
      ['delay', 'rouge', '9', '--to', '2024-03-06T10:00Z', '--time', '20:00'],
      /time of day already/,
    ],
    ['weeks and slots', ['break', 'rouge', '--slots', '2', '--weeks', '2'], /cannot be used with/],
    [
      'to take back and to say',
      ['delay', 'rouge', '9', '--remove', '--to', '2024-03-06'],
      /cannot be used with/,
    ],
    ['an empty reason', ['break', 'rouge', '--why', ''], /reason is empty/],
    ['half an episode', ['episodes', 'rouge', '12.5'], /"12\.5" is not a number/],
    ['too many episodes', ['episodes', 'rouge', '100000'], /"100000" is not a number/],
    ['no number', ['break', 'rouge', 'soon'], /"soon" is not the number/],
    ['words too many', ['break', 'rouge', '7', '8'], /do not know what/],
    ['a platform without a name', ['release', 'add', 'rouge', '--platform', ' '], /empty/],
    [
      'a release on another platform',
      ['release', 'edit', 'rouge', 'crunchyroll', '--platform', 'netflix'],
      /stays on its platform/,
    ],
    ['a release and nothing to do', ['release'], /what to do with the release/],
    [
      'numbers beyond all numbers',
      ['add', 'B', '--manual', '--first', '99999', '--episodes', '12'],
      /no episode 100010/,
    ],
    ['by hand and online', ['add', 'B', '--manual', '--online'], /cannot be used with/],
  ];
  it.each(lines)('%s', async (_, argv, words) => {
    await said(['hiatus', 'rouge', '--from', '12']);
    const before = home.store();
    const { code, err } = await home.run(argv, { now: NOW });
    expect(err).toMatch(words);
    expect(code).toBe(2);
    expect(home.store()).toBe(before);
  });

  it.each([
    ['break', 'rouge'],
    ['hiatus', 'rouge'],
  ])('%s of no episode when all are out', async (...argv) => {
    const { code, err } = await home.run(argv, { now: '2024-12-01T00:00:00Z' });
    expect(code).toBe(1);
    expect(err).toContain('should be out already');
  });

  it('a premiere that what was said of an episode contradicts', async () => {
    await said(['delay', 'rouge', '8', '--to', '2024-03-01']);
    const { code, err } = await home.run(['edit', 'rouge', '--premiere', '2024-04-10'], {
      now: NOW,
    });
    expect(code).toBe(2);
    expect(err).toContain('You said of ep 8 that it drops 2024-03-01');
  });

  it('to take back what nobody said', async () => {
    for (const argv of [
      ['break', 'rouge', '--at', '7', '--remove'],
      ['dropped', 'rouge', '5', '--remove'],
    ]) {
      expect(await home.run(argv, { now: NOW })).toMatchObject({ code: 3 });
    }
  });
});

describe('an episode that nobody expects yet', () => {
  it.each([
    ['20', 'Metallic Rouge ends with episode 13 as far as I know, and 20 is more.'],
    ['9', 'Episode 9 of Metallic Rouge is expected ~Wed 6 Mar 2024, 16:55.'],
  ])('%s is asked about, or --yes named', async (episode, why) => {
    const before = home.store();
    const argv = ['dropped', 'rouge', episode];
    const unasked = await home.run(argv, { now: NOW });
    expect(unasked).toMatchObject({ code: 2 });
    expect(unasked.err).toContain(why);
    expect(home.store()).toBe(before);
    const yes = await home.run(argv, { ...seated(true), now: NOW });
    expect(yes).toMatchObject({ code: 0, asked: [{ question: `${why} Is it out all the same?` }] });
  });

  it('is one more than there were said to be, then', async () => {
    await said(['episodes', 'rouge', '13'], ['dropped', 'rouge', '14', '--yes']);
    expect((await info()).episodes).toBe(14);
    expect(await drop(14)).toBe('2024-02-08T12:00:00Z');
  });

  it('may be the first ones together, before the premiere', async () => {
    await said(['dropped', 'rouge', '1-3', '--at', '2024-01-07T12:00Z', '--yes']);
    for (const episode of [1, 2, 3]) expect(await drop(episode)).toBe('2024-01-07T12:00:00Z');
  });

  it('can be taken back later, whatever came in between', async () => {
    const before = home.store();
    await said(['dropped', 'rouge', '5'], ['verdict', 'rouge', 'Hooked']);
    await said(['dropped', 'rouge', '5', '--remove']);
    expect(await drop(5)).toBe('~2024-02-07T15:55:00Z');
    expect(butRevision(home.store())).not.toBe(butRevision(before));
    expect(home.store()).not.toContain('"drops"');
  });
});

describe('what was worked out is never passed off as known', () => {
  it('in a batch with one that was seen', async () => {
    await said(['dropped', 'rouge', '4', '--at', '2024-01-31T16:00Z'], ['batch', 'rouge', '4-6']);
    expect(await drop(4)).toBe('2024-01-31T16:00:00Z');
    expect(await drop(5)).toBe('~2024-01-31T16:00:00Z');
  });

  it('when the old rhythm is taken up again', async () => {
    await said(['hiatus', 'rouge', '--from', '6'], ['resume', 'rouge']);
    expect(await drop(6)).toBe('~2024-02-14T15:55:00Z');
    const { out } = await home.run(['info', 'rouge'], { now: NOW });
    expect(out).toMatch(/^ +6 +~Wed 14 Feb 2024, 16:55 .*worked out$/m);
  });

  it('in the slots of a break', async () => {
    await said(['break', 'rouge', '7', '--why', 'recap']);
    const { out } = await home.run(['next', '--days', '30'], { now: NOW });
    expect(out).toMatch(/^break +~Wed 21 Feb 2024, 16:55 .*recap$/m);
    expect(await home.json(['next', '--days', '30'], { now: NOW })).toMatchObject({
      breaks: [{ episode: 7, at: '2024-02-21T15:55:00Z', basis: 'estimated', why: 'recap' }],
    });
  });
});

describe('a second run that drops all at once, of a series that nobody knows the length of', () => {
  const READS = [
    [],
    ['next'],
    ['list'],
    ['info', 'endless'],
    ['releases', 'endless'],
    ['prompt'],
    ['remind'],
    ['remind', 'status'],
    ['digest'],
    ['calendar'],
    ['plan', 'endless'],
    ['stats'],
    ['report'],
    ['review', '--json'],
    ['export', 'ics'],
    ['export', 'html'],
  ];
  beforeEach(async () => {
    await said(
      ['add', 'Endless', '--manual', '--premiere', '2024-01-01T10:00Z'],
      ['status', 'endless', 'watching'],
      ['episodes', 'endless', '--from', '4', '--premiere', '2024-02-01T10:00Z', '--every', 'once'],
    );
  });

  it.each(READS.map((argv) => [argv.join(' '), argv] as const))(
    'comes to an end in jikai %s',
    async (_, argv) => {
      expect((await home.run(argv, { now: NOW })).code).toBe(0);
    },
  );

  it('is one drop, and may be put off, halted and resumed', async () => {
    const due = async () => {
      const { due: drops } = (await home.json(['next'], { now: NOW })) as { due: { id: string }[] };
      return drops.filter(({ id }) => id === 'endless').length;
    };
    expect(await due()).toBe(4);
    await said(['delay', 'endless', '4', '--to', '2024-02-20']);
    expect(await due()).toBe(3);
    await said(['hiatus', 'endless', '--from', '5'], ['resume', 'endless']);
    expect(await due()).toBe(3);
  });
});

describe('a count', () => {
  it('is of the show, wherever one follows it, but for dubs', async () => {
    await said(
      ['release', 'add', 'rouge', '--audio', 'dub', '--premiere', '2024-01-24'],
      ['episodes', 'rouge', '12'],
      ['follow', 'rouge', 'prime video'],
    );
    expect((await info()).episodes).toBe(12);
    const { releases } = (await home.json(['releases', 'rouge'])) as {
      releases: { id: string; schedule: { episodes: { number: number } } }[];
    };
    const counts = releases.map(({ id, schedule }) => `${id} ${schedule.episodes.number}`);
    expect(counts).toEqual(['crunchyroll 12', 'japanese-tv 12', 'english-dub 13', 'prime 12']);
  });

  it('does not make the times the user’s', async () => {
    await said(['edit', 'rouge', '--episodes', '12']);
    const { out } = await home.run(['info', 'rouge'], { now: NOW });
    expect(out).toMatch(/^Times from bangumi-data [\d.]+$/m);
  });

  it('is told by the last number where the first is not 1', async () => {
    await said([
      'add',
      'Cour',
      '--manual',
      '--first',
      '13',
      '--episodes',
      '12',
      '--premiere',
      '2024-02-09',
    ]);
    const { out } = await home.run(['next'], { now: NOW });
    expect(out).toContain('ep 13/24');
  });
});
