import type { Scope } from '../ui/statistics-sections';
import { WEEKDAYS } from '../watchlist/calendar';
import { instant } from '../watchlist/moment';
import { MOOD_NAMES, MOODS } from '../watchlist/mood';
import type { Scores } from '../watchlist/opinions';
import type { Statistics } from '../watchlist/statistics';
import type { Bucket, MoodCounts } from '../watchlist/tally';
import { USUAL_MINUTES } from '../watchlist/usual-length';

/**
 * What `stats --json` prints. Keys are added, never changed: scripts rely on them. Nothing is left out
 * where it is 0; what is not known is null. Days and weeks are the viewer's, minutes are minutes.
 */
export function statisticsJson(statistics: Statistics, { show, platform }: Scope) {
  const { stretch, shows, statuses, viewing, moods, dropping, called, divisive } = statistics;
  const { load, backlog, days } = statistics;
  return {
    scope: {
      stretch:
        stretch === undefined
          ? null
          : {
              kind: stretch.kind,
              name: stretch.name,
              from: instant(stretch.from),
              until: instant(stretch.until),
            },
      show: show === undefined ? null : { id: show.id, title: show.title },
      platform: platform ?? null,
    },
    shows: shows.length,
    status: statuses,
    watched: {
      shows: viewing.shows,
      episodes: viewing.episodes,
      minutes: viewing.minutes,
      /** How many of the episodes are taken to be `assumedMinutes` long. */
      assumed: viewing.assumed,
      assumedMinutes: USUAL_MINUTES,
    },
    verdicts: {
      given: moods.verdicts,
      unknownMood: moods.unknown,
      episodes: moods.episodes.map((one) => ({ ...bucketJson(one), ...moodsJson(one.moods) })),
      shows: moodsJson(moods.wholes),
    },
    scores: { shows: scoresJson(statistics.scores), verdicts: scoresJson(statistics.givenScores) },
    dropping: {
      dropped: dropping.dropped,
      completed: dropping.completed,
      rate: dropping.rate === undefined ? null : rounded(dropping.rate),
      /** By how many episodes were watched. */
      after: dropping.after.map((one) => ({ ...bucketJson(one), shows: one.shows })),
      median: dropping.median ?? null,
    },
    calledAtFirst: called,
    divisive:
      divisive === undefined
        ? null
        : {
            id: divisive.show.id,
            title: divisive.show.title,
            best: divisive.best,
            worst: divisive.worst,
            moods: divisive.moods,
          },
    weekdays: {
      from: load.from,
      through: load.through,
      estimated: load.estimated,
      drops: Object.fromEntries(
        load.drops.map((drops, day) => [(WEEKDAYS[(day + 1) % 7] ?? '').toLowerCase(), drops]),
      ),
    },
    backlog: backlog.map(({ monday, at, episodes }) => ({
      week: monday,
      at: instant(at),
      episodes,
    })),
    days,
  };
}

/** `through` is null where it has no end. */
function bucketJson({ from, through }: Bucket) {
  return { from, through: through ?? null };
}

function moodsJson(counts: MoodCounts) {
  return Object.fromEntries(MOODS.toReversed().map((mood) => [MOOD_NAMES[mood], counts[mood]]));
}

/** The distribution has eleven numbers, for scores from 0 to 10. */
function scoresJson({ count, mean, distribution }: Scores) {
  return { count, mean: mean === undefined ? null : rounded(mean), distribution };
}

/** To four places. */
function rounded(number: number): number {
  return Math.round(number * 10_000) / 10_000;
}
