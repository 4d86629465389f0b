import { describe, expect, it } from 'vitest';
import type { Facts, ReleaseFacts } from '../../src/watchlist/facts';
import { type News, newsOf, refreshChange, refreshShow } from '../../src/watchlist/refreshing';
import { followed, timetableIn } from '../../src/watchlist/releases';
import type { KnownDrop, Moment, Production, Schedule, Show } from '../../src/watchlist/show';
import { watchEpisodes } from '../../src/watchlist/watching';
import { at, release, show, watchedUpTo } from './shows';

const NOW = at('2024-02-01T12:00:00Z');

function minute(text: string): Moment {
  return { at: text, precision: 'minute' };
}

function row(episode: number, when: string, source = 'AniList'): KnownDrop {
  return { episode, moment: minute(when), basis: 'scheduled', source };
}

function facts(broadcast: Partial<ReleaseFacts>, more: Partial<Facts> = {}): Facts {
  return {
    source: 'AniList',
    releases: [
      { id: 'japanese-tv', platform: 'Japanese TV', audio: 'raw', drops: [], ...broadcast },
    ],
    ...more,
  };
}

/** A show that is followed on Japanese television. */
function broadcast(schedule: Partial<Schedule> = {}, more: Partial<Show> = {}): Show {
  const tv = release(schedule, { id: 'japanese-tv', platform: 'Japanese TV', audio: 'raw' });
  return show({ releases: [tv], follows: 'japanese-tv', ...more });
}

function refreshed(before: Show, told: Facts): Show {
  return refreshShow(before, told, NOW);
}

function scheduleOf(of: Show): Schedule {
  return followed(of).schedule;
}

describe('what a source announces', () => {
  it('stands beside what was known, under its name', () => {
    const after = refreshed(broadcast(), facts({ drops: [row(7, '2024-02-28T15:55:00Z')] }));
    expect(scheduleOf(after).drops).toEqual([row(7, '2024-02-28T15:55:00Z')]);
    expect(scheduleOf(after).premiere).toEqual(minute('2024-01-10T15:55:00Z'));
  });

  it('is forgotten when it is announced no longer, unless it is past', () => {
    const before = broadcast({
      drops: [
        row(3, '2024-01-24T15:55:00Z'),
        row(7, '2024-02-21T15:55:00Z'),
        row(8, '2024-02-28T15:55:00Z', 'AniSchedule'),
      ],
    });
    const after = refreshed(before, facts({ drops: [row(9, '2024-03-06T15:55:00Z')] }));
    expect(scheduleOf(after).drops?.map(({ episode }) => episode)).toEqual([3, 8, 9]);
  });

  it('never outweighs what was seen', () => {
    const seen: KnownDrop = { ...row(3, '2024-01-24T18:00:00Z', 'you'), basis: 'confirmed' };
    const after = refreshed(
      broadcast({ drops: [seen] }),
      facts({ drops: [row(3, '2024-01-24T15:55:00Z')] }),
    );
    expect(scheduleOf(after).drops).toEqual([seen]);
  });

  it('the same again is no change at all', () => {
    const told = facts(
      { drops: [row(7, '2024-02-28T15:55:00Z')], episodes: { number: 13, basis: 'scheduled' } },
      { minutes: 24, production: 'airing', titles: { romaji: 'Metallic Rouge' } },
    );
    const once = refreshed(show(), told);
    const twice = refreshed(once, told);
    expect(twice).toEqual(once);
    expect(refreshChange([{ before: once, after: twice }], ['AniList']).shows).toEqual([]);
  });

  it('comes as a release of its own where the show had only a platform', () => {
    const after = refreshed(show(), facts({ drops: [row(7, '2024-02-28T15:55:00Z')] }));
    expect(after.follows).toBe('crunchyroll');
    expect(after.releases[0]).toEqual(show().releases[0]);
    expect(after.releases[1]).toMatchObject({ id: 'japanese-tv', source: 'AniList' });
  });
});

