import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { platform, kill as signalTo } from 'node:process';
import { errorCode } from '../store/failures';

/** How a program is run. Never through a shell. */
export interface Running {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads on its standard input; nothing unless told. */
  readonly input?: string | undefined;
  /** How long it may take before it is killed, in milliseconds. 20,000 unless told. */
  readonly patience?: number | undefined;
  /** How much of its output is kept, in bytes; what is more is read and thrown away. A million unless told. */
  readonly most?: number | undefined;
  /** Has it killed at once, as if it took too long. */
  readonly signal?: AbortSignal | undefined;
}

/** How a program ended. */
export interface Ran {
  /** Its exit code; undefined when it was killed, took too long, or could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it gave no exit code: `ENOENT` when there is no such program, `ETIMEDOUT`, `ABORTED`, a signal's name. */
  readonly failure?: string;
}

const PATIENCE_MS = 20_000;

/** How long after its end a program's last words may still be on their way, in milliseconds. */
const LAST_WORDS_MS = 300;

/** What is kept of a program's output, in bytes: it may be anybody's, and never end. */
const MOST = 1_000_000;

/**
 * Runs a program to its end, and not to that of what it started and left behind. One that takes too long
 * is killed with all that it started, where the system can. Never rejects: how it went is told in what it
 * resolves to.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  { env, input = '', patience = PATIENCE_MS, most = MOST, signal: wish }: Running,
): Promise<Ran> {
  return new Promise((resolve) => {
    let child: ChildProcessWithoutNullStreams;
    // A group of its own can be killed as a whole; on Windows it would have a window of its own instead.
    const isGroup = platform !== 'win32';
    try {
      child = spawn(file, args, { env, windowsHide: true, detached: isGroup });
    } catch (error) {
      // Arguments that are too many or too long, or hold what none may, are refused at once.
      resolve({ code: undefined, stdout: '', stderr: '', failure: failureOf(error) });
      return;
    }
    const stdout = gathered(child.stdout, most);
    const stderr = gathered(child.stderr, most);
    let killedFor: string | undefined;
    const kill = (why: string) => {
      killedFor = why;
      if (isGroup && child.pid !== undefined) killGroup(child.pid);
      else child.kill('SIGKILL');
    };
    const late = setTimeout(() => kill('ETIMEDOUT'), patience);
    const abort = () => kill('ABORTED');
    wish?.addEventListener('abort', abort);
    if (wish?.aborted === true) abort();
    const end = (code: number | null, failure?: string) => {
      clearTimeout(late);
      wish?.removeEventListener('abort', abort);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      resolve({
        code: code ?? undefined,
        stdout: stdout(),
        stderr: stderr(),
        ...(failure === undefined ? {} : { failure }),
      });
    };
    child.on('error', (error) => end(null, failureOf(error)));
    child.on('exit', (code, signal) => {
      // It has ended in time, however long its last words take.
      clearTimeout(late);
      const why = killedFor;
      const ended = () => end(why === undefined ? code : null, why ?? signal ?? undefined);
      // Whoever it left running may hold its output open for hours.
      const lastWords = setTimeout(ended, LAST_WORDS_MS);
      child.on('close', () => {
        clearTimeout(lastWords);
        ended();
      });
    });
    // A program that does not read its input is none that fails.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function killGroup(leader: number): void {
  try {
    signalTo(-leader, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function failureOf(error: unknown): string {
  return errorCode(error) || (error instanceof Error ? error.message : String(error));
}

function gathered(stream: NodeJS.ReadableStream, most: number): () => string {
  const pieces: Buffer[] = [];
  let size = 0;
  stream.on('data', (piece: Buffer) => {
    if (size < most) pieces.push(piece);
    size += piece.length;
  });
  return () => Buffer.concat(pieces).subarray(0, most).toString('utf8');
}
