import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentBytes } from '../../src/store/document-writing';
import type { JournalEntry } from '../../src/store/journal';
import { sameShow } from '../../src/store/line-writing';
import { remainsOf } from '../../src/store/remains';
import { type Evidence, type Loss, type Recovery, salvage } from '../../src/store/salvage';
import { applyChange, type Change, showOf } from '../../src/watchlist/change';
import type { Show, Watchlist } from '../../src/watchlist/show';
import { AT, show } from './support';

/** A list's whole past: each state, and the entry that led to each but the first, which is empty. */
interface Past {
  readonly states: readonly Watchlist[];
  readonly entries: readonly JournalEntry[];
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** What happens to one show: it is put on the list or changed, or taken off. */
const step = fc.record({ id: fc.constantFrom(...IDS), stays: fc.nat({ max: 3 }) });

/** Each version of each show differs from every other, so that it is known whence it comes. */
const anyPast = fc
  .array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 14 })
  .map((changes): Past => {
    const states: Watchlist[] = [{ revision: 0, shows: [] }];
    const entries: JournalEntry[] = [];
    for (const [index, steps] of changes.entries()) {
      const present = states.at(-1) ?? { revision: 0, shows: [] };
      const change = changeOf(present, steps, `次回 ${index + 1}`);
      if (change.shows.length === 0) continue;
      const next = applyChange(present, change);
      states.push(next);
      entries.push({ revision: next.revision, at: AT, kind: 'change', ...change });
    }
    return { states, entries };
  })
  .filter(({ states }) => states.length > 1);

function changeOf(
  present: Watchlist,
  steps: readonly { id: string; stays: number }[],
  title: string,
): Change {
  const seen = new Map(steps.map((one) => [one.id, one.stays > 0]));
  const shows = [...seen].flatMap(([id, stays]) => {
    const before = showOf(present.shows, id);
    if (before === null && !stays) return [];
    return [{ id, before, after: stays ? show(id, { title: `${title} of ${id}` }) : null }];
  });
  return { summary: title, shows };
}

function bytesOf(watchlist: Watchlist): Buffer {
  const document = { watchlist: { revision: 0, shows: [] }, others: new Map(), lines: [] };
  return documentBytes(document, watchlist);
}

/** Something that happens to a file. */
type Damage = (bytes: Buffer) => Buffer | undefined;

const place = fc.double({ min: 0, max: 1, noNaN: true });

const truncated = place.map(
  (at): Damage =>
    (bytes) =>
      bytes.subarray(0, Math.floor(at * (bytes.length - 1))),
);
const overwrittenBy = (piece: fc.Arbitrary<Uint8Array>) =>
  fc.tuple(place, piece).map(
    ([at, stuff]): Damage =>
      (bytes) => {
        const damaged = Buffer.from(bytes);
        damaged.set(
          stuff.subarray(0, bytes.length),
          Math.floor(at * Math.max(0, bytes.length - stuff.length)),
        );
        return damaged;
      },
  );
const zeroed = overwrittenBy(fc.integer({ min: 1, max: 900 }).map((size) => new Uint8Array(size)));
const cutOut = fc.tuple(place, fc.integer({ min: 1, max: 900 })).map(
  ([at, size]): Damage =>
    (bytes) => {
      const start = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + size)]);
    },
);
const scribbled = overwrittenBy(fc.uint8Array({ minLength: 1, maxLength: 300 }));
const written = overwrittenBy(
  fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
    .map((text) => Buffer.from(text)),
);
const gone = fc.constant<Damage>(() => undefined);
/** Of these it can be told which lines they hit; a letter put for another cannot. */
const tellable = fc.oneof(truncated, zeroed, gone);
const anyDamage = fc.oneof(truncated, zeroed, gone, cutOut, scribbled, written);

