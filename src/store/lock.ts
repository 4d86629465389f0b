/**
 * One writer at a time, over processes, through a file that names its holder.
 *
 * - A lock is a symbolic link whose target is the holder's description (as Emacs and Firefox do it):
 *   made in one step, refused if there is one, and never there without its content, so that no crash
 *   leaves half a lock. Where links cannot be made (FAT, Windows) it is a folder holding the
 *   description, moved into place as a whole: the move fails if there is a lock.
 * - A dead holder's lock is broken at once. Two processes must not both break it: the slower would
 *   remove the lock that the quicker, or a third, has just taken. So the right to break one lock is
 *   itself a lock, named after the dead lock's nonce, and its holder looks again before it removes.
 * - Nobody who is alive, or might be, is ever robbed. Time plays no part but in giving up.
 *
 * On Linux a holder is its pid with its start time and boot, so neither a recycled pid nor a zombie
 * passes for it (two machines of one name that share a folder would take each other for dead).
 * Elsewhere it is its pid alone: a recycled pid keeps a dead lock until the time-out,
 * whose message says how to remove it.
 */
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hrtime, kill, pid, platform } from 'node:process';
import { Problem } from '../watchlist/problem';
import { PRIVATE_FILE, PRIVATE_FOLDER, randomWord } from './durable-file';
import { diskProblem, errorCode, quoted } from './failures';

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  /** When the process started, in clock ticks since the boot; empty where it cannot be known. */
  readonly start: string;
  /** Which boot of the machine; empty where it cannot be known. */
  readonly boot: string;
  readonly host: string;
  /** Where the pid counts: containers have process ids of their own. */
  readonly namespace: string;
  /** Tells this holding apart from all others. */
  readonly nonce: string;
}

/** What is at a lock's path. `by` is null for what no jikai made, so that nobody can be holding it. */
interface Lock {
  readonly by: Holder | null;
  /** The holder's, or one that tells this very file apart. */
  readonly nonce: string;
}

export interface LockOptions {
  /** How long to wait for one holder who is alive, in milliseconds. 10,000 unless told. */
  readonly patience?: number | undefined;
  /**
   * What it guards is never shared by machines. A holder of another boot is dead then, also one by
   * another host's name, as laptops have one in each network.
   */
  readonly isLocal?: boolean;
}

const PATIENCE_MS = 10_000;

/** Milliseconds since some moment, whatever is done to the clock. `performance` takes 5 ms to be there. */
function elapsed(): number {
  return Number(hrtime.bigint() / 1_000_000n);
}

/** The file in a lock that is a folder. */
const HOLDER = 'holder.json';

/**
 * Runs something while holding the lock at `file`, and gives the lock back whatever happens.
 *
 * @param file The lock's own path. Its folder must exist.
 * @throws {Busy} when another process has held it for as long as we are patient.
 */
export async function withLock<T>(
  file: string,
  run: () => T | Promise<T>,
  { patience = PATIENCE_MS, isLocal = false }: LockOptions = {},
): Promise<T> {
  const own = JSON.stringify({ ...ourselves(), nonce: `${pid}-${randomWord()}${randomWord()}` });
  let since = elapsed();
  let holding: string | undefined;
  try {
    for (let tries = 1; ; tries++) {
      const lock = acquire(file, own, file, isLocal);
      if (lock === 'ours') break;
      // As long as others come and go, it is only a queue: a hundred at once take their time.
      if (lock !== undefined && lock.nonce !== holding) {
        holding = lock.nonce;
        since = elapsed();
      }
      if (elapsed() - since >= patience) throw tooLong(file, lock, patience);
      // Random, so that two who wait do not keep meeting; and longer the more seem to be waiting.
      const most = Math.min(20 * Math.sqrt(tries), 200);
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * most));
    }
  } catch (error) {
    throw diskProblem(
      `${file} could not be made, which keeps two jikai from writing at once`,
      error,
    );
  }
  try {
    ignoringFailure(() => sweep(file, isLocal));
    return await run();
  } finally {
    // A lock that stays is a dead one as soon as this process ends, and the next writer breaks it.
    ignoringFailure(() => release(file, own));
  }
}

