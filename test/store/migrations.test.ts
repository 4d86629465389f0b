import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS, type Migration, migrate, VERSION } from '../../src/store/migrations';
import { AT, adding, place, problemOf, removing, show } from './support';

const at = AT;

/** As if there had been a version −1 with another name for the shows, and a 0 without revisions. */
const older: readonly Migration[] = [
  { from: 0, migrate: (file) => ({ ...file, revision: 5 }) },
  { from: -1, migrate: ({ anime, ...file }) => ({ ...file, shows: anime }) },
];

test('there is a step from every version that was ever released', () => {
  const versions = MIGRATIONS.map(({ from }) => from);
  expect(versions).toEqual(Array.from({ length: VERSION - 1 }, (_, index) => index + 1));
});

describe('a file of an older version', () => {
  function old() {
    const there = place({ migrations: older });
    mkdirSync(path.dirname(there.file));
    const text = JSON.stringify({ format: 'jikai', version: -1, mine: 1, anime: [show('a')] });
    writeFileSync(there.file, text);
    return { ...there, old: text };
  }

  test('is read through every step, and not touched by that', async () => {
    const { store, text, old: before } = old();
    expect(await store.read()).toEqual({ revision: 5, shows: [show('a')] });
    expect(text()).toBe(before);
  });

  test('is written in our version by the next change, and kept as it was for good', async () => {
    const { store, text, file, old: before } = old();
    await store.update(adding(show('b')), { at });
    expect(text().split('\n')[0]).toBe(
      '{"format":"jikai","version":1,"revision":6,"mine":1,"shows":[',
    );
    for (let change = 0; change < 12; change++) {
      await store.update(change % 2 ? removing('c') : adding(show('c')), { at });
    }
    const backups = path.join(path.dirname(file), 'backups');
    const [kept = ''] = readdirSync(backups).filter((name) => name.includes('version'));
    expect(kept).toBe('watchlist.5.version--1.json');
    expect(readFileSync(path.join(backups, kept), 'utf8')).toBe(before);
  });

  test('is checked after the last step', async () => {
    const { store, file } = old();
    const broken = { format: 'jikai', version: -1, anime: [{ ...show('a'), status: 'seen' }] };
    writeFileSync(file, JSON.stringify(broken));
    expect((await problemOf(store.read())).message).toContain('status must be one of');
  });

  test('is refused if no step starts from it', async () => {
    const { store, file } = old();
    for (const version of [-2, 2]) {
      writeFileSync(file, JSON.stringify({ format: 'jikai', version, shows: [] }));
      expect((await problemOf(store.read())).code).toBe('failed');
    }
    expect(migrate({}, 3, older)).toBeUndefined();
  });
});
