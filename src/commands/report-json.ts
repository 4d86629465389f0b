import { instant } from '../watchlist/moment';
import type { ReportedShow, SeasonReport } from '../watchlist/season-report';

/** What `report --json` prints. Keys are added, never changed: scripts rely on them. */
export function reportJson(report: SeasonReport) {
  const { stretch, shows, untouched, totals, phrases, risen, fallen } = report;
  return {
    kind: stretch.kind,
    name: stretch.name,
    from: instant(stretch.from),
    until: instant(stretch.until),
    totals: {
      shows: totals.shows,
      episodes: totals.episodes,
      minutes: totals.minutes,
      estimated: totals.isLengthGuessed,
      completed: totals.completed,
      dropped: totals.dropped,
      score: totals.score ?? null,
    },
    shows: shows.map(showJson),
    untouched: untouched.map(({ id, title }) => ({ id, title })),
    words: phrases.map(({ words, mood, times }) => ({ words, mood: mood ?? null, times })),
    risen: risen?.show.id ?? null,
    fallen: fallen?.show.id ?? null,
  };
}

function showJson(reported: ReportedShow) {
  const { show, episodes, trail, mood, score, words, finale, exit } = reported;
  return {
    id: show.id,
    title: show.title,
    status: show.status,
    watched: reported.watched,
    mood: mood ?? null,
    score: score ?? null,
    words: words ?? null,
    episodes: episodes.map((one) => ({
      episode: one.episode,
      state: one.state,
      mood: one.mood ?? null,
      words: one.verdict?.words ?? null,
      score: one.verdict?.score ?? null,
      breaks: one.gaps.length,
    })),
    trail: trail.map(({ verdict, mood: at }) => ({
      at: verdict.at ?? null,
      episode: verdict.episode ?? null,
      words: verdict.words ?? null,
      score: verdict.score ?? null,
      note: verdict.note ?? null,
      mood: at ?? null,
    })),
    finale:
      finale === undefined
        ? null
        : {
            episode: finale.episode.episode,
            state: finale.episode.state,
            basis: finale.basis,
          },
    droppedAfter: exit?.after ?? null,
  };
}
