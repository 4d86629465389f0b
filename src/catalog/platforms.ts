import list from '../../data/platforms.json';
import type { Audio, Format } from '../watchlist/show';
import { normalise } from './normalise';

/** A place where episodes come out, as `data/platforms.json` describes it. */
export interface Platform {
  /** The data set's key for it, or one of our own for the Japanese premiere. */
  readonly id: string;
  /** The name as people write it. */
  readonly name: string;
  /** Other names people type. */
  readonly aliases: readonly string[];
  readonly audio: Audio;
  /** Where a show's page is; `{{id}}` stands for the show's id there. */
  readonly link?: string;
  /** ISO 3166 codes of the only regions it serves. Absent: most of the world. */
  readonly regions?: readonly string[];
  /** The one region whose shop the data set's ids are from: being listed says nothing of other regions. */
  readonly store?: string;
  /** Times of day in UTC that this platform's rows carry when only the date is known. */
  readonly dayOnly?: readonly string[];
  /** It puts out series weeks ahead of television, so an early date is believed. */
  readonly early?: boolean;
  /** Not a platform of the data set: the first showing in Japan of works of this format. */
  readonly premieres?: Format;
}

/** Every platform, in the default world-wide order of preference. */
export const PLATFORMS: readonly Platform[] = list as readonly Platform[];

const byId = new Map(PLATFORMS.map((platform) => [platform.id, platform]));
const byRelease = new Map(PLATFORMS.map((platform) => [releaseIdOf(platform), platform]));

/** The platform with a data set's key or one of our own, such as `crunchyroll` or `japanese-tv`. */
export function platformById(id: string): Platform | undefined {
  return byId.get(id);
}

/** The id of a release on a platform: `ani-one-asia`. */
export function releaseIdOf({ id }: Pick<Platform, 'id'>): string {
  return id.replace(/_/g, '-');
}

/** The platform of a release with that id; undefined for releases the user made. */
export function platformOfRelease(id: string): Platform | undefined {
  return byRelease.get(id);
}

/** Names for completion and help, in the default order of preference. */
export function platformNames(): readonly string[] {
  return PLATFORMS.map(({ name }) => name);
}

/**
 * The platform a user means by its name, its id or an alias, in any case and spacing: `cr`,
 * `netflix`, `Disney Plus`. Undefined when it is none we know.
 */
export function resolvePlatform(name: string): Pick<Platform, 'id' | 'name'> | undefined {
  const wanted = normalise(name);
  const found =
    byId.get(name) ??
    PLATFORMS.find((platform) =>
      [platform.id, platform.name, ...platform.aliases].some(
        (known) => known === name.toLowerCase() || (wanted !== '' && normalise(known) === wanted),
      ),
    );
  return found && { id: found.id, name: found.name };
}

/** The key of the first showing in Japan of works of this format: `japanese-tv`, `japanese-cinemas`. */
export function premierePlatform(format: Format): Platform {
  const found = PLATFORMS.find(({ premieres }) => premieres === format);
  if (found === undefined) throw new Error(`data/platforms.json names no premiere for ${format}`);
  return found;
}
