import type { Context } from '../context';
import { anilistLists, readAnilist } from '../exchange/lists/anilist';
import { readAnilistAccount } from '../exchange/lists/anilist-account';
import { readAnimePlanet } from '../exchange/lists/anime-planet';
import { readCsv } from '../exchange/lists/csv';
import { readMal } from '../exchange/lists/mal';
import { noShows } from '../exchange/lists/reading';
import {
  LIST_FORMATS,
  type ListFormat,
  recognise,
  unrecognised,
} from '../exchange/lists/recognise';
import { readTrakt } from '../exchange/lists/trakt';
import { fetchList } from '../sources/anilist-list';
import { inMemory } from '../store/bytes';
import { soundShow } from '../store/check';
import { readDocument } from '../store/document';
import { Unreadable } from '../store/failures';
import { MIGRATIONS } from '../store/migrations';
import { type BroughtList, broughtWhole } from '../watchlist/brought';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { ImportOptions, ListFormatName } from './import';
import { type ListFile, readListFile, textOf } from './import-file';

/** A list as it was brought, and how to speak of it. */
export interface BroughtFile {
  readonly list: BroughtList;
  /** Of the file: `animelist.xml.gz`. */
  readonly name: string;
  /** What it is: `MyAnimeList XML`. */
  readonly form: string;
  /** Who kept it: `MyAnimeList`. */
  readonly source: string;
  /** How many of its characters could not be read. */
  readonly garbled: number;
}

/**
 * The list that a source names: a file, `-`, `anilist:<name>`, or the address of a public list on AniList.
 * @throws Problem that says what is wrong with it, when it is no list.
 */
export async function bringList(
  context: Context,
  source: string,
  options: ImportOptions,
): Promise<BroughtFile> {
  const user = anilistUser(source);
  if (user === undefined) return readList(await readListFile(source, context), options.format);
  const json = await context.online((net) => fetchList(user, net));
  return {
    list: anilistLists([json], 'POINT_100'),
    name: `${user}'s list`,
    form: `${user}'s list on AniList`,
    source: 'AniList',
    garbled: 0,
  };
}

/**
 * The user whose public list is meant: by `anilist:<name>`, or by the list's address in a browser.
 * @throws Problem `usage` for an address of something else.
 */
function anilistUser(source: string): string | undefined {
  const [, name] = /^anilist:(?:\/\/)?(.*)$/i.exec(source) ?? [];
  const address = /^https?:\/\//i.test(source) ? source : undefined;
  const [, inAddress] =
    /^https?:\/\/(?:www\.)?anilist\.co\/user\/([^/?#]+)(?:[/?#].*)?$/i.exec(address ?? '') ?? [];
  const user = (name ?? inAddress)?.trim();
  if (user !== undefined && /^\w{1,40}$/.test(user)) return user;
  if (user === undefined && address === undefined) return undefined;
  throw new Problem('usage', `${source} is no public list on AniList.`, {
    hint: 'Write anilist:<name>, or https://anilist.co/user/<name>/animelist. Lists of other sites are to be exported there, and imported as a file.',
  });
}

/** @param format what the user says it is; else it is told from what is in it. */
function readList({ bytes, name }: ListFile, format: ListFormatName | undefined): BroughtFile {
  if (bytes.length === 0) {
    throw new Problem('failed', `${name} is empty.`, {
      hint: 'Export your list once more. Nothing was changed.',
    });
  }
  const { text, garbled } = textOf(bytes);
  const form = format === undefined ? recognise(text) : formNamed(format, text);
  if (form === undefined) throw about(name, unrecognised(text));
  const { source, read, toleratesGarbage = false } = READERS[form];
  if (garbled > 0 && !toleratesGarbage) {
    const count = quantity(garbled, 'character');
    throw new Problem('failed', `${name} is not in UTF-8: ${count} cannot be read.`, {
      hint: 'Save it as UTF-8, which spreadsheets call "CSV UTF-8", and import that.',
    });
  }
  try {
    return { list: read(text), name, form: LIST_FORMATS[form], source, garbled };
  } catch (error) {
    throw error instanceof Problem ? about(name, error) : error;
  }
}

/** A problem with a file that names it. */
function about(name: string, { code, message, hint, cause }: Problem): Problem {
  return new Problem(code, `${name}: ${message}`, { ...(hint !== undefined && { hint }), cause });
}

/** The form that the user says a list has: AniList has two, which are told apart by what is in them. */
function formNamed(format: ListFormatName, text: string): ListFormat {
  if (format === 'json') return 'jikai';
  if (format !== 'anilist') return format;
  return recognise(text) === 'anilist-account' ? 'anilist-account' : 'anilist';
}

/** How a form of list is read. */
interface Reader {
  /** Who kept it. */
  readonly source: string;
  /** @throws Problem that says why the text is no such list. */
  readonly read: (text: string) => BroughtList;
  /** Files of this form are about with characters that are not UTF-8. */
  readonly toleratesGarbage?: boolean;
}

const readTable = (text: string) => readCsv(text, { asShow: soundShow });

const READERS: Readonly<Record<ListFormat, Reader>> = {
  mal: { source: 'MyAnimeList', read: readMal, toleratesGarbage: true },
  anilist: { source: 'AniList', read: readAnilist },
  'anilist-account': { source: 'AniList', read: readAnilistAccount },
  'anime-planet': { source: 'Anime-Planet', read: readAnimePlanet },
  trakt: { source: 'Trakt', read: readTrakt },
  csv: { source: 'a table', read: readTable },
  tsv: { source: 'a table', read: readTable },
  jikai: { source: 'another jikai', read: readJikai },
};

/** Another jikai's list, as its store keeps it and `export json` writes it. */
function readJikai(text: string): BroughtList {
  try {
    const { watchlist } = readDocument(inMemory(Buffer.from(text)), { migrations: MIGRATIONS });
    if (watchlist.shows.length === 0) throw noShows();
    return { entries: watchlist.shows.map(broughtWhole), refused: [] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Problem('failed', `It is a list of jikai, but cannot be read: ${error.message}.`, {
      hint: error.newer ? 'Update jikai, then import it.' : 'Nothing was changed.',
      cause: error,
    });
  }
}
