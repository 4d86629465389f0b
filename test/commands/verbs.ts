import path from 'node:path';
import { Home } from './world';

/** The commands that some help lists, in order: the first words of lines indented by two. */
function listedIn(help: string): string[] {
  const groups = help.split('\nExamples:')[0] ?? '';
  return [...groups.matchAll(/^ {2}([a-z][\w-]*)(?: {2,}|$)/gm)].map(([, name = '']) => name);
}

/** Every verb, as jikai's own help lists them. */
export async function everyVerb(): Promise<readonly string[]> {
  return listedIn((await new Home().run(['help'])).out);
}

/** Every verb, and after it its sub-commands, as words behind jikai. */
export async function everyCommand(): Promise<readonly string[][]> {
  const home = new Home();
  const commands: string[][] = [];
  for (const verb of await everyVerb()) {
    commands.push([verb]);
    const { out } = await home.run([verb, '--help']);
    const own = /\nCommands:\n([\s\S]*?)\n\n/.exec(out)?.[1] ?? '';
    const names = listedIn(own).filter((name) => name !== 'help');
    commands.push(...names.map((name) => [verb, name]));
  }
  return commands;
}

/** How one verb is used so that it does something, and so that it fails, in the home that is lived in. */
export interface Usage {
  readonly does: readonly string[];
  /** Whether that changes the watchlist. */
  readonly writes?: true;
  readonly fails: readonly string[];
  readonly failsWith: { readonly exit: 1 | 2 | 3; readonly code: string };
}

/** A list of somebody's on MyAnimeList. */
const LIST_FILE = path.resolve(import.meta.dirname, '../exchange/fixtures/myanimelist-2018.xml');

const usage = { exit: 2, code: 'usage' } as const;
const notFound = { exit: 3, code: 'not-found' } as const;

