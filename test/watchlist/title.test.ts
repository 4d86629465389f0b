import { describe, expect, it } from 'vitest';
import { closest } from '../../src/watchlist/closest';
import { findShow, matching, titleKey } from '../../src/watchlist/title';
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
