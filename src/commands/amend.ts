import { type Command, Option } from 'commander';
import type { Context } from '../context';
import {
  addBreak,
  beginHiatus,
  comingEpisode,
  dropTogether,
  moveEpisode,
  takeBack,
} from '../watchlist/amending';
import { Problem } from '../watchlist/problem';
import type { Step } from '../watchlist/show';
import { strideOf } from '../watchlist/step';
import {
  announcedMoment,
  changeSchedule,
  type RemoveOption,
  speaking,
  type WhenOptions,
  type WhyOption,
  withRemove,
  withTimeOptions,
  withWhy,
} from './amending';
import { episodeList, episodeNumber, numberBehind } from './episode-words';
import { wholeNumber } from './numbers';
import { SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';
import { type ReleaseOption, withReleaseOption } from './which-release';

type Common = ReleaseOption & WhyOption & RemoveOption;

/**
 * The options that all these verbs take, behind their own.
 * @param own those of its own that say something, and so do not go with --remove.
 */
function withCommon(command: Command, reason: string, own: readonly string[]): Command {
  return withRemove(withReleaseOption(withWhy(command, reason)), [...own, 'why']);
}

interface BreakOptions extends Common {
  readonly at?: number;
  readonly weeks?: number;
  readonly slots?: number;
}

export const breakVerb: Verb = {
  names: ['break'],
  define: (command, act) => {
    command
      .summary('a week without an episode')
      .description(
        'A break: no episode drops for a week or more, and those that follow come later. Numbers never skip.',
      )
      .argument('<show...>', SHOW_ARGUMENT)
      .option('--at <episode>', 'the episode that has to wait; else the next one', episodeNumber)
      .option('--weeks <number>', 'how many weeks (1)', wholeNumber(1, 200))
      .addOption(
        new Option('--slots <number>', 'how many slots, where a show is not weekly')
          .argParser(wholeNumber(1, 200))
          .conflicts('weeks'),
      );
    withCommon(command, 'recap', ['weeks', 'slots'])
      .addHelpText(
        'after',
        examples(
          'break rouge',
          'break rouge --at 7 --weeks 2 --why "New Year"',
          'break rouge --at 7 --remove',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: BreakOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest) => {
            const named = options.at ?? numberBehind(rest);
            if (options.remove) return takeBack(show, release, 'break', named);
            const episode = named ?? comingEpisode(show, release, speaking(context));
            const slots = slotsOf(options, release.schedule.step);
            return addBreak(show, release, { episode, slots, why: options.why });
          });
        }),
      );
  },
};

/** @throws Problem `usage` when so many weeks are no whole number of steps. */
function slotsOf({ weeks = 1, slots }: BreakOptions, step: Step): number {
  if (slots !== undefined) return slots;
  const { days } = strideOf(step);
  const whole = days === 0 ? Number.NaN : (weeks * 7) / days;
  if (Number.isInteger(whole)) return whole;
  throw new Problem('usage', 'Its episodes do not come by the week.', {
    hint: 'Name the number of episodes that are left out with --slots 1.',
  });
}

interface DelayOptions extends Common, WhenOptions {
  readonly to?: string;
  readonly only?: boolean;
}

export const delayVerb: Verb = {
  names: ['delay', 'move'],
  define: (command, act) => {
    command
      .summary('an episode drops at another time')
      .description(
        'An episode drops at another time than its slot. Later ones are counted from there, unless --only, or a source announces another time for them.',
      )
      .usage('<show> <episode> --to <when> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then the number of the episode`)
      .option('--to <when>', 'the new day or time, such as 2024-03-06, "next wednesday" or tba');
    withTimeOptions(command).option('--only', 'the episodes after it keep their time');
    withCommon(command, 'earthquake', ['to', 'time', 'zone', 'only'])
      .addHelpText(
        'after',
        examples(
          'delay rouge 9 --to 2024-03-06',
          'delay rouge 9 --to 2024-03-06 --time 25:30 --only',
          'delay rouge 9 --remove',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: DelayOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest) => {
            const [episode = 0, ...more] = episodeList(
              rest,
              `jikai delay ${show.id} 9 --to 2024-03-06`,
            );
            if (more.length > 0) {
              throw new Problem('usage', 'A delay is of one episode; those after it follow.', {
                hint: `Several that drop together: jikai batch ${show.id} ${rest} --at <when>`,
              });
            }
            if (options.remove) return takeBack(show, release, 'move', episode);
            if (options.to === undefined) {
              throw new Problem('usage', `To when does ep ${episode} move?`, {
                hint: `Name it: --to 2024-03-06, or --to tba. For a week's break: jikai break ${show.id} --at ${episode}`,
              });
            }
            const to = announcedMoment(options.to, options, release, context);
            const { only = false, why } = options;
            return moveEpisode(show, release, { episode, to, only, why });
          });
        }),
      );
  },
};

interface BatchOptions extends Common, WhenOptions {
  readonly at?: string;
}

export const batchVerb: Verb = {
  names: ['batch'],
  define: (command, act) => {
    command
      .summary('several episodes drop together')
      .description(
        'Several episodes drop together: at a time you name, or in the slot of the first. The next one comes a step later.',
      )
      .usage('<show> <episodes> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then the episodes, such as 1-4`)
      .option('--at <when>', 'the day or time; else the slot of the first of them');
    withTimeOptions(command);
    withCommon(command, 'double finale', ['at', 'time', 'zone'])
      .addHelpText(
        'after',
        examples(
          'batch frieren 1-4 --at 2023-09-29 --time 21:00',
          'batch rouge 12-13',
          'batch rouge 12-13 --remove',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: BatchOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest) => {
            const episodes = episodeList(rest, `jikai batch ${show.id} 1-4`);
            const [episode = 0, through = 0] = [episodes[0], episodes.at(-1)];
            if (through - episode >= episodes.length) {
              throw new Problem('usage', 'A batch is of episodes in a row.', {
                hint: 'Write the first and the last of them: 7-9.',
              });
            }
            if (options.remove) return takeBack(show, release, 'batch', episode);
            const at =
              options.at === undefined
                ? undefined
                : announcedMoment(options.at, options, release, context);
            return dropTogether(show, release, { episode, through, at, why: options.why });
          });
        }),
      );
  },
};

interface HiatusOptions extends Common {
  readonly from?: number;
}

export const hiatusVerb: Verb = {
  names: ['hiatus'],
  define: (command, act) => {
    command
      .summary('no more episodes until further notice')
      .description(
        'A hiatus: from an episode on nothing drops until further notice. jikai resume <show> ends it.',
      )
      .argument('<show...>', SHOW_ARGUMENT)
      .option('--from <episode>', 'the first that has to wait; else the next one', episodeNumber);
    withCommon(command, '"production"', [])
      .addHelpText(
        'after',
        examples(
          'hiatus rouge',
          'hiatus rouge --from 7 --why "production"',
          'hiatus rouge --remove',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: HiatusOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest) => {
            const named = options.from ?? numberBehind(rest);
            if (options.remove) return takeBack(show, release, 'hiatus', named);
            const episode = named ?? comingEpisode(show, release, speaking(context));
            return beginHiatus(show, release, { episode, why: options.why });
          });
        }),
      );
  },
};
