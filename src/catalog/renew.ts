import { readFileSync } from 'node:fs';
import { Problem } from '../watchlist/problem';
import { openCatalog } from './catalog';
import { compileCatalog } from './compile';
import { readDataFile, versionBeside } from './data-file';
import type { CatalogInfo } from './entry';
import { blocksOf, HEADER_BYTES, type Header, readHeader, readRecord, readTitles } from './file';
import { Npm, type NpmRuns } from './npm';
import { romaniseKana } from './romaji';
import type { Romaniser } from './titles';
import { inWorkFolder, writeIn } from './work-folder';

/**
 * Making a newer catalogue, in the user's hands: a chunk of its own with the compiler and the speller,
 * which hardly any run needs.
 */

export interface Wish extends Omit<NpmRuns, 'folder'> {
  /** A `data.json` of bangumi-data; without one, npm brings the newest. */
  readonly file?: string | undefined;
  /** Whether a version is worth making a catalogue of. */
  readonly wants: (version: string) => boolean;
  /** Catalogues whose romaji are kept, the better ones first. They may be missing or damaged. */
  readonly known: readonly string[];
  /** Told what is being done, in a few words for a progress line. */
  readonly tell: (words: string) => void;
}

/** A catalogue's file, not in its place yet. */
export interface Made {
  readonly text: string;
  readonly info: Omit<CatalogInfo, 'file'>;
}

/** The version that there is, and the catalogue made of it if it was wanted. */
export interface Renewed {
  readonly version: string;
  readonly made?: Made;
}

/** @throws Problem `failed` when nothing usable can be had; `cancelled` when the user ends it. */
export async function renew(wish: Wish): Promise<Renewed> {
  const found = wish.file === undefined ? await fetched(wish) : given(wish, wish.file);
  if ('unwanted' in found) return { version: found.unwanted };
  wish.tell('Building the catalogue …');
  const text = compileCatalog({ ...found, romanise: romaniserWith(wish.known) });
  const info = await verified(text);
  return { version: info.version, made: { text, info } };
}

/** The parsed data and its version, as far as that is known; or the version that is not wanted. */
type Found =
  | { readonly data: unknown; readonly version: string | undefined }
  | { readonly unwanted: string };

function fetched(wish: Wish): Promise<Found> {
  return inWorkFolder(async (folder) => {
    const npm = new Npm({ ...wish, folder });
    wish.tell('Asking npm for the newest bangumi-data …');
    const version = await npm.newestVersion();
    if (!wish.wants(version)) return { unwanted: version };
    wish.tell(`Fetching bangumi-data ${version} through npm …`);
    return { data: readDataFile(await npm.fetch(version)), version };
  });
}

function given({ wants }: Wish, file: string): Found {
  const version = versionBeside(file);
  if (version !== undefined && !wants(version)) return { unwanted: version };
  return { data: readDataFile(file), version };
}

/** Romaji as other catalogues have it; of what they do not know, only kana can be read. */
function romaniserWith(catalogs: readonly string[]): Romaniser {
  const known = new Map<string, string>();
  for (const { native, romaji } of catalogs.flatMap(titlesIfAny)) {
    if (native !== undefined && romaji !== undefined && !known.has(native)) {
      known.set(native, romaji);
    }
  }
  return (title) => known.get(title) ?? romaniseKana(title);
}

function titlesIfAny(file: string): readonly ReturnType<typeof readTitles>[] {
  try {
    return recordsOf(file).records.map(readTitles);
  } catch {
    return [];
  }
}

interface Records {
  readonly header: Header;
  readonly records: readonly string[];
}

/** A catalogue's file in parts. Throws an error of no special kind when it is missing or damaged. */
function recordsOf(file: string): Records {
  const bytes = readFileSync(file);
  const header = readHeader(bytes.toString('utf8', 0, HEADER_BYTES));
  const { records, end } = blocksOf(header);
  if (bytes.length !== end) throw new Error(`${bytes.length} bytes instead of ${end}`);
  return { header, records: bytes.toString('utf8', records).trimEnd().split('\n') };
}

/** Reads every show of a new catalogue, and opens it and searches it as jikai will. */
function verified(text: string): Promise<Made['info']> {
  return inWorkFolder(async (folder) => {
    const written = writeIn(folder, 'catalog.txt', text);
    try {
      const { header, records } = recordsOf(written);
      const shows = records.map((record) => readRecord(record, header));
      const catalog = openCatalog(written);
      const { file: _, ...info } = await catalog.info();
      await catalog.search(shows.at(-1)?.titles.native ?? '', 1);
      return info;
    } catch (cause) {
      throw new Problem('failed', 'The new catalogue cannot be read back, so it is not used.', {
        hint: 'A newer jikai may know what has changed in bangumi-data.',
        cause,
      });
    }
  });
}
