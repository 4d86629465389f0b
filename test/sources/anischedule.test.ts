import { afterEach, describe, expect, it } from 'vitest';
import { anischedule } from '../../src/sources/anischedule';
import type { Net, Told } from '../../src/sources/source';
import type { Facts, ReleaseFacts } from '../../src/watchlist/facts';
import type { Show } from '../../src/watchlist/show';
import { problemOf } from '../store/support';
import { netTo, showWith } from './nets';
import { refusing, saying, startAniSchedule, type TestServer } from './server';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function aniScheduleWith(
  schedule: unknown,
  feed: unknown,
): Promise<{ server: TestServer; net: Net }> {
  const server = await startAniSchedule({ schedule, feed });
  servers.push(server);
  return { server, net: netTo({ anischedule: server.address }) };
}

async function allTold(shows: readonly Show[], net: Net): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const some of anischedule.tell(shows, net)) told.push(...some);
  return told;
}

/** An item of the schedule as the file has them, for show 1. */
function scheduled(item: object, nodes: readonly unknown[] = []): unknown {
  return {
    route: 'a-show',
    delayedFrom: '0001-01-01T17:00:00Z',
    delayedUntil: '0001-01-01T17:00:00Z',
    ...item,
    media: { media: { id: 1, idMal: 11, airingSchedule: { nodes } } },
    verified: true,
  };
}

/** A row of the feed, for show 1. */
function dropped(aired: number, airedAt: string, more: object = {}): unknown {
  return { id: 1, idMal: 11, format: 'TV', duration: 24, episode: { aired, airedAt }, ...more };
}

async function releaseOf(
  schedule: readonly unknown[],
  feed: readonly unknown[],
): Promise<ReleaseFacts | undefined> {
  const { net } = await aniScheduleWith(schedule, feed);
  const [told] = await allTold([showWith({ anilist: 1 })], net);
  return told?.facts?.releases[0];
}

/** Episode, time and basis of each drop. */
function dropsOf(release: ReleaseFacts | undefined): unknown {
  return release?.drops.map(({ episode, moment, basis }) => [episode, moment.at, basis]);
}

describe('facts of a dub', () => {
  it('join what has dropped and what is announced', async () => {
    const { server, net } = await aniScheduleWith(
      [
        scheduled({ episodeDate: '2024-01-31T17:00:00Z', episodeNumber: 3, episodes: 12 }, [
          { episode: 4, airingAt: '2024-02-07T17:00:00Z' },
        ]),
      ],
      [
        dropped(3, '2024-01-31T18:25:00Z'),
        dropped(2, '2024-01-24T17:00:00Z'),
        dropped(1, '2024-01-17T17:00:00Z'),
        dropped(1, '2023-01-17T17:00:00Z', { id: 2, idMal: 12 }),
      ],
    );
    const shows = [showWith({ anilist: 1 }), showWith({ anilist: 3 })];
    const drop = (episode: number, at: string, basis: string) => ({
      episode,
      moment: { at, precision: 'minute' },
      basis,
      source: 'AniSchedule',
    });
    const facts: Facts = {
      source: 'AniSchedule',
      releases: [
        {
          id: 'english-dub',
          platform: 'English dub',
          audio: 'dub',
          premiere: { at: '2024-01-17T17:00:00Z', precision: 'minute' },
          episodes: { number: 12, basis: 'scheduled' },
          drops: [
            drop(1, '2024-01-17T17:00:00Z', 'confirmed'),
            drop(2, '2024-01-24T17:00:00Z', 'confirmed'),
            drop(3, '2024-01-31T18:25:00Z', 'confirmed'),
            drop(4, '2024-02-07T17:00:00Z', 'scheduled'),
          ] as ReleaseFacts['drops'],
        },
      ],
    };
    expect(await allTold(shows, net)).toEqual([
      { id: 'show-1', facts },
      { id: 'show-3', facts: undefined },
    ]);
    expect(server.requests.map(({ path, method }) => `${method} ${path}`)).toEqual([
      'GET /dub-schedule.json',
      'GET /dub-episode-feed.json',
    ]);
  });

  it('have no premiere when the first episode is not listed, and no count when none is told', async () => {
    const release = await releaseOf([], [dropped(5, '2024-01-31T18:25:00Z')]);
    expect(release).toMatchObject({ id: 'english-dub', drops: [{ episode: 5 }] });
    expect(release).not.toHaveProperty('premiere');
    expect(release).not.toHaveProperty('episodes');
  });

  const AT = '2024-01-31T17:00:00Z';
  const LATER = '2024-02-14T17:00:00Z';
  it.each<[string, unknown, readonly unknown[]]>([
    ['one', scheduled({ episodeDate: AT, episodeNumber: 3 }), [[3, AT, 'scheduled']]],
    ['a prologue', scheduled({ episodeDate: AT, episodeNumber: 0 }), [[0, AT, 'scheduled']]],
    [
      'several at once',
      scheduled({ episodeDate: AT, episodeNumber: 3, subtractedEpisodeNumber: 1 }),
      [1, 2, 3].map((episode) => [episode, AT, 'scheduled']),
    ],
    [
      'several and the next',
      scheduled({ episodeDate: AT, episodeNumber: 2, subtractedEpisodeNumber: 1 }, [
        { episode: 1, airingAt: AT },
        { episode: 2, airingAt: AT },
        { episode: 3, airingAt: LATER },
      ]),
      [
        [1, AT, 'scheduled'],
        [2, AT, 'scheduled'],
        [3, LATER, 'scheduled'],
      ],
    ],
    [
      'a delay under way',
      scheduled({ episodeDate: AT, episodeNumber: 3, delayedFrom: AT, delayedUntil: LATER }),
      [[3, LATER, 'scheduled']],
    ],
    [
      'a delay that is over',
      scheduled({ episodeDate: LATER, episodeNumber: 3, delayedUntil: AT }),
      [[3, LATER, 'scheduled']],
    ],
    [
      'a delay without end',
      scheduled(
        {
          episodeDate: AT,
          episodeNumber: 3,
          delayedUntil: '2030-01-01T00:00:00.000Z',
          delayedIndefinitely: true,
        },
        [{ episode: 3, airingAt: '2030-01-01T00:00:00Z' }],
      ),
      [[3, null, 'scheduled']],
    ],
    ['no date', scheduled({ episodeDate: '0001-01-01T00:00:00Z', episodeNumber: 3 }), []],
    [
      'a batch backwards',
      scheduled({ episodeDate: AT, episodeNumber: 3, subtractedEpisodeNumber: 9 }),
      [[3, AT, 'scheduled']],
    ],
    [
      'a batch without end',
      scheduled({ episodeDate: AT, episodeNumber: 99_999, subtractedEpisodeNumber: 1 }),
      [[99_999, AT, 'scheduled']],
    ],
    ['no number', scheduled({ episodeDate: AT }), []],
    [
      'wrong types',
      scheduled({ episodeDate: 1_706_720_400, episodeNumber: '3', episodes: '12' }),
      [],
    ],
    [
      'rows of wrong types',
      scheduled({}, [
        null,
        'x',
        { episode: '4', airingAt: AT },
        { episode: 5, airingAt: 7 },
        { episode: 6, airingAt: 'soon' },
        { episode: 7, airingAt: '2024-13-41T99:00:00Z' },
      ]),
      [],
    ],
  ])('of the schedule: %s', async (_, item, drops) => {
    expect(dropsOf(await releaseOf([item], []))).toEqual(drops);
  });

  it('take the first time at which an episode was seen', async () => {
    const release = await releaseOf(
      [],
      [
        dropped(1, '2024-02-01T00:00:00Z'),
        dropped(1, '2024-01-17T17:00:00Z'),
        dropped(1, '2024-01-20T00:00:00Z'),
      ],
    );
    expect(dropsOf(release)).toEqual([[1, '2024-01-17T17:00:00Z', 'confirmed']]);
  });

  it('take no premiere from an episode delayed without end', async () => {
    const item = scheduled({ episodeNumber: 1, delayedIndefinitely: true });
    expect(await releaseOf([item], [])).not.toHaveProperty('premiere');
  });
});

