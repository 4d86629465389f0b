import type { Digest, Drops } from '../watchlist/digest';
import { isDated } from '../watchlist/moment';
import type { Show } from '../watchlist/show';
import {
  amountMark,
  amountWords,
  type DigestEntry,
  digestSections,
  numberWords,
  rankWords,
  sharing,
  statusWords,
  verdictWords,
} from './digest-sections';
import { dayWords, digestHeading, markedWords } from './digest-words';
import { harmless } from './harmless';
import type { Reader } from './time';

/** A digest short enough for a notification. Both texts are harmless; the body has lines, and may be empty. */
export interface DigestMessage {
  readonly title: string;
  readonly body: string;
}

/** How many things of one kind a line names before it says how many more there are. */
const ENOUGH = 3;

/** How many characters of a title, of somebody's words, and of many numbers are told before they are cut. */
const MOST_NAMED = 32;
const MOST_SAID = 48;
const MOST_NUMBERED = 24;

/** `Your week: 6 episodes dropped, 3 wait`, and at most five lines on what they are. */
export function digestMessage(digest: Digest, reader: Reader): DigestMessage {
  const { title } = digestHeading(digest, reader);
  const { dropped, due, verdicts, moves, ahead, next } = digest;
  const slips = digestSections(digest, reader).find(({ kind }) => kind === 'slipped')?.entries;
  const out = dropped.flat();
  const waiting = due.flat();
  const droppedWords = out.length === 0 ? 'nothing dropped' : `${amountWords(out)} dropped`;
  const waitingWords =
    waiting.length === 0
      ? 'nothing waits'
      : `${amountMark(waiting)}${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'}`;
  const lines = [
    listed('Waiting', due, (drops) =>
      [name(drops[0].show), cut(numberWords(drops), MOST_NUMBERED)].join(' '),
    ),
    listed('Slipped', slips ?? [], (entry) => slippedWords(entry, reader)),
    listed('You said', verdicts, (move) => {
      const said = verdictWords(move).map((words) => cut(words, MOST_SAID));
      return [name(move.show), ...said].join(' ');
    }),
    listed('Your list', moves, (move) => `${name(move.show)} ${statusWords(move)}`),
    listed('Ahead', sharing(ahead), (drops) => aheadWords(drops, reader)),
    listed('Next', next === undefined ? [] : [[next] as const], (drops) =>
      aheadWords(drops, reader),
    ),
  ];
  return {
    title: `${title}: ${droppedWords}, ${waitingWords}`,
    body: lines.filter((one) => one !== '').join('\n'),
  };
}

/** `Ahead: A ep 2 Wed 17 Jan, B ep 28 Fri 19 Jan finale and 2 more`; empty where there is nothing. */
function listed<Item>(what: string, items: readonly Item[], words: (item: Item) => string): string {
  if (items.length === 0) return '';
  const rest = items.length - ENOUGH;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return harmless(`${what}: ${items.slice(0, ENOUGH).map(words).join(', ')}${more}`);
}

/** `Metallic Rouge ep 13/13 Wed 3 Apr finale`. */
function aheadWords(drops: Drops, reader: Reader): string {
  const words = [numberWords(drops), markedWords(drops[0], dayWords, reader)];
  return [name(drops[0].show), ...words, ...rankWords(drops)].join(' ');
}

/** When it comes now, or why nobody knows. */
function slippedWords(
  { show, episodes, when, what: [first = ''] }: DigestEntry,
  reader: Reader,
): string {
  const now =
    when !== undefined && isDated(when.moment)
      ? `now ${markedWords(when, dayWords, reader)}`
      : first;
  return `${name(show)} ${episodes} ${now}`;
}

function name({ title }: Show): string {
  return cut(title, MOST_NAMED);
}

/** Whole characters are cut off, not halves of them. */
function cut(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
