import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { revisionsToKeep } from '../../src/store/backup-writing';
import { listBackups } from '../../src/store/backups';
import { AT, adding, place, problemOf, retitling, show } from './support';

const at = AT;

describe('which are kept', () => {
  test('few, however many changes there are, and some of every age', () => {
    let kept: number[] = [];
    for (let revision = 0; revision <= 5000; revision++) {
      kept = [...revisionsToKeep([...kept, revision])];
      expect(kept.length).toBeLessThanOrEqual(7 + Math.log2(revision + 1));
      expect(kept).toContain(0);
      for (let age = 0; age < 5 && age <= revision; age++) expect(kept).toContain(revision - age);
      if (revision % 97 > 0) continue;
      const ages = kept.map((one) => revision - one).sort((a, b) => a - b);
      for (const [index, age] of ages.entries()) {
        const older = ages[index + 1];
        // No gap in which more than three quarters of the way back are lost.
        if (older !== undefined) expect(older + 1).toBeLessThanOrEqual(4 * (age + 1));
      }
    }
  });

  test('the rule does not depend on the order of names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 300 })), (revisions) => {
        const kept = revisionsToKeep(revisions);
        expect(revisionsToKeep(revisions.toReversed())).toEqual(kept);
        expect(revisionsToKeep([...kept])).toEqual(kept);
      }),
    );
  });
});

describe('on the disk', () => {
  const names = (file: string) => readdirSync(path.join(path.dirname(file), 'backups')).sort();

  test('each is the file as it was, byte for byte', async () => {
    const { store, file, text } = place();
    const past = new Map<number, string>();
    for (let index = 0; index < 12; index++) {
      await store.update(adding(show(`show-${index}`)), { at });
      past.set(index + 1, text());
    }
    const backups = listBackups(file);
    expect(backups.map(({ revision }) => revision)).toEqual([11, 10, 9, 8, 7, 5, 1]);
    for (const backup of backups) {
      expect(readFileSync(backup.path, 'utf8')).toBe(past.get(backup.revision));
    }
    expect(names(file)).toHaveLength(backups.length);
  });

  test('changing the file in place afterwards does not change its backup', async () => {
    const { store, file, text } = place();
    for (const id of ['a', 'b']) await store.update(adding(show(id)), { at });
    const before = readFileSync(listBackups(file)[0]?.path ?? '', 'utf8');
    writeFileSync(file, text().replace('Title of a', 'In place'));
    expect(readFileSync(listBackups(file)[0]?.path ?? '', 'utf8')).toBe(before);
    expect(statSync(file).nlink).toBe(1);
  });

  test('a write that is refused leaves none, for it would be one file with the list', async () => {
    const { store, file, stateDir, paths } = place();
    for (const id of ['a', 'b']) await store.update(adding(show(id)), { at });
    renameSync(stateDir, `${stateDir}-away`);
    writeFileSync(stateDir, 'a file');
    const before = paths();
    await problemOf(store.update(adding(show('c')), { at }));
    expect(paths()).toEqual(before);
    expect(statSync(file).nlink).toBe(1);
  });

  test('one that is still one file with the list is no way back', async () => {
    const { store, file, text } = place();
    for (const id of ['a', 'b', 'c']) await store.update(adding(show(id)), { at });
    // As a kill between the two renames of a write leaves it, and what a kill before them leaves.
    const folder = path.join(path.dirname(file), 'backups');
    linkSync(file, path.join(folder, 'watchlist.3.json'));
    linkSync(file, path.join(folder, '.watchlist.3.json.new-link'));
    linkSync(file, path.join(folder, 'watchlist.mine.json'));
    expect(listBackups(file).map(({ revision }) => revision)).toEqual([2, 1]);
    // An older state, written into the file and so into its links.
    const older = readFileSync(listBackups(file)[1]?.path ?? '', 'utf8');
    writeFileSync(file, older);
    await store.update(retitling('a', 'New'), { at });
    expect(statSync(file).nlink).toBe(1);
    expect(names(file)).toEqual([
      'watchlist.1.json',
      'watchlist.2.left-behind.json',
      'watchlist.mine.json',
    ]);
    expect(readFileSync(listBackups(file)[0]?.path ?? '', 'utf8')).toBe(older);
    expect(text()).toContain('New');
  });

  test('what the user left behind by going back is kept once, out of the way', async () => {
    const { store, file } = place();
    for (let index = 0; index < 6; index++) {
      await store.update(adding(show(`show-${index}`)), { at });
    }
    writeFileSync(file, readFileSync(listBackups(file).at(-1)?.path ?? ''));
    await store.update(retitling('show-0', 'New'), { at });
    expect(names(file)).toEqual(['watchlist.1.json', 'watchlist.5.left-behind.json']);
    await store.update(retitling('show-0', 'Newer'), { at });
    expect(names(file)).toEqual([
      'watchlist.1.json',
      'watchlist.2.json',
      'watchlist.5.left-behind.json',
    ]);
    expect(JSON.parse(readFileSync(listBackups(file)[0]?.path ?? '', 'utf8')).shows).toHaveLength(
      1,
    );
  });

  test('other files in the folder are left alone', async () => {
    const { store, file } = place();
    const backups = path.join(path.dirname(file), 'backups');
    mkdirSync(backups, { recursive: true });
    const mine = ['watchlist.json', 'watchlist.old.json', 'watchlist.1.json.bak', 'x.99.json'];
    for (const name of mine) writeFileSync(path.join(backups, name), 'mine');
    for (let index = 0; index < 9; index++) {
      await store.update(adding(show(`show-${index}`)), { at });
    }
    expect(names(file)).toEqual(expect.arrayContaining(mine));
  });
});
