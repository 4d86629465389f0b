import { describe, expect, it } from 'vitest';
import { momentWords } from '../../src/ui/time';
import { timetableOf } from '../../src/watchlist/schedule';
import type { Amendment, KnownDrop, Moment, Schedule } from '../../src/watchlist/show';
import { zoneNamed } from '../../src/watchlist/zone';

/*
 * When episodes drop, however a show departs from its step. Each case is a schedule and, an episode a
 * line, when it drops: an instant in UTC or a day, `~` before what is estimated, `!` before what was
 * seen to be out, and behind `<` where that is from.
 */

function minute(at: string): Moment {
  return { at, precision: 'minute' };
}

function day(at: string): Moment {
  return { at, precision: 'day' };
}

/** Metallic Rouge's slot: Wednesdays 24:55 in Japan. */
const LATE_NIGHT: Schedule = {
  premiere: minute('2024-01-10T15:55:00Z'),
  basis: 'scheduled',
  step: 'P7D',
  zone: 'Asia/Tokyo',
  episodes: { number: 13, basis: 'estimated' },
};

function seen(episode: number, at: string, source = 'you'): KnownDrop {
  return { episode, moment: minute(at), basis: 'confirmed', source };
}

function announced(episode: number, at: string, source = 'AniList'): KnownDrop {
  return { episode, moment: minute(at), basis: 'scheduled', source };
}

function pause(episode: number, slots = 1, why?: string): Amendment {
  return { kind: 'break', episode, slots, ...(why === undefined ? {} : { why }) };
}

function move(episode: number, to: Moment, only = false): Amendment {
  return { kind: 'move', episode, to, ...(only ? { only } : {}) };
}

