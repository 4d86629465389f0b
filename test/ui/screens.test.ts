import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { agendaLines, agendaScreen } from '../../src/ui/agenda-screen';
import { layOut, prepare } from '../../src/ui/layout';
import { listRow, listScreen } from '../../src/ui/list-screen';
import { infoScreen } from '../../src/ui/show-screens';
import type { Screen } from '../../src/ui/text';
import type { Reader } from '../../src/ui/time';
import { trailLines, trailScreen } from '../../src/ui/trail-screen';
import { agendaOf } from '../../src/watchlist/agenda';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Show } from '../../src/watchlist/show';
import { trailsOf } from '../../src/watchlist/trail';
import {
  anyShow,
  anyZone,
  at,
  berlin,
  release,
  rougeSchedule,
  show,
  watchedUpTo,
} from '../watchlist/shows';

const now: Reader = { now: at('2024-01-08T12:00:00Z'), zone: berlin, dayEnds: 5 * 60 };

const vocabulary = vocabularyOf([["We'll see", 0]]);

function screenOf(shows: readonly Show[], reader: Reader, forPerson: boolean): Screen {
  return listScreen(
    shows.map((one) => listRow(one, reader, vocabulary, forPerson)),
    forPerson,
  );
}

function lines(screen: Screen, columns = Number.POSITIVE_INFINITY): string[] {
  return layOut(prepare(screen).blocks, { columns, widthOf: stringWidth }).map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
}

function agenda(shows: readonly Show[], reader: Reader, undecided: readonly Show[] = []): Screen {
  return agendaScreen(agendaOf({ revision: 1, shows }, { ...reader, days: 7 }), reader, undecided);
}

const HOSTILE = [
  'A\u001b]0;x\u0007B\u009b31mC\u202eD\nE',
  'メタリックルージュ'.repeat(8),
  '👩‍👩‍👧 '.repeat(40),
  'o\u0302'.repeat(120),
  'That Time I Got Reincarnated as a Slime: The Movie, with a Subtitle That Never Ends',
];

const hostileShows = HOSTILE.map((title, index) =>
  show({
    id: `show-${index}`,
    title,
    titles: { native: title, english: `${title}!` },
    watched: watchedUpTo(index),
    verdicts: [{ at: '2024-01-11T20:00:00Z', words: title, note: title }],
    releases: [
      release(
        { premiere: { at: `2023-12-${20 + index}T15:55:00Z`, precision: 'minute' } },
        { platform: index % 2 === 0 ? 'Crunchyroll' : title },
      ),
    ],
  }),
);