/** Who has the lock at `file`, as far as can be seen; `dead` for one that died and left it behind. */
export function lockState(
  file: string,
  { isLocal = false }: LockOptions = {},
): 'free' | 'dead' | { readonly pid: number } {
  const lock = read(file);
  if (lock === undefined) return 'free';
  return lock.by !== null && mayBeAlive(lock.by, isLocal) ? { pid: lock.by.pid } : 'dead';
}

/**
 * Takes the lock at `file`, from a dead holder if need be, or says who has it (undefined: nobody any
 * more). `base` is the lock that it is all about: `file` itself, or what `file` is a claim for.
 */
function acquire(
  file: string,
  own: string,
  base: string,
  isLocal: boolean,
): 'ours' | Holder | undefined {
  for (;;) {
    // To look is cheaper than to try, which matters to those who wait.
    const lock = read(file);
    if (lock === undefined) return create(file, own) ? 'ours' : undefined;
    if (lock.by !== null && mayBeAlive(lock.by, isLocal)) return lock.by;
    const claim = `${base}.claim-${lock.nonce}`;
    // The same routine again, for a claimant may have died as well.
    const claimant = acquire(claim, own, base, isLocal);
    if (claimant !== 'ours') return claimant;
    try {
      if (read(file)?.nonce === lock.nonce) remove(file);
    } finally {
      release(claim, own);
    }
  }
}

function release(file: string, own: string): void {
  if (read(file)?.nonce === toHolder(own)?.nonce) remove(file);
}

/**
 * Removes what killed processes left: the claims of those who died after breaking a lock, and locks
 * on their way into place. We hold the lock, so the locks that the claims were about are gone, and
 * whoever else gets hold of such a claim will see that.
 */
function sweep(file: string, isLocal: boolean): void {
  const prefixes = ['claim-', 'try-'].map((kind) => `${basename(file)}.${kind}`);
  for (const name of readdirSync(dirname(file))) {
    if (!prefixes.some((prefix) => name.startsWith(prefix))) continue;
    const left = join(dirname(file), name);
    const lock = read(left);
    if (lock !== undefined && (lock.by === null || !mayBeAlive(lock.by, isLocal))) remove(left);
  }
}

/** Makes the lock in one step; false if there is one. */
function create(file: string, own: string): boolean {
  // Windows takes a link's target for a path and rewrites it.
  if (platform !== 'win32') {
    try {
      symlinkSync(own, file);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))) throw error;
    }
  }
  return createFolder(file, own);
}

/** As {@link create}, where there are no symbolic links. */
function createFolder(file: string, own: string): boolean {
  const folder = `${file}.try-${pid}-${randomWord()}`;
  mkdirSync(folder, { mode: PRIVATE_FOLDER });
  try {
    writeFileSync(join(folder, HOLDER), own, { mode: PRIVATE_FILE });
    renameSync(folder, file);
    return true;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    // There is a lock, or was a moment ago; Windows says EPERM then. ENOENT: its holder took our
    // folder for one that a killed process had left, and swept it.
    const codes = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'ENOENT', 'EPERM', 'EACCES'];
    if (codes.includes(errorCode(error))) return false;
    throw error;
  }
}