/** One line of each verb: a new verb gets its own here, and is held to the contract of all. */
export const USAGES: Readonly<Record<string, Usage>> = {
  next: { does: ['next'], fails: ['next', '--days', '0'], failsWith: usage },
  calendar: {
    does: ['calendar', 'next', 'week'],
    fails: ['calendar', 'the day of days'],
    failsWith: usage,
  },
  plan: { does: ['plan', 'my show'], fails: ['plan', '--by', 'yesterday'], failsWith: usage },
  watch: {
    does: ['watch', 'my show', '3', '--verdict', 'Over'],
    writes: true,
    fails: ['watch', 'rouge'],
    failsWith: usage,
  },
  verdict: {
    does: ['verdict', 'rouge', 'Hooked', '--score', '8'],
    writes: true,
    fails: ['verdict', 'rouge'],
    failsWith: usage,
  },
  verdicts: { does: ['verdicts', 'my show'], fails: ['verdicts', 'nosuch'], failsWith: notFound },
  decide: {
    does: ['decide', 'my show', 'keep', '--verdict', 'Worth it'],
    writes: true,
    fails: ['decide', 'my show'],
    failsWith: usage,
  },
  review: { does: ['review'], fails: ['review', 'nosuch'], failsWith: notFound },
  moods: { does: ['moods'], fails: ['moods', 'set', 'Meh', '9'], failsWith: usage },
  digest: { does: ['digest'], fails: ['digest', '--day', '--week'], failsWith: usage },
  report: { does: ['report'], fails: ['report', '--season', 'rainy'], failsWith: usage },
  stats: { does: ['stats'], fails: ['stats', '--platform', 'nosuch'], failsWith: notFound },
  add: {
    does: ['add', '--id', 'anilist:153518'],
    writes: true,
    fails: ['add', 'zzqqzzqq'],
    failsWith: notFound,
  },
  import: {
    does: ['import', LIST_FILE, '--yes'],
    writes: true,
    fails: ['import', '/nowhere/at/all.xml'],
    failsWith: { exit: 1, code: 'failed' },
  },
  list: { does: ['list'], fails: ['list', '--status', 'bored'], failsWith: usage },
  info: { does: ['info', 'rouge'], fails: ['info', 'nosuch'], failsWith: notFound },
  edit: {
    does: ['edit', 'rouge', '--episodes', '12', '--title', 'Rouge'],
    writes: true,
    fails: ['edit', 'rouge'],
    failsWith: usage,
  },
  status: {
    does: ['status', 'rouge', 'paused', '--verdict', 'Later'],
    writes: true,
    fails: ['status', 'rouge', 'bored'],
    failsWith: usage,
  },
  drop: { does: ['drop', 'rouge'], writes: true, fails: ['drop', 'nosuch'], failsWith: notFound },
  pause: { does: ['pause', 'rouge'], writes: true, fails: ['pause'], failsWith: usage },
  resume: {
    does: ['resume', 'frieren'],
    writes: true,
    fails: ['resume', 'nosuch'],
    failsWith: notFound,
  },
  remove: {
    does: ['remove', 'rouge', '--yes'],
    writes: true,
    fails: ['remove', 'rouge'],
    failsWith: usage,
  },
  refresh: {
    // Nobody is to be asked about a show by hand, so that nothing goes out.
    does: ['refresh', 'my show'],
    fails: ['refresh', 'nosuch'],
    failsWith: notFound,
  },
  releases: { does: ['releases', 'rouge'], fails: ['releases', 'nosuch'], failsWith: notFound },
  follow: {
    does: ['follow', 'rouge', 'netflix'],
    writes: true,
    fails: ['follow', 'rouge', 'dub'],
    failsWith: notFound,
  },
  release: {
    does: ['release', 'add', 'rouge', '--audio', 'dub', '--premiere', '2024-01-24'],
    writes: true,
    fails: ['release', 'edit', 'rouge', 'netflix', '--time', '17:00'],
    failsWith: notFound,
  },
  dropped: {
    does: ['dropped', 'my show', '3', '--at', 'yesterday'],
    writes: true,
    fails: ['dropped', 'my show'],
    failsWith: usage,
  },
  break: {
    does: ['break', 'rouge', '--at', '7', '--why', 'recap'],
    writes: true,
    fails: ['break', 'rouge', '--at', '1'],
    failsWith: usage,
  },
  delay: {
    does: ['delay', 'rouge', '9', '--to', '2024-03-13', '--time', '25:30'],
    writes: true,
    fails: ['delay', 'rouge', '9'],
    failsWith: usage,
  },
  batch: {
    does: ['batch', 'rouge', '1-4'],
    writes: true,
    fails: ['batch', 'rouge', '4'],
    failsWith: usage,
  },
  hiatus: {
    does: ['hiatus', 'rouge', '--from', '7'],
    writes: true,
    fails: ['hiatus', 'rouge', '--from', '99'],
    failsWith: usage,
  },
  episodes: {
    does: ['episodes', 'rouge', '24'],
    writes: true,
    fails: ['episodes', 'rouge'],
    failsWith: usage,
  },
  undo: {
    does: ['undo'],
    writes: true,
    fails: ['undo', '--data-dir', '/nowhere/at/all'],
    failsWith: { exit: 1, code: 'failed' },
  },
  redo: {
    does: ['redo'],
    writes: true,
    fails: ['redo', '--data-dir', '/nowhere/at/all'],
    failsWith: { exit: 1, code: 'failed' },
  },
  backup: {
    does: ['backup'],
    fails: ['backup', 'restore', '99'],
    failsWith: notFound,
  },
  log: { does: ['log'], fails: ['log', '--limit', '0'], failsWith: usage },
  search: { does: ['search', 'frieren'], fails: ['search'], failsWith: usage },
  export: { does: ['export', 'csv'], fails: ['export', 'xls'], failsWith: usage },
  // In a dry run, for else it serves until it is ended.
  serve: { does: ['serve', '--dry-run'], fails: ['serve', '--new-token'], failsWith: usage },
  doctor: { does: ['doctor'], fails: ['doctor', '--nosuch'], failsWith: usage },
  remind: { does: ['remind'], fails: ['remind', '--channel', 'nosuch'], failsWith: usage },
  hold: {
    does: ['hold', 'rouge'],
    writes: true,
    fails: ['hold', 'nosuch'],
    failsWith: notFound,
  },
  prompt: { does: ['prompt'], fails: ['prompt', '--format', '{nosuch}'], failsWith: usage },
  catalog: {
    does: ['catalog'],
    fails: ['catalog', 'update', '/nowhere/at/all.json'],
    failsWith: { exit: 1, code: 'failed' },
  },
  completion: {
    does: ['completion', 'install', 'fish', '--yes'],
    fails: ['completion', 'install', 'csh'],
    failsWith: usage,
  },
  config: {
    does: ['config', 'set', 'trial', '4'],
    fails: ['config', 'set', 'colour', 'red'],
    failsWith: usage,
  },
  help: { does: ['help'], fails: ['help', 'nosuch'], failsWith: usage },
};

/** The lines of verbs that change the watchlist. */
export const WRITES = Object.entries(USAGES).flatMap(([verb, { does, writes }]) =>
  writes === true ? [{ verb, does }] : [],
);
