import type { Context } from '../context';
import { line } from '../ui/text';
import { defineInstall } from './remind-install';
import { examples, type Verb } from './verb';

export const remindVerb: Verb = {
  names: ['remind'],
  define: (command, act) => {
    const remind = command
      .helpCommand(false)
      .summary('be told what dropped')
      .description('Tells what dropped, once.')
      .addHelpText('after', examples('remind', 'remind install'));
    remind
      .command('now', { isDefault: true })
      .description('Tells what dropped, once.')
      .option('--background', 'run by a timer: nothing is printed')
      .option('--channel <channel>', 'only by this channel')
      .addHelpText('after', examples('remind now'))
      .action(
        act(async (context: Context) => {
          if (context.json) context.out.json({ reminders: [] });
          else await context.out.print([line('Nothing dropped.')]);
        }),
      );
    defineInstall(remind, act);
  },
};
