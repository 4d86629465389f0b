import { join } from 'node:path';
import type { Context, Places } from '../context';
import type { Net, Source, Told } from '../sources/source';
import { SOURCES, sourceNamed } from '../sources/sources';
import { AskedFile } from '../store/asked';
import { newsLines } from '../ui/news-screen';
import { bold, dim, line, type Screen, styled } from '../ui/text';
import { nextDrop } from '../watchlist/agenda';
import type { Change } from '../watchlist/change';
import type { Facts } from '../watchlist/facts';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { type News, newsOf, refreshChange, refreshShow } from '../watchlist/refreshing';
import { followed } from '../watchlist/releases';
import type { Release, Show, Watchlist } from '../watchlist/show';
import { findShow } from '../watchlist/title';
import { HOUR, type Millis } from '../watchlist/zone';
import { dropJson } from './json';
import { furtherReleases } from './known-releases';
import { showNamed } from './one-show';
import { reportChange, writing } from './report-change';
import { examples, type Verb } from './verb';

interface RefreshOptions {
  readonly source?: readonly Source[];
  readonly force?: boolean;
}

export const refreshVerb: Verb = {
  names: ['refresh'],
  define: (command, act) => {
    command
      .summary('ask online when your shows drop')
      .description(
        'Asks online when your airing and upcoming shows drop, or those you name. This goes out to the network: the numbers of these shows are sent, and nothing else.',
      )
      .argument('[show...]', 'only these shows')
      .option(
        '--source <list>',
        `only these, of ${SOURCES.map(({ key }) => key).join(', ')}; else AniList, and AniSchedule for dubs`,
        (text: string) => [...new Set(text.split(/[,\s]+/).map(sourceNamed))],
      )
      .option('-f, --force', `ask again, also what was asked less than ${FRESH / HOUR} hours ago`)
      .addHelpText(
        'after',
        examples('refresh', 'refresh rouge --force', 'refresh frieren --source anischedule'),
      )
      .action(act(refresh));
  },
};

/** How long an answer counts as fresh. */
const FRESH = 6 * HOUR;

/** What one source answered. */
interface Answers {
  readonly source: Source;
  readonly told: readonly Told[];
  readonly requests: number;
  readonly failure?: Problem;
}

async function refresh(
  context: Context,
  words: readonly string[],
  options: RefreshOptions,
): Promise<void> {
  const watchlist = await context.store.read();
  const chosen = words.length === 0 ? worthAsking(watchlist, context) : named(watchlist, words);
  const plan = planOf(chosen, options, context);
  if (plan.every(({ shows }) => shows.length === 0)) {
    await tellNothing(context, chosen, plan);
    return;
  }
  const answers = await context.online(async (net) => {
    const all: Answers[] = [];
    for (const { source, shows } of plan) {
      if (shows.length > 0) all.push(await ask(context, source, shows, net));
    }
    return all;
  });
  const { change, told } = await workIn(context, chosen, answers);
  if (!context.dryRun) await remember(context, answers);
  await report(context, answers, change, told);
  const failed = answers.find((one) => one.failure !== undefined);
  if (failed?.failure !== undefined) throw rest(answers, failed.failure, context.json);
}

/**
 * What went wrong, where some was told before it.
 * @param isTold whether it stands in the JSON that was printed.
 */
function rest(answers: readonly Answers[], failure: Problem, isTold: boolean): Problem {
  if (answers.every(({ told }) => told.length === 0)) return failure;
  return new Problem(failure.code, failure.message, {
    hint: 'What was told before is kept; jikai refresh asks about the rest.',
    cause: failure,
    isTold,
  });
}

/** Shows that are airing or upcoming, and that the user has not done with. */
function worthAsking({ shows }: Watchlist, { reader }: Context): readonly Show[] {
  return shows.filter((show) => {
    if (show.status === 'dropped' || show.status === 'completed') return false;
    if (show.production === 'cancelled') return false;
    if (show.production === 'airing' || show.production === 'upcoming') return true;
    const everything = { ...show, watched: [] };
    return nextDrop(everything, reader.now, reader.zone) !== undefined;
  });
}

/** The shows that the words name: all words one title, or each a show. */
function named(watchlist: Watchlist, words: readonly string[]): readonly Show[] {
  const whole = findShow(watchlist, words.join(' '));
  if (whole.kind === 'one') return [whole.show];
  return [...new Set(words.map((one) => showNamed(watchlist, one)))];
}

