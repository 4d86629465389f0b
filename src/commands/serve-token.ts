import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE, writeFileDurably } from '../store/durable-file';
import { diskProblem, errorCode } from '../store/failures';
import { Problem } from '../watchlist/problem';

/** 192 bits: nobody guesses them. */
const BYTES = 24;

/** The secret in the address of a calendar that others can reach, kept for the user's eyes only. */
export class TokenFile {
  readonly file: string;

  /** @param state the folder for state. */
  constructor(state: string) {
    this.file = join(state, 'serve-token');
  }

  /**
   * The token as it is kept; undefined when there is none yet.
   * @throws Problem `failed` when it cannot be read, or is not one that we made.
   */
  read(): string | undefined {
    try {
      const token = readFileSync(this.file, 'utf8').trim();
      if (/^[\w-]{32}$/.test(token)) {
        // A backup or a copy may have opened it to others.
        this.#close();
        return token;
      }
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw diskProblem(`The token in ${this.file} could not be read`, error);
    }
    throw new Problem('failed', `${this.file} holds no token that jikai made.`, {
      hint: 'jikai serve --host … --new-token makes another; subscribe anew with it.',
    });
  }

  #close(): void {
    try {
      chmodSync(this.file, PRIVATE_FILE);
    } catch {
      // It is somebody else's to close, and the token is good.
    }
  }

  /** A new one in the place of any there is: whoever knew that one knows nothing now. */
  async renew(): Promise<string> {
    // Slow to start, and hardly any run makes a token.
    const { randomBytes } = await import('node:crypto');
    const token = randomBytes(BYTES).toString('base64url');
    writeFileDurably(this.file, `${token}\n`);
    chmodSync(this.file, PRIVATE_FILE);
    return token;
  }
}
