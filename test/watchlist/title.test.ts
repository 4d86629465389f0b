import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest } from '../../src/watchlist/closest';
import { findShow, isTitle, matching, titleKey, titlesOf } from '../../src/watchlist/title';
import { show } from './shows';

const rouge = show();
const frieren = show({
  id: 'frieren',
  title: "Frieren: Beyond Journey's End",
  titles: { native: '葬送のフリーレン' },
});
const second = show({
  id: 'frieren-2',
  title: "Frieren: Beyond Journey's End Season 2",
  titles: { native: '葬送のフリーレン 第2期' },
});
const eighty = show({ id: '86', title: '86', titles: {} });
const marks = show({ id: 'show', title: '!?', titles: {} });
const watchlist = { revision: 1, shows: [eighty, frieren, second, rouge, marks] };

describe('a show in the user’s words', () => {
  it.each([
    ['metallic-rouge', rouge],
    ['Metallic Rouge', rouge],
    ['metallic  ROUGE!', rouge],
    ['ＭＥＴＡＬＬＩＣ rouge', rouge],
    ['rouge', rouge],
    ['rouge metallic', rouge],
    ['メタリックルージュ', rouge],
    ['めたりっく', rouge],
    ['ﾒﾀﾘｯｸ', rouge],
    ['86', eighty],
    ['!?', marks],
    ["Frieren: Beyond Journey's End", frieren],
    ['葬送のフリーレン', frieren],
    ['frieren season 2', second],
    ['第2期', second],
  ])('%s', (words, found) => {
    expect(findShow(watchlist, words)).toEqual({ kind: 'one', show: found });
  });

  it('may be several, and then all of them are told', () => {
    expect(findShow(watchlist, 'beyond journey')).toEqual({
      kind: 'several',
      shows: [frieren, second],
    });
  });

  it.each(['nosuch', '', '?', 'rouge season'])('%j is none', (words) => {
    expect(findShow(watchlist, words)).toEqual({ kind: 'none' });
  });
});

it('free words must all stand in the titles', () => {
  expect(watchlist.shows.filter(matching(['end', 'frieren', '2']))).toEqual([second]);
  expect(watchlist.shows.filter(matching([]))).toEqual(watchlist.shows);
});

it.each([
  ['Pokémon', 'pokemon'],
  ['Ⅱ', 'ii'],
  ['K-ON!!', 'kon'],
  ['ガンダム', 'がんだむ'],
  ['스파이', '스파이'],
  ['!?', ''],
])('the key of %s is %s', (title, key) => {
  expect(titleKey(title)).toBe(key);
});

it('the closest name is close', () => {
  expect(closest('lst', ['list', 'next'])).toBe('list');
  expect(closest('zzzz', ['list', 'next'])).toBeUndefined();
});

describe('titles that are compared letter by letter', () => {
  const letters = [...'abKk1 9-!.\u0301éßİſﬁＡ１①ルるー゛・第期紅한Ωя😀'];
  const anyWords = fc.string({ unit: fc.constantFrom(...letters), maxLength: 5 });

  it('are the same as by their keys', () => {
    fc.assert(
      fc.property(anyWords, anyWords, (title, words) => {
        const one = show({ id: 'some-id', title, titles: {} });
        const list = { revision: 1, shows: [one] };
        const key = titleKey(words);
        const isWhole = title === words || (key !== '' && titleKey(title) === key);
        expect(isTitle(list, words)).toBe(isWhole);

        const parts = words
          .split(/\s+/)
          .map(titleKey)
          .filter((part) => part !== '');
        const keys = [...titlesOf(one), one.id].map(titleKey);
        const isPart =
          parts.length > 0 && parts.every((part) => keys.some((own) => own.includes(part)));
        const isBeginning = key !== '' && titleKey(title).startsWith(key);
        const isFound = isWhole || isBeginning || isPart;
        expect(findShow(list, words).kind).toBe(isFound ? 'one' : 'none');
      }),
      { numRuns: 2000 },
    );
  });
});
