import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../src/watchlist/moment';
import { runs } from '../../src/watchlist/runs';
import type { Schedule } from '../../src/watchlist/show';
import {
  doubtAbout,
  parseEpisodes,
  unwatchEpisodes,
  watchEpisodes,
} from '../../src/watchlist/watching';
import { anyShow, at, endless, show, utc, watchedUpTo } from './shows';

const now = at('2024-01-25T12:00:00Z');
const DAY_ONLY: Partial<Schedule> = { premiere: { at: '2024-01-10', precision: 'day' } };
const plain = { at: now, now, redate: false, opinion: undefined };

describe('episodes in words', () => {
  it.each([
    [undefined, [3]],
    ['3', [3]],
    ['3-5', [3, 4, 5]],
    ['3–5', [3, 4, 5]],
    ['5,1,3', [1, 3, 5]],
    ['1, 3-4', [1, 3, 4]],
    ['ep 4', [4]],
    ['+1', [3]],
    ['+2', [3, 4]],
    ['all', [1, 2, 3]],
  ])('%s, two of them watched and three dropped', (words, episodes) => {
    expect(parseEpisodes(words, show({ watched: watchedUpTo(2) }), now, utc)).toEqual(episodes);
  });

  it.each(['5-3', 'x', '', '-', '+0', '1-', '1000000', '1.5'])('refuses %j', (words) => {
    expect(() => parseEpisodes(words, show(), now, utc)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  it('skips what is watched when it counts ahead, and stops at the last', () => {
    const gap = show({ watched: [{ episode: 2, at: '2024-01-18T12:00:00Z' }] });
    expect(parseEpisodes('+2', gap, now, utc)).toEqual([1, 3]);
    expect(parseEpisodes('+5', show({ watched: watchedUpTo(12) }), now, utc)).toEqual([13]);
  });

  it('has no "all" before the premiere', () => {
    expect(() => parseEpisodes('all', show(), at('2024-01-01'), utc)).toThrow(
      /No episode .* has dropped/,
    );
  });
});

describe('watching', () => {
  it.each(['planned', 'paused', 'dropped', 'watching'] as const)(
    'makes a %s show watching',
    (status) => {
      expect(watchEpisodes(show({ status }), [1], plain).after.status).toBe('watching');
    },
  );

  it('completes a show with its last episode', () => {
    const { after, change } = watchEpisodes(show({ watched: watchedUpTo(12) }), [13], plain);
    expect(after.status).toBe('completed');
    expect(change.summary).toBe('Watched Metallic Rouge ep 13; now completed');
  });

  it('does not complete a show with a gap, nor one whose length nobody knows', () => {
    expect(watchEpisodes(show({ watched: watchedUpTo(11) }), [13], plain).after.status).toBe(
      'watching',
    );
    expect(watchEpisodes(endless(), [13], plain).after.status).toBe('watching');
  });

  it('keeps the date of an episode watched before, unless a date is given', () => {
    const seen = show({ watched: watchedUpTo(1) });
    expect(watchEpisodes(seen, [1], plain).change.shows).toEqual([]);
    const redated = watchEpisodes(seen, [1], {
      ...plain,
      at: at('2024-01-12T09:00:00Z'),
      redate: true,
    });
    expect(redated.after.watched).toEqual([{ episode: 1, at: '2024-01-12T09:00:00Z' }]);
  });

  it('records the verdict on the last of the episodes, and leaves the status of one seen before', () => {
    const spoken = { ...plain, opinion: { words: "We'll see" } };
    expect(watchEpisodes(show(), [1, 2], spoken).after.verdicts).toEqual([
      { at: '2024-01-25T12:00:00Z', episode: 2, words: "We'll see" },
    ]);
    const dropped = show({ status: 'dropped', watched: watchedUpTo(1) });
    expect(watchEpisodes(dropped, [1], spoken).after.status).toBe('dropped');
  });

  it('raises the count when there turn out to be more, as an estimate', () => {
    const { after } = watchEpisodes(show(), [14], plain);
    expect(after.releases[0]?.schedule.episodes).toEqual({ number: 14, basis: 'estimated' });
  });

  it('doubts what has not dropped and what lies past the last', () => {
    expect(doubtAbout(show(), 3, now, utc)).toBeUndefined();
    expect(doubtAbout(show(), 4, now, utc)).toBe('not-dropped');
    expect(doubtAbout(show(), 14, now, utc)).toBe('past-the-last');
  });

  it.each<[string, Partial<Schedule>, string, string | undefined]>([
    ['at its minute', {}, '2024-01-10T15:55:00Z', undefined],
    ['a minute before it', {}, '2024-01-10T15:54:00Z', 'before-its-drop'],
    ['a day before an estimate', { basis: 'estimated' }, '2024-01-09T15:55:00Z', undefined],
    ['longer before one', { basis: 'estimated' }, '2024-01-09T15:54:00Z', 'before-its-drop'],
    ['a day before the day', DAY_ONLY, '2024-01-09T00:00:00Z', undefined],
    ['longer before it', DAY_ONLY, '2024-01-08T23:59:00Z', 'before-its-drop'],
    [
      'before a month',
      { premiere: { at: '2024-01', precision: 'month' } },
      '2023-12-30',
      'before-its-drop',
    ],
    ['before nobody knows when', { premiere: UNKNOWN }, '2020-01-01', undefined],
  ])('doubts what was seen before it dropped: %s', (_, schedule, seen, doubt) => {
    expect(doubtAbout(show({}, schedule), 1, now, utc, at(seen))).toBe(doubt);
  });

  it('doubts first that it has dropped at all', () => {
    expect(doubtAbout(show(), 4, now, utc, at('2024-01-01'))).toBe('not-dropped');
  });

  it('touches nothing but marks, status, count and trail', () => {
    fc.assert(
      fc.property(
        anyShow,
        fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 }),
        (one, episodes) => {
          const { after } = watchEpisodes(one, episodes, plain);
          const { watched, status: _, releases: __, ...rest } = after;
          const { watched: before, status: ___, releases: ____, ...same } = one;
          expect(rest).toEqual(same);
          expect(watched.map(({ episode }) => episode)).toEqual(
            [...new Set([...before.map(({ episode }) => episode), ...episodes])].sort(
              (a, b) => a - b,
            ),
          );
        },
      ),
    );
  });
});

describe('taking marks back', () => {
  it('takes the one marked last', () => {
    expect(
      unwatchEpisodes(show({ watched: watchedUpTo(3) }), undefined).shows[0]?.after?.watched,
    ).toEqual(watchedUpTo(2));
  });

  it('makes a completed show watching, and an untouched one planned', () => {
    const completed = show({ status: 'completed', watched: watchedUpTo(13) });
    expect(unwatchEpisodes(completed, [13]).shows[0]?.after?.status).toBe('watching');
    expect(unwatchEpisodes(show({ watched: watchedUpTo(1) }), [1]).shows[0]?.after?.status).toBe(
      'planned',
    );
    expect(
      unwatchEpisodes(show({ status: 'dropped', watched: watchedUpTo(1) }), [1]).shows[0]?.after
        ?.status,
    ).toBe('dropped');
  });

  it('says so when nothing was marked', () => {
    expect(() => unwatchEpisodes(show(), undefined)).toThrow(
      expect.objectContaining({ code: 'failed' }),
    );
    expect(() => unwatchEpisodes(show({ watched: watchedUpTo(1) }), [5])).toThrow();
  });

  it('is the opposite of marking', () => {
    fc.assert(
      fc.property(anyShow, fc.integer({ min: 61, max: 70 }), (one, episode) => {
        const { after } = watchEpisodes(one, [episode], plain);
        expect(unwatchEpisodes(after, [episode]).shows[0]?.after?.watched).toEqual(one.watched);
      }),
    );
  });
});

it.each([
  [[], ''],
  [[1], '1'],
  [[1, 2, 3], '1–3'],
  [[5, 1, 2], '1–2, 5'],
])('runs of %j are %j', (episodes, words) => {
  expect(runs(episodes)).toBe(words);
});
