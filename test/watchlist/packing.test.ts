import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evening } from '../../src/watchlist/evenings';
import { isWhole, type Packing, pack, type Row } from '../../src/watchlist/packing';
import { DAY, HOUR, MINUTE } from '../../src/watchlist/zone';

/** Evenings of nine hours, a day apart. */
function evenings(count: number, from = 20 * HOUR): readonly Evening[] {
  return Array.from({ length: count }, (_, day) => ({
    date: `2024-01-0${day + 1}`,
    from: day * DAY + from,
    until: day * DAY + 29 * HOUR,
  }));
}

const OPEN = Number.POSITIVE_INFINITY;

function row(episodes: number, facts: Partial<Row> = {}): Row {
  return { out: Array(episodes).fill(0), length: 24 * MINUTE, by: OPEN, rank: 0, ...facts };
}

/** What stands in each evening: rows by letter, with the number of the episode. */
function told(packing: Packing): readonly string[] {
  return packing.map((seats) =>
    seats.map((seat) => `${'abc'[seat.row]}${seat.index + 1}`).join(' '),
  );
}

/** Whether some order of everything, tried out to the last one, has everything in time. */
function canBeDone(rows: readonly Row[], nights: readonly Evening[], most: number): boolean {
  const tried = new Map<string, boolean>();
  const from = (night: number, taken: readonly number[], seats: number, at: number): boolean => {
    if (rows.every(({ out }, place) => taken[place] === out.length)) return true;
    const evening = nights[night];
    if (evening === undefined) return false;
    const key = `${night} ${taken} ${seats} ${at}`;
    const known = tried.get(key);
    if (known !== undefined) return known;
    const isDone =
      from(night + 1, taken, 0, nights[night + 1]?.from ?? 0) ||
      (seats < most &&
        rows.some(({ out, length, by }, place) => {
          const ready = out[taken[place] ?? 0];
          const end = at + length;
          if (ready === undefined || ready > evening.from || end > Math.min(by, evening.until)) {
            return false;
          }
          return from(night, taken.with(place, (taken[place] ?? 0) + 1), seats + 1, end);
        }));
    tried.set(key, isDone);
    return isDone;
  };
  return from(
    0,
    rows.map(() => 0),
    0,
    nights[0]?.from ?? 0,
  );
}

