import type { Show } from './show';

/** The labels in a user's words, parted by commas: `mecha, to rewatch`. Each once, none empty. */
export function parseTags(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => tag.trim().replace(/\s+/g, ' '));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** A show with some labels more, and some less. */
export function withTags(
  show: Show,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Show {
  const gone = new Set(remove.map(keyOf));
  const kept = (show.tags ?? []).filter((tag) => !gone.has(keyOf(tag)));
  const present = new Set(kept.map(keyOf));
  const tags = [...kept, ...add.filter((tag) => !present.has(keyOf(tag)))];
  const { tags: _, ...rest } = show;
  return tags.length === 0 ? rest : { ...rest, tags };
}

/** Whether a show has a label, in any case. */
export function isTagged({ tags = [] }: Show, tag: string): boolean {
  return tags.some((one) => keyOf(one) === keyOf(tag));
}

function keyOf(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}

/**
 * The labels that are for people. MAL-Sync, an extension for browsers, keeps where one left off in a tag,
 * `malSync::<base64>::`; it stays in the list, for the way back.
 */
export function readableTags({ tags = [] }: Show): readonly string[] {
  return tags.filter((tag) => !/^malSync::.*::$/i.test(tag));
}
