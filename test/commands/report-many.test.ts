import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHRASES } from '../../src/commands/vocabulary';
import { folder } from '../store/support';
import { release, show, watchedUpTo } from '../watchlist/shows';
import { weighed } from './weigh';

/** A season of 2,000 shows, each with twelve verdicts, looked back on by the built program. */

const SHOWS = 2000;
const VERDICTS = 12;

function furnished(): string {
  const home = folder();
  const watched = watchedUpTo(VERDICTS);
  const lines = Array.from({ length: SHOWS }, (_, index) => {
    const verdicts = watched.map(({ at = '', episode }) => ({
      at,
      episode,
      words: PHRASES[(index * 7 + episode * 3) % PHRASES.length]?.[0] ?? '',
      ...(episode % 4 === 0 && { score: index % 11, note: 'something that I noted of this one' }),
    }));
    const id = `show-${String(index).padStart(4, '0')}`;
    const url = `https://www.crunchyroll.com/series/${id}/`;
    const titles = { native: `番組その${index}` };
    const releases = [release({}, { url })];
    return JSON.stringify(
      show({
        id,
        title: `Show ${index}`,
        titles,
        status: 'completed',
        watched,
        verdicts,
        releases,
      }),
    );
  });
  writeFileSync(
    path.join(home, 'watchlist.json'),
    `{"format":"jikai","version":1,"revision":1,"shows":[\n${lines.join(',\n')}\n]}\n`,
  );
  return home;
}

describe('a report of 2,000 shows', () => {
  it('takes little memory, and no longer than one waits for', () => {
    const home = furnished();
    const page = path.join(home, 'page.html');
    // The program's own writing makes the list one that need not be checked again.
    expect(weighed(home, 'verdict', 'show-0000', 'Keep', '--quiet').status).toBe(0);
    const runs = Array.from({ length: 3 }, () =>
      weighed(
        home,
        'report',
        '--season',
        'winter 2024',
        '--html',
        page,
        '--now',
        '2024-04-02T12:00Z',
      ),
    );
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(readFileSync(page, 'utf8').match(/<article /g)).toHaveLength(SHOWS);
    // 200 in all on Node 20, which takes 42 for the least that jikai does; newer ones take more for it.
    const least = weighed(home, '--version').megabytes;
    expect(Math.max(...runs.map(({ megabytes }) => megabytes)) - least).toBeLessThan(158);
    // Of all processors together, which other tests do not make longer: 1.0 where it took 0.65 s in all.
    expect(Math.min(...runs.map(({ seconds }) => seconds))).toBeLessThan(2);
  });
});
