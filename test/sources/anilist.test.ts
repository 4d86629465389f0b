import { afterEach, describe, expect, it } from 'vitest';
import { anilist } from '../../src/sources/anilist';
import type { Net, Told } from '../../src/sources/source';
import type { Facts } from '../../src/watchlist/facts';
import type { Moment, Show } from '../../src/watchlist/show';
import { problemOf } from '../store/support';
import { netTo, showWith, type TestNet } from './nets';
import {
  type AniListShow,
  adding,
  cutShort,
  fallingAsleep,
  refusing,
  saying,
  startAniList,
  type TestServer,
} from './server';

const NOW = '2024-02-01T00:00:00Z';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** AniList with some shows, on 1 February 2024, and a way to it. */
async function aniListWith(
  shows: readonly AniListShow[],
  now = NOW,
): Promise<{ server: TestServer; net: TestNet }> {
  const server = await startAniList({ shows, now: Date.parse(now) });
  servers.push(server);
  return { server, net: netTo({ anilist: server.address }, { clock: Date.parse(now) }) };
}

async function allTold(shows: readonly Show[], net: Net): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const some of anilist.tell(shows, net)) told.push(...some);
  return told;
}

/** What AniList says of a show that it gives in this way. */
async function factsOf(show: Partial<AniListShow>, mine: Partial<Show> = {}): Promise<Facts> {
  const { net } = await aniListWith([{ id: 1, ...show }]);
  const [told] = await allTold([showWith({ anilist: 1 }, mine)], net);
  if (told?.facts === undefined) throw new Error('nothing was told');
  return told.facts;
}

/** What is told of a media as it is written here, read by no server. */
async function factsOfRaw(media: unknown): Promise<Facts | undefined> {
  const { server, net } = await aniListWith([]);
  server.next(saying(200, { data: { Page: { media: [media] } } }));
  const [told] = await allTold([showWith({ anilist: 1 })], net);
  return told?.facts;
}

type Rows = NonNullable<AniListShow['airing']>;

/** One row a week. */
function weekly(from: string, first: number, last: number): Rows {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    episode: first + index,
    airingAt: new Date(Date.parse(from) + index * 7 * 86_400_000).toISOString(),
  }));
}

const minute = (at: string): Moment => ({ at, precision: 'minute' });

/** As AniList had it in its first weeks. */
const METALLIC_ROUGE: AniListShow = {
  id: 162985,
  idMal: 54794,
  title: { romaji: 'Metallic Rouge', english: 'Metallic Rouge', native: 'メタリックルージュ' },
  synonyms: ['Metallic Rouge (TV)', 'Metallic Rouge', '金属红妆', '金属红妆'],
  format: 'TV',
  status: 'RELEASING',
  episodes: 13,
  duration: 23,
  startDate: { year: 2024, month: 1, day: 11 },
  season: 'WINTER',
  seasonYear: 2024,
  countryOfOrigin: 'JP',
  externalLinks: [
    { site: 'Official Site', url: 'https://metallicrouge.jp/', type: 'INFO', language: 'Japanese' },
    { site: 'Twitter', url: 'https://x.test/rouge', type: 'SOCIAL', language: 'Japanese' },
    { site: 'Bilibili TV', url: 'https://www.bilibili.tv/1', type: 'STREAMING', language: null },
    {
      site: 'Crunchyroll',
      url: 'https://www.crunchyroll.com/series/G24H1NWMJ/metallic-rouge',
      type: 'STREAMING',
      language: null,
    },
  ],
  airing: weekly('2024-01-10T15:55:00Z', 1, 13),
};

