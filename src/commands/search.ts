import { catalogIn } from '../catalog/catalog';
import type { CatalogEntry, Match } from '../catalog/entry';
import type { Context } from '../context';
import { bold, dim, line, type Row, table } from '../ui/text';
import { premiereDate, type Reader } from '../ui/time';
import { SITES } from '../watchlist/show';
import { titleIn } from './draft';
import { wholeNumber } from './numbers';
import { searchOnline } from './online';
import { examples, type Verb } from './verb';

export const searchVerb: Verb = {
  names: ['search'],
  define: (command, act) => {
    command
      .summary('look a title up in the catalogue, or online')
      .description(
        'Looks a title up in the offline catalogue: in any language, in part, with slips of the pen. With --online AniList is asked instead.',
      )
      .argument('<words...>', 'the title, as well as you remember it')
      .option('-l, --limit <number>', 'at most so many', wholeNumber(1, 100), 10)
      .option('--online', 'ask AniList instead of the catalogue')
      .addHelpText(
        'after',
        examples(
          'search metalic rouge',
          'search メタリックルージュ',
          'search "sousou no frieren" --json',
          'search "a brand new show" --online',
        ),
      )
      .action(
        act(
          async (
            context: Context,
            words: readonly string[],
            { limit, online = false }: { limit: number; online?: boolean },
          ) => {
            const { out, err, json, quiet, config } = context;
            const query = words.join(' ');
            const matches = online
              ? await searchOnline(context, query, limit)
              : await catalogIn(context.catalogFiles).search(query, limit);
            if (json) {
              out.json({ results: matches.map((match) => matchJson(match, config.titles)) });
            } else if (matches.length > 0) {
              const rows = matches.map(({ entry }, index) => matchRow(entry, index + 1, context));
              await out.print([
                table(
                  [{ align: 'right' }, { shrinkTo: 34 }, { optional: 1 }, {}, {}, { optional: 2 }],
                  rows,
                ),
              ]);
              if (!quiet && out.isTTY) await err.print([line(dim(addHint(query, online)))]);
            } else if (!quiet) {
              await err.print([
                line(
                  online
                    ? `AniList has nothing like "${query}". jikai add "${query}" --manual keeps it all the same.`
                    : `The catalogue has nothing like "${query}". --online asks AniList; jikai add "${query}" --manual keeps it all the same.`,
                ),
              ]);
            }
          },
        ),
      );
  },
};

function addHint(query: string, online: boolean): string {
  return `Add one with jikai add "${query}"${online ? ' --online' : ''} --pick <number>.`;
}

/** One candidate as a row: number, title, native title, format, premiere, id. */
export function matchRow(
  entry: CatalogEntry,
  number: number,
  { config, reader }: { config: Context['config']; reader: Reader },
): Row {
  const title = titleIn(entry, config.titles);
  const native = entry.titles.native === title ? '' : (entry.titles.native ?? '');
  return [
    dim(String(number)),
    bold(title),
    dim(native),
    entry.format,
    premiereDate(entry.premiere, reader.zone),
    dim(idWords(entry)),
  ];
}

/** `anilist:162985`, for `add --id`; empty when no site that jikai knows has a number for it. */
export function idWords({ ids }: CatalogEntry): string {
  for (const site of SITES) {
    if (ids[site] !== undefined) return `${site}:${ids[site]}`;
  }
  return '';
}

function matchJson({ entry, kind, score }: Match, language: Context['config']['titles']) {
  const { titles, otherTitles, format, ids, site, premiere, episodes, releases } = entry;
  return {
    title: titleIn(entry, language),
    titles,
    otherTitles,
    format,
    ids,
    site: site ?? null,
    premiere,
    episodes: episodes?.number ?? null,
    episodesBasis: episodes?.basis ?? null,
    releases,
    match: kind,
    score,
  };
}
