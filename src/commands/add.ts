import { Option } from 'commander';
import { catalogIn } from '../catalog/catalog';
import { clearMatch } from '../catalog/choose';
import type { CatalogEntry, Match } from '../catalog/entry';
import type { Context } from '../context';
import { addedScreen } from '../ui/show-screens';
import { dim, line } from '../ui/text';
import { premiereDate } from '../ui/time';
import { addShow, alreadyListed, type NewShow, releaseByHand } from '../watchlist/adding';
import { correctedRelease } from '../watchlist/editing';
import { linksOf } from '../watchlist/links';
import { Problem } from '../watchlist/problem';
import { type Show, SITES, type Site, STATUSES, type Status } from '../watchlist/show';
import type { Opinion } from '../watchlist/verdict';
import { draftFrom, titleIn } from './draft';
import { settleMood } from './mood-of-words';
import { wholeNumber } from './numbers';
import { completed, findOnline, searchOnline } from './online';
import { type OpinionOptions, opinionIn, withOpinionOptions } from './opinion';
import { reportChange, writing } from './report-change';
import { idWords } from './search';
import { correctionsFrom, parseTitle, type TimingOptions, withTimingOptions } from './timing';
import { examples, type Verb } from './verb';

interface AddOptions extends TimingOptions, OpinionOptions {
  readonly manual?: boolean;
  readonly online?: boolean;
  readonly pick?: number;
  readonly id?: SiteNumber;
  readonly status: Status;
}

interface SiteNumber {
  readonly site: Site;
  readonly number: number;
}

export const addVerb: Verb = {
  names: ['add'],
  define: (command, act) => {
    command
      .summary('put a show on your list')
      .description(
        'Puts a show on your list: looked up in the offline catalogue, online with --online, or by hand with --manual. Nothing is asked online unless you say so.',
      )
      .argument('[title...]', 'its title in any language, as well as you remember it');
    withOpinionOptions(command, 'what you think of it already')
      .addOption(
        new Option('-s, --status <status>', 'where you stand with it')
          .choices(STATUSES)
          .default('planned'),
      )
      .option(
        '--pick <number>',
        'which of several matches, as jikai search numbers them',
        wholeNumber(1, 100),
      )
      .option(
        '--id <site:number>',
        'the very show, such as anilist:162985 or mal:54794',
        parseSiteNumber,
      )
      .option('--online', 'ask AniList for it, rather than the catalogue')
      .addOption(
        new Option('--manual', 'by hand, without the catalogue').conflicts([
          'online',
          'pick',
          'id',
        ]),
      );
    withTimingOptions(command)
      .addHelpText(
        'after',
        examples(
          'add "Metallic Rouge" --verdict "We\'ll see"',
          'add frieren --pick 1',
          'add --id anilist:162985',
          'add "a brand new show" --online',
          'add "My Show" --manual --premiere 2024-01-10 --time 24:55 --zone Asia/Tokyo --episodes 13 --platform Crunchyroll',
        ),
      )
      .action(act(add));
  },
};

function parseSiteNumber(text: string): SiteNumber {
  const [, name, number] = /^(\w+):(\d{1,9})$/.exec(text.trim()) ?? [];
  const site = SITES.find((one) => one === name?.toLowerCase());
  if (site === undefined) {
    throw new Problem('usage', `"${text}" does not name a show on a site.`, {
      hint: 'Write anilist:162985 or mal:54794; anidb and bangumi are known too.',
    });
  }
  return { site, number: Number(number) };
}

async function add(context: Context, words: readonly string[], options: AddOptions): Promise<void> {
  const title = words.join(' ').trim();
  const opinion = opinionIn(options);
  const draft = await draftOf(context, title, options, opinion);
  if (draft === 'listed') return;
  let present: Show | undefined;
  const change = await context.store.update((watchlist) => {
    present = alreadyListed(watchlist, draft);
    return addShow(watchlist, draft, context.now);
  }, writing(context));
  const [added] = change.shows;
  if (added?.after) {
    const screen = addedScreen(added.after, linksOf(added.after), context.reader);
    await reportChange(context, change, { screen });
    await settleMood(context, opinion, options.mood);
    return;
  }
  await reportChange(context, change);
  if (present !== undefined) await hintAtEdit(context, present);
}

