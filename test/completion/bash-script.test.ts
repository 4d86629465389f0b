import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scriptFor } from '../../src/completion/scripts';

const folder = mkdtempSync(path.join(tmpdir(), 'jikai-bash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the script offers to bash when jikai answers like this. */
function offers(answer: string, type: string): readonly string[] {
  writeFileSync(path.join(folder, 'answer'), answer);
  writeFileSync(path.join(folder, 'jikai'), `#!/bin/sh\ncat '${folder}/answer'\n`, { mode: 0o755 });
  const asked = `COMP_LINE='jikai info D' COMP_POINT=12 COMP_TYPE=${type}; _jikai`;
  const { stdout } = spawnSync(
    'bash',
    ['-c', `${scriptFor('bash')}${asked}; printf '<%s>' "\${COMPREPLY[@]}"`],
    { env: { PATH: `${folder}:${process.env.PATH}` }, encoding: 'utf8' },
  );
  return stdout.slice(1, -1).split('><');
}

const bash = spawnSync('bash', ['--version']).status === 0;
describe.skipIf(!bash)('the script for bash', () => {
  it('inserts nothing that stands behind a tab, whatever stands before it', () => {
    const answer = 'words\n\tDot:  $(touch x)\nDots\tDots  $(touch x)\n a b \n';
    expect(offers(answer, '9')).toEqual(['Dots', ' a b ']);
  });

  it('lists the lines as they are', () => {
    expect(offers('words\nDot:  $(x) · planned\n  b\n', '63')).toEqual([
      'Dot:  $(x) · planned',
      '  b',
    ]);
  });
});
