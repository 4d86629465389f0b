import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Show } from '../../src/watchlist/show';
import { showWith } from '../sources/nets';
import {
  type AniListShow,
  adding,
  cutShort,
  deadAddress,
  refusing,
  silent,
  startAniList,
  startAniSchedule,
  type TestServer,
} from '../sources/server';
import { butRevision, Home, type Setting, seated } from './world';

/** Thursday noon, after the fourth episode of Metallic Rouge. */
const NOW = '2024-02-01T12:00:00Z';

/** AniList's row of Metallic Rouge, whose seventh episode is a week late. */
const ROUGE: AniListShow = {
  id: 162985,
  idMal: 54794,
  title: { romaji: 'Metallic Rouge', english: 'Metallic Rouge', native: 'メタリックルージュ' },
  format: 'TV',
  status: 'RELEASING',
  episodes: 13,
  duration: 24,
  startDate: { year: 2024, month: 1, day: 10 },
  externalLinks: [
    { site: 'Crunchyroll', url: 'https://www.crunchyroll.com/series/G24H1NWMJ', type: 'STREAMING' },
    { site: 'Netflix', url: 'https://www.netflix.com/title/1', type: 'STREAMING' },
  ],
  airing: Array.from({ length: 13 }, (_, index) => ({
    episode: index + 1,
    airingAt: new Date(
      Date.parse('2024-01-10T16:25:00Z') + (index + (index >= 6 ? 1 : 0)) * 7 * 86_400_000,
    ).toISOString(),
  })),
};

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function aniList(shows: readonly AniListShow[]): Promise<TestServer> {
  const server = await startAniList({ shows, now: Date.parse(NOW) });
  servers.push(server);
  return server;
}

/** Somebody whose way to the network leads to these servers. */
function online(
  addresses: { readonly anilist?: string; readonly anischedule?: string },
  setting: Setting = {},
): Setting & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    now: NOW,
    ...setting,
    env: {
      ...setting.env,
      JIKAI_ANILIST_URL: addresses.anilist,
      JIKAI_ANISCHEDULE_URL: addresses.anischedule,
    },
    net: {
      fetch: globalThis.fetch,
      wait: async (length) => {
        waits.push(length);
      },
      patience: 5_000,
    },
    waits,
  };
}

async function withRouge(): Promise<Home> {
  const home = new Home();
  await home.runAll(['add', 'metallic rouge', '--verdict', "We'll see"]);
  return home;
}

function write(home: Home, shows: readonly Show[]): void {
  mkdirSync(path.dirname(home.storeFile), { recursive: true });
  const ordered = [...shows].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(
    home.storeFile,
    JSON.stringify({ format: 'jikai', version: 1, revision: 1, shows: ordered }),
  );
}

