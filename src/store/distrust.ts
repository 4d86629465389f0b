import { removeFile, resolveTarget } from './durable-file';
import { stampFile } from './watchlist-file';

/**
 * Forgets that we wrote a list and checked it then, so that the next to read it checks all of it. For when
 * something went wrong that cannot: a disk or a program may have changed the file and left its time.
 *
 * @throws Problem `failed` when the list's path leads nowhere.
 */
export function distrust(file: string, stateDir: string): void {
  removeFile(stampFile(stateDir, resolveTarget(file)));
}