/** What is left of a past, given what became of each thing. */
function evidenceOf(
  { states, entries }: Past,
  file: Damage,
  backups: readonly Watchlist[],
  torn: readonly Watchlist[] = [],
): Evidence {
  const present = states.at(-1) ?? { revision: 0, shows: [] };
  const bytes = file(bytesOf(present));
  return {
    file: bytes === undefined ? undefined : remainsOf(bytes),
    backups,
    torn,
    backedUp: Math.max(0, ...[...backups, ...torn].map(({ revision }) => revision)),
    entries,
  };
}

function versionsOf({ states }: Past, id: string): readonly Show[] {
  return states.flatMap(({ shows }) => showOf(shows, id) ?? []);
}

/** The revision of the last change to a show. */
function lastTouched({ entries }: Past, id: string): number {
  return entries.findLast(({ shows }) => shows.some((one) => one.id === id))?.revision ?? 0;
}

function isNamed(losses: readonly Loss[], revision: number): boolean {
  return losses.some(
    (loss) =>
      loss.kind === 'revision' ||
      (loss.kind === 'changes' && loss.from <= revision && revision <= loss.to),
  );
}

/** Holds a recovery to what must always be so. */
function expectHonest(past: Past, recovery: Recovery): void {
  const truth = past.states.at(-1)?.shows ?? [];
  const { watchlist, losses } = recovery;
  const ids = watchlist.shows.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const one of watchlist.shows) {
    expect(versionsOf(past, one.id).some((version) => sameShow(version, one))).toBe(true);
  }
  for (const id of IDS) {
    const had = showOf(watchlist.shows, id);
    if (sameShow(had, showOf(truth, id))) continue;
    // What came to it last is among what is said to be missing, and the show itself is named.
    expect(isNamed(losses, lastTouched(past, id))).toBe(true);
    if (had === null) continue;
    expect(losses).toContainEqual(expect.objectContaining({ kind: 'older', show: had }));
  }
}

