#!/usr/bin/env node

/*
 * Loads the program's parts, each one function of `require`, `module` and `__dirname`, from the code cache
 * that the build leaves beside it: nothing need be parsed then, which is a third of the whole start. V8 checks
 * that the cache is its own and fits the part, and compiles anew where it does not.
 */
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const loaded = new Map();

/** A part of ours (`jikai/main`), or a module of node's. */
function load(id) {
  if (!id.startsWith('jikai/')) return require(id);
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const filename = `${__dirname}/../dist/${id.slice('jikai/'.length)}.cjs`;
  const cachedData = readIfThere(`${filename}.${process.versions.v8}`);
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  const module = { exports: {} };
  loaded.set(id, module);
  script.runInThisContext()(load, module, __dirname);
  return module.exports;
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

load('jikai/main');
