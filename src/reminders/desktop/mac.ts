import { linkOf } from '../../watchlist/links';
import type { Message } from '../channel';
import type { Desktop, Place } from '../desktop';
import { type Ran, runProgram } from '../programs';
import { plainBody } from './notice';

/**
 * macOS. terminal-notifier if it is installed, whose notifications open their link when clicked; else
 * AppleScript, which every Mac has and whose notifications only bring up the link as text. What is run
 * is tested; that a Mac shows it is not.
 */

/** Found on PATH, and where Homebrew puts it, which is on no timer's PATH. */
const NOTIFIERS = [
  'terminal-notifier',
  '/opt/homebrew/bin/terminal-notifier',
  '/usr/local/bin/terminal-notifier',
];

/** Words come as arguments, so that none of them is ever read as AppleScript. */
const SCRIPT = `on run argv
  display notification (item 2 of argv) with title (item 1 of argv)
end run
`;

export function macDesktop(place: Place): Desktop {
  return {
    show: async (message) => {
      const ran = await firstThere(place, messageArguments(message), () =>
        // From its standard input, named by `-`, after which nothing is read as an option.
        run(place, 'osascript', ['-', message.title, plainBody(message)], SCRIPT),
      );
      if (ran.code === 0) return undefined;
      return {
        words: `macOS did not take the notification: ${reasonOf(ran)}.`,
        hint: 'Log in to the desktop, and allow notifications in System Settings. brew install terminal-notifier may serve better.',
      };
    },
    state: async () => {
      const ran = await firstThere(place, ['-help'], () => undefined);
      return ran === undefined
        ? {
            reachable: true,
            words: 'macOS shows them by osascript; a click does not open the link.',
            hint: 'brew install terminal-notifier makes a click open it.',
          }
        : {
            reachable: true,
            words: 'macOS shows them by terminal-notifier; a click opens the link.',
          };
    },
    close: () => {},
  };
}

function messageArguments(message: Message): readonly string[] {
  const link = linkOf(message.url);
  return [
    ...['-title', argument(message.title), '-message', argument(plainBody(message) || 'jikai')],
    ...(link === undefined ? [] : ['-open', link]),
  ];
}

/**
 * A text as terminal-notifier reads it back: `-` would begin an option and `[ ( { < "` a property list;
 * a backslash before the first character keeps it from that, and is taken away.
 */
function argument(text: string): string {
  return /^[\p{L}\p{N}]/u.test(text) ? text : `\\${text}`;
}

/** Runs the first terminal-notifier that there is, or what to do without one. */
async function firstThere<Other>(
  place: Place,
  args: readonly string[],
  otherwise: () => Other,
): Promise<Ran | Awaited<Other>> {
  for (const notifier of NOTIFIERS) {
    const ran = await run(place, notifier, args);
    if (ran.failure !== 'ENOENT') return ran;
  }
  return await otherwise();
}

function run(place: Place, program: string, args: readonly string[], input?: string): Promise<Ran> {
  return runProgram(program, args, { env: place.env, input, patience: place.patience });
}

function reasonOf({ stderr, failure, code }: Ran): string {
  return stderr.trim().split('\n').at(-1) || failure || `exit code ${code}`;
}
