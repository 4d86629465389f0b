import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/**
 * Transcripts of the built program, run again in a fresh home and compared to the letter. A line
 * `$ command` is given to sh; the lines after it are what it prints, stdout and stderr as they come;
 * `[3]` at the end is an exit code other than 0. Other lines before the first command are about the
 * session. `UPDATE_SESSIONS=1 npm test` writes what was printed: read it before you keep it.
 */
const folder = path.join(import.meta.dirname, 'sessions');
const program = path.resolve(import.meta.dirname, '../bin/jikai.js');
const player = path.join(folder, 'player.cjs');
const homes: string[] = [];

afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

interface Step {
  readonly command: string;
  readonly printed: string;
}

interface Session {
  readonly about: string;
  readonly steps: readonly Step[];
}

function parse(text: string): Session {
  const [about = '', ...steps] = text.split(/^\$ /m);
  return {
    about,
    steps: steps.map((step) => {
      const end = step.indexOf('\n');
      return { command: step.slice(0, end), printed: step.slice(end + 1) };
    }),
  };
}

function environment(): NodeJS.ProcessEnv {
  const home = mkdtempSync(path.join(tmpdir(), 'jikai-session-'));
  homes.push(home);
  writeFileSync(
    path.join(home, 'jikai'),
    `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
    { mode: 0o755 },
  );
  return {
    PATH: `${home}:${process.env.PATH}`,
    HOME: home,
    JIKAI_HOME: path.join(home, 'data'),
    TZ: 'Europe/Berlin',
    LANG: 'C.UTF-8',
  };
}

/** What comes before each exit code, and never from jikai: it prints no control characters. */
const MARK = '\u0001';

/** What each command printed, and its exit code. */
async function perform(
  commands: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<readonly { readonly printed: string; readonly status: string }[]> {
  const printed = await new Promise<string>((resolve, reject) => {
    const child = spawn(
      'sh',
      ['-c', 'exec "$@" 2>&1', '-', process.execPath, player, JSON.stringify(commands), MARK],
      { env, cwd: env.HOME, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(pieces).toString()));
  });
  const ended = [...printed.matchAll(ENDED)];
  // Of a run that took the player with it, all that is known is what it printed.
  const rest = printed.slice(ended.reduce((length, [all]) => length + all.length, 0));
  return [
    ...ended.map(([, text = '', status = '']) => ({ printed: text, status })),
    ...(rest === '' ? [] : [{ printed: rest, status: 'none' }]),
  ];
}

const ENDED = new RegExp(`([^${MARK}]*)${MARK}(\\w+)\\n`, 'g');

/** A blank line ends what each command printed, so that a transcript reads well. */
async function play({ about, steps }: Session): Promise<string> {
  const env = environment();
  const commands = steps.map(({ command }) => command);
  const played = (await perform(commands, env)).map(({ printed, status }, index) => {
    const shown = printed.replaceAll(env.HOME ?? '', '~').trimEnd();
    const lines = [
      commands[index],
      ...(shown === '' ? [] : [shown]),
      ...(status === '0' ? [] : [`[${status}]`]),
    ];
    return `$ ${lines.join('\n')}\n\n`;
  });
  return `${about}${played.join('')}`.trimEnd().concat('\n');
}

describe('sessions', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.session'));
  it.concurrent.each(names)('%s', async (name) => {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    const played = await play(parse(text));
    if (process.env.UPDATE_SESSIONS === '1') writeFileSync(file, played);
    else expect(played).toBe(text);
  });
});