async function hintAtEdit({ json, quiet, err }: Context, show: Show): Promise<void> {
  if (json || quiet) return;
  await err.print([
    line(
      dim(
        `It is ${show.status}. jikai info ${show.id} shows it; jikai edit ${show.id} changes it.`,
      ),
    ),
  ]);
}

/** The show to add; `listed` when it turned out, and was told, that it is on the list already. */
async function draftOf(
  context: Context,
  title: string,
  options: AddOptions,
  opinion: Opinion | undefined,
): Promise<NewShow | 'listed'> {
  if (options.manual === true) return manualDraft(context, title, options, opinion);
  const found = await foundFor(context, title, options);
  if (found === undefined) {
    const listed = alreadyListed(await context.store.read(), { title });
    if (listed !== undefined) {
      await reportChange(context, {
        summary: `${listed.title} is on your list already`,
        shows: [],
      });
      await hintAtEdit(context, listed);
      return 'listed';
    }
    throw new Problem('not-found', `The catalogue knows no show called "${title}".`, {
      hint: `Check the spelling, ask AniList with --online, or add it by hand: jikai add "${title}" --manual --premiere tba`,
    });
  }
  const { entry, online } = found;
  const { config } = context;
  const platforms =
    options.platform === undefined ? config.platforms : [options.platform, ...config.platforms];
  const draft = draftFrom(entry, {
    platforms,
    language: config.titles,
    status: options.status,
    opinion,
    besides: online ? 'all' : 'broadcast',
  });
  return {
    ...draft,
    release: correctedRelease(draft.release, correctionsFrom(options, draft.release, context.now)),
  };
}

/** A show that is on no catalogue: what the user says of it is all there is. */
function manualDraft(
  { now, reader }: Context,
  title: string,
  options: AddOptions,
  opinion: Opinion | undefined,
): NewShow {
  const zone = (options.zone ?? reader.zone).id;
  const blank = releaseByHand('you', zone);
  return {
    title: parseTitle(title),
    release: correctedRelease(blank, correctionsFrom(options, blank, now)),
    status: options.status,
    ...(opinion === undefined ? {} : { opinion }),
  };
}

/** A show that was looked up, and whether that was online. */
interface Found {
  readonly entry: CatalogEntry;
  readonly online: boolean;
}

/**
 * The show that the user means; undefined when nobody knows it. Online it is looked up only where the
 * user says so: by the flag, or when they are asked since the catalogue has nothing.
 */
async function foundFor(
  context: Context,
  title: string,
  options: AddOptions,
): Promise<Found | undefined> {
  if (options.online === true) return foundOnline(context, title, options);
  const { id } = options;
  const entry =
    id === undefined
      ? await entryFor(context, title, options)
      : await catalogIn(context.catalogFiles).find(id.site, id.number);
  if (entry !== undefined) return { entry, online: false };
  if (title !== '' || id !== undefined) {
    const what = id === undefined ? `"${title}"` : `${id.site}:${id.number}`;
    const question = `The catalogue does not know ${what}. Ask AniList for it?`;
    const listed = alreadyListed(await context.store.read(), { title });
    const agreed =
      listed === undefined &&
      context.interactive &&
      (await context.prompts.confirm(question, true));
    if (agreed) return foundOnline(context, title, options);
  }
  if (id !== undefined) throw noSuchNumber(id, 'The catalogue');
  return undefined;
}

