import { shellNamed } from '../completion/shells';
import { filesFor, type World } from '../context';

/**
 * Whether a shell's completion asks: `jikai complete bash -- …`. It is no verb of the command tree, which
 * takes too long to be made for each press of a key; words that only look like it are read as usual.
 */
export function isAskedByShell([verb, shell, dashes]: readonly string[]): boolean {
  return verb === 'complete' && dashes === '--' && shellNamed(shell) !== undefined;
}

/** Answers a shell. Whatever is wrong, it is told nothing: nobody wants to hear of it in mid-word. */
export async function answerShell(
  [, name, , ...asked]: readonly string[],
  world: World,
): Promise<void> {
  const shell = shellNamed(name);
  if (shell === undefined) return;
  try {
    const { answer } = await import('../completion/answer');
    // What is in it was made harmless, and a line's tab is meant.
    world.stdout.write(answer(shell, asked, (dataDir) => filesFor(world, dataDir)));
  } catch {
    // The shell offers nothing.
  }
}
