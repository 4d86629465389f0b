import type { ImportTelling } from '../ui/import-screen';
import { MEETINGS } from '../watchlist/import-plan';

/** What an import does, for scripts. Every entry of the file is in `entries` or in `refused`. */
export function importJson({ form, plan: { entries, refused, lessened } }: ImportTelling) {
  const counts = Object.fromEntries(
    MEETINGS.map((meeting) => [meeting, entries.filter((one) => one.meeting === meeting).length]),
  );
  return {
    form,
    total: entries.length + refused.length,
    counts: { ...counts, refused: refused.length },
    entries: entries.map(({ meeting, after, kept }) => ({
      id: after.id,
      title: after.title,
      meeting,
      kept,
    })),
    lessened,
    refused,
  };
}
