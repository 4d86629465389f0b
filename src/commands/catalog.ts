import type { Context } from '../context';
import { dim, line, table } from '../ui/text';
import { dateWords } from '../ui/time';
import { examples, type Verb } from './verb';

export const catalogVerb: Verb = {
  names: ['catalog'],
  define: (command, act) => {
    command
      .summary('what the offline catalogue is and how fresh')
      .description(
        'Where the offline catalogue comes from, how fresh it is, and under which licence.',
      )
      .addHelpText('after', examples('catalog', 'catalog --json'))
      .action(
        act(async (context: Context) => {
          const info = await context.catalog.info();
          if (context.json) {
            context.out.json({ catalog: info });
            return;
          }
          await context.out.print([
            table(
              [{}, {}],
              [
                ['Source', `${info.source} ${info.version}`],
                ['Shows', String(info.shows)],
                ['Newest premiere', dateWords(info.newestPremiere)],
                ['Size', `${(info.bytes / 1e6).toFixed(1)} MB`],
                ['Licence', info.license],
                ['File', info.file],
              ],
            ),
            line(
              dim(
                'Romaji titles and sequels’ English titles are worked out from it; times it does not give are estimated.',
              ),
            ),
          ]);
        }),
      );
  },
};
