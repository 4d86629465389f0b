/**
 * Builds everything the program needs, from clean: the shape checks from the JSON Schemas, the
 * bundle with its lazy chunks, and the catalogue. Runs on `npm ci` through `prepare`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licensesOf } from './licenses.mjs';
import { runScript } from './run-script.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Options shared by every bundle: plain CommonJS, which Node starts quickest. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  outExtension: { '.js': '.cjs' },
  // A lazy chunk is fetched by require: `import()` would start the ES module loader for it.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  minify: true,
  logLevel: 'warning',
  metafile: true,
};

/**
 * `import('./x')` of one of our own modules becomes a file of its own, loaded only when reached. A
 * lazy module must not share classes or state with the main bundle: it gets its own copy of both.
 */
const lazyChunks = {
  name: 'lazy-chunks',
  setup(builder) {
    builder.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: specifier, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      lazyEntries.add(path.join(resolveDir, `${specifier}.ts`));
      // As seen from bin/jikai.js, whose `require` the bundle is given.
      return { path: `../dist/${path.basename(specifier)}.cjs`, external: true };
    });
  },
};
const lazyEntries = new Set();

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
execFileSync(process.execPath, ['scripts/shapes.mjs'], { stdio: 'inherit' });

await runScript('completion-spec', 'src/completion/spec.generated.js');

const main = await build({
  ...common,
  entryPoints: { jikai: 'src/main.ts' },
  outdir: 'dist',
  plugins: [lazyChunks, withoutTheUnneeded],
  // One function, so that bin/jikai.js can compile the file as it stands.
  banner: { js: '(function (require, __dirname) {' },
  footer: { js: '})' },
});
// A text of ASCII alone takes half the memory and no decoding at each start. What is left of other signs
// stands in regular expressions, where an escape says the same.
const bundle = await readFile('dist/jikai.cjs', 'utf8');
writeFileSync(
  'dist/jikai.cjs',
  bundle.replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ),
);
const chunks = await build({
  ...common,
  entryPoints: [...lazyEntries],
  entryNames: '[name]',
  outdir: 'dist',
  plugins: [withoutEditor],
});

const inputs = [main, chunks].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync('dist/LICENSES.txt', licensesOf(inputs));

await runScript('catalog', 'data/catalog.txt');

const home = mkdtempSync(path.join(tmpdir(), 'jikai-build-'));
try {
  const quietly = { env: { ...process.env, JIKAI_HOME: home }, stdio: 'ignore' };
  const now = ['--now', '2024-01-11T12:00Z'];
  const show = ['rouge', '--manual', '--premiere', '2024-01-10T15:55Z', '--episodes', '13'];
  execFileSync(process.execPath, ['bin/jikai.js', 'add', ...show, ...now], quietly);
  execFileSync(process.execPath, ['bin/jikai.js', 'watch', 'rouge', ...now], quietly);
  execFileSync(process.execPath, ['scripts/code-cache.cjs'], quietly);
} finally {
  rmSync(home, { recursive: true, force: true });
}
