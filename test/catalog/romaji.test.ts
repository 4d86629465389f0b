import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocksOf, HEADER_BYTES, readHeader, readRecord } from '../../src/catalog/file';
import { soundWords } from '../../src/catalog/normalise';
import { romaniseKana } from '../../src/catalog/romaji';
import { BUILT } from './built';

test.each([
  ['メタリックルージュ', 'Metarikkuruuju'],
  ['けいおん！', 'Keion'],
  ['ぼっち・ざ・ろっく！', 'Botchi Za Rokku'],
  ['ルパンのムスメ', 'Rupan no Musume'],
  ['パーティー ティーチャー', 'Paatii Tiichaa'],
  ['ﾊﾟｽﾞﾙ Ⅱ', 'Pazuru II'],
  ['モブサイコ100', 'Mobusaiko 100'],
  ['ラブライブ! School idol', 'Raburaibu School Idol'],
  ['葬送のフリーレン', undefined],
  ['진격', undefined],
])('%s is %s', (title, romaji) => {
  expect(romaniseKana(title)).toBe(romaji);
});

test('kana sound as the dictionary reads them, in 19 of 20 titles', () => {
  const file = readFileSync(BUILT);
  const header = readHeader(file.toString('utf8', 0, HEADER_BYTES));
  const records = file.toString('utf8', blocksOf(header).records).trimEnd().split('\n');
  const pairs = records.flatMap((record) => {
    const { native = '', romaji } = readRecord(record, header).titles;
    const own = romaji === undefined ? undefined : romaniseKana(native);
    return own === undefined ? [] : [{ own: soundOf(own), read: soundOf(romaji ?? '') }];
  });
  expect(pairs.length).toBeGreaterThan(2000);
  expect(pairs.filter(({ own, read }) => own === read).length).toBeGreaterThan(pairs.length * 0.95);
});

function soundOf(romaji: string): string {
  return soundWords(romaji).join('');
}
