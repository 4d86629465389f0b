/**
 * Leaves a code cache beside each part that the commands below load: V8's own form of it, with the functions
 * that they use compiled. Run by the build in an empty home; what the commands print is of no interest.
 */
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const program = path.join(__dirname, '../bin/jikai.js');

const add = ['add', '--manual', '--episodes', '13', '--platform', 'Crunchyroll'];
const when = ['--now', '2024-01-16T12:00Z'];
const later = ['--now', '2024-03-01T12:00Z'];
// What is done often, on a list with something of each kind; to carry more would slow every start, also of
// what is typed less.
const commands = [
  ['config', 'set', 'titles', 'romaji'],
  [...add, 'rouge', '--premiere', '2024-01-10T15:55Z', ...when],
  [...add, 'gold', '--premiere', '2024-01-12T15:55Z', ...when],
  [...add, 'verte', '--premiere', '2024-01-12', ...when],
  ['watch', 'rouge', '1', '--verdict', 'Fine', ...when],
  ['watch', 'gold', '2', '--verdict', 'Fine', ...later],
  ['info', 'rouge', ...later],
  ['list', ...when],
  ['list', ...later],
  ['next', ...when],
  ['next', ...later],
  [...when],
  // The first makes the agenda file, the second reads it.
  ['prompt'],
  ['prompt'],
  // Ends the list: it leaves nothing to wait for.
  ['--version'],
];

// As at a terminal.
process.env.FORCE_COLOR = '1';

const { Script } = vm;
/** One for each file, however often it is loaded, so that it knows of all that ran. */
const scripts = new Map();
vm.Script = function scriptOf(source, { filename }) {
  const script = scripts.get(filename) ?? new Script(source, { filename });
  scripts.set(filename, script);
  return script;
};

function start() {
  delete require.cache[program];
  require(program);
}

// The program ends at once where it has nothing to wait for.
process.exit = () => {};
process.on('beforeExit', () => {
  const command = commands.shift();
  if (command === undefined) return;
  process.argv = [process.argv[0], program, ...command];
  // Something has to be waited for, or there is no next time.
  setImmediate(start);
});
process.on('exit', () => {
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.${process.versions.v8}`, script.createCachedData());
  }
});
