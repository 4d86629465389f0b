import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { calendarScreen } from '../../src/ui/calendar-screen';
import { layOut, prepare } from '../../src/ui/layout';
import type { Reader } from '../../src/ui/time';
import { calendarOf, pageAround } from '../../src/watchlist/calendar-page';
import type { Show } from '../../src/watchlist/show';
import {
  anyShow,
  anyZone,
  at,
  berlin,
  newYork,
  show,
  tokyo,
  watchedUpTo,
} from '../watchlist/shows';

/** Wednesday evening in Berlin, two hours after the first episode of Metallic Rouge. */
const reader: Reader = { now: at('2024-01-10T18:00:00Z'), zone: berlin, dayEnds: 300 };

interface Options {
  readonly name?: 'week' | 'month';
  readonly day?: string;
  readonly by?: Reader;
  readonly isWhole?: boolean;
}

function screen(shows: readonly Show[], columns: number, options: Options = {}): string[] {
  const { name = 'week', day = '2024-01-10', by = reader, isWhole = false } = options;
  const page = pageAround(day, name);
  const days = calendarOf({ revision: 1, shows }, page, by);
  const told = calendarScreen(page, days, by, { isWhole });
  const room = { columns: isWhole ? Number.POSITIVE_INFINITY : columns, page: columns };
  return layOut(prepare(told).blocks, { ...room, widthOf: stringWidth }).map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
}

const rouge = show(
  { watched: watchedUpTo(1) },
  { amendments: [{ kind: 'break', episode: 2, slots: 1, why: 'recap' }] },
);
const frieren = show(
  { id: 'frieren', title: '葬送のフリーレン', watched: watchedUpTo(2) },
  {
    premiere: { at: '2024-01-12T00:30:00Z', precision: 'minute' },
    amendments: [{ kind: 'batch', episode: 1, through: 4 }],
  },
);
const diaries = show(
  { id: 'diaries', title: '👩‍👩‍👧 The Apothecary 🍜 Diaries, a Very Long Story' },
  { premiere: { at: '2024-01-10', precision: 'day' } },
);

describe('a week', () => {
  it('is a grid of its days', () => {
    expect(screen([rouge, frieren, diaries], 80)).toEqual([
      'Week 2  Mon 8 Jan – Sun 14 Jan 2024',
      '┌──────────┬──────────┬──────────┬──────────┬──────────┬──────────┬──────────┐',
      '│Mon 8     │Tue 9     │Wed 10    │Thu 11    │Fri 12    │Sat 13    │Sun 14    │',
      '│          │          │today     │          │          │          │          │',
      '├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤',
      '│          │          │some time │~Fri 01:30│          │          │          │',
      '│          │          │👩‍👩‍👧 The    │葬送のフリ│          │          │          │',
      '│          │          │Apothecar…│ーレン    │          │          │          │',
      '│          │          │ep 1      │ep 1–2 ✓  │          │          │          │',
      '│          │          │          │ep 3–4    │          │          │          │',
      '│          │          │16:55     │          │          │          │          │',
      '│          │          │Metallic  │          │          │          │          │',
      '│          │          │Rouge     │          │          │          │          │',
      '│          │          │ep 1 ✓    │          │          │          │          │',
      '└──────────┴──────────┴──────────┴──────────┴──────────┴──────────┴──────────┘',
      '~ estimated: worked out, not announced',
    ]);
  });

  it('tells of breaks, and marks what is only worked out', () => {
    const lines = screen([rouge], 80, { day: '2024-01-17' });
    expect(lines.slice(4, 8).map((one) => one.split('│')[3]?.trimEnd())).toEqual([
      '~16:55',
      'Metallic',
      'Rouge',
      '- break',
    ]);
    expect(lines[8]).toContain('recap');
    expect(lines.at(-1)).toBe('~ estimated: worked out, not announced');
  });

  it('is of the viewer’s days', () => {
    const column = (by: Reader, day: string) => {
      const lines = screen([show()], 120, { by });
      return lines.findIndex((one) => one.split('│')[Number(day)]?.includes('Metallic'));
    };
    // Wednesday in Berlin and New York, and Wednesday's night in Tokyo until the day ends there.
    for (const zone of [berlin, newYork, tokyo])
      expect(column({ ...reader, zone }, '3')).toBeGreaterThan(0);
    expect(column({ ...reader, zone: tokyo, dayEnds: 0 }, '4')).toBeGreaterThan(0);
  });

  it('names the years where it lies in two', () => {
    expect(screen([], 80, { day: '2024-12-31' })[0]).toBe(
      'Week 1  Mon 30 Dec 2024 – Sun 5 Jan 2025',
    );
  });

  it('marks today, and no other day', () => {
    const marked = (now: string) =>
      screen([show()], 80, { by: { ...reader, now: at(now) } }).filter((one) =>
        one.includes('today'),
      );
    expect(marked('2024-01-14T12:00:00Z')).toHaveLength(1);
    expect(marked('2024-01-14T12:00:00Z')[0]?.split('│')[7]?.trim()).toBe('today');
    // The night before Monday is still Sunday's.
    expect(marked('2024-01-15T02:00:00Z')[0]?.split('│')[7]?.trim()).toBe('today');
    expect(marked('2024-01-15T12:00:00Z')).toEqual([]);
  });

  it('cuts no title where nothing may be left out', () => {
    const text = screen([diaries], 80, { isWhole: true })
      .map((one) => one.split('│')[3]?.trim() ?? '')
      .join('');
    expect(text).toContain('👩‍👩‍👧 TheApothecary🍜Diaries, aVery LongStory');
  });

  it('is a list of days where there is no room for a grid', () => {
    expect(screen([rouge, frieren, diaries], 57)[1]).toMatch(/^┌───────┬/);
    expect(screen([rouge, frieren, diaries], 40)).toEqual([
      'Week 2  Mon 8 Jan – Sun 14 Jan 2024',
      'Wed 10 Jan 2024  today',
      '   some time  👩‍👩‍👧 The Apot…  ep 1',
      '       16:55  Metallic Ro…  ep 1 ✓',
      'Thu 11 Jan 2024',
      '  ~Fri 01:30  葬送のフリ…   ep 1–2 ✓, ep',
      '                            3–4',
      '~ estimated: worked out, not announced',
    ]);
  });
});

