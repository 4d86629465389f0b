import type { Drop } from '../watchlist/schedule';
import type { Basis } from '../watchlist/show';
import { dim, line, type Screen } from './text';

/** What `~` means, once, under a screen that has one: a dated drop that nobody announced. */
export function estimateKey(drops: readonly Drop[]): Screen {
  const estimated = drops.some(({ basis, moment }) => basis === 'estimated' && moment.at !== null);
  return estimated ? ESTIMATE_KEY : [];
}

export const ESTIMATE_WORDS = '~ estimated: worked out, not announced';

/** The same, where there is known to be one. */
export const ESTIMATE_KEY: Screen = [line(dim(ESTIMATE_WORDS))];

/** The mark itself, to stand before what it is about. */
export function markOf(basis: Basis): '~' | '' {
  return basis === 'estimated' ? '~' : '';
}
