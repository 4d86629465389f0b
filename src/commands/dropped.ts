import type { Context } from '../context';
import { confirmDrops } from '../watchlist/amending';
import { minuteMoment } from '../watchlist/moment';
import { parseMoment } from '../watchlist/moment-words';
import type { Moment } from '../watchlist/show';
import { changeSchedule, SHOW_ARGUMENT, speaking } from './amending';
import { episodeList, titleWithoutEpisodes } from './episode-words';
import { examples, type Verb } from './verb';
import { type ReleaseOption, withReleaseOption } from './which-release';

interface DroppedOptions extends ReleaseOption {
  readonly at?: string;
}

export const droppedVerb: Verb = {
  names: ['dropped', 'out'],
  define: (command, act) => {
    command
      .summary('say that an episode is out')
      .description(
        'Says that an episode is out: now, or when you name. Those after it are counted from there. (To stop watching a show: jikai drop.)',
      )
      .usage('<show> <episode> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then the episode, or several such as 5-7`)
      .option(
        '--at <when>',
        'when it came out, on your clock, such as "yesterday 21:00"; planned for the time it was expected',
      );
    withReleaseOption(command)
      .addHelpText(
        'after',
        examples(
          'dropped rouge 5',
          'dropped rouge 5 --at 2024-02-07T18:25Z',
          'dropped rouge 1-3 --at planned --release dub',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: DroppedOptions) => {
          const naming = { typed, titleLength: titleWithoutEpisodes };
          await changeSchedule(context, naming, options, (show, release, rest) => {
            const episodes = episodeList(rest, `jikai dropped ${show.id} 5`);
            return confirmDrops(
              show,
              release,
              episodes,
              whenIn(options, context),
              speaking(context),
            );
          });
        }),
      );
  },
};

function whenIn({ at }: DroppedOptions, { now, reader }: Context): Moment | 'planned' {
  if (at === undefined) return minuteMoment(now);
  if (/^(planned|scheduled|as planned)$/i.test(at.trim())) return 'planned';
  return parseMoment(at, { now, zone: reader.zone, lean: 'past' });
}
