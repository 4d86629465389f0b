import { openCatalog } from '../catalog/catalog';
import type { CatalogFiles, CatalogInfo } from '../catalog/entry';
import type { Context } from '../context';
import { dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import {
  changingCatalogs,
  type Described,
  describe,
  goBack,
  inUse,
  type Survey,
  surveyOf,
  wayBack,
} from './catalog-files';

/** Where one goes back to, and from what. */
interface Way {
  readonly to: 'previous' | 'bundled';
  /** Undefined when it is damaged. */
  readonly before: CatalogInfo | undefined;
  readonly after: Described;
}

/** Goes back to the catalogue before the one in use. */
export async function rollBackCatalog(context: Context): Promise<void> {
  const { catalogFiles: files, dryRun } = context;
  // Looked at first, so that no folder is made where there is nothing to go back to.
  let way = await wayFrom(await surveyOf(files), files);
  if (!dryRun) {
    way = await changingCatalogs(files, async () => {
      const survey = await surveyOf(files);
      const found = await wayFrom(survey, files);
      goBack(files, survey, found.to);
      return found;
    });
  }
  await tell(context, way);
}

/** @throws Problem `failed` when there is no catalogue to go back to. */
async function wayFrom(survey: Survey, files: CatalogFiles): Promise<Way> {
  const before = inUse(survey);
  const to = wayBack(survey);
  if (to === undefined) {
    const { version, source } = before ?? (await openCatalog(files.bundled).info());
    throw new Problem(
      'failed',
      `There is nothing to go back to: the bundled catalogue is in use, ${source} ${version}.`,
      { hint: 'jikai catalog update brings the newest.' },
    );
  }
  return { to, before, after: describe(await openCatalog(files[to]).info(), files) };
}

async function tell(context: Context, { to, before, after }: Way): Promise<void> {
  const { out, err, json, quiet, dryRun } = context;
  if (json) {
    out.json({
      catalog: {
        ...after,
        rolledBack: !dryRun,
        ...(dryRun && { dryRun }),
        before: before === undefined ? null : { version: before.version, shows: before.shows },
        after: { version: after.version, shows: after.shows },
      },
    });
    return;
  }
  if (quiet) return;
  const which = to === 'bundled' ? 'the one bundled with jikai' : 'the one before';
  await out.print([
    line(
      `The catalogue is ${after.source} ${after.version} again, ${which}: ${quantity(after.shows, 'show')}.`,
    ),
  ]);
  if (dryRun) await err.print([line(dim('Nothing was written: this was a dry run.'))]);
  else if (before !== undefined) {
    await err.print([line(dim(`To return to ${before.version}: jikai catalog rollback`))]);
  }
}
