import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDrop, waiting } from '../../src/watchlist/agenda';
import { DAILY, type Goal, parseFree, parseGoal } from '../../src/watchlist/evenings';
import { dayBegins, daysAfter, type Living } from '../../src/watchlist/lived-day';
import { happened, isDated } from '../../src/watchlist/moment';
import {
  isHeld,
  MOST_PER_EVENING,
  minutesOf,
  nextAfter,
  type Plan,
  planOf,
  remediesFor,
  type Wishes,
} from '../../src/watchlist/planning';
import type { Show } from '../../src/watchlist/show';
import { DAY, HOUR, MINUTE } from '../../src/watchlist/zone';
import { anyShow, anyZone, at, berlin, endless, show, tokyo, watchedUpTo } from './shows';

/** Thursday noon in Berlin, three weeks and a day after the premiere: episodes 1–4 are out. */
const living: Living = { now: at('2024-02-01T11:00:00Z'), zone: berlin, dayEnds: 300 };

const CAUGHT_UP: Goal = { kind: 'caught-up' };
const NEXT: Goal = { kind: 'next-episode' };

function wishes(facts: Partial<Wishes> = {}): Wishes {
  return { days: DAILY, begins: 20 * HOUR, perEvening: 2, goal: CAUGHT_UP, ...facts };
}

function plan(shows: readonly Show[], facts: Partial<Wishes> = {}, by = living): Plan {
  return planOf(shows, wishes(facts), by);
}

/** Each evening as `2024-02-01 1 2`. */
function told({ evenings }: Plan): readonly string[] {
  return evenings.map(({ date, episodes }) =>
    [date, ...episodes.map(({ drop }) => drop.episode)].join(' '),
  );
}

const left = (of: Plan) => of.left.map((one) => one.drop.episode);

describe('a plan', () => {
  it('spreads what waits over the evenings until nothing does', () => {
    const made = plan([show()]);
    expect(told(made)).toEqual(['2024-02-01 1 2', '2024-02-02 3 4']);
    expect(made).toMatchObject({ fits: true, left: [] });
    expect(made.ends).toBe(at('2024-02-02T19:48:00Z'));
    expect(nextAfter(show(), made, living)?.episode).toBe(5);
  });

  it('has what drops on the way, from when it is out', () => {
    expect(told(plan([show()], { perEvening: 1, days: parseFree('wed,thu') }))).toEqual([
      '2024-02-01 1',
      '2024-02-07 2',
      '2024-02-08 3',
      '2024-02-14 4',
      '2024-02-15 5',
      '2024-02-21 6',
      '2024-02-22 7',
    ]);
    // In Tokyo it drops on Thursday at 00:55, which is Wednesday's night, when the evening has begun.
    const there = { ...living, zone: tokyo };
    expect(told(plan([show()], { perEvening: 4, days: parseFree('wed') }, there))).toEqual([
      '2024-02-07 1 2 3 4',
    ]);
  });

  it('passes over what is watched, and is empty where nothing waits', () => {
    expect(told(plan([show({ watched: watchedUpTo(3) })]))).toEqual(['2024-02-01 4']);
    const nothing = { evenings: [], left: [], fits: true, ends: undefined, assumed: [], open: [] };
    expect(plan([show({ watched: watchedUpTo(4) })])).toEqual(nothing);
    expect(plan([])).toEqual(nothing);
    expect(plan([], { goal: NEXT })).toEqual(nothing);
  });

  it('begins now in an evening that is under way, and ends with the day', () => {
    const late = { ...living, now: at('2024-02-02T03:00:00Z') };
    const made = plan([show()], { perEvening: 9 }, late);
    expect(told(made)).toEqual(['2024-02-01 1 2', '2024-02-02 3 4']);
    expect(made.evenings[0]?.episodes.map((one) => one.at)).toEqual([
      at('2024-02-02T03:00:00Z'),
      at('2024-02-02T03:24:00Z'),
    ]);
  });

  it('knows how long episodes are, or says that it does not', () => {
    const made = plan([show({ id: 'long', minutes: 50 }), show({ id: 'unknown' })], {
      perEvening: 8,
    });
    expect(made.evenings[0]?.minutes).toBe(4 * 50 + 4 * 24);
    expect(made.assumed.map(({ id }) => id)).toEqual(['unknown']);
  });

  it('has a drop known only by its day when that day is over', () => {
    const facts = { premiere: { at: '2024-02-01', precision: 'day' }, step: 'P1D' } as const;
    expect(
      told(plan([show({}, { ...facts, episodes: { number: 2, basis: 'confirmed' } })])),
    ).toEqual([]);
    const tomorrow = { ...living, now: living.now + DAY };
    const two = show({}, { ...facts, episodes: { number: 2, basis: 'confirmed' } });
    expect(told(plan([two], {}, tomorrow))).toEqual(['2024-02-02 1']);
  });

  it('has nothing that is only worked out of a show on hiatus', () => {
    const halted = show({ production: 'hiatus' });
    const sunday = parseGoal('2024-02-18', living);
    expect(told(plan([halted], { goal: sunday }))).toEqual(['2024-02-01 1 2', '2024-02-02 3 4']);
  });

  it('gives up after thirteen weeks of more than there is time for', () => {
    const daily = endless({
      releases: show({}, { step: 'P1D', episodes: { number: 999, basis: 'confirmed' } }).releases,
    });
    const made = plan([daily], { perEvening: 1 });
    expect(made.fits).toBe(false);
    expect(made.evenings).toHaveLength(91);
    expect(remediesFor([daily], wishes({ perEvening: 1 }), living)).toEqual([
      { perEvening: 2, isDaily: false },
    ]);
  });
});

