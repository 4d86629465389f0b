import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/exchange/events';
import { icsOf } from '../../src/exchange/ics';
import { followed, timetableIn } from '../../src/watchlist/releases';
import type { Schedule, Show, Watchlist } from '../../src/watchlist/show';
import { anyShow as anyStoredShow } from '../store/arbitrary';
import { anyShow, endless, release, show, watchedUpTo } from '../watchlist/shows';
import { readBack } from './reading';

function listOf(...shows: readonly Show[]): Watchlist {
  return { revision: 42, shows };
}

function read(one: Show, options = {}) {
  return readBack(icsOf(listOf(one), options).text).events;
}

const DAY_ONLY: Partial<Schedule> = {
  premiere: { at: '2024-01-10', precision: 'day' },
  episodes: { number: 3, basis: 'confirmed' },
};

const amended = show(
  {},
  {
    amendments: [
      { kind: 'break', episode: 3, slots: 2, why: 'recap' },
      { kind: 'move', episode: 5, to: { at: '2024-02-29', precision: 'day' }, only: true },
      { kind: 'batch', episode: 7, through: 9 },
      { kind: 'hiatus', episode: 12 },
    ],
  },
);

describe('a calendar, as another program reads it', () => {
  it('has every drop of a show at its instant, as long as an episode is', () => {
    const { dropAt } = timetableIn(show());
    const events = read(show());
    expect(events.map(({ start }) => start)).toEqual(
      Array.from({ length: 13 }, (_, index) => dropAt(index + 1).moment.at),
    );
    expect(events[0]).toMatchObject({
      uid: 'metallic-rouge-ep1@jikai',
      sequence: 42,
      start: '2024-01-10T15:55:00Z',
      end: '2024-01-10T16:19:00Z',
      transparency: 'OPAQUE',
      location: 'Crunchyroll',
    });
    expect(read(show({ minutes: 50 }))[0]?.end).toBe('2024-01-10T16:45:00Z');
  });

  it('keeps the hour of the slot where clocks change', () => {
    const berlin = { zone: 'Europe/Berlin', premiere: show().releases[0]?.schedule.premiere };
    const starts = read(show({}, berlin as Partial<Schedule>)).map(({ start }) => start);
    expect(starts.slice(10, 13)).toEqual([
      '2024-03-20T15:55:00Z',
      '2024-03-27T15:55:00Z',
      '2024-04-03T14:55:00Z',
    ]);
  });

  it('has a drop without an hour all day long, on its date', () => {
    const events = read(show({}, DAY_ONLY));
    expect(events.map(({ start, end }) => [start, end])).toEqual([
      ['2024-01-10', '2024-01-11'],
      ['2024-01-17', '2024-01-18'],
      ['2024-01-24', '2024-01-25'],
    ]);
    expect(new Set(events.map(({ transparency }) => transparency))).toEqual(
      new Set(['TRANSPARENT']),
    );
  });

  it.each<[string, Schedule['premiere']]>([
    ['month', { at: '2024-01', precision: 'month' }],
    ['season', { at: '2024-01', precision: 'season' }],
    ['year', { at: '2024', precision: 'year' }],
    ['nothing', { at: null, precision: 'unknown' }],
  ])('has nothing of what only a %s is known of', (_, premiere) => {
    expect(read(show({}, { premiere }))).toEqual([]);
  });

  it('calls what was worked out tentative and estimated, and nothing else', () => {
    const drops = [
      {
        episode: 2,
        moment: { at: '2024-01-17T15:55:00Z', precision: 'minute' },
        basis: 'confirmed',
        source: 'you',
      },
    ] as const;
    const [first, second, third] = read(show({}, { drops }));
    for (const known of [first, second]) {
      expect(known?.status).toBe('CONFIRMED');
      expect(known?.description).not.toMatch(/estimated/i);
    }
    expect(third?.status).toBe('TENTATIVE');
    expect(third?.description).toMatch(/estimated/i);
  });

  it('marks the finale, and says when it is one by an estimate', () => {
    expect(read(show()).at(-1)?.summary).toBe('Metallic Rouge ep 13 (finale?)');
    expect(read(show({}, DAY_ONLY)).map(({ summary }) => summary)).toEqual([
      'Metallic Rouge ep 1',
      'Metallic Rouge ep 2',
      'Metallic Rouge ep 3 (finale)',
    ]);
    const film = show({}, { episodes: { number: 1, basis: 'confirmed' } });
    expect(read(film).map(({ summary }) => summary)).toEqual(['Metallic Rouge']);
  });

  it('has breaks as slots that take nobody’s time, with their reason', () => {
    const breaks = read(amended).filter(({ uid }) => uid.includes('-break'));
    expect(breaks).toMatchObject([
      {
        uid: 'metallic-rouge-ep3-break@jikai',
        start: '2024-01-24T15:55:00Z',
        summary: 'Metallic Rouge – no episode: recap',
        transparency: 'TRANSPARENT',
        alarms: [],
      },
      { uid: 'metallic-rouge-ep3-break2@jikai', start: '2024-01-31T15:55:00Z' },
      { uid: 'metallic-rouge-ep5-break@jikai', summary: 'Metallic Rouge – no episode' },
    ]);
    const dayOnly = show(
      {},
      { ...DAY_ONLY, amendments: [{ kind: 'break', episode: 2, slots: 1 }] },
    );
    expect(read(dayOnly)[1]).toMatchObject({
      summary: 'Metallic Rouge – no episode',
      start: '2024-01-17',
    });
  });

  it('follows moves, batches and hiatuses', () => {
    const starts = read(amended)
      .filter(({ uid }) => !uid.includes('-break'))
      .map(({ uid, start }) => `${uid.split('@')[0]?.slice(15)} ${start}`);
    expect(starts).toEqual([
      'ep1 2024-01-10T15:55:00Z',
      'ep2 2024-01-17T15:55:00Z',
      'ep3 2024-02-07T15:55:00Z',
      'ep4 2024-02-14T15:55:00Z',
      'ep5 2024-02-29',
      'ep6 2024-02-28T15:55:00Z',
      'ep7 2024-03-06T15:55:00Z',
      'ep8 2024-03-06T15:55:00Z',
      'ep9 2024-03-06T15:55:00Z',
      'ep10 2024-03-13T15:55:00Z',
      'ep11 2024-03-20T15:55:00Z',
    ]);
  });

  it('is of the release that is followed', () => {
    const dub = release(
      { premiere: { at: '2024-01-24T20:00:00Z', precision: 'minute' } },
      { id: 'dub', platform: 'Netflix', audio: 'dub' },
    );
    const both = show({ releases: [release(), dub], follows: 'dub' });
    expect(read(both)[0]).toMatchObject({
      uid: 'metallic-rouge-ep1@jikai',
      start: '2024-01-24T20:00:00Z',
      location: 'Netflix (dub)',
    });
  });

  it('tells the platform, the link and what the user said last', () => {
    const told = show({
      releases: [release({}, { url: 'https://www.crunchyroll.com/series/G24H1NWMJ/' })],
      verdicts: [
        { at: '2024-01-10T17:00:00Z', episode: 1, words: 'Hooked', score: 8 },
        { at: '2024-01-17T17:00:00Z', episode: 2, words: "We'll see" },
      ],
    });
    expect(read(told)[1]).toMatchObject({
      location: 'Crunchyroll',
      url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
      description: [
        'Episode 2 of ~13 on Crunchyroll',
        'Estimated: worked out, not announced.',
        'You said "We\'ll see".',
        'https://www.crunchyroll.com/series/G24H1NWMJ/',
      ].join('\n'),
    });
    const scored = show({ verdicts: [{ at: '2024-01-10T17:00:00Z', score: 7.5 }] });
    expect(read(scored)[0]?.description).toContain('You said 7.5/10.');
  });

  it('reminds as long before each drop as is asked for', () => {
    const hour = 3_600_000;
    const [event] = read(show(), { alarms: [hour, 24 * hour, 90 * 60_000, 0] });
    expect(event?.alarms).toEqual(['-PT1H', '-P1D', '-PT1H30M', 'PT0S']);
    expect(read(show())[0]?.alarms).toEqual([]);
  });

  it.each([
    ['watching', 13],
    ['planned', 13],
    ['paused', 0],
    ['dropped', 0],
    ['completed', 0],
  ] as const)('of shows that are %s has %i events', (status, number) => {
    expect(read(show({ status }))).toHaveLength(number);
    expect(read(show({ status }), { all: true })).toHaveLength(13);
  });

  it('says what it is, and how often to look again', () => {
    const { value } = readBack(icsOf(listOf()).text);
    expect(value('prodid')).toBe('-//jikai//jikai//EN');
    expect(value('x-wr-calname')).toBe('jikai');
    expect(String(value('refresh-interval'))).toBe('PT1H');
    expect(value('x-published-ttl')).toBe('PT1H');
  });
});

