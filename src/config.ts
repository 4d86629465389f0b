import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, resolveTarget, sweepStaged, writeFileDurably } from './store/durable-file';
import { diskProblem, errorCode, quoted } from './store/failures';
import { withLock } from './store/lock';
import { timeOfDay } from './watchlist/moment-words';
import { Problem } from './watchlist/problem';
import { MINUTE, parseZone } from './watchlist/zone';

export const TITLE_LANGUAGES = ['english', 'romaji', 'native'] as const;
export type TitleLanguage = (typeof TITLE_LANGUAGES)[number];

/** What the user prefers. Every key has a default. */
export interface Config {
  /** Platforms in the order the user would watch on them; empty for jikai's own order. */
  readonly platforms: readonly string[];
  /** The zone times are shown in; the system's when absent. */
  readonly timezone?: string;
  /** When the user's day ends, `HH:MM` after midnight. */
  readonly dayEnds: string;
  /** Which title new shows go by. */
  readonly titles: TitleLanguage;
  /** After how many episodes a show stands under "To decide"; 0 for never. */
  readonly trial: number;
}

export const DEFAULTS: Config = { platforms: [], dayEnds: '05:00', titles: 'english', trial: 3 };

/** How one key is explained, read from words, and told. */
export interface Setting {
  readonly key: keyof Config;
  readonly explains: string;
  readonly example: string;
  /** @throws Problem `usage` when the words are no value for the key. */
  readonly parse: (text: string) => string | number | readonly string[];
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
    parse: (text) => {
      if (!/^\d{1,3}$/.test(text)) {
        throw new Problem('usage', `"${text}" is not a number of episodes.`, {
          hint: 'Write 3, or 0 for never.',
        });
      }
      return Number(text);
    },
  },
];

function parsePlatforms(text: string): string[] {
  const platforms = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
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

/** Minutes after midnight at which the user's day ends. */
export function dayEndsMinutes(config: Config): number {
  return (timeOfDay(config.dayEnds) ?? 0) / MINUTE;
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

/** The user's configuration file, `config.json`. */
export class ConfigFile {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /**
   * What the user has set. A missing file has set nothing.
   * @throws Problem `failed` when the file is there but cannot be understood; it is left as it is.
   */
  async chosen(): Promise<Readonly<Record<string, unknown>>> {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return {};
      throw diskProblem(`Your settings in ${this.file} could not be read`, cause);
    }
    try {
      const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      if (isRecord(value)) return value;
    } catch {
      // Told below, together with JSON of a wrong shape.
    }
    throw new Problem('failed', `Your settings in ${this.file} are not a JSON object.`, {
      hint: `Mend the file, or move it away to start with none: mv -- ${quoted(this.file)} ${quoted(`${this.file}.old`)}`,
    });
  }

  /**
   * The user's preferences. What cannot be understood counts as not set and is told in `problems`, so
   * that a slip in this file keeps nobody from their list.
   */
  async read(): Promise<{ readonly config: Config; readonly problems: readonly Problem[] }> {
    const problems: Problem[] = [];
    const config: Record<string, unknown> = {};
    const chosen = await this.chosen().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
      return {};
    });
    for (const { key, parse } of SETTINGS) {
      const value: unknown = Object.entries(chosen).find(([name]) => name === key)?.[1];
      // An empty list in the file is no slip, but the default written out.
      if (value === undefined || (key === 'platforms' && isEmptyList(value))) continue;
      try {
        config[key] = parse(asWords(value));
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : '';
        problems.push(
          new Problem('failed', `Your setting "${key}" is not used. ${why}`, {
            hint: `jikai config set ${key} … mends it; jikai config unset ${key} takes it out.`,
          }),
        );
      }
    }
    return { config: { ...DEFAULTS, ...config }, problems };
  }

  /**
   * Sets one key, or with undefined takes it out, and keeps every other key, known to us or not, also
   * those that another jikai sets at the same moment.
   */
  async write(key: string, value: unknown): Promise<void> {
    const target = resolveTarget(this.file);
    makeFolder(dirname(target));
    await withLock(`${target}.lock`, async () => {
      const { [key]: _, ...others } = await this.chosen();
      const next = value === undefined ? others : { ...others, [key]: value };
      sweepStaged(target);
      writeFileDurably(target, `${JSON.stringify(next, null, 2)}\n`);
    });
  }
}

function asWords(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
