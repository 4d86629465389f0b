import { describe, expect, test } from 'vitest';
import { releaseOn, work } from './built';

/** Rows of bangumi-data 0.3.208, each of which a naive reading gets wrong. */

test('Metallic Rouge, the show we were founded on', async () => {
  const entry = await work(162985);
  expect(entry).toMatchObject({
    titles: { english: 'Metallic Rouge', native: 'メタリックルージュ' },
    format: 'tv',
    ids: { anilist: 162985, mal: 54794, anidb: 17926, bangumi: 425595 },
    site: 'https://metallicrouge.jp/',
    premiere: { at: '2024-01-10T16:25:00Z', precision: 'minute' },
    episodes: { number: 13, basis: 'estimated' },
  });
  expect(entry.releases[0]).toEqual({
    id: 'crunchyroll',
    platform: 'Crunchyroll',
    audio: 'sub',
    url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
    source: 'bangumi-data 0.3.208',
    schedule: {
      premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' },
      basis: 'scheduled',
      step: 'P7D',
      zone: 'Asia/Tokyo',
      episodes: { number: 13, basis: 'estimated' },
    },
  });
  expect(releaseOn(entry, 'japanese-tv')).toMatchObject({ audio: 'raw', platform: 'Japanese TV' });
});

test.each([
  // Entered under the date of the night before; every platform begins a day later.
  ['Jujutsu Kaisen 3', 172463, '2026-01-08T15:26:00Z'],
  ['Anyway, I’m Falling in Love with You 2', 189137, '2026-01-08T16:28:00Z'],
  // Late at night as well, and right.
  ['Metallic Rouge', 162985, '2024-01-10T16:25:00Z'],
])('the night a show belongs to: %s', async (_, anilist, premiere) => {
  expect((await work(anilist)).premiere).toEqual({ at: premiere, precision: 'minute' });
});

describe('a platform’s own beginning', () => {
  test.each([
    // The page is shared with an earlier season, and so is its date.
    ['Solo Leveling 2', 176496, 'crunchyroll', '2025-01-04T15:00:00Z', 'estimated'],
    ['Solo Leveling 2', 176496, 'netflix', '2025-01-04T15:00:00Z', 'estimated'],
    ['Solo Leveling 2', 176496, 'danime', '2025-01-04T15:00:00Z', 'estimated'],
    ['Solo Leveling 2', 176496, 'unext', '2025-01-07T03:00:00Z', 'scheduled'],
    ['Solo Leveling', 151807, 'crunchyroll', '2024-01-06T15:00:00Z', 'scheduled'],
    ['Classroom of the Elite 3', 146066, 'crunchyroll', '2024-01-03T13:30:00Z', 'estimated'],
    ['Blue Exorcist: Shimane', 158931, 'crunchyroll', '2024-01-06T15:30:00Z', 'estimated'],
    ['My Hero Academia 2', 21856, 'crunchyroll', '2017-04-01T08:30:00Z', 'estimated'],
    ['Spy × Family, part 2', 142838, 'crunchyroll', '2022-10-01T14:00:00Z', 'estimated'],
    // Long before the premiere, though no earlier work has that very row.
    ['My Dress-Up Darling 2', 154768, 'crunchyroll', '2025-07-05T15:00:00Z', 'estimated'],
    ['The Angel Next Door 2', 170019, 'crunchyroll', '2026-04-03T13:30:00Z', 'estimated'],
    // Shared, but later than the premiere: both seasons were added that day.
    ['Psycho-Pass 2', 20513, 'crunchyroll', '2016-09-15T14:00:00Z', 'scheduled'],
    // Netflix really was five weeks ahead of television.
    ['Stone Ocean', 146722, 'netflix', '2021-12-01', 'scheduled'],
    // Empty: on the platform, its time unknown.
    ['Metallic Rouge', 162985, 'prime', '2024-01-10T16:25:00Z', 'estimated'],
    ['Frieren 2', 182255, 'netflix', '2026-01-16T14:00:00Z', 'estimated'],
    // Apart from television, and rightly so.
    ['Frieren', 154587, 'crunchyroll', '2023-09-29T12:00:00Z', 'scheduled'],
    ['Metallic Rouge', 162985, 'ani-one-asia', '2024-01-10T17:00:09Z', 'scheduled'],
    // A mere date: the premiere's own, so the broadcast tells the minute; another, so it stays a day.
    ['Touring After the Apocalypse', 186920, 'crunchyroll', '2025-10-04T14:30:00Z', 'estimated'],
    ['Frieren', 154587, 'netflix', '2023-09-29T14:00:00Z', 'estimated'],
    ['Metallic Rouge', 162985, 'netflix', '2025-02-28', 'scheduled'],
    ['Uzumaki', 111314, 'netflix', '2024-12-19', 'scheduled'],
  ])('%s (%i) on %s', async (_name, anilist, id, at, basis) => {
    const { schedule } = releaseOn(await work(anilist), id);
    expect(schedule).toMatchObject({
      premiere: { at, precision: at.length === 10 ? 'day' : 'minute' },
      basis,
    });
  });
});

describe('the first showing', () => {
  test.each([
    ['a slot on television', 151807, '2024-01-06T15:00:00Z'],
    ['25:00 with a finishing time', 163078, '2024-04-06T16:00:00Z'],
    ['25:00 with platforms around it', 178675, '2025-07-05T16:00:00Z'],
    ['midnight in China, nothing else known', 111314, '2024-09-28'],
    ['the same, platforms repeating it', 143203, '2022-04-12'],
    ['1963, on New Year’s Day', 2747, '1963-01-01'],
    ['a placeholder on the date itself, half past it the end', 1313, '2000-04-02'],
    ['the same, a series of 1989', 813, '1989-04-26'],
    ['a film that opened on a Saturday', 523, '1988-04-16'],
    ['a film', 21519, '2016-08-26'],
    ['a web series, all at once', 98460, '2018-01-06'],
    ['a date in begin, the time in broadcast', 161410, '2025-04-16T12:00:00Z'],
    ['no interval at all', 21058, '2015-07-06T15:00:00Z'],
  ])('%s (%i)', async (_name, anilist, at) => {
    const { premiere } = await work(anilist);
    expect(premiere).toEqual({ at, precision: at.length === 10 ? 'day' : 'minute' });
  });
});

describe('steps and counts', () => {
  test.each([
    ['the end begins the last episode', 176496, 'P7D', 13],
    ['the end is over', 151807, 'P7D', 13],
    ['the end is 75 minutes late', 154587, 'P7D', 26],
    ['no interval', 21058, 'P7D', 12],
    ['a film', 21519, 'P0D', 1],
    ['all at once', 98460, 'P0D', undefined],
    ['all at once by its interval', 117756, 'P0D', undefined],
    ['years of reruns', 5680, 'P7D', undefined],
    ['still running', 21, 'P7D', undefined],
  ])('%s (%i)', async (_name, anilist, step, number) => {
    const { format, episodes, releases } = await work(anilist);
    expect(releases.at(-1)?.schedule.step).toBe(step);
    expect(episodes?.number).toBe(number);
    if (episodes) expect(episodes.basis).toBe(format === 'movie' ? 'scheduled' : 'estimated');
  });
});