describe('a show without an episode count', () => {
  const starts = (one: Show) => read(one).map(({ start }) => start.slice(0, 10));

  it('goes on for half a year after its premiere, or after the list was last touched', () => {
    expect(starts(endless()).at(-1)).toBe('2024-07-10');
    const watched = endless({ watched: watchedUpTo(30) });
    expect(starts(watched).at(-1)).toBe('2025-01-29');
    // What is older than half a year is on nobody's calendar any more.
    expect(starts(watched)[0]).toBe('2024-02-07');
    const other = show({ id: 'other', added: '2025-06-01T00:00:00Z' });
    const { events } = readBack(icsOf(listOf(endless(), other)).text);
    const own = events.filter(({ uid }) => uid.startsWith('metallic'));
    expect(own.at(-1)?.start.slice(0, 10)).toBe('2025-11-26');
  });

  it('that was announced for later than that has its beginning', () => {
    const premiere = { at: '2026-04-01T15:00:00Z', precision: 'minute' } as const;
    const { episodes: _, ...schedule } = { ...release().schedule, premiere };
    const later = starts(show({ releases: [{ ...release(), schedule }] }));
    expect([later[0], later.at(-1)]).toEqual(['2026-04-01', '2026-09-30']);
  });

  it('and that rests has only what was out when the list was last touched', () => {
    expect(starts(endless({ production: 'hiatus', watched: watchedUpTo(3) }))).toEqual([
      '2024-01-10',
      '2024-01-17',
      '2024-01-24',
    ]);
  });
});

