import type { Context } from '../context';
import type { Message } from '../reminders/channel';
import { digestMarkdown } from '../ui/digest-markdown';
import { digestMessage } from '../ui/digest-message';
import { digestLines, digestScreen } from '../ui/digest-screen';
import { quietWords } from '../ui/digest-words';
import { line } from '../ui/text';
import { digestOf, isQuiet } from '../watchlist/digest';
import { type PeriodName, periodOf } from '../watchlist/period';
import type { Watchlist } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import type { DigestOptions } from './digest';
import { digestJson } from './digest-json';

/** What a digest says as a reminder; undefined when there is nothing to tell. */
export async function digestReminder(
  { store, reader }: Context,
  name: PeriodName,
): Promise<Message | undefined> {
  const [watchlist, changes] = [await store.read(), await store.log()];
  const period = periodOf(name, reader);
  const digest = digestOf(spoilerFree(watchlist), { ...reader, period, changes });
  if (isQuiet(digest)) return undefined;
  return { kind: 'digest', ...digestMessage(digest, reader), data: digestJson(digest, reader.now) };
}

/** Prints the digest. A part of its own: see `scripts/parts.mjs`. */
export async function tellDigest(
  { store, reader, out, err, json, quiet, spoilers }: Context,
  { day, markdown }: DigestOptions,
): Promise<void> {
  const [watchlist, changes] = [await store.read(), await store.log()];
  const period = periodOf(day ? 'day' : 'week', reader);
  const told = spoilers ? watchlist : spoilerFree(watchlist);
  const digest = digestOf(told, { ...reader, period, changes });
  if (json) {
    out.json(digestJson(digest, reader.now));
  } else if (markdown) {
    const text = digestMarkdown(digest, reader).trimEnd();
    await out.print(text.split('\n').map((one) => line(one)));
  } else if (isQuiet(digest)) {
    const advice = watchlist.shows.length === 0 ? [EMPTY] : quietWords(digest, reader);
    if (!quiet) await err.print(advice.map((one) => line(one)));
  } else {
    await out.print(out.isTTY ? digestScreen(digest, reader) : digestLines(digest, reader));
  }
}

function spoilerFree({ revision, shows }: Watchlist): Watchlist {
  return { revision, shows: shows.map(withoutSpoilers) };
}

const EMPTY =
  'Your list is empty, so there is nothing to look back on yet. jikai add "Metallic Rouge" puts a show on it.';
