import type { Release } from '../watchlist/show';
import type { CatalogEntry } from './entry';
import { platformById, resolvePlatform } from './platforms';

/** A release that begins later than this after the premiere is a rerun to somebody who follows the show. */
const LATE = 45 * 86_400_000;

/**
 * The release to follow: on the first of the user's platforms that carries the show; else where most
 * of the world can see it nearest to its premiere.
 *
 * Without a preference, in this order, and within each by world-wide preference: platforms that serve
 * most of the world and whose own time is known and within 45 days of the premiere; the same whose
 * time has to be estimated; the first showing in Japan; world-wide platforms that come later; and what
 * serves single regions, which we never assume the user to be in.
 *
 * @param preferred the user's platforms, best first, by name, id or alias in any spelling; unknown
 * ones are passed over
 */
export function chooseRelease(
  entry: Pick<CatalogEntry, 'premiere' | 'releases'>,
  preferred: readonly string[] = [],
): Release {
  const { releases, premiere } = entry;
  for (const name of preferred) {
    const platform = resolvePlatform(name);
    const found = releases.find(({ id }) => id === platform?.id.replace(/_/g, '-'));
    if (found) return found;
  }
  const ranked = releases
    .map((release, place) => ({ release, rank: rank(release, premiere.at), place }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place);
  const [best] = ranked;
  if (best === undefined) throw new Error('a catalogue entry without releases');
  return best.release;
}

function rank({ id, schedule }: Release, premiere: string | null): number {
  const platform = platformById(id.replace(/-/g, '_')) ?? platformById(id);
  if (platform?.premieres) return 2;
  if (platform?.regions) return 4;
  const lateness = Date.parse(schedule.premiere.at ?? '') - Date.parse(premiere ?? '');
  if (lateness > LATE) return 3;
  if (schedule.basis !== 'estimated') return 0;
  // Its pages are one country's, so that it may carry the show only there.
  return platform?.store ? 3.5 : 1;
}
