/**
 * Builds everything the program needs, from clean: the shape checks from the JSON Schemas, the
 * bundle with its lazy chunks, and the catalogue. Runs on `npm ci` through `prepare`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Options shared by every bundle: plain CommonJS, which Node starts quickest. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  outExtension: { '.js': '.cjs' },
  legalComments: 'none',
  logLevel: 'warning',
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
      return { path: `./${path.basename(specifier)}.cjs`, external: true };
    });
  },
};
const lazyEntries = new Set();

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['scripts/shapes.mjs'], { stdio: 'inherit' });

await build({
  ...common,
  entryPoints: { jikai: 'src/main.ts' },
  outdir: 'dist',
  minify: true,
  keepNames: false,
  plugins: [lazyChunks],
});
for (const entry of lazyEntries) {
  await build({ ...common, entryPoints: [entry], outdir: 'dist', minify: true });
}

const scratch = mkdtempSync(path.join(tmpdir(), 'jikai-build-'));
try {
  await build({ ...common, entryPoints: ['scripts/catalog.ts'], outdir: scratch, packages: 'external' });
  execFileSync(process.execPath, [path.join(scratch, 'catalog.cjs'), 'data/catalog.txt'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
