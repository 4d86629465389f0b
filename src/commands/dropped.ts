import type { Context } from '../context';
import { dropWords } from '../ui/time';
import { confirmDrops, doubtAboutDrop, unconfirmDrops } from '../watchlist/amending';
import { minuteMoment } from '../watchlist/moment';
import { parseMoment } from '../watchlist/moment-words';
import { timetableIn } from '../watchlist/releases';
import type { Moment, Release, Show } from '../watchlist/show';
import { changeSchedule, type RemoveOption, speaking, withRemove } from './amending';
import { pastTheLast } from './doubts';
import { episodeList } from './episode-words';
import { Question, SHOW_ARGUMENT } from './one-show';
import { examples, type Verb } from './verb';
import { type ReleaseOption, withReleaseOption } from './which-release';

interface DroppedOptions extends ReleaseOption, RemoveOption {
  readonly at?: string;
}

export const droppedVerb: Verb = {
  names: ['dropped', 'out'],
  define: (command, act) => {
    command
      .summary('say that an episode is out')
      .description(
        'Says that an episode is out: now, or when you name. Those after it are counted from there, unless a source announces another time for them. (To stop watching a show: jikai drop.)',
      )
      .usage('<show> <episode> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then the episode, or several such as 5-7`)
      .option(
        '--at <when>',
        'when it came out, on your clock, such as "yesterday 21:00"; planned for the time it was expected',
      );
    withRemove(withReleaseOption(command), ['at'])
      .addHelpText(
        'after',
        examples(
          'dropped rouge 5',
          'dropped rouge 5 --at 2024-02-07T18:25Z',
          'dropped rouge 1-3 --at planned --release dub',
          'dropped rouge 5 --remove',
        ),
      )
      .action(
        act(async (context: Context, typed: readonly string[], options: DroppedOptions) => {
          await changeSchedule(context, typed, options, (show, release, rest, confirmed) => {
            const episodes = episodeList(rest, `jikai dropped ${show.id} 5`);
            if (options.remove) return unconfirmDrops(show, release, episodes);
            const when = whenIn(options, context);
            if (!confirmed) raiseDoubt(show, release, episodes, when, context);
            return confirmDrops(show, release, episodes, when, speaking(context));
          });
        }),
      );
  },
};

/** Asks before an episode is said to be out that nobody expects yet: a slip of the number is likely. */
function raiseDoubt(
  show: Show,
  release: Release,
  episodes: readonly number[],
  when: Moment | 'planned',
  { now, reader }: Context,
): void {
  if (when === 'planned') return;
  const at = when.at === null ? now : Date.parse(when.at);
  const timetable = timetableIn(show, release);
  for (const episode of episodes) {
    const doubt = doubtAboutDrop(timetable, release, episode, at);
    if (doubt === undefined) continue;
    const { moment, basis } = timetable.dropAt(episode);
    const why =
      doubt === 'past-the-last'
        ? pastTheLast(show, timetable, episode)
        : `Episode ${episode} of ${show.title} is expected ${dropWords(moment, basis, reader.zone)}.`;
    throw new Question(`${why} Is it out all the same?`, why);
  }
}

function whenIn({ at }: DroppedOptions, { now, reader }: Context): Moment | 'planned' {
  if (at === undefined) return minuteMoment(now);
  if (/^(planned|scheduled|as planned)$/i.test(at.trim())) return 'planned';
  return parseMoment(at, { now, zone: reader.zone, lean: 'past' });
}