describe('refresh', async () => {
  const server = await aniList([ROUGE]);
  let home: Home;
  beforeEach(async () => {
    home = await withRouge();
  });

  it('tells what is otherwise, as the one who follows a platform sees it', async () => {
    const { code, out, err } = await home.run(['refresh'], online({ anilist: server.address }));
    expect(code).toBe(0);
    // Berlin: the platform drops half an hour before television, so 16:55 rather than 17:25.
    expect(out).toContain('Metallic Rouge  Crunchyroll\n');
    expect(out).toContain(
      '  ep 7: ~Wed 21 Feb → ~Wed 28 Feb, 16:55; ep 8–13 move along\n  13 episodes, as was estimated\n  also on Netflix\n',
    );
    expect(out).toContain('1 show with news. AniList told of 1 show (1 request).');
    expect(err).toContain('Undo with jikai undo.');
  });

  it('keeps broadcast and availability apart, and says where each time is from', async () => {
    await home.run(['refresh'], online({ anilist: server.address }));
    const { out } = await home.run(['info', 'rouge'], { now: NOW });
    expect(out).toMatch(/^ +7 +~Wed 28 Feb 2024, 16:55 .*Japanese TV −30m \(AniList\)$/m);
    const releases = await home.json(['releases', 'rouge'], { now: NOW });
    expect(releases).toMatchObject({
      follows: 'crunchyroll',
      releases: [
        {
          id: 'crunchyroll',
          source: expect.stringMatching(/^bangumi-data/),
          schedule: { premiere: { at: '2024-01-10T15:55:00Z' }, basis: 'scheduled' },
          lag: { minutes: -30, behind: 'japanese-tv', learnedFrom: 0 },
          next: { episode: 5, basis: 'estimated', source: 'AniList', via: 'japanese-tv' },
        },
        {
          id: 'japanese-tv',
          next: { episode: 5, at: '2024-02-07T16:25:00Z', basis: 'scheduled', source: 'AniList' },
        },
        // AniList names it; when it comes out there, the catalogue knows better.
        {
          id: 'netflix',
          source: expect.stringMatching(/^bangumi-data/),
          schedule: { premiere: { at: '2025-02-28', precision: 'day' } },
        },
      ],
    });
  });

  it('gives exactly what the source said to who follows the broadcast', async () => {
    await home.runAll(['follow', 'rouge', 'japanese tv']);
    await home.run(['refresh'], online({ anilist: server.address }));
    const { schedule } = (await home.json(['info', 'rouge'], { now: NOW })) as {
      schedule: { at: string; basis: string; source: string }[];
    };
    const said = ROUGE.airing?.map(({ airingAt }) => Date.parse(airingAt));
    expect(schedule.map(({ at }) => Date.parse(at))).toEqual(said);
    expect(new Set(schedule.map(({ basis, source }) => `${basis} ${source}`))).toEqual(
      new Set(['scheduled AniList']),
    );
  });

  it('learns a platform’s lag from what the user saw, and reckons with it', async () => {
    await home.run(['refresh'], online({ anilist: server.address }));
    for (const [episode, when] of [
      ['2', '2024-01-17T18:25Z'],
      ['3', '2024-01-24T18:25Z'],
    ] as const) {
      await home.run(['dropped', 'rouge', episode, '--at', when], { now: NOW });
    }
    const { releases } = (await home.json(['releases', 'rouge'], { now: NOW })) as {
      releases: { lag: unknown }[];
    };
    expect(releases[0]?.lag).toEqual({ minutes: 120, behind: 'japanese-tv', learnedFrom: 2 });
    const { schedule } = (await home.json(['info', 'rouge'], { now: NOW })) as {
      schedule: { at: string; basis: string }[];
    };
    expect(schedule[6]).toMatchObject({ at: '2024-02-28T18:25:00Z', basis: 'estimated' });
  });

  it('asks nobody twice within hours, unless told to', async () => {
    const setting = online({ anilist: server.address });
    await home.run(['refresh'], setting);
    const before = server.requests.length;
    const again = await home.run(['refresh'], setting);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toBe('The show was asked about less than 6 hours ago. --force asks again.\n');
    expect(server.requests).toHaveLength(before);
    const forced = await home.run(['refresh', '--force'], setting);
    expect(forced.out).toBe('Nothing new. AniList told of 1 show (1 request).\n');
    const later = { ...setting, now: '2024-02-01T18:00:01Z' };
    expect((await home.run(['refresh', 'rouge'], later)).out).toContain('Nothing new.');
    expect(server.requests).toHaveLength(before + 2);
  });

  it('is one change, which undo takes back byte for byte', async () => {
    const before = home.store();
    await home.run(['refresh'], online({ anilist: server.address }));
    expect(home.store()).not.toBe(before);
    await home.run(['undo'], { now: NOW });
    expect(butRevision(home.store())).toBe(butRevision(before));
  });

  it('writes nothing in a dry run, and asks again after it', async () => {
    const before = home.store();
    const dry = await home.run(['refresh', '-n'], online({ anilist: server.address }));
    expect(dry.out).toContain('ep 7: ~Wed 21 Feb → ~Wed 28 Feb');
    expect(dry.err).toContain('dry run');
    expect(home.store()).toBe(before);
    const { out } = await home.run(['refresh'], online({ anilist: server.address }));
    expect(out).toContain('1 show with news');
  });

  it('leaves what the user said as it is', async () => {
    const said: readonly (readonly string[])[] = [
      ['edit', 'rouge', '--title', 'Rouge', '--episodes', '12'],
      ['delay', 'rouge', '9', '--to', '2024-04-01T10:00Z', '--why', 'I know better'],
      ['watch', 'rouge', '1', '--verdict', 'Hooked', '--yes'],
      ['release', 'edit', 'rouge', 'japanese-tv', '--premiere', '2024-01-11T16:00Z'],
    ];
    await home.runAll(...said);
    await home.run(['dropped', 'rouge', '2', '--at', '2024-01-17T20:00Z'], { now: NOW });
    await home.run(['refresh'], online({ anilist: server.address }));
    const show = (await home.json(['info', 'rouge'], { now: NOW })) as Show & {
      schedule: { at: string; basis: string; source: string }[];
    };
    expect(show).toMatchObject({
      title: 'Rouge',
      episodes: 12,
      watched: [{ episode: 1 }],
      verdicts: [{ words: "We'll see" }, { episode: 1, words: 'Hooked' }],
    });
    expect(show.schedule[1]).toMatchObject({ at: '2024-01-17T20:00:00Z', basis: 'confirmed' });
    expect(show.schedule[8]).toMatchObject({ at: '2024-04-01T10:00:00Z', source: 'you' });
    const tv = show.releases.find(({ id }) => id === 'japanese-tv');
    expect(tv).toMatchObject({
      source: 'you',
      schedule: { premiere: { at: '2024-01-11T16:00:00Z' }, episodes: { number: 13 } },
    });
  });

  it('keeps the hour the user set by hand, and hears of the weeks', async () => {
    await home.runAll(['follow', 'rouge', 'raw'], ['edit', 'rouge', '--time', '23:00']);
    const { out } = await home.run(['refresh'], online({ anilist: server.address }));
    expect(out).toContain('ep 7: ~Wed 21 Feb → ~Wed 28 Feb, 15:00; ep 8–13 move along');
    const { schedule } = (await home.json(['info', 'rouge'], { now: NOW })) as {
      schedule: { at: string; basis: string; source: string }[];
    };
    expect(schedule[0]).toMatchObject({ at: '2024-01-10T14:00:00Z', source: 'you' });
    expect(schedule[6]).toMatchObject({
      at: '2024-02-28T14:00:00Z',
      basis: 'estimated',
      source: 'AniList',
    });
  });

  it.each([
    ['HIATUS', 'is on hiatus', 'on hiatus'],
    ['CANCELLED', 'was cancelled', 'cancelled'],
  ])('promises nothing of what is %s', async (status, news, words) => {
    const rows = ROUGE.airing?.slice(0, 4) ?? [];
    const halted = await aniList([{ ...ROUGE, status, episodes: null, airing: rows }]);
    const { out } = await home.run(['refresh'], online({ anilist: halted.address }));
    expect(out).toContain(news);
    const { out: next } = await home.run(['next', '--days', '60'], { now: NOW });
    expect(next).toMatch(new RegExp(`^undated +${words} +Metallic Rouge +ep 5`, 'm'));
    expect(next).not.toContain('upcoming');
  });

  it('prints JSON alone', async () => {
    const told = await home.json(['refresh'], online({ anilist: server.address }));
    expect(told).toMatchObject({
      change: {
        summary: 'Refreshed Metallic Rouge from AniList',
        shows: [{ id: 'metallic-rouge', before: {}, after: {} }],
      },
      asked: [{ source: 'anilist', requests: 1, shows: 1 }],
    });
    expect((told as { news: unknown[] }).news[0]).toMatchObject({
      id: 'metallic-rouge',
      kind: 'drop',
      before: { episode: 7, at: '2024-02-21T15:55:00Z', basis: 'estimated' },
      after: { episode: 7, at: '2024-02-28T15:55:00Z', basis: 'estimated', source: 'AniList' },
    });
  });

  it('says when a number is not AniList’s', async () => {
    const empty = await aniList([]);
    const { code, out } = await home.run(['refresh'], online({ anilist: empty.address }));
    expect(code).toBe(0);
    expect(out).toContain('AniList has nothing on 1 show.');
  });
});

