import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve, sep } from 'node:path';
import type { Surroundings } from './timer';

/** The first program of this name on the PATH; undefined when there is none. */
export function onPath(name: string, env: Surroundings['env']): string | undefined {
  return candidates(name, env)[0];
}

/**
 * By which path a program should be started so that it is still there after an upgrade: a link of this
 * name on the PATH that leads to it, such as Homebrew's `bin/node`, whose target has the version in its
 * path. Without one, the path as it is.
 */
export function lastingPath(name: string, path: string, env: Surroundings['env']): string {
  const found = candidates(name, env).find(
    (candidate) => !isPassing(candidate, env) && realpathSync(candidate) === path,
  );
  return found ?? path;
}

function candidates(name: string, { PATH = '' }: Surroundings['env']): readonly string[] {
  return PATH.split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .filter(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether a path goes away with the session: fnm makes a folder of links for each shell. */
function isPassing(
  path: string,
  { TMPDIR = '/tmp', XDG_RUNTIME_DIR = '/run/user' }: Surroundings['env'],
): boolean {
  const folders = [TMPDIR, XDG_RUNTIME_DIR].map((folder) => resolve(folder));
  return (
    path.includes('fnm_multishells') || folders.some((folder) => path.startsWith(`${folder}${sep}`))
  );
}
