import type { Brought } from '../watchlist/brought';
import { type Features, mayBeOne } from '../watchlist/import-plan';
import { SITES } from '../watchlist/show';
import { wholeKey } from '../watchlist/title';
import type { CatalogEntry, CatalogWork } from './entry';
import { hasOtherScripts, soundWords } from './normalise';

/** Finds works by the thousand: by their numbers on sites that keep lists, else by a title. */
export class Lookup {
  readonly #bySite = new Map<string, CatalogWork>();
  readonly #works: CatalogWork[] = [];
  #byTitle: ReadonlyMap<string, readonly CatalogWork[]> | undefined;
  #bySound: ReadonlyMap<string, readonly CatalogWork[]> | undefined;

  /** @param works of two with one number the first is found. */
  constructor(works: Iterable<CatalogWork>) {
    for (const work of works) this.add(work);
  }

  add(work: CatalogWork): void {
    this.#works.push(work);
    this.#byTitle = undefined;
    this.#bySound = undefined;
    for (const site of SITES) {
      const key = `${site}:${work.ids[site]}`;
      if (work.ids[site] !== undefined && !this.#bySite.has(key)) this.#bySite.set(key, work);
    }
  }

  /** Works of which a title sounds like one of these: `Sousou no Furīren` is `Sosou no Furiiren`. */
  #soundingLike(titles: readonly string[], features: Features): readonly CatalogWork[] {
    this.#bySound ??= this.#sounds();
    const bySound = this.#bySound;
    const found = new Set(titles.flatMap((title) => bySound.get(soundOf(title) ?? '') ?? []));
    return [...found].filter((work) => mayBeOne(featuresOf(work), features));
  }

  /** Made only when a number is not found: most lists have numbers, and their shows are mostly known. */
  #titles(): ReadonlyMap<string, readonly CatalogWork[]> {
    return worksBy(this.#works, ({ titles: { english, romaji, native }, otherTitles }) =>
      [english, romaji, native, ...otherTitles].map((title) => title && wholeKey(title)),
    );
  }

  /** Made only when a title is not found as it is spelt. */
  #sounds(): ReadonlyMap<string, readonly CatalogWork[]> {
    return worksBy(this.#works, ({ titles: { english, romaji }, otherTitles }) =>
      [english, romaji, ...otherTitles].map((title) => title && soundOf(title)),
    );
  }

  /**
   * The work an entry of a list is about; undefined where none is known, or where its title is all there is
   * and more than one work has it: to take the wrong one would be worse than to take none.
   */
  find(brought: Brought): CatalogEntry | undefined {
    const { ids = {}, title, titles = {} } = brought;
    for (const site of SITES) {
      const work = this.#bySite.get(`${site}:${ids[site]}`);
      if (work !== undefined) return work.entry();
    }
    const called = [title, ...Object.values(titles)].filter((one) => one !== undefined);
    this.#byTitle ??= this.#titles();
    const byTitle = this.#byTitle;
    const found = new Set(called.flatMap((one) => byTitle.get(wholeKey(one)) ?? []));
    const exact = [...found].filter((work) => mayBeOne(featuresOf(work), brought));
    const fitting = exact.length > 0 ? exact : this.#soundingLike(called, brought);
    return fitting.length === 1 ? fitting[0]?.entry() : undefined;
  }
}

/** Works by each of their keys; what has none is not there. */
function worksBy(
  works: readonly CatalogWork[],
  keysOf: (work: CatalogWork) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly CatalogWork[]> {
  const found = new Map<string, CatalogWork[]>();
  for (const work of works) {
    for (const key of new Set(keysOf(work))) {
      if (key === undefined) continue;
      const present = found.get(key);
      if (present === undefined) found.set(key, [work]);
      else present.push(work);
    }
  }
  return found;
}

/** Shorter ones sound like too many. */
const LEAST_SOUND = 8;

/** A title as it sounds, in whatever way it is romanised; undefined where that tells too little. */
function soundOf(title: string): string | undefined {
  if (hasOtherScripts(title)) return undefined;
  const sound = soundWords(title).join(' ');
  return sound.length < LEAST_SOUND ? undefined : sound;
}

function featuresOf({ ids, format, premiere }: CatalogWork): Features {
  const year = premiere.at === null ? undefined : Number(premiere.at.slice(0, 4));
  return { ids, format, ...(year === undefined ? {} : { year }) };
}
