import { Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../watchlist/problem';
import { examples, type Verb } from './verb';

export interface StatsOptions {
  /** True for the one that is now. */
  readonly season?: readonly string[] | true;
  readonly year?: string | true;
  readonly show?: string;
  readonly platform?: string;
  readonly markdown?: boolean;
}

export const statsVerb: Verb = {
  names: ['stats'],
  define: (command, act) => {
    command
      .summary('your watching in numbers and pictures')
      .description(
        'What you watched, how you judged it episode by episode, when you drop shows, what waited for you, and your days in a calendar.',
      )
      .option(
        '--season [words...]',
        'only what dropped in a season: "winter 2024", last, or this one',
      )
      .addOption(
        new Option(
          '--year [year]',
          'only what you watched and said in a year: 2024, last, or this one',
        ).conflicts('season'),
      )
      .option('--show <title>', 'only this show')
      .option('-p, --platform <name>', 'only shows you watch there')
      .option('--markdown', 'as Markdown tables, for a note or a blog')
      .addHelpText(
        'after',
        examples(
          'stats',
          'stats --season "winter 2024"',
          'stats --year --platform crunchyroll',
          'stats --show rouge',
          'stats --year last --markdown > year.md',
        ),
      )
      .action(
        act(async (context: Context, options: StatsOptions) => {
          if (context.json && options.markdown) {
            throw new Problem('usage', 'It is printed as JSON or as Markdown, not as both.', {
              hint: 'Leave out --json, or --markdown.',
            });
          }
          const { tellStatistics } = await import('./stats-telling');
          await tellStatistics(context, options);
        }),
      );
  },
};
