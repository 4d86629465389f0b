import { readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { identityAt } from './durable-file';

export interface Backup {
  readonly path: string;
  readonly revision: number;
}

/** Where the backups of a watchlist are: beside the file itself. */
export function backupFolder(target: string): string {
  return join(dirname(target), 'backups');
}

/**
 * The backups in the rotation, newest first: by revision, for clocks go wrong and copies lose time.
 * One that is still one file with the watchlist, left by a kill in the middle of a write, is none.
 */
export function listBackups(target: string): Backup[] {
  let names: string[];
  try {
    names = readdirSync(backupFolder(target));
  } catch {
    return [];
  }
  const live = identityAt(target);
  return names
    .flatMap((name) => {
      const { kind, revision = 0 } = kindOfBackup(target, name) ?? {};
      return kind === 'backup' ? [{ path: join(backupFolder(target), name), revision }] : [];
    })
    .filter(({ path }) => !isLive(path, live))
    .sort((a, b) => b.revision - a.revision);
}

/** Whether a backup is still one file with the list, if there is one. */
export function isLive(backup: string, live: string | undefined): boolean {
  return live !== undefined && identityAt(backup) === live;
}

/**
 * What a file in the folder of backups is. `backup`: in the rotation. `left-behind`: newer than what the user
 * went back to. `version`: from before a newer jikai changed the file's form.
 */
export type BackupKind = 'backup' | 'left-behind' | 'version';

/** What a file there is by its name, and of which revision; undefined when it is none of the list's. */
export function kindOfBackup(
  target: string,
  file: string,
): { readonly kind: BackupKind; readonly revision: number } | undefined {
  const prefix = `${parse(target).name}.`;
  if (!file.startsWith(prefix)) return undefined;
  const found = /^(\d+)(?:\.(?:(left-behind)|(version)-\d+))?\.json$/.exec(
    file.slice(prefix.length),
  );
  if (found === null) return undefined;
  return {
    kind: KINDS.find((kind) => found.includes(kind)) ?? 'backup',
    revision: Number(found[1]),
  };
}

const KINDS = ['left-behind', 'version'] as const;
