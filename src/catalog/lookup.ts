import type { Brought } from '../watchlist/brought';
import { type Features, keyOf, mayBeOne } from '../watchlist/import-plan';
import { SITES } from '../watchlist/show';
import type { CatalogEntry } from './entry';

/** Finds works by the thousand: by their numbers on sites that keep lists, else by a title. */
export class Lookup {
  readonly #bySite = new Map<string, CatalogEntry>();
  readonly #byTitle = new Map<string, CatalogEntry[]>();

  /** @param entries of two with one number the first is found. */
  constructor(entries: Iterable<CatalogEntry>) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: CatalogEntry): void {
    for (const site of SITES) {
      const key = `${site}:${entry.ids[site]}`;
      if (entry.ids[site] !== undefined && !this.#bySite.has(key)) this.#bySite.set(key, entry);
    }
    const { english, romaji, native } = entry.titles;
    const titles = [english, romaji, native, ...entry.otherTitles];
    const keys = new Set(titles.flatMap((title) => (title === undefined ? [] : [keyOf(title)])));
    for (const key of keys) {
      const present = this.#byTitle.get(key);
      if (present === undefined) this.#byTitle.set(key, [entry]);
      else present.push(entry);
    }
  }

  /**
   * The work an entry of a list is about; undefined where none is known, or where its title is all there is
   * and more than one work has it: to take the wrong one would be worse than to take none.
   */
  find({ ids = {}, title, titles = {}, format, year }: Brought): CatalogEntry | undefined {
    for (const site of SITES) {
      const entry = this.#bySite.get(`${site}:${ids[site]}`);
      if (entry !== undefined) return entry;
    }
    const features: Features = {
      ids,
      ...(format === undefined ? {} : { format }),
      ...(year === undefined ? {} : { year }),
    };
    const called = [title, ...Object.values(titles)].filter((one) => one !== undefined);
    const found = new Set(called.flatMap((one) => this.#byTitle.get(keyOf(one)) ?? []));
    const [only, ...others] = [...found].filter((entry) => mayBeOne(featuresOf(entry), features));
    return others.length === 0 ? only : undefined;
  }
}

function featuresOf({ ids, format, premiere }: CatalogEntry): Features {
  const year = premiere.at === null ? undefined : Number(premiere.at.slice(0, 4));
  return { ids, format, ...(year === undefined ? {} : { year }) };
}
