import { isActive, nextDrop, waiting } from '../watchlist/agenda';
import { moodOf, type Vocabulary } from '../watchlist/mood';
import { followed } from '../watchlist/releases';
import type { Drop } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { readableTags } from '../watchlist/tags';
import { latestScore, latestVerdict } from '../watchlist/verdict';
import type { Fields } from './records';
import { untilWords } from './short-words';
import type { Reader } from './time';

/** A show, and by what its fields are told. */
export class ListedShow {
  readonly show: Show;
  readonly reader: Reader;
  readonly #vocabulary: () => Vocabulary;
  readonly #spoilers: boolean;
  #next: Drop | undefined | 'unasked' = 'unasked';

  constructor(
    show: Show,
    {
      reader,
      vocabulary,
      spoilers,
    }: {
      readonly reader: Reader;
      /** What verdicts' words stand for; asked only where it is needed. */
      readonly vocabulary: () => Vocabulary;
      /** Whether notes past the user's progress may be told. */
      readonly spoilers: boolean;
    },
  ) {
    this.show = show;
    this.reader = reader;
    this.#vocabulary = vocabulary;
    this.#spoilers = spoilers;
  }

  /** What drops next, of a show that is watched or planned. */
  get next(): Drop | undefined {
    if (this.#next === 'unasked') {
      const { now, zone } = this.reader;
      this.#next = isActive(this.show) ? nextDrop(this.show, now, zone) : undefined;
    }
    return this.#next;
  }

  get mood(): number | undefined {
    const score = latestScore(this.show);
    const scored = score === undefined ? {} : { score };
    return moodOf({ ...scored, ...latestVerdict(this.show) }, this.#vocabulary());
  }

  get note(): string | undefined {
    const told = this.#spoilers ? this.show : withoutSpoilers(this.show);
    return latestVerdict(told)?.note;
  }
}

/**
 * What can be told of a show on the list, under the names that `--json` has for it. What is counted is a
 * number; a score or a mood of 0 is none, and so a text.
 */
export const LIST_FIELDS = {
  id: ({ show }) => show.id,
  title: ({ show }) => show.title,
  english: ({ show }) => show.titles?.english ?? '',
  romaji: ({ show }) => show.titles?.romaji ?? '',
  native: ({ show }) => show.titles?.native ?? '',
  status: ({ show }) => show.status,
  platform: ({ show }) => followed(show).platform,
  audio: ({ show }) => followed(show).audio,
  format: ({ show }) => show.format ?? '',
  watched: ({ show }) => show.watched.length,
  episodes: ({ show }) => textOf(followed(show).schedule.episodes?.number),
  behind: ({ show, reader }) => waiting(show, reader.now, reader.zone).length,
  verdict: ({ show }) => latestVerdict(show)?.words ?? '',
  score: ({ show }) => textOf(latestScore(show)),
  mood: ({ mood }) => textOf(mood),
  note: ({ note }) => note ?? '',
  tags: ({ show }) => readableTags(show).join(', '),
  'next.episode': ({ next }) => textOf(next?.episode),
  'next.at': ({ next }) => next?.moment.at ?? '',
  'next.precision': ({ next }) => next?.moment.precision ?? '',
  'next.basis': ({ next }) => next?.basis ?? '',
  'next.in': ({ next, reader }) => (next === undefined ? '' : untilWords(next.moment, reader)),
  added: ({ show }) => show.added,
  minutes: ({ show }) => textOf(show.minutes),
  url: ({ show }) => followed(show).url ?? '',
  site: ({ show }) => show.site ?? '',
  anilist: ({ show }) => textOf(show.ids?.anilist),
  mal: ({ show }) => textOf(show.ids?.mal),
  anidb: ({ show }) => textOf(show.ids?.anidb),
  bangumi: ({ show }) => textOf(show.ids?.bangumi),
} satisfies Fields<ListedShow>;

/** Those in a table of shows, where nobody says which. */
export const LIST_COLUMNS =
  'id,title,status,platform,watched,episodes,behind,verdict,score,next.episode,next.at,next.precision,next.basis';

/** A number that is none of a count. */
function textOf(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
