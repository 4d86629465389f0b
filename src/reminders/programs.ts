import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { errorCode } from '../store/failures';

/** How a program is run. Never through a shell. */
export interface Running {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads on its standard input; nothing unless told. */
  readonly input?: string | undefined;
  /** How long it may take before it is killed, in milliseconds. 20,000 unless told. */
  readonly patience?: number | undefined;
}

/** How a program ended. */
export interface Ran {
  /** Its exit code; undefined when it was killed, took too long, or could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it gave no exit code: `ENOENT` when there is no such program, `ETIMEDOUT`, a signal's name. */
  readonly failure?: string;
}

const PATIENCE_MS = 20_000;

/** What is kept of a program's output, in bytes: it may be anybody's, and never end. */
const MOST = 1_000_000;

/** Runs a program to its end. Never rejects: how it went is told in what it resolves to. */
export function runProgram(
  file: string,
  args: readonly string[],
  { env, input = '', patience = PATIENCE_MS }: Running,
): Promise<Ran> {
  return new Promise((resolve) => {
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(file, args, {
        env,
        windowsHide: true,
        timeout: patience,
        killSignal: 'SIGKILL',
      });
    } catch (error) {
      // Arguments that are too many or too long, or hold what none may, are refused at once.
      resolve({ code: undefined, stdout: '', stderr: '', failure: failureOf(error) });
      return;
    }
    const started = performance.now();
    const stdout = gathered(child.stdout);
    const stderr = gathered(child.stderr);
    const end = (code: number | null, failure?: string) =>
      resolve({
        code: code ?? undefined,
        stdout: stdout(),
        stderr: stderr(),
        ...(failure === undefined ? {} : { failure }),
      });
    child.on('error', (error) => end(null, failureOf(error)));
    child.on('close', (code, signal) => {
      const late = signal === 'SIGKILL' && performance.now() - started >= patience;
      end(code, late ? 'ETIMEDOUT' : (signal ?? undefined));
    });
    // A program that does not read its input is none that fails.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function failureOf(error: unknown): string {
  return errorCode(error) || (error instanceof Error ? error.message : String(error));
}

function gathered(stream: NodeJS.ReadableStream): () => string {
  const pieces: Buffer[] = [];
  let size = 0;
  stream.on('data', (piece: Buffer) => {
    if (size < MOST) pieces.push(piece);
    size += piece.length;
  });
  return () => Buffer.concat(pieces).subarray(0, MOST).toString('utf8');
}