describe('the premiere a source gives', () => {
  const day = (text: string): Moment => ({ at: text, precision: 'day' });
  const july: Moment = { at: '2024-07', precision: 'month' };
  const season: Moment = { at: '2024-07', precision: 'season' };
  const now = minute('2024-01-10T15:55:00Z');

  it.each<[string, Moment, Moment, Production, Moment]>([
    ['is finer: a month for a season', season, july, 'upcoming', july],
    ['is finer: a day for a month', july, day('2024-07-03'), 'upcoming', day('2024-07-03')],
    ['is vaguer, and the same: the finer stays', now, day('2024-01-10'), 'airing', now],
    [
      'is as fine and another',
      now,
      minute('2024-01-10T16:00:00Z'),
      'airing',
      minute('2024-01-10T16:00:00Z'),
    ],
    [
      'is vaguer, but of another day, before it begins',
      now,
      day('2024-04-03'),
      'upcoming',
      day('2024-04-03'),
    ],
    ['is vaguer, of another day, but it has begun', now, day('2024-04-03'), 'airing', now],
    [
      'is a later year, before it begins',
      now,
      { at: '2025', precision: 'year' },
      'upcoming',
      { at: '2025', precision: 'year' },
    ],
    [
      'is this year, and the known day is past',
      now,
      { at: '2024', precision: 'year' },
      'upcoming',
      { at: '2024', precision: 'year' },
    ],
    [
      'is this year, and the known day still ahead',
      day('2024-07-03'),
      { at: '2024', precision: 'year' },
      'upcoming',
      day('2024-07-03'),
    ],
  ])('%s', (_, present, told, production, expected) => {
    const before = broadcast({ premiere: present });
    const after = refreshed(before, facts({ premiere: told }, { production }));
    expect(scheduleOf(after).premiere).toEqual(expected);
  });

  it('does not touch one that the user set by hand', () => {
    const tv = release({}, { id: 'japanese-tv', audio: 'raw', source: 'you' });
    const before = show({ releases: [tv], follows: 'japanese-tv' });
    const after = refreshed(before, facts({ premiere: minute('2024-01-11T00:00:00Z') }));
    expect(followed(after)).toMatchObject({ source: 'you', schedule: { premiere: now } });
  });

  it('moves the platforms whose own premiere was only taken from it', () => {
    const taken = release({ premiere: july, basis: 'estimated' });
    const own = release({}, { id: 'netflix', platform: 'Netflix' });
    const tv = release({ premiere: july }, { id: 'japanese-tv', audio: 'raw' });
    const before = show({ releases: [taken, own, tv], follows: 'crunchyroll' });
    const told = minute('2024-07-03T15:55:00Z');
    const after = refreshed(before, facts({ premiere: told }, { production: 'upcoming' }));
    expect(after.releases.map(({ schedule }) => schedule.premiere)).toEqual([told, now, told]);
    expect(after.releases[0]?.schedule.basis).toBe('estimated');
  });
});

describe('the number of episodes', () => {
  const twelve = { number: 12, basis: 'scheduled' } as const;

  it('takes the place of an estimate, on the platforms too', () => {
    const after = refreshed(show(), facts({ episodes: twelve }));
    expect(after.releases.map(({ schedule }) => schedule.episodes)).toEqual([twelve, twelve]);
  });

  it('does not take the place of the user’s', () => {
    const mine = { number: 24, basis: 'confirmed' } as const;
    const after = refreshed(broadcast({ episodes: mine }), facts({ episodes: twelve }));
    expect(scheduleOf(after).episodes).toEqual(mine);
  });

  it('makes a show that was watched to an estimated end go on', () => {
    const before = broadcast(
      { episodes: { number: 11, basis: 'estimated' } },
      { status: 'completed', watched: watchedUpTo(11) },
    );
    expect(refreshed(before, facts({ episodes: twelve })).status).toBe('watching');
  });
});

describe('a release that a source is the first to tell of', () => {
  it('takes no step from a platform that has all at once', () => {
    const netflix = release({ step: 'P0D' }, { id: 'netflix', platform: 'Netflix' });
    const before = show({ releases: [netflix], follows: 'netflix' });
    const drops = [row(4, '2024-01-31T15:55:00Z'), row(5, '2024-02-07T15:55:00Z')];
    const after = refreshed(before, facts({ drops }));
    expect(after.releases[1]?.schedule.step).toBe('P7D');
    expect(timetableIn(after).dropAt(1).moment).toEqual(netflix.schedule.premiere);
  });

  it('is as the catalogue knows it, where the source only names it', () => {
    const netflix: ReleaseFacts = { id: 'netflix', platform: 'Netflix', audio: 'sub', drops: [] };
    const listed = release({ premiere: { at: '2025-02-28', precision: 'day' } }, { id: 'netflix' });
    const told = facts({});
    const after = refreshShow(show(), { ...told, releases: [...told.releases, netflix] }, NOW, [
      listed,
    ]);
    expect(after.releases).toContainEqual(listed);
  });

  it('is numbered as the source does, unless the user has said anything by number', () => {
    const drops = [row(13, '2024-02-07T15:55:00Z')];
    const told = facts({ drops, first: 13 });
    expect(scheduleOf(refreshed(broadcast(), told)).first).toBe(13);
    const watched = broadcast({}, { watched: watchedUpTo(2) });
    expect(scheduleOf(refreshed(watched, told)).first).toBeUndefined();
  });
});

