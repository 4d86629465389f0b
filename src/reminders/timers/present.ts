import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { diskProblem, errorCode } from '../../store/failures';
import type { Plan, Step, Surroundings, TimerState } from './timer';

/**
 * The bytes of a file; undefined when there is none.
 * @throws Problem `failed` when it cannot be read.
 */
export function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    throw diskProblem(`${file} could not be read`, error);
  }
}

/** The folders that have to be made for a file, the innermost first. */
export function missingFolders(file: string): readonly string[] {
  const folder = dirname(file);
  if (folder === file || existsSync(folder)) return [];
  return [folder, ...missingFolders(folder)];
}

/** The user's folder of an XDG variable, or where it is without one. */
export function xdgFolder(
  variable: 'XDG_CONFIG_HOME' | 'XDG_DATA_HOME',
  { system, env }: Surroundings,
): string {
  const fallback = variable === 'XDG_CONFIG_HOME' ? ['.config'] : ['.local', 'share'];
  const set = env[variable];
  return set !== undefined && isAbsolute(set) ? set : join(system.home, ...fallback);
}

/** The step that writes a file of ours, or none when it holds just that. */
export function writing(file: string, text: string): Plan {
  const content = Buffer.from(text);
  if (contentOf(file)?.equals(content)) return [];
  const lines = text.trimEnd().split('\n');
  return [{ kind: 'write', file, content, shown: { where: file, what: 'written', lines } }];
}

/** The steps that remove those of our files that are there. */
export function removing(...files: readonly string[]): Plan {
  return files.flatMap((file): readonly Step[] =>
    existsSync(file) ? [{ kind: 'remove', file }] : [],
  );
}

/** The steps that remove folders, the innermost first. */
export function removingFolders(folders: readonly string[]): Plan {
  return folders.map((folder) => ({ kind: 'remove-folder', folder }));
}

/** What a timer starts, as its state tells it; nothing where that could not be read. */
export function runsOf(
  node: string | undefined,
  program: string | undefined,
): Pick<TimerState, 'runs'> {
  if (node === undefined || program === undefined) return {};
  return { runs: { node, program, isThere: existsSync(node) && existsSync(program) } };
}
