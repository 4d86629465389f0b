import type { Command } from 'commander';
import { type Mood, parseMood } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import { type Opinion, opinionFrom, parseScore } from '../watchlist/verdict';

/** What a user may say along with a change. */
export interface OpinionOptions {
  readonly verdict?: string;
  readonly score?: number;
  readonly note?: string;
  readonly mood?: Mood;
}

/** @param about what the verdict is on, as the help tells it. */
export function withOpinionOptions(command: Command, about: string): Command {
  return withMood(
    command
      .option('-v, --verdict <words>', about)
      .option('--score <0-10>', 'a score to go with it', parseScore)
      .option('--note <text>', 'a note to go with it'),
  );
}

export function withMood(command: Command): Command {
  return command.option(
    '--mood <-2..+2>',
    'where these words stand, from now on: -2 disliked, 0 undecided, +2 loved',
    parseMood,
  );
}

/**
 * Undefined when nothing was said.
 * @throws Problem `usage` for a mood without words.
 */
export function opinionIn({ verdict, score, note, mood }: OpinionOptions): Opinion | undefined {
  const opinion = opinionFrom(verdict, score, note);
  if (mood !== undefined && opinion?.words === undefined) throw moodOfNothing();
  return opinion;
}

export function moodOfNothing(): Problem {
  return new Problem('usage', 'A mood belongs to words, and there are none.', {
    hint: 'Write them too, such as --verdict "Peak fiction" --mood +2.',
  });
}

/** For the help of verbs about verdicts: a topic tells of them all together. */
export const OPINIONS_HELP =
  'jikai help opinions tells of verdicts, moods, scores, trails and trials.';
