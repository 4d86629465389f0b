import { existsSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { openCatalog } from '../catalog/catalog';
import type { CatalogFiles, CatalogInfo } from '../catalog/entry';
import { isNewer } from '../catalog/versions';
import {
  makeFolder,
  resolveTarget,
  stageFile,
  sweepStaged,
  syncFolder,
  writeFileDurably,
} from '../store/durable-file';
import { diskProblem } from '../store/failures';
import { withLock } from '../store/lock';
import { Problem } from '../watchlist/problem';

/** What a catalogue's file turns out to be. */
type Standing = CatalogInfo | 'none' | 'damaged';

/** All the catalogues there are. */
export type Survey = Readonly<Record<keyof CatalogFiles, Standing>>;

export async function surveyOf(files: CatalogFiles): Promise<Survey> {
  return {
    bundled: await standingOf(files.bundled),
    updated: await standingOf(files.updated),
    previous: await standingOf(files.previous),
  };
}

async function standingOf(file: string): Promise<Standing> {
  if (!existsSync(file)) return 'none';
  try {
    return await openCatalog(file).info();
  } catch (error) {
    if (error instanceof Problem) return 'damaged';
    throw error;
  }
}

/** What a standing tells of a catalogue that can be read. */
export function readable(standing: Standing): CatalogInfo | undefined {
  return typeof standing === 'string' ? undefined : standing;
}

/** The catalogue that jikai looks into; undefined when it cannot be read. */
export function inUse({ updated, bundled }: Survey): CatalogInfo | undefined {
  return readable(updated === 'none' ? bundled : updated);
}

/**
 * Which catalogue one goes back to from the user's: the one before it, unless the bundled one is newer
 * than that; then the bundled one. From the bundled one, back again to the user's. Undefined when there
 * is nothing to go back to.
 */
export function wayBack({
  bundled,
  updated,
  previous,
}: Survey): 'previous' | 'bundled' | undefined {
  const [shipped, before] = [readable(bundled), readable(previous)];
  if (updated === 'none') return before && 'previous';
  if (before === undefined) return 'bundled';
  return shipped !== undefined && isNewer(shipped, before) ? 'bundled' : 'previous';
}

/** Whether jikai came with a newer catalogue than the user's own; false while that is not used. */
export function isBundledNewer({ bundled, updated }: Survey): boolean {
  const [shipped, own] = [readable(bundled), readable(updated)];
  return shipped !== undefined && own !== undefined && isNewer(shipped, own);
}

/**
 * Changes catalogues while no other jikai does.
 * @throws Problem `failed` when the folder cannot be written in, or another holds the lock too long.
 */
export async function changingCatalogs<T>(
  files: CatalogFiles,
  change: () => Promise<T>,
): Promise<T> {
  const target = resolveTarget(files.updated);
  makeFolder(dirname(target));
  return withLock(`${target}.lock`, () => {
    for (const file of [files.updated, files.previous]) sweepStaged(resolveTarget(file));
    return change();
  });
}

/**
 * Puts a new catalogue in place as the user's own. The one that was there can be gone back to, unless
 * it is damaged. Only within {@link changingCatalogs}.
 * @throws Problem `failed` when it cannot be written; the one in use is then as it was.
 */
export function putInPlace(files: CatalogFiles, { updated }: Survey, text: string): void {
  const version = stageFile(resolveTarget(files.updated), [text]);
  try {
    if (readable(updated)) put(files.previous, contentOf(files.updated));
    version.commit();
  } finally {
    version.discard();
  }
  // One goes back to what was in use, which was the bundled one.
  if (updated === 'none') remove(files.previous);
}

/**
 * Goes back. What was in use is kept as the previous one, unless it is damaged. Only within
 * {@link changingCatalogs}.
 * @param to as {@link wayBack} says
 */
export function goBack(files: CatalogFiles, { updated }: Survey, to: 'previous' | 'bundled'): void {
  const left = readable(updated) && contentOf(files.updated);
  if (to === 'previous') put(files.updated, contentOf(files.previous));
  if (left) put(files.previous, left);
  else if (to === 'previous') remove(files.previous);
  if (to === 'bundled') remove(files.updated);
}

interface Content {
  readonly bytes: Uint8Array;
  /** When it was written first, which a catalogue keeps wherever it is put. */
  readonly written: Date;
}

function contentOf(file: string): Content {
  try {
    return { bytes: readFileSync(file), written: statSync(file).mtime };
  } catch (error) {
    throw diskProblem(`The catalogue ${file} could not be read`, error);
  }
}

function put(file: string, { bytes, written }: Content): void {
  writeFileDurably(file, bytes);
  try {
    utimesSync(file, written, written);
  } catch {
    // Of a file that is somebody else's; it is only told.
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
    syncFolder(dirname(file));
  } catch (error) {
    throw diskProblem(`${file} could not be removed`, error);
  }
}

/** What is told of a catalogue. */
export interface Described extends CatalogInfo {
  readonly origin: 'bundled' | 'updated';
  /** When the user's own was made, ISO 8601 in UTC; null for the bundled one. */
  readonly updatedAt: string | null;
}

/** @param info of one of the three files, whichever it is in: but for the bundled one it is the user's. */
export function describe(info: CatalogInfo, files: CatalogFiles): Described {
  if (info.file === files.bundled) return { ...info, origin: 'bundled', updatedAt: null };
  const written = statSync(info.file, { throwIfNoEntry: false })?.mtime.toISOString();
  return {
    ...info,
    file: files.updated,
    origin: 'updated',
    updatedAt: written?.replace(/\.\d+/, '') ?? null,
  };
}
