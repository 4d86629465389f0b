import {
  closeSync,
  copyFileSync,
  fchmodSync,
  fchownSync,
  constants as fsConstants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pid } from 'node:process';
import { diskProblem, errorCode } from './failures';

/** The mode of what we make: the user's alone. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** A new version of a file, complete and on the disk under another name. */
export interface StagedFile {
  /** What the operating system will say of the file once it is in place. */
  readonly stamp: string;
  /** Puts the new version in place; when it returns, the change survives a power cut. */
  commit(): void;
  /** Removes the new version. Does nothing after a commit. */
  discard(): void;
}

/**
 * Where writing to `file` ends up: symbolic links followed, also one whose target does not exist
 * yet, because a rename onto a link would replace the link.
 *
 * @throws {Problem} when the links go in a circle or a folder on the way cannot be looked into.
 */
export function resolveTarget(file: string): string {
  let target = resolve(file);
  for (let hops = 0; hops < 40; hops++) {
    try {
      return realpathSync(target);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw diskProblem(`${file} could not be found`, error);
    }
    const folder = resolveFolder(dirname(target));
    const name = join(folder, basename(target));
    if (!lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink()) return name;
    target = resolve(folder, readlinkSync(name));
  }
  throw diskProblem(`${file} could not be found`, Object.assign(new Error(), { code: 'ELOOP' }));
}

/** As {@link resolveTarget}, for a folder that need not exist yet. */
function resolveFolder(folder: string): string {
  const parent = dirname(folder);
  return parent === folder ? folder : resolveTarget(folder);
}

/**
 * Makes a folder and those above it, for the user's eyes only. An existing one is left as it is. New
 * ones survive a power cut: what is synced in a folder is lost with it otherwise.
 */
export function makeFolder(folder: string): void {
  try {
    const first = mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
    if (first === undefined) return;
    for (let made = resolve(folder); ; made = dirname(made)) {
      syncFolder(dirname(made));
      if (made === resolve(first) || made === dirname(made)) break;
    }
  } catch (error) {
    throw diskProblem(`The folder ${folder} could not be made`, error);
  }
}

let staged = 0;

/**
 * Replaces a file so that at every moment, also after a crash or a power cut, it holds either its
 * old content or its new content, whole. Symbolic links are followed and kept. An existing file
 * keeps its mode, and its owner as far as we may; a new one gets `mode` (0600 unless told).
 *
 * @throws {Problem} saying what failed and why; the old content is then still there.
 */
export function writeFileDurably(
  file: string,
  content: string | Uint8Array,
  options: { readonly mode?: number } = {},
): void {
  const target = resolveTarget(file);
  makeFolder(dirname(target));
  const version = stageFile(target, [content], options);
  try {
    version.commit();
  } finally {
    version.discard();
  }
}

/**
 * Replaces a file that is only there to save time: in one step, so that nobody reads half of it, but without
 * waiting for the disk. It may fail, which is no harm.
 */
