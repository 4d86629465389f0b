/**
 * Leaves a code cache beside the bundle: V8's own form of it, with the functions that the commands
 * below use compiled. Run by the build on a home with a show; what the commands print is of no interest.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const program = path.join(__dirname, '../bin/jikai.js');
const filename = path.join(__dirname, '../dist/jikai.cjs');

const when = ['--now', '2024-01-16T12:00Z'];
// What is read often; to carry more would slow every start, also of what is typed less.
const commands = [
  ['list', ...when],
  ['next', ...when],
  [...when],
  // The first makes the agenda file, the second reads it.
  ['prompt'],
  ['prompt'],
  // Ends the list: it leaves nothing to wait for.
  ['--version'],
];

const script = new Script(readFileSync(filename, 'latin1'), { filename });
const start = () => script.runInThisContext()(createRequire(program), path.dirname(program));

process.on('beforeExit', () => {
  const command = commands.shift();
  if (command === undefined) return;
  process.argv = [process.argv[0], program, ...command];
  // Something has to be waited for, or there is no next time.
  setImmediate(start);
});
process.on('exit', () => {
  writeFileSync(`${filename}.${process.versions.v8}`, script.createCachedData());
});
