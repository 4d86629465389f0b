import { Option } from 'commander';
import type { Context } from '../context';
import { nextWords, statusText } from '../ui/show-words';
import { bold, dim, line, type Screen, styled } from '../ui/text';
import { dateOfInstant } from '../ui/time';
import { placeOf } from '../watchlist/moment';
import { parseDated, parseInstant } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import { timetableIn } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Show } from '../watchlist/show';
import { opinionText } from '../watchlist/verdict';
import {
  parseEpisodes,
  unwatchEpisodes,
  type Watching,
  watchEpisodes,
} from '../watchlist/watching';
import type { Millis } from '../watchlist/zone';
import { raiseDoubts } from './doubts';
import { titleWithoutEpisodes } from './episode-words';
import { settleMood } from './mood-of-words';
import { changeShow, SHOW_ARGUMENT } from './one-show';
import { type OpinionOptions, opinionIn, withOpinionOptions } from './opinion';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';

interface WatchOptions extends OpinionOptions {
  readonly at?: string;
  readonly undo?: boolean;
}

export const watchVerb: Verb = {
  names: ['watch', 'w'],
  define: (command, act) => {
    command
      .summary('mark episodes as watched')
      .description(
        'Marks the next episode as watched, or those you name. A show starts, and is completed, by itself.',
      )
      .usage('<show> [episodes] [options]')
      .argument(
        '<show...>',
        `${SHOW_ARGUMENT}; then, if you mean others than the next: 3, 3-5, 1,3, +2 for the next two, or all that have dropped`,
      );
    withOpinionOptions(command, 'what you thought of the last of them')
      .option('--at <when>', 'when you watched, such as yesterday or "jan 10 21:30"')
      .addOption(
        new Option(
          '--undo',
          'take the marks back instead; without episodes, the last one',
        ).conflicts(['verdict', 'score', 'note', 'mood', 'at']),
      )
      .addHelpText(
        'after',
        examples(
          'watch rouge --verdict "We\'ll see"',
          'watch frieren 3-5 --at yesterday',
          'watch frieren +2',
          'watch rouge --undo',
        ),
      )
      .action(act(watch));
  },
};

async function watch(
  context: Context,
  typed: readonly string[],
  options: WatchOptions,
): Promise<void> {
  const { now, reader } = context;
  const naming = { typed, titleLength: titleWithoutEpisodes };
  if (options.undo === true) {
    const change = await changeShow(context, naming, ({ show, rest: [words] }) =>
      unwatchEpisodes(
        show,
        words === undefined ? undefined : parseEpisodes(words, show, now, reader.zone),
      ),
    );
    await reportChange(context, change);
    return;
  }
  let watching: Watching | undefined;
  const change = await changeShow(context, naming, ({ show, rest: [words] }, confirmed) => {
    watching = decide(context, show, words, options, confirmed);
    return watching.change;
  });
  const screen = watching === undefined ? undefined : watchedScreen(watching, context, options);
  await reportChange(context, change, { screen });
  await settleMood(context, opinionIn(options), options.mood);
}

function decide(
  context: Context,
  show: Show,
  named: string | undefined,
  options: WatchOptions,
  confirmed: boolean,
): Watching {
  const { now, reader } = context;
  const episodes = parseEpisodes(named, show, now, reader.zone);
  if (named === undefined) refuseWhenFinished(show, episodes);
  const { at, seen } = whenSeen(context, options);
  if (!confirmed) raiseDoubts(context, show, episodes, { seen });
  const opinion = opinionIn(options);
  return watchEpisodes(show, episodes, { at, now, redate: options.at !== undefined, opinion });
}

/**
 * When episodes were watched, and the latest that this may mean: a day means any hour of it.
 * @throws Problem `usage` when it is still to come.
 */
function whenSeen(
  { now, reader: { zone } }: Context,
  { at: words }: WatchOptions,
): { readonly at: Millis; readonly seen: Millis } {
  if (words === undefined) return { at: now, seen: now };
  const reading = { now, zone, lean: 'past' } as const;
  const at = parseInstant(words, reading);
  if (at > now)
    throw new Problem('usage', `You cannot have watched it in the future ("${words}").`);
  return { at, seen: Math.min(placeOf(parseDated(words, reading), zone) ?? at, now) };
}

function refuseWhenFinished(show: Show, episodes: readonly number[]): void {
  const { first, last } = timetableIn(show);
  if (last !== undefined && episodes.every((episode) => episode > last)) {
    const count = last - first + 1;
    throw new Problem(
      'failed',
      `${show.title} is watched to the end${count === 1 ? '' : `, all ${count} episodes`}.`,
      {
        hint: `If there are more, jikai episodes ${show.id} ${count + 1}; to change a verdict, jikai verdict ${show.id} …`,
      },
    );
  }
}

function watchedScreen(
  { change, after, marked }: Watching,
  { reader }: Context,
  options: WatchOptions,
): Screen {
  const [touched] = change.shows;
  const opinion = opinionIn(options);
  const moved = touched?.before?.status !== after.status;
  const said = opinion === undefined ? '' : `  ${opinionText(opinion)}`;
  const mark = after.watched.find(({ episode }) => episode === marked.at(-1));
  const dated =
    options.at === undefined || mark?.at === undefined
      ? ''
      : dim(`  ${dateOfInstant(Date.parse(mark.at), reader.zone)}`);
  const episodes =
    marked.length > 0
      ? [`ep ${runs(marked)} `, styled('green', '✓'), dated]
      : `ep ${touched?.after?.verdicts.at(-1)?.episode}`;
  return [
    line(bold(after.title), ' ', episodes, said),
    ...(moved ? [line('Now ', statusText(after.status), '.')] : []),
    line(nextWords(after, reader)),
  ];
}
