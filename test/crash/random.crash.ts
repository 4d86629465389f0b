import { lstatSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Driver } from '../store/process';
import { AT, adding, place, show } from '../store/support';
import { aftermath } from './aftermath';
import { effort } from './effort';
import { Tally, type Trouble, trouble } from './tally';

/** How many kills in all. */
const kills = effort('JIKAI_CRASH_KILLS', 2000, 100);

/** Of one store, before it makes way for a new one: reading a long journal takes its time. */
const IN_A_ROW = 50;

describe('kill -9', () => {
  // On four stores at once to use the processors.
  test.concurrent.each([
    ['with links', []],
    ['with links, again', []],
    ['without links', ['no-links']],
    ['without links, again', ['no-links']],
  ])('at any moment of writing, %s', async (name, options) => {
    const tally = new Tally(`kill: at random, ${name.replace(', again', '')}`);
    let inTheAct = 0;
    while (tally.tries < kills / 4) {
      const there = place();
      await there.store.update(adding(show('other')), { at: AT });
      const begin = () => Driver.start([there.file, there.stateDir, ...options]);
      let next = begin();
      for (let kill = 0; kill < IN_A_ROW && tally.tries < kills / 4; kill++) {
        const writer = await next;
        next = begin();
        writer.send({ do: 'watch-on', id: 'looped' });
        let acknowledged = Number(await writer.next());
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 7));
        await writer.stop();
        acknowledged = Number(writer.unheard().at(-1) ?? acknowledged);
        // A lock that is a link to nowhere does not exist, for existsSync.
        if (lstatSync(`${there.file}.lock`, { throwIfNoEntry: false }) !== undefined) inTheAct++;
        const troubles: Trouble[] = [];
        const { shows } = await there.store.read();
        const present = shows.find(({ id }) => id === 'looped')?.watched.at(-1)?.episode ?? 0;
        // What was acknowledged is there, and at most the one after it that could not be any more.
        if (present < acknowledged) troubles.push(trouble('lost', `${acknowledged}: ${present}`));
        if (present > acknowledged + 1)
          troubles.push(trouble('torn', `${acknowledged}: ${present}`));
        tally.add(`kill ${kill}`, [...troubles, ...(await aftermath(there))]);
      }
      await (await next).stop();
    }
    // If hardly any kill hit the writing itself, this would show nothing.
    expect(inTheAct).toBeGreaterThan(tally.tries / 5);
    tally.settle(kills / 4);
  });
});
