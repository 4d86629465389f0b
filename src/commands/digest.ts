import { Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../watchlist/problem';
import { examples, type Verb } from './verb';

export interface DigestOptions {
  readonly week?: boolean;
  readonly day?: boolean;
  readonly markdown?: boolean;
}

export const digestVerb: Verb = {
  names: ['digest'],
  define: (command, act) => {
    command
      .summary('your week: what dropped, slipped and waits, and what you said')
      .description(
        'What dropped, slipped and waits, what you watched and said, and what comes: the last seven days, to the hour, and the seven ahead.',
      )
      .option('--week', 'the last seven days, and the seven ahead (default)')
      .addOption(
        new Option(
          '--day',
          'the day you live in, until your day ends, and the one after it',
        ).conflicts('week'),
      )
      .option('--markdown', 'as Markdown, for a note or a message')
      .addHelpText(
        'after',
        examples('digest', 'digest --day', 'digest --markdown > week.md', 'digest --json'),
      )
      .action(
        act(async (context: Context, options: DigestOptions) => {
          if (context.json && options.markdown) {
            throw new Problem('usage', 'It is printed as JSON or as Markdown, not as both.', {
              hint: 'Leave out --json, or --markdown.',
            });
          }
          const { tellDigest } = await import('./digest-telling');
          await tellDigest(context, options);
        }),
      );
  },
};
