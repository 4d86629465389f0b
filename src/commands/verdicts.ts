import type { Context } from '../context';
import { verdictsScreen } from '../ui/show-screens';
import { line } from '../ui/text';
import { readShow, SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';

export const verdictsVerb: Verb = {
  names: ['verdicts', 'trail'],
  define: (command, act) => {
    command
      .summary('how your verdict on a show moved')
      .description('The trail of a show: every verdict you gave, in order.')
      .argument('<show...>', SHOW_ARGUMENT)
      .addHelpText('after', examples('verdicts rouge', 'verdicts rouge --json'))
      .action(
        act(async (context: Context, words: readonly string[]) => {
          const { out, err, json, quiet, reader } = context;
          const { show } = await readShow(context, { typed: words });
          if (json) {
            out.json({ id: show.id, title: show.title, verdicts: show.verdicts });
          } else if (show.verdicts.length > 0) {
            await out.print(verdictsScreen(show, reader));
          } else if (!quiet) {
            await err.print([
              line(
                `No verdict on ${show.title} yet. jikai verdict ${show.id} "We'll see" gives one.`,
              ),
            ]);
          }
        }),
      );
  },
};
