/**
 * Leaves a code cache beside the bundle: V8's own form of it, with the functions that the commonest
 * commands use. Run by the build, on an empty home.
 */
const { writeFileSync } = require('node:fs');
const { CODE_CACHE, compile, start } = require('../dist/start.cjs');

const script = compile();
start(script);
process.on('exit', () => writeFileSync(CODE_CACHE, script.createCachedData()));