describe('packing', () => {
  it('fills evening after evening, in order', () => {
    expect(told(pack([row(5)], evenings(4), 2))).toEqual(['a1 a2', 'a3 a4', 'a5', '']);
  });

  it('begins each when the one before it ends', () => {
    const [first] = pack([row(2), row(1, { length: 50 * MINUTE, rank: 1 })], evenings(1), 3);
    expect(first?.map(({ at }) => (at - 20 * HOUR) / MINUTE)).toEqual([0, 24, 48]);
  });

  it('waits until an episode is out when the evening begins', () => {
    const out = [0, 20 * HOUR, 20 * HOUR + 1, 2 * DAY];
    expect(told(pack([row(4, { out })], evenings(4), 4))).toEqual(['a1 a2', 'a3', 'a4', '']);
  });

  it('takes first whose time is up first, and then who is of the first rank', () => {
    const rows = [
      row(2, { rank: 2 }),
      row(2, { by: DAY + 21 * HOUR, rank: 3 }),
      row(2, { rank: 1 }),
    ];
    expect(told(pack(rows, evenings(3), 2))).toEqual(['b1 b2', 'c1 c2', 'a1 a2']);
  });

  it('begins nothing that does not end in time, nor past the end of the day', () => {
    const until = 20 * HOUR + 48 * MINUTE;
    expect(told(pack([row(4, { by: until })], evenings(2), 4))).toEqual(['a1 a2', '']);
    expect(told(pack([row(9, { length: 200 * MINUTE })], evenings(2), 9))).toEqual([
      'a1 a2',
      'a3 a4',
    ]);
  });

  it('takes the longer one first where only that does', () => {
    // The urgent one has two evenings, and would leave no place that is early enough for the other.
    const urgent = row(1, { by: DAY + 21 * HOUR, length: 20 * MINUTE });
    const long = row(2, { by: DAY + 21 * HOUR + 1, length: 60 * MINUTE });
    expect(told(pack([urgent, long], evenings(2), 2))).toEqual(['a1 b1', 'b2']);
    const tight = row(1, { by: DAY + 20 * HOUR + 30 * MINUTE, length: 30 * MINUTE });
    const longer = row(1, { by: DAY + 20 * HOUR + 40 * MINUTE, length: 60 * MINUTE });
    expect(told(pack([tight, longer], evenings(2), 1))).toEqual(['b1', 'a1']);
  });

  const length = fc.constantFrom(12, 24, 30, 48, 60, 120, 250).map((minutes) => minutes * MINUTE);
  const anyRow: fc.Arbitrary<Row> = fc
    .record({
      out: fc.array(fc.integer({ min: -10, max: 80 }), { minLength: 1, maxLength: 4 }),
      length,
      by: fc.oneof(
        fc.constant(OPEN),
        // Most of them in the middle of an evening, where lengths matter.
        fc
          .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 20 }))
          .map(([day, steps]) => day * DAY + 20 * HOUR + steps * 12 * MINUTE),
      ),
      rank: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ out, ...facts }) => ({
      ...facts,
      out: out.sort((a, b) => a - b).map((h) => h * HOUR),
    }));
  const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 3 });
  const most = fc.integer({ min: 1, max: 3 });
  const nights = fc.integer({ min: 0, max: 3 });

  it('keeps to every rule, whether it does or not', () => {
    fc.assert(
      fc.property(anyRows, nights, most, (rows, count, per) => {
        const packing = pack(rows, evenings(count), per);
        expect(packing).toHaveLength(count);
        for (const [day, seats] of packing.entries()) {
          const evening = evenings(count)[day];
          expect(seats.length).toBeLessThanOrEqual(per);
          let at = evening?.from ?? 0;
          for (const seat of seats) {
            const { out, length: takes = 0, by = 0 } = rows[seat.row] ?? {};
            expect(seat.at).toBe(at);
            at += takes;
            expect(out?.[seat.index]).toBeLessThanOrEqual(evening?.from ?? 0);
            expect(at).toBeLessThanOrEqual(Math.min(by, evening?.until ?? 0));
          }
        }
        for (const place of rows.keys()) {
          const indices = packing.flat().filter((seat) => seat.row === place);
          expect(indices.map(({ index }) => index)).toEqual([...indices.keys()]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does exactly where something does', () => {
    let does = 0;
    fc.assert(
      fc.property(anyRows, nights, most, (rows, count, per) => {
        const is = isWhole(rows, pack(rows, evenings(count), per));
        does += is ? 1 : 0;
        expect(is).toBe(canBeDone(rows, evenings(count), per));
      }),
      { numRuns: 1500 },
    );
    // Both have been seen.
    expect(does).toBeGreaterThan(100);
    expect(does).toBeLessThan(1400);
  });

  it('does exactly where something does, also where only some order of lengths is in time', () => {
    const step = 10 * MINUTE;
    const tight = fc.record({
      episodes: fc.integer({ min: 1, max: 2 }),
      length: fc.integer({ min: 1, max: 6 }).map((steps) => steps * step),
      // In the second of two evenings.
      by: fc.integer({ min: 1, max: 9 }).map((steps) => DAY + 20 * HOUR + steps * step),
    });
    const rowsOf = fc.array(tight, { minLength: 2, maxLength: 3 });
    let hard = 0;
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 2 }), (some, per) => {
        const rows = some.map(({ episodes, ...facts }) => row(episodes, facts));
        const packing = pack(rows, evenings(2), per);
        expect(isWhole(rows, packing)).toBe(canBeDone(rows, evenings(2), per));
        // What has less time stands behind what has more: urgency alone would not have done it.
        const times = packing.flat().map((seat) => rows[seat.row]?.by ?? 0);
        if (isWhole(rows, packing) && times.some((by, index) => by < (times[index - 1] ?? 0)))
          hard += 1;
      }),
      { numRuns: 1000 },
    );
    expect(hard).toBeGreaterThan(5);
  });

  it('does with more an evening, or with more evenings, wherever it does with fewer', () => {
    fc.assert(
      fc.property(anyRows, nights, most, (rows, count, per) => {
        if (!isWhole(rows, pack(rows, evenings(count), per))) return;
        expect(isWhole(rows, pack(rows, evenings(count), per + 1))).toBe(true);
        expect(isWhole(rows, pack(rows, evenings(count + 1), per))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no fewer of a single row with more an evening', () => {
    fc.assert(
      fc.property(anyRow, nights, most, (one, count, per) => {
        const taken = (number: number) => pack([one], evenings(count), number).flat().length;
        expect(taken(per + 1)).toBeGreaterThanOrEqual(taken(per));
      }),
    );
  });

  it('gives up on what would take forever', () => {
    const rows = Array.from({ length: 30 }, (_, place) =>
      row(6, { length: (20 + place) * MINUTE, by: 30 * DAY + 20 * HOUR + (15 + place) * MINUTE }),
    );
    const packing = pack(rows, evenings(31), 6);
    expect(packing.flat().length).toBeGreaterThan(170);
  });
});