describe('by the next episode', () => {
  it('has what is out now seen before that one drops', () => {
    const made = plan([show()], { goal: NEXT });
    expect(told(made)).toEqual(['2024-02-01 1 2', '2024-02-02 3 4']);
    expect(made.fits).toBe(true);
  });

  it('says what does not fit, and what would', () => {
    const asked = { goal: NEXT, days: parseFree('fri,sat'), perEvening: 1 };
    const made = plan([show()], asked);
    expect(told(made)).toEqual(['2024-02-02 1', '2024-02-03 2']);
    expect({ fits: made.fits, left: left(made) }).toEqual({ fits: false, left: [3, 4] });
    expect(remediesFor([show()], wishes(asked), living)).toEqual([
      { perEvening: 2, isDaily: false },
      { perEvening: 1, isDaily: true },
    ]);
    const wednesdays = { ...asked, days: parseFree('wed') };
    expect(plan([show()], wednesdays)).toMatchObject({ fits: false, evenings: [] });
    expect(remediesFor([show()], wishes(wednesdays), living)).toEqual([
      { perEvening: 1, isDaily: true },
    ]);
    expect(plan([show({ minutes: 600 })], asked).evenings).toEqual([]);
    expect(remediesFor([show({ minutes: 600 })], wishes(asked), living)).toEqual([]);
  });

  it('ends in the middle of an evening where the episode drops in it', () => {
    // Wednesday, 20:30 in Berlin.
    const shows = [show({}, { premiere: { at: '2024-01-10T19:30:00Z', precision: 'minute' } })];
    const asked = { goal: NEXT, days: parseFree('wed'), perEvening: 4 };
    expect(told(plan(shows, asked))).toEqual(['2024-02-07 1']);
    expect(left(plan(shows, asked))).toEqual([2, 3, 4]);
  });

  it('has the show first whose episode drops first', () => {
    const friday = show(
      { id: 'friday' },
      { premiere: { at: '2024-01-12T15:55:00Z', precision: 'minute' } },
    );
    const [first, ...others] = plan([show(), friday], { goal: NEXT, perEvening: 3 }).evenings;
    expect(first?.episodes.map((one) => one.show.id)).toEqual(['friday', 'friday', 'friday']);
    expect(others.flatMap(({ episodes }) => episodes.map((one) => one.show.id))).toEqual(
      Array(4).fill('metallic-rouge'),
    );
  });

  it('has no end where no day is known for it', () => {
    const over = show({}, { episodes: { number: 3, basis: 'confirmed' } });
    const made = plan([over], { goal: NEXT });
    expect(made).toMatchObject({ fits: true, open: [over] });
    expect(told(made)).toEqual(['2024-02-01 1 2', '2024-02-02 3']);
    expect(plan([over]).open).toEqual([]);
  });
});

