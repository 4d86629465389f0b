import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMemory } from '../../src/store/bytes';
import { EMPTY, readDocument } from '../../src/store/document';
import { documentBytes } from '../../src/store/document-writing';
import { showToLine } from '../../src/store/line-writing';
import { byId } from '../../src/watchlist/change';
import type { Show, Watchlist } from '../../src/watchlist/show';
import { anyShow } from './arbitrary';
import { AT, adding, find, place, retitling, show } from './support';

const at = AT;
const noMigrations = { migrations: [] };
const anyWatchlist: fc.Arbitrary<Watchlist> = fc.record({
  revision: fc.nat(),
  shows: fc
    .uniqueArray(anyShow, { maxLength: 6, selector: ({ id }) => id })
    .map((shows) => shows.toSorted(byId)),
});

function written(watchlist: Watchlist): Buffer {
  return documentBytes({ watchlist: EMPTY, lines: [], others: new Map() }, watchlist);
}

describe('the layout', () => {
  test('of nothing, and of one show a line', () => {
    expect(written(EMPTY).toString()).toBe(
      '{"format":"jikai","version":1,"revision":0,"shows":[\n]}\n',
    );
    const text = written({ revision: 42, shows: [show('a'), show('b')] }).toString();
    expect(text.split('\n')).toEqual([
      '{"format":"jikai","version":1,"revision":42,"shows":[',
      `${JSON.stringify(show('a'))},`,
      JSON.stringify(show('b')),
      ']}',
      '',
    ]);
  });

  test('keys come in one order, unknown ones last, in objects within as well', () => {
    const { id, status, title, added, releases, follows } = show('a');
    const [release = show('a').releases[0]] = releases;
    const shuffled = {
      zebra: 1,
      verdicts: [{ words: 'Hooked', new: true, at, episode: 1 }],
      watched: [],
      releases: releases.map((one) => ({ mood: { b: 1, a: 2 }, ...one })),
      follows,
      ...{ added, title, status, id },
    };
    expect(JSON.stringify(shuffled)).toMatch(/^\{"zebra":1,"verdicts"/);
    expect(showToLine(shuffled)).toBe(
      JSON.stringify({
        ...{ id, status, title, added },
        releases: [{ ...release, mood: { b: 1, a: 2 } }],
        follows,
        watched: [],
        verdicts: [{ at, episode: 1, words: 'Hooked', new: true }],
        zebra: 1,
      }),
    );
  });

  test('is JSON that says the same, whatever the words', () => {
    fc.assert(
      fc.property(anyWatchlist, (watchlist) => {
        const bytes = written(watchlist);
        expect(JSON.parse(bytes.toString())).toEqual(
          JSON.parse(JSON.stringify({ format: 'jikai', version: 1, ...watchlist })),
        );
        expect(bytes.toString().split('\n')).toHaveLength(watchlist.shows.length + 3);
      }),
    );
  });
});

describe('reading', () => {
  const readings: [string, (watchlist: Watchlist) => Buffer, boolean][] = [
    ['our own file, which we know', written, true],
    ['our own file', written, false],
    ['one with a byte order mark', (list) => Buffer.from(`\ufeff${written(list)}`), false],
    ['one with Windows line ends', (list) => crlf(written(list)), false],
    ['one laid out by hand', (list) => relaid(list, 2), false],
    ['one on a single line', (list) => relaid(list, 0), false],
  ];
  test.each(readings)('%s gives what was written', (_, bytesOf, trusted) => {
    fc.assert(
      fc.property(anyWatchlist, (watchlist) => {
        const read = readDocument(inMemory(bytesOf(watchlist)), { ...noMigrations, trusted });
        expect(read.watchlist).toEqual(watchlist);
        expect(documentBytes(read, read.watchlist)).toEqual(written(watchlist));
      }),
      { numRuns: 30 },
    );
  });

  test('some statuses: those shows and no others, trusted or not', () => {
    fc.assert(
      fc.property(anyWatchlist, fc.boolean(), (watchlist, trusted) => {
        const statuses = ['watching', 'paused'] as const;
        const options = { ...noMigrations, statuses, trusted };
        const wanted = watchlist.shows.filter(({ status }) =>
          statuses.some((status_) => status_ === status),
        );
        expect(readDocument(inMemory(written(watchlist)), options).watchlist.shows).toEqual(wanted);
        expect(readDocument(inMemory(relaid(watchlist, 1)), options).watchlist.shows).toEqual(
          wanted,
        );
      }),
    );
  });

  test('shows out of order are put in order', () => {
    const bytes = written({ revision: 1, shows: [show('b'), show('a'), show('9')] });
    const { watchlist } = readDocument(inMemory(bytes), noMigrations);
    expect(watchlist.shows.map(({ id }) => id)).toEqual(['9', 'a', 'b']);
  });

  test('a line that broke since we wrote it is said when it is looked at', () => {
    const bytes = Buffer.from(
      written({ revision: 1, shows: [show('a')] })
        .toString()
        .replace('"follows":', '"follows";'),
    );
    const explain = () => new Error('explained');
    const { watchlist } = readDocument(inMemory(bytes), {
      ...noMigrations,
      trusted: true,
      explain,
    });
    const a = find(watchlist, 'a');
    expect(a.title).toBe('Title of a');
    expect(() => a.follows).toThrow('explained');
    expect(() => ({ ...a })).toThrow('explained');
  });
});

describe('the bytes of what was not changed', () => {
  test('stay, however they were written', async () => {
    const { store, file, text } = place();
    await store.update(adding(show('a'), show('b'), show('c')), { at });
    // Spaces, another order, an escaped letter, a number no program would write like this.
    const line = ` {"new" : 1.0e2, ${JSON.stringify(show('b', { title: 'X' }))
      .slice(1, -1)
      .replace('X', '\\u0058')}} `;
    const byHand = text().replace(JSON.stringify(show('b')), line.trim());
    writeFileSync(file, byHand);
    await store.update(retitling('a', 'Another'), { at });
    await store.update(retitling('c', 'Another'), { at });
    expect(text()).toBe(
      byHand
        .replace('"revision":1', '"revision":3')
        .replace('Title of a', 'Another')
        .replace('Title of c', 'Another'),
    );
    expect(find(await store.read(), 'b').title).toBe('X');
  });

  test('unknown keys stay, at the top and in shows', async () => {
    const { store, file, text } = place();
    await store.update(adding(show('a'), show('b')), { at });
    const added = text()
      .replace('"shows"', '"theme":{"dark":true},"__proto__":{"x":1},"shows"')
      .replace('"id":"a"', '"id":"a","mine":[1,2]');
    writeFileSync(file, added);
    await store.update(retitling('a', 'New'), { at });
    const saved = text();
    expect(saved.split('\n')[0]).toBe(
      '{"format":"jikai","version":1,"revision":2,"theme":{"dark":true},"__proto__":{"x":1},"shows":[',
    );
    expect(saved.split('\n')[1]).toMatch(/"title":"New".*,"mine":\[1,2\]\},$/);
    await store.undo({ at });
    await store.redo({ at });
    expect(text()).toBe(saved.replace('"revision":2', '"revision":4'));
  });

  test('a file laid out by hand is laid out in our way by the next change', async () => {
    const { store, file, text } = place();
    mkdirSync(path.dirname(file));
    const shows: Show[] = [show('b'), show('a')];
    const layout = { shows, version: 1, extra: null, revision: 7, format: 'jikai' };
    writeFileSync(file, `\ufeff${JSON.stringify(layout, null, 4)}`);
    await store.update(retitling('a', 'New'), { at });
    expect(text()).toBe(
      [
        '{"format":"jikai","version":1,"revision":8,"extra":null,"shows":[',
        `${JSON.stringify(show('a', { title: 'New' }))},`,
        JSON.stringify(show('b')),
        ']}',
        '',
      ].join('\n'),
    );
    expect(readFileSync(file)[0]).toBe('{'.charCodeAt(0));
  });
});

function relaid(watchlist: Watchlist, indent: number): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(written(watchlist).toString()), null, indent));
}

function crlf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replaceAll('\n', '\r\n'));
}
