import { finishedOn, startedOn } from '../../watchlist/bringing';
import type { Refused } from '../../watchlist/brought';
import { followed } from '../../watchlist/releases';
import type { PartialDate, Show } from '../../watchlist/show';
import { latestScore } from '../../watchlist/verdict';
import type { Zone } from '../../watchlist/zone';

/** What writing a list needs to know besides the shows. */
export interface ListOptions {
  /** In whose days episodes were watched. */
  readonly zone: Zone;
  /** What the user is called on the site; empty where nobody said. */
  readonly user?: string;
}

/** A list as another program takes it. */
export interface WrittenList {
  readonly text: string;
  /** The shows that are not in it, and why. */
  readonly left: readonly Refused[];
}

/** What lists that know one line for a show can be told of it. */
export interface Line {
  /** See {@link episodesOf}. */
  readonly episodes: number | undefined;
  /** How many episodes were watched. */
  readonly progress: number;
  readonly started: PartialDate | undefined;
  readonly finished: PartialDate | undefined;
  /** 0–10: the newest on the show, else on an episode. */
  readonly score: number | undefined;
  /** The newest note on the show as a whole; those on episodes are for who watches them. */
  readonly note: string | undefined;
}

/**
 * A show in one line. Where the user's own dates are not known, they are those of the first and the last
 * episode, if these have times; an end only for what is completed.
 */
export function lineOf(show: Show, zone: Zone): Line {
  const { watched, verdicts, status } = show;
  const isDone = status === 'completed';
  return {
    episodes: episodesOf(show),
    progress: watched.length,
    started: startedOn(show, zone),
    finished: show.finished ?? (isDone ? finishedOn(show, zone) : undefined),
    score: latestScore(show),
    note: verdicts.findLast(({ episode, note }) => episode === undefined && note !== undefined)
      ?.note,
  };
}

/**
 * How many episodes there are, as far as the followed release knows. What was only worked out is not told: who
 * reads it would take it for a fact.
 */
export function episodesOf(show: Show): number | undefined {
  const { episodes } = followed(show).schedule;
  return episodes?.basis === 'estimated' ? undefined : episodes?.number;
}