describe('by a day', () => {
  it('has what is out when the last evening before it begins', () => {
    const sunday = parseGoal('sunday', living);
    expect(told(plan([show()], { goal: sunday, perEvening: 1 }))).toEqual([
      '2024-02-01 1',
      '2024-02-02 2',
      '2024-02-03 3',
      '2024-02-04 4',
    ]);
    const thursday = parseGoal('2024-02-08', living);
    const made = plan([show()], { goal: thursday, perEvening: 1, days: parseFree('thu') });
    expect(told(made)).toEqual(['2024-02-01 1', '2024-02-08 2']);
    expect(left(made)).toEqual([3, 4, 5]);
  });

  it('has no more evenings than to an hour of it', () => {
    const goal = parseGoal('2024-02-02 20:30', living);
    const made = plan([show()], { goal });
    expect(told(made)).toEqual(['2024-02-01 1 2', '2024-02-02 3']);
    expect(left(made)).toEqual([4]);
  });
});

it('a show on hold is one that is waited with', () => {
  expect(isHeld(show(), living)).toBe(false);
  expect(isHeld(show({ hold: { until: 'finale' } }), living)).toBe(true);
  expect(isHeld(show({ hold: { until: 4 } }), living)).toBe(false);
  expect(isHeld(show({ hold: { until: 5 } }), living)).toBe(true);
  expect(isHeld(endless({ hold: { until: 'finale' } }), living)).toBe(true);
});

