import { listPage } from '../exchange/report/list-page';
import { listSections, type SectionOptions } from '../ui/list-sections';
import type { Reader } from '../ui/time';
import type { Show } from '../watchlist/show';
import { sha256 } from './sha256';

/** Shows as a web page. A part of its own: see `scripts/parts.mjs`. */
export function exportPage(
  shows: readonly Show[],
  reader: Reader,
  options: SectionOptions,
): string {
  return listPage(listSections(shows, options), { reader, sha256 });
}
