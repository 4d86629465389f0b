import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Channel } from '../../src/reminders/channel';
import { Ledger } from '../../src/reminders/ledger';
import { NextLook } from '../../src/reminders/next-look';
import { remind } from '../../src/reminders/round';
import { instant } from '../../src/watchlist/moment';
import { timetableIn } from '../../src/watchlist/releases';
import type { Reminder } from '../../src/watchlist/reminding';
import type { Amendment, Moment, Schedule, Show } from '../../src/watchlist/show';
import { DAY, fromCivil, HOUR, MINUTE } from '../../src/watchlist/zone';
import { berlin, release, show } from '../watchlist/shows';

/**
 * A year of a season of thirty shows, minute by minute: at each minute the machine may be off, asleep or
 * its clock wrong, and now and then the user drops, pauses or delays a show. The ledger and the notes on
 * when to look next are the real ones, on the disk. What was told is held against the schedules.
 */

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const START = Date.parse('2024-01-01T00:00:00Z');
const YEAR = 366 * DAY;

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}

/** A season as seasons are: cours of twelve, long-runners, breaks, batches, a day without an hour. */
function season(roll: (sides: number) => number): Show[] {
  return Array.from({ length: 30 }, (_, index) => {
    const premiere = START + 2 * DAY + roll(14 * 24 * 12) * 5 * MINUTE;
    const amendments: Amendment[] = [];
    if (index % 3 === 0)
      amendments.push({ kind: 'break', episode: 3 + roll(5), slots: 1 + roll(2) });
    if (index % 7 === 1) amendments.push({ kind: 'batch', episode: 1, through: 2 + roll(3) });
    if (index % 7 === 2) {
      const to = {
        at: instant(premiere + 11 * 7 * DAY + roll(5) * HOUR),
        precision: 'minute' as const,
      };
      amendments.push({ kind: 'move', episode: 9, to });
    }
    if (index % 7 === 3) {
      const resumes = { at: instant(premiere + 15 * 7 * DAY), precision: 'minute' as const };
      amendments.push({ kind: 'hiatus', episode: 8, resumes });
    }
    if (index % 7 === 4) amendments.push({ kind: 'hiatus', episode: 10 });
    const schedule: Partial<Schedule> = {
      premiere:
        index % 10 === 5
          ? { at: instant(premiere).slice(0, 10), precision: 'day' }
          : { at: instant(premiere), precision: 'minute' },
      step: index === 7 ? 'P1D' : index === 11 ? 'P0D' : 'P7D',
      episodes: {
        number: [12, 13, 24, 26][roll(4)] ?? 12,
        basis: index % 2 ? 'scheduled' : 'estimated',
      },
      ...(amendments.length === 0
        ? {}
        : { amendments: amendments.sort((a, b) => a.episode - b.episode) }),
    };
    const { episodes: __, ...open } = release(schedule).schedule;
    return show({
      id: `show-${String(index).padStart(2, '0')}`,
      title: `Show ${index}`,
      added: instant(START),
      releases: [{ ...release(), schedule: index === 13 ? open : release(schedule).schedule }],
    });
  });
}

export interface Telling {
  readonly show: string;
  readonly episode: number;
  /** What the machine's clock showed, and at which of all looks. */
  readonly at: number;
  readonly look: number;
  readonly due: number;
}

interface Year {
  readonly told: readonly Telling[];
  /** What the clock showed at each look. */
  readonly looks: readonly number[];
  readonly runs: number;
  readonly steps: number;
  readonly shows: readonly Show[];
  /** Until when a show was watched, of those dropped on the way, by the machine's clock. */
  readonly left: ReadonlyMap<string, number>;
  readonly furthest: number;
}

/** What is asked each time the clock shows a new time. */
export interface Machine {
  /** What was told; undefined when it was known that there was nothing to tell. */
  look(
    clock: number,
    shows: readonly Show[],
    revision: number,
  ): Promise<readonly Pick<Telling, 'show' | 'episode' | 'due'>[] | undefined>;
}