describe('facts', () => {
  it('are read from all that AniList tells', async () => {
    expect(await factsOf({ ...METALLIC_ROUGE, id: 1 })).toEqual({
      source: 'AniList',
      titles: METALLIC_ROUGE.title,
      format: 'tv',
      production: 'airing',
      minutes: 23,
      ids: { anilist: 1, mal: 54794 },
      site: 'https://metallicrouge.jp/',
      releases: [
        {
          id: 'japanese-tv',
          platform: 'Japanese TV',
          audio: 'raw',
          premiere: minute('2024-01-10T15:55:00Z'),
          step: 'P7D',
          episodes: { number: 13, basis: 'scheduled' },
          drops: weekly('2024-01-10T15:55:00Z', 1, 13).map(({ episode, airingAt }) => ({
            episode,
            moment: minute(airingAt.replace('.000Z', 'Z')),
            basis: 'scheduled',
            source: 'AniList',
          })),
        },
        {
          id: 'crunchyroll',
          platform: 'Crunchyroll',
          audio: 'sub',
          url: 'https://www.crunchyroll.com/series/G24H1NWMJ/metallic-rouge',
          drops: [],
        },
      ],
    });
  });

  it('are those told, and no more', async () => {
    expect(await factsOf({})).toEqual({
      source: 'AniList',
      ids: { anilist: 1 },
      releases: [{ id: 'japanese-tv', platform: 'Japanese TV', audio: 'raw', drops: [] }],
    });
  });

  it.each([
    ['TV', 'tv', 'japanese-tv'],
    ['TV_SHORT', 'tv', 'japanese-tv'],
    ['MOVIE', 'movie', 'japanese-cinemas'],
    ['OVA', 'ova', 'japanese-disc'],
    ['SPECIAL', 'ova', 'japanese-disc'],
    ['ONA', 'web', 'japanese-web'],
    ['MUSIC', undefined, 'japanese-tv'],
    [null, undefined, 'japanese-tv'],
  ])('of the format %s', async (format, told, release) => {
    const facts = await factsOf({ format });
    expect([facts.format, facts.releases[0]?.id]).toEqual([told, release]);
  });

  it('stay with the format of the list when AniList tells none', async () => {
    const facts = await factsOf({ format: null }, { format: 'movie' });
    expect([facts.format, facts.releases[0]?.id]).toEqual([undefined, 'japanese-cinemas']);
  });

  it.each([
    ['FINISHED', 'finished'],
    ['RELEASING', 'airing'],
    ['NOT_YET_RELEASED', 'upcoming'],
    ['CANCELLED', 'cancelled'],
    ['HIATUS', 'hiatus'],
    [null, undefined],
  ])('of the status %s', async (status, production) => {
    expect((await factsOf({ status })).production).toBe(production);
  });

  const day = { year: 2024, month: 4, day: 6 };
  const spring = { season: 'SPRING', seasonYear: 2024 } as const;
  it.each<[string, Partial<AniListShow>, Moment | undefined]>([
    ['a full date', { startDate: day, ...spring }, { at: '2024-04-06', precision: 'day' }],
    [
      'a leap day',
      { startDate: { year: 2024, month: 2, day: 29 } },
      { at: '2024-02-29', precision: 'day' },
    ],
    [
      'no leap day',
      { startDate: { year: 2023, month: 2, day: 29 } },
      { at: '2023-02', precision: 'month' },
    ],
    [
      '31 February',
      { startDate: { year: 2024, month: 2, day: 31 } },
      { at: '2024-02', precision: 'month' },
    ],
    [
      'a day 0',
      { startDate: { year: 2024, month: 2, day: 0 } },
      { at: '2024-02', precision: 'month' },
    ],
    [
      'a month',
      { startDate: { year: 2024, month: 4 }, ...spring },
      { at: '2024-04', precision: 'month' },
    ],
    [
      'winter',
      { startDate: { year: 2023 }, season: 'WINTER', seasonYear: 2024 },
      { at: '2024-01', precision: 'season' },
    ],
    ['spring', { startDate: { year: 2024 }, ...spring }, { at: '2024-04', precision: 'season' }],
    ['summer', { season: 'SUMMER', seasonYear: 2024 }, { at: '2024-07', precision: 'season' }],
    [
      'fall',
      { startDate: { year: 2024, day: 3 }, season: 'FALL', seasonYear: 2024 },
      { at: '2024-10', precision: 'season' },
    ],
    [
      'a season of no year',
      { startDate: { year: 2024 }, season: 'FALL' },
      { at: '2024', precision: 'year' },
    ],
    ['a year', { startDate: { year: 2024 } }, { at: '2024', precision: 'year' }],
    [
      'a month 13',
      { startDate: { year: 2024, month: 13, day: 1 } },
      { at: '2024', precision: 'year' },
    ],
    ['a year 0', { startDate: { year: 0, month: 4, day: 6 } }, undefined],
    ['a day of no year', { startDate: { month: 4, day: 6 } }, undefined],
    ['nothing', {}, undefined],
    [
      'the row of episode 1',
      { startDate: day, airing: weekly('2024-04-05T15:00:00Z', 1, 2) },
      minute('2024-04-05T15:00:00Z'),
    ],
    [
      'the row of episode 0',
      { airing: weekly('2024-04-05T15:00:00Z', 0, 2) },
      minute('2024-04-05T15:00:00Z'),
    ],
    [
      'rows from 14 on',
      { startDate: day, airing: weekly('2024-07-05T15:00:00Z', 14, 20) },
      { at: '2024-04-06', precision: 'day' },
    ],
  ])('of a premiere: %s', async (_, show, premiere) => {
    expect((await factsOf(show)).releases[0]?.premiere).toEqual(premiere);
  });

  it('have each episode once, in order, as what is to come tells it', async () => {
    const facts = await factsOfRaw({
      id: 1,
      ahead: { nodes: [{ episode: 3, airingAt: 1_706_000_000 }] },
      first: {
        nodes: [
          { episode: 3, airingAt: 1_705_000_000 },
          { episode: 1, airingAt: 1_703_000_000 },
        ],
      },
    });
    const drops = facts?.releases[0]?.drops.map(({ episode, moment }) => [episode, moment.at]);
    expect(drops).toEqual([
      [1, '2023-12-19T15:33:20Z'],
      [3, '2024-01-23T08:53:20Z'],
    ]);
  });

  it('leave out what a long runner showed long ago, but know its premiere', async () => {
    const airing = weekly('2020-01-01T00:00:00Z', 1, 300);
    const { premiere, drops = [] } = (await factsOf({ airing })).releases[0] ?? {};
    expect(premiere).toEqual(minute('2020-01-01T00:00:00Z'));
    expect(drops.map(({ episode }) => episode)).toEqual(
      Array.from({ length: 25 }, (_, index) => 215 + index),
    );
  });

  it('keep what a show of one year showed', async () => {
    const airing = weekly('2023-10-04T00:00:00Z', 1, 40);
    const { drops = [] } = (await factsOf({ airing })).releases[0] ?? {};
    expect(drops.map(({ episode }) => episode)).toEqual(
      Array.from({ length: 40 }, (_, index) => 1 + index),
    );
  });

  it('keep the beginning of a long show that is over', async () => {
    const airing = weekly('2015-01-01T00:00:00Z', 1, 100);
    expect((await factsOf({ airing })).releases[0]?.drops).toHaveLength(25);
  });

  it('name each platform we know once, those for most of us first', async () => {
    const streaming = (site: string, url: string, more: object = {}) => ({
      site,
      url,
      type: 'STREAMING' as const,
      ...more,
    });
    const { releases } = await factsOf({
      externalLinks: [
        streaming('Netflix', 'https://n.test/fr', { language: 'French' }),
        streaming('ABEMA', 'https://abema.test', { language: 'Japanese' }),
        streaming('Hulu', 'https://hulu.test'),
        streaming('HIDIVE', 'https://hidive.test'),
        streaming('Crunchyroll', 'https://off.test', { isDisabled: true }),
        streaming('Disney Plus', 'javascript:alert(1)'),
        streaming('Amazon Prime Video', 'http://prime.test/1', { language: 'English' }),
        streaming('Amazon Prime Video', 'http://prime.test/2'),
        streaming('Netflix', 'https://n.test/en', { language: 'English' }),
        streaming('Japan', 'https://tv.test'),
        streaming('__proto__', 'https://proto.test'),
        { site: 'YouTube', url: 'https://social.test', type: 'SOCIAL' },
      ],
    });
    expect(releases.slice(1).map(({ id, audio, url }) => [id, audio, url])).toEqual([
      ['abema', 'raw', 'https://abema.test'],
      ['disneyplus', 'sub', undefined],
      ['prime', 'sub', 'http://prime.test/1'],
      ['netflix', 'sub', 'https://n.test/en'],
    ]);
  });

  it.each([
    ['https://rouge.test/', 'https://rouge.test/'],
    ['http://rouge.test/?a=1#b', 'http://rouge.test/?a=1#b'],
    ['javascript:alert(1)', undefined],
    ['https://rouge.test/\u001b[31m', undefined],
    ['https://rouge.test/ x', undefined],
    ['https://', undefined],
    [`https://rouge.test/${'x'.repeat(2000)}`, undefined],
    [null, undefined],
  ])('of the official site %s', async (url, site) => {
    const facts = await factsOf({ externalLinks: [{ site: 'Official Site', url, type: 'INFO' }] });
    expect(facts.site).toBe(site);
  });

  it.each<[string, object, object]>([
    ['numbers as text', { idMal: '5', episodes: '12', duration: '24' }, {}],
    ['absurd numbers', { idMal: -1, episodes: 1e9, duration: 1e9, startDate: { year: 1e9 } }, {}],
    ['fractions', { idMal: 1.5, episodes: 12.5, duration: Number.NaN }, {}],
    ['blank titles', { title: { romaji: ' ', english: '', native: '\n' } }, {}],
    [
      'a title of a book',
      { title: { romaji: 'x'.repeat(5000), english: 'Rouge' } },
      { titles: { english: 'Rouge' } },
    ],
    [
      'lists for objects',
      { title: ['x'], startDate: ['x'], ahead: [], first: [[]], externalLinks: {} },
      {},
    ],
    ['words for lists', { externalLinks: 'x', first: { nodes: 'x', pageInfo: 'x' } }, {}],
    ['unknown words', { format: 'constructor', status: '__proto__', season: 'toString' }, {}],
    [
      'a title with spaces',
      { title: { native: '  ルージュ ' } },
      { titles: { native: 'ルージュ' } },
    ],
  ])('lose only what is broken: %s', async (_, media, kept) => {
    expect(await factsOfRaw({ id: 1, ...media })).toEqual({
      source: 'AniList',
      ids: { anilist: 1 },
      releases: [{ id: 'japanese-tv', platform: 'Japanese TV', audio: 'raw', drops: [] }],
      ...kept,
    });
  });

  it('lose only the rows that are broken', async () => {
    const at = Date.parse('2024-01-10T15:55:00Z') / 1000;
    const nodes = [
      null,
      { episode: -1, airingAt: at },
      { episode: 100_000, airingAt: at },
      { episode: 1.5, airingAt: at },
      { episode: '2', airingAt: at },
      { episode: 3, airingAt: `${at}` },
      { episode: 4, airingAt: Date.UTC(1959, 11, 31) / 1000 },
      { episode: 5, airingAt: Date.UTC(2101, 0, 1) / 1000 },
      { episode: 6, airingAt: 1e300 },
      { episode: 7, airingAt: at },
      { episode: 8, airingAt: at * 1000 },
    ];
    const facts = await factsOfRaw({ id: 1, first: { nodes } });
    expect(facts?.releases[0]?.drops.map(({ episode }) => episode)).toEqual([7]);
  });

  it('keep hostile titles as they are, for the terminal to make harmless', async () => {
    const native = '\u001b]0;pwned\u0007\u202etxt.exe';
    const title = JSON.parse(`{"__proto__":{"english":"no"},"native":${JSON.stringify(native)}}`);
    expect((await factsOfRaw({ id: 1, title }))?.titles).toEqual({ native });
    expect(Object.hasOwn(Object.prototype, 'english')).toBe(false);
  });
});

