import type { Context } from '../context';
import { editedScreen } from '../ui/show-screens';
import { correctedRelease, editShow } from '../watchlist/editing';
import { Problem } from '../watchlist/problem';
import { followed } from '../watchlist/releases';
import { parseTags } from '../watchlist/tags';
import { knownRelease } from './known-releases';
import { changeShow, readShow, SHOW_ARGUMENT } from './one-show';
import { reportChange } from './report-change';
import { correctionsFrom, parseTitle, type TimingOptions, withTimingOptions } from './timing';
import { examples, type Verb } from './verb';

interface EditOptions extends TimingOptions {
  readonly title?: string;
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
}

export const editVerb: Verb = {
  names: ['edit'],
  define: (command, act) => {
    command
      .summary('correct what jikai knows of a show')
      .description('Corrects what jikai knows of a show. What you do not name stays as it is.')
      .argument('<show...>', SHOW_ARGUMENT)
      .option('-t, --title <text>', 'the title it goes by', parseTitle)
      .option('--tag <tags>', 'labels of your own to add, parted by commas', parseTags)
      .option('--untag <tags>', 'labels to take away', parseTags);
    withTimingOptions(command)
      .addHelpText(
        'after',
        examples(
          'edit rouge --platform netflix',
          'edit rouge --episodes 12',
          'edit rouge --tag "mecha, with Mia"',
          'edit "my show" --premiere "jan 17" --time 25:30 --zone Asia/Tokyo',
        ),
      )
      .action(act(edit));
  },
};

async function edit(
  context: Context,
  words: readonly string[],
  options: EditOptions,
): Promise<void> {
  if (Object.keys(options).length === 0) {
    throw new Problem('usage', 'What shall be changed?', {
      hint: 'Name it: --title, --tag, --untag, --platform, --premiere, --time, --zone, --every, --episodes, --first, --audio or --url.',
    });
  }
  const { platform } = options;
  const known =
    platform === undefined ? undefined : (await readShow(context, { typed: words })).show;
  const carried =
    known === undefined || platform === undefined
      ? undefined
      : await knownRelease(context, known, platform);
  const change = await changeShow(
    context,
    { typed: known === undefined ? words : [known.id] },
    ({ show }) => {
      // What was read before the lock may have changed since.
      const present = show.releases.find(({ id }) => id === carried?.id);
      const release = present ?? carried ?? followed(show);
      const corrections = correctionsFrom(options, release, context.now);
      const { title, tag = [], untag = [] } = options;
      return editShow(show, {
        title,
        release: correctedRelease(release, corrections),
        tags: { add: tag, remove: untag },
      });
    },
  );
  const after = change.shows[0]?.after;
  await reportChange(context, change, {
    screen: after === undefined || after === null ? undefined : editedScreen(after, context.reader),
  });
}
