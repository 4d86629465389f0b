import { readFileSync } from 'node:fs';
import { diskProblem, errorCode, quoted } from '../store/failures';
import { type Fields, isRecord } from '../watchlist/fields';
import { Problem } from '../watchlist/problem';
import { type Config, DEFAULTS } from './config';

/** The user's configuration file, `config.json`. */
export class ConfigFile {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /**
   * What the user has set. A missing file has set nothing.
   * @throws Problem `failed` when the file is there but cannot be understood; it is left as it is.
   */
  async chosen(): Promise<Readonly<Record<string, unknown>>> {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return {};
      throw diskProblem(`Your settings in ${this.file} could not be read`, cause);
    }
    try {
      const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      if (isRecord(value)) return value;
    } catch {
      // Told below, together with JSON of a wrong shape.
    }
    throw new Problem('failed', `Your settings in ${this.file} are not a JSON object.`, {
      hint: `Mend the file, or move it away to start with none: mv -- ${quoted(this.file)} ${quoted(`${this.file}.old`)}`,
    });
  }

  /**
   * The user's preferences. What cannot be understood counts as not set and is told in `problems`, so
   * that a slip in this file keeps nobody from their list.
   */
  async read(): Promise<{ readonly config: Config; readonly problems: readonly Problem[] }> {
    const problems: Problem[] = [];
    const chosen: Fields = await this.chosen().catch((error: unknown): Fields => {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
      return {};
    });
    if (Object.keys(chosen).length === 0) return { config: DEFAULTS, problems };
    const { configIn } = await import('./config-in');
    return { config: configIn(chosen, problems), problems };
  }
}