/** Who holds the lock at `file`; undefined if there is none. */
function read(file: string): Lock | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false, bigint: true });
  if (stats === undefined) return undefined;
  let content = '';
  try {
    if (stats.isSymbolicLink()) content = readlinkSync(file);
    else if (stats.isDirectory()) content = readFileSync(join(file, HOLDER), 'utf8');
  } catch (error) {
    // Given back since, and taken in the other form by somebody who cannot make links.
    if (['EINVAL', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    if (errorCode(error) !== 'ENOENT') throw error;
    // Gone, or a folder whose holder is giving it back, or died doing so: an empty one can go.
    tolerating(['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(file));
    return undefined;
  }
  const by = toHolder(content);
  return { by, nonce: by?.nonce ?? `${stats.ino}-${stats.ctimeNs}` };
}

function remove(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    tolerating(['ENOENT'], () => unlinkSync(join(file, HOLDER)));
    // Somebody may already have moved a new lock over the emptied one.
    tolerating(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(file));
  } else {
    tolerating(['ENOENT'], () => unlinkSync(file));
  }
}

/** For tidying up, which must not stand in the way of what the user wants. */
function ignoringFailure(action: () => void): void {
  try {
    action();
  } catch {
    // What is left behind does no harm.
  }
}

function tolerating(codes: readonly string[], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!codes.includes(errorCode(error))) throw error;
  }
}

/** Whether a lock's holder may still be at work. What we cannot see, we take to be alive. */
function mayBeAlive(holder: Holder, isLocal: boolean): boolean {
  const own = ourselves();
  if (holder.boot !== own.boot || own.boot === '') {
    // Another machine; or this one, and then it has started anew since, if that can be known.
    if (holder.host !== own.host && !isLocal) return true;
    if (holder.boot !== '' && own.boot !== '') return false;
  }
  if (holder.namespace !== own.namespace) return true;
  const found = own.start === '' ? undefined : processStatus(holder.pid);
  if (found !== undefined) {
    return !found.ended && (holder.start === '' || found.start === holder.start);
  }
  try {
    kill(holder.pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

interface ProcessStatus {
  readonly pid: number;
  readonly start: string;
  readonly ended: boolean;
}

/** What Linux says of a process; undefined if nothing. */
function processStatus(id: number | 'self'): ProcessStatus | undefined {
  const stat = readIfThere(() => readFileSync(`/proc/${id}/stat`, 'latin1'));
  // The second field is the program's name in brackets and may hold anything, so count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, threads, start] = [fields[0], fields[17], fields[19]];
  if (state === undefined || threads === undefined || start === undefined) return undefined;
  // A killed process whose parent has not asked after it yet is a zombie: its files are closed.
  return {
    pid: Number.parseInt(stat, 10),
    start,
    ended: 'ZX'.includes(state) && Number(threads) <= 1,
  };
}

let known: Omit<Holder, 'nonce'> | undefined;

/** This process, as it describes itself in a lock. */
function ourselves(): Omit<Holder, 'nonce'> {
  if (known !== undefined) return known;
  const status = processStatus('self');
  known = {
    pid,
    // A /proc that counts differently (`unshare --pid` without mounting it anew) tells us nothing.
    start: status?.pid === pid ? status.start : '',
    boot: readIfThere(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    host: hostname(),
    namespace: readIfThere(() => readlinkSync('/proc/self/ns/pid')),
  };
  return known;
}

function readIfThere(take: () => string): string {
  try {
    return take();
  } catch {
    return '';
  }
}

function toHolder(content: string): Holder | null {
  try {
    const value: unknown = JSON.parse(content);
    return isHolder(value) ? value : null;
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    Number.isInteger(fields.get('pid')) &&
    ['start', 'boot', 'host', 'namespace'].every((name) => typeof fields.get(name) === 'string') &&
    // It becomes a part of a file name.
    /^[\w-]+$/.test(String(fields.get('nonce')))
  );
}

/** Somebody held a lock for longer than we were patient. */
export class Busy extends Problem {}

function tooLong(file: string, holder: Holder | undefined, patience: number): Busy {
  const who = holder === undefined ? '' : ` (pid ${holder.pid}${elsewhere(holder)})`;
  return new Busy(
    'failed',
    `Another jikai${who} has been writing for ${patience / 1000} s, so nothing was changed`,
    {
      hint: `Run the command again when it has finished. If it is not running any more: rm -r -- ${quoted(file)}`,
    },
  );
}

function elsewhere(holder: Holder): string {
  const own = ourselves();
  if (holder.host !== own.host) return ` on ${holder.host}`;
  return holder.namespace === own.namespace ? '' : ' in another container';
}