/** Every property that jikai writes. What a title adds to them is a hole. */
const PROPERTIES = [
  ...['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'transp', 'description'],
  ...['location', 'url', 'status'],
  ...['x-microsoft-cdo-alldayevent', 'x-microsoft-msncalendar-alldayevent'],
  ...['valarm.action', 'valarm.trigger', 'valarm.description'],
];

const HOSTILE = [
  'X\r\nATTENDEE:mailto:e@x',
  'X\rATTENDEE:mailto:e@x',
  'X\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil',
  'X\u2028ATTENDEE:mailto:e@x\u0085ORGANIZER:mailto:e@x\u000bATTACH:file:///etc/passwd',
  'X\\nATTENDEE:mailto:e@x',
  'X\\',
  'a;b,c:d"e',
  '\u001b]0;pwned\u0007\u0000\u009b31m',
  '\u202egnp.exe',
  'half \ud83d of it',
];

describe('hostile words', () => {
  it.each(HOSTILE)('%j add nothing to a calendar', (words) => {
    const one = show({
      title: words,
      verdicts: [{ at: '2024-01-10T17:00:00Z', words }],
      releases: [
        release(
          { ...DAY_ONLY, amendments: [{ kind: 'break', episode: 2, slots: 1, why: words }] },
          { platform: words, url: `https://x.example/${words}` },
        ),
      ],
    });
    const { text } = icsOf(listOf(one), { alarms: [0] });
    const { names, events } = readBack(text);
    expect(names).toEqual(readBack(icsOf(listOf()).text).names);
    expect(events.map(({ uid }) => uid)).toEqual([
      'metallic-rouge-ep1@jikai',
      'metallic-rouge-ep2-break@jikai',
      'metallic-rouge-ep2@jikai',
      'metallic-rouge-ep3@jikai',
    ]);
    for (const event of events) {
      expect(PROPERTIES).toEqual(expect.arrayContaining([...event.names]));
      expect(new Set(event.names.filter((name) => !name.startsWith('valarm.'))).size).toBe(
        event.names.filter((name) => !name.startsWith('valarm.')).length,
      );
      expect(event.summary).not.toMatch(/[\r\n]/);
    }
    for (const line of text.split('\r\n')) {
      expect(line).not.toMatch(/^(?:ATTENDEE|ORGANIZER|ATTACH)/);
    }
  });

  it.each([
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['not a link', null],
    ['https://x.example/a,b;c\\d?e=1;2', 'https://x.example/a%2Cb%3Bc/d?e=1%3B2'],
    ['https://x.example/\r\nATTACH:http://e.example', 'https://x.example/ATTACH:http://e.example'],
    ['https://x.example/日本', 'https://x.example/%E6%97%A5%E6%9C%AC'],
  ])('the link %j becomes %j', (url, written) => {
    const [event] = read(show({ releases: [release({}, { url })] }));
    expect(event?.url).toBe(written);
  });
});

/** Titles of what is hard to fold and to escape: wide letters, emoji, marks, controls. */
const anyTitle = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'メタリックルージュ',
        '👩‍👩‍👧',
        'e\u0301',
        '\r\n',
        '\\n',
        ';',
        ',',
        ':',
        '\ud83d',
      ),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => `${parts.join('')}.`);

