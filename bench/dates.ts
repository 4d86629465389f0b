/**
 * How accurate jikai's dates are: replays a feed of episodes that really aired.
 *
 *   npm run bench:dates -- sub-episode-feed.json
 *
 * The feed is AniSchedule's (https://github.com/RockinChaos/AniSchedule, `raw/sub-episode-feed.json`):
 * a list of `{id, format, episode: {aired, airedAt}}`, with AniList's numbers and its times of the
 * Japanese broadcast. Without a file what is recorded in test/facts is used.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openCatalog } from '../src/catalog/catalog';
import type { CatalogEntry } from '../src/catalog/entry';
import { readRecorded } from './recorded';
import { type Aired, byShow, type Knowing, type Score, score } from './replay';

/** Television alone: web series and films come out in other ways. */
const TELEVISION = ['TV'];

function readFeed(text: string): readonly Aired[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new Error('the feed is not a list');
  return value.flatMap((item): readonly Aired[] => {
    const { id, format, episode } = fields(item);
    const { aired, airedAt } = fields(episode);
    const at = Date.parse(String(airedAt));
    const isWhole = Number.isSafeInteger(id) && Number.isSafeInteger(aired) && !Number.isNaN(at);
    if (!isWhole || !TELEVISION.includes(String(format))) return [];
    return [{ show: Number(id), episode: Number(aired), at }];
  });
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function entriesOf(shows: Iterable<number>): Promise<ReadonlyMap<number, CatalogEntry>> {
  const catalog = openCatalog(path.resolve('data/catalog.txt'));
  const entries = new Map<number, CatalogEntry>();
  for (const show of shows) {
    const entry = await catalog.find('anilist', show);
    if (entry !== undefined) entries.set(show, entry);
  }
  return entries;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function row(name: string, { asked, right, near, wrong, silent, unlabelled }: Score): string {
  const cells = [right, near, wrong, silent].map((part) => percent(part, asked).padStart(8));
  return [
    name.padEnd(46),
    String(asked).padStart(6),
    ...cells,
    String(unlabelled).padStart(11),
  ].join(' ');
}

async function report(name: string, aired: readonly Aired[]): Promise<void> {
  const shows = byShow(aired);
  const entries = await entriesOf(shows.keys());
  const listed = new Map([...shows].filter(([show]) => entries.has(show)));
  const begun = new Map([...listed].filter(([, [first]]) => (first?.episode ?? 2) <= 1));
  const entryOf = (show: number) => entries.get(show);
  const lines: readonly (readonly [string, ReadonlyMap<number, readonly Aired[]>, Knowing])[] = [
    ['the catalogue alone, all it knows', listed, 'catalogue'],
    ['  of these, shows that began in the feed', begun, 'catalogue'],
    ['each past drop confirmed', shows, 'past'],
    ['the episode announced by a source', shows, 'announced'],
  ];
  const episodes = [...shows.values()].reduce((sum, { length }) => sum + length, 0);
  const heads = ['episodes', '± 5 min', '± 12 h', 'wrong', 'untold', 'unlabelled'];
  console.log(
    [
      `${name}: ${episodes} television episodes of ${shows.size} shows; the catalogue knows ${listed.size} of these.`,
      '',
      [''.padEnd(44), ...heads.map((head) => head.padStart(8))].join(' '),
      ...lines.map(([what, some, knowing]) => row(what, score(some, entryOf, knowing))),
      '',
    ].join('\n'),
  );
}

async function main(file: string | undefined): Promise<void> {
  if (file !== undefined) {
    // npm runs this in the project's folder; the file is named in the user's.
    const named = path.resolve(process.env.INIT_CWD ?? '', file);
    await report(file, readFeed(readFileSync(named, 'utf8')));
  }
  if (file === undefined) {
    for (const name of readdirSync('test/facts')) {
      await report(name, readRecorded(readFileSync(path.join('test/facts', name), 'utf8')));
    }
  }
  console.log('unlabelled: worked out, and not said to be estimated.');
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
