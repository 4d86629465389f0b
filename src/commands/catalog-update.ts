import { readFileSync } from 'node:fs';
import type { CatalogInfo } from '../catalog/entry';
import type { Made, Renewed } from '../catalog/renew';
import { isNewerVersion } from '../catalog/versions';
import type { Context } from '../context';
import { dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import {
  changingCatalogs,
  type Described,
  describe,
  inUse,
  putInPlace,
  readable,
  type Survey,
  surveyOf,
} from './catalog-files';

/** What the user asks for. */
interface Update {
  /** A `data.json`; without one, npm brings the newest. */
  readonly file: string | undefined;
  /** Also what is no newer, and what has far fewer shows. */
  readonly force: boolean;
}

/** What came of it: another catalogue is in use, or the one that was. */
type Outcome =
  | { readonly after: CatalogInfo; readonly before: CatalogInfo | undefined }
  | { readonly kept: CatalogInfo; readonly offered: string };

/** Brings a newer catalogue, of the newest bangumi-data or of a file. */
export async function updateCatalog(context: Context, update: Update): Promise<void> {
  const survey = await surveyOf(context.catalogFiles);
  const present = inUse(survey);
  const { version, made } = await renewed(context, update, present);
  if (made === undefined) {
    if (present !== undefined) await tellKept(context, update, { kept: present, offered: version });
    return;
  }
  const settled = context.dryRun
    ? outcome(context, update, made, survey)
    : await changingCatalogs(context.catalogFiles, async () =>
        // Another jikai may have updated it since.
        outcome(context, update, made, await surveyOf(context.catalogFiles)),
      );
  if ('kept' in settled) await tellKept(context, update, settled);
  else await tellReplaced(context, settled.before, settled.after);
}

async function renewed(
  context: Context,
  { file, force }: Update,
  present: CatalogInfo | undefined,
): Promise<Renewed> {
  const { renew } = await import('../catalog/renew');
  const { bundled, updated } = context.catalogFiles;
  try {
    return await renew({
      file,
      wants: (version) => force || present === undefined || mayBeNewer(version, present),
      // The bundled one's romaji are read with a dictionary.
      known: [bundled, updated],
      env: context.env,
      onInterrupt: context.onInterrupt,
      limit: LIMIT,
      tell: (words) => context.progress.show(words),
    });
  } finally {
    context.progress.end();
  }
}

/** How long npm may take, in milliseconds. */
const LIMIT = 5 * 60_000;

function mayBeNewer(version: string, present: CatalogInfo): boolean {
  return isNewerVersion(version, present.version) ?? true;
}

/** Of the shows there are, a newer catalogue must have this part: one that lost more is no newer one. */
const ENOUGH = 0.9;

/**
 * Puts the new catalogue in place, but in a dry run, unless it is none.
 * @throws Problem `failed` when it has far fewer shows.
 */
function outcome(
  { catalogFiles: files, dryRun }: Context,
  { force }: Update,
  { text, info }: Made,
  survey: Survey,
): Outcome {
  const before = inUse(survey);
  const after = { ...info, file: files.updated };
  if (
    before !== undefined &&
    (isSame(before, text) || !(force || mayBeNewer(info.version, before)))
  ) {
    return { kept: before, offered: info.version };
  }
  const shows = (before ?? readable(survey.bundled))?.shows ?? 0;
  if (info.shows < ENOUGH * shows && !force) {
    throw new Problem(
      'failed',
      `${nameOf(info)} has ${quantity(info.shows, 'show')} where the catalogue has ${shows}: too few to be right, so nothing was changed.`,
      { hint: 'jikai catalog update --force takes it all the same.' },
    );
  }
  if (!dryRun) putInPlace(files, survey, text);
  return { before, after };
}

function isSame({ file, bytes }: CatalogInfo, text: string): boolean {
  return bytes === Buffer.byteLength(text) && readFileSync(file).equals(Buffer.from(text));
}

async function tellKept(
  context: Context,
  { file, force }: Update,
  { kept, offered }: { readonly kept: CatalogInfo; readonly offered: string },
): Promise<void> {
  const { out, err, json, quiet, catalogFiles } = context;
  if (json) {
    const same = { version: kept.version, shows: kept.shows };
    out.json({
      catalog: { ...describe(kept, catalogFiles), updated: false, before: same, after: same },
    });
  } else if (!quiet) {
    const whose = file === undefined ? 'npm’s' : 'the file’s';
    await out.print([
      line(
        offered === kept.version
          ? `The catalogue is ${nameOf(kept)} already${file === undefined ? ', the newest' : ''}.`
          : `The catalogue is ${nameOf(kept)}, which is newer than ${whose} ${offered}.`,
      ),
    ]);
    const anyway = force ? '' : ' jikai catalog update --force makes it anew all the same.';
    await err.print([line(dim(`Nothing was changed.${anyway}`))]);
  }
}

async function tellReplaced(
  { out, err, json, quiet, dryRun, catalogFiles }: Context,
  before: CatalogInfo | undefined,
  after: CatalogInfo,
): Promise<void> {
  if (json) {
    out.json({
      catalog: {
        ...(dryRun ? unwritten(after) : describe(after, catalogFiles)),
        updated: !dryRun,
        ...(dryRun && { dryRun }),
        before: before === undefined ? null : { version: before.version, shows: before.shows },
        after: { version: after.version, shows: after.shows },
      },
    });
    return;
  }
  if (quiet) return;
  await out.print([
    line(
      `The catalogue is now ${nameOf(after)}`,
      before === undefined
        ? `: ${quantity(after.shows, 'show')}.`
        : `, before ${before.version}: ${difference(after.shows - before.shows)}, ${after.shows} in all.`,
    ),
  ]);
  await err.print([
    line(
      dim(
        dryRun ? 'Nothing was written: this was a dry run.' : 'To go back: jikai catalog rollback',
      ),
    ),
  ]);
}

function unwritten(after: CatalogInfo): Described {
  return { ...after, origin: 'updated', updatedAt: null };
}

function nameOf({ source, version }: Pick<CatalogInfo, 'source' | 'version'>): string {
  return `${source} ${version}`;
}

function difference(number: number): string {
  if (number === 0) return 'as many shows';
  return `${quantity(Math.abs(number), 'show')} ${number > 0 ? 'more' : 'fewer'}`;
}
