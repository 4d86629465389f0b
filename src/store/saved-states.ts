import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Millis } from '../watchlist/zone';
import { type BackupKind, backupFolder, kindOfBackup, listBackups } from './backups';
import { inMemory } from './bytes';
import { type Document, readDocument } from './document';
import { Unreadable } from './failures';
import { MIGRATIONS } from './migrations';

/** What a saved state is: a backup of any kind, or `broken`, a damaged list that was moved aside. */
export type SavedKind = BackupKind | 'broken';

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
    const found = kindOfBackup(target, name);
    return found === undefined || found.kind === 'backup'
      ? []
      : [{ ...found, path: join(folder, name) }];
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
