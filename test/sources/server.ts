import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { buildSchema, type DocumentNode, execute, parse, validate } from 'graphql';

/**
 * The sources' servers, on this machine. AniList's executes the queries it gets on AniList's own
 * schema, with graphql-js; AniSchedule's serves two files. Both can be made to answer badly.
 */

/** One of AniList's media. What is left out is null, as there. */
export interface AniListShow {
  readonly id: number;
  readonly idMal?: number | null;
  readonly type?: 'ANIME' | 'MANGA';
  readonly title?: {
    readonly romaji?: string | null;
    readonly english?: string | null;
    readonly native?: string | null;
  };
  readonly synonyms?: readonly string[];
  readonly format?: string | null;
  readonly status?: string | null;
  readonly episodes?: number | null;
  /** Minutes. */
  readonly duration?: number | null;
  readonly startDate?: {
    readonly year?: number | null;
    readonly month?: number | null;
    readonly day?: number | null;
  };
  readonly season?: 'WINTER' | 'SPRING' | 'SUMMER' | 'FALL' | null;
  readonly seasonYear?: number | null;
  readonly countryOfOrigin?: string | null;
  readonly externalLinks?: readonly {
    readonly site: string;
    readonly url?: string | null;
    readonly type?: 'INFO' | 'STREAMING' | 'SOCIAL' | null;
    readonly language?: string | null;
    readonly isDisabled?: boolean | null;
  }[];
  /** Its rows of the airing schedule, `airingAt` as an instant: `2024-01-10T15:55:00Z`. */
  readonly airing?: readonly { readonly episode: number; readonly airingAt: string }[];
}

/** An entry of a user's list on AniList. */
export interface AniListEntry {
  readonly mediaId: number;
  readonly status: 'CURRENT' | 'PLANNING' | 'COMPLETED' | 'DROPPED' | 'PAUSED' | 'REPEATING';
  /** Of 100. */
  readonly score?: number;
  readonly progress?: number;
  readonly repeat?: number;
  readonly notes?: string | null;
  /** The custom list it stands in as well. */
  readonly custom?: string;
}

/** A request as it came. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Answers a request instead of the server, or gives true to let it answer after all. */
export type Way = (response: ServerResponse) => boolean;

/** An answer with a status, JSON or text, and headers. */
export function saying(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Way {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    return false;
  };
}

/** What AniList answers with a status that is no success. */
export function refusing(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Way {
  return saying(status, { data: null, errors: [{ message, status }] }, headers);
}

/** The true answer, with headers more. */
export function adding(headers: Readonly<Record<string, string>>): Way {
  return (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return true;
  };
}

/** The beginning of an answer, after which the connection is gone. */
export const cutShort: Way = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":{"Page":', () => response.destroy());
  return false;
};

/** No answer at all, not even a refusal. */
export const hangingUp: Way = (response) => {
  response.destroy();
  return false;
};

/** Not a word. */
export const silent: Way = () => false;

/** The beginning of an answer, and then nothing for as long as anybody waits. */
export const fallingAsleep: Way = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"data":');
  return false;
};

export interface TestServer {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string;
  /** Every request so far, in order. */
  readonly requests: readonly Request[];
  /** How the next requests are answered, one each; those after them as they should be. */
  next(...ways: readonly Way[]): void;
  /** How every request is answered from now on. */
  always(way: Way): void;
  close(): Promise<void>;
}

type Answerer = (request: Request, response: ServerResponse) => void;

