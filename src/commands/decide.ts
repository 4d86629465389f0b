import type { Command } from 'commander';
import type { Context } from '../context';
import { SHOW_ARGUMENT } from './one-show';
import { type OpinionOptions, withOpinionOptions } from './opinion';
import { examples, type Verb } from './verb';

export interface DecideOptions extends OpinionOptions {
  /** How long to put a decision off. */
  readonly for?: string;
}

export const decideVerb: Verb = {
  names: ['decide'],
  define: (command, act) => {
    describe(command).action(
      act(async (context: Context, words: readonly string[], options: DecideOptions) => {
        const { decide } = await import('./deciding');
        await decide(context, words, options);
      }),
    );
  },
};

function describe(command: Command): Command {
  command
    .summary('keep or drop the shows you gave a try')
    .description(
      'Asks about each show that stands under "To decide": keep it, drop it, see one more episode, or be asked again later. Each answer is saved at once.',
    )
    .usage('[show] [keep|drop|more|snooze] [options]')
    .argument(
      '[show...]',
      `${SHOW_ARGUMENT}; then keep, drop, more (one more episode first) or snooze (ask me later)`,
    )
    .option('--for <length>', 'how long to snooze, such as 1w; 3 days unless told');
  return withOpinionOptions(command, 'what you think of the show now').addHelpText(
    'after',
    examples(
      'decide',
      'decide rouge keep --verdict Hooked',
      'decide rouge drop --verdict "Not for me"',
      'decide rouge snooze --for 1w',
    ),
  );
}