describe('asking AniSchedule', () => {
  it('goes by the number on AniList, else on MyAnimeList', async () => {
    const { net } = await aniScheduleWith([], [dropped(1, '2024-01-17T17:00:00Z'), null, {}]);
    const shows = [
      showWith({ mal: 11 }),
      showWith({ anilist: 2, mal: 11 }),
      showWith({ anidb: 1 }, { id: 'neither' }),
    ];
    expect(shows.map(anischedule.canTell)).toEqual([true, true, false]);
    const told = await allTold(shows, net);
    expect(told.map(({ id, facts }) => [id, facts !== undefined])).toEqual([
      ['show-mal-11', true],
      ['show-2', false],
    ]);
  });

  it('takes two requests for any number of shows, and none for none', async () => {
    const { server, net } = await aniScheduleWith([], []);
    const shows = Array.from({ length: 500 }, (_, index) => showWith({ anilist: index + 1 }));
    expect(await allTold(shows, net)).toHaveLength(500);
    expect(server.requests).toHaveLength(2);
    expect(await allTold([showWith({ anidb: 1 })], net)).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  it('takes an address with or without a slash at its end', async () => {
    const { server } = await aniScheduleWith([], []);
    const net = netTo({ anischedule: `${server.address}/` });
    expect(await allTold([showWith({ anilist: 1 })], net)).toHaveLength(1);
  });

  it('cannot search', () => {
    expect([anischedule.search, anischedule.find]).toEqual([undefined, undefined]);
  });

  it.each([
    [
      'another form',
      saying(200, { hello: 'world' }),
      'AniSchedule answered in a form that jikai does not know.',
    ],
    [
      'items of another form',
      saying(200, [1, 'x', {}, { id: 0 }]),
      'AniSchedule answered in a form that jikai does not know.',
    ],
    [
      'no such file',
      saying(404, '404: Not Found'),
      /^AniSchedule has nothing at http.*\/dub-schedule\.json\.$/,
    ],
    [
      'a refusal',
      refusing(403, 'rate limited'),
      'AniSchedule refuses to answer (403): rate limited.',
    ],
  ])('tells a failure: %s', async (_, way, message) => {
    const { server, net } = await aniScheduleWith([], []);
    server.next(way);
    const problem = await problemOf(allTold([showWith({ anilist: 1 })], net));
    expect(problem.message).toMatch(message);
    expect(problem.code).toBe('failed');
  });

  it('tells a file of more than 32 MB', async () => {
    const { server, net } = await aniScheduleWith([], []);
    server.next(saying(200, `["${'x'.repeat(33 * 2 ** 20)}"]`));
    const { message } = await problemOf(allTold([showWith({ anilist: 1 })], net));
    expect(message).toBe('AniSchedule’s answer is too large: it has more than 32 MB.');
  });
});
