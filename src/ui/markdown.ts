import { harmless } from './harmless';

/**
 * What means something in Markdown, wherever it stands: emphasis, code, links, tags, headings, tables,
 * strikethrough, entities, formulas.
 */
const MARKUP = /[\\`*_[\]<>|#~&$]/g;

/** What begins a list, a heading or a quotation at the start of a line; `>` and `#` are above. */
const LEADING = /^(?:[-+=]|\d{1,9}(?=[.)]))/;

/** Words that are made links of without being asked to. */
const ADDRESS = /:\/\/|\bwww\.|\bmailto:|@/gi;

/**
 * Anybody's text as Markdown that shows just that text, on one line, and does nothing: control characters
 * are replaced, and whatever has a meaning in CommonMark or GitHub's tables, links and formulas is escaped.
 */
export function markdownText(text: string): string {
  return harmless(text)
    .trim()
    .replace(/ {2,}/g, ' ')
    .replace(MARKUP, '\\$&')
    .replace(LEADING, (start) => (/\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(ADDRESS, (found) => found.replace(/[:.@]/, '\\$&'));
}

/** A link to an address of the web; the bare text where the address is none, or of another kind. */
export function markdownLink(text: string, url: string | undefined): string {
  const address = webAddress(url);
  const shown = markdownText(text);
  return address === undefined ? shown : `[${shown}](${address})`;
}

/** An address as it may stand behind a link's text: http or https, and nothing in it that ends it early. */
function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return href.replace(/[\s()<>\\`|]/g, encoded).replace(/&(?=#?\w{1,32};)/g, '&amp;');
}

function encoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
