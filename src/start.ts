import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from 'node:process';
import { Script } from 'node:vm';

/** The bundle beside this file, one function of `require` and `__dirname`, and the code cache that the build leaves for the V8 it ran on. */
const BUNDLE = join(__dirname, 'jikai.cjs');
export const CODE_CACHE = `${BUNDLE}.${versions.v8}`;

/**
 * The bundle, compiled. With a code cache nothing need be parsed, which is a third of the whole
 * start. V8 checks the cache against its own version and the bundle's length, and compiles anew when
 * it does not fit; so does a machine where there is none.
 */
export function compile(): Script {
  const source = readFileSync(BUNDLE, 'utf8');
  const cachedData = readIfThere(CODE_CACHE);
  return new Script(source, {
    filename: BUNDLE,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

export function start(script: Script = compile()): void {
  script.runInThisContext()(require, __dirname);
}
