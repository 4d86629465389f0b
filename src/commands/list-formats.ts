import type { Context } from '../context';
import { anilistLists, readAnilist } from '../exchange/lists/anilist';
import { readAnilistAccount } from '../exchange/lists/anilist-account';
import { readAnimePlanet } from '../exchange/lists/anime-planet';
import { readMal } from '../exchange/lists/mal';
import { fetchList } from '../sources/anilist-list';
import { readDocument, Unreadable } from '../store/document';
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
  const form = formOf(text, format);
  if (form === undefined) {
    throw new Problem('failed', `${name} is no list that jikai can read.`, {
      hint: 'jikai help formats tells which can be; --format says what a file is.',
    });
  }
  if (garbled > 0 && form.toleratesGarbage !== true) {
    const count = quantity(garbled, 'character');
    throw new Problem('failed', `${name} is not in UTF-8: ${count} cannot be read.`, {
      hint: 'Save it as UTF-8, which spreadsheets call "CSV UTF-8", and import that.',
    });
  }
  return { list: form.read(text), name, form: form.title, source: form.source, garbled };
}

/** How a form of list is read, and how to speak of it. */
interface Form {
  readonly title: string;
  readonly source: string;
  /** @throws Problem that says why the text is no such list. */
  readonly read: (text: string) => BroughtList;
  /** Files of this form are about with characters that are not UTF-8. */
  readonly toleratesGarbage?: boolean;
}

const FORMS: Readonly<Record<string, Form>> = {
  json: { title: 'A list of jikai', source: 'jikai', read: readJikai },
  mal: { title: 'MyAnimeList XML', source: 'MyAnimeList', read: readMal, toleratesGarbage: true },
  anilist: { title: 'An AniList list', source: 'AniList', read: readAnilist },
  'anilist-account': {
    title: 'AniList\u2019s file of an account',
    source: 'AniList',
    read: readAnilistAccount,
  },
  'anime-planet': { title: 'An Anime-Planet list', source: 'Anime-Planet', read: readAnimePlanet },
};

function formOf(text: string, _format: ListFormatName | undefined): Form | undefined {
  const start = text.trimStart().slice(0, 2000);
  if (start.startsWith('{"format":"jikai"')) return FORMS.json;
  if (start.startsWith('<')) return FORMS.mal;
  if (text.includes('series_type')) return FORMS['anilist-account'];
  if (text.includes('mediaId')) return FORMS.anilist;
  return FORMS['anime-planet'];
}

/** Another jikai's list, as its store keeps it and `export json` writes it. */
function readJikai(text: string): BroughtList {
  try {
    const { watchlist } = readDocument(Buffer.from(text), { migrations: MIGRATIONS });
    return { entries: watchlist.shows.map(broughtWhole), refused: [] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Problem('failed', `It is a list of jikai, but cannot be read: ${error.message}.`, {
      hint: error.newer ? 'Update jikai, then import it.' : 'Nothing was changed.',
      cause: error,
    });
  }
}
