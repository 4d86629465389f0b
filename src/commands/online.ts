import type { CatalogEntry, Match } from '../catalog/entry';
import type { Context } from '../context';
import { SOURCES } from '../sources/sources';
import { isBroadcast } from '../watchlist/releases';
import type { Site, SiteIds } from '../watchlist/show';
import { titleKey } from '../watchlist/title';
import { entryOf } from './known-releases';

/** Looks a title up at the first source that can. This goes out to the network. */
export async function searchOnline(
  { online, progress }: Context,
  words: string,
  limit: number,
): Promise<readonly Match[]> {
  for (const { name, search } of SOURCES) {
    if (search === undefined) continue;
    progress.show(`Asking ${name} for "${words}" …`);
    const found = await online((net) => search(words, limit, net));
    return found.map((entry, index) => matchOf(entry, index, words));
  }
  return [];
}

/** The show with a number on a site, from the first source that can tell. This goes out to the network. */
export async function findOnline(
  { online, progress }: Context,
  site: Site,
  number: number,
): Promise<CatalogEntry | undefined> {
  for (const { name, find } of SOURCES) {
    if (find === undefined) continue;
    progress.show(`Asking ${name} about ${site}:${number} …`);
    return online((net) => find(site, number, net));
  }
  return undefined;
}

/** The shows with these numbers, from the first source that can tell of many. This goes out to the network. */
export async function findAllOnline(
  { online }: Context,
  ids: readonly SiteIds[],
): Promise<readonly CatalogEntry[]> {
  for (const { findAll } of SOURCES) {
    if (findAll !== undefined) return online((net) => findAll(ids, net));
  }
  return [];
}

/** A source's hit as a match: in the source's own order, a whole title told apart. */
function matchOf(entry: CatalogEntry, index: number, words: string): Match {
  const { titles, otherTitles } = entry;
  const key = titleKey(words);
  const isExact = [titles.english, titles.romaji, titles.native, ...otherTitles].some(
    (title) => title !== undefined && (title === words || (key !== '' && titleKey(title) === key)),
  );
  return { entry, kind: isExact ? 'exact' : 'similar', score: 1 - index / 100 };
}

/**
 * What a source and the catalogue know of one show, together: the source's facts, and, of platforms
 * whose own time the catalogue knows, that.
 */
export async function completed(context: Context, online: CatalogEntry): Promise<CatalogEntry> {
  const offline = await entryOf(context, online.ids);
  if (offline === undefined) return online;
  const timed = offline.releases.filter(
    (release) => !isBroadcast(release) && release.schedule.basis === 'scheduled',
  );
  const known = new Set(timed.map(({ id }) => id));
  return {
    ...online,
    ids: { ...offline.ids, ...online.ids },
    releases: [
      ...timed.map((release) =>
        online.episodes === undefined
          ? release
          : { ...release, schedule: { ...release.schedule, episodes: online.episodes } },
      ),
      ...online.releases.filter(({ id }) => !known.has(id)),
    ],
  };
}
