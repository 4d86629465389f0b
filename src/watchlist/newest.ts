import { timeOf } from './moment';
import type { Watchlist } from './show';
import type { Millis } from './zone';

/**
 * The newest instant that a list itself knows of: when a show was added, an episode watched or a verdict
 * given; 0 for an empty list.
 */
export function newestInstant({ shows }: Pick<Watchlist, 'shows'>): Millis {
  let newest = 0;
  for (const { added, watched, verdicts } of shows) {
    for (const one of [{ at: added }, ...watched, ...verdicts]) {
      newest = Math.max(newest, timeOf(one));
    }
  }
  return newest;
}
