/**
 * Titles and queries are brought to one form by the same functions, at build time and at run time,
 * so that spelling habits cannot keep them apart. Nothing here may load `Intl`, which would cost a
 * search a third of a program start.
 */

const ASCII_ONLY = /^[\x20-\x7e]*$/;

/**
 * A title without what people leave out when they type: compatibility forms, case, marks over Latin
 * letters, spaces and punctuation; hiragana as katakana. Idempotent.
 */
export function normalise(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return unify(text).replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}

/** Everything {@link normalise} does but removing spaces and punctuation. */
function unify(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/×/g, 'x')
    .normalize('NFKC')
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

/**
 * The words of a text in Latin letters, digits or kana, each brought to the form in which the many
 * ways to romanise Japanese are one: `ō`, `ou` and `oo` are `o`, `shi` is `si`, `l` is `r`.
 * English is bent by the same rules; what matters is only that titles and queries are bent alike.
 * Text in other scripts gives no words.
 */
export function soundWords(text: string): readonly string[] {
  const latin = ASCII_ONLY.test(text)
    ? text.toLowerCase()
    : unify(text.replace(/×/g, ' x ')).replace(/[\u30a1-\u30ff]+/g, soundOfKana);
  return latin
    .replace(/['’`]/g, '')
    .split(/[^a-z0-9]+/)
    .map(soundOf)
    .filter((word) => word !== '');
}

/** Whether a text has letters that {@link soundWords} cannot take: kanji, hangul, Cyrillic. */
export function hasOtherScripts(text: string): boolean {
  return !ASCII_ONLY.test(text) && /[^\p{Script=Latin}\P{L}\u3041-\u30ff]/u.test(text);
}

/** The particle を, and the numerals that sequels bear. */
const WHOLE_WORDS: Readonly<Record<string, string>> = { wo: 'o', ii: '2', iii: '3', iv: '4' };

/** One lower-case ASCII word as it sounds in careless Japanese. */
function soundOf(word: string): string {
  const known = WHOLE_WORDS[word];
  if (known !== undefined) return known;
  // Nobody's spelling: not to be folded onto somebody's word.
  if (/([a-z])\1{3}/.test(word)) return word;
  return word
    .replace(/tch/g, 'ch')
    .replace(/([a-z])\1+/g, '$1')
    .replace(/ou/g, 'o')
    .replace(/c(?!h)|q/g, 'k')
    .replace(/([a-z])\1+/g, '$1')
    .replace(/l/g, 'r')
    .replace(/v/g, 'b')
    .replace(/dz/g, 'z')
    .replace(/ts(?=u)/g, 't')
    .replace(/sh(?=i)/g, 's')
    .replace(/sh(?=[aueo])/g, 'sy')
    .replace(/ch(?=i)/g, 't')
    .replace(/ch(?=[aueo])/g, 'ty')
    .replace(/j(?=i)/g, 'z')
    .replace(/jy?(?=[aueo])/g, 'zy')
    .replace(/fu/g, 'hu')
    .replace(/m(?=[bp])/g, 'n')
    .replace(/([a-z])\1+/g, '$1');
}

const VOWELS = 'aiueo';
/** Katakana from ァ, row by row, in the form of {@link soundOf}; small letters are upper case. */
const KANA_SOUNDS =
  'A a I i U u E e O o ka ga ki gi ku gu ke ge ko go sa za si zi su zu se ze so zo ta da ti zi T tu zu te de to do na ni nu ne no ha ba pa hi bi pi hu bu pu he be pe ho bo po ma mi mu me mo YA ya YU yu YO yo ra ri ru re ro WA wa i e o n bu KA KE'.split(
    ' ',
  );

/** A run of katakana as it would be typed and then bent by {@link soundOf}. */
function soundOfKana(run: string): string {
  let sound = '';
  for (const letter of run) {
    const kana = KANA_SOUNDS[letter.charCodeAt(0) - 0x30a1];
    if (kana === undefined) {
      // ー lengthens the vowel before it, which counts for nothing; ・ and its like part words.
      if (letter !== 'ー') sound += ' ';
    } else if (kana === 'T') {
      // ッ doubles the next consonant, which counts for nothing.
    } else if (kana === kana.toUpperCase()) {
      sound = withSmallKana(sound, kana.toLowerCase());
    } else sound += kana;
  }
  return sound;
}

/** キ and ャ make `kya`, フ and ァ make `fa`, ウ and ィ make `wi`. */
function withSmallKana(sound: string, small: string): string {
  const last = sound.at(-1) ?? '';
  const stem = sound.slice(0, -1);
  if (!VOWELS.includes(last) || small.startsWith('k') || small.startsWith('w'))
    return sound + small;
  if (small.startsWith('y')) return stem + small;
  if (stem.endsWith('h') && last === 'u') return `${stem.slice(0, -1)}f${small}`;
  if (last === 'u' && !/[a-z]$/.test(stem)) return `${stem}w${small}`;
  if (small === 'e' && last === 'i') return `${stem}ye`;
  return stem + small;
}
