/**
 * Leaves a code cache beside the bundle: V8's own form of it, with the functions that the commands
 * below use compiled. Run by the build on an empty home; what the commands print is of no interest.
 */
const { writeFileSync } = require('node:fs');
const { CODE_CACHE, compile, start } = require('../dist/start.cjs');

const when = ['--now', '2024-01-16T12:00Z'];
const commands = [
  // By hand: the catalogue's part would be carried by every start, and is slow all the same.
  ['add', 'rouge', '--manual', '--premiere', '2024-01-10T15:55Z', '--episodes', '13', ...when],
  ['watch', 'rouge', '--verdict', "We'll see", ...when],
  ['list', ...when],
  ['next', ...when],
  [...when],
  // Ends the list: it leaves nothing to wait for.
  ['--version'],
];

const script = compile();
process.on('beforeExit', () => {
  const command = commands.shift();
  if (command === undefined) return;
  process.argv = [process.argv[0], '', ...command];
  start(script);
});
process.on('exit', () => writeFileSync(CODE_CACHE, script.createCachedData()));
