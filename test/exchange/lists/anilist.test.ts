import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anilistLists, readAnilist } from '../../../src/exchange/lists/anilist';
import { readAnilistAccount } from '../../../src/exchange/lists/anilist-account';
import { anilistJson } from '../../../src/exchange/lists/anilist-json';
import type { Brought } from '../../../src/watchlist/brought';
import type { Show } from '../../../src/watchlist/show';
import { latestScore } from '../../../src/watchlist/verdict';
import { anyShow, anyWords, anyZone, release, show, tokyo, utc } from '../../watchlist/shows';
import { firstEpisodes, fixture, HOSTILE_TITLES, onlyOf, problemOf } from './support';

const LANTERNS = {
  title: 'Lanterns & Lighthouses',
  titles: {
    english: 'Lanterns & Lighthouses',
    romaji: 'Tourou to Toudai',
    native: '灯籠と灯台',
  },
  ids: { anilist: 90000011, mal: 90000001 },
  status: 'watching',
  watched: firstEpisodes(3),
  verdicts: [],
  tags: ['Sea'],
  started: '2024-01',
};

/** AniList's answer with one list of some entries. */
function answer(entries: readonly unknown[], around: object = {}, list: object = {}) {
  return { data: { MediaListCollection: { lists: [{ entries, ...list }] }, ...around } };
}

function read(entry: object, around: object = {}): Brought {
  return onlyOf(anilistLists([answer([{ mediaId: 7, status: 'CURRENT', ...entry }], around)]));
}

describe('a list of AniList', () => {
  it('is read as Automail saves it: each show once, custom lists as tags', () => {
    expect(readAnilist(fixture('anilist.json'))).toEqual({
      refused: [],
      entries: [
        LANTERNS,
        {
          title: '86 Minato',
          titles: { romaji: '86 Minato' },
          ids: { anilist: 90000012 },
          format: 'tv',
          episodes: 12,
          minutes: 24,
          year: 2019,
          status: 'completed',
          watched: firstEpisodes(12),
          verdicts: [{ score: 8.5, note: 'So & so' }],
          started: '2019-04-07',
          finished: '2019-06-23',
          rewatches: 1,
        },
        {
          title: 'Harbour Patrol 2099',
          titles: { english: 'Harbour Patrol 2099' },
          ids: { anilist: 90000013, mal: 90000003 },
          format: 'web',
          episodes: 6,
          status: 'completed',
          watched: firstEpisodes(6),
          verdicts: [{ score: 6 }],
          tags: ['Sea'],
          rewatches: 3,
          rewatching: 2,
        },
      ],
    });
  });

  it('is read from any part of the answer that has the lists', () => {
    const whole = JSON.parse(fixture('anilist.json'));
    const { entries } = anilistLists([whole]);
    expect(anilistLists([{ data: whole }]).entries).toEqual(entries);
    const { MediaListCollection, User: user } = whole;
    expect(anilistLists([{ ...MediaListCollection, user }]).entries).toEqual(entries);
    expect(readAnilist(`\ufeff\u0000 ${JSON.stringify(whole)}`).entries).toEqual(entries);
  });

  it('is read from several chunks as one, a show that is in two of them once', () => {
    const chunk = (...ids: number[]) =>
      answer(ids.map((mediaId) => ({ mediaId, status: 'PLANNING', score: mediaId })));
    const { entries } = anilistLists([chunk(1, 2), chunk(2, 30)]);
    expect(entries.map(({ ids }) => ids?.anilist)).toEqual([1, 2, 30]);
    expect(entries.map(({ verdicts }) => verdicts[0]?.score)).toEqual([0.1, 0.2, 3]);
  });
});

describe('scores of AniList', () => {
  it.each([
    ['POINT_100', 85, 8.5],
    ['POINT_100', 4, 0.4],
    ['POINT_10_DECIMAL', 8.5, 8.5],
    ['POINT_10', 8, 8],
    ['POINT_5', 4, 8],
    ['POINT_3', 1, 3.5],
    ['POINT_3', 2, 6],
    ['POINT_3', 3, 8.5],
    ['POINT_10', 0, undefined],
    ['POINT_10', 85, 8.5],
    ['POINT_3', 70, 7],
    ['POINT_7', 7, 7],
    [null, 70, 7],
    [null, 7, 7],
    ['constructor', 7, 7],
  ])('in %s: %s', (scoreFormat, score, expected) => {
    const User = { mediaListOptions: { scoreFormat } };
    expect(read({ score }, { User }).verdicts[0]?.score).toBe(expected);
  });

  it('are in what was asked for, whatever the user counts in', () => {
    const one = answer([{ mediaId: 7, score: 9, status: 'CURRENT' }]);
    expect(onlyOf(anilistLists([one], 'POINT_100')).verdicts).toEqual([{ score: 0.9 }]);
  });

  it.each([-1, '9', 'high', null, true, [9], { score: 9 }])(
    'that are odd are none: %s',
    (score) => {
      expect(read({ score }).verdicts).toEqual(score === '9' ? [{ score: 9 }] : []);
    },
  );
});

