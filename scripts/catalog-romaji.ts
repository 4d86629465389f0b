import { createRequire } from 'node:module';
import path from 'node:path';
import { TokenizerBuilder } from '@patdx/kuromoji';
import DictionaryLoader from '@patdx/kuromoji/node';
import { plainTitle, SPOKEN_PARTICLES, spell } from '../src/catalog/romaji';
import type { Romaniser } from '../src/catalog/titles';

interface Token {
  readonly surface_form: string;
  readonly reading?: string;
  readonly pos: string;
  readonly pos_detail_1: string;
}

/** A word of the result, still in kana (or in Latin letters, as the title has them). */
interface Word {
  sound: string;
  /** Particles and the like are not capitalised. */
  readonly small: boolean;
}

/**
 * A romaniser by morphological analysis (kuromoji with its IPA dictionary) and Hepburn spelling with
 * long vowels written out (wanakana): 葬送のフリーレン is `Sousou no Furiiren`. Readings are a
 * machine's guesses: names and coined words are often wrong.
 */
export async function japaneseRomaniser(): Promise<Romaniser> {
  const require = createRequire(`${process.cwd()}/`);
  const dictionary = path.join(path.dirname(require.resolve('@patdx/kuromoji')), '../dict/');
  const tokenizer = await new TokenizerBuilder({
    loader: new DictionaryLoader({ dic_path: dictionary }),
  }).build();
  return (title) => {
    const words: Word[] = [];
    let last: Token | undefined;
    for (const token of tokenizer.tokenize(plainTitle(title)) as Token[]) {
      const word = words.at(-1);
      const sound = soundOf(token);
      const isSound = /[\p{L}\p{N}]/u.test(sound);
      if (isSound && word !== undefined && last !== undefined && belongsTo(token, last)) {
        word.sound += sound;
      } else if (isSound) {
        words.push({ sound, small: token.pos === '助詞' || token.surface_form === 'な' });
      }
      last = token;
    }
    return spell(words);
  };
}

function soundOf({ surface_form: surface, reading, pos }: Token): string {
  const spoken = pos === '助詞' ? SPOKEN_PARTICLES[surface] : undefined;
  return spoken ?? (reading !== undefined && reading !== '*' ? reading : surface);
}

/** Whether a token goes on with the word before it, instead of beginning one. */
function belongsTo(token: Token, last: Token): boolean {
  const { surface_form: surface, pos, pos_detail_1: kind } = token;
  if (last.pos === '接頭詞') return true;
  if (last.surface_form.endsWith('っ') || /^[ぁぃぅぇぉゃゅょっー]/.test(surface)) return true;
  // A run of katakana, or of Latin letters and digits, is one word however it was cut.
  if (/^[ァ-ヺー]+$/.test(surface) && /^[ァ-ヺー]+$/.test(last.surface_form)) return true;
  if (/^[\w']+$/.test(surface) && /[\w']$/.test(last.surface_form)) return true;
  if (/^[ぁ-ん]+$/.test(surface) && /^[ぁ-ん]+$/.test(last.surface_form) && pos === '名詞') {
    return last.pos === '名詞';
  }
  // Endings go on with their verb or adjective: され-て-い-た.
  const isEnding =
    (pos === '助動詞' && surface !== 'な') ||
    kind === '接続助詞' ||
    (pos === '動詞' && kind !== '自立');
  return (
    (isEnding && ['動詞', '形容詞', '助動詞'].includes(last.pos)) ||
    (pos === '動詞' &&
      kind !== '自立' &&
      last.pos === '助詞' &&
      last.pos_detail_1 === '接続助詞') ||
    (pos === '助動詞' && surface === 'た')
  );
}
