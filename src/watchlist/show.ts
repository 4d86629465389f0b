import type { Change } from './change';

/**
 * What jikai knows about one anime the user tracks.
 *
 * These shapes are also what the store writes, one show per line; the JSON Schema in
 * `data/watchlist.schema.json` is their twin for the outside world and a test holds the two together.
 * Every value is plain JSON. Instants are ISO 8601 in UTC, to the second: `2024-01-10T15:55:00Z`.
 */

export const STATUSES = ['planned', 'watching', 'paused', 'dropped', 'completed'] as const;
export type Status = (typeof STATUSES)[number];

export const AUDIOS = ['sub', 'dub', 'raw'] as const;
export type Audio = (typeof AUDIOS)[number];

/** Why we believe a drop's time: seen by the user or a source, announced by a source, or counted forward. */
export const BASES = ['confirmed', 'scheduled', 'estimated'] as const;
export type Basis = (typeof BASES)[number];

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
export type Instant = string;

/** A calendar date, `YYYY-MM-DD`, in no zone. */
export type CalendarDate = string;

/** A date as far as somebody knew it, in no zone: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export type PartialDate = string;

/** How finely a moment was announced. */
export const PRECISIONS = ['minute', 'day', 'month', 'season', 'year', 'unknown'] as const;
export type Precision = (typeof PRECISIONS)[number];

/**
 * A point in time with its precision. `at` is ISO 8601 at that precision: an {@link Instant} for
 * `minute`, a {@link CalendarDate} for `day`, `YYYY-MM` for `month`, the first month of the three
 * (`2024-01` is winter 2024) for `season`, `YYYY` for `year`, and null for `unknown`.
 */
export type Moment =
  | { readonly at: string; readonly precision: Exclude<Precision, 'unknown'> }
  | { readonly at: null; readonly precision: 'unknown' };

/**
 * How often episodes drop, as an ISO 8601 duration of whole days, weeks or months: `P7D`, `P1M`.
 * `P0D` means that all episodes drop at the premiere.
 */
export type Step = string;

export interface EpisodeCount {
  /** How many there are; with a first episode 0, the last one's number is one less. */
  readonly number: number;
  /** `estimated` when it was counted from slots, `scheduled` from a source, `confirmed` by the user. */
  readonly basis: Basis;
}

/** A drop whose time somebody told, rather than one counted forward. */
export interface KnownDrop {
  readonly episode: number;
  readonly moment: Moment;
  /** `confirmed`: it was seen to be out. `scheduled`: it was announced. */
  readonly basis: Basis;
  /** Who told: `you`, `AniList`, `AniSchedule`. */
  readonly source: string;
}

/** A week or more in which no episode drops, right before `episode`. */
export interface Break {
  readonly kind: 'break';
  readonly episode: number;
  /** How many slots of the schedule's step pass empty. */
  readonly slots: number;
  readonly why?: string;
}

/** One episode drops at another moment, and unless `only` is set, those after it are counted from there. */
export interface Move {
  readonly kind: 'move';
  readonly episode: number;
  readonly to: Moment;
  readonly only?: true;
  readonly why?: string;
}

/** Several episodes drop together. The next one comes a step later. */
export interface Batch {
  readonly kind: 'batch';
  readonly episode: number;
  /** The last of them. */
  readonly through: number;
  /** When; absent for the slot of the first of them. */
  readonly at?: Moment;
  readonly why?: string;
}

/** From `episode` on nothing drops until further notice. */
export interface Hiatus {
  readonly kind: 'hiatus';
  readonly episode: number;
  /** When it is over, and the episode drops. */
  readonly resumes?: Moment;
  /** `estimated` when that is the next slot of the old rhythm, and nobody announced it. */
  readonly basis?: Basis;
  readonly why?: string;
}

/** A second run of slots, as of a split cour: it has a premiere, and perhaps a step, of its own. */
export interface Run {
  readonly kind: 'run';
  readonly episode: number;
  readonly premiere: Moment;
  readonly step?: Step;
}

/** A known departure from the step, told by the user. */
export type Amendment = Break | Move | Batch | Hiatus | Run;

/** When one release's episodes drop. */
export interface Schedule {
  readonly premiere: Moment;
  /** Why we believe the premiere. Later episodes are counted forward from it. */
  readonly basis: Basis;
  readonly step: Step;
  /** The IANA zone in which the step is taken, so that a slot keeps its hour when clocks change. */
  readonly zone: string;
  /** The number of the first episode where it is not 1: 0 for a prologue, 13 for a second cour. */
  readonly first?: number;
  /** Absent while nobody has said how many there will be. */
  readonly episodes?: EpisodeCount;
  /** In order of episode. */
  readonly amendments?: readonly Amendment[];
  /** In order of episode, each once. */
  readonly drops?: readonly KnownDrop[];
}

