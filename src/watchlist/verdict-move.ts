import type { Show, Verdict } from './show';

/** What was said of a show in some time, and from where it started. */
export interface VerdictMove {
  readonly show: Show;
  /** The words before, of whatever episode; undefined for the first ones. */
  readonly wordsBefore: string | undefined;
  /**
   * The score before the first of these that has one: an episode's before an episode's, the show's
   * before the show's.
   */
  readonly scoreBefore: number | undefined;
  /** In the order they were given. */
  readonly given: readonly [Verdict, ...Verdict[]];
}

/** @param isGiven whether a verdict is of that time. Undefined where none is. */
export function verdictMoveOf(
  show: Show,
  isGiven: (verdict: Verdict) => boolean,
): VerdictMove | undefined {
  const { verdicts } = show;
  const [first, ...others] = verdicts.filter(isGiven);
  if (first === undefined) return undefined;
  const before = verdicts.slice(0, verdicts.indexOf(first));
  const scored = scoredAlike([first, ...others])[0];
  return {
    show,
    wordsBefore: before.findLast(({ words }) => words !== undefined)?.words,
    scoreBefore: before.findLast(
      (one) => one.score !== undefined && scored !== undefined && isAlike(one, scored),
    )?.score,
    given: [first, ...others],
  };
}

/** The words one after the other, those before among them, and those said again but once: `We'll see`, `Hooked`. */
export function wordsPath({ wordsBefore, given }: VerdictMove): readonly string[] {
  return path([wordsBefore, ...given.map(({ words }) => words)]);
}

/** The scores in the same way, of episodes or of the show, whichever has one first. */
export function scorePath({ scoreBefore, given }: VerdictMove): readonly number[] {
  return path([scoreBefore, ...scoredAlike(given).map(({ score }) => score)]);
}

/** Those that are scored as the first that is: episodes or the show. */
function scoredAlike(given: readonly Verdict[]): readonly Verdict[] {
  const scored = given.filter(({ score }) => score !== undefined);
  return scored.filter((one) => scored[0] !== undefined && isAlike(one, scored[0]));
}

/** Whether both are of an episode, or both of the show. */
function isAlike(one: Verdict, other: Verdict): boolean {
  return (one.episode === undefined) === (other.episode === undefined);
}

function path<Said>(said: readonly (Said | undefined)[]): readonly Said[] {
  const known = said.flatMap((one) => (one === undefined ? [] : [one]));
  return known.filter((one, index) => one !== known[index - 1]);
}
