import { type Command, Option } from 'commander';
import { resolvePlatform } from '../catalog/platforms';
import type { Corrections } from '../watchlist/editing';
import { parseMoment } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import { slotDate } from '../watchlist/schedule';
import { AUDIOS, type Audio, type Moment, type Release, type Step } from '../watchlist/show';
import { parseStep } from '../watchlist/step';
import { newId } from '../watchlist/title';
import { type Millis, parseZone, type Zone, zoneNamed } from '../watchlist/zone';
import { episodeNumber } from './episode-words';

/** What a user may say of a release by hand, in `add` and in `edit` alike. */
export interface TimingOptions {
  readonly premiere?: string;
  readonly time?: string;
  readonly zone?: Zone;
  readonly every?: Step;
  readonly first?: number;
  readonly episodes?: number | 'unknown';
  readonly platform?: string;
  readonly audio?: Audio;
  readonly url?: string;
}

export function withTimingOptions(command: Command): Command {
  return command
    .option('-p, --platform <name>', 'where you watch it, such as Crunchyroll', parsePlatform)
    .option(
      '--premiere <when>',
      'a day, an instant, 2024-01, "winter 2024", 2024, tba, "next wednesday"',
    )
    .option('--time <hh:mm>', 'the hour it drops, up to 29:59 for the night after')
    .option('--zone <name>', 'the zone that hour is in, such as Asia/Tokyo', parseZone)
    .option('--every <step>', 'how often: 7d, 2w, 1m, daily, weekly, or once', parseStep)
    .option('--episodes <number>', 'how many there will be, or unknown', parseCount)
    .option('--first <number>', 'the number of the first episode, if not 1', episodeNumber)
    .addOption(new Option('--audio <kind>', 'its audio').choices(AUDIOS))
    .option('--url <link>', 'where to watch it', parseLink);
}

export function parseCount(text: string): number | 'unknown' {
  if (/^(unknown|\?|tba)$/i.test(text)) return 'unknown';
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count > 0) return count;
  throw new Problem('usage', `"${text}" is not a number of episodes.`, {
    hint: 'Write 13, or unknown.',
  });
}

function parsePlatform(text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new Problem('usage', 'The name of the platform is empty.', {
    hint: 'Write one, such as Crunchyroll.',
  });
}

/**
 * A title as it was typed.
 * @throws Problem `usage` when there is nothing to see in it.
 */
export function parseTitle(text: string): string {
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return text.trim();
  throw new Problem('usage', 'A show needs a title.', {
    hint: 'Write one with a letter in it, such as "My Show".',
  });
}

function parseLink(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).href;
  throw new Problem('usage', `"${text}" is not a link.`, {
    hint: 'Links begin with https:// or http://.',
  });
}

/**
 * What the options say of a release. A time of day is in the zone given, else in the release's own,
 * and without a day it goes with the premiere's day.
 */
export function correctionsFrom(
  options: TimingOptions,
  release: Release,
  now: Millis,
): Corrections {
  const { every: step, episodes, first, audio, url, zone } = options;
  const platform = options.platform === undefined ? undefined : platformNamed(options.platform);
  const premiere = premiereFrom(options, zone ?? zoneNamed(release.schedule.zone), release, now);
  return { premiere, step, zone: zone?.id, episodes, first, audio, url, platform };
}

function premiereFrom(
  { premiere, time }: TimingOptions,
  zone: Zone,
  release: Release,
  now: Millis,
): Moment | undefined {
  if (premiere === undefined && time === undefined) return undefined;
  const words = premiere ?? premiereDay(release);
  if (words === undefined) {
    throw new Problem('usage', 'A time of day needs the day of the premiere.', {
      hint: 'Add --premiere 2024-01-10.',
    });
  }
  return parseMoment(words, {
    now,
    zone,
    lean: 'nearest',
    ...(time === undefined ? {} : { time }),
  });
}

/**
 * The day of the premiere as television counts it in the release's own zone, which in Japan ends at 29:00;
 * undefined when no day is known.
 */
function premiereDay({ schedule }: Release): string | undefined {
  return slotDate(schedule, schedule.premiere);
}

/** A platform by the name the user gave: a known one by its proper name, any other as it was written. */
export function platformNamed(name: string): { readonly id: string; readonly name: string } {
  const known = resolvePlatform(name);
  const proper = known?.name ?? name.trim();
  return { id: newId([known?.id ?? proper], new Set()), name: proper };
}
