import { SaxesParser } from 'saxes';
import { Problem } from '../../watchlist/problem';
import { aWebPage, isWebPage, withoutLead } from './reading';

/** The elements of a MyAnimeList file, whatever they say. */
export interface MalElements {
  /** What `user_export_type` says: `1` for anime, `2` for manga. */
  readonly kind: string | undefined;
  /** The text of the elements in an `anime` that are asked for and not empty, by the element's name. */
  readonly anime: readonly ReadonlyMap<string, string>[];
  /** How many manga there are. */
  readonly manga: number;
}

const ROOT = 'myanimelist';

/**
 * Reads the elements of a MyAnimeList file. Characters and entities that XML does not allow are kept
 * as they are, since the programs that write such files leave them in; whatever would lose an entry
 * refuses the whole file.
 * @param wanted names of elements in lower case: a long list has a quarter of a million, most of no use.
 * @throws Problem `failed` when the file is no such list, is broken or ends too early.
 */
export function malElements(text: string, wanted: ReadonlySet<string>): MalElements {
  const xml = withoutLead(text);
  if (isWebPage(xml)) throw aWebPage();
  const parser = new SaxesParser();
  const path: string[] = [];
  const anime: Map<string, string>[] = [];
  let kind: string | undefined;
  let manga = 0;
  let isClosed = false;
  let brokenAt: number | undefined;
  let content = '';
  const add = (piece: string) => {
    if (path.length > 2) content += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('doctype', () => {
    throw aDocumentType();
  });
  parser.on('opentag', (tag) => {
    const name = tag.name.toLowerCase();
    path.push(name);
    if (path.length === 1 && name !== ROOT) throw name === 'html' ? aWebPage() : noList();
    if (path.length === 2 && name === 'anime') anime.push(new Map());
    if (path.length === 2 && name === 'manga') manga += 1;
    if (path.length === 3) content = '';
  });
  parser.on('closetag', () => {
    const [, part, field] = path;
    if (path.length === 3 && field !== undefined) {
      if (part === 'anime' && wanted.has(field)) setOnce(anime.at(-1), field, content);
      if (part === 'myinfo' && field === 'user_export_type') kind = content.trim();
    }
    path.pop();
    isClosed ||= path.length === 0;
  });
  parser.on('error', ({ message }) => {
    if (LOSES_ELEMENTS.test(message)) brokenAt ??= parser.line;
  });
  for (const piece of withoutRawSigns(xml)) parser.write(piece);
  if (brokenAt !== undefined) throw broken(brokenAt);
  if (!isClosed) throw path.length === 0 ? noList() : cutShort();
  return { kind, anime, manga };
}

/** What the parser says of faults after which it goes on with other elements than were meant. */
const LOSES_ELEMENTS =
  /tag name|clos(?:e|ing) tag|only one root|forward-slash|malformed (?:comment|name)|incorrect syntax/;

/** Signs of markup that mark nothing up, outside of CDATA: `A & B`, `&nbsp;`, `<3`. */
const RAW_SIGNS =
  /<!\[CDATA\[(?:[\s\S]*?\]\]>|[\s\S]*$)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)|<(?![\p{L}_:/!?])/gu;

/** How much of a file is written anew at once, in UTF-16 units: a file is long, and mostly in order. */
const PIECE = 65_536;

/**
 * The file in pieces, with what is amiss in it mended; all that is in order stays where it is in memory.
 *
 * The parser takes a lone `&` for the beginning of a name, up to the next `;`, however far that is, and
 * the sign behind half of a character for its other half.
 */
function* withoutRawSigns(xml: string): Generator<string> {
  const halves = /\p{Surrogate}/gu;
  const whole = halves.test(xml) ? xml.replace(halves, '\ufffd') : xml;
  let mended = '';
  let from = 0;
  for (const { 0: sign, index } of whole.matchAll(RAW_SIGNS)) {
    if (sign !== '&' && sign !== '<') continue;
    if (mended.length + index - from > PIECE) {
      yield mended;
      yield whole.slice(from, index);
      mended = '';
    } else mended += whole.slice(from, index);
    mended += sign === '&' ? '&amp;' : '&lt;';
    from = index + 1;
  }
  yield mended;
  yield whole.slice(from);
}

/** Some files have an element twice, empty at first or at last. */
function setOnce(fields: Map<string, string> | undefined, name: string, content: string): void {
  if (content.trim() !== '' && fields?.has(name) === false) fields.set(name, content);
}

function noList(): Problem {
  return new Problem('failed', 'The file is no list of MyAnimeList.', {
    hint: 'MyAnimeList exports yours at myanimelist.net/panel.php?go=export.',
  });
}

function aDocumentType(): Problem {
  return new Problem('failed', 'The file declares a document type, which no list needs.', {
    hint: 'It was not written by a site that keeps lists. Export yours anew.',
  });
}

function cutShort(): Problem {
  return new Problem('failed', 'The file ends in the middle of the list.', {
    hint: 'Download it again; part of it is missing.',
  });
}

function broken(line: number): Problem {
  return new Problem('failed', `The file is broken: line ${line} is no XML that can be read.`, {
    hint: 'Export it again, or mend that line.',
  });
}