interface Part {
  readonly source: Source;
  /** To be asked about. */
  readonly shows: readonly Show[];
  /** Asked about lately. */
  readonly fresh: number;
}

function planOf(
  shows: readonly Show[],
  { source: wanted, force = false }: RefreshOptions,
  { places, now }: Context,
): readonly Part[] {
  const lastAsked = askedIn(places).lastAsked();
  const isFresh = (source: Source, show: Show) => {
    const at = lastAsked(source.key, show.id);
    return !force && at !== undefined && at <= now && now - at < FRESH;
  };
  return (wanted ?? SOURCES).map((source) => {
    const askable = shows.filter(
      (show) => source.canTell(show) && (wanted !== undefined || isFor(source, show)),
    );
    const stale = askable.filter((show) => !isFresh(source, show));
    return { source, shows: stale, fresh: askable.length - stale.length };
  });
}

/** Whether a source is asked about a show unless the user names sources. */
function isFor({ tellsOf }: Source, show: Show): boolean {
  return tellsOf !== 'dub' || show.releases.some(({ audio }) => audio === 'dub');
}

async function ask(
  { progress }: Context,
  source: Source,
  shows: readonly Show[],
  net: Net,
): Promise<Answers> {
  const told: Told[] = [];
  let requests = 0;
  const counted: Net = {
    ...net,
    fetch: (...request) => {
      requests += 1;
      return net.fetch(...request);
    },
  };
  const asking = () =>
    `Asking ${source.name} about ${quantity(shows.length, 'show')} … ${told.length} of ${shows.length}`;
  progress.show(asking());
  try {
    for await (const some of source.tell(shows, counted)) {
      told.push(...some);
      progress.show(asking());
    }
    return { source, told, requests };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'cancelled') throw error;
    return { source, told, requests, failure: error };
  }
}

/** What came of one show. */
interface ShowNews {
  readonly show: Show;
  readonly news: readonly News[];
}

/** What the catalogue knows of the platforms that a source is the first to name for a show. */
async function listedReleases(
  context: Context,
  asked: readonly Show[],
  facts: ReadonlyMap<string, readonly Facts[]>,
): Promise<ReadonlyMap<string, readonly Release[]>> {
  const listed = new Map<string, readonly Release[]>();
  for (const show of asked) {
    const named = (facts.get(show.id) ?? []).flatMap(({ releases }) => releases);
    const isNew = named.some(
      ({ id, drops }) => drops.length === 0 && !show.releases.some((one) => one.id === id),
    );
    if (isNew) listed.set(show.id, await furtherReleases(context, show));
  }
  return listed;
}

/** Works all answers into the list as it is now, as one change. */
async function workIn(
  context: Context,
  asked: readonly Show[],
  answers: readonly Answers[],
): Promise<{ change: Change; told: readonly ShowNews[] }> {
  const facts = new Map<string, Facts[]>();
  for (const { id, facts: some } of answers.flatMap(({ told }) => told)) {
    if (some !== undefined) facts.set(id, [...(facts.get(id) ?? []), some]);
  }
  const listed = await listedReleases(context, asked, facts);
  let told: readonly ShowNews[] = [];
  const change = await context.store.update(({ shows }) => {
    const refreshed = shows
      .filter(({ id }) => facts.has(id))
      .map((before) => {
        let after: Show = before;
        for (const some of facts.get(before.id) ?? []) {
          after = refreshShow(after, some, context.now, listed.get(before.id));
        }
        return { before, after, news: newsOf(before, after, context.now) };
      });
    told = refreshed.map(({ after, news }) => ({ show: after, news }));
    return refreshChange(
      refreshed,
      answers.map(({ source }) => source.name),
    );
  }, writing(context));
  return { change, told };
}

async function remember({ places, now }: Context, answers: readonly Answers[]): Promise<void> {
  const shows = answers.flatMap(({ source, told }) =>
    told.map(({ id }) => ({ source: source.key, show: id })),
  );
  if (shows.length === 0) return;
  try {
    await askedIn(places).remember(shows, now, FRESH);
  } catch {
    // It will be asked again sooner than needed; what was told is on the list all the same.
  }
}

