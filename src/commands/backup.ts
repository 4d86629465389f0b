import type { Context } from '../context';
import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';
import { examples, type Verb } from './verb';

export const backupVerb: Verb = {
  names: ['backup'],
  define: (command, act) => {
    const backup = command
      .helpCommand(false)
      .summary('earlier states of your list, and going back to one')
      .description(
        'Each change keeps the list as it was before. The newest of those are here, and older ones further and further apart.',
      )
      .addHelpText('after', examples('backup', 'backup restore', 'backup restore 7 --dry-run'));
    backup
      .command('list', { isDefault: true })
      .summary('what there is, newest first')
      .description(
        'What there is, newest first: of which revision, from when, how many shows, and what was changed after it.',
      )
      .usage('[options]')
      .argument('[words...]')
      .addHelpText('after', examples('backup list', 'backup list --json'))
      .action(
        act(async (context: Context, [word]: readonly string[]) => {
          if (word !== undefined) throw noSuchCommand(word);
          const { listBackupsOf } = await import('./backup-list');
          await listBackupsOf(context);
        }),
      );
    backup
      .command('restore')
      .summary('go back to one of them')
      .description(
        'Goes back to the newest backup that is whole, or to the one of a revision. It shows you first what would come back, go, and change. That is a change like any other: undo takes it back.',
      )
      .argument(
        '[revision]',
        'the revision, as jikai backup shows it, or the name of a file that was set aside',
      )
      .addHelpText(
        'after',
        examples('backup restore', 'backup restore 7', 'backup restore 7 --dry-run'),
      )
      .action(
        act(async (context: Context, revision: string | undefined) => {
          const { restoreBackup } = await import('./backup-restore');
          await restoreBackup(context, revision);
        }),
      );
  },
};

function noSuchCommand(word: string): Problem {
  const near = closest(word, ['list', 'restore']);
  return new Problem('usage', `jikai backup has no command "${word}".`, {
    hint:
      near === undefined
        ? 'jikai help backup shows the commands.'
        : `Did you mean jikai backup ${near}?`,
  });
}
