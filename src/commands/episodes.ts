import type { Context } from '../context';
import { addRun, setCount, takeBack } from '../watchlist/amending';
import type { Change } from '../watchlist/change';
import { followedBy } from '../watchlist/editing';
import { Problem } from '../watchlist/problem';
import type { Step } from '../watchlist/show';
import { parseStep } from '../watchlist/step';
import {
  announcedMoment,
  changeSchedule,
  type RemoveOption,
  type WhenOptions,
  withRemove,
  withTimeOptions,
} from './amending';
import { episodeNumber } from './episode-words';
import { SHOW_ARGUMENT } from './one-show';
import { parseCount } from './timing';
import { examples, type Verb } from './verb';
import { type ReleaseOption, withReleaseOption } from './which-release';

interface EpisodesOptions extends ReleaseOption, RemoveOption, WhenOptions {
  readonly from?: number;
  readonly premiere?: string;
  readonly every?: Step;
}

export const episodesVerb: Verb = {
  names: ['episodes'],
  define: (command, act) => {
    command
      .summary('how many episodes there will be, also in a second run')
      .description(
        'How many episodes there will be. With --from and --premiere, a second run of them begins then, as of a split cour.',
      )
      .usage('<show> <number> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then how many there will be, or unknown`)
      .option('--from <episode>', 'the first episode of the second run', episodeNumber)
      .option('--premiere <when>', 'when that run begins: a day, a time, 2024-07, "summer 2024"')
      .option('--every <step>', 'how often its episodes drop, if that changes', parseStep);
    withRemove(withReleaseOption(withTimeOptions(command)), ['premiere', 'every', 'time', 'zone'])
      .addHelpText(
        'after',
        examples(
          'episodes rouge 12',
          'episodes "spy family" 25 --from 13 --premiere 2022-10-01 --time 23:00',
          'episodes "one piece" unknown',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: EpisodesOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest) => {
            const { from, premiere, every: step, remove } = options;
            if (remove) return takeBack(show, release, 'run', from);
            if ((from === undefined) !== (premiere === undefined)) {
              throw new Problem('usage', 'A second run needs its first episode and its premiere.', {
                hint: 'Name both: --from 13 --premiere 2024-07-03',
              });
            }
            const { time, zone } = options;
            if (from === undefined && [step, time, zone].some((one) => one !== undefined)) {
              throw new Problem('usage', 'A time or a step goes with a second run only.', {
                hint: `For the first: jikai edit ${show.id}. For a second, add --from and --premiere.`,
              });
            }
            if (rest === undefined && from === undefined) {
              throw new Problem('usage', 'How many episodes are there?', {
                hint: `Write it behind the title: jikai episodes ${show.id} 12, or unknown.`,
              });
            }
            const counted: Change =
              rest === undefined
                ? { summary: '', shows: [] }
                : setCount(show, release, parseCount(rest));
            if (from === undefined || premiere === undefined) return counted;
            const moment = announcedMoment(premiere, options, release, context);
            return followedBy(show, counted, (longer) => {
              const on = longer.releases.find(({ id }) => id === release.id) ?? release;
              return addRun(longer, on, { episode: from, premiere: moment, step });
            });
          });
        }),
      );
  },
};
