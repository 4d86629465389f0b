import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flawOf } from '../../src/store/check';
import { agendaOf, dueDrops } from '../../src/watchlist/agenda';
import {
  addBreak,
  addRun,
  beginHiatus,
  confirmDrops,
  dropTogether,
  endHiatus,
  moveEpisode,
  setCount,
  takeBack,
} from '../../src/watchlist/amending';
import { type Change, invertChange } from '../../src/watchlist/change';
import { happened, isDated, minuteMoment } from '../../src/watchlist/moment';
import { Problem } from '../../src/watchlist/problem';
import { followed, timetableIn } from '../../src/watchlist/releases';
import type { Moment, Show } from '../../src/watchlist/show';
import { BASES } from '../../src/watchlist/show';
import { DAY, MINUTE, type Zone } from '../../src/watchlist/zone';
import { anyMillis, anySchedule, anyZone, at, release, show, utc } from './shows';

/** Much later than everything that is made here, so that anything may have been seen. */
const NOW = at('2090-01-01T00:00:00Z');

/** One thing the user says of a show's episodes. */
type Saying = (show: Show) => Change;

const episode = fc.integer({ min: 1, max: 30 });
const laterBy = fc.integer({ min: -30 * 24 * 60, max: 200 * 24 * 60 }).map((n) => n * MINUTE);
const reason = fc.option(fc.constantFrom('recap', 'sports'), { nil: undefined });

const anyStep = fc.constantFrom(undefined, 'P1D', 'P7D', 'P1M', 'P0D');

/** A moment some way from where an episode is believed to drop. */
function near(about: Show, number: number, by: number): Moment {
  const { moment } = timetableIn(about).dropAt(number);
  return isDated(moment) ? minuteMoment(Date.parse(moment.at) + by) : minuteMoment(NOW - 40 * DAY);
}

const anySaying: fc.Arbitrary<Saying> = fc.oneof(
  fc.record({ episode, slots: fc.integer({ min: 1, max: 5 }), why: reason }).map(
    (said): Saying =>
      (of) =>
        addBreak(of, followed(of), said),
  ),
  fc.record({ episode, by: laterBy, only: fc.boolean(), why: reason }).map(
    ({ by, ...said }): Saying =>
      (of) =>
        moveEpisode(of, followed(of), { ...said, to: near(of, said.episode, by) }),
  ),
  fc
    .record({ episode, more: fc.integer({ min: 1, max: 6 }), by: laterBy, timed: fc.boolean() })
    .map(
      ({ episode: from, more, by, timed }): Saying =>
        (of) =>
          dropTogether(of, followed(of), {
            episode: from,
            through: from + more,
            at: timed ? near(of, from, by) : undefined,
            why: undefined,
          }),
    ),
  fc.record({ episode, why: reason }).map(
    (said): Saying =>
      (of) =>
        beginHiatus(of, followed(of), said),
  ),
  laterBy.map(
    (by): Saying =>
      (of) =>
        endHiatus(of, followed(of), minuteMoment(NOW + by), { now: NOW, zone: utc }),
  ),
  fc.record({ episode, by: laterBy, step: anyStep }).map(
    ({ episode: number, by, step }): Saying =>
      (of) =>
        addRun(of, followed(of), { episode: number, premiere: near(of, number, by), step }),
  ),
  fc.record({ episode, by: laterBy }).map(
    ({ episode: number, by }): Saying =>
      (of) =>
        confirmDrops(of, followed(of), [number], near(of, number, by), { now: NOW, zone: utc }),
  ),
  fc.integer({ min: 1, max: 40 }).map(
    (count): Saying =>
      (of) =>
        setCount(of, followed(of), count),
  ),
  fc.constantFrom('break', 'move', 'batch', 'hiatus', 'run').map(
    (kind): Saying =>
      (of) =>
        takeBack(of, followed(of), kind as 'break', undefined),
  ),
);

