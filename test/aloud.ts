import { writeSync } from 'node:fs';

/** Says that something is skipped, and why: past the reporter, which keeps quiet when all is well. */
export function sayAloud(words: string): void {
  writeSync(2, `${words}\n`);
}
