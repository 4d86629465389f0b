import type { Context } from '../context';
import { dropWords } from '../ui/time';
import { Problem } from '../watchlist/problem';
import { timetableIn } from '../watchlist/releases';
import type { Timetable } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { DOUBTS, type Doubt, doubtAbout } from '../watchlist/watching';
import { Question } from './one-show';

/**
 * Asks before something is said of an episode that cannot have been seen.
 * @param heeded the doubts that count here.
 * @throws Question, or Problem `usage` for a number that no episode has.
 */
export function raiseDoubts(
  { now, reader }: Context,
  show: Show,
  episodes: readonly number[],
  heeded: readonly Doubt[] = DOUBTS,
): void {
  const timetable = timetableIn(show);
  const { first, dropAt } = timetable;
  for (const episode of episodes) {
    if (episode < first) {
      throw new Problem('usage', `There is no episode ${episode}.`, {
        hint: `They are counted from ${first}.`,
      });
    }
    const doubt = doubtAbout(show, episode, now, reader.zone);
    if (doubt === undefined || !heeded.includes(doubt)) continue;
    const { moment, basis } = dropAt(episode);
    const why =
      doubt === 'not-dropped'
        ? `Episode ${episode} of ${show.title} drops ${dropWords(moment, basis, reader.zone)}, which is still to come.`
        : pastTheLast(show, timetable, episode);
    throw new Question(`${why} Go on all the same?`, why);
  }
}

/** That an episode is beyond the last one that is known of. */
export function pastTheLast({ title }: Show, { last }: Timetable, episode: number): string {
  return `${title} ends with episode ${last} as far as I know, and ${episode} is more.`;
}
