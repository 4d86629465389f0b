import { listMarkdown } from '../ui/list-markdown';
import { listSections, type SectionOptions } from '../ui/list-sections';
import type { Show } from '../watchlist/show';

/** Shows as a Markdown document. A part of its own: see `scripts/parts.mjs`. */
export function exportMarkdown(shows: readonly Show[], options: SectionOptions): string {
  return listMarkdown(listSections(shows, options));
}