describe('the agenda', () => {
  it('fits a terminal of 80 cells whatever the titles are', () => {
    for (const columns of [60, 80, 120]) {
      const printed = lines(agenda(hostileShows, now), columns);
      expect(printed.filter((one) => stringWidth(one) > columns)).toEqual([]);
      expect(printed.length).toBeGreaterThan(2 * hostileShows.length);
    }
  });

  it('fits with any shows at all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyShow, { selector: ({ id }) => id }), anyZone, (shows, zone) => {
        const active = shows.map(
          (one): Show => ({ ...one, status: 'watching', watched: watchedUpTo(one.watched.length) }),
        );
        const printed = lines(agenda(active, { ...now, zone }), 80);
        expect(printed.filter((one) => stringWidth(one) > 80)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('fits when what waits has many gaps', () => {
    const gaps = watchedUpTo(40).filter(({ episode }) => episode % 3 === 0);
    const gappy = show(
      { watched: gaps },
      {
        premiere: { at: '2020-01-10', precision: 'day' },
        episodes: { number: 50, basis: 'confirmed' },
      },
    );
    const someDay = show({ id: 'some-day' }, { premiere: { at: null, precision: 'unknown' } });
    const printed = lines(agenda([gappy, someDay], now), 80);
    expect(printed.filter((one) => stringWidth(one) > 80)).toEqual([]);
  });

  it('fits when what was said of a show to decide is long', () => {
    const printed = lines(agenda([], now, hostileShows), 80);
    expect(printed.filter((one) => stringWidth(one) > 80)).toEqual([]);
  });

  it('puts a drop after midnight under the evening before it', () => {
    const night = show({}, { premiere: { at: '2024-01-11T00:30:00Z', precision: 'minute' } });
    expect(lines(agenda([night], now))).toEqual([
      'Wed 10 Jan 2024',
      '  Thu 01:30  Metallic Rouge  ep 1/~13  Crunchyroll  in 2d 12h',
    ]);
    expect(lines(agenda([night], { ...now, dayEnds: 0 }))).toEqual([
      'Thu 11 Jan 2024',
      '  01:30  Metallic Rouge  ep 1/~13  Crunchyroll  in 2d 12h',
    ]);
  });

  it('tells each day once, in order', () => {
    const shows = [
      show(
        { id: 'a', title: 'A' },
        { premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' } },
      ),
      show({ id: 'b', title: 'B' }, { premiere: { at: '2024-01-11', precision: 'day' } }),
      show(
        { id: 'c', title: 'C' },
        { premiere: { at: '2024-01-11T00:30:00Z', precision: 'minute' } },
      ),
      show(
        { id: 'd', title: 'D' },
        { premiere: { at: '2024-01-11T15:55:00Z', precision: 'minute' } },
      ),
    ];
    const days = lines(agenda(shows, now)).filter((one) => !one.startsWith(' '));
    expect(days).toEqual(['Wed 10 Jan 2024', 'Thu 11 Jan 2024']);
  });

  it('says of an estimate that it is one, and of a day that its hour is not known', () => {
    const weekly = show(
      { watched: watchedUpTo(1) },
      { premiere: { at: '2024-01-03', precision: 'day' }, basis: 'scheduled' },
    );
    expect(lines(agenda([weekly], now))).toEqual([
      'Wed 10 Jan 2024',
      '  ~some time  Metallic Rouge  ep 2/~13  Crunchyroll  in 2 days',
    ]);
  });

  it('gathers what waits, what has no date, and what is to be decided', () => {
    const waiting = show(
      { id: 'waiting', title: 'Waiting' },
      {
        premiere: { at: '2023-12-20T15:55:00Z', precision: 'minute' },
      },
    );
    const someDay = show(
      { id: 'some-day', title: 'Some Day' },
      {
        premiere: { at: '2024-02', precision: 'month' },
      },
    );
    const trial = show({
      id: 'trial',
      title: 'On Trial',
      watched: watchedUpTo(3),
      verdicts: [{ at: '2024-01-03T12:00:00Z', episode: 3, words: "We'll see" }],
    });
    const printed = lines(agenda([waiting, someDay], now, [trial]));
    expect(printed).toEqual([
      'Wed 10 Jan 2024',
      '  ~16:55  Waiting   ep 4/~13  Crunchyroll  in 2d 3h',
      'Waiting for you',
      '          Waiting   ep 1–3    Crunchyroll  since 20 Dec 2023',
      'Without a date',
      '          Some Day  ep 1/~13  Crunchyroll  February 2024',
      'To decide  jikai decide',
      "          On Trial  3 in      Crunchyroll  We'll see",
    ]);
  });

  it('says how many more wait than it shows', () => {
    const shows = Array.from({ length: 13 }, (_, index) =>
      show(
        { id: `show-${index}` },
        {
          premiere: { at: '2024-01-01T12:00:00Z', precision: 'minute' },
          episodes: { number: 1, basis: 'confirmed' },
        },
      ),
    );
    expect(lines(agenda(shows, now)).at(-1)).toBe('  and 3 more shows: jikai list --behind');
  });

  it('leaves nothing out of what goes into a pipe', () => {
    const shows = Array.from({ length: 13 }, (_, index) =>
      show(
        { id: `show-${index}`, title: HOSTILE[1] ?? '' },
        {
          premiere: { at: '2024-01-02T12:00:00Z', precision: 'minute' },
        },
      ),
    );
    const all = agendaOf({ revision: 1, shows }, { ...now, days: 7 });
    const printed = lines(agendaLines(all, now));
    expect(printed).toHaveLength(26);
    for (const one of printed) {
      expect(one).toContain(HOSTILE[1]);
      expect(one).toMatch(/^(due|upcoming) /);
    }
  });

  it('says nothing of nothing', () => {
    expect(agenda([], now)).toEqual([]);
  });
});

describe('the list', () => {
  it.each([80, 120])('fits a terminal of %i cells whatever the titles are', (columns) => {
    const printed = lines(screenOf(hostileShows, now, true), columns);
    expect(printed.filter((one) => stringWidth(one) > columns)).toEqual([]);
    expect(printed.slice(0, -2)).toHaveLength(hostileShows.length + 1);
  });

  it('fits a terminal of 60 cells whatever the titles are', () => {
    const printed = lines(screenOf(hostileShows, now, true), 60);
    expect(printed.filter((one) => stringWidth(one) > 60)).toEqual([]);
  });

  it('fits a terminal of 80 cells when what comes next is years away', () => {
    const far = show(
      {
        title: HOSTILE[4] ?? '',
        watched: watchedUpTo(12),
        verdicts: [{ at: '2024-01-08T12:00:00Z', words: 'Good enough' }],
      },
      {
        premiere: { at: '2025-08-25T15:55:00Z', precision: 'minute' },
        episodes: { number: 100, basis: 'estimated' },
      },
    );
    const done = show({ id: 'done', status: 'completed' });
    const printed = lines(screenOf([far, done], now, true), 80);
    expect(printed.filter((one) => stringWidth(one) > 80)).toEqual([]);
  });

  it('fits a terminal of 80 cells with any shows at all', () => {
    fc.assert(
      fc.property(fc.array(anyShow), anyZone, (shows, zone) => {
        const printed = lines(screenOf(shows, { ...now, zone }, true), 80);
        expect(printed.filter((one) => stringWidth(one) > 80)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is one line a show, and whole, in a pipe', () => {
    fc.assert(
      fc.property(fc.array(anyShow), (shows) => {
        const printed = lines(screenOf(shows, now, false));
        expect(printed).toHaveLength(shows.length);
        expect(printed.join('')).not.toContain('…');
      }),
      { numRuns: 50 },
    );
  });

  it('tells where one stands', () => {
    const shows = [
      show(
        { id: 'a', watched: watchedUpTo(2), verdicts: [{ at: '2024-01-11T20:00:00Z', score: 7 }] },
        {
          premiere: { at: '2024-01-03T15:55:00Z', precision: 'minute' },
        },
      ),
      show({ id: 'b', status: 'paused' }),
      show({ id: 'c', status: 'planned' }, { premiere: { at: null, precision: 'unknown' } }),
      show({ id: 'd' }, { premiere: { at: '2023-12-25', precision: 'day' }, step: 'P14D' }),
    ];
    expect(lines(screenOf(shows, now, true))).toEqual(
      [
        'TITLE           STATUS    SEEN  VERDICT  PLATFORM     NEXT',
        'Metallic Rouge  watching  2/~13  ▲ 7/10   Crunchyroll  ~17 Jan 16:55  in 9d 3h',
        'Metallic Rouge  paused    0/~13           Crunchyroll',
        'Metallic Rouge  planned   0/~13           Crunchyroll  no date yet',
        'Metallic Rouge  watching  0/~13           Crunchyroll  1 waiting',
        '4 shows',
        '~ estimated: worked out, not announced',
      ].map((one, index) => (index === 0 ? one.replace('  SEEN', '   SEEN') : one)),
    );
  });
});

describe('the page of a show', () => {
  it('keeps its table within 80 cells whatever is in it', () => {
    for (const one of hostileShows) {
      const printed = lines(infoScreen(one, [], now, { vocabulary, all: true }), 80);
      const table = printed.slice(printed.indexOf('') + 1);
      expect(table.length).toBeGreaterThan(12);
      expect(table.filter((row) => stringWidth(row) > 80)).toEqual([]);
    }
  });

  it('can be printed of any show', () => {
    fc.assert(
      fc.property(anyShow, anyZone, fc.boolean(), (one, zone, all) => {
        const printed = lines(infoScreen(one, [], { ...now, zone }, { vocabulary, all }), 80);
        const table = printed.slice(printed.indexOf('') + 1);
        expect(table.filter((row) => stringWidth(row) > 80)).toEqual([]);
        // A title may be any words, also these.
        const strange = /undefined|NaN|Invalid|null/;
        if (strange.test(JSON.stringify([one.title, one.titles, one.verdicts]))) return;
        expect(printed.join('')).not.toMatch(strange);
      }),
      { numRuns: 60 },
    );
  });

  it('shows a long show around where one is, and says how much it leaves out', () => {
    const long = show(
      { watched: watchedUpTo(500) },
      { episodes: { number: 1000, basis: 'confirmed' } },
    );
    const printed = lines(infoScreen(long, [], now, { vocabulary, all: false }));
    expect(printed).toContain('  and 984 more: jikai info metallic-rouge --all');
    expect(printed.filter((one) => /^ +\d+ {2}/.test(one))).toHaveLength(16);
    expect(lines(infoScreen(long, [], now, { vocabulary, all: true })).length).toBeGreaterThan(
      1000,
    );
  });

  it('stops at the first episode without a date', () => {
    const someDay = show({}, { premiere: { at: '2024', precision: 'year' } });
    const table = lines(infoScreen(someDay, [], now, { vocabulary, all: false }));
    expect(table.slice(table.indexOf('') + 1)).toContain('  1  2024  test');
  });
});

describe('the trail', () => {
  it('tells every verdict in order', () => {
    const said = show({
      verdicts: [
        { at: '2024-01-08T12:00:00Z', words: "We'll see" },
        { at: '2024-01-10T17:00:00Z', episode: 1, words: "We'll see", note: 'Naomi is great' },
        { at: '2024-01-17T23:30:00Z', episode: 12, score: 7.5 },
      ],
      releases: [release(rougeSchedule)],
    });
    const trails = trailsOf([said], { vocabulary, since: 0, changed: false });
    expect(lines(trailScreen(trails, { ...now, spoilers: true }), 80)).toEqual([
      'Metallic Rouge  ●●▲',
      "  show   Mon 8 Jan 2024   ●  We'll see",
      "  ep  1  Wed 10 Jan 2024  ●  We'll see          Naomi is great",
      '  ep 12  Thu 18 Jan 2024  ▲             7.5/10',
    ]);
    expect(lines(trailLines(trails, { ...now, spoilers: false }))).toEqual([
      "Metallic Rouge  show   Mon 8 Jan 2024   ●  undecided  We'll see",
      "Metallic Rouge  ep  1  Wed 10 Jan 2024  ●  undecided  We'll see          (a note past your progress: --spoilers tells it)",
      'Metallic Rouge  ep 12  Thu 18 Jan 2024  ▲  liked                 7.5/10',
    ]);
  });
});
