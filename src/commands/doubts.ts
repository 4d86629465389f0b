import type { Context } from '../context';
import { dropWords } from '../ui/time';
import { Problem } from '../watchlist/problem';
import { timetableIn } from '../watchlist/releases';
import type { Timetable } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { DOUBTS, type Doubt, doubtAbout } from '../watchlist/watching';
import type { Millis } from '../watchlist/zone';
import { Question } from './one-show';

/** What doubts are raised by. */
interface Doubting {
  /** The doubts that count here; all unless told. */
  readonly heeded?: readonly Doubt[];
  /** The latest at which the episodes were seen, as it is told; now unless it is. */
  readonly seen?: Millis;
}

/**
 * Asks before something is said of an episode that cannot have been seen.
 * @throws Question, or Problem `usage` for a number that no episode has.
 */
export function raiseDoubts(
  { now, reader }: Context,
  show: Show,
  episodes: readonly number[],
  { heeded = DOUBTS, seen = now }: Doubting = {},
): void {
  const timetable = timetableIn(show);
  const { first, dropAt } = timetable;
  for (const episode of episodes) {
    if (episode < first) {
      throw new Problem('usage', `There is no episode ${episode}.`, {
        hint: `They are counted from ${first}.`,
      });
    }
    const doubt = doubtAbout(show, episode, now, reader.zone, seen);
    if (doubt === undefined || !heeded.includes(doubt)) continue;
    const { moment, basis } = dropAt(episode);
    const named = `Episode ${episode} of ${show.title}`;
    const when = dropWords(moment, basis, reader.zone);
    const why = {
      'not-dropped': `${named} drops ${when}, which is still to come.`,
      'before-its-drop': `${named} dropped ${when}, which is after you say you watched it.`,
      'past-the-last': pastTheLast(show, timetable, episode),
    }[doubt];
    throw new Question(`${why} Go on all the same?`, why);
  }
}

/** That an episode is beyond the last one that is known of. */
export function pastTheLast({ title }: Show, { last }: Timetable, episode: number): string {
  return `${title} ends with episode ${last} as far as I know, and ${episode} is more.`;
}
