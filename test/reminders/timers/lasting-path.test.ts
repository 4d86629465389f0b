import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastingPath, onPath } from '../../../src/reminders/timers/lasting-path';
import { folder } from '../../store/support';

/** A program in a folder of its version, and a link to it in each of these folders. */
function installed(...links: readonly string[]) {
  const home = folder();
  const real = path.join(home, 'Cellar', 'node', '20.19.0', 'node');
  mkdirSync(path.dirname(real), { recursive: true });
  writeFileSync(real, '', { mode: 0o755 });
  const folders = links.map((link) => path.join(home, link));
  for (const one of folders) {
    mkdirSync(one, { recursive: true });
    symlinkSync(real, path.join(one, 'node'));
  }
  const env = {
    PATH: ['relative', ...folders, '/nowhere'].join(path.delimiter),
    TMPDIR: `${home}/tmp/`,
    XDG_RUNTIME_DIR: path.join(home, 'run'),
  };
  return { home, real, env };
}

describe('a path that lasts', () => {
  it('is a link on the PATH, whose target has its version in its path', () => {
    const { home, real, env } = installed('bin');
    expect(lastingPath('node', real, env)).toBe(path.join(home, 'bin', 'node'));
  });

  it.each(['tmp/x', 'run/fnm', 'cache/fnm_multishells/1_2/bin'])('is none in %s', (passing) => {
    const { home, real, env } = installed(passing, 'bin');
    expect(lastingPath('node', real, env)).toBe(path.join(home, 'bin', 'node'));
    expect(lastingPath('node', real, { ...env, PATH: path.join(home, passing) })).toBe(real);
  });

  it('is none that leads to another program, and none without a PATH', () => {
    const { real, env } = installed('bin');
    const other = realpathSync(process.execPath);
    expect(lastingPath('node', other, env)).toBe(other);
    expect(lastingPath('node', real, {})).toBe(real);
  });
});

describe('a program on the PATH', () => {
  it('is one that can be run', () => {
    const { home, env } = installed('bin');
    expect(onPath('node', env)).toBe(path.join(home, 'bin', 'node'));
    writeFileSync(path.join(home, 'bin', 'plain'), '', { mode: 0o644 });
    mkdirSync(path.join(home, 'bin', 'sub'));
    for (const name of ['plain', 'sub', 'nosuch']) expect(onPath(name, env)).toBeUndefined();
  });
});