describe('a month', () => {
  it('has a line for each entry of a day', () => {
    expect(screen([rouge, frieren, diaries], 80, { name: 'month' }).slice(0, 14)).toEqual([
      'January 2024',
      '┌──────────┬──────────┬──────────┬──────────┬──────────┬──────────┬──────────┐',
      '│Mon       │Tue       │Wed       │Thu       │Fri       │Sat       │Sun       │',
      '├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤',
      '│1         │2         │3         │4         │5         │6         │7         │',
      '├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤',
      '│8         │9         │10 today  │11        │12        │13        │14        │',
      '│          │          │👩‍👩‍👧 The Ap…│~葬送のフ…│          │          │          │',
      '│          │          │✓ Metalli…│          │          │          │          │',
      '├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤',
      '│15        │16        │17        │18        │19        │20        │21        │',
      '│          │          │~👩‍👩‍👧 The A…│~葬送のフ…│          │          │          │',
      '│          │          │- Metalli…│          │          │          │          │',
      '├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤',
    ]);
  });

  it('says how many more there are, but not of a single one', () => {
    const many = (number: number) =>
      Array.from({ length: number }, (_, index) =>
        show({ id: `s${index}`, title: `Show ${index}` }),
      );
    const wednesday = (number: number, isWhole = false) =>
      screen(many(number), 80, { name: 'month', isWhole })
        .map((one) => one.split('│')[3]?.trim() ?? '')
        .slice(6)
        .join(' ');
    expect(wednesday(4)).toContain('Show 0 Show 1 Show 2 Show 3');
    expect(wednesday(5)).toContain('Show 0 Show 1 Show 2 +2 more');
    expect(wednesday(5, true)).not.toContain('more');
    expect(wednesday(5, true)).toContain('16:55 Show 4 ep 1');
  });

  it.each([
    ['2024-02-01', 5],
    ['2021-02-01', 4],
    ['2024-09-01', 6],
  ])('of %s has %i weeks', (day, weeks) => {
    const lines = screen([], 80, { name: 'month', day });
    expect(lines.filter((one) => one.startsWith('├'))).toHaveLength(weeks);
    const numbers = lines.slice(3).flatMap((one) => one.match(/\d+/g) ?? []);
    const last = new Date(
      Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0),
    ).getUTCDate();
    expect(numbers.map(Number)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });
});

it.each([40, 60, 80, 120])(
  'fits %d cells, in lines of one width, whatever the titles are',
  (columns) => {
    const shows = fc.array(anyShow, { maxLength: 5 });
    fc.assert(
      fc.property(
        shows,
        anyZone,
        fc.constantFrom('week' as const, 'month' as const),
        (some, zone, name) => {
          const premiere = { at: '2024-01-10T15:55:00Z', precision: 'minute' } as const;
          const all = some.flatMap((one) => [
            one,
            show({ id: `${one.id}-2`, title: one.title }, { premiere }),
          ]);
          const [, ...lines] = screen(all, columns, { name, by: { ...reader, zone } });
          const grid = lines.filter((one) => /^[┌│├└]/.test(one));
          expect(new Set(grid.map((one) => stringWidth(one))).size).toBe(columns === 40 ? 0 : 1);
          expect(lines.filter((one) => stringWidth(one) > columns)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  },
);
