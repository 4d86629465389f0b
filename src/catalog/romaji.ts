import { toRomaji } from 'wanakana';
import { hasOtherScripts } from './normalise';

/** Particles written with one kana and spoken as another. */
export const SPOKEN_PARTICLES: Readonly<Record<string, string>> = { は: 'わ', へ: 'え', を: 'お' };

/** Syllables of loan words that wanakana spells as two: ティ would be `tei`. */
const FOREIGN: Readonly<Record<string, string>> = {
  ファ: 'fa',
  ヴァ: 'va',
  ヴィ: 'vi',
  ヴェ: 've',
  ヴォ: 'vo',
  フィ: 'fi',
  フェ: 'fe',
  フォ: 'fo',
  ウィ: 'wi',
  ウェ: 'we',
  ウォ: 'wo',
  ティ: 'ti',
  テュ: 'tyu',
  ディ: 'di',
  デュ: 'dyu',
  トゥ: 'tu',
  ドゥ: 'du',
};

function spellForeign(kana: string): string {
  const latin = FOREIGN[kana.slice(0, 2)];
  if (latin === undefined) return kana;
  return kana.endsWith('ー') ? latin + latin.slice(-1) : latin;
}

/** A word as it sounds, in kana; or in Latin letters, as the title has it. */
export interface SpokenWord {
  readonly sound: string;
  /** Particles and the like are not capitalised. */
  readonly small: boolean;
}

/** Words in Hepburn spelling, with long vowels written out: `Sousou no Furiiren`. */
export function spell(words: readonly SpokenWord[]): string {
  const spelt = words.map(({ sound, small }, index) => {
    const latin = toRomaji(
      sound.replace(/[ウヴフテデトド][ァィゥェォュ]ー?/g, spellForeign),
    ).replace(/[~'’]/g, '');
    return small && index > 0 ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
  return spelt.join(' ');
}

/** A title as the readings below take it: without compatibility forms, parted where a ・ parts it. */
export function plainTitle(title: string): string {
  return title.normalize('NFKC').replace(/・/g, ' ');
}

/** Runs of Latin letters and digits, of katakana, and of hiragana. */
const RUNS = /[\p{Script=Latin}\p{N}']+|[ァ-ヺヽヾー]+|[ぁ-ゖゝゞー]+/gu;
/** One of these by itself between other runs is a particle: ルパンのムスメ. */
const PARTICLE = /^[はへをのとにがでもや]$/;

/**
 * A title written in kana alone, besides Latin letters, digits and punctuation, in Latin letters; what
 * has kanji needs a dictionary and gives undefined. Without one, words are told apart only where the
 * script changes.
 */
export function romaniseKana(title: string): string | undefined {
  const plain = plainTitle(title);
  if (hasOtherScripts(plain)) return undefined;
  const runs = plain.match(RUNS) ?? [];
  return spell(
    runs.map((run) => ({ sound: SPOKEN_PARTICLES[run] ?? run, small: PARTICLE.test(run) })),
  );
}
