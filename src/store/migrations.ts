/** A file's top-level object, parsed and not checked yet. */
export interface Fields {
  readonly [name: string]: unknown;
  readonly format?: unknown;
  readonly version?: unknown;
  readonly revision?: unknown;
  readonly shows?: unknown;
}

/** One step from a file's version to the next. */
export interface Migration {
  /** The version it starts from; it ends at the version after that. */
  readonly from: number;
  /** Pure: takes the whole file, gives the whole file (its `version` is set for it). */
  readonly migrate: (file: Fields) => Fields;
}

/** The version this program writes, and the one its schema describes. */
export const VERSION = 1;

/** Every step there is. A version that has been released keeps its step for good. */
export const MIGRATIONS: readonly Migration[] = [];

/**
 * Brings a file of an older version up to {@link VERSION}, step by step.
 *
 * @returns undefined when no chain of steps leads from `version` to the present one.
 */
export function migrate(
  file: Fields,
  version: number,
  migrations: readonly Migration[],
): Fields | undefined {
  if (version === VERSION) return file;
  const step = migrations.find(({ from }) => from === version);
  if (version > VERSION || step === undefined) return undefined;
  return migrate({ ...step.migrate(file), version: version + 1 }, version + 1, migrations);
}
