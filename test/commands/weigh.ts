import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The built program as a process of its own, and what it took. */

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');

/** Has a process write beside it, when it ends, what it took in all. */
const WEIGH = `process.on('exit', () => {
  const taken = JSON.stringify(process.resourceUsage());
  require('node:fs').writeFileSync(require('node:path').join(__dirname, 'weight.json'), taken);
});`;

/**
 * Runs jikai in a home.
 * @returns `seconds` of all processors together, which other tests do not make longer; `megabytes` at most
 */
export function weighed(home: string, ...args: readonly string[]) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const scales = path.join(home, 'weigh.cjs');
  writeFileSync(scales, WEIGH);
  const { status } = spawnSync(process.execPath, ['--require', scales, program, ...args], {
    env: { ...env, JIKAI_HOME: home, TZ: 'UTC' },
    stdio: 'ignore',
  });
  const taken: NodeJS.ResourceUsage = JSON.parse(
    readFileSync(path.join(home, 'weight.json'), 'utf8'),
  );
  const seconds = (taken.userCPUTime + taken.systemCPUTime) / 1e6;
  return { status, seconds, megabytes: taken.maxRSS / 1024 };
}
