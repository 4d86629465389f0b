import { isDated } from './moment';
import type { News } from './refreshing';
import { type Millis, toCivil, type Zone } from './zone';

/** A drop that is believed to be at another moment than it was. */
export type Moved = Extract<News, { kind: 'drop' }>;

/** Drops that moved together, in order of episode. */
export type MovedRun = readonly [Moved, ...Moved[]];

/** Drops side by side that moved by the same, in time or on the clock of `zone`: clocks may change in between. */
export function movedTogether(moved: readonly Moved[], zone: Zone): readonly MovedRun[] {
  const groups: [Moved, ...Moved[]][] = [];
  for (const one of moved) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const follows =
      before !== undefined &&
      before.after.episode + 1 === one.after.episode &&
      isAlike(before, one, zone);
    if (follows) group?.push(one);
    else groups.push([one]);
  }
  return groups;
}

function isAlike(one: Moved, other: Moved, zone: Zone): boolean {
  const ways = [(at: Millis) => at, (at: Millis) => toCivil(at, zone)];
  return ways.some((way) => distanceOf(one, way) === distanceOf(other, way));
}

/** By how much a drop moved, as a key. */
function distanceOf({ before, after }: Moved, way: (at: Millis) => Millis): string {
  if (!isDated(before.moment) || !isDated(after.moment)) {
    return `${before.moment.precision} ${after.moment.precision}`;
  }
  return String(way(Date.parse(after.moment.at)) - way(Date.parse(before.moment.at)));
}
