import type { Context } from '../context';
import { digestMarkdown } from '../ui/digest-markdown';
import { digestLines, digestScreen } from '../ui/digest-screen';
import { quietWords } from '../ui/digest-words';
import { line } from '../ui/text';
import { digestOf, isQuiet } from '../watchlist/digest';
import { periodOf } from '../watchlist/period';
import type { DigestOptions } from './digest';
import { digestJson } from './digest-json';

/** Prints the digest. A lazy chunk: see `scripts/build.mjs`. */
export async function tellDigest(
  { store, reader, out, err, json, quiet }: Context,
  { day, markdown }: DigestOptions,
): Promise<void> {
  const [watchlist, changes] = [await store.read(), await store.log()];
  const period = periodOf(day ? 'day' : 'week', reader);
  const digest = digestOf(watchlist, { ...reader, period, changes });
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

const EMPTY =
  'Your list is empty, so there is nothing to look back on yet. jikai add "Metallic Rouge" puts a show on it.';
