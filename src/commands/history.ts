import type { Context } from '../context';
import { dim, line, styled, table } from '../ui/text';
import { agoWords, momentWords } from '../ui/time';
import { minuteMoment } from '../watchlist/moment';
import { wholeNumber } from './numbers';
import { reportChange, writing } from './report-change';
import { examples, type Verb } from './verb';

export const undoVerb: Verb = {
  names: ['undo'],
  define: (command, act) => {
    command
      .summary('take the last change back')
      .description('Takes the last change back; again, the one before it. Redo gives it back.')
      .addHelpText('after', examples('undo', 'undo --dry-run'))
      .action(
        act(async (context: Context) =>
          reportChange(context, await context.store.undo(writing(context)), { back: 'redo' }),
        ),
      );
  },
};

export const redoVerb: Verb = {
  names: ['redo'],
  define: (command, act) => {
    command
      .summary('give back what undo took')
      .description('Gives back the change that undo took last.')
      .addHelpText('after', examples('redo'))
      .action(
        act(async (context: Context) =>
          reportChange(context, await context.store.redo(writing(context))),
        ),
      );
  },
};

export const logVerb: Verb = {
  names: ['log'],
  define: (command, act) => {
    command
      .summary('what was changed, newest first')
      .description('What was changed and when, newest first. What undo took back is marked.')
      .option('-l, --limit <number>', 'at most so many changes', wholeNumber(1, 1_000_000), 20)
      .addHelpText('after', examples('log', 'log --limit 100'))
      .action(act(log));
  },
};

async function log(context: Context, { limit }: { limit: number }): Promise<void> {
  const { out, err, reader } = context;
  const entries = [...(await context.store.log())].reverse().slice(0, limit);
  if (context.json) {
    out.json({
      changes: entries.map(({ revision, at, kind, undone, change }) => ({
        revision,
        at,
        kind,
        undone,
        ...change,
      })),
    });
    return;
  }
  if (entries.length === 0) {
    if (!context.quiet) await err.print([line('Nothing has been changed yet.')]);
    return;
  }
  const rows = entries.map(({ revision, at, change, undone }) => [
    dim(String(revision)),
    dim(out.isTTY ? agoWords(at, reader) : momentWords(minuteMoment(Date.parse(at)), reader.zone)),
    change.summary,
    undone ? styled('yellow', 'undone') : '',
  ]);
  await out.print([table([{ align: 'right' }, {}, { shrinkTo: 20 }, {}], rows)]);
}
