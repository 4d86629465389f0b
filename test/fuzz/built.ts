import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Home, type Told } from '../commands/world';
import { FRIDAY, type Ground } from './ground';

const program = path.resolve(import.meta.dirname, '../../bin/jikai.js');

/** Seconds after which a process that has not ended is taken for hanging. */
const PATIENCE = 30;

/** The built program, as a process, on the same ground. */
export function builtOn(ground: Ground): (argv: readonly string[]) => Promise<Told> {
  const { folder } = new Home();
  for (const name of ['data', 'config', 'state']) {
    mkdirSync(path.join(folder, name));
    symlinkSync(ground.path(name), path.join(folder, name, 'jikai'));
  }
  const env = {
    HOME: folder,
    PATH: path.join(folder, 'no-programs'),
    TZ: 'Europe/Berlin',
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_STATE_HOME: path.join(folder, 'state'),
    // Nobody answers there.
    JIKAI_ANILIST_URL: 'http://127.0.0.1:9/',
    JIKAI_ANISCHEDULE_URL: 'http://127.0.0.1:9/',
  };
  return async (argv) => {
    const isAsked = argv[0] === 'complete';
    const words = isAsked ? argv : ['--now', FRIDAY, ...argv];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      timeout: PATIENCE * 1000,
      killSignal: 'SIGKILL',
    });
    const err = signal === null ? stderr : `${stderr}\nended by ${signal}`;
    return { code: status ?? -1, out: stdout, err, asked: [] };
  };
}