async function report(
  context: Context,
  answers: readonly Answers[],
  change: Change,
  told: readonly ShowNews[],
): Promise<void> {
  if (context.json) {
    const failed = answers.flatMap(({ source, failure }) =>
      failure === undefined
        ? []
        : [{ source: source.key, message: failure.message, hint: failure.hint ?? null }],
    );
    if (failed.length > 0 && told.length === 0) return;
    context.out.json({
      change,
      news: told.flatMap(({ show, news }) => news.map((one) => newsJson(show, one))),
      asked: answers.map(({ source, requests, told: some }) => ({
        source: source.key,
        requests,
        shows: some.filter(({ facts }) => facts !== undefined).length,
        nothingOn: some.filter(({ facts }) => facts === undefined).map(({ id }) => id),
      })),
      ...(failed.length === 0 ? {} : { failed }),
    });
    return;
  }
  // Where nobody told anything, what went wrong says it all.
  if (told.length === 0 && answers.every(({ told: some }) => some.length === 0)) return;
  const screen = refreshedScreen(context, answers, told, change);
  if (change.shows.length > 0) await reportChange(context, change, { screen });
  else if (!context.quiet) await context.out.print(screen);
}

function newsJson({ id, title }: Show, news: News) {
  switch (news.kind) {
    case 'drop':
      return {
        id,
        title,
        kind: news.kind,
        before: dropJson(news.before),
        after: dropJson(news.after),
      };
    case 'count':
      return { id, title, kind: news.kind, before: news.before ?? null, after: news.after };
    case 'production':
      return { id, title, kind: news.kind, after: news.after };
    case 'release':
      return { id, title, kind: news.kind, after: news.after.id };
  }
}

function nothingNew({ shows }: Change): string {
  if (shows.length === 0) return 'Nothing new. ';
  return `Nothing new for you; ${quantity(shows.length, 'show')} ${shows.length === 1 ? 'was' : 'were'} brought up to date. `;
}

function refreshedScreen(
  { reader }: Context,
  answers: readonly Answers[],
  told: readonly ShowNews[],
  change: Change,
): Screen {
  const withNews = told.filter(({ news }) => news.length > 0);
  const unknown = answers.flatMap(({ source, told: some }) => {
    const missing = some.filter(({ facts }) => facts === undefined).length;
    if (missing === 0) return [];
    return [line(dim(`${source.name} has nothing on ${quantity(missing, 'show')}.`))];
  });
  const asked = answers
    .map(
      ({ source, requests, told: some }) =>
        `${source.name} told of ${quantity(some.filter(({ facts }) => facts !== undefined).length, 'show')} (${quantity(requests, 'request')})`,
    )
    .join(', ');
  return [
    ...withNews.flatMap(({ show, news }) => [
      line(
        bold(show.title),
        dim(followed(show).platform === '' ? '' : `  ${followed(show).platform}`),
      ),
      ...newsLines(news, reader).map((words) => line('  ', words)),
    ]),
    line(
      withNews.length === 0
        ? nothingNew(change)
        : styled('green', `${quantity(withNews.length, 'show')} with news. `),
      dim(`${asked}.`),
    ),
    ...unknown,
  ];
}

/** What to say where nobody has to be asked. */
async function tellNothing(
  context: Context,
  chosen: readonly Show[],
  plan: readonly Part[],
): Promise<void> {
  const change: Change = { summary: 'Nothing was asked', shows: [] };
  if (context.json) {
    context.out.json({ change, news: [], asked: [] });
    return;
  }
  if (context.quiet) return;
  const fresh = Math.max(0, ...plan.map((part) => part.fresh));
  await context.out.print([line(...nothingWords(chosen, fresh, FRESH))]);
}

function nothingWords(
  chosen: readonly Show[],
  fresh: number,
  span: Millis,
): readonly [string, ...ReturnType<typeof dim>[]] {
  if (fresh > 0) {
    const shows = fresh === 1 ? 'The show was' : `All ${fresh} shows were`;
    return [
      `${shows} asked about less than ${span / HOUR} hours ago. `,
      dim('--force asks again.'),
    ];
  }
  if (chosen.length === 0)
    return ['No show of yours is airing or upcoming: there is nothing to ask.'];
  return [
    'Nobody online can be asked about these: they have no number of AniList or MyAnimeList. ',
    dim('jikai add "…" --online finds shows that do.'),
  ];
}

/** When sources online were last asked. */
function askedIn({ state }: Places): AskedFile {
  return new AskedFile(join(state, 'asked.json'));
}
