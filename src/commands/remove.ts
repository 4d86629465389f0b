import type { Context } from '../context';
import { removeShow } from '../watchlist/editing';
import { changeShow, Question, SHOW_ARGUMENT } from './one-show';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';

export const removeVerb: Verb = {
  names: ['remove', 'rm'],
  define: (command, act) => {
    command
      .summary('take a show off your list')
      .description('Takes a show off your list, with everything you said of it. It can be undone.')
      .argument('<show...>', SHOW_ARGUMENT)
      .addHelpText('after', examples('remove rouge', 'remove rouge --yes'))
      .action(
        act(async (context: Context, words: readonly string[]) => {
          const change = await changeShow(context, { typed: words }, ({ show }, confirmed) => {
            if (!confirmed && !context.dryRun) {
              const kept = `${show.watched.length} watched, ${show.verdicts.length} ${show.verdicts.length === 1 ? 'verdict' : 'verdicts'}`;
              throw new Question(
                `Remove ${show.title} (${kept})?`,
                `Removing ${show.title} takes everything you said of it off your list.`,
              );
            }
            return removeShow(show);
          });
          await reportChange(context, change);
        }),
      );
  },
};
