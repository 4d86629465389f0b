import { Problem } from '../watchlist/problem';

/** A reader of whole numbers for an option. It throws Problem `usage` for anything else. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw new Problem('usage', `"${text}" is not a number from ${least} to ${most}.`);
    }
    return number;
  };
}
