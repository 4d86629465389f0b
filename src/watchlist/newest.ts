import type { Watchlist } from './show';
import type { Millis } from './zone';

/**
 * The newest instant that a list itself knows of: when a show was added, an episode watched or a verdict
 * given; 0 for an empty list.
 */
export function newestInstant({ shows }: Pick<Watchlist, 'shows'>): Millis {
  let newest = 0;
  for (const { added, watched, verdicts } of shows) {
    for (const at of [added, ...watched.map((one) => one.at), ...verdicts.map((one) => one.at)]) {
      newest = Math.max(newest, Date.parse(at));
    }
  }
  return newest;
}
