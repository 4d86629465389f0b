import { Problem } from '../watchlist/problem';
import type { SiteIds } from '../watchlist/show';
import { type DataSet, type Item, readDataSet } from './data-set';
import {
  blocksOf,
  flagOf,
  HEADER_BYTES,
  type Header,
  type Listed,
  type ListedRelease,
  OFFSET_DIGITS,
  writeRecord,
} from './file';
import { hasOtherScripts, normalise, soundWords } from './normalise';
import { PLATFORMS } from './platforms';
import { beginningOn, episodesOf, premiereOf, SharedPages, stepOf } from './timing';
import { type NamedItem, nameItems, type Romaniser } from './titles';

export interface Sources {
  /** The parsed `data.json` of bangumi-data. */
  readonly data: unknown;
  /**
   * The version of bangumi-data that was read. Where nobody knows it, the catalogue's is made of its
   * newest premiere: `file 2024-01-10`.
   */
  readonly version: string | undefined;
  readonly romanise: Romaniser;
}

/**
 * Makes the catalogue's file from a data set. Pure: the same sources give the same text.
 * Throws a {@link Problem} when the data is no bangumi-data file, when it holds more than a catalogue
 * can, or when it keeps a platform's pages elsewhere than `data/platforms.json` says.
 */
export function compileCatalog({ data, version, romanise }: Sources): string {
  const dataSet = readDataSet(data);
  checkLinks(dataSet);
  const items = dataSet.items.toSorted((a, b) => compareText(a.begin, b.begin));
  const pages = new SharedPages(items);
  const platforms = PLATFORMS.filter(({ link }) => link !== undefined).map(({ id }) => id);

  const works = nameItems(items, romanise).map((named) => ({
    named,
    record: `${writeRecord(list(named, platforms, pages), platforms)}\n`,
  }));
  const offsets: string[] = [];
  let offset = 0;
  for (const { record } of works) {
    offsets.push(`${String(offset).padStart(OFFSET_DIGITS, '0')}\n`);
    offset += Buffer.byteLength(record);
  }
  const sounds = works.map(({ named }) => `${soundLine(named)}\n`).join('');
  const names = works.map(({ named }) => `${nameLine(named)}\n`).join('');
  const newestPremiere = premiereOfLast(items).slice(0, 10);
  const header: Header = {
    format: 'jikai-catalog',
    version: 1,
    source: 'bangumi-data',
    sourceVersion: version ?? `file ${newestPremiere}`,
    newestPremiere,
    shows: works.length,
    license: 'CC-BY-4.0',
    sounds: Buffer.byteLength(sounds),
    names: Buffer.byteLength(names),
    records: offset,
    platforms,
  };
  const records = works.map(({ record }) => record).join('');
  const text = `${JSON.stringify(header).padEnd(HEADER_BYTES - 1)}\n${offsets.join('')}${sounds}${names}${records}`;
  if (Buffer.byteLength(text) !== blocksOf(header).end) {
    // The header's line is of a fixed length, and so are the offsets.
    throw new Problem('failed', 'The data set holds more than a catalogue can.', {
      hint: 'A newer jikai may have room for it.',
    });
  }
  return text;
}

function premiereOfLast(items: readonly Item[]): string {
  const last = items.at(-1);
  return (last && premiereOf(last).at) ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A data set that moved a platform's pages would give dead links. */
function checkLinks({ siteMeta }: DataSet): void {
  for (const { id, name, link } of PLATFORMS) {
    const meta = siteMeta[id];
    if (link === undefined || meta === undefined) continue;
    if (meta.type !== 'onair' || meta.urlTemplate !== link) {
      throw new Problem('failed', `The data set keeps the pages of ${name} elsewhere than jikai.`, {
        hint: `Its link template is ${meta.urlTemplate}; change data/platforms.json to match.`,
      });
    }
  }
}

function list(named: NamedItem, platforms: readonly string[], pages: SharedPages): Listed {
  const { item, titles, otherTitles } = named;
  const episodes = episodesOf(item);
  const site = /^https?:\/\/[^\s\p{Cc}]+$/u.test(item.officialSite) ? item.officialSite : undefined;
  return {
    titles,
    otherTitles,
    format: item.type,
    ids: idsOf(item),
    ...(site !== undefined && { site }),
    premiere: premiereOf(item),
    ...(episodes && { episodes }),
    step: stepOf(item),
    listed: releasesOf(item, platforms, pages),
  };
}

function releasesOf(
  item: Item,
  platforms: readonly string[],
  pages: SharedPages,
): readonly ListedRelease[] {
  return platforms.flatMap((platform) => {
    const site = item.sites.find((each) => each.site === platform);
    const page = site?.url ?? site?.id;
    if (site === undefined || page === undefined || /[\s|\p{Cc}]/u.test(page)) return [];
    return [{ platform, page, beginning: beginningOn(site, item, pages) }];
  });
}

const ID_KEYS = { aniList: 'anilist', mal: 'mal', anidb: 'anidb', bangumi: 'bangumi' } as const;

function idsOf(item: Item): SiteIds {
  const ids = Object.entries(ID_KEYS).flatMap(([key, name]) => {
    const id = Number(item.sites.find(({ site }) => site === key)?.id);
    return Number.isSafeInteger(id) && id > 0 ? [[name, id]] : [];
  });
  return Object.fromEntries(ids);
}

/** Letters of a title so short that it is also a key in one word. */
const SHORT = 6;

/** The keys of a work in Latin letters; see `file.ts`. */
function soundLine({ item, titles, otherTitles, season, isSequel }: NamedItem): string {
  const latin = [titles.english ?? '', titles.romaji ?? '', titles.native ?? '', ...otherTitles];
  const keys = new Set<string>();
  for (const title of latin.filter((each) => !hasOtherScripts(each))) {
    const words = soundWords(title);
    keys.add(words.join(' '));
    // Too short for its parts to betray it to a search for the whole: K-ON!, typed kon.
    if (words.join('').length <= SHORT) keys.add(words.join(''));
  }
  keys.delete('');
  if (season !== undefined) {
    keys.add(soundWords(`season ${season} s${season} ${ordinal(season)}`).join(' '));
  }
  return [flagOf(item.type, isSequel, item.sites.length), ...keys].join('\t');
}

function ordinal(number: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
  return `${number}${number > 10 && number < 14 ? 'th' : ending}`;
}

/** The keys of a work in other scripts; see `file.ts`. */
function nameLine({ titles, otherTitles }: NamedItem): string {
  const keys = [titles.native ?? '', ...otherTitles].map(normalise);
  return [...new Set(keys)].filter((key) => /[^a-z0-9]/.test(key)).join('\t');
}
