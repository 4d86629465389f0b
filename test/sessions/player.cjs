/**
 * Plays one session: runs its command lines one after another, and says behind each what it ended with.
 * A line that is jikai and its words alone runs the built program in this process, which need not start
 * anew for it; any other is given to sh. Each run begins as a process does: with the environment as it
 * was, nothing loaded and nothing left over.
 *
 * Arguments: the command lines, as JSON; what comes between what a line prints and its exit code.
 */
const { spawnSync } = require('node:child_process');
const { writeSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const program = path.join(root, 'bin/jikai.js');
const ours = ['bin', 'dist'].map((folder) => path.join(root, folder) + path.sep);
const lines = JSON.parse(process.argv[2]);
const mark = process.argv[3];
const environment = { ...process.env };
const listening = process.eventNames();

/** A piece of a word that means the same to every shell, and to us: bare, or in quotes of either kind. */
const PIECE = /[^\s"'\\$`|&;<>()*?[\]{}~#!]+|"([^"\\$`]*)"|'([^']*)'/y;

/** The words of a line of jikai and nothing else; undefined where only sh can tell them. */
function plainWords(line) {
  if (!line.startsWith('jikai')) return undefined;
  const words = [];
  let isInside = false;
  for (let at = 0; at < line.length; ) {
    if (line[at] === ' ') {
      isInside = false;
      at += 1;
      continue;
    }
    PIECE.lastIndex = at;
    const [all, double, single] = PIECE.exec(line) ?? [];
    if (all === undefined) return undefined;
    const text = double ?? single ?? all;
    if (isInside) words[words.length - 1] += text;
    else words.push(text);
    isInside = true;
    at = PIECE.lastIndex;
  }
  return words;
}

function say(status) {
  writeSync(1, `${mark}${status}\n`);
}

/** Starts the program as `node bin/jikai.js` would, as far as one process can do so twice. */
function start(words) {
  for (const name of Object.keys(process.env)) {
    if (environment[name] === undefined) delete process.env[name];
  }
  Object.assign(process.env, environment);
  for (const file of Object.keys(require.cache)) {
    if (ours.some((folder) => file.startsWith(folder))) delete require.cache[file];
  }
  process.argv = [process.execPath, program, ...words];
  process.exitCode = undefined;
  require(program);
}

// A run that waits for nothing more ends its process; here it ends the run.
process.exit = () => {};

let isRunning = false;

// It comes each time that nothing is left to wait for: a run is over, or there has been none yet.
process.on('beforeExit', () => {
  if (isRunning) say(process.exitCode ?? 0);
  isRunning = false;
  for (const name of process.eventNames()) {
    if (!listening.includes(name) && name !== 'beforeExit') {
      throw new Error(`the program left a listener to ${String(name)} behind`);
    }
  }
  while (lines.length > 0 && !isRunning) {
    const line = lines.shift();
    const [name, ...words] = plainWords(line) ?? [];
    if (name === 'jikai') {
      isRunning = true;
      // From the loop, so that there is an end to it also of a run that waits for nothing.
      setImmediate(start, words);
    } else {
      const { status } = spawnSync('sh', ['-c', `exec 2>&1; ${line}`], {
        env: environment,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      say(status);
    }
  }
  if (!isRunning) process.exitCode = 0;
});
