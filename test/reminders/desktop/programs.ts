import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a program was run with. */
export interface Run {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Puts a program into a folder that keeps what it is run with, and ends with a code. */
export function fakeProgram(
  folder: string,
  name: string,
  { code = 0, complains = '' } = {},
): () => Run {
  const kept = path.join(folder, `${name}.json`);
  const script = `#!${process.execPath}
const fs = require('node:fs');
const run = { args: process.argv.slice(2), input: fs.readFileSync(0, 'utf8'), env: process.env };
fs.writeFileSync(${JSON.stringify(kept)}, JSON.stringify(run));
process.stderr.write(${JSON.stringify(complains)});
process.exitCode = ${code};
`;
  const file = path.join(folder, name);
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return () => {
    if (!existsSync(kept)) throw new Error(`${name} was not run.`);
    return JSON.parse(readFileSync(kept, 'utf8')) as Run;
  };
}
