import { accessSync, constants, lstatSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';
import { quoted } from '../store/failures';
import type { Hook } from './hook';

/** Why a hook does not let something pass, or cannot be run. */
export interface Trouble {
  /** A sentence that begins with the hook's name, without a full stop: `on-add is not executable`. */
  readonly words: string;
  /** How to mend it, a command. */
  readonly mend?: string;
}

/** What keeps a hook from being run at all; undefined where nothing does. */
export function flawOf({ name, file }: Hook): Trouble | undefined {
  let stats: Stats;
  try {
    stats = statSync(file);
  } catch {
    const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return { words: `${name} ${isLink ? 'is a link that leads nowhere' : 'cannot be looked at'}` };
  }
  if (!stats.isFile()) return { words: `${name} is not a file` };
  // What stands there is run as the user, so it must be theirs alone to change.
  if (isOpenToAll(stats)) {
    return {
      words: `${name} can be changed by anybody on this machine`,
      mend: `chmod o-w -- ${quoted(file)}`,
    };
  }
  const folder = dirname(file);
  if (isOpenToAll(statSync(folder))) {
    return {
      words: `${name} can be replaced by anybody on this machine`,
      mend: `chmod o-w -- ${quoted(folder)}`,
    };
  }
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch {
    return { words: `${name} is not executable`, mend: `chmod +x -- ${quoted(file)}` };
  }
}

/** Whether everybody may write there. Windows tells nothing of that in a mode. */
function isOpenToAll({ mode }: Stats): boolean {
  return platform !== 'win32' && (mode & constants.S_IWOTH) !== 0;
}
