import { dirname } from 'node:path';
import { makeFolder, resolveTarget, sweepStaged, writeFileDurably } from '../store/durable-file';
import { withLock } from '../store/lock';
import { type Fields, fieldsOf, isRecord } from '../watchlist/fields';
import { type Mood, phraseKey } from '../watchlist/mood';
import type { ConfigFile } from './config-file';

/**
 * Sets one key, of one show or of all, or with undefined takes it out, and keeps every other key, known
 * to us or not, also those that another jikai sets at the same moment.
 */
export function writeSetting(
  file: ConfigFile,
  key: string,
  value: unknown,
  show?: string,
): Promise<void> {
  return rewrite(file, (chosen) =>
    show === undefined ? withKey(chosen, key, value) : withShow(chosen, show, key, value),
  );
}

/** Gives a phrase a mood, or with undefined takes it away; other spellings of the phrase go with it. */
export function writeMood(file: ConfigFile, words: string, mood: Mood | undefined): Promise<void> {
  return rewrite(file, (chosen) => {
    const alike = (phrase: string) => phraseKey(phrase) === phraseKey(words);
    const others = Object.entries(fieldsOf(chosen.moods)).filter(([phrase]) => !alike(phrase));
    const moods = mood === undefined ? others : [...others, [words, mood] as const];
    return withKey(chosen, 'moods', moods.length === 0 ? undefined : Object.fromEntries(moods));
  });
}

async function rewrite(config: ConfigFile, edit: (chosen: Fields) => Fields): Promise<void> {
  const target = resolveTarget(config.file);
  makeFolder(dirname(target));
  await withLock(`${target}.lock`, async () => {
    const next = edit(await config.chosen());
    sweepStaged(target);
    writeFileDurably(target, `${JSON.stringify(next, null, 2)}\n`);
  });
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