describe('a list of 500 airing shows', async () => {
  const shows = Array.from(
    { length: 500 },
    (_, index): AniListShow => ({
      ...ROUGE,
      id: 200_000 + index,
      idMal: null,
    }),
  );
  const server = await aniList(shows);
  const home = new Home();
  write(
    home,
    shows.map(({ id }) => showWith({ anilist: id }, { title: `Show ${id}` })),
  );

  it('takes at most 12 requests, shows how far it is, and none a second time', async () => {
    const setting = online({ anilist: server.address }, seated());
    const { code, out, err } = await home.run(['refresh'], setting);
    expect(code).toBe(0);
    expect(server.requests.length).toBeLessThanOrEqual(12);
    expect(out).toContain('AniList told of 500 shows (10 requests).');
    for (const done of [0, 50, 250, 500]) {
      expect(err).toContain(`\r\u001b[KAsking AniList about 500 shows … ${done} of 500`);
    }
    const asked = server.requests.length;
    const again = await home.run(['refresh'], setting);
    expect(again.out).toContain('All 500 shows were asked about less than 6 hours ago.');
    expect(server.requests).toHaveLength(asked);
  });

  it('shows nothing passing where nobody sits', async () => {
    const piped = await home.run(['refresh', '--force'], online({ anilist: server.address }));
    expect(`${piped.out}${piped.err}`).not.toContain('\r');
    const dumb = online({ anilist: server.address }, { ...seated(), env: { TERM: 'dumb' } });
    expect((await home.run(['refresh', '--force'], dumb)).err).not.toContain('\r');
  });

  it('keeps what came before a failure, and says what is to be done about the rest', async () => {
    const fresh = new Home();
    write(
      fresh,
      shows.map(({ id }) => showWith({ anilist: id }, { title: `Show ${id}` })),
    );
    server.next(adding({}), adding({}), refusing(403, 'The AniList API is down.'));
    const { code, out, err } = await fresh.run(['refresh'], online({ anilist: server.address }));
    expect(code).toBe(1);
    expect(out).toContain('AniList told of 100 shows');
    expect(err).toMatch(/AniList/);
    expect(fresh.store()?.match(/"source":"AniList"/g)?.length).toBeGreaterThan(100);
    // As JSON both stand in one answer.
    server.next(adding({}), refusing(403, 'The AniList API is down.'));
    const forced = ['refresh', '--force', '--json'];
    const told = await fresh.run(forced, online({ anilist: server.address }));
    expect(told).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(told.out)).toMatchObject({
      asked: [{ source: 'anilist', shows: 50 }],
      failed: [{ source: 'anilist', message: expect.stringContaining('AniList') }],
    });
    // The rest is asked about the next time, and only that.
    const before = server.requests.length;
    await fresh.run(['refresh'], online({ anilist: server.address }));
    expect(server.requests.length - before).toBe(8);
  });
});

