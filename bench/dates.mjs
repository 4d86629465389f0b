/** Bundles and runs bench/dates.ts: node 20 runs no TypeScript by itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const scratch = mkdtempSync(path.join(tmpdir(), 'jikai-dates-'));
try {
  const outfile = path.join(scratch, 'dates.cjs');
  await build({
    entryPoints: ['bench/dates.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
  });
  execFileSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
