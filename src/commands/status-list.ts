import { Problem } from '../watchlist/problem';
import { STATUSES, type Status } from '../watchlist/show';

/** What the option that takes such a list is told as. */
export const STATUS_LIST = `only these, of ${STATUSES.join(', ')}`;

/**
 * Statuses separated by commas or spaces.
 * @throws Problem `usage` when one of the words is none.
 */
export function parseStatuses(text: string): readonly Status[] {
  return text.split(/[,\s]+/).map((word) => {
    const status = STATUSES.find((one) => one === word.toLowerCase());
    if (status !== undefined) return status;
    throw new Problem('usage', `"${word}" is no status.`, {
      hint: `Choose of ${STATUSES.join(', ')}.`,
    });
  });
}