/** One way a show's episodes come out. */
export interface Release {
  /** Unique within its show: `crunchyroll`, `japanese-tv`. */
  readonly id: string;
  /** The platform's name as people write it: `Crunchyroll`. Empty while the user has named none. */
  readonly platform: string;
  readonly audio: Audio;
  readonly url?: string;
  /** Where these facts come from: `you`, or a data set and its version. */
  readonly source: string;
  readonly schedule: Schedule;
}

/** The title in each language somebody has given it. */
export interface Titles {
  readonly english?: string;
  readonly romaji?: string;
  readonly native?: string;
}

/** Sites that keep lists and number their shows, the best known first. */
export const SITES = ['anilist', 'mal', 'anidb', 'bangumi'] as const;
export type Site = (typeof SITES)[number];

/** The show's numbers on such sites. */
export type SiteIds = { readonly [site in Site]?: number };

export interface Watched {
  readonly episode: number;
  /** When; absent where nobody knows, as in a list that was kept elsewhere. */
  readonly at?: Instant;
}

/** What the user thought, at one moment, of one episode, or of the show when `episode` is absent. */
export interface Verdict {
  /** When; absent where nobody knows, as in a list that was kept elsewhere. */
  readonly at?: Instant;
  readonly episode?: number;
  /** Free words, such as `We'll see`. A verdict has words, a score or a note, or several of these. */
  readonly words?: string;
  /** 0–10. */
  readonly score?: number;
  readonly note?: string;
}

/** How far the making of a show is, as a source tells. */
export const PRODUCTIONS = ['upcoming', 'airing', 'finished', 'cancelled', 'hiatus'] as const;
export type Production = (typeof PRODUCTIONS)[number];

export const FORMATS = ['tv', 'movie', 'ova', 'web'] as const;
export type Format = (typeof FORMATS)[number];

/** The user waits with a show, and wants no reminders of it, until an episode is out. */
export interface Hold {
  readonly until: 'finale' | number;
}

/** What the user decided of a show on trial, apart from dropping it. */
export interface Trial {
  /** When they decided to keep it: they are not asked again. */
  readonly kept?: Instant;
  /** After how many watched episodes to ask, other than the settings say: one more was wanted. */
  readonly after?: number;
  /** Until when the question is put off. */
  readonly until?: Instant;
}

export interface Show {
  /** A lower-case ASCII name, unique in the watchlist: `metallic-rouge`. */
  readonly id: string;
  readonly status: Status;
  /** The title jikai shows. */
  readonly title: string;
  readonly titles?: Titles;
  readonly format?: Format;
  readonly production?: Production;
  /** How long an episode is, in minutes. */
  readonly minutes?: number;
  readonly ids?: SiteIds;
  /** The official site. */
  readonly site?: string;
  readonly added: Instant;
  /** The user's own labels, each once. */
  readonly tags?: readonly string[];
  /** When the user began the show, where another list knew it. */
  readonly started?: PartialDate;
  /** When the user was done with it, where another list knew it. */
  readonly finished?: PartialDate;
  /** How many times they watched all of it again. */
  readonly rewatches?: number;
  /** They are watching it again, and so far in it. */
  readonly rewatching?: number;
  /** At least one. */
  readonly releases: readonly Release[];
  /** The id of the release the user follows. */
  readonly follows: string;
  /** Absent for a show whose every drop is of interest. */
  readonly hold?: Hold;
  /** Absent while nothing was decided. */
  readonly trial?: Trial;
  /** One entry per watched episode, in order of episode. */
  readonly watched: readonly Watched[];
  /** The trail: in the order they were given, never overwritten. */
  readonly verdicts: readonly Verdict[];
}

/** The furthest an episode's number may go: beyond every series there is. */
export const HIGHEST_EPISODE = 99_999;

/** What is true of a show for everybody, apart from how its episodes come out. */
export type CommonFacts = Pick<
  Show,
  'titles' | 'format' | 'production' | 'minutes' | 'ids' | 'site'
>;

/** All shows, in order of id. */
export interface Watchlist {
  /** Rises by one with every change. */
  readonly revision: number;
  readonly shows: readonly Show[];
  /** Where the store has them: ways to a single show that spare a look at all others. */
  readonly quick?: QuickWays;
  /** What list it was made from by what change, where that is known: the rest is as it was there. */
  readonly made?: { readonly from: Watchlist; readonly by: Change };
}

export interface QuickWays {
  /** The show of an id, or null if there is none. */
  showOf(id: string): Show | null;
  /**
   * The shows that may hold all of some keys of titles, in ASCII, in their titles or id. Those that do are
   * among them.
   */
  mayHold(keys: readonly string[]): readonly Show[];
}
