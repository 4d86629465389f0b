import { Problem } from '../watchlist/problem';
import type { Channel } from './channel';
import { runProgram } from './programs';

/**
 * A program of the user's, run once for each reminder: what it is about stands in its environment, and
 * as JSON on its standard input. No shell is between us.
 */
export function commandChannel(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Channel {
  const [file = '', ...args] = words;
  return {
    name: 'command',
    deliver: async ({ kind, title, body, url = '', data }) => {
      const told = {
        JIKAI_KIND: kind,
        JIKAI_TITLE: forEnvironment(title),
        JIKAI_BODY: forEnvironment(body),
        JIKAI_URL: forEnvironment(url),
      };
      const input = `${JSON.stringify({ kind, title, body, url: url || null, data })}\n`;
      const { code, failure, stderr } = await runProgram(file, args, {
        env: { ...env, ...told },
        input,
      });
      if (code === 0) return;
      const last = stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
      throw new Problem('failed', `Your command ${file} ${endWords(code, failure, last)}.`, {
        hint: 'jikai config get command shows it; jikai remind --test --channel command tries it.',
      });
    },
  };
}

function endWords(code: number | undefined, failure: string | undefined, last: string): string {
  if (failure === 'ENOENT') return 'was not found';
  if (failure === 'EACCES') return 'may not be run (EACCES)';
  if (failure === 'ETIMEDOUT') return 'did not end within 20 s';
  const end = code === undefined ? `was ended (${failure})` : `ended with ${code}`;
  return last === '' ? end : `${end}: ${last}`;
}

/** An environment holds no NUL, and what is too long for one keeps the program from starting. */
function forEnvironment(text: string): string {
  return text.replaceAll('\0', '').slice(0, 10_000);
}
