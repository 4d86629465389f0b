import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, dueDrops } from '../../src/watchlist/agenda';
import { calendarDate, instant } from '../../src/watchlist/moment';
import { holdsAt, type Outlook, outlookOf, viewAt } from '../../src/watchlist/outlook';
import { type Moment, PRODUCTIONS, type Show, STATUSES } from '../../src/watchlist/show';
import { DAY, MINUTE, type Zone } from '../../src/watchlist/zone';
import { anyZone, at, berlin, newYork, show, tokyo, utc, watchedUpTo } from './shows';

/** Two days before the first episode of Metallic Rouge. */
const NOW = at('2024-01-08T12:00:00Z');

function outlook(shows: readonly Show[], now = NOW, zone: Zone = berlin): Outlook {
  const named = (title: string) => ({ title, short: title.slice(0, 5) });
  return outlookOf(shows, { now, zone, named, worded: (words) => words });
}

describe('an outlook', () => {
  it('tells each drop with its time, so that what is due and next follow from the clock', () => {
    const made = outlook([show()]);
    const said = (when: string) => {
      const { due, dueShows, waiting, upcoming } = viewAt(made, at(when));
      return [due, dueShows, waiting.map(({ episodes }) => episodes), upcoming[0]?.episodes];
    };
    expect(made).toMatchObject({ made: NOW, until: NOW + 7 * DAY, due: 0, waiting: [] });
    expect(said('2024-01-08T12:00:00Z')).toEqual([0, 0, [], '1']);
    expect(said('2024-01-10T15:54:59Z')).toEqual([0, 0, [], '1']);
    expect(said('2024-01-10T15:55:00Z')).toEqual([1, 1, ['1'], '2']);
  });

  it('counts a show once, and adds to what waits of it', () => {
    const daily = show({ watched: watchedUpTo(1) }, { step: 'P1D' });
    const made = outlook([daily], at('2024-01-12T12:00:00Z'));
    expect(made).toMatchObject({
      due: 1,
      dueShows: 1,
      waiting: [{ short: 'Metal', episodes: '2' }],
    });
    expect(made.drops.every(({ isFirst }) => !isFirst)).toBe(true);
    const later = viewAt(made, at('2024-01-13T20:00:00Z'));
    expect(later).toMatchObject({ due: 3, dueShows: 1, waiting: [{ episodes: '2, 3, 4' }] });
  });

  it('tells what drops together as one', () => {
    const { drops } = outlook([show({}, { step: 'P0D' })]);
    expect(drops).toMatchObject([{ episode: 1, episodes: '1–13', count: 13, isFirst: true }]);
  });

  it('counts a day as out when it is over on the calendar of the viewer', () => {
    const dated = show({}, { premiere: { at: '2024-01-10', precision: 'day' } });
    for (const [zone, over] of [
      [tokyo, '2024-01-10T15:00:00Z'],
      [newYork, '2024-01-11T05:00:00Z'],
    ] as const) {
      const made = outlook([dated], NOW, zone);
      const next = (now: number) => {
        const { due, upcoming } = viewAt(made, now);
        return [due, upcoming[0]?.episode];
      };
      expect(next(at(over) - 1000)).toEqual([0, 1]);
      expect(next(at(over))).toEqual([1, 2]);
    }
  });

  it('says the first few shows that wait, and counts all', () => {
    const many = Array.from({ length: 30 }, (_, index) => show({ id: `show-${index}` }));
    const made = outlook(many, at('2024-01-10T20:00:00Z'));
    expect(made).toMatchObject({ due: 30, dueShows: 30 });
    expect(made.waiting).toHaveLength(10);
    const later = viewAt(made, at('2024-01-17T16:00:00Z'));
    expect(later).toMatchObject({ due: 60, dueShows: 30 });
    expect(later.waiting).toHaveLength(10);
  });

  it('of a long list holds only as long as what comes next is in it', () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      show(
        { id: `show-${index}` },
        { premiere: { at: instant(NOW + index * 10 * MINUTE), precision: 'minute' } },
      ),
    );
    const made = outlook(many);
    expect(made.drops).toHaveLength(500);
    expect(made.until).toBe(made.drops.at(-1)?.from);
    expect(made.until).toBeLessThan(NOW + 4 * DAY);
    expect(viewAt(made, made.until - 1000).upcoming).not.toEqual([]);
  });

  it('ends where the agenda would believe a guess about a halted show', () => {
    const halted = show({ production: 'hiatus', watched: watchedUpTo(1) });
    const now = at('2024-01-12T12:00:00Z');
    const made = outlook([halted], now);
    expect(made).toMatchObject({ drops: [], until: at('2024-01-17T15:55:00Z') });
  });

  it('looks no further than thirty days', () => {
    const far = show({}, { premiere: { at: instant(NOW + 33 * DAY), precision: 'minute' } });
    const made = outlook([far]);
    expect(viewAt(made, NOW).upcoming).toEqual([]);
    expect(viewAt(made, NOW + 4 * DAY).upcoming).toHaveLength(1);
  });
});

