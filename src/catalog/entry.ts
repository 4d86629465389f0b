import type {
  EpisodeCount,
  Format,
  Moment,
  Production,
  Release,
  SiteIds,
  Titles,
} from '../watchlist/show';

/** What the catalogue knows of one anime. */
export interface CatalogEntry {
  readonly titles: Titles;
  /** Every other title the data set gives, in any language. */
  readonly otherTitles: readonly string[];
  readonly format: Format;
  readonly production?: Production;
  /** How long an episode is, in minutes. */
  readonly minutes?: number;
  readonly ids: SiteIds;
  readonly site?: string;
  /** The first showing anywhere the data set calls the premiere; for series, Japanese television. */
  readonly premiere: Moment;
  readonly episodes?: EpisodeCount;
  /** Ready to be followed, in the default world-wide order of preference. Never empty. */
  readonly releases: readonly Release[];
}

/** What tells one anime from others; the rest is read when it is asked for. */
export interface CatalogWork
  extends Pick<CatalogEntry, 'titles' | 'otherTitles' | 'format' | 'ids' | 'premiere'> {
  readonly entry: () => CatalogEntry;
}

/** How a query met a title. */
export type MatchKind = 'exact' | 'prefix' | 'words' | 'similar';

export interface Match {
  readonly entry: CatalogEntry;
  readonly kind: MatchKind;
  /** 0–1, comparable within one search. */
  readonly score: number;
}

export interface CatalogInfo {
  /** The data set, its version and its date (`YYYY-MM-DD` of the newest premiere it knows). */
  readonly source: string;
  readonly version: string;
  readonly newestPremiere: string;
  readonly shows: number;
  readonly bytes: number;
  readonly license: string;
  readonly file: string;
}

/** Where catalogues are kept. Only the bundled one need be there. */
export interface CatalogFiles {
  /** What jikai came with. It is only read. */
  readonly bundled: string;
  /** The user's own, newer one; it is the one used where it is. */
  readonly updated: string;
  /** The user's own before that. */
  readonly previous: string;
}

export interface Catalog {
  info(): Promise<CatalogInfo>;
  /** Best first. */
  search(words: string, limit: number): Promise<readonly Match[]>;
  find(site: keyof SiteIds, id: number): Promise<CatalogEntry | undefined>;
  /** Every work, in order of premiere: for looking thousands up. */
  all(): Promise<readonly CatalogWork[]>;
}
