import type { Command } from 'commander';
import { type Opinion, opinionFrom, parseScore } from '../watchlist/verdict';

/** What a user may say along with a change. */
export interface OpinionOptions {
  readonly verdict?: string;
  readonly score?: number;
  readonly note?: string;
}

/** @param about what the verdict is on, as the help tells it. */
export function withOpinionOptions(command: Command, about: string): Command {
  return command
    .option('-v, --verdict <words>', about)
    .option('--score <0-10>', 'a score to go with it', parseScore)
    .option('--note <text>', 'a note to go with it');
}

/** Undefined when nothing was said. */
export function opinionIn({ verdict, score, note }: OpinionOptions): Opinion | undefined {
  return opinionFrom(verdict, score, note);
}
