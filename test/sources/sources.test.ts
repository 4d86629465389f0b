import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net, Source, Told } from '../../src/sources/source';
import { SOURCES, sourceNamed } from '../../src/sources/sources';
import { Problem } from '../../src/watchlist/problem';
import type { Moment } from '../../src/watchlist/show';
import { netTo, showWith } from './nets';
import { saying, startAniSchedule, type TestServer } from './server';

describe('the sources', () => {
  it('have keys of their own', () => {
    expect(SOURCES.map(({ key, name }) => [key, name])).toEqual([
      ['anilist', 'AniList'],
      ['anischedule', 'AniSchedule'],
    ]);
  });

  it.each([
    ['anilist', 'AniList'],
    ['AniList', 'AniList'],
    [' anischedule ', 'AniSchedule'],
  ])('are found by %j', (key, name) => {
    expect(sourceNamed(key).name).toBe(name);
  });

  it.each(['', 'mal', '__proto__'])('are named when %j is none', (key) => {
    expect(() => sourceNamed(key)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `There is no source called "${key}".`,
        hint: 'The sources are anilist and anischedule.',
      }),
    );
  });
});

/** Some of an object's members, and others, each of its kind or of any. */
function loosely(members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(members).map(([key, of]) => [
      key,
      fc.oneof({ arbitrary: of, weight: 8 }, fc.jsonValue(), fc.constant(null)),
    ]),
  );
  return fc.record(model, { requiredKeys: [] });
}

const number = fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer(), fc.double());
const seconds = fc.oneof(
  fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
  fc.double(),
  fc.maxSafeInteger(),
);
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constant('0001-01-01T00:00:00Z'),
  fc.string(),
);
const word = fc.oneof(
  fc.constantFrom('TV', 'MOVIE', 'RELEASING', 'WINTER', 'INFO', 'STREAMING', '__proto__', 'CN'),
  fc.string({ unit: 'binary' }),
);
const link = loosely({
  site: fc.oneof(fc.constantFrom('Official Site', 'Netflix', 'Japanese TV', 'tv'), word),
  url: fc.oneof(fc.webUrl(), word),
  type: word,
  language: word,
  isDisabled: fc.boolean(),
});
const connection = loosely({
  nodes: fc.array(loosely({ episode: number, airingAt: seconds }), { maxLength: 4 }),
  pageInfo: loosely({ hasNextPage: fc.boolean() }),
});
const media = loosely({
  id: fc.constant(1),
  idMal: number,
  title: loosely({ romaji: word, english: word, native: word }),
  synonyms: fc.array(word),
  format: word,
  status: word,
  episodes: number,
  duration: number,
  startDate: loosely({ year: fc.integer({ min: 1900, max: 2100 }), month: number, day: number }),
  season: word,
  seasonYear: number,
  countryOfOrigin: word,
  externalLinks: fc.array(link, { maxLength: 4 }),
  ahead: connection,
  first: connection,
});
const page = loosely({ media: fc.array(media, { maxLength: 3 }), pageInfo: fc.jsonValue() });
const anilistAnswer = loosely({
  data: loosely({ Page: page }),
  errors: fc.array(loosely({ message: word, status: number })),
});
const anischeduleAnswer = fc.array(
  loosely({
    id: fc.constant(1),
    episode: loosely({ aired: number, airedAt: time }),
    media: loosely({
      media: loosely({
        id: fc.constant(1),
        airingSchedule: loosely({ nodes: fc.array(loosely({ episode: number, airingAt: time })) }),
      }),
    }),
    episodeDate: time,
    delayedUntil: time,
    delayedIndefinitely: fc.boolean(),
    episodeNumber: number,
    subtractedEpisodeNumber: number,
    episodes: number,
  }),
  { maxLength: 3 },
);

describe('any answer in JSON', () => {
  let server: TestServer;
  let net: Net;
  beforeAll(async () => {
    server = await startAniSchedule({ schedule: [], feed: [] });
    net = netTo({ anilist: server.address, anischedule: server.address });
  });
  afterAll(() => server.close());

  /** What is told when every answer is this one; undefined when that is a problem. */
  async function orProblem<Result>(answer: unknown, asking: () => Promise<Result>) {
    server.always(saying(200, JSON.stringify(answer)));
    try {
      return await asking();
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      return undefined;
    }
  }

  async function allTold(source: Source): Promise<readonly Told[]> {
    const told: Told[] = [];
    for await (const some of source.tell([showWith({ anilist: 1 })], net)) told.push(...some);
    return told;
  }

  const answers: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    anilist: fc.oneof({ arbitrary: anilistAnswer, weight: 5 }, fc.jsonValue()),
    anischedule: fc.oneof({ arbitrary: anischeduleAnswer, weight: 5 }, fc.jsonValue()),
  };
  const cases = SOURCES.map((source) => ({
    source,
    answer: answers[source.key] ?? fc.jsonValue(),
  }));

  it.each(cases)('of $source.name gives facts or a problem', async ({ source, answer }) => {
    let withFacts = 0;
    await fc.assert(
      fc.asyncProperty(answer, async (json) => {
        for (const { facts } of (await orProblem(json, () => allTold(source))) ?? []) {
          if (facts === undefined) continue;
          withFacts += 1;
          for (const { id, drops } of facts.releases) {
            expect(id).toMatch(/^[a-z-]+$/);
            const episodes = drops.map(({ episode }) => episode);
            expect(episodes).toEqual([...new Set(episodes)].sort((a, b) => a - b));
            expect(drops.every(isSound)).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(withFacts).toBeGreaterThan(0);
  });

  it('gives entries or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(answers.anilist ?? fc.jsonValue(), async (json) => {
        const asking = async () => [
          ...((await sourceNamed('anilist').search?.('x', 5, net)) ?? []),
          await sourceNamed('anilist').find?.('anilist', 1, net),
        ];
        for (const entry of (await orProblem(json, asking)) ?? []) {
          if (entry === undefined) continue;
          expect(Object.keys(entry.titles).length).toBeGreaterThan(0);
          expect(new Set(entry.releases.map(({ id }) => id)).size).toBe(entry.releases.length);
          for (const { schedule } of entry.releases) {
            expect(schedule.step).toMatch(/^P[0-9]{1,4}D$/);
            expect(isSound({ moment: entry.premiere })).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  /** Whether a moment is written as its precision wants, and is in the calendar. */
  function isSound({ moment }: { readonly moment: Moment }): boolean {
    return moment.at === null || !Number.isNaN(Date.parse(moment.at));
  }
});
