import type { Audio, CommonFacts, EpisodeCount, KnownDrop, Moment, Step } from './show';

/** What a source online says of one show. What it does not say is absent, and changes nothing. */
export interface Facts extends CommonFacts {
  /** The source, as people write it: `AniList`. */
  readonly source: string;
  readonly releases: readonly ReleaseFacts[];
}

/** What a source says of one release. Broadcast and availability are told apart, each by its release. */
export interface ReleaseFacts {
  /** As releases are named: `japanese-tv`, `crunchyroll`, `english-dub`. */
  readonly id: string;
  readonly platform: string;
  readonly audio: Audio;
  readonly url?: string;
  readonly premiere?: Moment;
  /** Absent while too little is told to know it. */
  readonly step?: Step;
  /** The number of its first episode, where that is not 1. */
  readonly first?: number;
  readonly episodes?: EpisodeCount;
  /**
   * Drops that were announced (`scheduled`) or seen (`confirmed`), in order of episode, each episode
   * once. The source's own: `source` is the name above.
   */
  readonly drops: readonly KnownDrop[];
}
