import { followed } from './releases';
import {
  type Format,
  type PartialDate,
  type Show,
  SITES,
  type SiteIds,
  type Status,
  type Titles,
  type Verdict,
  type Watched,
} from './show';

/** One entry of a list that was kept elsewhere, or by another jikai. */
export interface Brought {
  /** What the list calls the show; absent in lists that have only numbers. */
  readonly title?: string;
  readonly titles?: Titles;
  readonly ids?: SiteIds;
  readonly format?: Format;
  /** How many episodes there are, as far as the list knows. */
  readonly episodes?: number;
  /** How long an episode is, in minutes. */
  readonly minutes?: number;
  /** The year of the premiere: it tells shows of one title apart. */
  readonly year?: number;
  readonly status: Status;
  /**
   * What the list says nothing of, so that `status` is only what goes with the rest, or `watched` empty: it
   * is never held against what the user has.
   */
  readonly silent?: readonly ('status' | 'progress')[];
  /** In order of episode, each once, counted from 1 as such lists do. Times only where the list has them. */
  readonly watched: readonly Watched[];
  /** Mostly one on the show, with its score and note, and without a time. */
  readonly verdicts: readonly Verdict[];
  readonly tags?: readonly string[];
  readonly started?: PartialDate;
  readonly finished?: PartialDate;
  /** At least 1. */
  readonly rewatches?: number;
  readonly rewatching?: number;
  /**
   * The show as a jikai keeps it, where the list is one of jikai's own; all the above is then told from it.
   */
  readonly whole?: Show;
  /**
   * What was said in the cells of a table since it was written: newer than all the rest, and not among
   * `verdicts`, nor in `whole`. Absent where nothing was.
   */
  readonly edited?: readonly Verdict[];
}

/** An entry that cannot be taken over, and why. */
export interface Refused {
  /** What the entry is called in its list: a title, else `anilist:12345`, else `entry 12`. */
  readonly name: string;
  /** Half a sentence: `a manga`, `it has no title`. */
  readonly why: string;
}

/** What a file holds: each of its entries is in one of the first two. */
export interface BroughtList {
  readonly entries: readonly Brought[];
  readonly refused: readonly Refused[];
  /** Entries that are taken over, but for something in them that could not be read, and what that is. */
  readonly lessened?: readonly Refused[];
}

/**
 * What an entry is called when it is spoken of: its title, else its number as `jikai add --id` takes it.
 * @param otherwise where it has neither
 */
export function entryName(
  { title, ids = {} }: { readonly title?: string | undefined; readonly ids?: SiteIds | undefined },
  otherwise = 'an entry without a title',
): string {
  if (title !== undefined) return title;
  const site = SITES.find((one) => ids[one] !== undefined);
  return site === undefined ? otherwise : `${site}:${ids[site]}`;
}

/** A show of another jikai as an entry. */
export function broughtWhole(whole: Show): Brought {
  const { title, titles, ids, format, minutes, status, watched, verdicts } = whole;
  const year = followed(whole).schedule.premiere.at?.slice(0, 4);
  const { tags, started, finished, rewatches, rewatching } = whole;
  return {
    title,
    ...(titles && { titles }),
    ...(ids && { ids }),
    ...(format && { format }),
    ...(minutes !== undefined && { minutes }),
    ...(year !== undefined && { year: Number(year) }),
    status,
    watched,
    verdicts,
    ...(tags && { tags }),
    ...(started !== undefined && { started }),
    ...(finished !== undefined && { finished }),
    ...(rewatches !== undefined && { rewatches }),
    ...(rewatching !== undefined && { rewatching }),
    whole,
  };
}
