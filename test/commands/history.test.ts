import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WRITES } from './verbs';
import { butRevision, Home, livedInHome } from './world';

const changes = [
  ...WRITES.filter(({ verb }) => verb !== 'undo' && verb !== 'redo'),
  { verb: 'watch --undo', does: ['watch', 'my show', '--undo'] },
  { verb: 'add --manual', does: ['add', 'Another', '--manual', '--verdict', 'Hm'] },
  { verb: 'edit --platform', does: ['edit', 'rouge', '--platform', 'netflix'] },
  { verb: 'verdict of an episode', does: ['verdict', 'my show', '1', 'Hm', '--note', 'A\nB'] },
];

describe('going back', () => {
  it.each(changes)(
    'undo takes $verb back byte for byte, and redo gives it back',
    async ({ does }) => {
      const home = await livedInHome();
      const before = home.store();
      const { code, err } = await home.run(does);
      const after = home.store();
      expect(code).toBe(0);
      expect(err.split('\n')[0]).toBe('Undo with jikai undo.');
      expect(butRevision(after)).not.toBe(butRevision(before));
      const undone = await home.run(['undo']);
      expect(undone).toMatchObject({ code: 0, err: 'Give it back with jikai redo.\n' });
      expect(undone.out).toMatch(/^Undid: .+\.\n$/);
      expect(butRevision(home.store())).toBe(butRevision(before));
      const redone = await home.run(['redo']);
      expect(redone).toMatchObject({ code: 0, err: 'Undo with jikai undo.\n' });
      expect(redone.out).toBe(undone.out.replace('Undid', 'Redid'));
      expect(butRevision(home.store())).toBe(butRevision(after));
    },
  );

  it('goes all the way back, and all the way forth', async () => {
    const home = await livedInHome();
    const stores = [butRevision(home.store())];
    for (const { does } of changes) {
      if ((await home.run(does)).code === 0) stores.push(butRevision(home.store()));
    }
    const [, ...forth] = stores;
    const back = stores.slice(0, -1).reverse();
    expect(back.length).toBeGreaterThan(8);
    for (const store of back) {
      expect((await home.run(['undo'])).code).toBe(0);
      expect(butRevision(home.store())).toBe(store);
    }
    expect(await home.run(['undo'])).toMatchObject({ code: 1, out: '' });
    for (const store of forth) {
      expect((await home.run(['redo'])).code).toBe(0);
      expect(butRevision(home.store())).toBe(store);
    }
    expect(await home.run(['redo'])).toMatchObject({ code: 1, out: '' });
  });

  it('has nothing to redo once something else was done', async () => {
    const home = await livedInHome();
    await home.runAll(['drop', 'rouge'], ['undo'], ['pause', 'rouge']);
    expect((await home.run(['redo'])).code).toBe(1);
  });

  it('takes back the first show of all', async () => {
    const home = new Home();
    await home.runAll(['add', 'My Show', '--manual'], ['undo']);
    expect(await home.json(['list'])).toEqual({ shows: [] });
    await home.runAll(['redo']);
    expect(await home.json(['list'])).toMatchObject({ shows: [{ title: 'My Show' }] });
  });

  it('counts what changes nothing for nothing', async () => {
    const home = await livedInHome();
    const before = home.store();
    for (const argv of [
      ['watch', 'my show', '1'],
      ['pause', 'frieren'],
      ['add', '--id', 'anilist:154587'],
      ['edit', 'my show', '--title', 'My Show'],
    ]) {
      const told = await home.run(argv);
      expect(told).toMatchObject({ code: 0, out: expect.stringContaining('already') });
      expect(told.err).not.toContain('Undo with');
      expect(await home.json(argv)).toMatchObject({ change: { shows: [] } });
    }
    expect(home.store()).toBe(before);
    expect((await home.run(['undo'])).code).toBe(1);
  });

  it('counts an edit to what is there already for nothing, with a link too', async () => {
    const home = await livedInHome();
    await home.runAll(['drop', 'solo']);
    const before = home.store();
    const { out, err } = await home.run(['edit', 'rouge', '--title', 'Metallic Rouge']);
    expect(home.store()).toBe(before);
    expect(out).toBe('Metallic Rouge is like that already.\n');
    expect(err).not.toContain('Undo with');
  });

  it('keeps a log, newest first, with what was undone', async () => {
    const home = await livedInHome();
    await home.runAll(['drop', 'rouge'], ['pause', 'my show'], ['undo']);
    const log = await home.json(['log']);
    expect(log).toMatchObject({
      changes: [
        { kind: 'undo', undone: false, summary: 'Undid: My Show is now paused' },
        { kind: 'change', undone: true, summary: 'My Show is now paused' },
        {
          kind: 'change',
          undone: false,
          summary: 'Metallic Rouge is now dropped',
          at: '2024-01-08T12:00:00Z',
          revision: 9,
          shows: [
            {
              id: 'metallic-rouge',
              before: { status: 'planned' },
              after: { status: 'dropped' },
            },
          ],
        },
      ],
    });
    const { out } = await home.run(['log', '--limit', '1']);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['a zone that is none', '"zone":"Asia/Tokyo"', '"zone":"Mars/Olympus"'],
    ['the state of another show', '"before":{"id":"metallic-rouge"', '"before":{"id":"my-show"'],
  ])('leaves a change as it was whose journal has %s', async (_, was, is) => {
    const home = await livedInHome();
    await home.runAll(['drop', 'rouge']);
    const state = path.join(home.folder, 'state');
    const [name = ''] = readdirSync(state).filter((one) => one.startsWith('journal-'));
    const journal = path.join(state, name);
    writeFileSync(journal, readFileSync(journal, 'utf8').replace(was, is));
    const before = home.store();
    const { code, err } = await home.run(['undo']);
    expect(code).toBe(1);
    expect(err).toContain('The journal is damaged where it tells how metallic-rouge was');
    expect(err).toContain(path.join(home.folder, 'data', 'backups'));
    expect(home.store()).toBe(before);
  });
});