/** What is said one after the other; what is refused says nothing. */
function told(start: Show, sayings: readonly Saying[]): { show: Show; changes: readonly Change[] } {
  const changes: Change[] = [];
  let so = start;
  for (const say of sayings) {
    try {
      const change = say(so);
      // What was so already changes nothing, and is nothing to take back.
      if (change.shows.length > 0) changes.push(change);
      so = change.shows[0]?.after ?? so;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return { show: so, changes };
}

const anyStart: fc.Arbitrary<Show> = anySchedule.map((schedule) =>
  show({ releases: [{ ...release(), schedule }] }),
);

const weekly: fc.Arbitrary<Show> = anyZone.map(({ id }) => show({}, { zone: id }));

const anyTold = fc
  .tuple(fc.oneof(anyStart, weekly), fc.array(anySaying, { maxLength: 6 }))
  .map(([start, sayings]) => ({ start, ...told(start, sayings) }));

const EPISODES = Array.from({ length: 45 }, (_, index) => index + 1);

function instantOf(moment: Moment): number | undefined {
  return isDated(moment) ? Date.parse(moment.at) : undefined;
}

describe('whatever is said of a show', () => {
  it('is a show that the store takes', () => {
    fc.assert(
      fc.property(anyTold, ({ show: after }) => {
        expect(flawOf(after)).toBeUndefined();
      }),
    );
  });

  it('leaves every drop with one basis and somebody whose word it is', () => {
    fc.assert(
      fc.property(anyTold, ({ show: after }) => {
        const { dropAt } = timetableIn(after);
        for (const number of EPISODES) {
          const { episode: told, basis, origin } = dropAt(number);
          expect(told).toBe(number);
          expect(BASES.filter((one) => one === basis)).toHaveLength(1);
          expect(origin.source).not.toBe('');
          // What was counted is never passed off as known.
          if (origin.counted !== undefined) expect(basis).toBe('estimated');
        }
      }),
    );
  });

  it('lets no episode drop before the first', () => {
    fc.assert(
      fc.property(anyTold, ({ show: after }) => {
        const { first, dropAt } = timetableIn(after);
        const premiere = dropAt(first).moment;
        const start = instantOf(premiere);
        for (const number of EPISODES) {
          const { moment } = dropAt(number);
          const when = instantOf(moment);
          if (start === undefined || when === undefined) continue;
          // A day that was told may be that of the premiere, whose minute is later in it.
          const slack = moment.precision === premiere.precision ? 0 : DAY;
          expect(when).toBeGreaterThanOrEqual(start - slack);
        }
      }),
    );
  });

  it('keeps drops in order of episode, but where a delay of one alone says otherwise', () => {
    fc.assert(
      fc.property(anyTold, ({ show: after }) => {
        const { dropAt, anchors } = timetableIn(after);
        const { amendments = [] } = followed(after).schedule;
        const lone = new Set(amendments.flatMap((one) => ('only' in one ? [one.episode] : [])));
        // What was told of single episodes may be out of order; what is counted never adds to that.
        const dates = anchors.flatMap(({ moment }) => instantOf(moment) ?? []);
        const ordered = dates.every((date, index) => date >= (dates[index - 1] ?? date));
        if (!ordered) return;
        let latest = Number.NEGATIVE_INFINITY;
        for (const number of EPISODES.filter((one) => !lone.has(one))) {
          const when = instantOf(dropAt(number).moment);
          if (when === undefined) continue;
          expect(when).toBeGreaterThanOrEqual(latest);
          latest = when;
        }
      }),
    );
  });

  it('can be taken back, one after the other, to what was', () => {
    fc.assert(
      fc.property(anyTold, ({ start, show: after, changes }) => {
        let so = after;
        for (const change of [...changes].reverse()) {
          const [turned] = invertChange(change, '').shows;
          expect(turned?.before).toEqual(so);
          so = turned?.after ?? so;
        }
        expect(so).toEqual(start);
      }),
    );
  });

  it('is the same whoever looks: the viewer’s zone changes no instant', () => {
    fc.assert(
      fc.property(anyTold, anyZone, anyZone, anyMillis, ({ show: after }, here, there, now) => {
        const instants = (zone: Zone) => {
          const watchlist = { revision: 1, shows: [{ ...after, status: 'watching' as const }] };
          const all = agendaOf(watchlist, { now, zone, days: 90 });
          const drops = [...dueDrops(all, zone), ...all.upcoming, ...all.undated];
          return new Map(drops.map(({ episode: number, moment }) => [number, moment]));
        };
        const [mine, yours] = [instants(here), instants(there)];
        for (const [number, moment] of mine) {
          expect(yours.get(number) ?? moment).toEqual(moment);
          expect(moment).toEqual(timetableIn(after).dropAt(number).moment);
        }
      }),
    );
  });

  it('has all that is out on the agenda, once, and comes to an end', () => {
    fc.assert(
      fc.property(anyTold, anyZone, anyMillis, ({ show: after }, zone, now) => {
        const { first, last, settled, goesOn, dropAt } = timetableIn(after);
        const all = agendaOf({ revision: 1, shows: [after] }, { now, zone, days: 90 });
        const due = all.due.flatMap(({ episodes }) => episodes);
        const isOut = (number: number) =>
          isDated(dropAt(number).moment) && happened(dropAt(number).moment, now, zone) === 'yes';
        // Of a series without an end, as far as it was told of and a few more.
        const end = last ?? (goesOn ? settled + 10 : settled);
        const numbers = Array.from({ length: end - first + 1 }, (_, index) => first + index);
        expect(due.filter((number) => number <= end).toSorted((a, b) => a - b)).toEqual(
          numbers.filter(isOut),
        );
        expect(dueDrops(all, zone).map(({ episode: number }) => number)).toEqual(due);
      }),
    );
  });

  it('never moves what lies before it', () => {
    fc.assert(
      fc.property(weekly, episode, fc.integer({ min: 1, max: 5 }), (start, number, slots) => {
        const { show: after } = told(start, [
          (of) => addBreak(of, followed(of), { episode: number, slots, why: undefined }),
        ]);
        const [old, fresh] = [timetableIn(start), timetableIn(after)];
        for (let before = 1; before < number; before += 1) {
          expect(fresh.dropAt(before)).toEqual(old.dropAt(before));
        }
      }),
    );
  });

  it('adds up: a break of two is two breaks of one', () => {
    fc.assert(
      fc.property(weekly, episode, (start, number) => {
        const pause = (slots: number) => (of: Show) =>
          addBreak(of, followed(of), { episode: number, slots, why: undefined });
        const at = (of: Show) => EPISODES.map((one) => timetableIn(of).dropAt(one).moment);
        expect(at(told(start, [pause(1), pause(1)]).show)).toEqual(
          at(told(start, [pause(2)]).show),
        );
      }),
    );
  });
});
