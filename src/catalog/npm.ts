import { execFile } from 'node:child_process';
import path from 'node:path';
import { platform } from 'node:process';
import { Problem } from '../watchlist/problem';
import { writeIn } from './work-folder';

/** How npm is run: with the user's own configuration, since where to fetch from is theirs to say. */
export interface NpmRuns {
  /** An empty folder, which will hold what npm fetches. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** See `World` in `context.ts`. */
  readonly onInterrupt: (react: () => void) => () => void;
  /** How long all runs together may take, in milliseconds. */
  readonly limit: number;
}

/** A version as it may stand in a command line. */
export const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** What does without npm. */
const BY_HAND =
  'jikai catalog update <file> takes a data.json of bangumi-data that you fetched yourself.';

/**
 * npm in a folder of its own. Not with `--prefix`, which would have npm pass over the configuration
 * for all users of the machine: an own `package.json` and `--no-workspaces` keep it in the folder.
 */
export class Npm {
  readonly #runs: NpmRuns;
  readonly #deadline: number;

  constructor(runs: NpmRuns) {
    this.#runs = runs;
    this.#deadline = performance.now() + runs.limit;
    writeIn(runs.folder, 'package.json', '{ "private": true }\n');
  }

  /** @throws Problem `failed` with npm's own reason; `cancelled` when the user ends it. */
  async newestVersion(): Promise<string> {
    const printed = await this.#run('view', 'bangumi-data', 'version', '--loglevel=error');
    // In quotes where the user has set `json`.
    const version = printed.trim().replace(/^"(.*)"$/, '$1');
    if (!VERSION.test(version)) {
      throw new Problem('failed', 'npm knows of no version of bangumi-data.', {
        hint: `npm view bangumi-data version should print one. ${BY_HAND}`,
      });
    }
    return version;
  }

  /** Fetches a version and gives the path of its `data.json`. Throws as {@link newestVersion} does. */
  async fetch(version: string): Promise<string> {
    await this.#run(
      'install',
      ...['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund'],
      '--loglevel=error',
      `bangumi-data@${version}`,
    );
    return path.join(this.#runs.folder, 'node_modules', 'bangumi-data', 'dist', 'data.json');
  }

  #run(...words: readonly string[]): Promise<string> {
    const { folder, env, onInterrupt, limit } = this.#runs;
    const [program, args] = commandLine([...words, '--no-workspaces']);
    const timeout = Math.max(1, Math.round(this.#deadline - performance.now()));
    const options = {
      cwd: folder,
      env,
      timeout,
      killSignal: 'SIGKILL',
      windowsHide: true,
    } as const;
    return new Promise((resolve, reject) => {
      let isCancelled = false;
      const child = execFile(program, args, options, (error, stdout, stderr) => {
        release();
        if (isCancelled) reject(new Problem('cancelled', 'Cancelled; nothing was changed.'));
        else if (error === null) resolve(stdout);
        else reject(npmProblem(error, stderr, limit));
      });
      child.stdin?.end();
      const release = onInterrupt(() => {
        isCancelled = true;
        child.kill('SIGKILL');
      });
    });
  }
}

/**
 * On Windows npm is a batch file, which only the shell can run: it is given nothing but words in which
 * there is nothing for a shell to understand.
 */
function commandLine(words: readonly string[]): [program: string, args: readonly string[]] {
  if (platform !== 'win32') return ['npm', words];
  const odd = words.find((word) => !/^[\w@.+-]+(?:=\w+)?$/.test(word));
  if (odd !== undefined) throw new Error(`not a word for a shell: ${odd}`);
  return ['cmd.exe', ['/d', '/s', '/c', 'npm.cmd', ...words]];
}

function npmProblem(
  error: Error & { readonly code?: unknown; readonly killed?: unknown },
  stderr: string,
  limit: number,
): Problem {
  if (error.code === 'ENOENT') {
    return new Problem('failed', 'npm was not found, and it is what fetches bangumi-data.', {
      hint: `Install npm, or do without: ${BY_HAND}`,
      cause: error,
    });
  }
  const what =
    error.killed === true
      ? `it took longer than ${Math.ceil(limit / 60_000)} min.`
      : reasonIn(stderr) || `it ended with ${String(error.code)}.`;
  return new Problem('failed', `npm could not fetch bangumi-data: ${what}`, {
    hint: `It is asked as you have set it up: npm config list shows how. Or do without it: ${BY_HAND}`,
    cause: error,
  });
}

/** How much of a line of npm's is told, in letters. */
const MOST_LETTERS = 200;

/**
 * npm's line that says what went wrong: the first that is neither a code nor empty, for after it come
 * a stack and advice. What is not npm's own, such as a shell's, says it in its last line.
 */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const own = lines
    .map((line) => /^npm (?:error|ERR!) (.*)/.exec(line)?.[1] ?? '')
    .filter(
      (line) => line !== '' && !/^(?:code|errno|syscall|path|dest|signal|command) /.test(line),
    );
  const reason = own[0] ?? lines.filter((line) => line !== '').at(-1) ?? '';
  return reason.length > MOST_LETTERS ? `${reason.slice(0, MOST_LETTERS)}…` : reason;
}
