import { MOODS, type Mood } from './mood';

/** Numbers of things by what they are of: what statistics are made of. */

/** How many verdicts there are of each mood. */
export type MoodCounts = Readonly<Record<Mood, number>>;

export function moodCounts(moods: readonly Mood[]): MoodCounts {
  const counts: Record<Mood, number> = { [-2]: 0, [-1]: 0, 0: 0, 1: 0, 2: 0 };
  for (const mood of moods) counts[mood] += 1;
  return counts;
}

export function totalOf(counts: MoodCounts): number {
  return MOODS.reduce<number>((sum, mood) => sum + counts[mood], 0);
}

/** Numbers that are told of together: a single one, or all from one on. */
export interface Bucket {
  readonly from: number;
  /** Undefined where it has no end. */
  readonly through: number | undefined;
}

/** The numbers up to this one are told of each by itself; a series of one season has about as many episodes. */
const APART = 12;

/** Things by a number, in order of it; buckets with nothing in them are not there. */
export function bucketed<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number,
): readonly (Bucket & { readonly items: readonly Item[] })[] {
  const buckets = new Map<number, Item[]>();
  for (const item of items) {
    const from = Math.min(numberOf(item), APART + 1);
    const bucket = buckets.get(from);
    if (bucket === undefined) buckets.set(from, [item]);
    else bucket.push(item);
  }
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([from, held]) => ({ from, through: from > APART ? undefined : from, items: held }));
}