async function foundOnline(
  context: Context,
  title: string,
  { id, pick }: AddOptions,
): Promise<Found | undefined> {
  if (id !== undefined) {
    // Other sites' numbers are not AniList's, but the catalogue may know which of its own is meant.
    const anilist = (await catalogIn(context.catalogFiles).find(id.site, id.number))?.ids.anilist;
    const found =
      anilist === undefined
        ? await findOnline(context, id.site, id.number)
        : await findOnline(context, 'anilist', anilist);
    if (found === undefined) throw noSuchNumber(id, 'AniList');
    return { entry: await completed(context, found), online: true };
  }
  if (title === '') {
    throw new Problem('usage', 'Which show?', {
      hint: 'Write its title behind add: jikai add "Metallic Rouge" --online',
    });
  }
  const matches = await searchOnline(context, title, 10);
  const entry = await choose(context, title, matches, pick, ' --online');
  if (entry !== undefined) return { entry: await completed(context, entry), online: true };
  throw new Problem('not-found', `AniList knows no show called "${title}" either.`, {
    hint: `Check the spelling, or add it by hand: jikai add "${title}" --manual --premiere tba`,
  });
}

function noSuchNumber({ site, number }: SiteNumber, who: string): Problem {
  const online = who === 'AniList' ? '' : '--online asks AniList for it; ';
  return new Problem('not-found', `${who} has no show with the number ${number} on ${site}.`, {
    hint: `${online}jikai search looks a title up; jikai add "…" --manual adds by hand.`,
  });
}

/** The show of the catalogue that the user means; undefined when it has none like it. */
async function entryFor(
  context: Context,
  title: string,
  { pick }: AddOptions,
): Promise<CatalogEntry | undefined> {
  if (title === '') return askForEntry(context);
  return choose(context, title, await catalogIn(context.catalogFiles).search(title, 10), pick, '');
}

/** The match that is meant: the one picked, the one that is clear, or the one chosen when asked. */
async function choose(
  context: Context,
  title: string,
  matches: readonly Match[],
  pick: number | undefined,
  flag: string,
): Promise<CatalogEntry | undefined> {
  const { config } = context;
  if (pick !== undefined && matches.length > 0) {
    const match = matches[pick - 1];
    if (match !== undefined) return match.entry;
    throw new Problem(
      'usage',
      `There is no match number ${pick} for "${title}", only ${matches.length}.`,
      {
        hint: `jikai search "${title}"${flag} shows them.`,
      },
    );
  }
  const clear = clearMatch(matches);
  if (clear !== undefined || matches.length === 0) return clear?.entry;
  if (context.interactive) return askWhich(context, title, matches);
  throw new Problem('ambiguous', `"${title}" may mean several shows.`, {
    hint: `Choose one with --pick <number>, or with --id.`,
    candidates: matches.map(({ entry }, index) =>
      [
        `${index + 1}.`,
        titleIn(entry, config.titles),
        `(${premiereDate(entry.premiere, context.reader.zone)}, ${entry.format})`,
        idWords(entry),
      ].join(' '),
    ),
  });
}

async function askForEntry(context: Context): Promise<CatalogEntry | undefined> {
  if (!context.interactive) {
    throw new Problem('usage', 'Which show?', {
      hint: 'Write its title behind add: jikai add "Metallic Rouge"',
    });
  }
  return askAmong(context, 'Which show? Type a title', async (typed) =>
    typed.trim() === '' ? [] : catalogIn(context.catalogFiles).search(typed, 10),
  );
}

async function askWhich(
  context: Context,
  title: string,
  matches: readonly Match[],
): Promise<CatalogEntry | undefined> {
  return askAmong(context, `Which "${title}"?`, async (typed) =>
    typed.trim() === '' ? matches : catalogIn(context.catalogFiles).search(typed, 10),
  );
}

async function askAmong(
  { prompts, config, reader }: Context,
  question: string,
  find: (typed: string) => Promise<readonly Match[]>,
): Promise<CatalogEntry | undefined> {
  const seen = new Map<string, CatalogEntry>();
  const answer = await prompts.search(question, async (typed) =>
    (await find(typed)).map(({ entry }) => {
      const value = idWords(entry) || titleIn(entry, config.titles);
      seen.set(value, entry);
      const native = entry.titles.native ?? '';
      return {
        value,
        name: `${titleIn(entry, config.titles)} (${premiereDate(entry.premiere, reader.zone)}, ${entry.format})`,
        description: native,
      };
    }),
  );
  return seen.get(answer);
}
