import { readdirSync, renameSync } from 'node:fs';
import { join, parse } from 'node:path';
import { backupFolder, isLive, kindOfBackup, listBackups } from './backups';
import {
  identityAt,
  linkOrCopy,
  makeFolder,
  removeFile,
  stagedPrefix,
  syncFolder,
} from './durable-file';
import { diskProblem } from './failures';

/** How many of the newest are kept, whatever their age. */
const NEWEST = 5;

/** The present file, set apart so that it stays when a new version replaces it. */
export interface StagedBackup {
  /** Makes it a backup. Only right before the new version is put in place: see {@link discard}. */
  keep(): void;
  /**
   * Makes the backup survive a power cut, and removes those that are not needed any more. Call it after
   * the new version is in place: that is synced then, and a disk with a journal has the backup as well.
   *
   * @throws {Problem} when the disk does not confirm it.
   */
  rotate(): void;
  /**
   * For a write that failed. The backup is a hard link, so as long as nothing has replaced the file
   * both are one, and what an editor writes into the file would be in the backup as well.
   */
  discard(): void;
}

/**
 * Sets the present file apart, by a hard link, which costs no space and cannot be half done. A write
 * whose backup cannot be kept is refused: a safety net must not be missing unnoticed.
 *
 * @param name Keeps it under this name, out of the rotation. It is named by its revision otherwise.
 * @throws {Problem} when the folder cannot be made or written in.
 */
export function stageBackup(target: string, revision: number, name?: string): StagedBackup {
  const folder = backupFolder(target);
  const backup = join(folder, name ?? nameOf(target, revision));
  // Not linked to its name at once: after a return to an older backup there is another file of this
  // revision, and rename replaces it in one step.
  const temporary = join(folder, `${stagedPrefix(backup)}${LINK}`);
  const orRefuse = (action: () => void) => {
    try {
      action();
    } catch (error) {
      discard();
      throw diskProblem(`Nothing was written, because no backup could be kept in ${folder}`, error);
    }
  };
  const discard = () => {
    try {
      removeFile(temporary);
      if (isLive(backup, identityAt(target))) removeFile(backup);
    } catch {
      // The next write sees to it; what led here matters more.
    }
  };
  orRefuse(() => {
    makeFolder(folder);
    sweep(target);
    setAside(target, revision);
    linkOrCopy(target, temporary);
  });
  return {
    discard,
    keep: () => orRefuse(() => renameSync(temporary, backup)),
    rotate() {
      try {
        syncFolder(folder);
      } catch (error) {
        throw diskProblem(`${target} was written, but the disk did not confirm its backup`, error);
      }
      try {
        rotate(target, revision);
      } catch {
        // A backup too many does no harm.
      }
    },
  };
}

/**
 * Removes what killed writes left: files on their way to be backups, and backups that are still one
 * file with the watchlist. Those hold whatever was written into it since, and are no way back.
 */
function sweep(target: string): void {
  const folder = backupFolder(target);
  const { name } = parse(target);
  const live = identityAt(target);
  for (const found of readdirSync(folder)) {
    const isLeft = found.startsWith(`.${name}.`) && found.endsWith(`.new-${LINK}`);
    const isOurs = kindOfBackup(target, found) !== undefined;
    const file = join(folder, found);
    if (isLeft || (isOurs && isLive(file, live))) removeFile(file);
  }
}

/** The end of the name of a file on its way to be a backup. */
const LINK = 'link';

/**
 * Which revisions to keep: the five newest, and of those whose age in revisions lies between two
 * powers of two, the oldest. So 1,000 changes leave about 13 files, and the first one stays.
 */
export function revisionsToKeep(revisions: readonly number[]): Set<number> {
  const newestFirst = [...revisions].sort((a, b) => b - a);
  const present = newestFirst[0] ?? 0;
  const oldestOfAge = new Map<number, number>();
  for (const revision of newestFirst) {
    oldestOfAge.set(Math.floor(Math.log2(present - revision + 1)), revision);
  }
  return new Set([...newestFirst.slice(0, NEWEST), ...oldestOfAge.values()]);
}

function rotate(target: string, revision: number): void {
  const backups = listBackups(target).filter((backup) => backup.revision <= revision);
  const kept = revisionsToKeep(backups.map((backup) => backup.revision));
  for (const backup of backups) {
    if (!kept.has(backup.revision)) removeFile(backup.path);
  }
}

/**
 * Backups of later revisions than the present one are from before the user went back to an older
 * state. They are no steps on the way here; the newest of them stays, out of the rotation.
 */
function setAside(target: string, revision: number): void {
  const later = listBackups(target).filter((backup) => backup.revision > revision);
  for (const [index, backup] of later.entries()) {
    if (index === 0) renameSync(backup.path, backup.path.replace(/\.json$/, '.left-behind.json'));
    else removeFile(backup.path);
  }
}

function nameOf(target: string, revision: number): string {
  const { name } = parse(target);
  return `${name}.${revision}.json`;
}
