/**
 * One write by a process of its own, for what the built program cannot be brought to do.
 *
 *   one-write <file> <stateDir> [no-links]
 *
 * Adds a show to a list of any version from 0 on, says so, and ends.
 */
import fs from 'node:fs';
import { createStore } from '../../src/store/store';
import { perform } from '../store/commands';

const [file = '', stateDir = '', option] = process.argv.slice(2);

if (option === 'no-links') {
  // As on a FAT file system.
  const refuse = () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  };
  fs.symlinkSync = refuse;
  fs.linkSync = refuse;
}

const store = createStore({ file, stateDir, migrations: [{ from: 0, migrate: (old) => old }] });

perform(store, { do: 'add', ids: ['added'] }, () => {}).then(
  (answer) => fs.writeSync(1, `${answer}\n`),
  (error) => {
    fs.writeSync(2, `${error}\n`);
    process.exitCode = 1;
  },
);
