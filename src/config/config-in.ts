import { type Fields, fieldsOf, isRecord } from '../watchlist/fields';
import { isMood, type Mood } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import { type Config, DEFAULTS, type OwnSettings } from './config';
import { SETTINGS, type Setting } from './settings';

/**
 * What the user has set, understood. A part of its own: many set nothing.
 * @param problems takes what cannot be understood, which counts as not set.
 */
export function configIn(chosen: Fields, problems: Problem[]): Config {
  const config = understood(chosen, SETTINGS, '', problems);
  const shows = new Map<string, OwnSettings>();
  for (const [id, value] of Object.entries(isRecord(chosen.shows) ? chosen.shows : {})) {
    if (isRecord(value)) shows.set(id, understood(value, PER_SHOW, ` --show ${id}`, problems));
  }
  const moods = moodsIn(chosen.moods, problems);
  return { ...DEFAULTS, ...config, shows, moods };
}

const PER_SHOW = SETTINGS.filter(({ perShow }) => perShow);

/** The values of settings that can be understood. @param behind what is typed behind a setting's name. */
function understood(
  chosen: Fields,
  settings: readonly Setting[],
  behind: string,
  problems: Problem[],
): Fields {
  const config: Record<string, unknown> = {};
  for (const { key, parse, secret } of settings) {
    const value: unknown = Object.hasOwn(chosen, key) ? chosen[key] : undefined;
    // An empty list in the file is no slip, but the default written out.
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    try {
      const words = wordsOf(value);
      config[key] = parse(words.join(','), words);
    } catch (cause) {
      // What is wrong with a secret is not for every screen.
      const why = secret ? 'It has another form.' : cause instanceof Error ? cause.message : '';
      problems.push(
        new Problem('failed', `Your setting "${key}" is not used. ${why}`, {
          hint: `jikai config set ${key} …${behind} mends it; jikai config unset ${key}${behind} takes it out.`,
        }),
      );
    }
  }
  return config;
}

/**
 * A value as it would be typed.
 * @throws Problem when it could not be: settings are words, numbers, and lists of them.
 */
function wordsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((word: unknown) => {
    if (typeof word === 'string' || typeof word === 'number') return String(word);
    throw new Problem('failed', 'It has another form.');
  });
}

/** The moods of phrases; what is none is told in `problems` and passed over. */
function moodsIn(value: unknown, problems: Problem[]): ReadonlyMap<string, Mood> {
  const moods = new Map<string, Mood>();
  for (const [words, mood] of Object.entries(fieldsOf(value))) {
    if (isMood(mood)) moods.set(words, mood);
    else {
      problems.push(
        new Problem('failed', `The mood of "${words}" in your settings is not used.`, {
          hint: `Moods go from -2 to +2: jikai moods set "${words}" +1 mends it.`,
        }),
      );
    }
  }
  return moods;
}
