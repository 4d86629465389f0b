import type { Context } from '../context';
import { AgendaFile } from '../reminders/agenda-file';
import { harmless } from '../ui/harmless';
import { shortened } from '../ui/layout';
import { widthFor } from '../ui/width';
import { type Outlook, outlookOf } from '../watchlist/outlook';

/** How many cells a title has in a prompt, unless told otherwise. */
export const SHORT = 24;

/**
 * The outlook as it holds now: from the agenda file, or where that does not fit, from the list; the file
 * is made anew then. All words in it are harmless.
 * @param most how many drops to come are wanted at least; all unless told.
 * @throws Problem `failed` when the list cannot be read.
 */
export async function currentOutlook(context: Context, most?: number): Promise<Outlook> {
  const { store, reader } = context;
  const agendaFile = new AgendaFile(context.agendaFile);
  const { now, zone } = reader;
  const stamp = agendaFile.stamp();
  const known = agendaFile.read(stamp, { now, zone, most });
  if (known !== undefined) return known;
  const shows = await store.active();
  const widthOf = await widthFor(shows.map(({ title }) => harmless(title)));
  const named = (words: string) => {
    const title = harmless(words);
    return { title, short: shortened(title, SHORT, widthOf) };
  };
  const outlook = outlookOf(shows, { now, zone, named, worded: harmless });
  agendaFile.write(outlook, stamp, zone);
  return outlook;
}
