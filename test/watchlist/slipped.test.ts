import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodOf } from '../../src/watchlist/period';
import type { Amendment, Show } from '../../src/watchlist/show';
import { dropOf, type Slip, slipsOf } from '../../src/watchlist/slipped';
import { anySchedule, anyShow, at, release, rougeSchedule, show, utc, watchedUpTo } from './shows';

/** Metallic Rouge drops on Wednesdays at 15:55: ep 3 on the 24th, ep 4 on the 31st of January. */
const SATURDAY = '2024-01-20T12:00:00Z';

function slips(one: Show, now = SATURDAY, earlier?: Show): readonly Slip[] {
  const reader = { now: at(now), zone: utc, dayEnds: 300 };
  return slipsOf(one, earlier, { ...periodOf('week', reader), ...reader });
}

function told(some: readonly Slip[]) {
  return some.map((slip) => `${slip.kind} ${dropOf(slip).episode} ${dropOf(slip).moment.at}`);
}

const amended = (...amendments: readonly Amendment[]) =>
  show({ watched: watchedUpTo(1) }, { amendments });

const recap: Amendment = { kind: 'break', episode: 3, slots: 1, why: 'recap' };

describe('what slips', () => {
  it('is nothing of a show that goes by its step', () => {
    expect(slips(show())).toEqual([]);
  });

  it.each<[string, readonly Amendment[], readonly string[]]>([
    ['a break ahead', [recap], ['break 3 2024-01-31T15:55:00Z']],
    ['a break of the week that was', [{ ...recap, episode: 2 }], ['break 2 2024-01-24T15:55:00Z']],
    ['no break further off', [{ ...recap, episode: 6 }], []],
    [
      'two breaks in a row, as one',
      [{ ...recap, episode: 2, slots: 2 }],
      ['break 2 2024-01-31T15:55:00Z'],
    ],
    [
      'a delay by some hours',
      [{ kind: 'move', episode: 3, to: { at: '2024-01-24T18:00:00Z', precision: 'minute' } }],
      ['moved 3 2024-01-24T18:00:00Z'],
    ],
    [
      'a delay by a week, told as the break it makes',
      [{ kind: 'move', episode: 3, to: { at: '2024-01-31T15:55:00Z', precision: 'minute' } }],
      ['break 3 2024-01-31T15:55:00Z'],
    ],
    [
      'no delay that is over',
      [{ kind: 'move', episode: 2, to: { at: '2024-01-12T15:55:00Z', precision: 'minute' } }],
      [],
    ],
    ['a hiatus that begins', [{ kind: 'hiatus', episode: 3, why: 'a strike' }], ['hiatus 3 null']],
    ['no hiatus that has gone on', [{ kind: 'hiatus', episode: 1 }], []],
    [
      'a hiatus that ends',
      [
        {
          kind: 'hiatus',
          episode: 1,
          resumes: { at: '2024-01-25T15:55:00Z', precision: 'minute' },
        },
      ],
      ['hiatus 1 2024-01-25T15:55:00Z'],
    ],
  ])('is %s', (_, amendments, expected) => {
    expect(told(slips(amended(...amendments)))).toEqual(expected);
  });

  it('keeps the reason', () => {
    expect(slips(amended(recap))).toMatchObject([
      { gaps: [{ moment: { at: '2024-01-24T15:55:00Z' }, why: 'recap' }] },
    ]);
    expect(slips(amended({ kind: 'hiatus', episode: 3, why: 'a strike' }))).toMatchObject([
      { why: 'a strike', before: { moment: { at: '2024-01-24T15:55:00Z' } } },
    ]);
  });

  it('is nothing of a show that nobody waits for', () => {
    for (const status of ['paused', 'dropped', 'completed'] as const) {
      expect(slips({ ...amended(recap), status })).toEqual([]);
    }
  });

  it('is that a show on hiatus or cancelled drops nothing, where it would', () => {
    expect(told(slips(show({ production: 'hiatus' })))).toEqual(['halted 3 null']);
    expect(slips(show({ production: 'cancelled' }))).toMatchObject([{ production: 'cancelled' }]);
    expect(slips(show({ production: 'hiatus' }), '2024-06-01T12:00:00Z')).toEqual([]);
    expect(slips(show({ production: 'airing' }))).toEqual([]);
  });
});

describe('what others moved since', () => {
  const announced = (when: string, source = 'AniList', facts: Partial<Show> = {}) =>
    show(facts, {
      drops: [
        { episode: 7, moment: { at: when, precision: 'minute' }, basis: 'scheduled', source },
      ],
    });
  const before = announced('2024-02-21T15:55:00Z');

  it('is told wherever it lies, and once with those that move along', () => {
    const [slip] = slips(announced('2024-02-22T15:55:00Z'), SATURDAY, before);
    expect(slip).toMatchObject({ kind: 'moved' });
    expect(slip?.kind === 'moved' && slip.moved.map(({ after }) => after.episode)).toEqual([
      7, 8, 9, 10, 11, 12, 13,
    ]);
  });

  it.each([
    ['by less than an evening', announced('2024-02-21T18:00:00Z')],
    ['not at all', before],
    ['by the user', announced('2024-02-22T15:55:00Z', 'you')],
    ['since another release is followed', { ...announced('2024-02-23T15:55:00Z'), follows: 'x' }],
  ])('is not told where it moved %s', (_, after) => {
    expect(slips(after, SATURDAY, before)).toEqual([]);
  });

  it('is told where it lost its date, or got one', () => {
    const someDay = show({}, { premiere: { at: '2024-01', precision: 'season' } });
    expect(told(slips(show(), SATURDAY, someDay))[0]).toBe('moved 2 2024-01-17T15:55:00Z');
    const [slip] = slips(someDay, '2024-01-02T12:00:00Z', show());
    expect(slip).toMatchObject({ kind: 'moved' });
  });

  it('is not told beside the break that it makes', () => {
    const later = show(
      {},
      {
        drops: [
          ...[2, 3].map((episode) => ({
            episode,
            moment: {
              at: `2024-01-${episode === 2 ? 17 : 31}T15:55:00Z`,
              precision: 'minute' as const,
            },
            basis: 'scheduled' as const,
            source: 'AniList',
          })),
        ],
      },
    );
    expect(told(slips(later, SATURDAY, show()))).toEqual(['break 3 2024-01-31T15:55:00Z']);
  });
});

it('each slip of any show is about another episode, and of an active show', () => {
  const anyAmended = fc
    .tuple(anyShow, anySchedule, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }))
    .map(([one, schedule, episode, slots]): [Show, Show] => [
      one,
      {
        ...one,
        releases: [
          release(
            {},
            { schedule: { ...schedule, amendments: [{ kind: 'break', episode, slots }] } },
          ),
        ],
      },
    ]);
  fc.assert(
    fc.property(anyAmended, fc.integer({ min: -500, max: 500 }), ([earlier, later], days) => {
      const now = at(rougeSchedule.premiere.at ?? '') + days * 86_400_000;
      const found = slips(later, new Date(now).toISOString(), earlier);
      const episodes = found.map((slip) => dropOf(slip).episode);
      expect(new Set(episodes).size).toBe(episodes.length);
    }),
  );
});
