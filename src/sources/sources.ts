import { Problem } from '../watchlist/problem';
import { anilist } from './anilist';
import { anischedule } from './anischedule';
import type { Source } from './source';

/** Everybody who can be asked, in the order in which they are. */
export const SOURCES: readonly Source[] = [anilist, anischedule];

/** @throws Problem `usage` when there is no source of that key, in any case. */
export function sourceNamed(key: string): Source {
  const found = SOURCES.find((source) => source.key === key.trim().toLowerCase());
  if (found === undefined) {
    throw new Problem('usage', `There is no source called "${key}".`, {
      hint: `The sources are ${SOURCES.map((source) => source.key).join(' and ')}.`,
    });
  }
  return found;
}