describe('an episode beyond an estimated count', () => {
  it('keeps the show going, on a platform too', () => {
    const before = show({ watched: watchedUpTo(12) });
    const after = refreshed(before, facts({ drops: [row(14, '2024-04-10T15:55:00Z')] }));
    expect(timetableIn(after).last).toBe(14);
    const at = Date.parse('2024-04-04T12:00:00Z');
    const seen = watchEpisodes(after, [13], { at, now: at, redate: false, opinion: undefined });
    expect(seen.after.status).toBe('watching');
  });
});

describe('what else a source knows', () => {
  it('is filled in, and the title shown stays', () => {
    const before = show({ titles: { native: 'ネイティブ', romaji: 'Neitibu' } });
    const after = refreshed(
      before,
      facts(
        {},
        {
          titles: { english: 'English', romaji: 'Native', native: 'another' },
          format: 'tv',
          minutes: 24,
          ids: { anilist: 1, mal: 2 },
          site: 'https://example.org',
        },
      ),
    );
    expect(after).toMatchObject({
      title: 'Metallic Rouge',
      titles: { english: 'English', romaji: 'Native', native: 'ネイティブ' },
      format: 'tv',
      minutes: 24,
      ids: { anilist: 1, mal: 2 },
      site: 'https://example.org',
    });
    const kept = refreshed(
      { ...after, site: 'https://mine.example' },
      facts({}, { ids: { anilist: 9 } }),
    );
    expect(kept).toMatchObject({ site: 'https://mine.example', ids: { anilist: 1, mal: 2 } });
  });

  it('adds platforms, each with the broadcast’s times as an estimate, and their links', () => {
    const netflix: ReleaseFacts = {
      id: 'netflix',
      platform: 'Netflix',
      audio: 'sub',
      url: 'https://www.netflix.com/title/1',
      drops: [],
    };
    const told = facts({});
    const after = refreshed(show(), { ...told, releases: [...told.releases, netflix] });
    expect(after.releases[2]).toMatchObject({
      id: 'netflix',
      url: 'https://www.netflix.com/title/1',
      schedule: { basis: 'estimated', premiere: { at: '2024-01-10T15:55:00Z' } },
    });
  });

  it('a dub’s rows go to the dub the user has', () => {
    const dub = release({}, { id: 'crunchyroll-dub', audio: 'dub', source: 'you' });
    const before = show({ releases: [release(), dub] });
    const told: ReleaseFacts = {
      id: 'english-dub',
      platform: 'English dub',
      audio: 'dub',
      drops: [{ ...row(1, '2024-01-24T20:00:00Z', 'AniSchedule'), basis: 'confirmed' }],
    };
    const after = refreshed(before, { source: 'AniSchedule', releases: [told] });
    expect(after.releases).toHaveLength(2);
    expect(after.releases[1]?.schedule.drops).toEqual(told.drops);
  });
});

describe('news', () => {
  const news = (before: Show, told: Facts): readonly News[] =>
    newsOf(before, refreshShow(before, told, NOW), NOW);

  it('are drops still ahead that moved, for who follows them', () => {
    const told = facts({
      drops: [row(3, '2024-01-25T15:55:00Z'), row(7, '2024-02-28T15:55:00Z')],
    });
    const moved = news(broadcast({}, { watched: watchedUpTo(8) }), told);
    expect(moved.map((one) => (one.kind === 'drop' ? one.after.episode : one.kind))).toEqual([
      9, 10, 11, 12, 13,
    ]);
  });

  it('are none when an estimate turns out right', () => {
    expect(news(broadcast(), facts({ drops: [row(7, '2024-02-21T15:55:00Z')] }))).toEqual([]);
  });

  it.each<[string, Facts, Partial<News>]>([
    [
      'a count that is another',
      facts({ episodes: { number: 12, basis: 'scheduled' } }),
      { kind: 'count' },
    ],
    ['an end before its time', facts({}, { production: 'cancelled' }), { kind: 'production' }],
  ])('are: %s', (_, told, expected) => {
    expect(news(broadcast(), told)).toContainEqual(expect.objectContaining(expected));
  });
});
