import { describe, expect, it } from 'vitest';
import { timetableIn, usualLag } from '../../src/watchlist/releases';
import type { KnownDrop, Release, Schedule, Show } from '../../src/watchlist/show';
import { HOUR, MINUTE } from '../../src/watchlist/zone';
import { release, show } from './shows';

const CRUNCHYROLL = release();

/** The catalogue says that television shows it half an hour later. */
function television(schedule: Partial<Schedule>): Release {
  return release(
    { premiere: { at: '2024-01-10T16:25:00Z', precision: 'minute' }, ...schedule },
    { id: 'japanese-tv', platform: 'Japanese TV', audio: 'raw' },
  );
}

function told(
  episode: number,
  at: string,
  basis: KnownDrop['basis'] = 'scheduled',
  source = 'AniList',
): KnownDrop {
  return { episode, moment: { at, precision: 'minute' }, basis, source };
}

function both(platform: Release, broadcast: Release): Show {
  return show({ releases: [platform, broadcast], follows: platform.id });
}

function drop(of: Show, episode: number) {
  const { moment, basis, origin } = timetableIn(of).dropAt(episode);
  return [moment.at, basis, origin.counted ?? origin.via];
}

describe('a platform that goes along with the broadcast', () => {
  it('keeps its own time while nothing is known of the broadcast but its premiere', () => {
    const of = both(CRUNCHYROLL, television({}));
    expect(drop(of, 7)).toEqual(['2024-02-21T15:55:00Z', 'estimated', 1]);
    expect(usualLag(of, CRUNCHYROLL)).toBeUndefined();
  });

  it('hears of the broadcast’s break, and says that it is an estimate', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((n) =>
      told(n, new Date(Date.parse('2024-01-03T16:25:00Z') + n * 7 * 24 * HOUR).toISOString()),
    );
    const of = both(CRUNCHYROLL, television({ drops: [...rows, told(7, '2024-02-28T16:25:00Z')] }));
    expect(drop(of, 7)).toEqual(['2024-02-28T15:55:00Z', 'estimated', 'japanese-tv']);
    expect(drop(of, 8)).toEqual(['2024-03-06T15:55:00Z', 'estimated', 7]);
    expect(timetableIn(of).gapsBefore?.(7)).toMatchObject([
      { moment: { at: '2024-02-21T15:55:00Z' } },
    ]);
  });

  it('is not misled by a premiere of another source: what is announced tells the lag', () => {
    // AniList has the platform's own slot; the catalogue's television is half an hour later.
    const of = both(CRUNCHYROLL, television({ drops: [told(7, '2024-02-28T15:55:00Z')] }));
    expect(drop(of, 7)[0]).toBe('2024-02-28T15:55:00Z');
    expect(usualLag(of, CRUNCHYROLL)).toMatchObject({ millis: 0, learnedFrom: 0 });
  });

  it('is as late as it was seen to be, by the median', () => {
    const platform = release({
      drops: [
        told(2, '2024-01-17T16:55:00Z', 'confirmed', 'you'),
        told(3, '2024-01-24T18:25:00Z', 'confirmed', 'you'),
        told(4, '2024-01-31T17:25:00Z', 'confirmed', 'you'),
      ],
    });
    const of = both(platform, television({ drops: [told(7, '2024-02-28T16:25:00Z')] }));
    expect(usualLag(of, platform)).toMatchObject({ millis: HOUR, learnedFrom: 3 });
    expect(drop(of, 7)[0]).toBe('2024-02-28T17:25:00Z');
    // What was seen last is nearer than the broadcast's next: it is counted from there.
    expect(drop(of, 5)).toEqual(['2024-02-07T17:25:00Z', 'estimated', 4]);
  });

  it('does not go along where the user said of the very episode', () => {
    const platform = release({
      amendments: [
        {
          kind: 'move',
          episode: 7,
          to: { at: '2024-03-01T10:00:00Z', precision: 'minute' },
        },
      ],
    });
    const of = both(platform, television({ drops: [told(7, '2024-02-28T16:25:00Z')] }));
    expect(drop(of, 7)).toEqual(['2024-03-01T10:00:00Z', 'scheduled', undefined]);
  });

  it('waits with the broadcast through its hiatus', () => {
    const of = both(CRUNCHYROLL, television({ amendments: [{ kind: 'hiatus', episode: 7 }] }));
    expect(drop(of, 6)[0]).toBe('2024-02-14T15:55:00Z');
    expect(drop(of, 7)[0]).toBeNull();
  });

  it.each([
    ['a dub', release({}, { audio: 'dub' })],
    [
      'a release weeks later',
      release({ premiere: { at: '2024-03-10T15:55:00Z', precision: 'minute' } }),
    ],
    ['all episodes at once', release({ step: 'P0D' })],
    ['a day without an hour', release({ premiere: { at: '2024-01-10', precision: 'day' } })],
    ['other numbers', release({ first: 13 })],
  ])('is none of: %s', (_, platform) => {
    const of = both(platform, television({ drops: [told(7, '2024-02-28T16:25:00Z')] }));
    const alone = show({ releases: [platform], follows: platform.id });
    expect(timetableIn(of).dropAt(7)).toEqual(timetableIn(alone).dropAt(7));
  });

  it('leaves the broadcast itself exactly as it was told', () => {
    const of = both(CRUNCHYROLL, television({ drops: [told(7, '2024-02-28T16:25:00Z')] }));
    expect(drop({ ...of, follows: 'japanese-tv' }, 7)).toEqual([
      '2024-02-28T16:25:00Z',
      'scheduled',
      undefined,
    ]);
  });
});

describe('the usual lag of a release without a broadcast', () => {
  it('is that behind its own slot, from the last five that were seen', () => {
    const late = (episode: number, by: number) =>
      told(
        episode,
        new Date(Date.parse('2024-01-03T15:55:00Z') + episode * 7 * 24 * HOUR + by).toISOString(),
        'confirmed',
        'you',
      );
    const platform = release({
      drops: [
        late(1, 9 * HOUR),
        late(2, 0),
        late(3, 10 * MINUTE),
        late(4, 20 * MINUTE),
        late(5, 10 * MINUTE),
        late(6, 2 * HOUR),
      ],
    });
    expect(usualLag(show({ releases: [platform] }), platform)).toEqual({
      millis: 10 * MINUTE,
      learnedFrom: 5,
    });
  });
});
