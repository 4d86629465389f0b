import { byId } from '../watchlist/change';
import type { Show, Watchlist } from '../watchlist/show';
import type { Document } from './document';
import { joinLines, newLine, showToLine } from './line-writing';
import type { Line } from './lines';
import { VERSION } from './migrations';
import { ShowLines } from './show-lines';

/**
 * The bytes of a file with another watchlist in it, in pieces: each holds until the next is asked for.
 * Shows that are still the objects of `document.watchlist` keep their lines byte for byte.
 */
export function writeDocument(
  document: Pick<Document, 'others' | 'lines' | 'watchlist'>,
  watchlist: Watchlist,
): Generator<Uint8Array> {
  const header: [string, unknown][] = [
    ['format', 'jikai'],
    ['version', VERSION],
    ['revision', watchlist.revision],
    ...document.others,
  ];
  return joinLines(header, linesOf(document, watchlist));
}

/** As {@link writeDocument}, all of it at once. */
export function documentBytes(
  document: Pick<Document, 'others' | 'lines' | 'watchlist'>,
  watchlist: Watchlist,
): Buffer {
  return Buffer.concat(
    Array.from(writeDocument(document, watchlist), (piece) => Buffer.from(piece)),
  );
}

/** Lines of all shows of `next`: old ones as far as it is known that the show is the same, else new ones. */
function linesOf(
  { watchlist, lines }: Pick<Document, 'lines' | 'watchlist'>,
  next: Watchlist,
): readonly Line[] {
  if (lines instanceof ShowLines) {
    return next.made?.from === watchlist
      ? lines.linesAfter(next.made.by, lineOf)
      : linesByShow(watchlist.shows, lines.lines, next.shows);
  }
  return linesByShow(watchlist.shows, lines, next.shows);
}

function lineOf(show: Show): Line {
  return newLine(showToLine(show));
}

/** The line of each show: its old one, as long as it is the same object, or a new one. */
function linesByShow(
  old: readonly Show[],
  lines: readonly Line[],
  shows: readonly Show[],
): readonly Line[] {
  let place = 0;
  return shows.map((show) => {
    // Both are in order of id. To compare objects is enough for all but the few that were changed.
    for (let was = old[place]; was !== undefined && was !== show; was = old[++place]) {
      if (byId(was, show) > 0) break;
    }
    const line = old[place] === show ? lines[place++] : undefined;
    return line ?? lineOf(show);
  });
}
