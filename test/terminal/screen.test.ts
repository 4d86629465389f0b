import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { sayAloud } from '../aloud';
import { butRevision, livedInHome } from '../commands/world';
import { silent, startAniList } from '../sources/server';
import { type Size, Terminal, whyNot } from './tmux';

const obstacle = whyNot();
if (obstacle !== undefined) {
  sayAloud(`Skipped: jikai in a real terminal, because ${obstacle}.`);
}

const open: Terminal[] = [];
afterEach(() => Promise.all(open.splice(0).map((terminal) => terminal.close())));

/** A terminal with the home that is lived in, or, for `new`, with one where nothing is yet. */
async function terminal(size?: Size, home: 'lived-in' | 'new' = 'lived-in'): Promise<Terminal> {
  const store = home === 'new' ? undefined : (await livedInHome()).storeFile;
  const made = new Terminal(size, store);
  open.push(made);
  return made;
}

describe.skipIf(obstacle !== undefined)('in a real terminal', () => {
  it.each([
    ['jikai', 80],
    ['jikai', 60],
    ['jikai list', 80],
    ['jikai search frieren', 80],
    ['jikai log', 80],
    ['jikai info solo | cat', 120],
    ['jikai info rouge', 80],
    ['jikai releases rouge', 80],
    ['jikai break rouge --at 7 --why recap', 80],
    ['jikai delay rouge 9 --to 2024-03-13 --time 25:30', 80],
    ['jikai follow rouge netflix', 80],
    ['jikai remind --now 2024-01-25T12:00Z --dry-run', 100],
    ['jikai remind status', 80],
    ['jikai config', 60],
    ['jikai digest', 60],
  ])('%s fits a window of %i columns', async (command, columns) => {
    const window = await terminal({ columns, rows: 40 });
    const { printed, code } = await window.run(command);
    expect(code).toBe(0);
    expect(printed.trim()).not.toBe('');
    expect(await window.screen()).toBe(await window.screen('joined'));
  });

  it('jikai list fits a window of 60 columns', async () => {
    const window = await terminal({ columns: 60, rows: 40 });
    await window.run('jikai list');
    expect(await window.screen()).toBe(await window.screen('joined'));
  });

  it('serves in a window of 40 columns', async () => {
    const window = await terminal({ columns: 40, rows: 80 });
    for (const command of ['jikai', 'jikai list', 'jikai info rouge']) {
      const { printed, code } = await window.run(command);
      expect(code).toBe(0);
      expect(printed).toContain('Metallic');
    }
  });

  it('prints in colour, and with NO_COLOR or --no-color in none', async () => {
    const window = await terminal();
    await window.run('jikai list');
    const inColour = await window.screen('escapes');
    expect(inColour).toContain('\u001b[');
    for (const command of ['NO_COLOR=1 jikai list', 'jikai list --no-color']) {
      const { code } = await window.run(command);
      expect(code).toBe(0);
      expect(await window.screen('escapes')).not.toContain('\u001b');
      expect(await window.screen()).toContain('Metallic Rouge');
    }
  });

  it('says nothing when a pipe is closed early', async () => {
    const window = await terminal();
    const store = readFileSync(window.storeFile, 'utf8');
    const [line = ''] = /^\{"id":"my-show".*$/m.exec(store) ?? [];
    const shows = Array.from({ length: 3000 }, (_, index) =>
      line
        .replace(/,$/, '')
        .replace('"id":"my-show"', `"id":"show-${String(index).padStart(4, '0')}"`),
    );
    const [head = ''] = store.split('\n');
    writeFileSync(window.storeFile, `${head}\n${shows.join(',\n')}\n]}\n`);
    for (const command of ['jikai list', 'jikai list --json', 'jikai help']) {
      const { printed, code } = await window.run(`${command} | head -1`);
      expect(code).toBe(0);
      expect(printed.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('lets one end a refresh that takes long, and wipes away what passed', async () => {
    const server = await startAniList({ shows: [], now: 0 });
    server.always(silent);
    try {
      const window = await terminal();
      const before = window.store();
      window.begin(`JIKAI_ANILIST_URL=${server.address} jikai refresh`);
      await window.shows('Asking AniList about');
      window.press('C-c');
      const { printed, code } = await window.ended();
      expect(code).toBe(130);
      expect(printed).toContain('Cancelled; nothing was changed.');
      expect(printed).not.toContain('Asking AniList');
      expect(window.store()).toBe(before);
    } finally {
      await server.close();
    }
  });

  describe('a question', () => {
    it('add searches while one types', async () => {
      const window = await terminal(undefined, 'new');
      window.begin('jikai add');
      await window.shows('Which show?');
      window.type('metallic');
      await window.shows('❯ Metallic Rouge');
      window.press('Enter');
      const { printed, code } = await window.ended();
      expect(code).toBe(0);
      expect(printed).toContain('Added  Metallic Rouge');
      expect(await window.isCursorVisible()).toBe(true);
      expect(window.store()).toContain('"id":"metallic-rouge"');
    });

    it('add lets one choose among several with the arrow keys', async () => {
      const window = await terminal(undefined, 'new');
      window.begin('jikai add fullmetal');
      const screen = await window.shows(/^❯ /m);
      const second = /^ {2}(\S.+?) \(/m.exec(screen)?.[1] ?? 'no second offer';
      window.press('Down');
      await window.shows(`❯ ${second}`);
      window.press('Enter');
      const { printed, code } = await window.ended();
      expect(code).toBe(0);
      expect(printed).toContain(`Added  ${second}`);
    });

    it('verdict offers one’s usual words, and takes any others', async () => {
      const window = await terminal();
      window.begin('jikai verdict rouge');
      await window.shows('❯ Hooked');
      window.type('Like a Sunday');
      await window.shows('❯ Like a Sunday');
      window.press('Enter');
      await window.shows('❯ 0 undecided');
      window.press('Up', 'Enter');
      const { printed, code } = await window.ended();
      expect(code).toBe(0);
      expect(printed).toContain('Metallic Rouge  Like a Sunday');
      expect(printed).toContain('"Like a Sunday" stands for ▲ +1 liked from now on.');
      expect(window.store()).toContain('"words":"Like a Sunday"');
    });

    it('remove takes no and yes for an answer', async () => {
      const window = await terminal();
      const before = window.store();
      for (const no of [['n', 'Enter'], ['Enter']]) {
        window.begin('jikai remove rouge');
        await window.shows('(y/N)');
        window.press(...no);
        const { printed, code } = await window.ended();
        expect(code).toBe(130);
        expect(printed).toContain('Nothing was changed.');
        expect(window.store()).toBe(before);
      }
      window.begin('jikai remove rouge');
      await window.shows('(y/N)');
      window.press('y', 'Enter');
      expect(await window.ended()).toMatchObject({
        code: 0,
        printed: expect.stringContaining('Removed Metallic Rouge.'),
      });
      expect(window.store()).not.toContain('metallic-rouge');
      await window.run('jikai undo');
      expect(butRevision(window.store())).toBe(butRevision(before));
    });

    it.each([
      ['jikai add', 'Which show?'],
      ['jikai add fullmetal', 'Which "fullmetal"?'],
      ['jikai verdict rouge', 'What do you say'],
      ['jikai remove rouge', '(y/N)'],
      ['jikai watch rouge', 'all the same? (y/N)'],
      ['jikai drop m', 'Which one?'],
    ])('%s leaves all as it was on Ctrl-C', async (command, question) => {
      const window = await terminal();
      const before = window.store();
      window.begin(command);
      // A long question is wrapped.
      await window.shows(new RegExp(question.replace(/[?()]/g, '\\$&').replaceAll(' ', '\\s+')));
      window.press('C-c');
      const { printed, code } = await window.ended();
      expect(code).toBe(130);
      expect(printed).toContain('Cancelled; nothing was changed.');
      expect(printed).not.toMatch(/Error|\n\s+at /);
      expect(await window.isCursorVisible()).toBe(true);
      expect(window.store()).toBe(before);
      expect((await window.run('sane')).printed.trim()).toBe('sane');
    });

    it('outlives a change of the window’s size', async () => {
      const window = await terminal(undefined, 'new');
      window.begin('jikai add');
      await window.shows('Which show?');
      window.type('metallic');
      await window.shows('❯ Metallic Rouge');
      await window.resize({ columns: 50, rows: 12 });
      window.type(' rouge');
      await window.shows(/metallic rouge\n❯ Metallic Rouge/);
      window.press('Enter');
      expect((await window.ended()).code).toBe(0);
      expect(window.store()).toContain('"id":"metallic-rouge"');
    });
  });
});
