import type { Command } from 'commander';
import type { Context } from '../context';

/**
 * Turns what a verb does into the action commander calls: the context is made from the global
 * options first, then the verb runs with its own arguments.
 */
export type Act = <A extends readonly unknown[]>(
  run: (context: Context, ...args: A) => Promise<void>,
) => (...args: A) => Promise<void>;

/** One verb of the command line. It is defined only in runs that need it. */
export interface Verb {
  /** What the user types; others than the first are aliases. */
  readonly names: readonly [string, ...string[]];
  /** Gives the verb's command its arguments, options, help and action. */
  readonly define: (command: Command, act: Act) => void;
}

/** Lines for the end of a verb's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((one) => `  $ jikai ${one}`).join('\n')}`;
}
