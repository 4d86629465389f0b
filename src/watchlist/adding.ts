import type { Change } from './change';
import { instant, UNKNOWN } from './moment';
import {
  type CommonFacts,
  type Release,
  type Show,
  SITES,
  type Status,
  type Verdict,
  type Watchlist,
} from './show';
import { newId, titlesOf, wholeKey } from './title';
import { type Opinion, verdictOf } from './verdict';
import type { Millis } from './zone';

/** What is known of a show before it is on the list. */
export interface NewShow extends CommonFacts {
  readonly title: string;
  /** The release to follow. */
  readonly release: Release;
  /** Releases to know besides, such as the Japanese broadcast. */
  readonly others?: readonly Release[];
  readonly status: Status;
  /** What the user thinks of the show already. */
  readonly opinion?: Opinion;
}

/**
 * A release of which nothing is known yet, for shows that are in no catalogue.
 * @param source who told of the show
 * @param zone in which its step is to be taken
 */
export function releaseByHand(source: string, zone: string): Release {
  const schedule = { premiere: UNKNOWN, basis: 'estimated', step: 'P7D', zone } as const;
  return { id: 'by-hand', platform: '', audio: 'sub', source, schedule };
}

/** Puts a show on the list. Changes nothing when it is there already: see {@link alreadyListed}. */
export function addShow(watchlist: Watchlist, draft: NewShow, now: Millis): Change {
  const present = alreadyListed(watchlist, draft);
  if (present !== undefined) {
    return { summary: `${present.title} is on your list already`, shows: [] };
  }
  const { release, others = [], opinion, status, title, ...facts } = draft;
  const { english, romaji } = facts.titles ?? {};
  const candidates = [english, title, romaji].filter((one) => one !== undefined);
  const verdicts: Verdict[] = opinion === undefined ? [] : [verdictOf(opinion, now)];
  const after: Show = {
    id: newId(candidates, new Set(watchlist.shows.map(({ id }) => id))),
    status,
    title,
    ...facts,
    added: instant(now),
    releases: [release, ...others.filter(({ id }) => id !== release.id)],
    follows: release.id,
    watched: [],
    verdicts,
  };
  return { summary: `Added ${title}`, shows: [{ id: after.id, before: null, after }] };
}

/** The show on the list that a draft names again: the same by a site's number, or by its title. */
export function alreadyListed(
  watchlist: Watchlist,
  draft: Pick<NewShow, 'title' | 'titles' | 'ids'>,
): Show | undefined {
  const numbered = SITES.filter((site) => draft.ids?.[site] !== undefined);
  const bySite = watchlist.shows.find((show) =>
    numbered.some((site) => show.ids?.[site] === draft.ids?.[site]),
  );
  if (bySite !== undefined) return bySite;
  const keys = new Set(titlesOf(draft).map(wholeKey));
  const known = (show: Show) => titlesOf(show).some((title) => keys.has(wholeKey(title)));
  // Another number on the same site tells two shows of one title apart.
  const another = (show: Show) => numbered.some((site) => show.ids?.[site] !== undefined);
  return watchlist.shows.find((show) => known(show) && !another(show));
}