describe('with the whole journal', () => {
  test('and any whole backup, or none, nothing is lost, whatever became of the file', () => {
    fc.assert(
      fc.property(anyPast, anyDamage, fc.nat(), (past, damage, number) => {
        const backup = past.states.slice(0, -1)[number % past.states.length];
        const recovery = salvage(evidenceOf(past, damage, backup === undefined ? [] : [backup]));
        const truth = past.states.at(-1);
        expect(recovery?.watchlist.shows).toEqual(truth?.shows);
        expect(
          recovery?.losses.filter(({ kind }) => kind === 'changes' || kind === 'older'),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('says of which revision that is, unless the number itself was written over', () => {
    fc.assert(
      fc.property(anyPast, tellable, (past, damage) => {
        const recovery = salvage(evidenceOf(past, damage, []));
        expect(recovery?.watchlist).toEqual(past.states.at(-1));
        expect(recovery).toMatchObject({ backup: undefined, lines: 0, losses: [] });
      }),
    );
  });

  test('an entry that was never put in place is none, where the file says so, or its shows do', () => {
    fc.assert(
      fc.property(anyPast, truncated, (past, damage) => {
        const { states } = past;
        const before = states.at(-2) ?? { revision: 0, shows: [] };
        const bytes = damage(bytesOf(before)) ?? Buffer.alloc(0);
        const { backedUp, ...rest } = evidenceOf(past, () => bytes, states.slice(0, -2));
        const recovery = salvage({ ...rest, backedUp });
        if (remainsOf(bytes).revision === undefined) return;
        if (before.shows.length === 0) return;
        expect(recovery?.watchlist).toEqual(before);
      }),
    );
  });
});

describe('with less', () => {
  /** Any of the backups, and of the entries, which the file's truncation or torn lines leave. */
  const left = fc.record({
    past: anyPast,
    damage: tellable,
    backups: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    kept: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    torn: fc.array(fc.constantFrom(undefined, ...IDS), { minLength: 14, maxLength: 14 }),
  });

  test('each show is one that really was, and whatever is lost is named', () => {
    fc.assert(
      fc.property(left, ({ past, damage, backups, kept, torn }) => {
        const older = past.states.slice(0, -1);
        const evidence = evidenceOf(
          { ...past, entries: past.entries.filter((_, index) => kept[index]) },
          damage,
          older.filter((_, index) => backups[index]),
          older
            .filter((_, index) => !backups[index])
            .map(({ revision, shows }, index) => ({
              revision,
              shows: shows.filter(({ id }) => id === torn[index]),
            })),
        );
        const recovery = salvage(evidence);
        // With the file, the number of the last change may be gone as well.
        const known = Math.max(
          evidence.file?.revision ?? 0,
          evidence.entries.at(-1)?.revision ?? 0,
          evidence.backedUp === 0 ? 0 : evidence.backedUp + 1,
        );
        if (recovery === undefined || known < past.states.length - 1) return;
        expectHonest(past, recovery);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is still whole of the file is not lost, though nothing else is there', () => {
    fc.assert(
      fc.property(anyPast, fc.oneof(truncated, zeroed), (past, damage) => {
        const { file, ...rest } = evidenceOf({ ...past, entries: [] }, damage, []);
        const whole = (file?.pieces ?? []).flatMap((piece) =>
          piece.kind === 'show' ? [piece.show] : [],
        );
        expect(salvage({ file, ...rest })?.watchlist.shows ?? []).toEqual(whole);
      }),
    );
  });

  test('of each show the newest version that any of it holds', () => {
    fc.assert(
      fc.property(left, ({ past, backups, kept }) => {
        const older = past.states.slice(0, -1).filter((_, index) => backups[index]);
        const entries = past.entries.filter((_, index) => kept[index]);
        const recovery = salvage(evidenceOf({ ...past, entries }, () => undefined, older));
        const base = older.at(-1);
        for (const id of IDS) {
          const told = entries.findLast(
            ({ revision, shows }) =>
              revision > (base?.revision ?? 0) && shows.some((one) => one.id === id),
          );
          const newest =
            told === undefined
              ? showOf(base?.shows ?? [], id)
              : (told.shows.find((one) => one.id === id)?.after ?? null);
          expect(showOf(recovery?.watchlist.shows ?? [], id)).toEqual(newest);
        }
      }),
    );
  });
});

describe('what is said of it', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => show(id));
  const list = (revision: number, ...shows: readonly (Show | undefined)[]): Watchlist => ({
    revision,
    shows: shows.flatMap((one) => one ?? []),
  });
  const newer = show('b', { title: 'Newer' });
  const entry = (revision: number, ...shows: JournalEntry['shows']): JournalEntry => ({
    revision,
    at: AT,
    kind: 'change',
    summary: `Change ${revision}`,
    shows,
  });
  const retitled = entry(4, { id: 'b', before: b ?? null, after: newer });
  const nothing = { file: undefined, backups: [], torn: [], backedUp: 0, entries: [] };

  test('nothing is left', () => {
    expect(salvage(nothing)).toBeUndefined();
    expect(salvage({ ...nothing, file: remainsOf(Buffer.alloc(0)) })).toBeUndefined();
    expect(salvage({ ...nothing, file: remainsOf(Buffer.from('\0\0\n\0')) })).toBeUndefined();
  });

  test('a file of another list than the journal knows goes before it', () => {
    const bytes = bytesOf(list(90, newer, c))
      .toString()
      .slice('{"format"'.length);
    expect(
      salvage({
        ...nothing,
        file: remainsOf(Buffer.from(bytes)),
        backups: [list(3, a, b)],
        backedUp: 3,
      }),
    ).toMatchObject({
      watchlist: list(5, a, newer, c),
      losses: [{ kind: 'revision' }, { kind: 'older', show: a, revision: 3 }],
    });
  });

  test('a list that was empty is', () => {
    const removed = entry(4, { id: 'a', before: a ?? null, after: null });
    expect(salvage({ ...nothing, backups: [list(3, a)], backedUp: 3, entries: [removed] })).toEqual(
      { watchlist: list(4), backup: 3, entries: 1, lines: 0, losses: [] },
    );
  });

  test('the backup, and how many changes after it', () => {
    expect(
      salvage({ ...nothing, backups: [list(3, a, b)], backedUp: 3, entries: [retitled] }),
    ).toEqual({ watchlist: list(4, a, newer), backup: 3, entries: 1, lines: 0, losses: [] });
  });

  test('what comes of the file alone, and what may be older', () => {
    const bytes = bytesOf(list(9, a, newer, c)).toString();
    const cut = bytes.slice(0, bytes.indexOf('{"id":"c"') + 40);
    expect(
      salvage({
        ...nothing,
        file: remainsOf(Buffer.from(cut)),
        backups: [list(3, a, b, c)],
        backedUp: 3,
      }),
    ).toEqual({
      watchlist: list(9, a, newer, c),
      backup: 3,
      entries: 0,
      lines: 1,
      losses: [
        { kind: 'changes', from: 4, to: 9 },
        { kind: 'older', show: c, revision: 3 },
      ],
    });
  });

  test('a show of which only the beginning is left', () => {
    const bytes = bytesOf(list(9, a, b, c)).toString();
    const cut = bytes.slice(0, bytes.indexOf('{"id":"c"') + 40);
    expect(salvage({ ...nothing, file: remainsOf(Buffer.from(cut)) })).toMatchObject({
      watchlist: list(9, a, b),
      losses: [
        { kind: 'changes', from: 1, to: 9 },
        { kind: 'gone', id: 'c' },
      ],
    });
  });

  test('a slip of the hand loses nothing, though the journal and backups are gone', () => {
    const bytes = bytesOf(list(9, a, b, c))
      .toString()
      .replace('},\n', '}\n');
    expect(salvage({ ...nothing, file: remainsOf(Buffer.from(bytes)) })).toMatchObject({
      watchlist: list(9, a, b, c),
      losses: [],
    });
  });

  test('what was removed in changes that are lost stays so, where the file shows it', () => {
    const bytes = bytesOf(list(9, a, c))
      .toString()
      .slice(0, -2);
    expect(
      salvage({
        ...nothing,
        file: remainsOf(Buffer.from(bytes)),
        backups: [list(3, a, b, c)],
        backedUp: 3,
      })?.watchlist,
    ).toEqual(list(9, a, c));
  });

  test('what somebody wrote into the file by hand is named, and what jikai wrote is taken', () => {
    const bytes = bytesOf(list(4, a, newer))
      .toString()
      .replace('Newer', 'By hand')
      .replace(']}', ']');
    expect(
      salvage({
        ...nothing,
        file: remainsOf(Buffer.from(bytes)),
        backups: [list(3, a, b)],
        backedUp: 3,
        entries: [retitled],
      }),
    ).toMatchObject({
      watchlist: list(4, a, newer),
      losses: [{ kind: 'otherwise', show: newer }],
    });
  });

  test('an older state that somebody went back to is not mistaken for damage', () => {
    const bytes = bytesOf(list(3, a, b))
      .toString()
      .slice(0, -2);
    const longer = [
      retitled,
      entry(5, { id: 'a', before: a ?? null, after: null }),
      entry(6, { id: 'c', before: null, after: c ?? null }),
    ];
    const found = {
      ...nothing,
      file: remainsOf(Buffer.from(bytes)),
      backups: [list(2, a), list(3, a, b)],
      backedUp: 5,
      entries: longer,
    };
    expect(salvage(found)?.watchlist).toEqual(list(3, a, b));
    // With another list in it than that of its number, the number is what is wrong.
    const damaged = bytesOf(list(3, newer, c))
      .toString()
      .slice(0, -2);
    expect(salvage({ ...found, file: remainsOf(Buffer.from(damaged)) })?.watchlist).toEqual(
      list(6, newer, c),
    );
  });
});
