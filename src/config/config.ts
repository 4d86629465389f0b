import type { Mood } from '../watchlist/mood';
import { timeOfDay } from '../watchlist/time-of-day';
import { MINUTE } from '../watchlist/zone';

export const TITLE_LANGUAGES = ['english', 'romaji', 'native'] as const;
export type TitleLanguage = (typeof TITLE_LANGUAGES)[number];

/** What the user can be reminded by. */
export const CHANNELS = ['terminal', 'desktop', 'ntfy', 'webhook', 'command', 'file'] as const;
export type ChannelName = (typeof CHANNELS)[number];

export const DIGESTS = ['none', 'daily', 'weekly'] as const;
export type DigestEvery = (typeof DIGESTS)[number];

/** The form in which a webhook wants what it is told. */
export const WEBHOOK_SHAPES = ['json', 'discord', 'slack'] as const;
export type WebhookShape = (typeof WEBHOOK_SHAPES)[number];

/** How one is reminded, of all shows or of one. */
export interface Reminding {
  /** Where reminders go; absent: to the terminal by hand, to the desktop from a timer. */
  readonly channels?: readonly ChannelName[];
  /** How long ahead to remind besides, such as `1h`; absent for not at all. */
  readonly lead?: readonly string[];
}

/** What may differ for a single show. */
export interface OwnSettings extends Reminding {
  /** After how many episodes a show stands under "To decide"; 0 for never. */
  readonly trial?: number;
}

/** What the user prefers. Every key has a default. */
export interface Config extends OwnSettings {
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
  /** When no reminders are wanted, `23:00-07:00`; absent for never. */
  readonly quietHours?: string;
  /** How often a digest comes as a reminder. */
  readonly digest: DigestEvery;
  /** The address of the user's ntfy topic, and the token it may want. */
  readonly ntfy?: string;
  readonly ntfyToken?: string;
  readonly webhook?: string;
  /** Absent: by the webhook's address. */
  readonly webhookShape?: WebhookShape;
  /** A program and its arguments. */
  readonly command?: readonly string[];
  /** A file that gets a line for each reminder. */
  readonly file?: string;
  /** How many seconds a hook may take. */
  readonly hookTimeout: number;
  /** What differs for single shows, by id. */
  readonly shows: ReadonlyMap<string, OwnSettings>;
  /** The moods of phrases, as the user gave them, over those that jikai knows. */
  readonly moods: ReadonlyMap<string, Mood>;
}

export const DEFAULTS: Config = {
  platforms: [],
  dayEnds: '05:00',
  titles: 'english',
  trial: 3,
  digest: 'none',
  hookTimeout: 5,
  shows: new Map(),
  moods: new Map(),
};

/** Minutes after midnight at which the user's day ends. */
export function dayEndsMinutes(config: Config): number {
  return (timeOfDay(config.dayEnds) ?? 0) / MINUTE;
}

/** What holds for a single show: its own settings over those for all. */
export function configOf(config: Config, show: string): Config {
  const own = config.shows.get(show);
  return own === undefined ? config : { ...config, ...own };
}
