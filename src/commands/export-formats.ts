import { extname } from 'node:path';
import type { Context } from '../context';
import type { CalendarEvent } from '../exchange/events';
import type { WrittenList } from '../exchange/lists/telling';
import type { SectionOptions } from '../ui/list-sections';
import type { Refused } from '../watchlist/brought';
import { closest } from '../watchlist/closest';
import { Problem } from '../watchlist/problem';
import type { Show } from '../watchlist/show';
import type { Zone } from '../watchlist/zone';
import type { CalendarOptions } from './calendars';
import { vocabularyIn } from './vocabulary';

/** The forms in which the list can be had. What writes them is loaded when it is wanted. */

/** What is to be written. */
export interface Wanted extends CalendarOptions {
  /** Of the shows of the list, in their order, those that were asked for. */
  readonly choose: (shows: readonly Show[]) => readonly Show[];
}

/** The list in one of the forms. */
export interface Written {
  readonly text: string;
  /** How many shows were asked for. */
  readonly shows: number;
  /** Of a calendar, what is in it. */
  readonly events?: readonly CalendarEvent[];
  /** Shows that the form has no place for, and why. */
  readonly left?: readonly Refused[];
}

export interface ExportFormat {
  readonly name: string;
  /** What else people call it. */
  readonly aliases?: readonly string[];
  /** What files of it end in, for knowing it by a file's name. */
  readonly endings: readonly string[];
  /** What it is for, in a few words. */
  readonly about: string;
  /** What is lost in it, as a sentence; absent where nothing is, or nobody would expect it there. */
  readonly loses?: string;
  readonly write: (context: Context, wanted: Wanted) => Promise<Written>;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'json',
    endings: ['.json'],
    about: 'everything, as the watchlist’s own file has it',
    write: async ({ store }, { choose }) => {
      let shows = 0;
      const text = await store.text((all) => {
        const chosen = choose(all);
        shows = chosen.length;
        return chosen;
      });
      return { text, shows };
    },
  },
  {
    name: 'csv',
    endings: ['.csv'],
    about: 'everything, for spreadsheets',
    write: ofShows(async (shows) => (await import('../exchange/lists/csv')).csvOf(shows)),
  },
  {
    name: 'tsv',
    endings: ['.tsv', '.tab'],
    about: 'everything, for scripts',
    write: ofShows(async (shows) => (await import('../exchange/lists/csv')).tsvOf(shows)),
  },
  {
    name: 'markdown',
    aliases: ['md'],
    endings: ['.md', '.markdown'],
    about: 'tables to read, as for GitHub',
    write: ofShows(async (shows, context) => {
      const { exportMarkdown } = await import('./export-markdown');
      return exportMarkdown(shows, telling(context));
    }),
  },
  {
    name: 'html',
    aliases: ['htm'],
    endings: ['.html', '.htm'],
    about: 'a page to read or to print',
    write: ofShows(async (shows, context) => {
      const { exportPage } = await import('./export-page');
      return exportPage(shows, context.reader, telling(context));
    }),
  },
  {
    name: 'mal',
    aliases: ['myanimelist', 'xml'],
    endings: ['.xml'],
    about: 'for MyAnimeList to import',
    loses:
      'MyAnimeList has no place for your verdicts in words, nor for when you watched each episode.',
    write: ofList(async (shows, zone) =>
      (await import('../exchange/lists/mal-xml')).malXml(shows, { zone }),
    ),
  },
  {
    name: 'anilist',
    endings: [],
    about: 'for AniList, by way of Automail',
    loses:
      'AniList has no place for your verdicts in words, nor for when you watched each episode.',
    write: ofList(async (shows, zone) =>
      (await import('../exchange/lists/anilist-json')).anilistJson(shows, { zone }),
    ),
  },
  {
    name: 'ics',
    aliases: ['ical', 'icalendar'],
    endings: ['.ics'],
    about: 'your drops, for calendars',
    write: async ({ store }, { choose, alarm = [], all = false }) => {
      const { icsOf } = await import('../exchange/ics');
      const watchlist = await store.read();
      const shows = choose(watchlist.shows);
      const { text, events } = icsOf({ ...watchlist, shows }, { alarms: alarm, all });
      return { text, shows: shows.length, events };
    },
  },
];

/** As people read them in a sentence. */
export const FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name).join(', ');

function ofShows(
  write: (shows: readonly Show[], context: Context) => Promise<string>,
): ExportFormat['write'] {
  return async (context, { choose }) => {
    const shows = choose((await context.store.read()).shows);
    return { text: await write(shows, context), shows: shows.length };
  };
}

/** For lists that other programs take, which may leave out shows. */
function ofList(
  write: (shows: readonly Show[], zone: Zone) => Promise<WrittenList>,
): ExportFormat['write'] {
  return async (context, { choose }) => {
    const shows = choose((await context.store.read()).shows);
    return { ...(await write(shows, context.reader.zone)), shows: shows.length };
  };
}

function telling({ config, spoilers }: Context): SectionOptions {
  return { vocabulary: vocabularyIn(config), spoilers };
}

/** The format of this name, in any case. */
export function formatNamed(name: string): ExportFormat | undefined {
  const wanted = name.toLowerCase();
  return EXPORT_FORMATS.find((one) => one.name === wanted || one.aliases?.includes(wanted));
}

/** The format that a file's name ends in. */
export function formatOfFile(file: string): ExportFormat | undefined {
  const ending = extname(file).toLowerCase();
  return EXPORT_FORMATS.find(({ endings }) => endings.includes(ending));
}

/** For a name that is none. */
export function noSuchFormat(name: string): Problem {
  const near = closest(
    name,
    EXPORT_FORMATS.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
  );
  const meant = near === undefined ? '' : `Did you mean ${near}? `;
  return new Problem('usage', `jikai cannot export "${name}".`, {
    hint: `${meant}The formats are ${FORMAT_NAMES}.`,
  });
}
