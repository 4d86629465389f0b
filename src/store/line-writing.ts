import { fieldsOf } from '../watchlist/fields';
import type { Amendment, Hold, KnownDrop, Show, Trial } from '../watchlist/show';
import { inMemory, STRETCH } from './bytes';
import { plainly } from './lazy-show';
import { BETWEEN, FOOTER, HEADER_END, type Line } from './lines';

/** The keys of an object in the order they are written, with those of the objects within. */
type Order = ReadonlyMap<string, { readonly place: number; readonly inner: Order | null }>;

/** A list of the same keys as `T`, which the compiler holds to the type. */
function order<T>(keys: { readonly [Key in keyof Required<T>]: Order | null }): Order {
  const inner = Object.entries<Order | null>(keys);
  return new Map(inner.map(([name, within], place) => [name, { place, inner: within }]));
}

type Release = Show['releases'][number];
type Schedule = Release['schedule'];

const MOMENT = order<Schedule['premiere']>({ at: null, precision: null });

/** All that amendments of any kind have. */
type AmendmentKeys = {
  readonly [Key in Amendment extends infer A
    ? A extends Amendment
      ? keyof A
      : never
    : never]: unknown;
};

const SHOW = order<Show>({
  id: null,
  status: null,
  title: null,
  titles: order<NonNullable<Show['titles']>>({ english: null, romaji: null, native: null }),
  format: null,
  production: null,
  minutes: null,
  ids: order<NonNullable<Show['ids']>>({ anilist: null, mal: null, anidb: null, bangumi: null }),
  site: null,
  added: null,
  tags: null,
  started: null,
  finished: null,
  rewatches: null,
  rewatching: null,
  releases: order<Release>({
    id: null,
    platform: null,
    audio: null,
    url: null,
    source: null,
    schedule: order<Schedule>({
      premiere: MOMENT,
      basis: null,
      step: null,
      zone: null,
      first: null,
      episodes: order<NonNullable<Schedule['episodes']>>({ number: null, basis: null }),
      amendments: order<AmendmentKeys>({
        kind: null,
        episode: null,
        slots: null,
        through: null,
        to: MOMENT,
        at: MOMENT,
        resumes: MOMENT,
        premiere: MOMENT,
        basis: null,
        step: null,
        only: null,
        why: null,
      }),
      drops: order<KnownDrop>({ episode: null, moment: MOMENT, basis: null, source: null }),
    }),
  }),
  follows: null,
  hold: order<Hold>({ until: null }),
  trial: order<Trial>({ kept: null, after: null, until: null }),
  watched: order<Show['watched'][number]>({ episode: null, at: null }),
  verdicts: order<Show['verdicts'][number]>({
    at: null,
    episode: null,
    words: null,
    score: null,
    note: null,
  }),
});

/** A show as its line in the file: known keys first and in one order, unknown ones after them. */
export function showToLine(show: Show): string {
  const known = written.get(show);
  if (known !== undefined) return known;
  const line = JSON.stringify(inOrder(plainly(show), SHOW));
  written.set(show, line);
  return line;
}

/** Lines of shows, which never change: the journal and the file need the same ones. */
const written = new WeakMap<Show, string>();

/** Whether two shows, or the lack of them, would be written alike. */
export function sameShow(a: Show | null, b: Show | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || showToLine(a) === showToLine(b);
}

/** A value that has its keys in order: itself, if it has. Entries, since `__proto__` may be one of the user's own. */
function inOrder(value: unknown, keys: Order | null): unknown {
  if (keys === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const ordered = items.map((item) => inOrder(item, keys));
    return ordered.every((item, index) => item === items[index]) ? items : ordered;
  }
  const fields = Object.entries(fieldsOf(value)).map(([name, field]) => {
    const { place, inner } = keys.get(name) ?? UNKNOWN;
    return { name, place, field, ordered: inOrder(field, inner) };
  });
  const isInOrder = fields.every(
    ({ place, field, ordered }, index) =>
      ordered === field && place >= (fields[index - 1]?.place ?? 0),
  );
  if (isInOrder) return value;
  fields.sort((a, b) => (a.place === b.place ? 0 : a.place - b.place));
  return Object.fromEntries(fields.map(({ name, ordered }) => [name, ordered]));
}

/** Unknown keys come last, as they are. */
const UNKNOWN = { place: Number.POSITIVE_INFINITY, inner: null };

/**
 * A file of header and lines, in pieces to be written one after the other, each before the next is asked
 * for. Lines that follow each other in the old file are taken from it together, however many they are.
 */
export function* joinLines(
  header: readonly (readonly [string, unknown])[],
  lines: readonly Line[],
): Generator<Uint8Array> {
  const fields = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  // Each piece is a system call, so small ones are put together.
  let small: Uint8Array[] = [Buffer.from(`{${fields.join('')}${HEADER_END}`)];
  for (const [index, run] of runsOf(lines).entries()) {
    if (index > 0) small.push(BETWEEN);
    if (run.end - run.start < LARGE) {
      small.push(Buffer.from(run.bytes.view(run.start, run.end)));
      continue;
    }
    yield Buffer.concat(small);
    small = [];
    for (let from = run.start; from < run.end; from += STRETCH) {
      yield run.bytes.view(from, Math.min(from + STRETCH, run.end));
    }
  }
  yield Buffer.concat([...small, Buffer.from(lines.length > 0 ? `\n${FOOTER}` : FOOTER)]);
}

/** Lines that follow each other in the same bytes, as one. */
function runsOf(lines: readonly Line[]): readonly Line[] {
  const runs: Line[] = [];
  let run: Line | undefined;
  for (const line of lines) {
    if (run !== undefined && run.bytes === line.bytes && run.end + BETWEEN.length === line.start) {
      run = { bytes: run.bytes, start: run.start, end: line.end };
      continue;
    }
    if (run !== undefined) runs.push(run);
    run = line;
  }
  return run === undefined ? runs : [...runs, run];
}

/** A line of its own, for a show that is not in the old file as it is. */
export function newLine(text: string): Line {
  const bytes = Buffer.from(text, 'utf8');
  return { bytes: inMemory(bytes), start: 0, end: bytes.length };
}

/** Bytes from which on copying a piece costs more than a system call. */
const LARGE = 65_536;
