import { Problem } from '../../watchlist/problem';
import { aWebPage, isWebPage, withoutLead } from './reading';

/** The forms of lists that can be read, by their names for people. */
export const LIST_FORMATS = {
  mal: 'MyAnimeList XML',
  anilist: 'AniList JSON',
  'anilist-account': "AniList's account file",
  'anime-planet': 'Anime-Planet JSON',
  trakt: 'Trakt JSON',
  csv: 'CSV',
  tsv: 'TSV',
  jikai: "jikai's JSON",
} as const;
export type ListFormat = keyof typeof LIST_FORMATS;

/**
 * The form a file's content is in, from marks that others of its kind lack and without reading it all;
 * its reader tells whether it is in order. Undefined for what is no list: see {@link unrecognised}.
 */
export function recognise(text: string): ListFormat | undefined {
  const content = withoutLead(text);
  if (content.startsWith('<')) return isMal(content) ? 'mal' : undefined;
  if (content.startsWith('{') || content.startsWith('[')) return recogniseJson(content);
  return recogniseTable(content);
}

/** How much of a file's beginning tells what it is. */
const HEAD = 10_000;

function isMal(content: string): boolean {
  return /<myanimelist[\s/>]/i.test(content.slice(0, HEAD));
}

function recogniseJson(content: string): ListFormat | undefined {
  const has = (key: string) => content.includes(`"${key}"`);
  if (/^\{\s*"format"\s*:\s*"jikai"/.test(content)) return 'jikai';
  if (content.startsWith('[')) {
    const isOfTrakt = has('show') || has('movie');
    const marks = ['plays', 'watched_at', 'listed_at', 'rated_at'];
    return isOfTrakt && marks.some(has) ? 'trakt' : undefined;
  }
  if (has('MediaListCollection') || (has('entries') && has('mediaId'))) return 'anilist';
  if (has('lists') && has('series_id')) return 'anilist-account';
  if (has('entries') && has('name') && (has('eps') || has('export'))) return 'anime-planet';
  return undefined;
}

/** Words that a table of one column has at its head. */
const TITLES = ['title', 'name', 'anime', 'show'];

/** A table begins with a line of several cells, or with the name of its only column. */
function recogniseTable(content: string): ListFormat | undefined {
  const [line = ''] = content.slice(0, HEAD).split(/\r\n?|\n/, 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none but tabs.
  if (/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(line)) return undefined;
  if (line.includes('\t')) return 'tsv';
  const word = line
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
  return /[,;]/.test(line) || TITLES.includes(word) ? 'csv' : undefined;
}

/** Why a file is no list that can be read, and what to do; for what {@link recognise} does not know. */
export function unrecognised(text: string): Problem {
  const head = withoutLead(text).slice(0, HEAD);
  if (head === '') {
    return new Problem('failed', 'The file is empty.', { hint: 'Export your list again.' });
  }
  if (isWebPage(head)) return aWebPage();
  return new Problem('failed', 'The file is no list that jikai can read.', {
    hint: `It reads ${Object.values(LIST_FORMATS).slice(0, -1).join(', ')} and ${LIST_FORMATS.jikai}.`,
  });
}
