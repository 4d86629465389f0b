#!/usr/bin/env node

/*
 * Starts the bundle, one function of `require` and `__dirname`, from the code cache that the build
 * leaves beside it: nothing need be parsed then, which is a third of the whole start. V8 checks that
 * the cache is its own and fits the bundle, and compiles anew where it does not.
 */
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const filename = `${__dirname}/../dist/jikai.cjs`;
const cachedData = readIfThere(`${filename}.${process.versions.v8}`);
const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
script.runInThisContext()(require, __dirname);

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
