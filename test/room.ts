import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives the whole run one folder for all that is passing, and takes it away at the end: what test files
 * share, such as a home that is furnished once, has to outlive each of them.
 */
export function setup(): () => void {
  const room = mkdtempSync(path.join(tmpdir(), 'jikai-'));
  // Some tests are other users, who must reach what is theirs.
  chmodSync(room, 0o755);
  process.env.TMPDIR = room;
  return () => rmSync(room, { recursive: true, force: true, maxRetries: 5 });
}
