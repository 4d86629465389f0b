import { existsSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { resolveTarget } from '../../store/durable-file';
import { linesIn, withLines, withoutLines } from './marked-lines';
import {
  contentOf,
  missingFolders,
  removing,
  removingFolders,
  runsOf,
  writing,
  xdgFolder,
} from './present';
import { bashLines, fishLines, fishWords, zshLines } from './shell-code';
import { foldersIn, madeLine } from './signature';
import type { Job, Plan, Surroundings, Timer } from './timer';
import { shellWords } from './words';

/** One shell's start-up file and what we do with it. */
interface Shell {
  readonly name: string;
  /** The start-up file that our lines are in, or would be. */
  readonly file: (at: Surroundings) => string;
  /** What is there when the user has this shell in use. */
  readonly sign: (at: Surroundings) => string;
  readonly installing: (file: string, job: Job) => Plan;
  readonly uninstalling: (file: string) => Plan;
  /** The words of ours that name what is started; undefined when nothing of ours is there. */
  readonly words: (file: string) => readonly string[] | undefined;
}

const SHELLS: readonly Shell[] = [
  { name: 'bash', file: bashFile, sign: bashFile, ...among(bashLines) },
  { name: 'zsh', file: zshFile, sign: zshFile, ...among(zshLines) },
  {
    name: 'fish',
    file: (at) => join(fishFolder(at), 'conf.d', 'jikai.fish'),
    sign: fishFolder,
    installing(file, job) {
      const present = contentOf(file)?.toString();
      const made = present === undefined ? missingFolders(file) : foldersIn(present);
      return writing(file, `${fishLines(job, madeLine(made)).join('\n')}\n`);
    },
    uninstalling(file) {
      const present = contentOf(file)?.toString();
      return present === undefined
        ? []
        : [...removing(file), ...removingFolders(foldersIn(present))];
    },
    words: (file) => {
      const line = /^ *set -l jikai (.*)$/m.exec(contentOf(file)?.toString() ?? '')?.[1];
      return line === undefined ? undefined : fishWords(line);
    },
  },
];

/** Lines in the start-up files of the shells that are in use, which tell what dropped. */
export const shell: Timer = {
  name: 'shell',
  reason: 'nothing else here can, so a terminal that opens tells what dropped',
  absence: 'I found neither bash, zsh nor fish here',

  isHere: async (at) => inUse(at).length > 0,

  installing: async (job, at) => inUse(at).flatMap((one) => one.installing(one.file(at), job)),

  uninstalling: async (at) => SHELLS.flatMap((one) => one.uninstalling(one.file(at))),

  async state(at) {
    const found = SHELLS.flatMap((one) => {
      const words = one.words(one.file(at));
      return words === undefined ? [] : [{ file: one.file(at), words }];
    });
    const [node, program] = found[0]?.words ?? [];
    return {
      name: 'shell',
      installed: found.length > 0,
      where: found.map(({ file }) => file),
      ...runsOf(node, program),
    };
  },
};

function inUse(at: Surroundings): readonly Shell[] {
  if (at.system.platform === 'win32') return [];
  const own = basename(at.env.SHELL ?? '');
  return SHELLS.filter(({ name, sign }) => name === own || existsSync(sign(at)));
}

/** macOS opens terminals with login shells, which read another file, and that one alone. */
function bashFile({ system }: Surroundings): string {
  const names = system.platform === 'darwin' ? ['.bash_profile', '.bash_login'] : [];
  const login = names.map((name) => join(system.home, name)).find((file) => existsSync(file));
  return login ?? join(system.home, '.bashrc');
}

function zshFile({ system, env }: Surroundings): string {
  const { ZDOTDIR = '' } = env;
  return join(isAbsolute(ZDOTDIR) ? ZDOTDIR : system.home, '.zshrc');
}

function fishFolder(at: Surroundings): string {
  return join(xdgFolder('XDG_CONFIG_HOME', at), 'fish');
}

/** Marked lines in a file that is the user's, whatever its encoding: byte by byte. */
function among(
  linesFor: (job: Job) => readonly string[],
): Pick<Shell, 'installing' | 'uninstalling' | 'words'> {
  return {
    installing(file, job) {
      const before = contentOf(file)?.toString('latin1');
      const after = withLines(before, linesFor(job).map(bytewise), file);
      if (after === before) return [];
      const lines = (linesIn(after, file) ?? []).map(fromBytes);
      return [
        {
          kind: 'write',
          file,
          content: Buffer.from(after, 'latin1'),
          shown: { where: file, what: 'added', lines },
        },
      ];
    },
    uninstalling(file) {
      const before = contentOf(file)?.toString('latin1');
      const lines = before === undefined ? undefined : linesIn(before, file);
      if (before === undefined || lines === undefined) return [];
      const after = withoutLines(before, file);
      const shown = { where: file, what: 'removed', lines: lines.map(fromBytes) } as const;
      // A link that led nowhere is the user's, and stays.
      if (after === undefined) return [{ kind: 'remove', file: resolveTarget(file), shown }];
      return [{ kind: 'write', file, content: Buffer.from(after, 'latin1'), shown }];
    },
    words(file) {
      const lines = linesIn(contentOf(file)?.toString('latin1') ?? '', file);
      const call = lines?.find((line) => line.startsWith('__jikai_remind '));
      return lines && shellWords(fromBytes(call ?? '')).slice(1);
    },
  };
}

/** Text as characters that stand for its bytes, and back. */
function bytewise(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function fromBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}
