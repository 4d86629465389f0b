import { test } from 'vitest';
import { MINUTE } from '../../src/watchlist/zone';
import { killReminders } from '../reminders/processes';
import { Core, expectEachDropToldOnce } from '../reminders/year';
import { Program } from '../reminders/year-program';
import { effort, isShort } from './effort';
import { Tally } from './tally';

test('jikai remind, killed at any moment, loses no reminder', async () => {
  const kills = effort('JIKAI_CRASH_REMINDERS', 100, 20);
  const { repeated } = await killReminders(kills);
  const tally = new Tally('kill: jikai remind');
  tally.tries = kills;
  // Which of them were lost would have failed above; a reminder may be told twice.
  tally.settle(kills, `kill: remind (${repeated} told twice)`);
});

const years = [
  ['by the minute', 1, MINUTE, () => new Core()],
  ['whole program', 3, 15 * MINUTE, () => new Program()],
] as const;

test.skipIf(isShort).each(years)('a year of reminders, %s', async (name, seed, step, machine) => {
  await expectEachDropToldOnce(seed, step, machine());
  const tally = new Tally(`reminders: a year, ${name}`);
  tally.tries = 1;
  tally.settle(1);
});
