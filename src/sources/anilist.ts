import type { CatalogEntry } from '../catalog/entry';
import { fieldsOf, listOf } from '../watchlist/fields';
import { Problem } from '../watchlist/problem';
import type { Show, Site, SiteIds } from '../watchlist/show';
import { ANILIST, entryOf, factsOf, type Media, readMedia } from './anilist-media';
import { SEARCH, SHOWS_BY_ANILIST, SHOWS_BY_MAL } from './anilist-queries';
import {
  ask,
  heedLimit,
  MEGABYTE,
  NothingThere,
  sentence,
  serverWords,
  strangeAnswer,
} from './http';
import { siteNumberOf } from './json';
import type { Net, Source, Told } from './source';

/**
 * AniList's GraphQL interface, without a token: https://docs.anilist.co.
 * Its airing times are those of the broadcast in the show's own country, in seconds since 1970.
 */
export const anilist: Source = {
  key: 'anilist',
  name: ANILIST,
  tellsOf: 'broadcast',
  canTell: (show) => numberOf(show) !== undefined,
  tell,
  search,
  find,
  findAll,
};

export const ADDRESS = 'https://graphql.anilist.co';

/** AniList gives at most so many shows a page, whatever is asked for. */
const PER_PAGE = 50;

/** The sites by whose numbers AniList can be asked, its own first. */
const ASKABLE = ['anilist', 'mal'] as const;
type Askable = (typeof ASKABLE)[number];

const QUERIES: Readonly<Record<Askable, string>> = { anilist: SHOWS_BY_ANILIST, mal: SHOWS_BY_MAL };

interface SiteNumber {
  readonly site: Askable;
  readonly number: number;
}

/** The number a show is asked about by. */
function numberOf({ ids = {} }: Pick<Show, 'ids'>): SiteNumber | undefined {
  for (const site of ASKABLE) {
    const number = siteNumberOf(ids[site]);
    if (number !== undefined) return { site, number };
  }
  return undefined;
}

/** Numbers that are asked about in one request. */
interface Batch {
  readonly site: Askable;
  readonly numbers: readonly number[];
}

function batchesOf(shows: readonly Pick<Show, 'ids'>[]): readonly Batch[] {
  const asked = shows.map(numberOf).filter((number) => number !== undefined);
  return ASKABLE.flatMap((site) => {
    const numbers = [
      ...new Set(asked.filter((one) => one.site === site).map(({ number }) => number)),
    ];
    return Array.from({ length: Math.ceil(numbers.length / PER_PAGE) }, (_, index) => ({
      site,
      numbers: numbers.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    }));
  });
}

async function* tell(shows: readonly Show[], net: Net): AsyncGenerator<readonly Told[]> {
  const batches = [...batchesOf(shows)];
  let last: Headers | undefined;
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    if (last !== undefined) await heedLimit(ANILIST, last, net);
    const { site, numbers } = batch;
    const page = await askPage(QUERIES[site], { ids: numbers, synonyms: false }, net);
    last = page.headers;
    const found = byNumber(page.media, site);
    const missing = numbers.filter((number) => !found.has(number));
    // Two shows of one number push others off the page: those are asked about again.
    const isRest = page.isCut && missing.length > 0 && missing.length < numbers.length;
    if (isRest) batches.unshift({ site, numbers: missing });
    const answered = new Set(isRest ? found.keys() : numbers);
    yield shows.flatMap((show): readonly Told[] => {
      const asked = numberOf(show);
      if (asked?.site !== site || !answered.has(asked.number)) return [];
      const media = found.get(asked.number);
      return [{ id: show.id, facts: media && factsOf(media, show.format) }];
    });
  }
}

async function search(words: string, limit: number, net: Net): Promise<readonly CatalogEntry[]> {
  const perPage = Math.min(Math.floor(limit), PER_PAGE);
  if (words.trim() === '' || !(perPage >= 1)) return [];
  const { media } = await askPage(SEARCH, { search: words, perPage, synonyms: true }, net);
  return media
    .map(entryOf)
    .filter((entry) => entry !== undefined)
    .slice(0, perPage);
}

async function find(site: Site, number: number, net: Net): Promise<CatalogEntry | undefined> {
  const asked = numberOf({ ids: { [site]: number } });
  if (asked === undefined) return undefined;
  try {
    const { media } = await askPage(QUERIES[asked.site], { ids: [number], synonyms: true }, net);
    const found = byNumber(media, asked.site).get(number);
    return found && entryOf(found);
  } catch (error) {
    if (error instanceof NothingThere) return undefined;
    throw error;
  }
}

async function findAll(ids: readonly SiteIds[], net: Net): Promise<readonly CatalogEntry[]> {
  const found: CatalogEntry[] = [];
  const batches = batchesOf(ids.map((one) => ({ ids: one })));
  let last: Headers | undefined;
  for (const [index, { site, numbers }] of batches.entries()) {
    if (last !== undefined) await heedLimit(ANILIST, last, net);
    net.tell(`Asking ${ANILIST}, ${index + 1} of ${batches.length} …`);
    const page = await askPage(QUERIES[site], { ids: numbers, synonyms: true }, net);
    last = page.headers;
    for (const media of byNumber(page.media, site).values()) {
      const entry = entryOf(media);
      if (entry !== undefined) found.push(entry);
    }
  }
  return found;
}

/** Media under their numbers on a site. Where two have one number, the older on AniList has it. */
function byNumber(media: readonly Media[], site: Askable): ReadonlyMap<number, Media> {
  const found = new Map<number, Media>();
  for (const one of media) {
    const number = one.ids[site];
    const rival = number === undefined ? undefined : found.get(number);
    if (number === undefined || (rival && rival.ids.anilist <= one.ids.anilist)) continue;
    found.set(number, one);
  }
  return found;
}

interface Page {
  readonly media: readonly Media[];
  /** Whether there is more than the page holds. */
  readonly isCut: boolean;
  readonly headers: Headers;
}

/** Errors are passed over when the page came with them, as happens when a part of it is missing. */
async function askPage(query: string, variables: unknown, net: Net): Promise<Page> {
  const address = net.addresses.anilist ?? ADDRESS;
  const { json, headers } = await ask(
    { source: ANILIST, address, body: { query, variables }, most: 8 * MEGABYTE },
    net,
  );
  const { media, pageInfo } = fieldsOf(fieldsOf(fieldsOf(json).data).Page);
  if (!Array.isArray(media)) throw asUnanswered(json, address);
  const readable = media.map(readMedia).filter((one) => one !== undefined);
  if (media.length > 0 && readable.length === 0) throw strangeAnswer(ANILIST);
  return { media: readable, isCut: fieldsOf(pageInfo).hasNextPage === true, headers };
}

/** Errors may come with a status of success: https://docs.anilist.co/guide/graphql/errors */
export function asUnanswered(json: unknown, address: string): Problem {
  const errors = listOf(fieldsOf(json).errors).map(fieldsOf);
  if (errors.some(({ status }) => status === 404)) return new NothingThere(ANILIST, address);
  const words = serverWords(json);
  if (words === undefined) return strangeAnswer(ANILIST);
  return new Problem('failed', sentence(`${ANILIST} could not answer`, words), {
    hint: 'Try again later. Your list is as it was.',
  });
}
