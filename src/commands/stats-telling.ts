import type { Context } from '../context';
import { statisticsMarkdown } from '../ui/statistics-markdown';
import { statisticsScreen } from '../ui/statistics-screen';
import type { Scope } from '../ui/statistics-sections';
import { line } from '../ui/text';
import type { Reader } from '../ui/time';
import { Problem } from '../watchlist/problem';
import { followed } from '../watchlist/releases';
import type { Show } from '../watchlist/show';
import { type Statistics, statisticsOf } from '../watchlist/statistics';
import { parseSeason, parseYear, type Stretch } from '../watchlist/stretch';
import { titleKey } from '../watchlist/title';
import { readShow } from './one-show';
import type { StatsOptions } from './stats';
import { statisticsJson } from './stats-json';
import { vocabularyIn } from './vocabulary';

/** Prints the statistics. A part of its own: see `scripts/parts.mjs`. */
export async function tellStatistics(context: Context, options: StatsOptions): Promise<void> {
  const { config, reader, out, err, json, quiet } = context;
  const stretch = stretchFrom(options, reader);
  const chosen = await showsFor(context, options);
  const { shows, ...scope } = chosen;
  const vocabulary = vocabularyIn(config);
  const statistics = statisticsOf(shows, { ...reader, vocabulary, stretch });
  if (json) {
    out.json(statisticsJson(statistics, scope));
  } else if (statistics.shows.length === 0) {
    if (!quiet) await err.print([line(nothingWords(statistics, shows, scope))]);
  } else if (options.markdown) {
    const text = statisticsMarkdown(statistics, scope, reader).trimEnd();
    await out.print(text.split('\n').map((one) => line(one)));
  } else {
    await out.print(statisticsScreen(statistics, scope, reader, out.columns));
  }
}

/** @throws Problem `usage` when the words name no season or no year. */
function stretchFrom({ season, year }: StatsOptions, reader: Reader): Stretch | undefined {
  if (season !== undefined) {
    return parseSeason(season === true ? 'this' : season.join(' '), reader);
  }
  if (year !== undefined) return parseYear(year === true ? 'this' : year, reader);
  return undefined;
}

/** The shows that are asked of, and by what they were chosen. */
async function showsFor(
  context: Context,
  { show: title, platform }: StatsOptions,
): Promise<Scope & { readonly shows: readonly Show[] }> {
  if (title === undefined) {
    const { shows } = await context.store.read();
    return platform === undefined ? { shows } : onPlatform(shows, platform);
  }
  const { show } = await readShow(context, { typed: [title] });
  return platform === undefined
    ? { shows: [show], show }
    : { ...onPlatform([show], platform), show };
}

/**
 * The shows of which a release on a platform is followed: by its name in any case, or by how it begins.
 * @throws Problem `not-found`, with the platforms there are, when nothing is watched there.
 */
function onPlatform(shows: readonly Show[], words: string) {
  const wanted = titleKey(words);
  const names = [...new Set(shows.map((show) => followed(show).platform))]
    .filter((name) => name !== '')
    .sort();
  const isNamed = (name: string) => wanted !== '' && titleKey(name) === wanted;
  const begins = (name: string) => wanted !== '' && titleKey(name).startsWith(wanted);
  const fits = names.some(isNamed) ? names.filter(isNamed) : names.filter(begins);
  if (fits.length === 0) {
    throw new Problem('not-found', `You follow no show on "${words}".`, {
      candidates: names,
      hint:
        names.length === 0
          ? 'No platform is known of your shows: jikai edit <show> --platform <name> tells one.'
          : 'Write one of these, or how it begins.',
    });
  }
  return {
    shows: shows.filter((show) => fits.includes(followed(show).platform)),
    platform: fits.join(', '),
  };
}

/** What to say where nothing is on the list, or of the stretch. */
function nothingWords({ stretch }: Statistics, shows: readonly Show[], { show }: Scope): string {
  if (shows.length === 0 || stretch === undefined) {
    return 'Your list is empty, so there is nothing to count yet. jikai add "Metallic Rouge" puts a show on it.';
  }
  const what =
    stretch.kind === 'season'
      ? `dropped in ${stretch.name}, as far as I know`
      : `was watched or judged in ${stretch.name}`;
  const of = show === undefined ? 'of your shows' : `of ${show.title}`;
  return `Nothing ${of} ${what}. jikai stats tells of all times.`;
}
