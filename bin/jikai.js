#!/usr/bin/env node

/*
 * Loads the program's parts, each one function of `require`, `module` and `__dirname`, from the code cache
 * that the build leaves beside it: nothing need be parsed then, which is a third of the whole start. V8 checks
 * that the cache is its own and fits the part, and compiles anew where it does not.
 */
const { closeSync, fstatSync, openSync, readSync } = require('node:fs');
const { Script } = require('node:vm');

const loaded = new Map();

let room = Buffer.allocUnsafeSlow(2 ** 20);

/** A part of ours (`jikai/main`), or a module of node's. */
function load(id) {
  if (!id.startsWith('jikai/')) return require(id);
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const filename = `${__dirname}/../dist/${id.slice('jikai/'.length)}.cjs`;
  const source = read(filename).latin1Slice();
  const cachedData = readIfThere(`${filename}.${process.versions.v8}`);
  const script = new Script(source, { filename, cachedData });
  const module = { exports: {} };
  loaded.set(id, module);
  script.runInThisContext()(load, module, __dirname);
  return module.exports;
}

function readIfThere(file) {
  try {
    return read(file);
  } catch {
    return undefined;
  }
}

/** The bytes of a file, until the next is read: to take fresh memory for each costs more than to read it. */
function read(file) {
  const descriptor = openSync(file);
  try {
    const { size } = fstatSync(descriptor);
    if (size > room.length) room = Buffer.allocUnsafeSlow(size);
    let length = 0;
    for (let got = 1; length < size && got > 0; length += got) {
      got = readSync(descriptor, room, length, size - length, null);
    }
    return room.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

load('jikai/main');
