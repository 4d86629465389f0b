import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCivil, type Zone } from '../../src/watchlist/zone';
import { sayAloud } from '../aloud';
import { Home } from '../commands/world';
import { berlin, newYork } from '../watchlist/shows';

/** A calendar program that people use takes what jikai wrote, and shows it at the right time. */

const isThere = spawnSync('khal', ['--version']).status === 0;
if (!isThere) sayAloud('Skipped: calendars imported by khal, because khal is not installed.');

const FORMATS = `timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M`;

/** khal with a calendar of its own, set up in a folder. */
class Khal {
  readonly #env: Readonly<Record<string, string>>;

  constructor(folder: string, zone: Zone) {
    const config = path.join(folder, 'khal');
    mkdirSync(config, { recursive: true });
    mkdirSync(path.join(folder, 'calendar'));
    writeFileSync(
      path.join(config, 'config'),
      `[calendars]\n[[anime]]\npath = ${folder}/calendar\n[locale]\n${FORMATS}\n[sqlite]\npath = ${folder}/khal.db\n`,
    );
    this.#env = {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
      LANG: 'C.UTF-8',
      TZ: zone.id,
    };
  }

  run(...args: readonly string[]): string {
    return execFileSync('khal', args, { env: this.#env, encoding: 'utf8' });
  }

  /** All that it holds, one event a line. */
  list(format: string): readonly string[] {
    const text = this.run(
      ...['list', '--notstarted', '--day-format', '', '--format', format],
      ...['2023-12-01', '2024-12-01'],
    );
    return text.split('\n').filter((line) => line !== '');
  }
}

interface Told {
  readonly schedule: readonly {
    readonly episode: number;
    readonly at: string;
    readonly precision: string;
  }[];
}

const HOSTILE =
  '🎌 Kämpfer; "100%", \\o メタリックルージュ — the one with a title too long for a line';

async function livedIn(): Promise<Home> {
  const home = new Home();
  await home.runAll(
    ['add', 'metallic rouge', '--verdict', "We'll see"],
    ['break', 'rouge', '--at', '4', '--why', 'recap'],
    ['delay', 'rouge', '9', '--to', '2024-03-22T18:00Z'],
    ['add', 'Some Days', '--manual', '--premiere', '2024-03-07', '--episodes', '5'],
    [
      'add',
      HOSTILE,
      '--manual',
      '--premiere',
      '2024-01-03T23:30Z',
      '--every',
      '1d',
      '--episodes',
      '3',
    ],
  );
  return home;
}

describe.skipIf(!isThere)('khal', () => {
  it.each([berlin, newYork])('in $id shows every drop at its instant', async (zone) => {
    const home = await livedIn();
    const file = path.join(home.folder, 'anime.ics');
    const khal = new Khal(home.folder, zone);
    await home.runAll(['export', 'ics', '--force', '-o', file, '--alarm', '1h']);
    khal.run('import', '--batch', '--include-calendar', 'anime', file);

    const expected: string[] = [];
    for (const id of ['metallic-rouge', 'some-days', 'kampfer']) {
      const { id: whole, schedule } = (await home.json(['info', id])) as Told & { id: string };
      for (const { episode, at, precision } of schedule) {
        const local = new Date(toCivil(Date.parse(at), zone)).toISOString();
        const when = precision === 'minute' ? local.slice(0, 16).replace('T', ' ') : at;
        expected.push(`${whole}-ep${episode}@jikai ${when}`);
      }
    }
    const shown = khal.list('{uid} {start-long}');
    expect(shown.filter((line) => !line.includes('-break')).sort()).toEqual(expected.sort());
    expect(shown.filter((line) => line.includes('-break'))).toHaveLength(2);

    expect(khal.list('{title}')).toContain(`${HOSTILE} ep 3 (finale)`);
    expect(khal.list('{title}')).toContain('Metallic Rouge – no episode: recap');
    expect(khal.list('{title}|{location}|{status}|{url}')).toContain(
      'Metallic Rouge ep 2|Crunchyroll|TENTATIVE |https://www.crunchyroll.com/series/G24H1NWMJ/',
    );

    // A later calendar moves what it knows already, and leaves nothing double.
    await home.runAll(
      ['delay', 'rouge', '2', '--to', '2024-01-19T15:55Z'],
      ['export', 'ics', '--force', '-o', file],
    );
    khal.run('import', '--batch', '--include-calendar', 'anime', file);
    const moved = khal.list('{uid} {start-long}').filter((line) => line.includes('rouge-ep2@'));
    expect(moved).toHaveLength(1);
    expect(moved[0]).toMatch(/ 2024-01-19 \d\d:55$/);
  });
});
