import type { Brought } from '../watchlist/brought';
import { type Features, keyOf, mayBeOne } from '../watchlist/import-plan';
import { SITES } from '../watchlist/show';
import type { CatalogEntry, CatalogWork } from './entry';

/** Finds works by the thousand: by their numbers on sites that keep lists, else by a title. */
export class Lookup {
  readonly #bySite = new Map<string, CatalogWork>();
  readonly #byTitle = new Map<string, CatalogWork[]>();

  /** @param works of two with one number the first is found. */
  constructor(works: Iterable<CatalogWork>) {
    for (const work of works) this.add(work);
  }

  add(work: CatalogWork): void {
    for (const site of SITES) {
      const key = `${site}:${work.ids[site]}`;
      if (work.ids[site] !== undefined && !this.#bySite.has(key)) this.#bySite.set(key, work);
    }
    const { english, romaji, native } = work.titles;
    const titles = [english, romaji, native, ...work.otherTitles];
    const keys = new Set(titles.flatMap((title) => (title === undefined ? [] : [keyOf(title)])));
    for (const key of keys) {
      const present = this.#byTitle.get(key);
      if (present === undefined) this.#byTitle.set(key, [work]);
      else present.push(work);
    }
  }

  /**
   * The work an entry of a list is about; undefined where none is known, or where its title is all there is
   * and more than one work has it: to take the wrong one would be worse than to take none.
   */
  find({ ids = {}, title, titles = {}, format, year }: Brought): CatalogEntry | undefined {
    for (const site of SITES) {
      const work = this.#bySite.get(`${site}:${ids[site]}`);
      if (work !== undefined) return work.entry();
    }
    const features: Features = {
      ids,
      ...(format === undefined ? {} : { format }),
      ...(year === undefined ? {} : { year }),
    };
    const called = [title, ...Object.values(titles)].filter((one) => one !== undefined);
    const found = new Set(called.flatMap((one) => this.#byTitle.get(keyOf(one)) ?? []));
    const [only, ...others] = [...found].filter((work) => mayBeOne(featuresOf(work), features));
    return others.length === 0 ? only?.entry() : undefined;
  }
}

function featuresOf({ ids, format, premiere }: CatalogWork): Features {
  const year = premiere.at === null ? undefined : Number(premiere.at.slice(0, 4));
  return { ids, format, ...(year === undefined ? {} : { year }) };
}