interface Case {
  readonly what: string;
  readonly schedule: Schedule;
  readonly drops: string;
  /** The empty slots, as `before ep: day why`. */
  readonly gaps?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'nothing departs: weekly from the premiere',
    schedule: LATE_NIGHT,
    drops: `
      1  2024-01-10T15:55 < source
      2 ~2024-01-17T15:55 < ep 1
      13 ~2024-04-03T15:55 < ep 1`,
  },
  {
    what: 'a recap week before ep 7',
    schedule: { ...LATE_NIGHT, amendments: [pause(7, 1, 'recap')] },
    drops: `
      6 ~2024-02-14T15:55 < ep 1
      7 ~2024-02-28T15:55 < ep 1
      8 ~2024-03-06T15:55 < ep 1`,
    gaps: ['7: 2024-02-21 recap'],
  },
  {
    what: 'two breaks before one episode add up, each with its reason',
    schedule: { ...LATE_NIGHT, amendments: [pause(3, 1, 'New Year'), pause(3, 2, 'sports')] },
    drops: `
      2 ~2024-01-17T15:55 < ep 1
      3 ~2024-02-14T15:55 < ep 1`,
    gaps: ['3: 2024-01-24 New Year', '3: 2024-01-31 sports', '3: 2024-02-07 sports'],
  },
  {
    what: 'a long break, every week of it',
    schedule: { ...LATE_NIGHT, amendments: [pause(2, 10, 'the Olympics')] },
    drops: `
      2 ~2024-03-27T15:55 < ep 1`,
    gaps: Array.from({ length: 10 }, (_, week) => {
      const day = new Date(Date.parse('2024-01-17') + week * 7 * 86_400_000);
      return `2: ${day.toISOString().slice(0, 10)} the Olympics`;
    }),
  },
  {
    what: 'ep 9 is delayed to 25:30 of another week, and those after it follow',
    schedule: { ...LATE_NIGHT, amendments: [move(9, minute('2024-03-13T16:30:00Z'))] },
    drops: `
      8 ~2024-02-28T15:55 < ep 1
      9  2024-03-13T16:30 < you
      10 ~2024-03-20T16:30 < ep 9`,
    gaps: ['9: 2024-03-06'],
  },
  {
    what: 'only ep 9 is delayed; the others keep their slots',
    schedule: { ...LATE_NIGHT, amendments: [move(9, minute('2024-03-08T15:55:00Z'), true)] },
    drops: `
      9  2024-03-08T15:55 < you
      10 ~2024-03-13T15:55 < ep 1`,
  },
  {
    what: 'a delay to a day: its hour is nobody’s, those after it have the slot’s',
    schedule: { ...LATE_NIGHT, amendments: [move(9, day('2024-03-13'))] },
    drops: `
      9  2024-03-13 < you
      10 ~2024-03-20T15:55 < ep 9`,
  },
  {
    what: 'the first four drop together at the premiere, the fifth a week later',
    schedule: {
      ...LATE_NIGHT,
      amendments: [{ kind: 'batch', episode: 1, through: 4 }],
    },
    drops: `
      1  2024-01-10T15:55 < source
      4 ~2024-01-10T15:55 < ep 1
      5 ~2024-01-17T15:55 < ep 1`,
  },
  {
    what: 'a double finale',
    schedule: { ...LATE_NIGHT, amendments: [{ kind: 'batch', episode: 12, through: 13 }] },
    drops: `
      11 ~2024-03-20T15:55 < ep 1
      12 ~2024-03-27T15:55 < ep 1
      13 ~2024-03-27T15:55 < ep 1`,
  },
  {
    what: 'a batch at a moment of its own',
    schedule: {
      ...LATE_NIGHT,
      amendments: [
        {
          kind: 'batch',
          episode: 5,
          through: 7,
          at: minute('2024-02-10T12:00:00Z'),
        },
      ],
    },
    drops: `
      5  2024-02-10T12:00 < you
      7  2024-02-10T12:00 < you
      8 ~2024-02-17T12:00 < ep 5`,
  },
  {
    what: 'batches that overlap are one',
    schedule: {
      ...LATE_NIGHT,
      amendments: [
        { kind: 'batch', episode: 2, through: 4 },
        { kind: 'batch', episode: 3, through: 5 },
      ],
    },
    drops: `
      2 ~2024-01-17T15:55 < ep 1
      5 ~2024-01-17T15:55 < ep 1
      6 ~2024-01-24T15:55 < ep 1`,
  },
  {
    what: 'ep 2 alone was moved to before ep 1 turned out to be: that no longer counts',
    schedule: {
      ...LATE_NIGHT,
      amendments: [move(2, minute('2024-01-11T15:55:00Z'), true)],
      drops: [seen(1, '2024-01-12T15:55:00Z')],
    },
    drops: `
      1 !2024-01-12T15:55 < you
      2 ~2024-01-19T15:55 < ep 1`,
  },
  {
    what: 'a hiatus that nobody knows the end of',
    schedule: { ...LATE_NIGHT, amendments: [{ kind: 'hiatus', episode: 7 }] },
    drops: `
      6 ~2024-02-14T15:55 < ep 1
      7  ? < you
      8 ~? < ep 7`,
  },
  {
    what: 'a hiatus that is over: the old hour comes back with the new day',
    schedule: {
      ...LATE_NIGHT,
      amendments: [{ kind: 'hiatus', episode: 7, resumes: day('2024-05-01') }],
    },
    drops: `
      7  2024-05-01 < you
      8 ~2024-05-08T15:55 < ep 7`,
  },
  {
    what: 'what a source announced before the hiatus does not count during it',
    schedule: {
      ...LATE_NIGHT,
      amendments: [{ kind: 'hiatus', episode: 7 }],
      drops: [announced(7, '2024-02-21T15:55:00Z'), announced(8, '2024-02-28T15:55:00Z')],
    },
    drops: `
      7  ? < you
      8 ~? < ep 7`,
  },
  {
    what: 'a split cour: a second run with a premiere and a step of its own',
    schedule: {
      ...LATE_NIGHT,
      episodes: { number: 25, basis: 'confirmed' },
      amendments: [
        {
          kind: 'run',
          episode: 13,
          premiere: minute('2024-07-03T14:00:00Z'),
          step: 'P14D',
        },
      ],
    },
    drops: `
      12 ~2024-03-27T15:55 < ep 1
      13  2024-07-03T14:00 < you
      14 ~2024-07-17T14:00 < ep 13`,
  },
  {
    what: 'a second run of which only the season is known',
    schedule: {
      ...LATE_NIGHT,
      amendments: [
        {
          kind: 'run',
          episode: 8,
          premiere: { at: '2024-07', precision: 'season' },
        },
      ],
    },
    drops: `
      7 ~2024-02-21T15:55 < ep 1
      8  2024-07 < you
      9 ~? < ep 8`,
  },
  {
    what: 'ep 5 was seen half an hour late: those after it are counted from there',
    schedule: { ...LATE_NIGHT, drops: [seen(5, '2024-02-07T16:25:00Z')] },
    drops: `
      4 ~2024-01-31T15:55 < ep 1
      5 !2024-02-07T16:25 < you
      6 ~2024-02-14T16:25 < ep 5`,
  },
  {
    what: 'breaks after what was seen still count, those before it no longer do',
    schedule: {
      ...LATE_NIGHT,
      amendments: [pause(3), pause(7)],
      drops: [seen(5, '2024-02-14T15:55:00Z')],
    },
    drops: `
      5 !2024-02-14T15:55 < you
      6 ~2024-02-21T15:55 < ep 5
      7 ~2024-03-06T15:55 < ep 5`,
  },
  {
    what: 'a source announces, and is taken at its word',
    schedule: {
      ...LATE_NIGHT,
      drops: [announced(7, '2024-02-28T16:00:00Z'), announced(8, '2024-03-06T16:00:00Z')],
    },
    drops: `
      6 ~2024-02-14T15:55 < ep 1
      7  2024-02-28T16:00 < AniList
      8  2024-03-06T16:00 < AniList
      9 ~2024-03-13T16:00 < ep 8`,
    // Episode 6 may as well have been late: nobody knows of a break.
    gaps: [],
  },
  {
    what: 'a break shows between two episodes that are known',
    schedule: {
      ...LATE_NIGHT,
      drops: [announced(6, '2024-02-14T15:55:00Z'), announced(7, '2024-02-28T15:55:00Z')],
    },
    drops: `
      6  2024-02-14T15:55 < AniList
      7  2024-02-28T15:55 < AniList`,
    gaps: ['7: 2024-02-21'],
  },
  {
    what: 'what drops together with an episode that was seen is not itself seen',
    schedule: {
      ...LATE_NIGHT,
      amendments: [{ kind: 'batch', episode: 4, through: 6 }],
      drops: [seen(4, '2024-01-31T16:00:00Z')],
    },
    drops: `
      4 !2024-01-31T16:00 < you
      5 ~2024-01-31T16:00 < ep 4
      6 ~2024-01-31T16:00 < ep 4
      7 ~2024-02-07T16:00 < ep 4`,
  },
  {
    what: 'all at once, but one of them was moved: those after it are worked out',
    schedule: { ...LATE_NIGHT, step: 'P0D', amendments: [move(3, day('2024-03-03'))] },
    drops: `
      2  2024-01-10T15:55 < source
      3  2024-03-03 < you
      4 ~2024-03-03 < ep 3`,
  },
  {
    what: 'the premiere is put off to a day: the hour of the others stays that of the slot',
    schedule: { ...LATE_NIGHT, amendments: [move(1, day('2024-01-17'))] },
    drops: `
      1  2024-01-17 < you
      2 ~2024-01-24T15:55 < ep 1`,
  },
  {
    what: 'an episode on the day of the premiere does not take its hour away',
    schedule: { ...LATE_NIGHT, amendments: [move(2, day('2024-01-10'))] },
    drops: `
      1  2024-01-10T15:55 < source
      2  2024-01-10 < you`,
  },
  {
    what: 'the user’s break outweighs what was announced before it',
    schedule: {
      ...LATE_NIGHT,
      amendments: [pause(7)],
      drops: [announced(7, '2024-02-21T15:55:00Z'), announced(8, '2024-02-28T15:55:00Z')],
    },
    drops: `
      7 ~2024-02-28T15:55 < ep 1
      8 ~2024-03-06T15:55 < ep 1`,
  },
  {
    what: 'once the source has heard of the break too, it is taken at its word again',
    schedule: {
      ...LATE_NIGHT,
      amendments: [pause(7)],
      drops: [announced(7, '2024-02-28T16:00:00Z'), announced(8, '2024-03-06T16:00:00Z')],
    },
    drops: `
      7  2024-02-28T16:00 < AniList
      8  2024-03-06T16:00 < AniList`,
  },
  {
    what: 'caught up with a double episode, the source is taken at its word from there',
    schedule: {
      ...LATE_NIGHT,
      amendments: [pause(7)],
      drops: [
        announced(7, '2024-02-28T15:55:00Z'),
        announced(8, '2024-02-28T16:25:00Z'),
        announced(9, '2024-03-06T15:55:00Z'),
      ],
    },
    drops: `
      7  2024-02-28T15:55 < AniList
      8  2024-02-28T16:25 < AniList
      9  2024-03-06T15:55 < AniList`,
  },
  {
    what: 'an episode announced together with a later one is not counted past it',
    schedule: { ...LATE_NIGHT, drops: [announced(3, '2024-01-10T15:55:00Z')] },
    drops: `
      1  2024-01-10T15:55 < source
      2 ~2024-01-10T15:55 < ep 3
      3  2024-01-10T15:55 < AniList`,
  },
  {
    what: 'what is seen before the premiere brings the premiere forward',
    schedule: { ...LATE_NIGHT, drops: [seen(1, '2024-01-07T15:55:00Z')] },
    drops: `
      1 !2024-01-07T15:55 < you
      2 ~2024-01-14T15:55 < ep 1`,
  },
  {
    what: 'an episode 0',
    schedule: { ...LATE_NIGHT, first: 0 },
    drops: `
      0  2024-01-10T15:55 < source
      1 ~2024-01-17T15:55 < ep 0`,
  },
  {
    what: 'a second cour numbered on from 13',
    schedule: { ...LATE_NIGHT, first: 13 },
    drops: `
      13  2024-01-10T15:55 < source
      14 ~2024-01-17T15:55 < ep 13`,
  },
  {
    what: 'every day, over 29 February',
    schedule: { ...LATE_NIGHT, premiere: minute('2024-02-28T10:00:00Z'), step: 'P1D' },
    drops: `
      2 ~2024-02-29T10:00 < ep 1
      3 ~2024-03-01T10:00 < ep 1`,
  },
  {
    what: 'every day, with two days’ break',
    schedule: {
      ...LATE_NIGHT,
      premiere: minute('2024-02-28T10:00:00Z'),
      step: 'P1D',
      amendments: [pause(2, 2)],
    },
    drops: `
      2 ~2024-03-02T10:00 < ep 1
      3 ~2024-03-03T10:00 < ep 1`,
    gaps: ['2: 2024-02-29', '2: 2024-03-01'],
  },
  {
    what: 'every month from the 31st, with a month’s break',
    schedule: {
      ...LATE_NIGHT,
      premiere: minute('2024-01-31T10:00:00Z'),
      step: 'P1M',
      zone: 'UTC',
      amendments: [pause(3)],
    },
    drops: `
      2 ~2024-02-29T10:00 < ep 1
      3 ~2024-04-30T10:00 < ep 1
      4 ~2024-05-31T10:00 < ep 1`,
    gaps: ['3: 2024-03-29'],
  },
  {
    what: 'all at once, whatever was counted',
    schedule: { ...LATE_NIGHT, step: 'P0D' },
    drops: `
      1  2024-01-10T15:55 < source
      13  2024-01-10T15:55 < source`,
  },
  {
    what: 'clocks change in the release’s own zone: the slot keeps its hour there',
    schedule: {
      ...LATE_NIGHT,
      premiere: minute('2024-03-04T01:00:00Z'),
      zone: 'America/New_York',
      amendments: [pause(3)],
    },
    drops: `
      1  2024-03-04T01:00 < source
      2 ~2024-03-11T00:00 < ep 1
      3 ~2024-03-25T00:00 < ep 1`,
  },
  {
    what: '29:59, the last minute of the late-night clock',
    schedule: { ...LATE_NIGHT, amendments: [move(2, minute('2024-01-17T20:59:00Z'))] },
    drops: `
      2  2024-01-17T20:59 < you
      3 ~2024-01-24T20:59 < ep 2`,
  },
  {
    what: 'a day told of a show at 28:59 is the day of the television, which ends at 29:00',
    schedule: {
      ...LATE_NIGHT,
      premiere: minute('2024-01-10T19:59:00Z'),
      amendments: [move(2, day('2024-01-24'))],
    },
    drops: `
      2  2024-01-24 < you
      3 ~2024-01-31T19:59 < ep 2`,
  },
  {
    what: 'a premiere known only by its season tells nothing of the others',
    schedule: { ...LATE_NIGHT, premiere: { at: '2024-07', precision: 'season' } },
    drops: `
      1  2024-07 < source
      2 ~? < ep 1`,
  },
  {
    what: 'a premiere known only by its season, and an episode that was announced',
    schedule: {
      ...LATE_NIGHT,
      premiere: { at: '2024-07', precision: 'season' },
      drops: [announced(3, '2024-07-20T15:55:00Z')],
    },
    drops: `
      1  2024-07 < source
      2 ~? < ep 1
      3  2024-07-20T15:55 < AniList
      4 ~2024-07-27T15:55 < ep 3`,
  },
  {
    what: '1,100 episodes, counted from the last one that is known',
    schedule: {
      ...LATE_NIGHT,
      premiere: minute('1999-10-20T10:00:00Z'),
      drops: [announced(1098, '2024-03-10T00:30:00Z')],
    },
    drops: `
      1098  2024-03-10T00:30 < AniList
      1100 ~2024-03-24T00:30 < ep 1098`,
  },
];

