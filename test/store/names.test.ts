import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMemory } from '../../src/store/bytes';
import { EMPTY, readDocument } from '../../src/store/document';
import { documentBytes } from '../../src/store/document-writing';
import { byId } from '../../src/watchlist/change';
import type { Show, Watchlist } from '../../src/watchlist/show';
import { findShow, isTitle } from '../../src/watchlist/title';
import { show } from './support';

/** The list of a file that we wrote, whose shows are looked at by their lines. */
function written(shows: readonly Show[]): Watchlist {
  const list = { revision: 7, shows: shows.toSorted(byId) };
  const bytes = documentBytes({ watchlist: EMPTY, lines: [], others: new Map() }, list);
  return readDocument(inMemory(bytes), { migrations: [], trusted: true }).watchlist;
}

/** The same with all its shows looked at one by one. */
const slowly = ({ revision, shows }: Watchlist): Watchlist => ({ revision, shows });

const idsOf = (watchlist: Watchlist, words: string) => {
  const found = findShow(watchlist, words);
  if (found.kind === 'none') return [];
  return found.kind === 'one' ? [found.show.id] : found.shows.map(({ id }) => id);
};

/** Letters of ASCII, signs, kana, kanji and wide marks: what becomes of each in a key is known. */
const KNOWN = [
  'a',
  'b',
  'A',
  'B',
  '1',
  ..." -:!.,'[]}",
  ...'あアー一鿿ゔヴヺ',
  ...'・！：、。「」【】　',
];

/** What becomes other letters in a key, or vanishes from it, or is written otherwise. */
const OTHERS = [...'"\\{éßñø’–…™①Ⅳﬁª²ſKゝ々〇゙゚ヽＡｂ１〜ｱﾞ', '👩‍🚀', 'a\u0301', '\u200b', '\u0000'];

const anyTitle = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...KNOWN), weight: 40 },
      { arbitrary: fc.constantFrom(...OTHERS), weight: 3 },
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((signs) => signs.join(''));

const anyList = fc.array(
  fc.record({
    title: anyTitle,
    titles: fc.option(
      fc.record({ english: anyTitle, romaji: anyTitle, native: anyTitle }, { requiredKeys: [] }),
      { nil: undefined },
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('looking for a show in the bytes of its line', () => {
  test('finds what a look at each show finds', () => {
    fc.assert(
      fc.property(anyList, fc.nat(), fc.nat(8), fc.nat(8), (titles, which, from, length) => {
        const shows = titles.map(({ title, titles: others }, index) =>
          show(`show-${index}`, { title, ...(others === undefined ? {} : { titles: others }) }),
        );
        const watchlist = written(shows);
        const all = shows.flatMap(({ title, titles: others = {} }) => [
          title,
          ...Object.values(others),
        ]);
        const words = [...(all[which % all.length] ?? '')].slice(from, from + length + 1).join('');
        expect(idsOf(watchlist, words)).toEqual(idsOf(slowly(watchlist), words));
        expect(isTitle(watchlist, words)).toBe(isTitle(slowly(watchlist), words));
      }),
      { numRuns: 8000 },
    );
  });

  test('looks at few shows', () => {
    const watchlist = written([
      show('a', { title: 'Metallic Rouge', titles: { native: 'メタリックルージュ' } }),
      show('b', { title: 'Frieren', titles: { english: 'Frieren', native: '葬送のフリーレン' } }),
      show('c', { title: 'Re:Zero', titles: { native: 'Re：ゼロから始める異世界生活' } }),
      show('d', { title: 'By hand' }),
    ]);
    const held = (...keys: string[]) => watchlist.quick?.mayHold(keys).map(({ id }) => id);
    expect(held('rouge')).toEqual(['a']);
    expect(held('metallicrouge')).toEqual(['a']);
    expect(held('rezero')).toEqual(['c']);
    expect(held('met', 'rou')).toEqual(['a']);
    expect(held('met', 'fri')).toEqual([]);
    expect(held('byh')).toEqual(['d']);
    expect(held('watching')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('finds a title that is longer than others, or behind other keys', () => {
    const long = `${'x '.repeat(700)}end`;
    expect(idsOf(written([show('a', { title: long }), show('b')]), 'x end')).toEqual(['a']);
    expect(idsOf(written([show('a', { title: long }), show('b')]), long)).toEqual(['a']);
    expect(idsOf(written([show('a', { title: long }), show('b')]), 'y'.repeat(1e5))).toEqual([]);
    const { titles, ...rest } = show('a', { titles: { romaji: 'Rouge' } });
    const bytes = `{"format":"jikai","version":1,"revision":1,"shows":[\n${JSON.stringify({ ...rest, titles })}\n]}\n`;
    const options = { migrations: [], trusted: true };
    const { watchlist } = readDocument(inMemory(Buffer.from(bytes)), options);
    expect(idsOf(watchlist, 'rouge')).toEqual(['a']);
  });
});
