import { Option } from 'commander';
import type { Context } from '../context';
import { LIST_COLUMNS, LIST_FIELDS, ListedShow } from '../ui/list-fields';
import { listRow, listScreen } from '../ui/list-screen';
import { line } from '../ui/text';
import type { Reader } from '../ui/time';
import { sortTime } from '../ui/time';
import { nextDrop, waiting } from '../watchlist/agenda';
import { byId } from '../watchlist/change';
import { seasonOf } from '../watchlist/moment';
import { parseMoment } from '../watchlist/moment-words';
import type { Vocabulary } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import { followed } from '../watchlist/releases';
import { type Show, STATUSES, type Status } from '../watchlist/show';
import { isTagged } from '../watchlist/tags';
import { matching, titleKey } from '../watchlist/title';
import { latestScore } from '../watchlist/verdict';
import { listedJson } from './json';
import {
  fieldsHelp,
  printRecords,
  type RecordOptions,
  tellingFrom,
  withRecordOptions,
} from './records';
import { parseStatuses, STATUS_LIST } from './status-list';
import { examples, type Verb } from './verb';
import { vocabularyIn } from './vocabulary';

const SORTS = ['title', 'next', 'added', 'score'] as const;

interface ListOptions extends RecordOptions {
  readonly status?: readonly Status[];
  readonly platform?: string;
  readonly tag?: string;
  readonly behind?: boolean;
  readonly season?: string;
  readonly sort: (typeof SORTS)[number];
}

export const listVerb: Verb = {
  names: ['list', 'ls'],
  define: (command, act) => {
    command
      .summary('your shows')
      .description('Your shows, all of them or those you ask for.')
      .argument('[words...]', 'only shows whose titles hold these words')
      .option('-s, --status <list>', STATUS_LIST, parseStatuses)
      .option('-p, --platform <name>', 'only shows you watch there')
      .option('--tag <tag>', 'only shows with this label of yours')
      .option('-b, --behind', 'only shows with episodes that dropped and wait')
      .option('--season <season>', 'only shows that premiered in it, such as "winter 2024"')
      .addOption(new Option('--sort <by>', 'the order').choices(SORTS).default('title'));
    withRecordOptions(command, 'those of --json')
      .addHelpText(
        'after',
        `${fieldsHelp(LIST_FIELDS)}
${examples(
  'list --status watching,planned',
  'list --season "winter 2024" --sort score',
  'ls --behind',
  "list --format '{title}\\t{next.at}'",
  'list --tsv --fields id,watched,episodes,score',
)}`,
      )
      .action(act(list));
  },
};

async function list(
  context: Context,
  words: readonly string[],
  options: ListOptions,
): Promise<void> {
  const { reader, out, config, spoilers } = context;
  const telling = tellingFrom(context, options, LIST_FIELDS, LIST_COLUMNS);
  let known: Vocabulary | undefined;
  const vocabulary = () => {
    known ??= vocabularyIn(config);
    return known;
  };
  if (context.json) {
    const { listed } = await listedBy(context, words, options, (show) => listedJson(show, reader));
    out.json({ shows: listed });
    return;
  }
  if (telling !== undefined) {
    const by = { reader, spoilers, vocabulary };
    const tell = (show: Show) => new ListedShow(show, by);
    const { listed, isEmpty } = await listedBy(context, words, options, tell);
    printRecords(context, listed, telling, LIST_FIELDS);
    if (listed.length === 0) await advise(context, options, isEmpty);
    return;
  }
  const tell = (show: Show) => listRow(show, reader, vocabulary(), out.isTTY);
  const { listed, isEmpty } = await listedBy(context, words, options, tell);
  if (listed.length === 0) await advise(context, options, isEmpty);
  else await out.print(listScreen(listed, out.isTTY));
}

/** What to do where there is nothing to tell. */
async function advise(
  { err, quiet }: Context,
  { status }: ListOptions,
  isEmpty: boolean,
): Promise<void> {
  const advice =
    isEmpty && status === undefined
      ? 'Your list is empty. jikai add "Metallic Rouge" puts a show on it.'
      : 'No show of yours fits that.';
  if (!quiet) await err.print([line(advice)]);
}

/**
 * The shows asked for, each as `tell` tells of it, in the order asked for; where that says nothing, by
 * title. The shows themselves are let go one by one.
 */
async function listedBy<T>(
  { store, reader }: Context,
  words: readonly string[],
  options: ListOptions,
  tell: (show: Show) => T,
): Promise<{ readonly listed: readonly T[]; readonly isEmpty: boolean }> {
  const fits = filterFrom(options, reader);
  const isNamed = matching(words);
  const ranked: { id: string; rank: number; title: string; told: T }[] = [];
  let isEmpty = true;
  await store.each(options.status ?? STATUSES, (show) => {
    isEmpty = false;
    if (!fits(show) || !isNamed(show)) return;
    const { id, title } = show;
    const rank = rankOf(show, options.sort, reader);
    ranked.push({ id, rank, title: titleKey(title), told: tell(show) });
  });
  ranked.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    return a.title < b.title ? -1 : a.title > b.title ? 1 : byId(a, b);
  });
  return { listed: ranked.map(({ told }) => told), isEmpty };
}

function filterFrom(options: ListOptions, reader: Reader): (show: Show) => boolean {
  const { status, platform, tag, behind: late, season } = options;
  const wanted =
    season === undefined ? undefined : parseMoment(season, { ...reader, lean: 'nearest' });
  if (wanted !== undefined && wanted.precision !== 'season') {
    throw new Problem('usage', `"${season}" is not a season.`, {
      hint: 'Write "winter 2024", or spring, summer, fall.',
    });
  }
  return (show) => {
    const release = followed(show);
    if (status !== undefined && !status.includes(show.status)) return false;
    if (platform !== undefined && !titleKey(release.platform).includes(titleKey(platform)))
      return false;
    if (tag !== undefined && !isTagged(show, tag)) return false;
    if (late && waiting(show, reader.now, reader.zone).length === 0) return false;
    if (wanted === undefined) return true;
    const premiered = seasonOf(release.schedule.premiere, reader.zone);
    const asked = seasonOf(wanted, reader.zone);
    return premiered?.season === asked?.season && premiered?.year === asked?.year;
  };
}

/** Smaller comes first. */
function rankOf(show: Show, by: ListOptions['sort'], { now, zone }: Reader): number {
  switch (by) {
    case 'title':
      return 0;
    case 'added':
      return -Date.parse(show.added);
    case 'score':
      return -(latestScore(show) ?? -1);
    case 'next': {
      const drop = nextDrop(show, now, zone);
      return drop === undefined
        ? Number.MAX_VALUE
        : Math.min(sortTime(drop.moment, zone), Number.MAX_SAFE_INTEGER);
    }
  }
}
