import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/catalog/data-set';
import { nameItems } from '../../src/catalog/titles';
import { work } from './built';

describe('English titles of the built catalogue', () => {
  test.each([
    ['not in capitals throughout', 162985, 'Metallic Rouge'],
    ['unless it is the only one', 269, 'BLEACH'],
    ['a stranger’s title first in its row', 21058, 'Snow White with the Red Hair'],
    ['a sequel’s own', 176496, 'Solo Leveling Season 2 -Arise from the Shadow-'],
    ['(第2期)', 182255, 'Frieren: Beyond the Journey’s End Season 2'],
    ['(第2期)', 176301, 'The Apothecary Diaries Season 2'],
    ['II', 101338, 'Mob Psycho 100 Season 2'],
    ['none', 9253, undefined],
  ])('%s (%i)', async (_name, anilist, english) => {
    expect((await work(anilist)).titles.english?.replace("'", '’')).toBe(english);
  });

  test('the rest are other titles', async () => {
    const { titles, otherTitles } = await work(162985);
    expect(titles.romaji).toBe('Metarikkuruuju');
    expect(otherTitles).toEqual(['金属胭脂', '金属口红', '金屬口紅', 'METALLIC ROUGE']);
  });
});

describe('naming', () => {
  function item(title: string, begin: string, en: readonly string[] = []): Item {
    return {
      title,
      titleTranslate: { en },
      type: 'tv',
      lang: 'ja',
      officialSite: '',
      begin,
      end: '',
      sites: [],
    };
  }
  const name = (...items: readonly Item[]) => nameItems(items, () => 'Romaji');

  test.each([
    ['花(第2期)', 'Flower Season 2'],
    ['花 第二期', 'Flower Season 2'],
    ['花 SEASON 3', 'Flower Season 3'],
    ['花 Season2', 'Flower Season 2'],
    ['花 シーズン2', 'Flower Season 2'],
    ['花 2nd season', 'Flower Season 2'],
    ['花 セカンドシーズン', 'Flower Season 2'],
    ['花(第3シリーズ)', 'Flower Season 3'],
    ['花II', 'Flower Season 2'],
    ['花Ⅲ', 'Flower Season 3'],
    ['花 弐', 'Flower Season 2'],
    ['花2', 'Flower Season 2'],
    ['花(第2クール)', 'Flower Part 2'],
    ['花 完結編', undefined],
    ['鳥(第2期)', undefined],
  ])('%s', (title, english) => {
    const [, sequel] = name(item('花', '2020-01-01', ['Flower']), item(title, '2021-01-01'));
    expect(sequel?.titles.english).toBe(english);
  });

  test('not when two works may be the original, nor when it is the later one', () => {
    const one = item('花', '2000-01-01', ['Flower']);
    const other = item('花', '2010-01-01', ['Bloom']);
    expect(name(one, other, item('花2', '2020-01-01'))[2]?.titles.english).toBeUndefined();
    expect(name(item('花2', '1990-01-01'), one)[0]?.titles.english).toBeUndefined();
  });

  test('control and invisible characters go, the rest stays as it is', () => {
    const [named] = name(item(' 花\u0007\u200b  ★\u202e', '2020-01-01', ['<Flow\ter>', '']));
    expect(named?.titles).toMatchObject({ native: '花  ★', english: '<Flower>' });
  });
});