export function replaceIfPossible(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}.new-${pid}-${randomWord()}`);
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, text, { mode: PRIVATE_FILE });
    renameSync(temporary, file);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // Its folder is none.
    }
  }
}

/**
 * Removes the versions of a file that killed processes left unfinished. Only for a file that is
 * written under a lock, and only under that lock: then nobody is making one.
 *
 * @param target A resolved path in a folder that exists.
 */
export function sweepStaged(target: string): void {
  try {
    for (const name of readdirSync(dirname(target))) {
      if (!name.startsWith(stagedPrefix(target))) continue;
      removeFile(join(dirname(target), name));
    }
  } catch {
    // What is left behind does no harm; a folder one may write to need not be one to list.
  }
}

/** The start of the names of unfinished versions of a file. */
export function stagedPrefix(target: string): string {
  return `.${basename(target)}.new-`;
}

/**
 * The first half of {@link writeFileDurably}: all that may fail for want of space happens here.
 *
 * @param target A resolved path in a folder that exists.
 * @param content In pieces, each written before the next is asked for.
 * @throws {Problem} and leaves nothing behind.
 */
export function stageFile(
  target: string,
  content: Iterable<string | Uint8Array>,
  { mode = PRIVATE_FILE }: { readonly mode?: number } = {},
): StagedFile {
  const what = `${target} could not be written`;
  const folder = dirname(target);
  // In the same folder, for a rename does not cross file systems. The counter tells apart two
  // versions in one process, the process id two processes; `wx` refuses whatever is left over.
  const nonce = `${pid.toString(36)}-${(staged++).toString(36)}-${randomWord()}`;
  const temporary = join(folder, `${stagedPrefix(target)}${nonce}`);
  let isInPlace = false;
  const discard = () => {
    if (isInPlace) return;
    try {
      removeFile(temporary);
    } catch {
      // What led here matters more than what was left behind.
    }
  };

  let descriptor: number;
  let present: Stats | undefined;
  try {
    present = statSync(target, { throwIfNoEntry: false });
    descriptor = openSync(temporary, 'wx', PRIVATE_FILE);
  } catch (error) {
    throw diskProblem(what, error);
  }
  let stamp: string;
  try {
    try {
      keepOwner(descriptor, present);
      fchmodSync(descriptor, present === undefined ? mode : present.mode & 0o7777);
      for (const piece of content) writeAll(descriptor, piece);
      fsyncSync(descriptor);
      stamp = stampOf(fstatSync(descriptor, { bigint: true }));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    discard();
    throw diskProblem(what, error);
  }
  return {
    stamp,
    discard,
    commit() {
      try {
        renameSync(temporary, target);
        isInPlace = true;
      } catch (error) {
        discard();
        throw diskProblem(what, error);
      }
      try {
        syncFolder(folder);
      } catch (error) {
        throw diskProblem(`${target} was written, but the disk did not confirm it`, error);
      }
    },
  };
}

/** Removes a file, if it is there. Node's `rm` loads what it needs for whole trees first. */
export function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Tells the file at a path apart from all others, whatever it is called; undefined where there is none. */
export function identityAt(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.dev}:${stats.ino}`;
}

/**
 * Gives a file a second name by a hard link, which costs no space and cannot be half done; where there are
 * none, or not of this file, it is copied.
 *
 * @throws what the system does; `EEXIST` when something has that name.
 */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const codes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES'];
    if (!codes.includes(errorCode(error))) throw error;
    copyFileSync(from, to, fsConstants.COPYFILE_EXCL);
    const descriptor = openSync(to, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** Writes all of it: one `write` may take only a part, and says so only by the number it returns. */
export function writeAll(descriptor: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written);
  }
}

/** Makes the names in a folder survive a power cut. Windows and some file systems cannot. */
export function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch (error) {
    // EACCES: a folder one may write to but not list (mode 0300) cannot be opened for this.
    if (['EISDIR', 'EPERM', 'EACCES'].includes(errorCode(error))) return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'].includes(errorCode(error))) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Which file this is and when it was last written, as far as the file system can tell. */
export function stampOf(stats: {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}): string {
  return `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}

/** As {@link stampOf}, of the file at a path; `none` where there is none to be seen. */
export function stampAt(file: string): string {
  try {
    return stampOf(statSync(file, { bigint: true }));
  } catch {
    return 'none';
  }
}

/** Six letters and digits, to keep names apart. Nothing rests on their being secret. */
export function randomWord(): string {
  return Math.random().toString(36).slice(2, 8).padEnd(6, '0');
}

/** A file of somebody else's (we are root, or share a group) stays theirs, if we may. */
function keepOwner(descriptor: number, present: Stats | undefined): void {
  if (present === undefined) return;
  const own = fstatSync(descriptor);
  if (own.uid === present.uid && own.gid === present.gid) return;
  try {
    fchownSync(descriptor, present.uid, present.gid);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}
