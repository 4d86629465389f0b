/**
 * A process that uses a store, for the tests that need several, or need to kill one.
 *
 *   driver <file> <stateDir> [no-links] [patience=<ms>]
 *
 * Takes one JSON command a line and answers each with one JSON line. Errors are answers as well.
 */
import fs from 'node:fs';
import { createStore } from '../../src/store/store';
import { Problem } from '../../src/watchlist/problem';
import { type Command, perform } from './commands';

const [file = '', stateDir = '', ...options] = process.argv.slice(2);
const patience = options.find((option) => option.startsWith('patience='))?.slice(9);

if (options.includes('no-links')) {
  // As on a FAT file system.
  const refuse = () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  };
  fs.symlinkSync = refuse;
  fs.linkSync = refuse;
}

const store = createStore({
  file,
  stateDir,
  ...(patience === undefined ? {} : { patience: Number(patience) }),
});

function answer(value: unknown): void {
  // Synchronous: what was answered is out before the process can be killed.
  fs.writeSync(1, `${JSON.stringify(value)}\n`);
}

async function main(): Promise<void> {
  answer('ready');
  let rest = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const command: Command = JSON.parse(line);
      try {
        answer(await perform(store, command, answer));
      } catch (error) {
        if (error instanceof Problem) answer({ problem: error.message, hint: error.hint });
        else answer({ error: String(error) });
      }
    }
  }
}

void main();