const anyPremiere: fc.Arbitrary<Moment> = fc
  .tuple(fc.integer({ min: -60 * 24 * 60, max: 40 * 24 * 60 }), fc.boolean())
  .map(([minutes, isDay]) =>
    isDay
      ? { at: calendarDate(NOW + minutes * MINUTE), precision: 'day' }
      : { at: instant(NOW + minutes * MINUTE), precision: 'minute' },
  );

const anyList: fc.Arbitrary<readonly Show[]> = fc
  .array(
    fc.record({
      status: fc.constantFrom(...STATUSES),
      production: fc.constantFrom(...PRODUCTIONS),
      watched: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 12 }),
      premiere: anyPremiere,
      step: fc.constantFrom('P7D', 'P1D', 'P2D', 'P1M', 'P0D'),
      isBroken: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ premiere, step, watched, isBroken, ...facts }, index) =>
      show(
        {
          id: `show-${index}`,
          watched: watched
            .sort((a, b) => a - b)
            .map((episode) => ({ episode, at: '2024-01-01T00:00:00Z' })),
          ...facts,
        },
        {
          premiere,
          step,
          ...(isBroken ? { amendments: [{ kind: 'break', episode: 3, slots: 2 }] } : {}),
        },
      ),
    ),
  );

it('says at any time it holds for what one made then says, and what the agenda says', () => {
  fc.assert(
    fc.property(
      anyList,
      anyZone,
      fc.integer({ min: 0, max: 7 * 24 * 60 }),
      (shows, zone, minutes) => {
        const made = outlook(shows, NOW, zone);
        const later = NOW + minutes * MINUTE;
        fc.pre(holdsAt(made, later));
        const then = viewAt(made, later);
        const anew = viewAt(outlook(shows, later, zone), later);
        const but = ({ upcoming }: typeof then) => upcoming.map(({ isFirst: _, ...drop }) => drop);
        expect([then.due, then.dueShows]).toEqual([anew.due, anew.dueShows]);
        // A long list may be cut at different places.
        const length = Math.min(then.upcoming.length, anew.upcoming.length);
        expect(but(then).slice(0, length)).toEqual(but(anew).slice(0, length));
        const all = agendaOf({ revision: 0, shows }, { now: later, zone, days: 30 });
        const { due, upcoming } = all;
        expect(then.due).toBe(dueDrops(all, zone).length);
        expect(then.dueShows).toBe(due.length);
        expect(then.upcoming[0]?.episode).toBe(upcoming[0]?.episode);
        expect(then.waiting.length).toBeLessThanOrEqual(then.dueShows);
      },
    ),
    { numRuns: 300 },
  );
});

it('is the same however the clock stands within a second', () => {
  expect(outlook([show()], NOW + 999, utc)).toEqual(outlook([show()], NOW, utc));
});
