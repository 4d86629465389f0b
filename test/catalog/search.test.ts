import { describe, expect, test } from 'vitest';
import { clearMatch } from '../../src/catalog/choose';
import { slipsBetween } from '../../src/catalog/slips';
import { built } from './built';

/** What people type, and the AniList number of what they mean. */
const SEARCHES: readonly (readonly [query: string, anilist: number])[] = [
  // Whole titles
  ['metallic rouge', 162985],
  ['Metallic Rouge', 162985],
  ['METALLIC  ROUGE!', 162985],
  ['solo leveling', 151807],
  ['attack on titan', 16498],
  ['delicious in dungeon', 153518],
  ['spy x family', 140960],
  ['hunter x hunter 2011', 11061],
  ['one piece', 21],
  ['fullmetal alchemist', 121],
  ['fullmetal alchemist brotherhood', 5114],
  ['that time i got reincarnated as a slime', 101280],
  ['violet evergarden', 21827],
  ['your name', 21519],
  // Slips of the pen
  ['metalic rouge', 162985],
  ['metallic rogue', 162985],
  ['metalic rogue', 162985],
  ['freiren', 154587],
  ['frieran', 154587],
  ['kimetsu no yiba', 101922],
  ['solo levelling', 151807],
  ['apothecary dairies', 161645],
  ['my hero acadmia', 21459],
  ['jujustu kaisen', 113415],
  ['atack on titan', 16498],
  ['fulmetal alchemist brotherhod', 5114],
  ['violet evergraden', 21827],
  ['chansaw man', 127230],
  ['bochi the rock', 130003],
  ['neon genesis evangelien', 30],
  // Romaji, spelt as people spell it
  ['sousou no frieren', 154587],
  ['sōsō no furīren', 154587],
  ['kusuriya no hitorigoto', 161645],
  ['ore dake level up na ken', 151807],
  ['ore dake reberu appu na ken', 151807],
  ['kimetsu no yaiba', 101922],
  ['shingeki no kyojin', 16498],
  ['boku no hero academia', 21459],
  ['jujutsu kaisen', 113415],
  ['oshi no ko', 150672],
  ['dungeon meshi', 153518],
  ['danjon meshi', 153518],
  ['yuru camp', 98444],
  ['yurukyan', 98444],
  ['akagami no shirayukihime', 21058],
  ['haikyu', 20464],
  ['haikyuu', 20464],
  ['dandadan', 171018],
  ['kimi no na wa', 21519],
  ['mushoku tensei', 108465],
  // In part, joined, parted, in any order
  ['frieren', 154587],
  ['rezero', 21355],
  ['re zero', 21355],
  ['re:zero', 21355],
  ['spy family', 140960],
  ['bocchi the rock', 130003],
  ['steins gate', 9253],
  ['steins;gate', 9253],
  ['k-on', 5680],
  ['kon', 5680],
  ['86', 116589],
  ['bleach', 269],
  ['bleach thousand year', 116674],
  ['mob psycho', 21507],
  ['chainsawman', 127230],
  ['diaries apothecary', 161645],
  ['rouge metallic', 162985],
  ['journeys end frieren', 154587],
  ['kaguya sama', 101921],
  ['code geass', 1575],
  // Seasons
  ['frieren 2', 182255],
  ['frieren season 2', 182255],
  ['frieren 2nd season', 182255],
  ['frieren s2', 182255],
  ['frieren season 1', 154587],
  ['solo leveling 2', 176496],
  ['solo leveling season 2', 176496],
  ['mob psycho 100 ii', 101338],
  ['jujutsu kaisen season 2', 145064],
  ['薬屋のひとりごと 第2期', 176301],
  // Japanese, Chinese
  ['メタリックルージュ', 162985],
  ['めたりっくるーじゅ', 162985],
  ['ﾒﾀﾘｯｸﾙｰｼﾞｭ', 162985],
  ['葬送のフリーレン', 154587],
  ['葬送 フリーレン', 154587],
  ['葬送のフリーリン', 154587],
  ['そうそうのふりーれん', 154587],
  ['赤髪の白雪姫', 21058],
  ['鬼滅', 101922],
  ['進撃の巨人', 16498],
  ['ハイキュー', 20464],
  ['ぼっちざろっく', 130003],
  ['推しの子', 150672],
  ['けいおん', 5680],
  ['ダンジョン飯', 153518],
  ['葬送的芙莉莲', 154587],
  ['我独自升级', 151807],
];

describe('searching the built catalogue', () => {
  test.each(SEARCHES)('%s', async (query, anilist) => {
    const [first] = await built.search(query, 5);
    expect(first?.entry.ids.anilist, first?.entry.titles.native).toBe(anilist);
  });

  test.each(['', '   ', '!?', 'qqqqzzzz', 'xkcdwqrt', 'ℵ0ℶℷ', '䨻䨻䨻'])(
    'nothing: %j',
    async (query) => {
      expect(await built.search(query, 5)).toEqual([]);
    },
  );

  test('as many as asked for, best first, each once', async () => {
    const matches = await built.search('naruto', 7);
    expect(matches).toHaveLength(7);
    const scores = matches.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    expect(new Set(matches.map(({ entry }) => entry.ids.bangumi)).size).toBe(7);
    expect(await built.search('naruto', 0)).toEqual([]);
  });

  test('kinds come in their order', async () => {
    const order = ['exact', 'prefix', 'words', 'similar'];
    for (const query of ['one piece', 'frieren', 'attack on titan', '鬼滅の刃', 'dragon ball']) {
      const kinds = (await built.search(query, 30)).map(({ kind }) => order.indexOf(kind));
      expect(kinds, query).toEqual(kinds.toSorted());
    }
  });

  test.each([
    ['fri', 154587],
    ['metallic r', 162985],
  ])('as one types, %j', async (query, anilist) => {
    expect((await built.search(query, 5))[0]?.entry.ids.anilist).toBe(anilist);
  });

  test('what is spelt so comes before what only sounds so', async () => {
    const found = await built.search('roug', 10);
    expect(found.slice(0, 3).map(({ entry }) => entry.ids.anilist)).toContain(162985);
    expect(found.findIndex(({ entry }) => entry.titles.english === 'Log Horizon')).not.toBe(0);
  });

  test.each([
    ['metallic rouge', 162985],
    ['metalic rogue', 162985],
    ['solo leveling', 151807],
    ['spy family', 140960],
    ['k-on', 5680],
    ['frieren', undefined],
    ['bocchi', 130003],
    ['kusuriya no hitorigoto', 161645],
    ['hunter x hunter', undefined],
    ['naruto shippuden the movie', 2472],
    ['', undefined],
  ])('the only one meant by %j', async (query, anilist) => {
    expect(clearMatch(await built.search(query, 10))?.entry.ids.anilist).toBe(anilist);
  });
});

test.each([
  ['rouge', 'rouge', 1, 0],
  ['rouge', 'rogue', 1, 1],
  ['frieren', 'freiren', 1, 1],
  ['yaiba', 'yiba', 1, 1],
  ['yaiba', 'yaibas', 1, 1],
  ['kitten', 'sitting', 2, 3],
  ['metallic', 'metalik', 2, 2],
  ['abcd', 'badc', 2, 2],
  ['', 'ab', 2, 2],
  ['a', 'abcd', 1, 2],
])('slips between %s and %s', (a, b, limit, slips) => {
  expect(slipsBetween(a, b, limit)).toBe(slips);
  expect(slipsBetween(b, a, limit)).toBe(slips);
});
