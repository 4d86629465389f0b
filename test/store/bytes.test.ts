import { closeSync, openSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { inMemory, OpenFile } from '../../src/store/bytes';
import { EMPTY, readDocument } from '../../src/store/document';
import { documentBytes } from '../../src/store/document-writing';
import { byId } from '../../src/watchlist/change';
import { type Show, STATUSES, type Watchlist } from '../../src/watchlist/show';
import { anyShow } from './arbitrary';
import { AT, adding, folder, place, retitling, show } from './support';

const file = path.join(folder(), 'file');
const opened: number[] = [];
afterAll(() => {
  for (const descriptor of opened) closeSync(descriptor);
});

/** A file of this content, of which hardly anything is held at once. */
function fileOf(content: Buffer, stretch: number): OpenFile {
  writeFileSync(file, content);
  const descriptor = openSync(file, 'r');
  opened.push(descriptor);
  return new OpenFile(descriptor, content.length, stretch);
}

const anyShows = fc
  .uniqueArray(anyShow, { maxLength: 6, selector: ({ id }) => id })
  .map((shows) => shows.toSorted(byId));

function listOf(shows: readonly Show[]): Buffer {
  return documentBytes({ watchlist: EMPTY, lines: [], others: new Map() }, { revision: 7, shows });
}

describe('a file that is read in stretches', () => {
  test('has the bytes that it has, wherever one looks', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 64 }),
        fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 20 }),
        (content, stretch, places) => {
          const bytes = Buffer.from(content);
          const read = fileOf(bytes, stretch);
          for (const [one, other] of places) {
            const start = Math.min(one, other, bytes.length);
            const end = Math.min(Math.max(one, other), bytes.length);
            expect(read.view(start, end).equals(bytes.subarray(start, end))).toBe(true);
            expect(read.text(start, end)).toBe(bytes.toString('utf8', start, end));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('that becomes shorter meanwhile is told of, and never waited for', () => {
    const read = fileOf(Buffer.alloc(100, 'x'), 10);
    expect(read.text(0, 10)).toBe('x'.repeat(10));
    truncateSync(file, 50);
    expect(() => read.view(60, 70)).toThrow('shorter');
    expect(read.text(0, 10)).toBe('x'.repeat(10));
  });

  test('is the same list as in one piece, whatever is asked of it', () => {
    fc.assert(
      fc.property(
        anyShows,
        fc.integer({ min: 1, max: 2000 }),
        fc.subarray([...STATUSES]),
        (shows, stretch, statuses) => {
          const whole = listOf(shows);
          const options = { migrations: [], trusted: true };
          const read = readDocument(fileOf(whole, stretch), options);
          expect(read.watchlist).toEqual({ revision: 7, shows });
          // Copied from the file, all but the one that changed.
          const [first, ...rest] = read.watchlist.shows;
          const edited = first === undefined ? [] : [{ ...first, title: 'x' }, ...rest];
          const written = documentBytes(read, { revision: 7, shows: edited });
          const plain = first === undefined ? [] : [{ ...shows[0], ...first, title: 'x' }];
          expect(written.equals(listOf([...plain, ...shows.slice(1)]))).toBe(true);

          const wanted = shows.filter(({ status }) => statuses.includes(status));
          const some = { ...options, statuses };
          expect(readDocument(fileOf(whole, stretch), some).watchlist.shows).toEqual(wanted);
          const visited: Show[] = [];
          const visiting = { ...some, visit: (one: Show) => visited.push(one) };
          expect(readDocument(fileOf(whole, stretch), visiting).watchlist.shows).toEqual([]);
          expect(visited).toEqual(wanted);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('has lines longer than a stretch, and titles behind what is near a line’s start', () => {
    const long = show('long', { title: 'ロング'.repeat(300), titles: { native: 'x'.repeat(900) } });
    const quoted = show('quoted', {
      title: 'a "quoted" title',
      titles: { english: '}","status":"' },
    });
    const shows = [long, quoted];
    const read = readDocument(fileOf(listOf(shows), 16), { migrations: [], trusted: true });
    for (const [index, one] of read.watchlist.shows.entries()) {
      const { title, titles, id, status } = one;
      const {
        title: ownTitle,
        titles: ownTitles,
        id: ownId,
        status: ownStatus,
      } = shows[index] ?? one;
      expect([title, titles, id, status]).toEqual([ownTitle, ownTitles, ownId, ownStatus]);
    }
  });

  test('is held whole once it is settled, and no more than was held once it is closed', () => {
    const content = Buffer.from('0123456789');
    const settled = fileOf(content, 4);
    settled.settle();
    const closed = fileOf(content, 4);
    expect(closed.text(2, 5)).toBe('234');
    closed.close();
    // Both are closed, and what is closed twice is so once.
    for (const one of [settled, closed]) one.close();
    for (const descriptor of opened.splice(-2))
      expect(() => closeSync(descriptor)).toThrow('EBADF');
    expect(settled.text(0, 10)).toBe('0123456789');
    expect(closed.text(3, 6)).toBe('345');
    expect(() => closed.text(0, 3)).toThrow('closed');
  });

  test('leaves no more than a few files open, however often it is read', async () => {
    const { store, file: list } = place();
    const long = 'x'.repeat(400_000);
    await store.update(adding(show('a', { title: long }), show('b')), { at: AT });
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    const lists: Watchlist[] = [];
    for (let reading = 0; reading < 40; reading += 1) {
      lists.push(await store.read());
      await store.read({ statuses: ['planned'] });
      await store.each(['planned'], () => {});
    }
    expect(descriptors() - before).toBeLessThanOrEqual(8);
    // The file that they were read from has another in its place, and they are as they were.
    await store.update(retitling('b', 'y'), { at: AT });
    writeFileSync(list, 'garbage');
    for (const { shows } of lists) {
      expect(shows.map(({ title }) => title)).toEqual([long, 'Title of b']);
      expect(shows[1]?.follows).toBe('crunchyroll');
    }
  });

  test('in memory is read as it is', () => {
    expect(inMemory(Buffer.from('añb')).text(1, 3)).toBe('ñ');
  });
});
