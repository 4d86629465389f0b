import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import type { Millis } from '../watchlist/zone';
import { backupFolder, listBackups } from './backups';
import { inMemory } from './bytes';
import { type Document, readDocument } from './document';
import { Unreadable } from './failures';
import { MIGRATIONS } from './migrations';

/**
 * What a saved state is. `backup`: in the rotation. `left-behind`: newer than what the user went back to.
 * `version`: from before a newer jikai changed the file's form. `broken`: a damaged list, moved aside.
 */
export type SavedKind = 'backup' | 'left-behind' | 'version' | 'broken';

/** A file that holds an earlier state of a list. */
export interface SavedState {
  readonly kind: SavedKind;
  readonly path: string;
  /** By its name; undefined for a broken one, whose name does not tell it. */
  readonly revision: number | undefined;
  readonly bytes: number;
  /** When it was written, by the file system: a backup is the very file that the list was. */
  readonly written: Millis;
}

/** All saved states of a list: its backups first, newest first; then what was set aside, by name. */
export function savedStates(target: string): readonly SavedState[] {
  const backups = listBackups(target).map(({ path, revision }) => ({ path, revision }));
  const folder = backupFolder(target);
  const aside = namesIn(folder).flatMap((name) => {
    const kind = asideKind(target, name);
    return kind === undefined ? [] : [{ ...kind, path: join(folder, name) }];
  });
  const broken = namesIn(dirname(target))
    .filter((name) => isBroken(target, name))
    .map((name) => ({
      kind: 'broken' as const,
      path: join(dirname(target), name),
      revision: undefined,
    }));
  return [
    ...backups.map((one) => ({ kind: 'backup' as const, ...one })),
    ...aside,
    ...broken,
  ].flatMap((state) => {
    const stats = statSync(state.path, { throwIfNoEntry: false });
    return stats?.isFile() === true
      ? [{ ...state, bytes: stats.size, written: stats.mtimeMs }]
      : [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function asideKind(
  target: string,
  name: string,
): { kind: 'left-behind' | 'version'; revision: number } | undefined {
  const prefix = `${parse(target).name}.`;
  if (!name.startsWith(prefix)) return undefined;
  const found = /^(\d+)\.(?:(left-behind)|version-\d+)\.json$/.exec(name.slice(prefix.length));
  if (found === null) return undefined;
  return {
    kind: found[2] === undefined ? 'version' : 'left-behind',
    revision: Number(found[1]),
  };
}

/** Whether a file beside the list is one that was moved aside: `watchlist.json.broken-2`. */
function isBroken(target: string, name: string): boolean {
  return name.startsWith(`${basename(target)}.broken`);
}

/** What a file holds, or what is wrong with it. */
export type Content =
  | { readonly document: Document; readonly flaw?: undefined }
  | { readonly document?: undefined; readonly flaw: string; readonly isNewer: boolean };

/** Reads bytes as a list, all of it checked. Never throws. */
export function contentOf(bytes: Buffer): Content {
  try {
    return { document: readDocument(inMemory(bytes), { migrations: MIGRATIONS }) };
  } catch (error) {
    const flaw = error instanceof Error ? error.message : String(error);
    return { flaw, isNewer: error instanceof Unreadable && error.newer };
  }
}

/** As {@link contentOf}, of a saved state. */
export function contentAt(path: string): Content & { readonly bytes: Buffer } {
  try {
    const bytes = readFileSync(path);
    return { ...contentOf(bytes), bytes };
  } catch (error) {
    const flaw = error instanceof Error ? error.message : String(error);
    return { flaw, isNewer: false, bytes: Buffer.alloc(0) };
  }
}
