import type { Context } from '../context';
import { statusText, titleText } from '../ui/show-words';
import { line } from '../ui/text';
import { endHiatus, openHiatus } from '../watchlist/amending';
import { followedBy, setStatus } from '../watchlist/editing';
import { Problem } from '../watchlist/problem';
import { followed } from '../watchlist/releases';
import { STATUSES, type Status } from '../watchlist/show';
import { titleLength } from '../watchlist/title';
import { opinionText } from '../watchlist/verdict';
import {
  announcedMoment,
  changeSchedule,
  speaking,
  type WhenOptions,
  withTimeOptions,
} from './amending';
import { settleMood } from './mood-of-words';
import { changeShow, readShow, SHOW_ARGUMENT } from './one-show';
import { type OpinionOptions, opinionIn, withOpinionOptions } from './opinion';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';

export const statusVerb: Verb = {
  names: ['status'],
  define: (command, act) => {
    command
      .summary('see or change where you stand with a show')
      .description(`Where you stand with a show: ${STATUSES.join(', ')}.`)
      .usage('<show> [status] [options]')
      .argument(
        '<show...>',
        `the show by its title, a part of it or its id; the new status, if it is to change: ${STATUSES.join(', ')}`,
      );
    withOpinionOptions(command, 'what you think of the show now')
      .addHelpText(
        'after',
        examples(
          'status rouge',
          'status rouge paused',
          'status rouge completed --verdict "Worth it"',
        ),
      )
      .action(
        act(async (context: Context, words: readonly string[], options: OpinionOptions) => {
          const status =
            words.length > 1 ? STATUSES.find((one) => one === words.at(-1)) : undefined;
          if (status !== undefined) {
            await move(context, words.slice(0, -1), status, options);
            return;
          }
          if (opinionIn(options) !== undefined) {
            throw new Problem('usage', 'A verdict goes with a new status here.', {
              hint: `Name the status, or write jikai verdict ${words.join(' ')} "…".`,
            });
          }
          const { show, rest } = await readShow(context, { typed: words, titleLength });
          if (rest.length > 0) {
            throw new Problem('usage', `"${rest.join(' ')}" is no status.`, {
              hint: `Choose one of ${STATUSES.join(', ')}.`,
            });
          }
          if (context.json)
            context.out.json({ id: show.id, title: show.title, status: show.status });
          else await context.out.print([line(titleText(show), '  ', statusText(show.status))]);
        }),
      );
  },
};

/** `drop`, `pause` and `resume` read better than `status rouge dropped`, and do the same. */
function shorthand(name: string, status: Status, summary: string, example: string): Verb {
  return {
    names: [name],
    define: (command, act) => {
      command
        .summary(summary)
        .description(`The same as jikai status <show> ${status}.`)
        .argument('<show...>', SHOW_ARGUMENT);
      withOpinionOptions(command, 'what you think of the show now')
        .addHelpText('after', examples(example))
        .action(
          act(async (context: Context, words: readonly string[], options: OpinionOptions) => {
            await move(context, words, status, options);
          }),
        );
    },
  };
}

export const dropVerb = shorthand(
  'drop',
  'dropped',
  'stop watching a show',
  'drop rouge --verdict "Not for me"',
);
export const pauseVerb = shorthand(
  'pause',
  'paused',
  'put a show aside for now',
  'pause "one piece"',
);
interface ResumeOptions extends OpinionOptions, WhenOptions {
  readonly at?: string;
}

export const resumeVerb: Verb = {
  names: ['resume'],
  define: (command, act) => {
    command
      .summary('take a show up again, after your pause or its hiatus')
      .description(
        'Takes a show up again: one you paused or dropped is being watched, and one on hiatus goes on, at the time you name or in the next slot of its old rhythm.',
      )
      .argument('<show...>', SHOW_ARGUMENT)
      .option('--at <when>', 'when its hiatus is over, such as 2024-06-05');
    withOpinionOptions(withTimeOptions(command), 'what you think of the show now')
      .addHelpText('after', examples('resume "one piece"', 'resume rouge --at 2024-06-05'))
      .action(act(resume));
  },
};

async function resume(
  context: Context,
  words: readonly string[],
  options: ResumeOptions,
): Promise<void> {
  const opinion = opinionIn(options);
  const { at, time, zone } = options;
  if (at === undefined && (time !== undefined || zone !== undefined)) {
    throw new Problem('usage', 'An hour needs its day.', {
      hint: 'Name it with --at 2024-06-05, or write both there: --at "2024-06-05 24:55".',
    });
  }
  const { show: known } = await readShow(context, { typed: words });
  const isAway = known.status === 'paused' || known.status === 'dropped';
  if (at === undefined && (isAway || openHiatus(followed(known)) === undefined)) {
    await move(context, [known.id], 'watching', options);
    if (isAway && !context.json && !context.quiet && openHiatus(followed(known)) !== undefined) {
      await context.err.print([
        line(`The show itself is on hiatus still; jikai resume ${known.id} once more ends that.`),
      ]);
    }
    return;
  }
  await changeSchedule(context, [known.id], {}, (show, release) => {
    const when = at === undefined ? undefined : announcedMoment(at, options, release, context);
    const ended = endHiatus(show, release, when, speaking(context));
    if (!isAway && opinion === undefined) return ended;
    const both = followedBy(show, ended, (after) =>
      setStatus(after, isAway ? 'watching' : after.status, opinion, context.now),
    );
    return { ...both, summary: ended.summary };
  });
  await settleMood(context, opinion, options.mood);
}

async function move(
  context: Context,
  words: readonly string[],
  status: Status,
  options: OpinionOptions,
): Promise<void> {
  const opinion = opinionIn(options);
  const change = await changeShow(context, { typed: words }, ({ show }) =>
    setStatus(show, status, opinion, context.now),
  );
  const after = change.shows[0]?.after;
  if (after === undefined || after === null) {
    await reportChange(context, change);
    return;
  }
  const said = opinion === undefined ? '' : `  ${opinionText(opinion)}`;
  await reportChange(context, change, {
    screen: [line(titleText(after), '  ', statusText(after.status), said)],
  });
  await settleMood(context, opinion, options.mood);
}
