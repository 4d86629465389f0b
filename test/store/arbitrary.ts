/** Shows as the types allow them: the compiler holds these arbitraries to the types. */
import fc from 'fast-check';
import {
  type Amendment,
  AUDIOS,
  BASES,
  FORMATS,
  type Moment,
  PRODUCTIONS,
  type Release,
  type Schedule,
  type Show,
  STATUSES,
  type Verdict,
} from '../../src/watchlist/show';

/** Text of every kind: control characters, quotes, both halves of an emoji, letters of no alphabet. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'メタリックルージュ',
    '次回 👩‍👩‍👧',
    '\ud83d',
    '"added":"',
    '},\n{',
    '__proto__',
    '\u2028',
  ),
);

const title = text.map((words) => `${words}.`);
const date = fc
  .date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  .map((day) => day.toISOString());
const instant = date.map((at) => `${at.slice(0, 19)}Z`);
const episode = fc.nat({ max: 2000 });
const siteNumber = fc.integer({ min: 1 });
const basis = fc.constantFrom(...BASES);

const moment: fc.Arbitrary<Moment> = fc.oneof(
  instant.map((at) => ({ at, precision: 'minute' as const })),
  date.map((at) => ({ at: at.slice(0, 10), precision: 'day' as const })),
  date.map((at) => ({ at: at.slice(0, 7), precision: 'month' as const })),
  fc
    .tuple(date, fc.constantFrom('01', '04', '07', '10'))
    .map(([at, month]) => ({ at: `${at.slice(0, 4)}-${month}`, precision: 'season' as const })),
  date.map((at) => ({ at: at.slice(0, 4), precision: 'year' as const })),
  fc.constant({ at: null, precision: 'unknown' as const }),
);

const step = fc.constantFrom('P7D', 'P1D', 'P0D', 'P1M', 'P2W');
const why = text;

const amendment: fc.Arbitrary<Amendment> = fc.oneof(
  fc.record(
    { kind: fc.constant('break' as const), episode, slots: fc.integer({ min: 1, max: 999 }), why },
    { requiredKeys: ['kind', 'episode', 'slots'] },
  ),
  fc.record(
    {
      kind: fc.constant('move' as const),
      episode,
      to: moment,
      only: fc.constant(true as const),
      why,
    },
    { requiredKeys: ['kind', 'episode', 'to'] },
  ),
  fc.record(
    { kind: fc.constant('batch' as const), episode, through: episode, at: moment, why },
    { requiredKeys: ['kind', 'episode', 'through'] },
  ),
  fc.record(
    { kind: fc.constant('hiatus' as const), episode, resumes: moment, basis, why },
    { requiredKeys: ['kind', 'episode'] },
  ),
  fc.record(
    { kind: fc.constant('run' as const), episode, premiere: moment, step },
    { requiredKeys: ['kind', 'episode', 'premiere'] },
  ),
);

const byEpisode = (a: { readonly episode: number }, b: { readonly episode: number }) =>
  a.episode - b.episode;

const schedule: fc.Arbitrary<Schedule> = fc.record(
  {
    premiere: moment,
    basis,
    step,
    zone: fc.constantFrom(
      'Asia/Tokyo',
      'Europe/Berlin',
      'UTC',
      'Etc/GMT+9',
      'America/Port-au-Prince',
    ),
    first: episode,
    episodes: fc.record({ number: episode, basis }),
    amendments: fc
      .array(amendment, { minLength: 1, maxLength: 3 })
      .map((all) => all.toSorted(byEpisode)),
    drops: fc
      .uniqueArray(fc.record({ episode, moment, basis, source: text }), {
        minLength: 1,
        maxLength: 3,
        selector: (drop) => drop.episode,
      })
      .map((all) => all.toSorted(byEpisode)),
  },
  { requiredKeys: ['premiere', 'basis', 'step', 'zone'] },
);

const release: fc.Arbitrary<Release> = fc.record(
  {
    id: fc.constantFrom('crunchyroll', 'japanese-tv', 'netflix', 'you'),
    platform: title,
    audio: fc.constantFrom(...AUDIOS),
    url: fc.webUrl(),
    source: text,
    schedule,
  },
  { requiredKeys: ['id', 'platform', 'audio', 'source', 'schedule'] },
);

const verdict: fc.Arbitrary<Verdict> = fc
  .record(
    {
      at: instant,
      episode,
      words: text,
      score: fc.nat({ max: 20 }).map((halves) => halves / 2),
      note: text,
    },
    { requiredKeys: [] },
  )
  .filter(({ words, score, note }) => (words ?? score ?? note) !== undefined);

const partialDate = fc
  .tuple(date, fc.constantFrom(4, 7, 10))
  .map(([at, length]) => at.slice(0, length));

export const anyId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);

const optional = fc.record(
  {
    titles: fc.record({ english: title, romaji: title, native: title }, { requiredKeys: [] }),
    format: fc.constantFrom(...FORMATS),
    production: fc.constantFrom(...PRODUCTIONS),
    minutes: fc.integer({ min: 1, max: 1440 }),
    ids: fc.record(
      { anilist: siteNumber, mal: siteNumber, anidb: siteNumber, bangumi: siteNumber },
      { requiredKeys: [] },
    ),
    site: text,
    tags: fc.uniqueArray(title, { minLength: 1, maxLength: 3 }),
    started: partialDate,
    finished: partialDate,
    rewatches: fc.integer({ min: 1, max: 99_999 }),
    rewatching: episode,
  },
  { requiredKeys: [] },
);

export const anyShow: fc.Arbitrary<Show> = fc
  .record({
    id: anyId,
    status: fc.constantFrom(...STATUSES),
    title,
    optional,
    added: instant,
    releases: fc.uniqueArray(release, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
    follows: fc.nat(),
    watched: fc.uniqueArray(fc.record({ episode, at: instant }, { requiredKeys: ['episode'] }), {
      maxLength: 4,
      selector: (watched) => watched.episode,
    }),
    verdicts: fc.array(verdict, { maxLength: 3 }),
  })
  .map(({ optional, follows, ...show }) => ({
    ...show,
    ...optional,
    follows: show.releases[follows % show.releases.length]?.id ?? '',
    watched: show.watched.toSorted(byEpisode),
  }));
