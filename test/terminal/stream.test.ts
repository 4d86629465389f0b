import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, createReadStream, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../store/support';
import { show } from '../watchlist/shows';

/** Far more than a pipe holds at once. */
const SHOWS = 2000;

function furnished(): string {
  const home = folder();
  const shows = Array.from({ length: SHOWS }, (_, index) => {
    const id = `show-${String(index).padStart(4, '0')}`;
    return show({ id, title: `Show ${index}` });
  });
  const list = { format: 'jikai', version: 1, revision: 1, shows };
  writeFileSync(path.join(home, 'watchlist.json'), JSON.stringify(list));
  return home;
}

/** What `jikai list --json` of the built program writes to a pipe that does not wait, read piece by piece. */
async function readSlowly(home: string): Promise<string> {
  const pipe = path.join(home, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const pieces = createReadStream(pipe, { encoding: 'utf8', highWaterMark: 4096 });
  const child = spawn(
    'sh',
    ['-c', 'exec "$@" >&3', '-', process.execPath, 'bin/jikai.js', 'list', '--json'],
    { env: { ...process.env, JIKAI_HOME: home }, stdio: ['ignore', 'ignore', 'inherit', end] },
  );
  const ended = once(child, 'close');
  let text = '';
  pieces.on('data', (piece) => {
    text += piece;
  });
  await once(pieces, 'open');
  closeSync(end);
  await once(pieces, 'end');
  expect(await ended).toEqual([0, null]);
  return text;
}

describe.skipIf(process.platform === 'win32')('what is written to a pipe', () => {
  it('arrives whole where the pipe is full and does not wait', async () => {
    const { shows } = JSON.parse(await readSlowly(furnished()));
    expect(shows).toHaveLength(SHOWS);
  });
});
