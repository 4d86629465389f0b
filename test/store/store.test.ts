import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/store';
import { Problem } from '../../src/watchlist/problem';
import { AT, adding, find, folder, place, problemOf, removing, retitling, show } from './support';

const at = AT;

describe('a store that is not there yet', () => {
  test('is an empty watchlist, and reading makes nothing', async () => {
    const { store, folder } = place();
    expect(await store.read()).toEqual({ revision: 0, shows: [] });
    expect(await store.log()).toEqual([]);
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
    expect(existsSync(path.join(folder, 'state'))).toBe(false);
  });

  test('is made by the first change, for the user only', async () => {
    const { store, folder, file, stateDir, paths } = place();
    await store.update(adding(show('a')), { at });
    const mode = (name: string) => statSync(name).mode & 0o777;
    expect(mode(file)).toBe(0o600);
    expect(mode(path.join(folder, 'data'))).toBe(0o700);
    expect(mode(stateDir)).toBe(0o700);
    for (const name of paths().filter((name) => name.startsWith('state/'))) {
      expect(mode(path.join(folder, name))).toBe(0o600);
    }
    expect(paths().filter((name) => name.startsWith('data/'))).toEqual(['data/watchlist.json']);
  });

  test('stays away after a change that changes nothing, or cannot be made', async () => {
    const { store, file } = place();
    const change = { summary: 'Nothing to do', shows: [] };
    expect(await store.update(() => change, { at })).toBe(change);
    await problemOf(
      store.update(
        () => {
          throw new Problem('not-found', 'No such show');
        },
        { at },
      ),
    );
    expect(existsSync(file)).toBe(false);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('update', () => {
  test('raises the revision by one and keeps the order of ids', async () => {
    const { store, text } = place();
    await store.update(adding(show('b'), show('10'), show('a')), { at });
    await store.update(adding(show('9')), { at });
    const { revision, shows } = await store.read();
    expect(revision).toBe(2);
    expect(shows.map(({ id }) => id)).toEqual(['10', '9', 'a', 'b']);
    expect(text().split('\n')).toHaveLength(7);
  });

  test('gives back the change, and writes nothing on a dry run', async () => {
    const { store, file } = place();
    const change = await store.update(adding(show('a')), { at, dryRun: true });
    expect(change.summary).toBe('Added Title of a');
    expect(existsSync(path.dirname(file))).toBe(false);
    await store.update(adding(show('a')), { at });
    const before = readFileSync(file);
    await store.update(removing('a'), { at, dryRun: true });
    await store.undo({ at, dryRun: true });
    expect(readFileSync(file)).toEqual(before);
    expect(await store.log()).toHaveLength(1);
  });

  test('writes nothing when the shows are as they were', async () => {
    const { store, text } = place();
    await store.update(adding(show('a')), { at });
    const before = text();
    await store.update(retitling('a', 'Title of a'), { at });
    expect(text()).toBe(before);
  });

  const a = show('a');
  test.each([
    [
      'a show of the wrong shape',
      [{ id: 'b', before: null, after: { ...a, id: 'b', status: 'x' } }],
    ],
    [
      'a release that is not there',
      [{ id: 'b', before: null, after: show('b', { follows: 'x' }) }],
    ],
    ['another id', [{ id: 'b', before: null, after: show('c') }]],
    ['a show that is there already', [{ id: 'a', before: null, after: a }]],
    ['a show as it never was', [{ id: 'a', before: show('a', { title: 'x' }), after: null }]],
    ['a show that is not there', [{ id: 'b', before: show('b'), after: null }]],
    [
      'a show twice',
      [
        { id: 'a', before: a, after: null },
        { id: 'a', before: a, after: a },
      ],
    ],
  ])('refuses a mistake of ours: %s', async (_, shows) => {
    const { store, text, paths } = place();
    await store.update(adding(a), { at });
    const [before, files] = [text(), paths()];
    // What the compiler would refuse must not get to the file either.
    const change = JSON.parse(JSON.stringify({ summary: 'A mistake', shows }));
    for (const dryRun of [true, false]) {
      await expect(store.update(() => change, { at, dryRun })).rejects.toThrow(
        'Nothing was written',
      );
    }
    expect(text()).toBe(before);
    expect(paths()).toEqual(files);
    await store.update(removing('a'), { at });
  });

  test('takes turns within one process', async () => {
    const { store } = place();
    const ids = Array.from({ length: 20 }, (_, index) => `show-${index}`);
    await Promise.all(ids.map((id) => store.update(adding(show(id)), { at })));
    expect((await store.read()).shows.map(({ id }) => id)).toEqual(ids.toSorted());
  });

  test('does not replace what another program writes meanwhile', async () => {
    const { store, file, text } = place();
    await store.update(adding(show('a')), { at });
    const theirs = text().replace('Title of a', 'Changed by hand');
    const problem = await problemOf(
      store.update(
        (watchlist) => {
          writeFileSync(file, theirs);
          return removing('a')(watchlist);
        },
        { at },
      ),
    );
    expect(problem.message).toContain('Another program changed');
    expect(text()).toBe(theirs);
    expect(await store.log()).toHaveLength(1);
    await store.update(removing('a'), { at });
  });
});

describe('reading', () => {
  test('leaves out other statuses, whoever wrote the file last', async () => {
    const { store, file, text } = place();
    await store.update(
      adding(show('a', { status: 'planned' }), show('b'), show('c', { status: 'dropped' })),
      { at },
    );
    const read = async () =>
      (await store.read({ statuses: ['watching', 'dropped'] })).shows.map(({ title }) => title);
    expect(await read()).toEqual(['Title of b', 'Title of c']);
    writeFileSync(file, text());
    expect(await read()).toEqual(['Title of b', 'Title of c']);
    writeFileSync(file, JSON.stringify(JSON.parse(text()), null, 2));
    expect(await read()).toEqual(['Title of b', 'Title of c']);
  });

  test('gives plain shows, though their lines are parsed when they are needed', async () => {
    const { store } = place();
    const written = show('a', { titles: { native: 'メタリックルージュ' } });
    await store.update(adding(written, show('b')), { at });
    const { shows } = await store.read();
    const [read, other] = shows;
    expect(other?.titles).toBeUndefined();
    expect(other?.id).toBe('b');
    expect(read?.titles?.native).toBe('メタリックルージュ');
    expect(read).toEqual(written);
    expect({ ...read, status: 'paused' }).toEqual({ ...written, status: 'paused' });
    expect(JSON.stringify(read)).toBe(JSON.stringify({ ...read }));
    expect(read !== undefined && 'titles' in read).toBe(true);
    expect(other !== undefined && 'titles' in other).toBe(false);
    expect(() => Object.assign(find({ revision: 1, shows }, 'a'), { title: 'x' })).toThrow();
  });

  test('finds a title wherever it stands in the line', async () => {
    const { store, file, text } = place();
    await store.update(adding(show('a')), { at });
    const line = `{"id":"b","status":"watching","added":"${at}","titles":{"romaji":"B"},"title":"The B",${JSON.stringify(show('b')).slice(JSON.stringify({ id: 'b', status: 'watching', title: 'Title of b', added: at }).length)}`;
    writeFileSync(file, text().replace('\n]}', `,\n${line}\n]}`));
    await store.update(retitling('a', 'x'), { at });
    expect(text()).toContain(line);
    const b = find(await store.read(), 'b');
    expect([b.title, b.titles?.romaji]).toEqual(['The B', 'B']);
  });
});

describe('undo and redo', () => {
  test('walk back and forth, and a change ends the way forth', async () => {
    const { store } = place();
    const ids = async () => (await store.read()).shows.map(({ id }) => id).join('');
    for (const id of ['a', 'b', 'c']) await store.update(adding(show(id)), { at });
    expect((await store.undo({ at })).summary).toBe('Undid: Added Title of c');
    expect((await store.undo({ at })).summary).toBe('Undid: Added Title of b');
    expect(await ids()).toBe('a');
    expect((await store.redo({ at })).summary).toBe('Redid: Added Title of b');
    expect(await ids()).toBe('ab');
    expect((await store.undo({ at })).summary).toBe('Undid: Added Title of b');
    await store.update(adding(show('d')), { at });
    expect((await problemOf(store.redo({ at }))).message).toBe('There is nothing to redo');
    await store.undo({ at });
    await store.undo({ at });
    expect(await ids()).toBe('');
    const nothing = await problemOf(store.undo({ at }));
    expect([nothing.code, nothing.message]).toEqual(['failed', 'There is nothing to undo']);
    expect((await store.read()).revision).toBe(10);
  });

  test('log says what was done and what was taken back', async () => {
    const { store } = place();
    await store.update(adding(show('a')), { at });
    await store.update(retitling('a', 'New'), { at: '2024-01-11T00:00:00Z' });
    await store.undo({ at });
    const log = await store.log();
    expect(
      log.map(({ revision, kind, undone, change }) => [revision, kind, undone, change.summary]),
    ).toEqual([
      [1, 'change', false, 'Added Title of a'],
      [2, 'change', true, 'Edited a'],
      [3, 'undo', false, 'Undid: Edited a'],
    ]);
    expect(log[1]?.at).toBe('2024-01-11T00:00:00Z');
    expect(log[1]?.change.shows[0]?.after?.title).toBe('New');
    await store.redo({ at });
    expect((await store.log()).map(({ undone }) => undone)).toEqual([false, false, false, false]);
  });

  test('refuse when the show has changed since in another way', async () => {
    const { store, file, text } = place();
    await store.update(adding(show('a'), show('b')), { at });
    await store.update(retitling('a', 'New'), { at });
    const edited = text().replace('"New"', '"By hand"');
    writeFileSync(file, edited);
    const problem = await problemOf(store.undo({ at }));
    expect(problem.message).toContain('By hand has changed since in another way');
    expect(text()).toBe(edited);
    // A change by hand to another show is none of undo's business.
    writeFileSync(file, edited.replace('"By hand"', '"New"').replace('Title of b', 'B'));
    await store.undo({ at });
    expect((await store.read()).shows.map(({ title }) => title)).toEqual(['Title of a', 'B']);
  });
});

describe('a list whose history is elsewhere', () => {
  test('says so, and takes back what is done from then on', async () => {
    const { store, file, folder, stateDir } = place();
    for (const id of ['a', 'b']) await store.update(adding(show(id)), { at });
    const moved = path.join(folder, 'moved', 'watchlist.json');
    renameSync(path.dirname(file), path.dirname(moved));
    const there = createStore({ file: moved, stateDir });
    for (const dryRun of [false, true]) {
      for (const step of ['undo', 'redo'] as const) {
        const problem = await problemOf(there[step]({ at, dryRun }));
        expect(problem.message).toBe(
          `The history of this list (revision 2) is not on this machine, so there is nothing to ${step}`,
        );
        expect(problem.hint).toContain('Earlier states may be in');
        expect(problem.hint).toContain(path.join(folder, 'moved', 'backups'));
      }
    }
    expect(await there.log()).toEqual([]);
    await there.update(adding(show('c')), { at });
    expect((await there.undo({ at })).summary).toBe('Undid: Added Title of c');
    expect((await problemOf(there.undo({ at }))).message).toBe('There is nothing to undo');
  });
});

describe('one store, many ways to it', () => {
  test('a link stays a link, also one to a file that is not there yet', async () => {
    const root = folder();
    const target = path.join(root, 'real', 'list.json');
    const file = path.join(root, 'links', 'watchlist.json');
    mkdirSync(path.dirname(file));
    symlinkSync('../real/list.json', file);
    const store = createStore({ file, stateDir: path.join(root, 'state') });
    expect((await store.read()).revision).toBe(0);
    for (const id of ['a', 'b']) await store.update(adding(show(id)), { at });
    expect(readlinkSync(file)).toBe('../real/list.json');
    expect(lstatSync(target).isFile()).toBe(true);
    expect(existsSync(path.join(root, 'real', 'backups', 'list.1.json'))).toBe(true);
    expect(existsSync(path.join(root, 'links', 'backups'))).toBe(false);
    // The same watchlist by its own name has the same journal.
    const direct = createStore({ file: target, stateDir: path.join(root, 'state') });
    expect((await direct.undo({ at })).summary).toBe('Undid: Added Title of b');
    expect((await store.read()).shows.map(({ id }) => id)).toEqual(['a']);
  });

  test('a link in a circle is said', async () => {
    const root = folder();
    const file = path.join(root, 'watchlist.json');
    symlinkSync('watchlist.json', file);
    const store = createStore({ file, stateDir: root });
    expect((await problemOf(store.read())).message).toContain('ELOOP');
  });

  test('two watchlists that share a state folder do not share a journal', async () => {
    const root = folder();
    const [one, two] = ['one', 'two'].map((name) =>
      createStore({ file: path.join(root, name, 'watchlist.json'), stateDir: root }),
    );
    if (one === undefined || two === undefined) throw new Error('no stores');
    await one.update(adding(show('a')), { at });
    await two.update(adding(show('b')), { at });
    expect((await one.undo({ at })).summary).toBe('Undid: Added Title of a');
    expect(await two.log()).toHaveLength(1);
  });

  test('an existing mode is kept', async () => {
    const { store, file } = place();
    await store.update(adding(show('a')), { at });
    chmodSync(file, 0o640);
    await store.update(adding(show('b')), { at });
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });
});