describe('an entry of AniList', () => {
  it.each([
    ['CURRENT', 'watching'],
    ['PLANNING', 'planned'],
    ['COMPLETED', 'completed'],
    ['DROPPED', 'dropped'],
    ['PAUSED', 'paused'],
    ['REPEATING', 'completed'],
    ['current', 'watching'],
  ])('%s', (status, expected) => {
    expect(read({ status }).status).toBe(expected);
  });

  it('has the status of its list where it tells none', () => {
    const [entry] = anilistLists([answer([{ mediaId: 7 }], {}, { status: 'PAUSED' })]).entries;
    expect(entry?.status).toBe('paused');
  });

  it.each([
    [{ progress: 0 }, undefined],
    [{ progress: 3, status: null }, ['status']],
    [{}, ['progress']],
    [{ progress: null, status: null }, ['status', 'progress']],
    // Who repeats a show has watched all of it.
    [{ status: 'REPEATING', media: { episodes: 12 } }, undefined],
  ])('says nothing of what AniList does not tell: %j', (entry, silent) => {
    expect(read(entry).silent).toEqual(silent);
  });

  it('is in no list twice, and keeps the tags of all', () => {
    const entry = { mediaId: 7, status: 'CURRENT', media: { title: { romaji: 'Kite' } } };
    const lists = [
      { name: 'Sky', isCustomList: true, entries: [entry] },
      { name: 'Watching', isCustomList: false, entries: [entry, { ...entry, mediaId: 8 }] },
      { name: '__proto__', isCustomList: true, entries: [entry] },
    ];
    const { entries } = anilistLists([{ MediaListCollection: { lists } }]);
    expect(entries.map(({ ids, tags }) => [ids?.anilist, tags])).toEqual([
      [7, ['Sky', '__proto__']],
      [8, undefined],
    ]);
  });

  it.each<[unknown, readonly string[] | undefined]>([
    [{ Sky: true, Sea: false, Land: 1 }, ['Sky']],
    [
      [
        { name: 'Sky', enabled: true },
        { name: 'Sea', enabled: false },
      ],
      ['Sky'],
    ],
    [
      ['Sky', ' Sea ', '', 5],
      ['Sky', 'Sea'],
    ],
    [null, undefined],
    ['Sky', undefined],
  ])('is on the custom lists %j', (customLists, tags) => {
    expect(read({ customLists }).tags).toEqual(tags);
  });

  it.each(HOSTILE_TITLES)('may be called %s', (title) => {
    const file = JSON.stringify(answer([{ mediaId: 7, media: { title: { romaji: title } } }]));
    expect(onlyOf(readAnilist(file))).toMatchObject({ title, titles: { romaji: title } });
  });

  it('is shown by the title the user prefers, else the English one', () => {
    const title = { romaji: 'R', english: 'E', native: 'N' };
    expect(read({ media: { title } }).title).toBe('E');
    expect(read({ media: { title: { ...title, userPreferred: 'P' } } }).title).toBe('P');
    expect(read({ media: { title: 'Plain' } }).title).toBe('Plain');
    expect(read({ media: { title: { native: 'N', english: ' ' } } }).title).toBe('N');
  });

  it.each([
    [{ year: 2019, month: 5, day: 4 }, '2019-05-04'],
    [{ year: 2019, month: 5, day: null }, '2019-05'],
    [{ year: 2019, month: null, day: 4 }, '2019'],
    [{ year: null, month: 5, day: 4 }, undefined],
    [{ year: 2019, month: 2, day: 30 }, '2019-02'],
    ['2019-05-04', undefined],
    [null, undefined],
  ])('is dated %j', (startedAt, started) => {
    expect(read({ startedAt, completedAt: startedAt })).toMatchObject(
      started === undefined ? {} : { started, finished: started },
    );
    expect('started' in read({ startedAt })).toBe(started !== undefined);
  });

  it('that is further than there are episodes knows no count of them', () => {
    const told = read({ progress: 13, media: { episodes: 12 } });
    expect(told.watched).toEqual(firstEpisodes(13));
    expect(told).not.toHaveProperty('episodes');
  });

  it.each<[string, unknown, string, string]>([
    ['without anything', {}, 'entry 1', 'it has no title'],
    ['that is none', 5, 'entry 1', 'it has no title'],
    [
      'of an odd status',
      { mediaId: 7, status: 'FROZEN' },
      'anilist:7',
      'its status "FROZEN" is not known',
    ],
    [
      'of endless episodes',
      { mediaId: 7, progress: 1e9 },
      'anilist:7',
      'it tells of more than 99999 episodes',
    ],
    [
      'of a manga',
      { mediaId: 7, media: { type: 'MANGA', title: { romaji: 'Kite' } } },
      'Kite',
      'a manga',
    ],
    ['of a novel', { mediaId: 7, media: { format: 'NOVEL' } }, 'anilist:7', 'a manga'],
    ['with volumes', { mediaId: 7, progressVolumes: 3 }, 'anilist:7', 'a manga'],
  ])('%s is refused', (_, entry, name, why) => {
    const { entries, refused } = anilistLists([answer([entry, { mediaId: 8, status: 'CURRENT' }])]);
    expect(entries).toHaveLength(1);
    expect(refused).toEqual([{ name, why }]);
  });

  it('of an anime may have no volumes', () => {
    expect(read({ progressVolumes: 0, media: { type: 'ANIME', chapters: 3 } }).status).toBe(
      'watching',
    );
  });
});

