import { Option } from 'commander';
import { CHANNELS, type ChannelName } from '../config/config';
import { oneOf, parseLead } from '../config/settings';
import type { Context } from '../context';
import type { Millis } from '../watchlist/zone';
import { defineInstall } from './remind-install';
import { type RemindOptions, remindOnce } from './remind-once';
import { report } from './remind-report';
import { defineStatus } from './remind-status';
import { testChannels } from './remind-test';
import { watchOver } from './remind-watch';
import { examples, type Verb } from './verb';

export const remindVerb: Verb = {
  names: ['remind'],
  define: (command, act) => {
    command
      .helpCommand(false)
      .summary('tell of what dropped since the last look')
      .description(
        'Tells of each episode that dropped since the last look, once, over the channels you chose. Run it by hand, or let a timer do it: jikai remind install.',
      )
      .option(
        '-c, --channel <names>',
        `over these channels and no others: ${CHANNELS.join(', ')}`,
        parseChannels,
      )
      .option('-l, --lead <times>', 'also so long before a drop, such as 1h,1d', parseLeads)
      .addOption(
        new Option(
          '--digest <how often>',
          'the digest instead of single drops, if none went out since this morning, or this Monday',
        )
          .choices(['daily', 'weekly'])
          .conflicts(['since', 'watch', 'test', 'lead']),
      )
      .option(
        '--since <when>',
        'of what dropped since then, such as "3 days ago", of shows that were on your list',
      )
      .option('--background', 'as a timer does: print nothing, and leave the terminal out')
      .addOption(
        new Option('--watch', 'stay, and tell of each drop as it comes').conflicts([
          'since',
          'test',
        ]),
      )
      .addOption(
        new Option('--test', 'send one over every channel now, and tell what arrived').conflicts([
          'since',
          'background',
        ]),
      )
      .addHelpText(
        'after',
        `
"jikai config set channels desktop,ntfy" says where reminders go, "config set
lead 1h" how long ahead they come besides, "config set quietHours 23:00-07:00"
when none do. jikai hold waits with one show.
${examples('remind', 'remind --lead 1h', 'remind --test', 'remind install --every 10m', 'remind status')}`,
      )
      .action(act(run));
    defineInstall(command, act);
    defineStatus(command, act);
  },
};

function parseChannels(text: string): readonly ChannelName[] {
  return text.split(',').map((name) => oneOf(CHANNELS, name.trim(), 'a channel'));
}

function parseLeads(text: string): readonly Millis[] {
  return text.split(',').map(parseLead);
}

async function run(context: Context, options: RemindOptions): Promise<void> {
  if (options.test === true) await testChannels(context, options);
  else if (options.watch === true) await watchOver(context, options);
  else {
    await remindOnce(context, options, {
      report: (outcomes) => report(context, outcomes, options),
    });
  }
}
