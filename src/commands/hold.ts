import type { Context } from '../context';
import { nextWords } from '../ui/show-words';
import { dim, line, type Screen } from '../ui/text';
import type { Change } from '../watchlist/change';
import { holdShow, parseHold } from '../watchlist/holding';
import { Problem } from '../watchlist/problem';
import { timetableIn } from '../watchlist/releases';
import { changeShow, SHOW_ARGUMENT } from './one-show';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';

export const holdVerb: Verb = {
  names: ['hold'],
  define: (command, act) => {
    command
      .summary('no reminders of a show until its finale, or an episode')
      .description(
        'Waits with a show: you are reminded when that episode is out, of all that came meanwhile, and not before.',
      )
      .usage('<show> [until finale | until <episode>] [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then until what: until finale, or until 5`)
      .option('--off', 'wait no longer')
      .addHelpText(
        'after',
        examples('hold frieren until finale', 'hold rouge until 5', 'hold rouge --off'),
      )
      .action(
        act(
          async (
            context: Context,
            words: readonly string[],
            { off = false }: { off?: boolean },
          ) => {
            const at = words.findLastIndex((word) => word.toLowerCase() === 'until');
            const typed = at > 0 ? words.slice(0, at) : words;
            if (off && at > 0) {
              throw new Problem('usage', '--off waits for nothing.', {
                hint: `jikai hold ${typed.join(' ')} --off`,
              });
            }
            const hold = off
              ? undefined
              : at > 0
                ? parseHold(words.slice(at + 1).join(' '))
                : ({ until: 'finale' } as const);
            const { now, reader } = context;
            const change = await changeShow(context, { typed }, ({ show }) =>
              holdShow(show, hold, now, reader.zone),
            );
            await reportChange(context, change, { screen: heldScreen(change, context) });
          },
        ),
      );
  },
};

/** What a hold did, and what it means for what waits already or may never come. */
function heldScreen({ summary, shows }: Change, { reader }: Context): Screen {
  const after = shows[0]?.after;
  const said = line(`${summary}.`);
  if (!after) return [said];
  if (after.hold === undefined) return [said, line(nextWords(after, reader))];
  const isOpen = after.hold.until === 'finale' && timetableIn(after).last === undefined;
  return isOpen
    ? [
        said,
        line(
          dim(
            `Nobody has said how many episodes there are: until then nothing comes. jikai episodes ${after.id} <number> says it.`,
          ),
        ),
      ]
    : [said];
}
