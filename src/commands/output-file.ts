import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskProblem, errorCode, quoted } from '../store/failures';
import { Problem } from '../watchlist/problem';

/** How to speak of what is to be written. */
interface Content {
  /** `the calendar`. */
  readonly what: string;
  /** How to have it without a file: `leave -o out to print it`. */
  readonly instead: string;
}

/**
 * What stands in a file that is to be written anew; undefined when there is none.
 * @throws Problem `failed` when its folder is missing, when it cannot be read, or is something else
 *   than a file: to put a file in the place of a device would be no kindness.
 */
export function contentOf(file: string, { what, instead }: Content): string | undefined {
  try {
    if (!statSync(file).isFile()) {
      throw new Problem('failed', `${file} is no plain file, so it was left as it is.`, {
        hint: `Name another, or ${instead}.`,
      });
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw diskProblem(`${file} could not be read`, error);
  }
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    throw new Problem('failed', `There is no folder ${folder} to write ${what} to.`, {
      hint: `Make it with mkdir -p ${quoted(folder)}, or name another file.`,
    });
  }
  return undefined;
}
