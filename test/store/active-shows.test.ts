import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { activeOf } from '../../src/store/active-shows';
import { distrust } from '../../src/store/distrust';
import { createStore } from '../../src/store/store';
import { STATUSES } from '../../src/watchlist/show';
import { AT, adding, folder, retitling, show } from './support';

/** Some shows of every status, in more bytes than are read at once if there are many. */
function shows(count: number) {
  return Array.from({ length: count }, (_, index) =>
    show(`show-${String(index).padStart(5, '0')}`, {
      status: STATUSES[index % STATUSES.length] ?? 'planned',
      watched: [{ episode: 1, at: AT }],
      verdicts: [{ at: AT, episode: 1, words: `Fine ${'indeed '.repeat(index % 40)}` }],
    }),
  );
}

async function ground(count: number) {
  const home = folder();
  const file = path.join(home, 'watchlist.json');
  const stateDir = path.join(home, 'state');
  const store = createStore({ file, stateDir });
  await store.update(adding(...shows(count)), { at: AT });
  const kept = () => readdirSync(stateDir).filter((name) => name.startsWith('active-'));
  const keptFile = () => path.join(stateDir, kept()[0] ?? 'none');
  /** What has to come of it, by way of the whole list. */
  const expected = async () => {
    const list = await store.read({ statuses: ['planned', 'watching'] });
    return list.shows.map(activeOf);
  };
  return { store, file, stateDir, kept, keptFile, expected };
}

describe('the shows that are active', () => {
  test('are those of the list, without what was said of them, kept or not', async () => {
    const { store, kept, expected } = await ground(900);
    expect(await store.active()).toEqual(await expected());
    expect(kept()).toHaveLength(1);
    expect(await store.active()).toEqual(await expected());
  });

  test('are read from beside the list while it is the same', async () => {
    const { store, keptFile } = await ground(900);
    await store.active();
    const text = readFileSync(keptFile(), 'utf8');
    writeFileSync(keptFile(), text.replace('Title of show-00000', 'Kept'));
    expect((await store.active())[0]?.title).toBe('Kept');
  });

  test('are of the new list after a change, an undo and a redo', async () => {
    const { store, expected } = await ground(900);
    await store.active();
    await store.update(retitling('show-00000', 'Another'), { at: AT });
    expect((await store.active())[0]?.title).toBe('Another');
    await store.undo({ at: AT });
    expect((await store.active())[0]?.title).toBe('Title of show-00000');
    await store.redo({ at: AT });
    expect(await store.active()).toEqual(await expected());
  });

  test.each([
    ['cut', (text: string) => text.slice(0, -100)],
    ['empty', () => ''],
    ['another version', (text: string) => text.replace('"version":"', '"version":"1')],
  ])('are read from the list where what is kept is %s', async (_, broken) => {
    const { store, keptFile, expected } = await ground(900);
    await store.active();
    writeFileSync(keptFile(), broken(readFileSync(keptFile(), 'utf8')));
    expect(await store.active()).toEqual(await expected());
  });

  test('are read from the list once it is distrusted, and where others wrote it', async () => {
    const { store, file, stateDir, keptFile, expected } = await ground(900);
    await store.active();
    const text = readFileSync(keptFile(), 'utf8').replace('Title of show-00000', 'Kept');
    writeFileSync(keptFile(), text);
    distrust(file, stateDir);
    expect(await store.active()).toEqual(await expected());
    writeFileSync(file, readFileSync(file));
    expect(await store.active()).toEqual(await expected());
  });

  test('are not kept beside a short list, nor where there is none', async () => {
    const { store, kept, expected } = await ground(20);
    expect(await store.active()).toEqual(await expected());
    expect(kept()).toEqual([]);
    const none = createStore({ file: path.join(folder(), 'none.json'), stateDir: folder() });
    expect(await none.active()).toEqual([]);
    expect(existsSync(none.file)).toBe(false);
  });
});
