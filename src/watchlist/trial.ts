import type { Show } from './show';

/**
 * Whether a show waits for the user to decide on it: just so many episodes of it are watched, and the
 * user has said nothing of the show as a whole since the last of these. Who watches on has decided.
 * @param episodes the length of the trial; 0 for none.
 */
export function isOnTrial(show: Show, episodes: number): boolean {
  if (episodes === 0 || show.status !== 'watching' || show.watched.length !== episodes)
    return false;
  const dates = show.watched.map(({ at }) => at).sort();
  const ended = dates[episodes - 1] ?? '';
  return !show.verdicts.some(({ episode, at }) => episode === undefined && at >= ended);
}
