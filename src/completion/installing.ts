import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { linesIn, withLines, withoutLines } from '../reminders/timers/marked-lines';
import {
  contentOf,
  missingFolders,
  removing,
  removingFolders,
  writing,
  xdgFolder,
} from '../reminders/timers/present';
import { foldersIn, madeLine } from '../reminders/timers/signature';
import type { Plan, Surroundings } from '../reminders/timers/timer';
import { resolveTarget } from '../store/durable-file';
import { quoted } from '../store/failures';
import { Problem } from '../watchlist/problem';
import { scriptFor } from './scripts';

/** The shells in whose places jikai can put its script. PowerShell alone knows where its profile is. */
export const PLACED = ['bash', 'zsh', 'fish'] as const;
export type Placed = (typeof PLACED)[number];

/**
 * What puts a shell's script in its place, or makes it what it should be; nothing when all is so.
 * @throws Problem `failed` when what is there cannot be read or is not ours, or our marks are no longer a pair.
 */
export function installing(shell: Placed, at: Surroundings): Plan {
  const file = scriptFile(shell, at);
  const present = contentOf(file)?.toString();
  if (present !== undefined && !isOurs(present)) {
    throw new Problem(
      'failed',
      `${file} is there already and is not from jikai, so I leave it as it is.`,
      {
        hint: 'Move it away, and run this again.',
      },
    );
  }
  const made = present === undefined ? missingFolders(file) : foldersIn(present);
  const notes = madeLine(made).map((text) => `# ${text}\n`);
  const script = writing(file, `${scriptFor(shell)}${notes.join('')}`);
  const startUp = startUpFile(shell, at);
  if (startUp === undefined || findsByItself(shell, file, at)) return script;
  const before = contentOf(startUp)?.toString('latin1');
  const after = withLines(before, startUpLines(shell, file).map(bytewise), startUp, MARKED);
  if (after === before) return script;
  const lines = (linesIn(after, startUp, MARKED) ?? []).map(fromBytes);
  return [
    ...script,
    {
      kind: 'write',
      file: startUp,
      content: Buffer.from(after, 'latin1'),
      shown: { where: startUp, what: 'added', lines },
    },
  ];
}

/**
 * What takes away all that {@link installing} wrote, also where the environment was another then and our lines in
 * the start-up file name the script's place. Nothing when there is nothing.
 * @throws Problem `failed` as installing does.
 */
export function uninstalling(shell: Placed, at: Surroundings): Plan {
  const startUp = startUpFile(shell, at);
  const text = startUp === undefined ? undefined : contentOf(startUp)?.toString('latin1');
  const left = startUp === undefined || text === undefined ? undefined : leaving(startUp, text);
  const files = new Set([scriptFile(shell, at), ...(left?.scripts ?? [])]);
  return [...(left?.plan ?? []), ...[...files].flatMap(withoutScript)];
}

const MARKED = 'completion';

function withoutScript(file: string): Plan {
  const present = contentOf(file)?.toString();
  if (present === undefined || !isOurs(present)) return [];
  return [...removing(file), ...removingFolders(foldersIn(present))];
}

/** Whether a script is from jikai, of whatever version; somebody else's may have the same name. */
function isOurs(script: string): boolean {
  return script.includes('jikai completion install');
}

interface Leaving {
  readonly plan: Plan;
  /** The scripts that our lines name. */
  readonly scripts: readonly string[];
}

/** What takes our lines out of a start-up file; undefined where there are none. */
function leaving(file: string, before: string): Leaving | undefined {
  const lines = linesIn(before, file, MARKED)?.map(fromBytes);
  if (lines === undefined) return undefined;
  const scripts = lines.flatMap(scriptNamed);
  const after = withoutLines(before, file, MARKED);
  const shown = { where: file, what: 'removed', lines } as const;
  // A link that led nowhere is the user's, and stays.
  if (after === undefined) {
    return { plan: [{ kind: 'remove', file: resolveTarget(file), shown }], scripts };
  }
  return { plan: [{ kind: 'write', file, content: Buffer.from(after, 'latin1'), shown }], scripts };
}

/** The script that a line of {@link startUpLines} reads. */
function scriptNamed(line: string): readonly string[] {
  const [, word] = /^(?:\[ -r .* \] && \.| {2}source) (.+)$/.exec(line) ?? [];
  if (word === undefined) return [];
  const file = word.replace(/^'(.*)'$/, '$1').replaceAll("'\\''", "'");
  return isAbsolute(file) ? [file] : [];
}

/** Where each shell, or the bash-completion package, looks for a command's script. */
function scriptFile(shell: Placed, at: Surroundings): string {
  switch (shell) {
    case 'bash': {
      const { BASH_COMPLETION_USER_DIR: own = '' } = at.env;
      const folder = isAbsolute(own)
        ? own
        : join(xdgFolder('XDG_DATA_HOME', at), 'bash-completion');
      return join(folder, 'completions', 'jikai');
    }
    case 'zsh':
      return join(xdgFolder('XDG_DATA_HOME', at), 'zsh', 'site-functions', '_jikai');
    case 'fish':
      return join(xdgFolder('XDG_CONFIG_HOME', at), 'fish', 'completions', 'jikai.fish');
  }
}

/** The file that names the script to a shell that does not look there by itself. */
function startUpFile(shell: Placed, { system, env }: Surroundings): string | undefined {
  if (shell === 'fish') return undefined;
  if (shell === 'zsh') {
    const { ZDOTDIR = '' } = env;
    return join(isAbsolute(ZDOTDIR) ? ZDOTDIR : system.home, '.zshrc');
  }
  // macOS opens terminals with login shells, which read another file, and that one alone.
  const names = system.platform === 'darwin' ? ['.bash_profile', '.bash_login'] : [];
  const login = names.map((name) => join(system.home, name)).find((file) => existsSync(file));
  return login ?? join(system.home, '.bashrc');
}

/** Whether the shell needs no word of ours: bash where bash-completion is loaded, zsh where fpath is told. */
function findsByItself(shell: Placed, file: string, { env, system }: Surroundings): boolean {
  if (shell === 'zsh') return (env.FPATH ?? '').split(':').includes(dirname(file));
  if (shell === 'fish') return true;
  const files = [
    '/etc/bash.bashrc',
    '/etc/bashrc',
    join(system.home, '.bashrc'),
    join(system.home, '.bash_profile'),
  ];
  return PACKAGE.some((one) => existsSync(one)) && files.some(loadsPackage);
}

/** Where bash-completion is: on Linux, on macOS by Homebrew on either processor, by MacPorts. */
const PACKAGE = [
  '/usr/share/bash-completion/bash_completion',
  '/opt/homebrew/etc/profile.d/bash_completion.sh',
  '/usr/local/etc/profile.d/bash_completion.sh',
  '/opt/local/etc/profile.d/bash_completion.sh',
];

function loadsPackage(file: string): boolean {
  try {
    return /^[^#\n]*(?:\.|source)\s+\S*bash_completion\b/m.test(
      contentOf(file)?.toString('latin1') ?? '',
    );
  } catch {
    return false;
  }
}

function startUpLines(shell: Placed, file: string): readonly string[] {
  const path = quoted(file);
  const about = '# Completes jikai; jikai completion uninstall takes this away.';
  if (shell !== 'zsh') return [about, `[ -r ${path} ] && . ${path}`];
  return [
    about,
    `if [[ -r ${path} ]]; then`,
    '  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }',
    `  source ${path}`,
    'fi',
  ];
}

/** Text as characters that stand for its bytes, and back: a start-up file may be in any encoding. */
function bytewise(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function fromBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}
