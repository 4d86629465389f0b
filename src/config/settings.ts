import { isAbsolute } from 'node:path';
import { parseLength } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import { parseQuietHours } from '../watchlist/quiet';
import { timeOfDay } from '../watchlist/time-of-day';
import { DAY, HOUR, MINUTE, type Millis, parseZone } from '../watchlist/zone';
import { CHANNELS, type Config, DIGESTS, TITLE_LANGUAGES, WEBHOOK_SHAPES } from './config';

/** How one key is explained, read from words, and told. */
export interface Setting {
  readonly key: Exclude<keyof Config, 'shows' | 'moods'>;
  readonly explains: string;
  readonly example: string;
  /** @throws Problem `usage` when the words are no value for the key. */
  readonly parse: (text: string, words: readonly string[]) => string | number | readonly string[];
  /** It may differ for a single show. */
  readonly perShow?: true;
  /** Whoever knows it can do harm with it, so it is not shown among others. */
  readonly secret?: true;
}

export const SETTINGS: readonly Setting[] = [
  {
    key: 'platforms',
    explains: 'where you watch, in order of preference',
    example: 'crunchyroll,netflix',
    parse: parsePlatforms,
  },
  {
    key: 'timezone',
    explains: 'the zone times are shown in',
    example: 'Europe/Berlin',
    parse: (text) => parseZone(text).id,
  },
  {
    key: 'dayEnds',
    explains: 'when your day ends, so that a drop at 01:30 still belongs to the evening',
    example: '05:00',
    parse: parseDayEnds,
  },
  {
    key: 'titles',
    explains: 'the language of new shows’ titles: english, romaji or native',
    example: 'romaji',
    parse: (text) => {
      const language = TITLE_LANGUAGES.find((one) => one === text.toLowerCase());
      if (language === undefined) {
        throw new Problem('usage', `"${text}" is not a language for titles.`, {
          hint: `Choose one of ${TITLE_LANGUAGES.join(', ')}.`,
        });
      }
      return language;
    },
  },
  {
    key: 'trial',
    explains: 'after how many episodes a show stands under “To decide”; 0 for never',
    example: '3',
    perShow: true,
    parse: (text) => {
      if (!/^\d{1,3}$/.test(text)) {
        throw new Problem('usage', `"${text}" is not a number of episodes.`, {
          hint: 'Write 3, or 0 for never.',
        });
      }
      return Number(text);
    },
  },
  {
    key: 'channels',
    explains: `where reminders go: ${CHANNELS.join(', ')}`,
    example: 'desktop,ntfy',
    perShow: true,
    parse: (text) => [...new Set(listed(text).map((one) => oneOf(CHANNELS, one, 'a channel')))],
  },
  {
    key: 'lead',
    explains: 'how long before a drop to remind besides',
    example: '1h,1d',
    perShow: true,
    parse: (text) => [...new Set(listed(text).map((one) => leadWords(parseLead(one))))],
  },
  {
    key: 'quietHours',
    explains: 'when no reminders come; what they covered follows after',
    example: '23:00-07:00',
    parse: (text) => {
      parseQuietHours(text);
      return text.replace(/\s/g, '');
    },
  },
  {
    key: 'digest',
    explains: 'a digest as a reminder: daily, weekly or none',
    example: 'weekly',
    parse: (text) => oneOf(DIGESTS, text, 'a digest'),
  },
  {
    key: 'ntfy',
    explains: 'the address of your ntfy topic',
    example: 'https://ntfy.example/my-secret-topic',
    secret: true,
    parse: (text) => {
      if (new URL(webAddress(text)).pathname.replaceAll('/', '') !== '') return text;
      throw new Problem('usage', `"${text}" has no topic in it.`, {
        hint: 'The topic stands behind the server: https://ntfy.example/my-secret-topic.',
      });
    },
  },
  {
    key: 'ntfyToken',
    explains: 'the token your ntfy topic wants, if it wants one',
    example: '-',
    secret: true,
    parse: (text) => {
      if (/^[\x21-\x7e]+$/.test(text)) return text;
      throw new Problem('usage', 'That is no token: it has spaces or letters beyond ASCII.');
    },
  },
  {
    key: 'webhook',
    explains: 'the address of your webhook',
    example: 'https://chat.example/hooks/1234',
    secret: true,
    parse: (text) => webAddress(text),
  },
  {
    key: 'webhookShape',
    explains: `what the webhook is given: ${WEBHOOK_SHAPES.join(', ')}; by its address unless set`,
    example: 'discord',
    parse: (text) => oneOf(WEBHOOK_SHAPES, text, 'a shape'),
  },
  {
    key: 'command',
    explains: 'the program that the command channel runs, and its arguments',
    example: '-- /home/me/bin/announce --loud',
    parse: (_, words) => {
      if (words[0]?.trim()) return words;
      throw new Problem('usage', 'The program has no name.', { hint: 'Write its path.' });
    },
  },
  {
    key: 'file',
    explains: 'the file to which the file channel adds a line for each reminder',
    example: '/home/me/reminders.txt',
    parse: (text) => {
      if (isAbsolute(text)) return text;
      throw new Problem('usage', `"${text}" is not the whole path of a file.`, {
        hint: 'A timer runs elsewhere, so write it from the root on: /home/me/reminders.txt.',
      });
    },
  },
  {
    key: 'hookTimeout',
    explains: 'how many seconds a hook of yours may take; jikai help hooks',
    example: '10',
    parse: (text) => {
      const seconds = /^\d+(?:\.\d+)?s?$/.test(text) ? Number.parseFloat(text) : 0;
      if (seconds >= 0.1 && seconds <= 600) return seconds;
      throw new Problem('usage', `"${text}" is not how many seconds a hook may take.`, {
        hint: 'Write 10, or 0.5. Ten minutes, 600, are the most.',
      });
    },
  },
];

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** @throws Problem `usage` when the word is none of the names. */
export function oneOf<Name extends string>(
  names: readonly Name[],
  word: string,
  what: string,
): Name {
  const found = names.find((name) => name === word.toLowerCase());
  if (found !== undefined) return found;
  throw new Problem('usage', `"${word}" is not ${what}.`, {
    hint: `Choose from ${names.join(', ')}.`,
  });
}

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new Problem('usage', `"${text}" is not an address of the web.`, {
    hint: 'It begins with https:// or http://.',
  });
}

