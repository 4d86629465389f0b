import type { Context } from '../context';
import { SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';

export interface ReviewOptions {
  readonly all?: boolean;
}

export const reviewVerb: Verb = {
  names: ['review'],
  define: (command, act) => {
    command
      .summary('go through all that waits: watched? and what do you say?')
      .description(
        'Goes through every show of which episodes wait, the longest waiting first, and asks which you watched and what you say of them. Each answer is saved at once, so you can stop at any time.',
      )
      .argument('[show...]', `that one alone: ${SHOW_ARGUMENT}`)
      .option('-a, --all', 'through planned shows too')
      .addHelpText('after', examples('review', 'review rouge', 'review --all'))
      .action(
        act(async (context: Context, words: readonly string[], options: ReviewOptions) => {
          const { review } = await import('./reviewing');
          await review(context, words, options);
        }),
      );
  },
};
