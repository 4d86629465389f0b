/** Runs a script of this folder that is written in TypeScript, in the project's folder. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param name of the file, without `.ts`; @param args what it is given. */
export async function runScript(name, ...args) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'jikai-build-'));
  try {
    await build({
      entryPoints: [path.join(root, `scripts/${name}.ts`)],
      outdir: scratch,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20.19',
      packages: 'external',
      logLevel: 'warning',
      // What the program fetches only when it is reached, no script reaches, but for the verbs.
      plugins: [{ name: 'without-other-parts', setup: withoutOtherParts }],
    });
    execFileSync(process.execPath, [path.join(scratch, `${name}.cjs`), ...args], {
      stdio: 'inherit',
      cwd: root,
      env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function withoutOtherParts(builder) {
  builder.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: specifier }) =>
    kind === 'dynamic-import' && !specifier.endsWith('/all')
      ? { path: 'none', external: true }
      : undefined,
  );
}
