import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { Home } from '../commands/world';
import { tryArguments } from './arguments';
import { builtOn } from './built';
import { type Target, targetsOf, tryTarget } from './files';
import { Ground } from './ground';
import { IS_FULL, Random, SEED, TIMES } from './random';
import { Tally } from './tally';
import { Watchdog } from './watchdog';

/** How long a full run of one kind may take. */
const LONG = 30 * 60_000;

let ground: Ground;
let targets: readonly Target[];
let watchdog: Watchdog;
beforeAll(async () => {
  ground = await Ground.make();
  targets = await targetsOf(ground);
  watchdog = new Watchdog();
  if (IS_FULL) sayAloud(`seed ${SEED}`);
});
afterAll(() => watchdog.stop());

/** The files of a home and the lists that are tried, by name. */
const NAMES = [
  'watchlist',
  'watchlist, unnoticed',
  'backup of a broken list',
  'settings',
  'ledger',
  'next look',
  'next look of a file',
  'last run',
  'journal',
  'agenda',
  'stamp',
  'asked',
  'token',
  'catalog.txt',
  'catalog.previous.txt',
  'import anilist-account.json',
  'import anilist.json',
  'import anime-planet.json',
  'import kitsu.xml',
  'import myanimelist-2018.xml',
  'import myanimelist.xml',
  'import trakt-history.json',
  'import trakt-watched-shows.json',
  'import own.json',
  'import own.csv',
  'import own.tsv',
  'import own.mal',
  'import own.anilist',
  'import kitsu.xml.gz',
];

describe('odd words', () => {
  it(
    'lead to no more than a sentence, and a list that can be read',
    async () => {
      const tally = new Tally('arguments');
      const cwd = process.cwd();
      const around = new Home().folder;
      const folder = path.join(around, 'some', 'where');
      mkdirSync(folder, { recursive: true });
      process.chdir(folder);
      try {
        const trial = { ground, tally, watchdog, random: new Random(SEED), folder: around };
        await tryArguments(trial, IS_FULL ? 4 * TIMES : 80);
      } finally {
        process.chdir(cwd);
      }
      tally.say();
      expect(tally.told()).toBe('');
      expect(tally.worst, 'milliseconds').toBeLessThan(5000);
    },
    LONG,
  );
});

describe('a damaged file', () => {
  it('is tried of every kind there is', () => {
    expect(targets.map(({ name }) => name)).toEqual(NAMES);
    // What a command appends to for the user is not read; of the backups one stands for all.
    const unread = (name: string) => name === 'told.txt' || name.startsWith('data/backups/');
    const tried = targets.map(({ file }) => file);
    expect(ground.names().filter((name) => !unread(name) && !tried.includes(name))).toEqual([]);
  });

  it.each(NAMES)(
    'leads to no more than a sentence: %s',
    async (name) => {
      const target = targets.find((one) => one.name === name);
      if (target === undefined) throw new Error(`There is no ${name}.`);
      const tally = new Tally(name);
      const random = new Random(SEED + NAMES.indexOf(name));
      const counts = IS_FULL
        ? { copies: TIMES, cuts: TIMES < 5000 ? TIMES / 5 : 1e9 }
        : { copies: 4, cuts: 2 };
      await tryTarget(target, { ground, tally, watchdog, random }, counts);
      tally.say();
      expect(tally.told()).toBe('');
      expect(tally.worst, 'milliseconds').toBeLessThan(5000);
    },
    LONG,
  );

  it(
    'does so to the built program too',
    async () => {
      const tally = new Tally('the built program');
      const random = new Random(SEED);
      const run = builtOn(ground);
      const copies = IS_FULL ? Math.ceil(TIMES / 100) : 1;
      const some = IS_FULL ? targets : targets.filter((_, index) => index % 8 === 0);
      for (const target of some) {
        await tryTarget(target, { ground, tally, watchdog, random, run }, { copies, cuts: 0 });
      }
      tally.say();
      expect(tally.told()).toBe('');
    },
    LONG,
  );
});