const anyList = fc
  .uniqueArray(
    fc.oneof(
      anyShow,
      anyStoredShow,
      anyShow.chain((one) => anyTitle.map((title) => ({ ...one, title }))),
    ),
    { maxLength: 4, selector: ({ id }) => id },
  )
  .map((shows) => ({ revision: 7, shows }));

describe('any calendar', () => {
  it('has lines of at most 75 octets, ended as they must be, without control characters', () => {
    fc.assert(
      fc.property(anyList, fc.boolean(), (list, all) => {
        const { text } = icsOf(list, { all, alarms: [3_600_000] });
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        const bytes = Buffer.from(text);
        // No half of a character was lost on the way.
        expect(bytes.toString()).toBe(text);
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read back as it was meant, each event once', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const { text, events } = icsOf(list, { all: true });
        const back = readBack(text).events;
        const shared = back.map(({ uid, summary, description, start, end, location, url }) => ({
          ...{ uid, summary, description, start, end },
          ...(location !== null && { location }),
          ...(url !== null && { url }),
        }));
        expect(shared).toEqual(
          events.map(({ uid, summary, description, start, end, location, url }) => ({
            ...{ uid, summary, description, start, end },
            ...(location !== undefined && { location }),
            ...(url !== undefined && { url }),
          })),
        );
        expect(new Set(back.map(({ uid }) => uid)).size).toBe(back.length);
      }),
      { numRuns: 40 },
    );
  });

  it('has the drops of shows with a count whose day is known, all of them', () => {
    fc.assert(
      fc.property(anyShow, (one) => {
        const { schedule } = followed(one);
        fc.pre(schedule.episodes !== undefined);
        const { first, last = first, dropAt } = timetableIn(one);
        const expected = Array.from({ length: last - first + 1 }, (_, index) => first + index)
          .map(dropAt)
          .flatMap(({ moment }) => (/^\d{4}-\d\d-\d\d/.test(moment.at ?? '') ? [moment.at] : []));
        const told = eventsOf(listOf(one), { all: true });
        expect(told.map(({ start }) => start)).toEqual(expected);
      }),
    );
  });
});