describe('every plan', () => {
  const now = at('2024-02-01T11:00:00Z');
  const anyNow = fc.integer({ min: -400, max: 400 }).map((hours) => now + hours * HOUR);
  const anyGoal: fc.Arbitrary<(living: Living) => Goal> = fc.oneof(
    fc.constant(() => CAUGHT_UP),
    fc.constant(() => NEXT),
    fc
      .integer({ min: 1, max: 30 * 24 })
      .map(
        (hours) => (by: Living) =>
          ({ kind: 'date', until: by.now + hours * HOUR, day: undefined }) as const,
      ),
  );
  /** A show of whose episodes some are out, and some drop in the coming weeks. */
  const current = fc
    .record({
      premiere: fc.integer({ min: -60 * 24, max: 10 * 24 }),
      isDay: fc.boolean(),
      step: fc.constantFrom('P1D', 'P2D', 'P7D', 'P14D', 'P0D'),
      number: fc.option(fc.integer({ min: 1, max: 26 })),
      minutes: fc.option(fc.constantFrom(12, 24, 48, 120)),
      watched: fc.integer({ min: 0, max: 6 }),
    })
    .map(({ premiere, isDay, step, number, minutes, watched }) => {
      const moment = new Date(now + premiere * HOUR).toISOString();
      return show(
        { watched: watchedUpTo(watched), ...(minutes === null ? {} : { minutes }) },
        {
          premiere: isDay
            ? { at: moment.slice(0, 10), precision: 'day' }
            : { at: `${moment.slice(0, 19)}Z`, precision: 'minute' },
          step,
          episodes: { number: number ?? 400, basis: 'estimated' },
        },
      );
    });
  const anyShows = fc
    .array(fc.oneof({ weight: 4, arbitrary: current }, anyShow), { minLength: 1, maxLength: 4 })
    .map((shows) => shows.map((one, index) => ({ ...one, id: `show-${index}` })));
  const asked = fc.record({
    shows: anyShows,
    goal: anyGoal,
    perEvening: fc.integer({ min: 1, max: 4 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    begins: fc.constantFrom(8, 20, 25).map((hour) => hour * HOUR),
    zone: anyZone,
    at: anyNow,
  });

  it('keeps to what is out, to the order, to the free time and to its end', () => {
    let planned = 0;
    fc.assert(
      fc.property(asked, ({ shows, goal, days, zone, at: instant, ...facts }) => {
        const by: Living = { now: instant, zone, dayEnds: 300 };
        const wanted = { ...facts, days: new Set(days), goal: goal(by) };
        const made = planOf(shows, wanted, by);
        const seen = new Map<string, number>();
        for (const { date, episodes, minutes } of made.evenings) {
          planned += episodes.length;
          expect(wanted.days.has(new Date(date).getUTCDay())).toBe(true);
          expect(episodes.length).toBeLessThanOrEqual(wanted.perEvening);
          expect(minutes).toBe(episodes.reduce((sum, one) => sum + one.minutes, 0));
          let free = by.now;
          for (const { show: of, drop, at: begins } of episodes) {
            expect(happened(drop.moment, begins, zone)).toBe('yes');
            expect(begins).toBeGreaterThanOrEqual(Math.max(free, dayBegins(date, by)));
            free = begins + minutesOf(of) * MINUTE;
            expect(free).toBeLessThanOrEqual(dayBegins(daysAfter(date, 1), by));
            if (wanted.goal.kind === 'date') expect(free).toBeLessThanOrEqual(wanted.goal.until);
            expect(drop.episode).toBeGreaterThan(seen.get(of.id) ?? Number.NEGATIVE_INFINITY);
            expect(of.watched.some(({ episode }) => episode === drop.episode)).toBe(false);
            seen.set(of.id, drop.episode);
            if (wanted.goal.kind !== 'next-episode') continue;
            const { now: asked } = by;
            expect(waiting(of, asked, zone).map(({ episode }) => episode)).toContain(drop.episode);
            const next = nextDrop(of, asked, zone);
            if (next === undefined || !isDated(next.moment)) continue;
            expect(happened(next.moment, free - 1, zone)).not.toBe('yes');
          }
        }
        expect(made.fits).toBe(made.left.length === 0);
        for (const { show: of, drop } of made.left) {
          expect(drop.episode).toBeGreaterThan(seen.get(of.id) ?? Number.NEGATIVE_INFINITY);
        }
      }),
      { numRuns: 120 },
    );
    expect(planned).toBeGreaterThan(200);
  });

  it('that fits leaves nothing of what is out now, and nothing at all where it is until caught up', () => {
    fc.assert(
      fc.property(asked, ({ shows, goal, days, zone, at: instant, ...facts }) => {
        const by: Living = { now: instant, zone, dayEnds: 300 };
        const wanted = { ...facts, days: new Set(days), goal: goal(by) };
        const made = planOf(shows, wanted, by);
        if (!made.fits) return;
        const until = wanted.goal.kind === 'caught-up' ? (made.ends ?? by.now) : by.now;
        for (const of of shows) {
          const planned = made.evenings.flatMap(({ episodes }) =>
            episodes.flatMap((one) => (one.show.id === of.id ? [one.drop.episode] : [])),
          );
          const out = waiting(of, until, zone).map(({ episode }) => episode);
          expect(out.filter((episode) => !planned.includes(episode))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('that does not fit does not with less time either, and its remedies do', () => {
    fc.assert(
      fc.property(asked, ({ shows, goal, days, zone, at: instant, ...facts }) => {
        const by: Living = { now: instant, zone, dayEnds: 300 };
        const wanted = { ...facts, days: new Set(days), goal: goal(by) };
        if (planOf(shows, wanted, by).fits) return;
        if (wanted.perEvening > 1) {
          const fewer = { ...wanted, perEvening: wanted.perEvening - 1 };
          expect(planOf(shows, fewer, by).fits).toBe(false);
        }
        for (const { perEvening, isDaily } of remediesFor(shows, wanted, by)) {
          expect(perEvening).toBeLessThanOrEqual(MOST_PER_EVENING);
          const better = { ...wanted, perEvening, days: isDaily ? DAILY : wanted.days };
          expect(planOf(shows, better, by).fits).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});
