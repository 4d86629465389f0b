import type { Context } from '../context';
import { infoScreen } from '../ui/show-screens';
import { linksOf } from '../watchlist/links';
import { showJson } from './json';
import { readShow, SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';
import { vocabularyIn } from './vocabulary';

export const infoVerb: Verb = {
  names: ['info', 'show'],
  define: (command, act) => {
    command
      .summary('everything about one show')
      .description(
        'Everything about one show: when each episode drops and why we think so, what you watched and said.',
      )
      .argument('<show...>', SHOW_ARGUMENT)
      .option('-a, --all', 'every episode of a long show')
      .addHelpText(
        'after',
        examples('info rouge', 'info メタリックルージュ', 'info "one piece" --all'),
      )
      .action(
        act(
          async (
            context: Context,
            words: readonly string[],
            { all = false }: { all?: boolean },
          ) => {
            const { show } = await readShow(context, { typed: words });
            if (context.json) context.out.json(showJson(show, context.reader));
            else {
              const vocabulary = vocabularyIn(context.config);
              await context.out.print(
                infoScreen(show, linksOf(show), context.reader, { vocabulary, all }),
              );
            }
          },
        ),
      );
  },
};