/** @throws Problem `usage` when it is no length of time that a reminder can come ahead. */
export function parseLead(text: string): Millis {
  const lead = parseLength(text) ?? 0;
  if (lead > 0 && lead <= 31 * DAY) return lead;
  throw new Problem('usage', `"${text}" is not how long ahead a reminder can come.`, {
    hint: 'Write 30m, 1h, 1d, or several: 1h,1d. A month is the most.',
  });
}

function leadWords(lead: Millis): string {
  if (lead % DAY === 0) return `${lead / DAY}d`;
  return lead % HOUR === 0 ? `${lead / HOUR}h` : `${lead / MINUTE}m`;
}

function parsePlatforms(text: string): string[] {
  const platforms = listed(text);
  if (platforms.length === 0) {
    throw new Problem('usage', `"${text}" names no platform.`, {
      hint: 'Write crunchyroll,netflix, or jikai config unset platforms.',
    });
  }
  return platforms;
}

function parseDayEnds(text: string): string {
  const time = timeOfDay(text);
  if (time === undefined || time > 12 * 60 * MINUTE) {
    throw new Problem('usage', `"${text}" is not a time at which a day can end.`, {
      hint: 'Write a time from 00:00 to 12:00, such as 05:00.',
    });
  }
  return text.trim().padStart(5, '0');
}

/** @throws Problem `usage` when there is no such key. */
export function settingNamed(key: string): Setting {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  const setting = SETTINGS.find((one) => one.key.toLowerCase() === name);
  if (setting === undefined) {
    throw new Problem('usage', `There is no setting called "${key}".`, {
      hint: `The settings are ${SETTINGS.map((one) => one.key).join(', ')}.`,
    });
  }
  return setting;
}
