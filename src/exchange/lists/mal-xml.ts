import type { Format, PartialDate, Show, Status } from '../../watchlist/show';
import { partsOf } from './dates';
import { type ListOptions, lineOf, type WrittenList } from './telling';

/** As MyAnimeList spells them. */
const STATUSES: { readonly [status in Status]: string } = {
  planned: 'Plan to Watch',
  watching: 'Watching',
  paused: 'On-Hold',
  dropped: 'Dropped',
  completed: 'Completed',
};

const TYPES: { readonly [format in Format]: string } = {
  tv: 'TV',
  movie: 'Movie',
  ova: 'OVA',
  web: 'ONA',
};

/**
 * Shows as MyAnimeList imports them (myanimelist.net/import.php), in its own elements and their order.
 *
 * MyAnimeList knows shows by its numbers alone, so those without one are left out, as Kitsu leaves them
 * out: nobody has told what its import does with a file in which a number is 0.
 */
export function malXml(shows: readonly Show[], { zone, user = '' }: ListOptions): WrittenList {
  const numbered = shows.filter(({ ids }) => ids?.mal !== undefined);
  const count = (status: Status) =>
    numbered.filter((show) => statusOf(show) === status).length.toString();
  const info = [
    element('user_name', cdata(user)),
    element('user_export_type', '1'),
    element('user_total_anime', numbered.length.toString()),
    element('user_total_watching', count('watching')),
    element('user_total_completed', count('completed')),
    element('user_total_onhold', count('paused')),
    element('user_total_dropped', count('dropped')),
    element('user_total_plantowatch', count('planned')),
  ];
  const anime = numbered.map((show) => group('anime', animeOf(show, zone)));
  return {
    text: `<?xml version="1.0" encoding="UTF-8" ?>\n<myanimelist>\n${group('myinfo', info)}${anime.join('')}</myanimelist>\n`,
    left: shows
      .filter(({ ids }) => ids?.mal === undefined)
      .map(({ title }) => ({ name: title, why: 'it has no number on MyAnimeList' })),
  };
}

/** Who watches a show again has completed it. */
function statusOf({ status, rewatching }: Show): Status {
  return rewatching === undefined ? status : 'completed';
}

function animeOf(show: Show, zone: ListOptions['zone']): readonly string[] {
  const { ids, title, format, rewatches = 0, rewatching, tags = [] } = show;
  const { episodes = 0, progress, started, finished, score, note = '' } = lineOf(show, zone);
  return [
    element('series_animedb_id', String(ids?.mal ?? 0)),
    element('series_title', cdata(title)),
    element('series_type', format === undefined ? 'Unknown' : TYPES[format]),
    element('series_episodes', String(episodes)),
    element('my_id', '0'),
    element('my_watched_episodes', String(progress)),
    element('my_start_date', dateOf(started)),
    element('my_finish_date', dateOf(finished)),
    element('my_rated', ''),
    // 0 means none, so that 1 is the worst there is.
    element('my_score', score === undefined ? '0' : String(Math.max(Math.round(score), 1))),
    element('my_storage', ''),
    element('my_storage_value', '0.00'),
    element('my_status', STATUSES[statusOf(show)]),
    element('my_comments', cdata(note)),
    element('my_times_watched', String(rewatches)),
    element('my_rewatch_value', ''),
    element('my_priority', 'LOW'),
    // A comma would make two of one.
    element('my_tags', cdata(tags.map((tag) => tag.replace(/,/g, ';')).join(', '))),
    element('my_rewatching', rewatching === undefined ? '0' : '1'),
    element('my_rewatching_ep', String(rewatching ?? 0)),
    element('my_discuss', '1'),
    element('my_sns', 'default'),
    element('update_on_import', '1'),
  ];
}

function group(name: string, lines: readonly string[]): string {
  return `  <${name}>\n${lines.map((line) => `    ${line}\n`).join('')}  </${name}>\n`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** Zeros for what is not known: `2019-05-00`, `0000-00-00`. */
function dateOf(date: PartialDate | undefined): string {
  const { year = 0, month = 0, day = 0 } = partsOf(date);
  return [String(year).padStart(4, '0'), pair(month), pair(day)].join('-');
}

function pair(number: number): string {
  return String(number).padStart(2, '0');
}

/** What XML 1.0 cannot carry at all: most control characters, halves of characters, U+FFFE and U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** A text as it stands, but for what XML cannot carry, which becomes `�`; the end mark is spread over two. */
function cdata(text: string): string {
  const carried = text.replace(/\r\n?/g, '\n').replace(NOT_IN_XML, '\ufffd');
  return `<![CDATA[${carried.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