async function startServer(answer: Answerer): Promise<TestServer> {
  const requests: Request[] = [];
  const ways: Way[] = [];
  let usual: Way = () => true;
  const server = createServer((incoming, response) => {
    readRequest(incoming).then((request) => {
      requests.push(request);
      if ((ways.shift() ?? usual)(response)) answer(request, response);
    });
  });
  return {
    address: await listening(server),
    requests,
    next: (...more) => {
      ways.push(...more);
    },
    always: (way) => {
      usual = way;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** An address of this machine at which nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  const address = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  const { query = '', variables = {} } = text === '' ? {} : JSON.parse(text);
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, query, variables };
}

/** The part of AniList's schema that we use. */
export const schema = buildSchema(
  readFileSync(path.join(import.meta.dirname, 'anilist.graphql'), 'utf8'),
);

/** What AniList allows on a page, whatever is asked for. */
const MOST = { media: 50, rows: 25, entries: 500 };

/**
 * AniList, knowing some shows, at a time.
 * @param now in milliseconds: the rows after it have not aired yet
 */
export async function startAniList(known: {
  readonly shows: readonly AniListShow[];
  readonly now: number;
  /** The public lists there are, by the user's name. */
  readonly lists?: Readonly<Record<string, readonly AniListEntry[]>>;
}): Promise<TestServer> {
  return startServer(({ method, query, variables }, response) => {
    if (method !== 'POST') return void refusing(405, 'Method Not Allowed')(response);
    const document = documentOf(query);
    if (typeof document === 'string') return void refusing(400, document)(response);
    const rootValue = {
      ...rootOf(known.shows, known.now),
      MediaListCollection: (wanted: ListArguments) => listOf(known, wanted),
    };
    void Promise.resolve(execute({ schema, document, rootValue, variableValues: variables })).then(
      (result) => {
        const isMissing = result.data?.MediaListCollection === null;
        if (isMissing) refusing(404, 'User not found')(response);
        else saying(200, result)(response);
      },
    );
  });
}

interface ListArguments {
  readonly userName?: string;
  readonly chunk?: number;
  readonly perChunk?: number;
}

/** A part of a user's list, grouped as AniList groups it; null where there is no such user. */
function listOf(
  { shows, now, lists = {} }: Parameters<typeof startAniList>[0],
  { userName = '', chunk = 1, perChunk = 500 }: ListArguments,
) {
  const all = lists[userName];
  if (all === undefined) return null;
  const size = Math.min(perChunk, MOST.entries);
  const part = all.slice((chunk - 1) * size, chunk * size).map((entry, id) => ({
    id,
    userId: 1,
    progress: 0,
    repeat: 0,
    ...entry,
    score: ({ format }: { format?: string }) => (format === 'POINT_100' ? (entry.score ?? 0) : 0),
    media: () => {
      const show = shows.find((one) => one.id === entry.mediaId);
      return show === undefined ? null : resolved(show, now);
    },
  }));
  const statuses = [...new Set(part.map(({ status }) => status))];
  const customs = [...new Set(part.flatMap(({ custom }) => custom ?? []))];
  return {
    hasNextChunk: all.length > chunk * size,
    lists: [
      ...statuses.map((status) => ({
        name: status,
        isCustomList: false,
        entries: part.filter((one) => one.status === status),
      })),
      ...customs.map((name) => ({
        name,
        isCustomList: true,
        entries: part.filter(({ custom }) => custom === name),
      })),
    ],
  };
}

/** A query, or what is wrong with it. */
function documentOf(query: string): DocumentNode | string {
  try {
    const document = parse(query);
    return validate(schema, document)[0]?.message ?? document;
  } catch (error) {
    return String(error);
  }
}

interface PageArguments {
  readonly page?: number;
  readonly perPage?: number;
}

/** A page of a list, as long as it may be, and what AniList says of it. */
function pageOf<Item>(
  items: readonly Item[],
  { page = 1, perPage = 50 }: PageArguments,
  most: number,
) {
  const size = Math.min(perPage, most);
  return {
    items: items.slice((page - 1) * size, page * size),
    pageInfo: { perPage: size, currentPage: page, hasNextPage: items.length > page * size },
  };
}

interface MediaArguments {
  readonly type?: string;
  readonly id_in?: readonly number[];
  readonly idMal_in?: readonly number[];
  readonly search?: string;
}

/** The root value whose members resolve the fields of `Query`. */
function rootOf(shows: readonly AniListShow[], now: number) {
  return {
    Page: (page: PageArguments) => {
      let pageInfo: unknown = null;
      return {
        // Siblings are resolved in order, and this one is asked for first.
        pageInfo: () => Promise.resolve().then(() => pageInfo),
        media: (wanted: MediaArguments) => {
          const found = pageOf(matching(shows, wanted), page, MOST.media);
          pageInfo = found.pageInfo;
          return found.items.map((show) => resolved(show, now));
        },
      };
    },
  };
}

function matching(shows: readonly AniListShow[], wanted: MediaArguments): readonly AniListShow[] {
  const { type, id_in, idMal_in, search } = wanted;
  const words = search?.toLowerCase();
  return shows.filter(
    (show) =>
      (type === undefined || (show.type ?? 'ANIME') === type) &&
      (id_in === undefined || id_in.includes(show.id)) &&
      (idMal_in === undefined || idMal_in.includes(show.idMal ?? 0)) &&
      (words === undefined || titlesOf(show).some((title) => title.includes(words))),
  );
}

function titlesOf({ title = {}, synonyms = [] }: AniListShow): readonly string[] {
  return [...Object.values(title), ...synonyms].map((text) => (text ?? '').toLowerCase());
}

/** A show whose members resolve the fields of `Media`. */
function resolved({ airing = [], externalLinks, ...show }: AniListShow, now: number) {
  const rows = airing.map(({ episode, airingAt }, id) => ({
    id,
    episode,
    airingAt: Math.floor(Date.parse(airingAt) / 1000),
    timeUntilAiring: Math.floor((Date.parse(airingAt) - now) / 1000),
    mediaId: show.id,
  }));
  return {
    ...show,
    externalLinks: externalLinks?.map((link, id) => ({ id, isDisabled: false, ...link })),
    airingSchedule: ({
      notYetAired,
      ...page
    }: PageArguments & { readonly notYetAired?: boolean }) => {
      const wanted = rows.filter((row) => !notYetAired || row.timeUntilAiring > 0);
      const { items, pageInfo } = pageOf(wanted, page, MOST.rows);
      return { nodes: items, pageInfo };
    },
  };
}

/** AniSchedule's folder, with its two files about dubs. */
export async function startAniSchedule(files: {
  readonly schedule: unknown;
  readonly feed: unknown;
}): Promise<TestServer> {
  const known = new Map([
    ['/dub-schedule.json', files.schedule],
    ['/dub-episode-feed.json', files.feed],
  ]);
  return startServer((request, response) => {
    const file = known.get(request.path);
    if (file === undefined) return void saying(404, '404: Not Found')(response);
    saying(200, file, { 'content-type': 'text/plain; charset=utf-8' })(response);
  });
}
