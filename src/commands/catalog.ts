import { catalogIn } from '../catalog/catalog';
import type { Context } from '../context';
import { dim, line, type Row, table } from '../ui/text';
import { dateWords, momentWords } from '../ui/time';
import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';
import { describe, isBundledNewer, readable, surveyOf, wayBack } from './catalog-files';
import { rollBackCatalog } from './catalog-rollback';
import { updateCatalog } from './catalog-update';
import { examples, type Verb } from './verb';

export const catalogVerb: Verb = {
  names: ['catalog'],
  define: (command, act) => {
    const catalog = command
      .helpCommand(false)
      .summary('what the offline catalogue is and how fresh')
      .description(
        'Where the offline catalogue comes from, how fresh it is, and under which licence.',
      )
      .addHelpText(
        'after',
        examples('catalog', 'catalog update', 'catalog rollback', 'catalog --json'),
      );

    catalog
      .command('show', { isDefault: true })
      .summary('what it is and how fresh')
      .description('Where the catalogue comes from, how fresh it is, and under which licence.')
      .usage('[options]')
      .argument('[words...]')
      .addHelpText('after', examples('catalog show', 'catalog show --json'))
      .action(
        act(async (context: Context, [word]: readonly string[]) => {
          if (word !== undefined) throw noSuchCommand(word);
          await show(context);
        }),
      );
    catalog
      .command('update')
      .summary('bring the newest, through npm (goes out to the network)')
      .description(
        'Brings the newest bangumi-data and makes your catalogue of it. This goes out to the network, through your npm and as you have set it up; with a file it does not.',
      )
      .argument('[file]', 'a data.json of bangumi-data that you have, instead')
      .option('--force', 'also one that is no newer, or has far fewer shows')
      .addHelpText(
        'after',
        examples(
          'catalog update',
          'catalog update --dry-run',
          'catalog update bangumi-data/dist/data.json',
        ),
      )
      .action(
        act(async (context: Context, file: string | undefined, { force }: { force?: boolean }) =>
          updateCatalog(context, { file, force: force ?? false }),
        ),
      );
    catalog
      .command('rollback')
      .summary('go back to the one before')
      .description(
        'Goes back to the catalogue before the last update, or to the one bundled with jikai.',
      )
      .addHelpText('after', examples('catalog rollback', 'catalog rollback --dry-run'))
      .action(act(rollBackCatalog));
  },
};

function noSuchCommand(word: string): Problem {
  const near = closest(word, ['show', 'update', 'rollback']);
  return new Problem('usage', `jikai catalog has no command "${word}".`, {
    hint:
      near === undefined
        ? 'jikai help catalog shows the commands.'
        : `Did you mean jikai catalog ${near}?`,
  });
}

async function show(context: Context): Promise<void> {
  const info = await catalogIn(context.catalogFiles).info();
  const { catalogFiles: files, out, reader } = context;
  const survey = await surveyOf(files);
  const bundled = readable(survey.bundled);
  const isNewer = isBundledNewer(survey);
  const told = describe(info, files);
  if (context.json) {
    out.json({
      catalog: { ...told, bundled: bundled ? { version: bundled.version, newer: isNewer } : null },
    });
    return;
  }
  const origin: readonly Row[] =
    told.updatedAt === null
      ? [['Origin', 'bundled with jikai']]
      : [
          ['Origin', 'your update'],
          ['Updated', momentWords({ at: told.updatedAt, precision: 'minute' }, reader.zone)],
        ];
  await out.print([
    table(
      [{}, {}],
      [
        ['Source', `${info.source} ${info.version}`],
        ...origin,
        ['Shows', String(info.shows)],
        ['Newest premiere', dateWords(info.newestPremiere)],
        ['Size', `${(info.bytes / 1e6).toFixed(1)} MB`],
        ['Licence', info.license],
        ['File', info.file],
      ],
    ),
    ...(isNewer && bundled
      ? [
          line(
            `The one bundled with jikai is newer: ${bundled.source} ${bundled.version}. `,
            wayBack(survey) === 'bundled'
              ? 'jikai catalog rollback goes back to it.'
              : 'jikai catalog update brings the newest.',
          ),
        ]
      : []),
    line(
      dim(
        'Romaji titles and sequels’ English titles are worked out from it; times it does not give are estimated.',
      ),
    ),
  ]);
}
