/** Commands as they are timed: a program, its arguments, its environment. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/jikai.js', import.meta.url));

// Node 20 reads this file of certificates at every start, which doubles the floor.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** A command of jikai's, in a home. */
export function jikai(args, home) {
  return { file: process.execPath, args: [program, ...args], env: { JIKAI_HOME: home } };
}

/** What every program on Node starts with. */
export const BARE_NODE = { file: process.execPath, args: ['-e', '0'], env: {} };

/**
 * Runs a command to its end.
 *
 * @returns milliseconds
 * @throws when it ends otherwise than well
 */
export function run({ file, args, env: own }) {
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, args, {
    env: { ...env, TZ: 'UTC', LANG: 'C.UTF-8', ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e9,
  });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0)
    throw new Error(`${file} ${args.join(' ')} ended with ${status ?? error}: ${stderr}`);
  return took;
}

/** The most memory that a command on Node held at once, in MB; undefined for other programs. */
export function peakOf(command, scratch) {
  if (command.file !== process.execPath) return undefined;
  const scales = path.join(scratch, 'weigh.cjs');
  const weight = path.join(scratch, 'weight');
  writeFileSync(
    scales,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(weight)}, String(process.resourceUsage().maxRSS)));`,
  );
  run({ ...command, args: ['--require', scales, ...command.args] });
  const kilobytes = Number(readFileSync(weight, 'utf8'));
  rmSync(weight);
  return kilobytes / 1024;
}
