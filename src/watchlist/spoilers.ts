import type { Show, Verdict } from './show';

/** Whether a verdict is on an episode past the furthest that the user has watched. */
export function isPastProgress({ watched }: Show, { episode }: Verdict): boolean {
  return episode !== undefined && episode > (watched.at(-1)?.episode ?? Number.NEGATIVE_INFINITY);
}

/**
 * A show as it may be told without telling too much: notes past the user's progress are gone, and
 * verdicts that are nothing but such a note.
 */
export function withoutSpoilers(show: Show): Show {
  const isTelling = (verdict: Verdict) =>
    verdict.note !== undefined && isPastProgress(show, verdict);
  if (!show.verdicts.some(isTelling)) return show;
  const verdicts = show.verdicts.flatMap((verdict): readonly Verdict[] => {
    if (!isTelling(verdict)) return [verdict];
    const { note: _, ...rest } = verdict;
    return rest.words === undefined && rest.score === undefined ? [] : [rest];
  });
  return { ...show, verdicts };
}
