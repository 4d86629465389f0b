import { catalogIn } from '../catalog/catalog';
import { Lookup } from '../catalog/lookup';
import type { Context } from '../context';
import { countWords, type ImportTelling, importLines, importScreen } from '../ui/import-screen';
import { dim, line } from '../ui/text';
import type { NewShow } from '../watchlist/adding';
import { type Brought, entryName } from '../watchlist/brought';
import { type Importing, planImport } from '../watchlist/import-plan';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import type { Watchlist } from '../watchlist/show';
import { confirmed } from './confirming';
import { draftFrom } from './draft';
import type { ImportOptions } from './import';
import { importJson } from './import-json';
import { type BroughtFile, bringList } from './list-formats';
import { findAllOnline } from './online';
import { reportChange, writing } from './report-change';

/** Imports a list: plans, tells, asks, writes. A part of its own: see `scripts/parts.mjs`. */
export async function importList(
  context: Context,
  source: string,
  options: ImportOptions,
): Promise<void> {
  const { store, progress } = context;
  const file = await bringList(context, source, options);
  const importing = await importingOf(context, file, options);
  const plan = (watchlist: Watchlist): ImportTelling => {
    progress.show('Comparing …');
    const made = planImport(watchlist, file.list, importing);
    progress.end();
    return { form: file.form, plan: made };
  };
  if (!context.yes && !context.dryRun) await agree(context, plan(await store.read()));
  // Anew, under the lock: meanwhile another jikai may have changed the list.
  let told: ImportTelling | undefined;
  const change = await store.update((watchlist) => {
    told = plan(watchlist);
    if (told.plan.entries.length === 0) throw nothingTaken(context, file, told);
    return told.plan.change;
  }, writing(context));
  if (told === undefined) return;
  if (context.json) {
    context.out.json({ change, import: importJson(told) });
    return;
  }
  if (context.yes || context.dryRun) await tellPlan(context, told);
  await tellGarbled(context, file);
  const done = `Imported ${quantity(change.shows.length, 'show')}. ${countWords(told.plan)}.`;
  await reportChange(context, change, { screen: [line(done)] });
}

/** Of a file none of whose entries could be taken over, and why: to a person of the first few. */
function nothingTaken(
  { json }: Context,
  { name }: BroughtFile,
  { plan: { refused } }: ImportTelling,
): Problem {
  const told = json ? refused : refused.slice(0, MOST_REASONS);
  const rest = refused.length - told.length;
  return new Problem('failed', `Nothing of ${name} could be taken over.`, {
    hint: rest > 0 ? `And ${rest} more: --json tells of all. ${UNCHANGED}` : UNCHANGED,
    candidates: told.map((one) => `${one.name}: ${one.why}`),
  });
}

const MOST_REASONS = 10;
const UNCHANGED = 'Nothing was changed.';

/** How entries are to be worked in, and what is known of them. */
async function importingOf(
  context: Context,
  { list, source }: BroughtFile,
  options: ImportOptions,
): Promise<Importing> {
  const drafts = await draftsOf(context, list.entries, options);
  return {
    source,
    theirs: options.theirs ?? false,
    onlyKnown: options.onlyKnown ?? false,
    now: context.now,
    zone: context.reader.zone,
    known: (brought) => drafts.get(brought),
  };
}

/**
 * The shows that the catalogue knows entries as, and AniList besides, where the user wants it asked. Once and for
 * all: the catalogue takes much room, and is of no more use then.
 */
async function draftsOf(
  context: Context,
  entries: readonly Brought[],
  options: ImportOptions,
): Promise<ReadonlyMap<Brought, NewShow>> {
  const { catalogFiles, config, progress } = context;
  const wishes = {
    platforms: config.platforms,
    language: config.titles,
    status: 'planned',
    opinion: undefined,
    besides: 'broadcast',
  } as const;
  const drafts = new Map<Brought, NewShow>();
  const open = () => entries.filter((one) => one.whole === undefined && !drafts.has(one));
  if (open().length === 0) return drafts;
  progress.show('Reading the catalogue …');
  const lookup = new Lookup(await catalogIn(catalogFiles).all());
  const learn = () => {
    for (const brought of open()) {
      const entry = lookup.find(brought);
      if (entry !== undefined) drafts.set(brought, draftFrom(entry, wishes));
    }
  };
  learn();
  progress.end();
  const unknown = open().filter(({ ids }) => ids !== undefined);
  if (await isToBeAsked(context, unknown, options)) {
    const found = await findAllOnline(
      context,
      unknown.flatMap(({ ids }) => ids ?? []),
    );
    for (const entry of found) lookup.add({ ...entry, entry: () => entry });
    learn();
  }
  return drafts;
}

/** Whether AniList is to be asked about entries: where the user said so, or says so when asked. */
async function isToBeAsked(
  { interactive, yes, prompts }: Context,
  unknown: readonly Brought[],
  { online }: ImportOptions,
): Promise<boolean> {
  const [first] = unknown;
  if (first === undefined) return false;
  if (online !== undefined || !interactive || yes) return online ?? false;
  const them = unknown.length === 1 ? 'it' : 'them';
  const question = `The catalogue does not know ${quantity(unknown.length, 'show')}, such as ${entryName(first)}. Ask AniList for ${them}?`;
  return prompts.confirm(question, true);
}

async function tellPlan(
  { json, quiet, dryRun, out }: Context,
  telling: ImportTelling,
): Promise<void> {
  if (json || quiet) return;
  await out.print(out.isTTY ? importScreen(telling) : importLines(telling, dryRun));
}

/** Tells the plan, and asks whether to go on; where there is nothing to do, it does neither. */
async function agree(context: Context, telling: ImportTelling): Promise<void> {
  const { interactive } = context;
  const { change } = telling.plan;
  if (change.shows.length === 0) return;
  if (!interactive) {
    throw new Problem('usage', `To import needs your word: ${countWords(telling.plan)}.`, {
      hint: 'Add --yes to do it, or --dry-run to see what it would change.',
    });
  }
  await tellPlan(context, telling);
  await confirmed(context, `Import ${quantity(change.shows.length, 'show')}?`, true);
}

async function tellGarbled({ json, quiet, err }: Context, { garbled, name }: BroughtFile) {
  if (json || quiet || garbled === 0) return;
  const words = `${name} holds ${quantity(garbled, 'character')} that could not be read; they stand as �.`;
  await err.print([line(dim(words))]);
}
