import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../src/store/backups';
import { digest } from '../../src/store/digest';
import { readEntries, thatCameToBe } from '../../src/store/journal';
import { appendEntry } from '../../src/store/journal-writing';
import { AT, adding, folder, place, removing, retitling, show } from './support';

const at = AT;

function entry(revision: number, summary = `Change ${revision}`) {
  return {
    revision,
    at,
    kind: 'change' as const,
    summary,
    shows: [{ id: 'a', before: null, after: show('a') }],
  };
}

/** A journal with these entries, appended one by one. */
function journal(...entries: readonly Parameters<typeof appendEntry>[1][]): string {
  const file = path.join(folder(), 'state', 'journal.ndjson');
  for (const one of entries) appendEntry(file, one);
  return file;
}

const all = Number.MAX_SAFE_INTEGER;
const revisions = (file: string, revision = all) =>
  readEntries(file, revision).map((one) => one.revision);

describe('what the journal holds', () => {
  test('is one line of JSON for each change', () => {
    const file = journal(entry(1), entry(2, 'Line\nfeed'));
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1] ?? '')).toEqual(entry(2, 'Line\nfeed'));
    expect(readEntries(file, all)).toEqual([entry(1), entry(2, 'Line\nfeed')]);
  });

  test('counts only up to the revision of the watchlist', () => {
    const file = journal(entry(1), entry(2), entry(3));
    expect(revisions(file, 2)).toEqual([1, 2]);
    expect(revisions(path.join(folder(), 'none'), 2)).toEqual([]);
  });

  test.each([
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    // 3 was never put in place, so the next change was 3 as well.
    [
      [1, 2, 3, 3],
      [1, 2, 3],
    ],
    // The user went back to a backup of revision 2.
    [
      [1, 2, 3, 4, 5, 3],
      [1, 2, 3],
    ],
    [[1, 2, 3, 2, 3, 1], [1]],
    [
      [7, 9],
      [7, 9],
    ],
  ])('%j led to %j', (written, led) => {
    const entries = written.map((revision, place) => ({ revision, place }));
    const came = thatCameToBe(entries);
    expect(came.map(({ revision }) => revision)).toEqual(led);
    expect(came.at(-1)?.place).toBe(written.length - 1);
  });

  test('survives torn and foreign lines, at the end and in the middle', () => {
    const file = journal(entry(1));
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      appendEntry(file, entry(2));
      const expected = length === whole.length - 1 ? [1, 2] : [2];
      expect([length, revisions(file)]).toEqual([length, expected]);
    }
    appendFileSync(file, '\0\0\0\nnull\n{"revision":3}\n\n[]\n{"revision":');
    appendEntry(file, entry(3));
    expect(revisions(file)).toEqual([1, 2, 3]);
  });
});

describe('a full journal', () => {
  test('is cut to its newest half, and keeps a few of the newest however large', () => {
    const file = journal(entry(1));
    const line = statSync(file).size;
    const full = line * 10;
    const limits = { full, least: 2 };
    for (let revision = 2; revision <= 35; revision++) {
      appendEntry(file, entry(revision), limits);
      expect(statSync(file).size).toBeLessThanOrEqual(full + 20);
      const kept = revisions(file);
      expect(kept.at(-1)).toBe(revision);
      expect(kept).toEqual(kept.map((_, index) => revision - kept.length + 1 + index));
    }
    const large = entry(36, 'x'.repeat(full * 2));
    appendEntry(file, large, limits);
    expect(revisions(file).at(-1)).toBe(36);
    appendEntry(file, entry(37), limits);
    expect(revisions(file).slice(-2)).toEqual([36, 37]);
    for (let revision = 38; revision <= 60; revision++) appendEntry(file, entry(revision), limits);
    expect(revisions(file)).not.toContain(36);
    expect(revisions(file).at(-1)).toBe(60);
    expect(readdirSync(path.dirname(file))).toEqual(['journal.ndjson']);
  });

  test('still undoes what it still knows', async () => {
    const { store, stateDir } = place();
    for (const id of ['a', 'b', 'c']) await store.update(adding(show(id)), { at });
    const [name = ''] = readdirSync(stateDir).filter((file) => file.startsWith('journal-'));
    const file = path.join(stateDir, name);
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(2).join('\n'));
    expect((await store.undo({ at })).summary).toBe('Undid: Added Title of c');
    await expect(store.undo({ at })).rejects.toThrow('There is nothing to undo');
  });
});

describe('with the watchlist', () => {
  test('a change that was journalled and never put in place did not happen', async () => {
    const { store, stateDir } = place();
    await store.update(adding(show('a')), { at });
    const [name = ''] = readdirSync(stateDir).filter((file) => file.startsWith('journal-'));
    // As if the machine had stopped between journal and rename.
    appendEntry(path.join(stateDir, name), { ...entry(2), summary: 'Never' });
    expect((await store.log()).map(({ change }) => change.summary)).toEqual(['Added Title of a']);
    expect((await store.undo({ at, dryRun: true })).summary).toBe('Undid: Added Title of a');
    await store.update(adding(show('b')), { at });
    expect((await store.log()).map(({ change }) => change.summary)).toEqual([
      'Added Title of a',
      'Added Title of b',
    ]);
  });

  test('after a return to a backup, history goes on from there', async () => {
    const { store, file } = place();
    for (const id of ['a', 'b', 'c']) await store.update(adding(show(id)), { at });
    const backup = listBackups(file).find(({ revision }) => revision === 1)?.path ?? '';
    writeFileSync(file, readFileSync(backup));
    expect(await store.log()).toHaveLength(1);
    await store.update(retitling('a', 'New'), { at });
    await store.update(removing('a'), { at });
    await store.undo({ at });
    await store.undo({ at });
    await store.undo({ at });
    expect((await store.read()).shows).toEqual([]);
  });
});

test('names differ with the path, and are the same everywhere', () => {
  const names = ['/a/watchlist.json', '/b/watchlist.json', '/a/watchlist.json ', ''].map(digest);
  expect(new Set(names).size).toBe(4);
  expect(names[0]).toMatch(/^[0-9a-z]{11}$/);
  expect(digest('/home/rouge/次回/watchlist.json')).toBe('0pwr1vz7s1a');
});
