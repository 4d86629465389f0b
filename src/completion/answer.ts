import { harmless } from '../ui/harmless';
import { simpleWidth } from '../ui/width';
import { type Offer, type Own, offer } from './candidates';
import { bashInsertion, readLine, type TypedLine } from './line';
import { showsIn, verdictsIn } from './own';
import type { Shell } from './shells';
import type { Choice } from './spec';
import { SPEC } from './spec.generated';

/** Where the user's files are. */
export interface Files {
  readonly list: string;
  readonly config: string;
}

/**
 * What a shell's script is told, line by line. The first line is `words`, `file` or `folder`, to zsh also `loose`
 * or `listed`, see {@link firstLine}; after `words` each line is a candidate, a tab, and what it means; for bash what to insert, or what to show where it only lists.
 *
 * @param asked what the script says behind `--`: the line up to the cursor, from bash with its word breaks,
 * the width of the window and its COMP_TYPE behind; or the words behind `jikai` as far as they are typed, from PowerShell the last one behind a dot.
 * @param filesFor where the files are, by what `--data-dir` says.
 */
export function answer(
  shell: Shell,
  asked: readonly string[],
  filesFor: (dataDir: string | undefined) => Files,
): string {
  const typed = typedIn(shell, asked);
  const own: Own = {
    shows: (dataDir) => showsIn(filesFor(dataDir).list),
    verdicts: (dataDir) => {
      const { list, config } = filesFor(dataDir);
      return verdictsIn(list, config, SPEC.phrases);
    },
    zones: () => Intl.supportedValuesOf('timeZone'),
  };
  // fish keeps of the candidates those alone that hold what is typed.
  const offered = offer(SPEC, typed.before, typed.word, own, { holding: shell === 'fish' });
  const first = shell === 'zsh' ? firstLine(offered, typed.word) : offered.kind;
  const lines = shell === 'bash' ? bashLines(offered, typed, asked) : plainLines(offered);
  return `${[first, ...lines].join('\n')}\n`;
}

function typedIn(shell: Shell, asked: readonly string[]): TypedLine {
  if (shell === 'bash' || shell === 'fish') return readLine(asked[0] ?? '', shell);
  const last = asked.at(-1) ?? '';
  // An empty word would be lost on its way from PowerShell.
  const word = shell === 'powershell' ? last.slice(1) : last;
  return { before: asked.slice(0, -1), word, raw: word, quote: '' };
}

/**
 * zsh keeps of the candidates those that hold what is typed, and knows case in ASCII alone. `loose` ones it is to
 * take as they are; `listed` ones, too, but to insert nothing until one is chosen, as what they have in common may
 * be less than what is typed.
 */
function firstLine({ kind, candidates, isLoose }: Offer, word: string): string {
  const isAscii = /^[\0-\x7f]*$/.test(word);
  if (kind !== 'words' || (isAscii && !isLoose)) return kind;
  const isKept = candidates.every(([value]) => value.startsWith(word));
  return candidates.length > 1 && !isKept ? 'listed' : 'loose';
}

function plainLines({ candidates }: Offer): readonly string[] {
  return candidates.map(([value, about]) =>
    about === '' ? value : `${value}\t${harmless(about)}`,
  );
}

/** bash's COMP_TYPE where it lists what may stand, and inserts nothing. */
const LISTING = '63';

/**
 * readline puts the longest beginning of all in place of what is typed: loose ones may not have any. Where one is
 * typed whole already, there is nothing to insert.
 */
function bashLines(
  { candidates, isLoose }: Offer,
  typed: TypedLine,
  [, breaks = '', columns, type]: readonly string[],
): readonly string[] {
  if (type === LISTING) return shownLines(candidates, Number(columns) || 80);
  if (isLoose && candidates.length > 1) return [];
  const insertions = candidates.flatMap(([value]) => bashInsertion(value, typed, breaks) ?? []);
  return insertions.includes('') ? [] : insertions;
}

function shownLines(candidates: readonly Choice[], columns: number): readonly string[] {
  const width = candidates.reduce((most, [value]) => Math.max(most, simpleWidth(value)), 0);
  return candidates.map(([value, about]) => {
    const gap = ' '.repeat(width - simpleWidth(value));
    // readline wants two cells more than the longest.
    return about === '' ? value : cut(`${value}${gap}  ${harmless(about)}`, columns - 2);
  });
}

function cut(text: string, room: number): string {
  if (simpleWidth(text) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (simpleWidth(kept + character) >= room) break;
    kept += character;
  }
  return `${kept}…`;
}
