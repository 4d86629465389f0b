import { Option } from 'commander';
import type { Context } from '../context';
import { examples, type Verb } from './verb';

export interface CalendarOptions {
  readonly week?: boolean;
  readonly month?: boolean;
}

export const calendarVerb: Verb = {
  names: ['calendar', 'cal'],
  define: (command, act) => {
    command
      .summary('a week or a month of drops, on their days')
      .description(
        'What drops and what you watched of it, on the days you live in: this week, or the week or month you name.',
      )
      .argument('[when...]', '"next week", "last month", march, 2024-03, or a day')
      .option('--week', 'the week it lies in (default)')
      .addOption(new Option('--month', 'the month it lies in').conflicts('week'))
      .addHelpText(
        'after',
        examples('calendar', 'calendar next week', 'calendar --month', 'calendar 2024-02 --json'),
      )
      .action(
        act(async (context: Context, when: readonly string[], options: CalendarOptions) => {
          const { tellCalendar } = await import('./calendar-telling');
          await tellCalendar(context, when.join(' '), options);
        }),
      );
  },
};
