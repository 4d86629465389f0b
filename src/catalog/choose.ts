import type { Release } from '../watchlist/show';
import type { CatalogEntry, Match } from './entry';
import { platformOfRelease, releaseIdOf, resolvePlatform } from './platforms';

/** A release that begins later than this after the premiere is a rerun to who follows the show. */
const LATE = 45 * 86_400_000;

/**
 * The release to follow: on the first of the user's platforms that carries the show; else where most
 * of the world can see it nearest to its premiere.
 *
 * Without a preference, in this order, and within each by world-wide preference: platforms that serve
 * most of the world and whose own time is known and within 45 days of the premiere; the same whose
 * time has to be estimated; the first showing in Japan; world-wide platforms that come later, or of
 * which we know only one country's pages; and what serves single regions, which we never assume the
 * user to be in.
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
    const found = platform && releases.find(({ id }) => id === releaseIdOf(platform));
    if (found) return found;
  }
  const [first, ...others] = releases;
  if (first === undefined) throw new Error('a catalogue entry without releases');
  return others.reduce(
    (best, release) => (rank(release, premiere.at) < rank(best, premiere.at) ? release : best),
    first,
  );
}

function rank({ id, schedule }: Release, premiere: string | null): number {
  const platform = platformOfRelease(id);
  if (platform?.premieres) return 2;
  if (platform?.regions) return 4;
  const lateness = Date.parse(schedule.premiere.at ?? '') - Date.parse(premiere ?? '');
  if (lateness > LATE) return 3;
  if (schedule.basis !== 'estimated') return 0;
  return platform?.store ? 3 : 1;
}

/**
 * The match a user can only have meant, from a search's results: the one equal title, or the one far
 * ahead of the rest. Undefined when several are good, such as a series and its remake, or a part of a
 * title that a series shares with its sequels: then the user is asked.
 */
export function clearMatch(matches: readonly Match[]): Match | undefined {
  const [best, next] = matches;
  if (best === undefined || next === undefined) return best;
  const lead = best.score - next.score;
  if (best.kind !== 'exact') return lead >= 0.1 ? best : undefined;
  return next.kind !== 'exact' || lead >= 0.015 ? best : undefined;
}