describe('what goes wrong on the way to a source', async () => {
  const server = await aniList([ROUGE]);

  it.each([
    ['an outage', [refusing(403, 'down')]],
    ['no answer', [silent]],
    ['half an answer, twice', [cutShort, cutShort]],
    ['too many requests, again and again', Array.from({ length: 5 }, () => refusing(429, 'x'))],
  ])('%s: a sentence, exit 1, and the list as it was', async (_, ways) => {
    const home = await withRouge();
    const before = home.store();
    const setting = online({ anilist: server.address });
    const impatient = { ...setting, net: { ...online({}).net, patience: 200 } } as Setting;
    server.next(...ways);
    const { code, out, err } = await home.run(['refresh'], impatient);
    server.always(adding({}));
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^.*AniList.*\n.+\n/);
    expect(err).not.toMatch(/\bat .*\.ts/);
    expect(home.store()).toBe(before);
  });

  it('no network: as JSON, the error alone', async () => {
    const home = await withRouge();
    const setting = online({ anilist: await deadAddress() });
    const { code, out } = await home.run(['refresh', '--json'], setting);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      error: { code: 'failed', message: expect.any(String), hint: expect.any(String) },
    });
  });

  it('a read never waits for it: nothing but what says so goes out', async () => {
    const home = await withRouge();
    const before = server.requests.length;
    for (const argv of [
      [],
      ['next'],
      ['list'],
      ['info', 'rouge'],
      ['releases', 'rouge'],
      ['search', 'frieren'],
      ['catalog'],
    ]) {
      expect((await home.run(argv, { now: NOW })).code).toBe(0);
    }
    expect(server.requests).toHaveLength(before);
  });
});

