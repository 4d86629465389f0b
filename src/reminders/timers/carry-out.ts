import { rmdirSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { writeFileDurably } from '../../store/durable-file';
import { diskProblem, errorCode, quoted } from '../../store/failures';
import { Problem } from '../../watchlist/problem';
import { runProgram } from '../programs';
import type { Plan, Step, Surroundings } from './timer';

/** Others may read what we tell the system: it holds no secrets, and systemd warns of less. */
const READABLE = 0o644;

/** Between two tries of a program, in milliseconds. */
const PAUSE = 300;

/**
 * Does what a plan says, step by step.
 * @throws Problem `failed` at the first step that cannot be done; those before it are done.
 */
export async function carryOut(plan: Plan, at: Surroundings): Promise<void> {
  for (const step of plan) await take(step, at);
}

async function take(step: Step, at: Surroundings): Promise<void> {
  switch (step.kind) {
    case 'write':
      writeFileDurably(step.file, step.content, { mode: READABLE });
      return;
    case 'remove':
      try {
        rmSync(step.file, { force: true });
      } catch (error) {
        throw diskProblem(`${step.file} could not be removed`, error);
      }
      return;
    case 'remove-folder':
      try {
        rmdirSync(step.folder);
      } catch (error) {
        // Somebody else keeps things there by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error))) return;
        throw diskProblem(`The folder ${step.folder} could not be removed`, error);
      }
      return;
    case 'run':
      await run(step, at);
  }
}

async function run(
  { argv, input, tries = 1 }: Extract<Step, { kind: 'run' }>,
  at: Surroundings,
): Promise<void> {
  const [file, ...args] = argv;
  const { code, failure, stderr } = await runProgram(file, args, { env: at.env, input });
  if (code === 0) return;
  if (tries > 1) {
    await wait(PAUSE);
    return run(
      { kind: 'run', argv, tries: tries - 1, ...(input === undefined ? {} : { input }) },
      at,
    );
  }
  const why = stderr.trim() || failure || `it ended with ${code}`;
  throw new Problem('failed', `${argv.map(quoted).join(' ')} did not work: ${why}`, {
    hint: 'Set right what it says and run the same command again; jikai remind uninstall takes away what was done.',
  });
}
