import type { Change, ShowChange } from '../watchlist/change';
import type { Occasion } from './hook';

/**
 * What a change gives hooks occasion for, told from the change alone, so that it does not matter which
 * verb, sitting or import made it: a show that is new, episodes newly marked, a verdict given or amended.
 */
export function occasionsOf({ shows }: Change): readonly Occasion[] {
  const of = (occasion: Occasion, isSo: (touched: ShowChange) => boolean) =>
    shows.some(isSo) ? [occasion] : [];
  return [
    ...of('add', ({ before, after }) => before === null && after !== null),
    ...of('watch', hasNewMark),
    ...of('verdict', hasNewVerdict),
  ];
}

function hasNewMark({ before, after }: ShowChange): boolean {
  const marked = new Set(before?.watched.map(({ episode }) => episode));
  return after?.watched.some(({ episode }) => !marked.has(episode)) ?? false;
}

function hasNewVerdict({ before, after }: ShowChange): boolean {
  const given = new Set(before?.verdicts.map((verdict) => JSON.stringify(verdict)));
  const trail = after?.verdicts ?? [];
  // The same may be said twice at one moment.
  const isLonger = trail.length > (before?.verdicts.length ?? 0);
  return isLonger || trail.some((verdict) => !given.has(JSON.stringify(verdict)));
}
