/**
 * Builds everything the program needs, from clean: the shape checks from the JSON Schemas, the
 * bundle in parts, and the catalogue. Runs on `npm ci` through `prepare`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licensesOf } from './licenses.mjs';
import { partsOf, shapesWhenCalled } from './parts.mjs';
import { runScript } from './run-script.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** What both steps of bundling have in common. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
  outdir: 'dist',
};

/**
 * What libraries fetch at once for cases that we do not have, each costing some hundredths of a start:
 * commander starts commands kept in files of their own, and chalk finds out what we tell it.
 */
const NOT_NEEDED = [
  {
    file: /commander\/lib\/command\.js$/,
    eager: "const childProcess = require('node:child_process');",
    instead:
      "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };",
  },
  {
    file: /chalk\/source\/index\.js$/,
    eager: "import supportsColor from '#supports-color';",
    instead: 'const supportsColor = { stdout: false, stderr: false };',
  },
];
const withoutTheUnneeded = {
  name: 'without-the-unneeded',
  setup(builder) {
    // It is at hand, and to fetch it makes a module with a hundred properties first.
    builder.onResolve({ filter: /^node:process$/ }, ({ kind }) => ({
      path: kind,
      namespace: 'process',
    }));
    builder.onLoad({ filter: /./, namespace: 'process' }, ({ path: kind }) => ({
      contents:
        kind === 'require-call'
          ? 'module.exports = process;'
          : 'export default process; export const { hrtime, kill, pid, platform } = process;',
    }));
    for (const { file, eager, instead } of NOT_NEEDED) {
      builder.onLoad({ filter: file }, async ({ path: found }) => {
        const source = await readFile(found, 'utf8');
        if (!source.includes(eager)) throw new Error(`${found} no longer has ${eager}`);
        return { contents: source.replace(eager, instead) };
      });
    }
  },
};

/**
 * inquirer's question that opens an editor is never asked, and the encodings that it brings along are nine
 * tenths of all prompts.
 */
const withoutEditor = {
  name: 'without-editor',
  setup(builder) {
    builder.onResolve({ filter: /^@inquirer\/external-editor$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'without-editor',
    }));
    builder.onLoad({ filter: /./, namespace: 'without-editor' }, () => ({
      contents: "export function editAsync() { throw new Error('There is no editor here.'); }",
    }));
  },
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
execFileSync(process.execPath, ['scripts/shapes.mjs'], { stdio: 'inherit' });

await runScript('completion-spec', 'src/completion/spec.generated.js');

const whole = await build({
  ...common,
  entryPoints: { main: 'src/main.ts' },
  format: 'esm',
  splitting: true,
  plugins: [withoutTheUnneeded, withoutEditor, shapesWhenCalled],
});
for (const { name, text } of await partsOf(whole, common)) {
  writeFileSync(`dist/${name}.cjs`, text);
}
writeFileSync('dist/LICENSES.txt', licensesOf(Object.keys(whole.metafile.inputs)));

await runScript('catalog', 'data/catalog.txt');

const home = mkdtempSync(path.join(tmpdir(), 'jikai-build-'));
try {
  execFileSync(process.execPath, ['scripts/code-cache.cjs'], {
    env: { ...process.env, JIKAI_HOME: home },
    stdio: 'ignore',
  });
} finally {
  rmSync(home, { recursive: true, force: true });
}
