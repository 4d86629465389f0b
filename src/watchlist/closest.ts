import { distance } from 'fastest-levenshtein';

/** The name most like what was typed, if any is so like it that it may have been meant. */
export function closest(typed: string, names: readonly string[]): string | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return undefined;
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length * 0.4)) + 1;
  for (const name of names) {
    const edits = distance(wanted, name.toLowerCase());
    if (edits < fewest) [best, fewest] = [name, edits];
  }
  return best;
}
