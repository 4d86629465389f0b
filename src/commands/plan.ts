import type { Context } from '../context';
import { wholeNumber } from './numbers';
import { readShow, SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';

export interface PlanOptions {
  readonly by?: string;
  readonly perEvening: number;
  readonly free: string;
  readonly at: string;
}

export const planVerb: Verb = {
  names: ['plan'],
  define: (command, act) => {
    command
      .summary('which evening to watch what, to catch up')
      .description(
        'Spreads what waits over your evenings, from what is out when each begins, and says so when it does not fit. Without a show, all that you are watching.',
      )
      .argument('[show...]', SHOW_ARGUMENT)
      .option(
        '--by <when>',
        '"next episode", a day, or an hour; without it, until you are caught up',
      )
      .option(
        '--per-evening <number>',
        'at most so many episodes an evening',
        wholeNumber(1, 24),
        2,
      )
      .option('--free <days>', 'mon,thu or weekends, weekdays, daily', 'daily')
      .option('--at <time>', 'when your evening begins', '20:00')
      .addHelpText(
        'after',
        examples(
          'plan',
          'plan rouge --by "next episode"',
          'plan --by sunday --per-evening 3',
          'plan frieren --free weekends --at 18:30',
        ),
      )
      .action(
        act(async (context: Context, words: readonly string[], options: PlanOptions) => {
          const named = words.length === 0 ? undefined : await readShow(context, { typed: words });
          const { tellPlan } = await import('./plan-telling');
          await tellPlan(context, named?.show, options);
        }),
      );
  },
};
