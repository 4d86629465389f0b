import { everyText, parseEvery } from './every';

/**
 * What a file of ours says of itself in its first lines, as comments: how often the timer runs, and
 * which folders were made for it, so that uninstalling takes away those and no others.
 */
export function signature(every: number, folders: readonly string[] = []): readonly string[] {
  return [
    `${OURS} ${everyText(every)}; jikai remind uninstall takes this away.`,
    ...madeLine(folders),
  ];
}

const OURS = 'jikai remind runs every';

/** The line that tells which folders were made; none where none were. */
export function madeLine(folders: readonly string[]): readonly string[] {
  if (folders.length === 0) return [];
  // Two hyphens may not stand in a comment of XML.
  return [`Made for it: ${JSON.stringify(folders).replace(/-(?=-)/g, '\\u002d')}`];
}

/** The minutes that a file of ours tells. */
export function everyIn(text: string): number | undefined {
  const [, every] = new RegExp(`${OURS} (\\d+[mh]);`).exec(text) ?? [];
  return every === undefined ? undefined : parseEvery(every);
}

/** The folders that were made for a file of ours. */
export function foldersIn(text: string): readonly string[] {
  const [, json = '[]'] = /Made for it: (\[.*\])/.exec(text) ?? [];
  try {
    const found: unknown = JSON.parse(json);
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
