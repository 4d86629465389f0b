import { Problem } from '../watchlist/problem';

/** Why a file cannot be taken for a watchlist. `newer`: it is one, of a later version than ours. */
export class Unreadable extends Error {
  readonly newer: boolean;

  constructor(reason: string, newer = false) {
    super(reason);
    this.newer = newer;
  }
}

/** What an operating system's error code means to a user, and what to do about it. */
const REASONS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and run the command again.'],
  EDQUOT: ['your disk quota is used up', 'Free some space and run the command again.'],
  EFBIG: ['the file would be larger than is allowed here', 'See ulimit -f.'],
  EROFS: ['it is on a read-only file system', 'Mount it writable, or choose another folder.'],
  EACCES: ['permission was denied', 'Check who owns it and who may write: ls -ld.'],
  EPERM: ['the operating system does not allow it', 'Check its owner and attributes.'],
  EIO: ['the disk reported an error', 'Check the disk, and copy your data elsewhere first.'],
  EISDIR: ['it is a folder', 'Move the folder away.'],
  ENOTDIR: ['a part of its path is not a folder', 'Check the path.'],
  EEXIST: ['something else is in its place', 'Move that away.'],
  ELOOP: ['its symbolic links go round in a circle', 'Mend the links.'],
  ENAMETOOLONG: ['its path is too long', 'Choose a shorter path.'],
  EMFILE: ['too many files are open', 'Close some programs and run the command again.'],
  ENFILE: ['too many files are open', 'Close some programs and run the command again.'],
};

/** EDQUOT on Linux and on macOS: Node has no name for it. */
const QUOTA = /^Unknown system error -(122|69)$/;

/** The operating system's code of an error (`ENOENT`), or an empty string. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code !== 'string' ? '' : QUOTA.test(code) ? 'EDQUOT' : code;
}

/**
 * An operating system's error in the user's words: what could not be done, why, and what to do.
 * A {@link Problem} is handed back as it is.
 *
 * @param what What could not be done, with its path: `The watchlist /x/y could not be read`.
 */
export function diskProblem(what: string, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = errorCode(error);
  const [why, hint] = REASONS[code] ?? [error instanceof Error ? error.message : String(error)];
  return new Problem('failed', `${what}: ${why}${REASONS[code] ? ` (${code})` : ''}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A path as a word of a POSIX shell command. */
export function quoted(path: string): string {
  return /^[\w/.,:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