describe('dubs, from AniSchedule', async () => {
  const feeds = await startAniSchedule({
    schedule: [
      {
        title: 'Metallic Rouge',
        episodeDate: '2024-02-07T20:00:00Z',
        episodeNumber: 2,
        episodes: 13,
        delayedFrom: '0001-01-01T00:00:00Z',
        delayedUntil: '0001-01-01T00:00:00Z',
        media: {
          media: {
            id: 162985,
            idMal: 54794,
            airingSchedule: { nodes: [{ episode: 2, airingAt: '2024-02-07T20:00:00Z' }] },
          },
        },
      },
    ],
    feed: [
      {
        id: 162985,
        idMal: 54794,
        format: 'TV',
        duration: 24,
        episode: {
          aired: 1,
          airedAt: '2024-01-31T20:00:00Z',
          addedAt: '2024-01-31T20:00:10Z',
        },
      },
    ],
  });
  servers.push(feeds);

  it('come when they are asked for, and can be followed', async () => {
    const home = await withRouge();
    const setting = online({ anischedule: feeds.address });
    const told = await home.run(['refresh', '--source', 'anischedule'], setting);
    expect(told.out).toContain('also on English dub');
    await home.runAll(['follow', 'rouge', 'dub']);
    const { schedule } = (await home.json(['info', 'rouge'], { now: NOW })) as {
      schedule: unknown[];
    };
    expect(schedule.slice(0, 3)).toMatchObject([
      { episode: 1, at: '2024-01-31T20:00:00Z', basis: 'confirmed', source: 'AniSchedule' },
      { episode: 2, at: '2024-02-07T20:00:00Z', basis: 'scheduled', source: 'AniSchedule' },
      { episode: 3, at: '2024-02-14T20:00:00Z', basis: 'estimated', countedFrom: 2 },
    ]);
  });

  it('are refreshed by themselves once there is a dub', async () => {
    const home = await withRouge();
    const server = await aniList([ROUGE]);
    await home.run(['refresh', '--source', 'anischedule'], online({ anischedule: feeds.address }));
    const before = feeds.requests.length;
    const both = online({ anischedule: feeds.address, anilist: server.address });
    const { out } = await home.run(['refresh', '--force'], both);
    expect(out).toContain('AniList told of 1 show (1 request), AniSchedule told of 1 show');
    expect(feeds.requests.length).toBe(before + 2);
  });
});

describe('adding from AniList', async () => {
  const brandNew: AniListShow = {
    ...ROUGE,
    id: 999_001,
    idMal: 88_001,
    title: { romaji: 'Zzqq no Zzqq', english: 'Zzqqzzqq Reborn', native: '新しい番組' },
    status: 'NOT_YET_RELEASED',
    episodes: null,
    startDate: { year: 2024, month: 7 },
    externalLinks: [],
    airing: [],
  };
  const server = await aniList([ROUGE, brandNew]);

  it('is done when told to, with a date no finer than AniList’s', async () => {
    const home = new Home();
    const setting = online({ anilist: server.address });
    const { code, out } = await home.run(['add', 'zzqqzzqq reborn', '--online'], setting);
    expect(code).toBe(0);
    expect(out).toContain('Added  Zzqqzzqq Reborn  新しい番組');
    expect(out).toContain('Episode 1 is announced for July 2024');
    expect(home.store()).toContain('"ids":{"anilist":999001,"mal":88001}');
  });

  it('is offered where the catalogue has nothing, and only then', async () => {
    const home = new Home();
    const no = await home.run(
      ['add', 'zzqqzzqq reborn'],
      online({ anilist: server.address }, seated(false)),
    );
    expect(no).toMatchObject({
      code: 3,
      asked: [{ question: 'The catalogue does not know "zzqqzzqq reborn". Ask AniList for it?' }],
    });
    const yes = await home.run(
      ['add', 'zzqqzzqq reborn'],
      online({ anilist: server.address }, seated(true)),
    );
    expect(yes.code).toBe(0);
    expect(home.store()).toContain('"id":"zzqqzzqq-reborn"');
  });

  it('never goes out unasked: without a terminal the flag is named', async () => {
    const { code, err } = await new Home().run(['add', 'zzqqzzqq reborn'], { now: NOW });
    expect(code).toBe(3);
    expect(err).toContain('--online');
  });

  it('keeps the times of platforms that the catalogue knows better', async () => {
    const home = new Home();
    await home.run(
      ['add', '--id', 'anilist:162985', '--online'],
      online({ anilist: server.address }),
    );
    const { releases } = (await home.json(['releases', 'rouge'], { now: NOW })) as {
      releases: { id: string; schedule: { premiere: { at: string } } }[];
    };
    const premieres = Object.fromEntries(
      releases.map(({ id, schedule }) => [id, schedule.premiere.at]),
    );
    expect(premieres).toMatchObject({
      crunchyroll: '2024-01-10T15:55:00Z',
      'japanese-tv': '2024-01-10T16:25:00Z',
    });
  });

  it('finds by search as well', async () => {
    const setting = online({ anilist: server.address });
    const found = await new Home().json(['search', 'metallic rouge', '--online'], setting);
    expect(found).toMatchObject({
      results: [{ title: 'Metallic Rouge', ids: { anilist: 162985 }, match: 'exact' }],
    });
  });
});