describe('a file of AniList', () => {
  const MANGA = 'This is a list of manga, and jikai keeps anime.';
  it.each<[string, unknown, string]>([
    ['of manga', answer([{ mediaId: 7 }], { type: 'MANGA' }), MANGA],
    ['of manga, as it shows', answer([{ mediaId: 7, media: { chapters: 3 } }]), MANGA],
    ['of no manga', answer([], { type: 'MANGA' }), MANGA],
    ['of nothing', answer([]), 'The list holds no shows.'],
    [
      'with an error',
      { data: null, errors: [{ message: 'Private User' }] },
      'The file is no list of AniList.',
    ],
    ['of something else', [1, 2], 'The file is no list of AniList.'],
    ['of null', null, 'The file is no list of AniList.'],
  ])('%s is refused', (_, file, message) => {
    expect(problemOf(() => readAnilist(JSON.stringify(file)))).toMatchObject({ message });
  });

  it('that is cut is refused', () => {
    const text = fixture('anilist.json').slice(0, 900);
    expect(problemOf(() => readAnilist(text)).message).toBe(
      'The file is broken: it is no JSON that can be read.',
    );
  });

  it('has all of its shows, or none, whatever is in it', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          mediaId: fc.oneof(fc.nat({ max: 4 }), fc.jsonValue()),
          status: fc.oneof(fc.constantFrom('CURRENT', 'REPEATING'), fc.jsonValue()),
          score: fc.oneof(fc.nat({ max: 100 }), fc.jsonValue()),
          progress: fc.oneof(fc.nat({ max: 100 }), fc.jsonValue()),
          customLists: fc.jsonValue(),
          media: fc.oneof(
            fc.record({ title: fc.jsonValue(), episodes: fc.jsonValue() }),
            fc.jsonValue(),
          ),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (some) => {
        const entries = [...some, { mediaId: 1, media: { type: 'ANIME' } }];
        const distinct = new Set(
          entries.map((one) => {
            const { mediaId, media } = Object(one);
            return siteNumber(mediaId) ?? siteNumber(Object(media).id) ?? Symbol();
          }),
        );
        const list = anilistLists([answer(entries)]);
        expect(list.entries.length + list.refused.length).toBe(distinct.size);
      }),
    );
  });
});

function siteNumber(value: unknown): number | undefined {
  const digits =
    typeof value === 'number'
      ? value
      : Number(/^\s*(\d+(?:\.0+)?)\s*$/.exec(String(typeof value === 'string' ? value : ''))?.[1]);
  return Number.isInteger(digits) && digits > 0 && digits < 2 ** 31 ? digits : undefined;
}

