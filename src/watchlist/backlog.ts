import { believed, episodesOf, isActive } from './agenda';
import { placeOf, timeOf } from './moment';
import { followed, timetableIn } from './releases';
import type { CalendarDate, Show } from './show';
import type { Reckoning, Stretch } from './stretch';
import type { Week } from './weeks';
import type { Millis } from './zone';

/** How much waited at the end of a week. */
export interface BacklogWeek {
  readonly monday: CalendarDate;
  /** When it was counted: at the week's end, or now in the week that is not over. */
  readonly at: Millis;
  readonly episodes: number;
}

/** A time in which an episode waited: from when on, and until when it did not any more. */
interface Waiting {
  readonly from: Millis;
  readonly until: Millis;
}

export interface BacklogOptions extends Reckoning {
  /** Where only episodes that dropped in it count. */
  readonly within?: Pick<Stretch, 'from' | 'until'> | undefined;
}

/**
 * How many episodes had dropped and were not watched at the end of each week: of shows on the list by
 * then. Since when a show is paused, dropped or completed is not kept, so such a show is taken to have
 * waited until it was last watched or judged. An episode without a day never waits.
 * @param weeks in order; none after the one that is now.
 */
export function backlogOver(
  shows: readonly Show[],
  weeks: readonly Week[],
  options: BacklogOptions,
): readonly BacklogWeek[] {
  const counted = weeks.map(({ ends }) => Math.min(ends, options.now));
  const last = counted.at(-1);
  if (last === undefined) return [];
  // What begins and ends to wait at each count: their running sum is how much waits.
  const turns = counted.map(() => 0);
  for (const show of shows) {
    for (const { from, until } of waitingsOf(show, last, options)) {
      const [begin, end] = [firstFrom(counted, from), firstFrom(counted, until)];
      if (begin >= end) continue;
      turns[begin] = (turns[begin] ?? 0) + 1;
      if (end < turns.length) turns[end] = (turns[end] ?? 0) - 1;
    }
  }
  let episodes = 0;
  return weeks.map(({ monday }, index) => {
    episodes += turns[index] ?? 0;
    return { monday, at: counted[index] ?? last, episodes };
  });
}

/** The index of the first of some ascending instants that is not before another; their number if none is. */
function firstFrom(instants: readonly Millis[], at: Millis): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((instants[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When each episode of a show that dropped until an instant waited. */
function* waitingsOf(
  show: Show,
  last: Millis,
  { within, now, zone }: BacklogOptions,
): Generator<Waiting> {
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const added = Date.parse(show.added);
  const left = isActive(show) ? Number.POSITIVE_INFINITY : lastSign(show);
  const watched = new Map(show.watched.map((mark) => [mark.episode, timeOf(mark)]));
  for (const episode of episodesOf(timetable)) {
    const { moment } = believed(show, timetable.dropAt(episode), now, zone);
    const out = placeOf(moment, zone);
    if (out === undefined || out > last || out >= left) {
      if (episode >= timetable.settled) return;
      continue;
    }
    if (within !== undefined && (out < within.from || out >= within.until)) continue;
    const until = Math.min(left, watched.get(episode) ?? Number.POSITIVE_INFINITY);
    yield { from: Math.max(out, added), until };
  }
}

/** When the user last watched something of a show or said something of it, or else put it on the list. */
function lastSign({ added, watched, verdicts }: Show): Millis {
  return Math.max(Date.parse(added), ...[...watched, ...verdicts].map(timeOf));
}
