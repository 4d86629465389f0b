import { Option } from 'commander';
import type { Context } from '../context';
import { examples, type Verb } from './verb';

/** The forms a list may have, as the user names them. */
const FORMATS = ['mal', 'anilist', 'anime-planet', 'trakt', 'csv', 'tsv', 'json'] as const;
export type ListFormatName = (typeof FORMATS)[number];

export interface ImportOptions {
  readonly format?: ListFormatName;
  readonly theirs?: boolean;
  readonly onlyKnown?: boolean;
  readonly online?: boolean;
}

export const importVerb: Verb = {
  names: ['import'],
  define: (command, act) => {
    command
      .summary('bring a list you kept elsewhere')
      .description(
        'Brings a list you kept elsewhere: from MyAnimeList or Kitsu (XML, packed or not), AniList (a download of your account, or your public list), Anime-Planet, Trakt, a spreadsheet (CSV, TSV), or another jikai. Tells first what becomes of each entry, and asks. What you said stays, progress takes the further, and one undo takes it all back.',
      )
      .argument('<list>', 'the file; - for a pipe; anilist:<name> for a public list on AniList')
      .addOption(
        new Option('--format <format>', 'what it is, where jikai cannot tell').choices(FORMATS),
      )
      .option('--theirs', 'where the list says something else than you, take what it says')
      .option('--only-known', 'leave out what no catalogue knows')
      .option('--online', 'ask AniList for what the catalogue does not know')
      .addHelpText(
        'after',
        examples(
          'import animelist.xml.gz',
          'import anilist:<name> --dry-run',
          'import shows.csv --theirs --yes',
          'import - --data-dir ~/copy --yes < anime.json',
        ),
      )
      .action(
        act(async (context: Context, source: string, options: ImportOptions) => {
          const { importList } = await import('./importing');
          await importList(context, source, options);
        }),
      );
  },
};