/** The ledger, the rounds and the notes on when to look next, without a program around them. */
export class Core implements Machine {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'jikai-year-'));

  constructor() {
    folders.push(this.#folder);
  }

  async look(clock: number, shows: readonly Show[], revision: number) {
    const next = new NextLook(this.#folder, `list-${revision}`);
    if (clock < (next.at('test', clock, 'all') ?? 0)) return undefined;
    const told: Pick<Telling, 'show' | 'episode' | 'due'>[] = [];
    let last: readonly Reminder[] = [];
    const channel: Channel = {
      name: 'test',
      deliver: async () => {
        for (const { show: one, notices } of last) {
          for (const { drop, due } of notices) {
            told.push({ show: one.id, episode: drop.episode, due });
          }
        }
      },
    };
    const outcomes = await remind(new Ledger(path.join(this.#folder, 'ledger.json')), [channel], {
      now: clock,
      zone: berlin,
      shows,
      quiet: undefined,
      leads: () => [],
      isHook: () => false,
      wants: () => true,
      describe: (reminders) => {
        last = reminders;
        return { kind: 'out', title: '', body: '', data: null };
      },
    });
    for (const outcome of outcomes) next.put('test', outcome.next, clock, 'all');
    return told;
  }
}

/** When a drop is to be told of, on a clock in Berlin. */
export function dueOf(moment: Moment): number {
  if (moment.precision === 'minute') return Date.parse(moment.at);
  if (moment.precision !== 'day') return Number.POSITIVE_INFINITY;
  return fromCivil(Date.parse(moment.at) + 9 * HOUR, berlin);
}

async function live(seed: number, every: number, machine: Machine): Promise<Year> {
  const roll = dice(seed);
  let shows = season(roll);
  const told: Telling[] = [];
  const left = new Map<string, number>();
  const looks: number[] = [];
  let [runs, steps, revision] = [0, 0, 0];
  let clock = 0;
  let step = 0;
  let offUntil = 0;
  let furthest = 0;
  for (let time = START; time < START + YEAR; time += every) {
    if (time < offUntil) continue;
    // Off for a while: mostly minutes, at times a night, seldom a holiday.
    const fate = roll(400_000 / (every / MINUTE));
    if (fate < 2000) offUntil = time + (1 + roll(90)) * MINUTE;
    else if (fate < 2100) offUntil = time + (5 + roll(8)) * HOUR;
    else if (fate < 2103) offUntil = time + (3 + roll(20)) * DAY;
    else if (fate < 2163) {
      // The clock is set wrong, or right again.
      step = step === 0 ? (roll(2) ? 1 : -1) * (1 + roll(3 * 24 * 60)) * MINUTE : 0;
      steps += 1;
    } else if (fate < 2175) {
      const chosen = shows[roll(30)];
      if (chosen !== undefined && chosen.status === 'watching' && left.size < 6) {
        const status = roll(2) ? 'dropped' : 'paused';
        shows = shows.map((one) => (one === chosen ? { ...one, status } : one));
        left.set(chosen.id, time + step);
        revision += 1;
      }
    }
    if (time < offUntil) continue;
    clock = time + step;
    furthest = Math.max(furthest, clock);
    looks.push(clock);
    const fresh = await machine.look(clock, shows, revision);
    if (fresh === undefined) continue;
    runs += 1;
    for (const one of fresh) told.push({ ...one, at: clock, look: looks.length - 1 });
  }
  return { told, looks, runs, steps, shows, left, furthest };
}

/** Lets a year go by, and holds what was told against the schedules: once, in order, and nothing else. */
export async function expectEachDropToldOnce(seed: number, step: number, machine: Machine) {
  const { told, looks, runs, steps, shows, left, furthest } = await live(seed, step, machine);
  expect({
    isLong: looks.length > (YEAR / step) * 0.5,
    isSparing: step > MINUTE || runs < looks.length / 20,
  }).toEqual({
    isLong: true,
    isSparing: true,
  });
  expect(steps).toBeGreaterThan(10);
  const key = ({ show: id, episode }: Pick<Telling, 'show' | 'episode'>) => `${id} ${episode}`;
  // Once, and never before its time on the clock that the machine had.
  expect(new Set(told.map(key)).size).toBe(told.length);
  expect(told.filter(({ at, due }) => at < due)).toEqual([]);
  // And at the first look that could have told of it.
  const isLate = ({ look, due }: Telling) => looks.slice(0, look).some((clock) => clock >= due);
  expect(told.filter(isLate)).toEqual([]);
  for (const one of shows) {
    const mine = told.filter((telling) => telling.show === one.id).map(({ episode }) => episode);
    expect(mine).toEqual(mine.toSorted((a, b) => a - b));
    const timetable = timetableIn(one);
    const last = timetable.last ?? 60;
    const stopped = left.get(one.id) ?? Number.POSITIVE_INFINITY;
    const due = Array.from({ length: last - timetable.first + 1 }, (_, index) => {
      const { episode, moment } = timetable.dropAt(timetable.first + index);
      return { episode, at: dueOf(moment) };
    }).filter(({ at }) => at <= furthest);
    // What dropped while the machine was off and then the show was left is rightly not told of.
    const must = due.filter(({ at }) => at < stopped - 25 * DAY).map(({ episode }) => episode);
    const may = due.filter(({ at }) => at <= stopped + DAY).map(({ episode }) => episode);
    if (left.has(one.id)) {
      expect(mine).toEqual(expect.arrayContaining(must));
      expect(mine.filter((episode) => !may.includes(episode))).toEqual([]);
    } else {
      expect(mine).toEqual(due.map(({ episode }) => episode));
    }
  }
}