describe('an account file of AniList', () => {
  it('is read by its numbers', () => {
    expect(readAnilistAccount(fixture('anilist-account.json'))).toEqual({
      refused: [{ name: 'anilist:90000099', why: 'a manga' }],
      entries: [
        {
          ids: { anilist: 90000011 },
          status: 'watching',
          watched: firstEpisodes(3),
          verdicts: [],
          tags: ['Sea'],
          started: '2024-01',
        },
        {
          ids: { anilist: 90000012 },
          status: 'completed',
          watched: firstEpisodes(12),
          verdicts: [{ score: 8.5, note: 'So & so' }],
          started: '2019-04-07',
          finished: '2019-06-23',
          rewatches: 1,
        },
        {
          ids: { anilist: 90000013 },
          status: 'completed',
          watched: firstEpisodes(2),
          verdicts: [{ score: 6 }],
          started: '2020',
          rewatches: 3,
          rewatching: 2,
        },
      ],
    });
  });

  it('has the statuses in AniList’s order', () => {
    const statuses = [0, 1, 2, 3, 4, 5].map((status) => {
      const file = JSON.stringify({ lists: [{ series_id: 7, status }] });
      return onlyOf(readAnilistAccount(file)).status;
    });
    const expected = 'watching planned completed dropped paused completed';
    expect(statuses).toEqual(expected.split(' '));
  });

  it.each([
    [{ status: 0, progress: 0 }, undefined],
    [{ status: 0, progress: null }, ['progress']],
    [{ status: null, progress: 2 }, ['status']],
    [{}, ['status', 'progress']],
  ])('says nothing of what a row does not tell: %j', (row, silent) => {
    const file = JSON.stringify({ lists: [{ series_id: 7, ...row }] });
    expect(onlyOf(readAnilistAccount(file)).silent).toEqual(silent);
  });

  it.each<[unknown, readonly string[] | undefined]>([
    ['[1,0,1]', ['Rain', 'Sky']],
    ['[false,true]', ['Sea']],
    ['["1","0"]', ['Rain']],
    ['[0,0,0,1]', undefined],
    ['[]', undefined],
    ['[', undefined],
    ['', undefined],
    [null, undefined],
    [[0, 1, 0], ['Sea']],
    [
      ['Sky', 'Fog'],
      ['Sky', 'Fog'],
    ],
    ['["Fog"]', ['Fog']],
    [{ Sky: true, Sea: false }, ['Sky']],
    ['{"Sky":true}', ['Sky']],
  ])('takes the user’s own lists as tags: %j', (custom_lists, tags) => {
    const user = { custom_lists: { anime: ['Rain', 'Sea', 'Sky'], manga: ['Ink'] } };
    const file = JSON.stringify({ user, lists: [{ series_id: 7, status: 0, custom_lists }] });
    expect(onlyOf(readAnilistAccount(file)).tags).toEqual(tags);
    const nameless = JSON.stringify({ lists: [{ series_id: 7, custom_lists: '[1,0]' }] });
    expect(onlyOf(readAnilistAccount(nameless)).tags).toBeUndefined();
  });

  it('refuses a row of no status that is', () => {
    const file = JSON.stringify({ lists: [{ series_id: 7, status: 6 }] });
    expect(readAnilistAccount(file).refused).toEqual([
      { name: 'anilist:7', why: 'its status "6" is not known' },
    ]);
  });

  it('refuses what is none', () => {
    expect(problemOf(() => readAnilistAccount('{"lists":{}}')).message).toBe(
      'The file is no account file of AniList.',
    );
    expect(problemOf(() => readAnilistAccount('{"lists":[]}')).message).toBe(
      'The list holds no shows.',
    );
  });

  it('has all of its rows, whatever is in them', () => {
    const number = fc.oneof(fc.integer({ min: -1, max: 10 }), fc.jsonValue());
    const row = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          series_id: number,
          series_type: number,
          status: number,
          progress: number,
          score: number,
          started_on: number,
          custom_lists: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (lists) => {
        const { entries, refused } = readAnilistAccount(JSON.stringify({ lists }));
        expect(entries.length + refused.length).toBe(lists.length);
      }),
    );
  });
});

