import { Problem } from '../watchlist/problem';
import { HIGHEST_EPISODE, type Watchlist } from '../watchlist/show';
import { isTitle } from '../watchlist/title';
import { range, spanOfEpisodes } from '../watchlist/watching';

/**
 * How many of the words typed are a show's title, where episodes may stand behind it: all but the last,
 * if that names episodes and is not the end of a title such as `kaiju no. 8`.
 */
export function titleWithoutEpisodes(watchlist: Watchlist, typed: readonly string[]): number {
  const last = typed.at(-1) ?? '';
  const episodes = typed.length > 1 && /^(?:[\d,–-]+|\+\d+|all)$/i.test(last);
  return episodes && !isTitle(watchlist, typed.join(' ')) ? typed.length - 1 : typed.length;
}

/**
 * A reader of one episode's number for an option.
 * @throws Problem `usage` when it is none.
 */
export function episodeNumber(text: string): number {
  const number = /^(?:ep ?)?(\d{1,5})$/i.exec(text.trim())?.[1];
  if (number !== undefined) return Number(number);
  throw new Problem('usage', `"${text}" is not the number of an episode.`, {
    hint: `Write a number from 0 to ${HIGHEST_EPISODE}, such as 7.`,
  });
}

/** The episode whose number stands behind a title; undefined when nothing does. */
export function numberBehind(words: string | undefined): number | undefined {
  return words === undefined ? undefined : episodeNumber(words);
}

/**
 * Episodes named one by one: `5`, `5-7`, `5,7`.
 * @throws Problem `usage` when they are not, or when nothing is named.
 */
export function episodeList(text: string | undefined, example: string): readonly number[] {
  const episodes = (text ?? '').split(',').flatMap((part) => {
    const span = spanOfEpisodes(part.trim());
    if (span === undefined) {
      const what = text === undefined ? 'Which episode?' : `"${text}" names no episode.`;
      throw new Problem('usage', what, { hint: `Write its number behind the title: ${example}` });
    }
    const [first, last] = span;
    if (last - first > MOST_AT_ONCE) {
      throw new Problem('usage', `"${text}" are more than ${MOST_AT_ONCE} episodes.`, {
        hint: 'Name fewer of them at once.',
      });
    }
    return range(first, last);
  });
  return [...new Set(episodes)].sort((a, b) => a - b);
}

const MOST_AT_ONCE = 2_000;
