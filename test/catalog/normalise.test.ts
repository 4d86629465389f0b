import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toRomaji } from 'wanakana';
import { hasOtherScripts, normalise, soundWords } from '../../src/catalog/normalise';

test.each([
  ['Metallic Rouge', 'METALLIC-ROUGE!'],
  ['メタリックルージュ', 'めたりっくるーじゅ'],
  ['ガンダム', 'ｶﾞﾝﾀﾞﾑ'],
  ['Pokémon', 'pokemon'],
  ['SPY×FAMILY', 'Spy x Family'],
  ['ぼっち・ざ・ろっく！', 'ぼっちざろっく'],
  ['モブサイコ100Ⅱ', 'モブサイコ１００II'],
])('%s is %s', (a, b) => {
  expect(normalise(a)).toBe(normalise(b));
});

test('normalising is idempotent', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
      (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      },
    ),
  );
});

test.each([
  ['shounen', 'shōnen', 'shonen', 'syounen'],
  ['Sousou no Furiiren', 'soso no furiren', 'sōsō no furīren', 'sousou no fulilen'],
  ['tsuzuku', 'tuzuku', 'tsudzuku'],
  ['chi', 'ti', 'tchi'],
  ['jujutsu', 'zyuzyutu', 'jyujyutsu'],
  ['shinbun', 'shimbun'],
  ['wo', 'o', 'を'],
  ['rokku', 'roku'],
  ['Metallic', 'metalic', 'metarik'],
  ['II', '2'],
])('%s sounds like the others', (...spellings) => {
  const [first, ...others] = spellings.map((text) => soundWords(text).join(''));
  for (const other of others) expect(other).toBe(first);
});

test('kana sound as their romaji does', () => {
  const syllables = [
    ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわがぎぐげござじずぜぞばびぶべぼぱぴぷぺぽ',
    ...['きゃ', 'しゅ', 'ちょ', 'にゃ', 'ひゅ', 'みょ', 'りゃ', 'ぎゅ', 'じょ', 'びゃ', 'ぴゅ'],
    ...['かん', 'カー', 'がっこ', 'まっちゃ', 'ジェ', 'チェ', 'シェ'],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...syllables), { minLength: 1 }), (parts) => {
      const kana = parts.join('');
      const katakana = kana.replace(/[ぁ-ゖ]/g, (letter) =>
        String.fromCharCode(letter.charCodeAt(0) + 0x60),
      );
      const romaji = toRomaji(katakana).replace(/['-]/g, '');
      expect(soundWords(kana)).toEqual(soundWords(romaji));
    }),
  );
});

test.each([
  ['Frieren', false],
  ['フリーレン', false],
  ['葬送のフリーレン', true],
  ['진격의 거인', true],
  ['Ёлки', true],
  ['100%', false],
])('%s has other scripts: %s', (text, expected) => {
  expect(hasOtherScripts(text)).toBe(expected);
});