describe('asking about shows', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('goes by the number on AniList, else on MyAnimeList', async () => {
    const { server, net } = await aniListWith([
      { id: 1, idMal: 11, title: { english: 'One' } },
      { id: 2, idMal: 12, title: { english: 'Two' } },
      { id: 3, idMal: 12, type: 'MANGA', title: { english: 'Print' } },
    ]);
    const shows = [
      showWith({ anilist: 1, mal: 12 }),
      showWith({ mal: 12 }),
      showWith({ anilist: 999 }),
      showWith({ anidb: 5 }, { id: 'no-number' }),
      showWith({}, { id: 'none' }),
      showWith({ anilist: 2 ** 40 }, { id: 'too-high' }),
    ];
    expect(shows.map(anilist.canTell)).toEqual([true, true, true, false, false, false]);
    const told = await allTold(shows, net);
    expect(told.map(({ id, facts }) => [id, facts?.titles?.english])).toEqual([
      ['show-1', 'One'],
      ['show-999', undefined],
      ['show-mal-12', 'Two'],
    ]);
    expect(told[1]?.facts).toBeUndefined();
    expect(server.requests.map(({ variables }) => variables)).toEqual([
      { ids: [1, 999], synonyms: false },
      { ids: [12], synonyms: false },
    ]);
  });

  it('takes ten requests for 500 shows, and tells of each', async () => {
    const { server, net } = await aniListWith(
      many(500).map((id) => ({ id, idMal: id + 10_000, title: { english: `Show ${id}` } })),
    );
    const shows = many(500).map((id) => showWith({ anilist: id }));
    const told = await allTold(shows, net);
    expect(server.requests).toHaveLength(10);
    expect(told.map(({ id, facts }) => `${id} ${facts?.titles?.english}`).sort()).toEqual(
      shows.map(({ id, ids }) => `${id} Show ${ids?.anilist}`).sort(),
    );
  });

  it('takes no more than twelve when some have only a number on MyAnimeList', async () => {
    const { server, net } = await aniListWith(many(500).map((id) => ({ id, idMal: id })));
    const shows = many(500).map((id) => showWith(id % 7 === 0 ? { mal: id } : { anilist: id }));
    const told = await allTold(shows, net);
    expect(told.filter(({ facts }) => facts !== undefined)).toHaveLength(500);
    expect(server.requests).toHaveLength(11);
    expect(server.requests.length).toBeLessThanOrEqual(12);
  });

  it('asks once about a number that two shows have', async () => {
    const { server, net } = await aniListWith([{ id: 1 }]);
    const shows = [showWith({ anilist: 1 }), showWith({ anilist: 1 }, { id: 'again' })];
    const told = await allTold(shows, net);
    expect(told.map(({ id }) => id)).toEqual(['show-1', 'again']);
    expect(server.requests[0]?.variables.ids).toEqual([1]);
  });

  it('asks again for shows that others of one number pushed off the page', async () => {
    const { server, net } = await aniListWith(
      many(52).map((id) => ({ id, idMal: Math.max(id - 2, 1), title: { english: `Show ${id}` } })),
    );
    const told = await allTold(
      many(50).map((mal) => showWith({ mal })),
      net,
    );
    expect(server.requests.map(({ variables }) => variables.ids)).toEqual([many(50), [49, 50]]);
    expect(told.map(({ facts }) => facts?.ids?.anilist)).toEqual([
      1,
      ...many(49).map((number) => number + 3),
    ]);
  });

  it('asks nothing about no show', async () => {
    const { server, net } = await aniListWith([]);
    expect(await allTold([showWith({ anidb: 1 })], net)).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('waits before the next request when AniList says that none is left', async () => {
    const { server, net } = await aniListWith(many(150).map((id) => ({ id })));
    const none = { 'x-ratelimit-remaining': '0' };
    server.next(
      adding({ 'x-ratelimit-remaining': '1' }),
      adding({ ...none, 'x-ratelimit-reset': `${Date.parse(NOW) / 1000 + 20}` }),
      adding(none),
    );
    const shows = many(150).map((id) => showWith({ anilist: id }));
    const waited: number[][] = [];
    for await (const told of anilist.tell(shows, net)) {
      expect(told).toHaveLength(50);
      waited.push([...net.waits]);
    }
    // What was answered is told before the wait, and after the last answer nobody waits.
    expect(waited).toEqual([[], [], [20_000]]);
    expect(net.waits).toEqual([20_000]);
    expect(net.told).toEqual(['AniList asks us to wait 20 s']);
  });
});

describe('a failure of AniList', () => {
  const shows = Array.from({ length: 60 }, (_, index) => showWith({ anilist: index + 1 }));
  const known = shows.map(({ ids }) => ({ id: ids?.anilist ?? 0 }));

  const outage = 'The AniList API has been temporarily disabled due to severe stability issues.';
  it.each([
    ['an outage', [refusing(403, outage)], `AniList refuses to answer (403): ${outage}`],
    ['no such address', [saying(404, '<html>')], /^AniList has nothing at http/],
    [
      'errors alone',
      [saying(200, { data: null, errors: [{ message: 'Internal Server Error' }] })],
      'AniList could not answer: Internal Server Error.',
    ],
    [
      'errors and no page',
      [saying(200, { data: { Page: null }, errors: [{ message: 'No!' }] })],
      'AniList could not answer: No!',
    ],
    [
      'another form',
      [saying(200, { hello: 'world' })],
      'AniList answered in a form that jikai does not know.',
    ],
    [
      'media of another form',
      [saying(200, { data: { Page: { media: [1, 'x', {}] } } })],
      'AniList answered in a form that jikai does not know.',
    ],
    ['a body cut short', [cutShort, cutShort], 'AniList’s answer broke off before its end.'],
    [
      'no JSON',
      [saying(200, 'x'), saying(200, 'x')],
      'AniList answered with something that is not JSON.',
    ],
    ['a hang', [fallingAsleep], 'AniList did not answer within 200 ms.'],
    [
      'a limit for ever',
      [1, 2, 3].map(() => refusing(429, 'Too Many Requests.', { 'retry-after': '7' })),
      'AniList has been asked too much, and wants us to wait 7 s.',
    ],
    [
      'too much',
      [saying(200, JSON.stringify('x'.repeat(9 * 2 ** 20)))],
      'AniList’s answer is too large: it has more than 8 MB.',
    ],
  ])('is told, and what came before is kept: %s', async (name, ways, message) => {
    const { server } = await aniListWith(known);
    const patience = name === 'a hang' ? 200 : 10_000;
    const net = netTo({ anilist: server.address }, { patience });
    const telling = anilist.tell(shows, net);
    const first = await telling.next();
    expect(first.value).toHaveLength(50);
    server.next(...ways);
    const problem = await problemOf(telling.next());
    expect(problem.code).toBe('failed');
    expect(problem.message).toMatch(message);
    expect(problem.hint).toMatch(/\S/);
    expect(server.requests).toHaveLength(1 + ways.length);
  });

  it('of a part is passed over when the page is there', async () => {
    const { server, net } = await aniListWith([]);
    server.next(
      saying(200, {
        data: { Page: { media: [{ id: 1, title: { english: 'One' } }, null] } },
        errors: [{ message: 'Internal Server Error', path: ['Page', 'media', 1] }],
      }),
    );
    const told = await allTold([showWith({ anilist: 1 }), showWith({ anilist: 2 })], net);
    expect(told.map(({ facts }) => facts?.titles)).toEqual([{ english: 'One' }, undefined]);
  });
});

describe('a search', () => {
  it('gives entries like the catalogue’s', async () => {
    const { server, net } = await aniListWith([
      METALLIC_ROUGE,
      { id: 5, title: { english: 'Rouge' } },
    ]);
    const [entry] = (await anilist.search?.('metallic', 10, net)) ?? [];
    const timing = {
      premiere: minute('2024-01-10T15:55:00Z'),
      step: 'P7D',
      zone: 'Asia/Tokyo',
      episodes: { number: 13, basis: 'scheduled' },
    };
    expect(entry).toEqual({
      titles: METALLIC_ROUGE.title,
      otherTitles: ['Metallic Rouge (TV)', '金属红妆'],
      format: 'tv',
      production: expect.any(String),
      minutes: expect.any(Number),
      ids: { anilist: 162985, mal: 54794 },
      site: 'https://metallicrouge.jp/',
      premiere: timing.premiere,
      episodes: timing.episodes,
      releases: [
        {
          id: 'crunchyroll',
          platform: 'Crunchyroll',
          audio: 'sub',
          url: 'https://www.crunchyroll.com/series/G24H1NWMJ/metallic-rouge',
          source: 'AniList',
          schedule: { ...timing, basis: 'estimated' },
        },
        {
          id: 'japanese-tv',
          platform: 'Japanese TV',
          audio: 'raw',
          source: 'AniList',
          schedule: {
            ...timing,
            basis: 'scheduled',
            drops: expect.arrayContaining([
              {
                episode: 13,
                moment: minute('2024-04-03T15:55:00Z'),
                basis: 'scheduled',
                source: 'AniList',
              },
            ]),
          },
        },
      ],
    });
    expect(server.requests[0]?.variables).toEqual({
      search: 'metallic',
      perPage: 10,
      synonyms: true,
    });
  });

  it('gives as many as are wanted and have a title, best first', async () => {
    const { server, net } = await aniListWith(
      [...Array(70).keys()].map((id) => ({ id: id + 1, title: { romaji: `Rouge ${id + 1}` } })),
    );
    expect(await anilist.search?.('rouge', 3, net)).toHaveLength(3);
    expect(await anilist.search?.('rouge', 1000, net)).toHaveLength(50);
    expect(await anilist.search?.('nothing like it', 3, net)).toEqual([]);
    const asked = server.requests.length;
    expect(await anilist.search?.('  ', 3, net)).toEqual([]);
    expect(await anilist.search?.('rouge', 0, net)).toEqual([]);
    expect(server.requests).toHaveLength(asked);
    server.next(
      saying(200, { data: { Page: { media: [{ id: 1 }, { id: 2, title: { native: '紅' } }] } } }),
    );
    expect(await anilist.search?.('rouge', 3, net)).toMatchObject([{ ids: { anilist: 2 } }]);
  });

  it('has an unknown premiere when nothing is told, and the default order of platforms', async () => {
    const { net } = await aniListWith([
      {
        id: 1,
        title: { romaji: 'Rouge' },
        externalLinks: [
          { site: 'YouTube', url: 'https://y.test', type: 'STREAMING' },
          { site: 'Netflix', url: 'https://n.test', type: 'STREAMING' },
        ],
      },
    ]);
    const [entry] = (await anilist.search?.('rouge', 1, net)) ?? [];
    expect(entry?.premiere).toEqual({ at: null, precision: 'unknown' });
    expect(entry?.releases.map(({ id }) => id)).toEqual(['netflix', 'youtube', 'japanese-tv']);
    expect(entry?.releases.at(-1)?.schedule).toEqual({
      premiere: { at: null, precision: 'unknown' },
      basis: 'scheduled',
      step: 'P7D',
      zone: 'Asia/Tokyo',
    });
  });

  const days = (...list: readonly number[]): Rows =>
    list.map((day, index) => ({
      episode: index + 1,
      airingAt: new Date(Date.parse('2024-01-10T15:00:00Z') + day * 86_400_000).toISOString(),
    }));
  it.each<[string, Partial<AniListShow>, string]>([
    ['weeks', { airing: days(0, 7, 14, 21) }, 'P7D'],
    ['weeks with a break', { airing: days(0, 7, 21, 28) }, 'P7D'],
    ['two a week', { airing: days(0, 0, 7, 7, 14, 14) }, 'P7D'],
    ['three at first', { airing: days(0, 0, 0, 7) }, 'P7D'],
    ['days', { airing: days(0, 1, 2, 5) }, 'P1D'],
    ['fortnights, some hours off', { airing: days(0, 14.1, 27.9) }, 'P14D'],
    ['all at once', { episodes: 3, airing: days(0, 0, 0) }, 'P0D'],
    ['three at once, and more to come', { episodes: 12, airing: days(0, 0, 0) }, 'P7D'],
    ['three at once, of who knows how many', { airing: days(0, 0, 0) }, 'P7D'],
    ['one row', { airing: days(0) }, 'P7D'],
    ['no row', {}, 'P7D'],
    ['a film', { format: 'MOVIE' }, 'P0D'],
    ['a film with rows', { format: 'MOVIE', airing: days(0, 7) }, 'P0D'],
    [
      'rows with others between',
      { airing: days(0, 35).map((row) => ({ ...row, episode: row.episode * 5 })) },
      'P7D',
    ],
    ['backwards', { airing: days(7, 0) }, 'P7D'],
    [
      'tens of thousands of days',
      {
        airing: [
          { episode: 1, airingAt: '1961-01-01T00:00:00Z' },
          { episode: 2, airingAt: '2030-01-01T00:00:00Z' },
        ],
      },
      'P7D',
    ],
  ])('takes the step from the rows: %s', async (_, show, step) => {
    const { net } = await aniListWith([{ id: 1, title: { romaji: 'Rouge' }, ...show }]);
    const [entry] = (await anilist.search?.('rouge', 1, net)) ?? [];
    expect(entry?.releases[0]?.schedule.step).toBe(step);
  });

  it('begins with a prologue where there is one', async () => {
    const { net } = await aniListWith([
      { id: 1, title: { romaji: 'Rouge' }, airing: weekly('2024-01-01T00:00:00Z', 0, 3) },
    ]);
    const [entry] = (await anilist.search?.('rouge', 1, net)) ?? [];
    expect(entry?.releases[0]?.schedule.first).toBe(0);
  });

  it.each([
    ['JP', 'Asia/Tokyo'],
    ['CN', 'Asia/Shanghai'],
    ['KR', 'Asia/Seoul'],
    [null, 'Asia/Tokyo'],
  ])('takes the zone of the country %s', async (countryOfOrigin, zone) => {
    const { net } = await aniListWith([{ id: 1, title: { romaji: 'Rouge' }, countryOfOrigin }]);
    const [entry] = (await anilist.search?.('rouge', 1, net)) ?? [];
    expect(entry?.releases[0]?.schedule.zone).toBe(zone);
  });
});

describe('a look-up by number', () => {
  it('finds by the numbers of both sites, with the other titles', async () => {
    const { net } = await aniListWith([METALLIC_ROUGE]);
    const entry = await anilist.find?.('anilist', 162985, net);
    expect(entry?.titles).toEqual(METALLIC_ROUGE.title);
    expect(entry?.otherTitles).toEqual(['Metallic Rouge (TV)', '金属红妆']);
    expect(await anilist.find?.('mal', 54794, net)).toEqual(entry);
  });

  it('gives nothing where there is nothing', async () => {
    const { server, net } = await aniListWith([METALLIC_ROUGE]);
    expect(await anilist.find?.('anilist', 54794, net)).toBeUndefined();
    server.next(refusing(404, 'Not Found.'));
    expect(await anilist.find?.('anilist', 5, net)).toBeUndefined();
    server.next(saying(200, { data: null, errors: [{ message: 'Not Found.', status: 404 }] }));
    expect(await anilist.find?.('anilist', 5, net)).toBeUndefined();
  });

  it('does not ask about numbers AniList cannot know', async () => {
    const { server, net } = await aniListWith([]);
    for (const number of [0, -1, 1.5, 2 ** 31, Number.NaN]) {
      expect(await anilist.find?.('anilist', number, net)).toBeUndefined();
    }
    expect(await anilist.find?.('anidb', 5, net)).toBeUndefined();
    expect(server.requests).toEqual([]);
  });

  it('tells a failure', async () => {
    const { server, net } = await aniListWith([]);
    server.next(refusing(403, 'No.'));
    const problem = await problemOf(anilist.find?.('anilist', 5, net) ?? Promise.resolve());
    expect(problem.message).toBe('AniList refuses to answer (403): No.');
  });
});
