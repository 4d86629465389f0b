import { type Mood, moodOf, type Vocabulary } from '../watchlist/mood';
import { followed } from '../watchlist/releases';
import type { Show, Status, Verdict } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { titleKey } from '../watchlist/title';
import { latestScore, latestVerdict } from '../watchlist/verdict';
import { countMark, platformWords } from './show-words';

/** The whole list as a document tells it: what is the same in Markdown and on a page. */

/** In the order in which somebody else would want to read them. */
const ORDER: readonly Status[] = ['watching', 'paused', 'planned', 'completed', 'dropped'];

const HEADINGS: Readonly<Record<Status, string>> = {
  watching: 'Watching',
  paused: 'Paused',
  planned: 'Planned',
  completed: 'Completed',
  dropped: 'Dropped',
};

/** The shows of one status, by title; at least one. */
export interface ListSection {
  readonly status: Status;
  readonly heading: string;
  readonly shows: readonly ListedShow[];
}

/** What is told of one show. */
export interface ListedShow {
  readonly show: Show;
  /** What it is called in Japan, where that is another title. */
  readonly native: string | undefined;
  /** `3/13`, `3/~13`, `3`. */
  readonly seen: string;
  /** Empty while no platform is named. */
  readonly platform: string;
  /** The newest. */
  readonly verdict: Verdict | undefined;
  readonly mood: Mood | undefined;
  /** 0–10. */
  readonly score: number | undefined;
}

export interface SectionOptions {
  readonly vocabulary: Vocabulary;
  /** Whether notes past the user's progress are told. */
  readonly spoilers: boolean;
}

/** A list by status, without statuses that no show has. */
export function listSections(
  shows: readonly Show[],
  options: SectionOptions,
): readonly ListSection[] {
  const sorted = shows
    .map((show) => ({ show, key: titleKey(show.title) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return ORDER.flatMap((status) => {
    const listed = sorted
      .filter(({ show }) => show.status === status)
      .map(({ show }) => listedShow(show, options));
    return listed.length === 0 ? [] : [{ status, heading: HEADINGS[status], shows: listed }];
  });
}

function listedShow(show: Show, { vocabulary, spoilers }: SectionOptions): ListedShow {
  const release = followed(show);
  const { episodes } = release.schedule;
  const { native } = show.titles ?? {};
  const verdict = latestVerdict(spoilers ? show : withoutSpoilers(show));
  const score = latestScore(show);
  return {
    show,
    native: native === show.title ? undefined : native,
    seen: `${show.watched.length}${episodes === undefined ? '' : `/${countMark(episodes)}`}`,
    platform: platformWords(release),
    verdict,
    mood: moodOf({ ...(score !== undefined && { score }), ...verdict }, vocabulary),
    score,
  };
}
