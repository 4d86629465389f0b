import type { Planned } from '../ui/plan-screen';
import type { Goal } from '../watchlist/evenings';
import { instant } from '../watchlist/moment';
import { minutesOf, type Wanted } from '../watchlist/planning';
import { dropJson } from './json';

/**
 * What `plan --json` prints. An episode's `at` is when to begin it, and its `drop` when it is out. Keys are
 * added, never changed: scripts rely on them.
 */
export function planJson({ plan, wishes, remedies }: Planned) {
  const { fits, evenings, left, assumed, ends } = plan;
  return {
    fits,
    by: goalJson(wishes.goal),
    caughtUp: fits && ends !== undefined ? instant(ends) : null,
    evenings: evenings.map(({ date, minutes, episodes }) => ({
      date,
      at: instant(episodes[0].at),
      minutes,
      episodes: episodes.map(({ at, ...episode }) => ({
        ...wantedJson(episode),
        at: instant(at),
      })),
    })),
    left: left.map(wantedJson),
    wouldFit: remedies.map(({ perEvening, isDaily }) => ({ perEvening, daily: isDaily })),
    assumed: assumed.map(({ id }) => id),
  };
}

function wantedJson({ show, drop }: Wanted) {
  return {
    id: show.id,
    title: show.title,
    episode: drop.episode,
    minutes: minutesOf(show),
    assumed: show.minutes === undefined,
    drop: dropJson(drop),
  };
}

function goalJson(goal: Goal): string | null {
  switch (goal.kind) {
    case 'caught-up':
      return null;
    case 'next-episode':
      return 'next episode';
    case 'date':
      return instant(goal.until);
  }
}