describe('a list in the form of AniList’s', () => {
  const releases = [release({ episodes: { number: 13, basis: 'scheduled' } })];
  const RED = show({
    ids: { anilist: 162985, mal: 54794 },
    ...{ format: 'tv', minutes: 24, releases },
  });

  it('tells no count that was only worked out', () => {
    const worked = [release({ episodes: { number: 13, basis: 'estimated' } })];
    const read = (one: Partial<Show>) =>
      onlyOf(readAnilist(anilistJson([{ ...RED, releases: worked, ...one }], { zone: utc }).text));
    expect(read({})).not.toHaveProperty('episodes');
    // But of who watches it again only the count says how many were watched.
    const again = { status: 'completed', watched: firstEpisodes(13), rewatching: 4 } as const;
    expect(read(again)).toMatchObject({ rewatching: 4, watched: firstEpisodes(13) });
  });

  it('is as Automail takes it', () => {
    const watched = [{ episode: 1, at: '2024-01-10T16:00:00Z' }];
    const { text, left } = anilistJson(
      [show(), { ...RED, watched, verdicts: [{ score: 7.5, note: 'Grows' }], tags: ['mecha'] }],
      { zone: tokyo, user: 'somebody' },
    );
    expect(left).toEqual([{ name: 'Metallic Rouge', why: 'it has no number on AniList' }]);
    expect(JSON.parse(text)).toEqual({
      MediaListCollection: {
        lists: [
          {
            name: 'Watching',
            isCustomList: false,
            isSplitCompletedList: false,
            status: 'CURRENT',
            entries: [
              {
                mediaId: 162985,
                status: 'CURRENT',
                score: 7.5,
                progress: 1,
                repeat: 0,
                priority: 0,
                notes: 'Grows',
                hiddenFromStatusLists: false,
                customLists: { mecha: true },
                startedAt: { year: 2024, month: 1, day: 11 },
                completedAt: { year: null, month: null, day: null },
                media: {
                  id: 162985,
                  idMal: 54794,
                  type: 'ANIME',
                  format: 'TV',
                  episodes: 13,
                  duration: 24,
                  title: {
                    userPreferred: 'Metallic Rouge',
                    romaji: 'Metallic Rouge',
                    english: 'Metallic Rouge',
                    native: 'メタリックルージュ',
                  },
                },
              },
            ],
          },
        ],
      },
      User: { name: 'somebody', mediaListOptions: { scoreFormat: 'POINT_10_DECIMAL' } },
      version: '1.01',
      type: 'ANIME',
    });
  });

  it('tells of a show that is watched again', () => {
    const again: Show = { ...RED, status: 'completed', watched: firstEpisodes(13), rewatching: 4 };
    const { text } = anilistJson([again], { zone: utc });
    expect(JSON.parse(text).MediaListCollection.lists[0].name).toBe('Rewatching');
    expect(onlyOf(readAnilist(text))).toMatchObject({
      status: 'completed',
      rewatching: 4,
      watched: firstEpisodes(13),
    });
  });

  it('reads back as all that AniList can say', () => {
    const date = fc.constantFrom('2019', '2019-05', '2019-05-04');
    const extras = fc.record(
      {
        tags: fc.uniqueArray(anyWords, { minLength: 1, maxLength: 3 }),
        started: date,
        finished: date,
        rewatches: fc.integer({ min: 1, max: 99 }),
      },
      { requiredKeys: [] },
    );
    const shows = fc
      .array(fc.tuple(anyShow, extras), { minLength: 1, maxLength: 5 })
      .map((list) =>
        list.map(
          ([one, extra], index): Show => ({ ...one, ...extra, ids: { anilist: index + 1 } }),
        ),
      );
    fc.assert(
      fc.property(shows, anyZone, (list, zone) => {
        const { entries, refused } = readAnilist(anilistJson(list, { zone }).text);
        expect(refused).toEqual([]);
        const byNumber = entries.toSorted((a, b) => (a.ids?.anilist ?? 0) - (b.ids?.anilist ?? 0));
        expect(byNumber.map(comparable)).toEqual(list.map(asAnilistSays));
      }),
    );
  });
});

/** Dates of episodes are tested by themselves; tags are in no order. */
function comparable({ started: _, finished: __, tags, ...entry }: Brought): object {
  return { ...entry, tags: new Set(tags) };
}

function asAnilistSays(one: Show): object {
  const { number, basis } = one.releases[0]?.schedule.episodes ?? {};
  const count = basis === 'estimated' ? undefined : number;
  const progress = one.watched.length;
  const score = latestScore(one);
  return {
    title: one.title.trim(),
    titles: { romaji: one.title.trim(), native: one.titles?.native?.trim() },
    ids: one.ids,
    format: one.format,
    ...(count !== undefined && count >= progress && { episodes: count }),
    status: one.status,
    watched: firstEpisodes(progress),
    verdicts: score === undefined ? [] : [{ score: Math.max(score, 0.1) }],
    tags: new Set(one.tags?.map((tag) => tag.trim())),
    ...(one.rewatches && { rewatches: one.rewatches }),
  };
}
