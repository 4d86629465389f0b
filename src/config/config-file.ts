import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, resolveTarget, sweepStaged, writeFileDurably } from '../store/durable-file';
import { diskProblem, errorCode, quoted } from '../store/failures';
import { withLock } from '../store/lock';
import { type Fields, fieldsOf, isRecord } from '../watchlist/fields';
import { isMood, type Mood, phraseKey } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import { type Config, DEFAULTS, type OwnSettings } from './config';
import { SETTINGS, type Setting } from './settings';

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
    const chosen: Fields = await this.chosen().catch((error: unknown): Fields => {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
      return {};
    });
    const config = understood(chosen, SETTINGS, '', problems);
    const shows = new Map<string, OwnSettings>();
    for (const [id, value] of Object.entries(isRecord(chosen.shows) ? chosen.shows : {})) {
      if (isRecord(value)) shows.set(id, understood(value, PER_SHOW, ` --show ${id}`, problems));
    }
    const moods = moodsIn(chosen.moods, problems);
    return { config: { ...DEFAULTS, ...config, shows, moods }, problems };
  }

  /**
   * Sets one key, of one show or of all, or with undefined takes it out, and keeps every other key, known
   * to us or not, also those that another jikai sets at the same moment.
   */
  write(key: string, value: unknown, show?: string): Promise<void> {
    return this.#rewrite((chosen) =>
      show === undefined ? withKey(chosen, key, value) : withShow(chosen, show, key, value),
    );
  }

  /** Gives a phrase a mood, or with undefined takes it away; other spellings of the phrase go with it. */
  writeMood(words: string, mood: Mood | undefined): Promise<void> {
    return this.#rewrite((chosen) => {
      const alike = (phrase: string) => phraseKey(phrase) === phraseKey(words);
      const others = Object.entries(fieldsOf(chosen.moods)).filter(([phrase]) => !alike(phrase));
      const moods = mood === undefined ? others : [...others, [words, mood] as const];
      return withKey(chosen, 'moods', moods.length === 0 ? undefined : Object.fromEntries(moods));
    });
  }

  async #rewrite(edit: (chosen: Fields) => Fields): Promise<void> {
    const target = resolveTarget(this.file);
    makeFolder(dirname(target));
    await withLock(`${target}.lock`, async () => {
      const next = edit(await this.chosen());
      sweepStaged(target);
      writeFileDurably(target, `${JSON.stringify(next, null, 2)}\n`);
    });
  }
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

function withKey(fields: Fields, key: string, value: unknown): Fields {
  const { [key]: _, ...others } = fields;
  return value === undefined ? others : { ...others, [key]: value };
}

function withShow(fields: Fields, show: string, key: string, value: unknown): Fields {
  const shows = isRecord(fields.shows) ? fields.shows : {};
  const own = Object.hasOwn(shows, show) ? shows[show] : undefined;
  const next = withKey(isRecord(own) ? own : {}, key, value);
  const others = withKey(shows, show, Object.keys(next).length === 0 ? undefined : next);
  return withKey(fields, 'shows', Object.keys(others).length === 0 ? undefined : others);
}
