import fc from 'fast-check';
import { instant } from '../../src/watchlist/moment';
import {
  AUDIOS,
  BASES,
  FORMATS,
  type Moment,
  type Release,
  type Schedule,
  type Show,
  STATUSES,
  type Verdict,
} from '../../src/watchlist/show';
import { HOUR, MINUTE, type Zone, zoneNamed } from '../../src/watchlist/zone';

/** Shows for tests: Metallic Rouge as Crunchyroll had it, and any show at all. */

export const tokyo = zoneNamed('Asia/Tokyo');
export const utc = zoneNamed('UTC');
export const newYork = zoneNamed('America/New_York');
export const berlin = zoneNamed('Europe/Berlin');

export function at(text: string): number {
  return Date.parse(text);
}

export const rougeSchedule: Schedule = {
  premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' },
  basis: 'scheduled',
  step: 'P7D',
  zone: 'Asia/Tokyo',
  episodes: { number: 13, basis: 'estimated' },
};

export function release(schedule: Partial<Schedule> = {}, facts: Partial<Release> = {}): Release {
  return {
    id: 'crunchyroll',
    platform: 'Crunchyroll',
    audio: 'sub',
    source: 'test',
    schedule: { ...rougeSchedule, ...schedule },
    ...facts,
  };
}

export function show(facts: Partial<Show> = {}, schedule: Partial<Schedule> = {}): Show {
  return {
    id: 'metallic-rouge',
    status: 'watching',
    title: 'Metallic Rouge',
    titles: { english: 'Metallic Rouge', native: 'メタリックルージュ' },
    added: '2024-01-08T12:00:00Z',
    releases: [release(schedule)],
    follows: 'crunchyroll',
    watched: [],
    verdicts: [],
    ...facts,
  };
}

/** A series of which nobody has said how long it will be. */
export function endless(facts: Partial<Show> = {}): Show {
  const { premiere, basis, step, zone } = rougeSchedule;
  return show({
    releases: [{ ...release(), schedule: { premiere, basis, step, zone } }],
    ...facts,
  });
}

export function watchedUpTo(episode: number): Show['watched'] {
  return Array.from({ length: episode }, (_, index) => ({
    episode: index + 1,
    at: instant(at('2024-01-11T20:00:00Z') + index * 7 * 24 * HOUR),
  }));
}

const millis = fc
  .integer({ min: at('1990-01-01') / MINUTE, max: at('2060-01-01') / MINUTE })
  .map((n) => n * MINUTE);

export const anyZone: fc.Arbitrary<Zone> = fc
  .constantFrom(
    'UTC',
    'Asia/Tokyo',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  )
  .map(zoneNamed);

export const anyInstant: fc.Arbitrary<string> = millis.map(instant);
export const anyMillis = millis;

export const anyMoment: fc.Arbitrary<Moment> = fc.oneof(
  anyInstant.map((one): Moment => ({ at: one, precision: 'minute' })),
  anyInstant.map((one): Moment => ({ at: one.slice(0, 10), precision: 'day' })),
  anyInstant.map((one): Moment => ({ at: one.slice(0, 7), precision: 'month' })),
  fc
    .tuple(fc.integer({ min: 1990, max: 2060 }), fc.constantFrom('01', '04', '07', '10'))
    .map(([year, month]): Moment => ({ at: `${year}-${month}`, precision: 'season' })),
  fc
    .integer({ min: 1990, max: 2060 })
    .map((year): Moment => ({ at: String(year), precision: 'year' })),
  fc.constant<Moment>({ at: null, precision: 'unknown' }),
);

export const anySchedule: fc.Arbitrary<Schedule> = fc
  .record({
    premiere: anyMoment,
    basis: fc.constantFrom(...BASES),
    step: fc.constantFrom('P7D', 'P1D', 'P2D', 'P14D', 'P1M', 'P3M', 'P12M', 'P0D'),
    zone: anyZone.map(({ id }) => id),
    count: fc.option(
      fc.record({ number: fc.integer({ min: 1, max: 60 }), basis: fc.constantFrom(...BASES) }),
      { nil: undefined },
    ),
  })
  .map(({ count, ...schedule }) =>
    count === undefined ? schedule : { ...schedule, episodes: count },
  );

/** Words as people, other programs and attackers write them. */
export const anyWords = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }).filter((one) => one.trim() !== ''),
  fc.constantFrom(
    '86',
    '007',
    '-u',
    '=A1',
    'constructor',
    '__proto__',
    'メタリックルージュ',
    'a\u001b]0;x\u0007b',
    '\u009b31m!',
    '\u202eevil',
    'two\nlines',
    '👩‍👩‍👧 family',
    'e\u0301',
  ),
);

const anyVerdict: fc.Arbitrary<Verdict> = fc
  .record({
    at: fc.option(anyInstant, { nil: undefined }),
    episode: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    words: anyWords,
    score: fc.option(
      fc.integer({ min: 0, max: 20 }).map((n) => n / 2),
      { nil: undefined },
    ),
  })
  .map(({ at, episode, score, ...verdict }) => ({
    ...verdict,
    ...(at === undefined ? {} : { at }),
    ...(episode === undefined ? {} : { episode }),
    ...(score === undefined ? {} : { score }),
  }));

export const anyShow: fc.Arbitrary<Show> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}$/),
    status: fc.constantFrom(...STATUSES),
    title: anyWords,
    native: anyWords,
    format: fc.constantFrom(...FORMATS),
    added: anyInstant,
    schedule: anySchedule,
    audio: fc.constantFrom(...AUDIOS),
    watched: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
    watchedAt: fc.option(anyInstant, { nil: undefined }),
    verdicts: fc.array(anyVerdict, { maxLength: 5 }),
  })
  .map(({ native, schedule, audio, watched, watchedAt, ...facts }) => ({
    ...facts,
    titles: { native },
    releases: [release({}, { audio, schedule })],
    follows: 'crunchyroll',
    watched: watched
      .sort((a, b) => a - b)
      .map((episode) => ({
        episode,
        ...(watchedAt === undefined ? {} : { at: watchedAt }),
      })),
  }));
