import type { CatalogEntry } from '../catalog/entry';
import type { Facts } from '../watchlist/facts';
import type { Show, Site, SiteIds } from '../watchlist/show';
import type { Millis } from '../watchlist/zone';

/** The way out to the network, and how long to wait on it. Nothing goes out but through here. */
export interface Net {
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds; rejects when the signal says so. */
  readonly wait: (length: Millis, signal: AbortSignal) => Promise<void>;
  /** The user wants no more of it. */
  readonly signal: AbortSignal;
  /** Real time, for limits that a server gives as a time of day. */
  readonly clock: () => Millis;
  /** How long one answer may take, from asking to its last byte, in milliseconds. */
  readonly patience: Millis;
  /** Where each source is, by its key, when it is not at its usual address: a mirror, or a test's server. */
  readonly addresses: Readonly<Record<string, string | undefined>>;
  /** Told what is being done, in a few words for a progress line: `AniList asks us to wait 30 s`. */
  readonly tell: (words: string) => void;
}

/** What a source answered of one of the shows it was asked about. */
export interface Told {
  /** The id of the show on the list. */
  readonly id: string;
  /** Undefined when the source has no such show. */
  readonly facts: Facts | undefined;
}

/** Somebody online who knows when episodes drop. */
export interface Source {
  /** What the user types: `anilist`. */
  readonly key: string;
  /** As people write it: `AniList`. */
  readonly name: string;
  /** Of which releases: the broadcast and what goes along with it, or dubs alone. */
  readonly tellsOf: 'broadcast' | 'dub';
  /** Whether it can be asked about this show: whether the numbers it goes by are known. */
  canTell(show: Show): boolean;
  /**
   * Asks about shows, in as few requests as the source allows, one after the other. Answers come as
   * they arrive, so that what came before a failure is kept.
   * @throws Problem `failed` with what happened and what to do, when the source cannot be asked.
   */
  tell(shows: readonly Show[], net: Net): AsyncGenerator<readonly Told[]>;
  /** Looks a title up, best first. Absent where a source cannot. */
  search?(words: string, limit: number, net: Net): Promise<readonly CatalogEntry[]>;
  /** The show with a number on a site. Absent where a source cannot. */
  find?(site: Site, number: number, net: Net): Promise<CatalogEntry | undefined>;
  /** The shows with numbers on sites, as far as there are any, in as few requests as the source allows. */
  findAll?(ids: readonly SiteIds[], net: Net): Promise<readonly CatalogEntry[]>;
}
