import type { Context } from '../context';
import { line, type Screen, styled } from '../ui/text';
import type { Change } from '../watchlist/change';
import { instant } from '../watchlist/moment';

/** What is said of a dry run at its end. */
export const DRY_RUN = line(styled('yellow', 'Nothing was written: this was a dry run.'));

/** How the store is to carry out a write of this context. */
export function writing(context: Context): { at: string; dryRun: boolean } {
  return { at: instant(context.now), dryRun: context.dryRun };
}

/**
 * Tells what a change did: as JSON, as the screen made for it, or as its sentence; then how to take
 * it back.
 */
export async function reportChange(
  context: Context,
  change: Change,
  {
    screen = [line(sentence(change.summary))],
    back = 'undo',
  }: { screen?: Screen | undefined; back?: 'undo' | 'redo' } = {},
): Promise<void> {
  if (context.json) {
    context.out.json({ change });
    return;
  }
  if (context.quiet) return;
  const nothing = change.shows.length === 0;
  await context.out.print(nothing ? [line(sentence(change.summary))] : screen);
  if (context.dryRun) {
    await context.err.print([DRY_RUN]);
  } else if (!nothing) {
    await context.err.print([
      line(
        styled('dim', back === 'undo' ? 'Undo with jikai undo.' : 'Give it back with jikai redo.'),
      ),
    ]);
  }
}

/** With a full stop, unless a title or the user's words end it in their own way. */
function sentence(summary: string): string {
  return /[.!?…]$/.test(summary) ? summary : `${summary}.`;
}
