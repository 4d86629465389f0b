import path from 'node:path';
import { openCatalog } from '../../src/catalog/catalog';
import type { CatalogEntry } from '../../src/catalog/entry';
import type { Release } from '../../src/watchlist/show';

/** The catalogue that `npm ci` and `npm run build` make from bangumi-data. */
export const BUILT = path.resolve('data/catalog.txt');
export const built = openCatalog(BUILT);

/** A work of the built catalogue by its AniList number. */
export async function work(anilist: number): Promise<CatalogEntry> {
  const entry = await built.find('anilist', anilist);
  if (entry === undefined) throw new Error(`the catalogue has no work ${anilist} of AniList`);
  return entry;
}

export function releaseOn(entry: CatalogEntry, id: string): Release {
  const release = entry.releases.find((each) => each.id === id);
  if (release === undefined) throw new Error(`${entry.titles.native} is not on ${id}`);
  return release;
}