const FORM = /^(?<episode>\d+) +(?<mark>[~!]?)(?<at>\S+) < (?<origin>.+)$/;

describe('when episodes drop, however a show departs from its step', () => {
  it.each(CASES)('$what', ({ schedule, drops, gaps }) => {
    const timetable = timetableOf({ schedule, source: 'source' });
    const expected = drops.trim().split(/\n\s*/);
    const told = expected.map((line) => {
      const episode = Number(FORM.exec(line)?.groups?.episode);
      const { moment, basis, origin } = timetable.dropAt(episode);
      const mark = { estimated: '~', confirmed: '!', scheduled: ' ' }[basis];
      const at = moment.at?.replace(/:00Z$/, '') ?? '?';
      const from = origin.counted === undefined ? origin.source : `ep ${origin.counted}`;
      return `${episode} ${mark}${at} < ${from}`;
    });
    expect(told).toEqual(expected);
    if (gaps === undefined) return;
    const empty = expected.flatMap((line) => {
      const episode = Number(FORM.exec(line)?.groups?.episode);
      return (timetable.gapsBefore?.(episode) ?? []).map(({ moment, why }) => {
        const date = moment.at?.slice(0, 10);
        return `${episode}: ${date}${why === undefined ? '' : ` ${why}`}`;
      });
    });
    expect(empty).toEqual(gaps);
  });
});

describe('one slot, read where clocks change', () => {
  const { dropAt } = timetableOf({ schedule: LATE_NIGHT, source: 'source' });

  it.each([
    ['Asia/Tokyo', 9, 'Thu 7 Mar 2024, 00:55'],
    ['Asia/Tokyo', 13, 'Thu 4 Apr 2024, 00:55'],
    ['Europe/Berlin', 12, 'Wed 27 Mar 2024, 16:55'],
    ['Europe/Berlin', 13, 'Wed 3 Apr 2024, 17:55'],
    ['America/New_York', 9, 'Wed 6 Mar 2024, 10:55'],
    ['America/New_York', 10, 'Wed 13 Mar 2024, 11:55'],
    ['Asia/Kathmandu', 13, 'Wed 3 Apr 2024, 21:40'],
  ])('in %s ep %i drops %s', (zone, episode, words) => {
    expect(momentWords(dropAt(episode).moment, zoneNamed(zone))).toBe(words);
  });
});
