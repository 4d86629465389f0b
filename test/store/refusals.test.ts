import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { Driver } from './process';
import {
  AT,
  adding,
  canRun,
  driver,
  type Place,
  place,
  problemOf,
  sayingWhySkipped,
  show,
} from './support';

const at = AT;

/** A file in our layout, of shows that need not be any. */
function fileOf(...shows: readonly unknown[]): string {
  const lines = shows.map((item) => JSON.stringify(item)).join(',\n');
  return `{"format":"jikai","version":1,"revision":3,"shows":[\n${lines}\n]}\n`;
}

const a = show('a');
const [release] = a.releases;
const whole = fileOf(a, show('b'));

/** The release with another zone and id. */
function placed(zone: string, id: string): unknown {
  return release && { ...release, id, schedule: { ...release.schedule, zone } };
}

/** Everything below a folder, with its content. One backup more does no harm. */
function snapshot(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('data/backups'))
    .sort();
  return new Map(
    paths.map((name) => {
      const file = path.join(root, name);
      return [name, statSync(file).isFile() ? readFileSync(file, 'latin1') : 'folder'];
    }),
  );
}

/** Every way to the store says the same about a file like this, and leaves it alone. */
async function refusal({ store, folder }: Place): Promise<{ message: string; hint: string }> {
  const before = snapshot(folder);
  const problem = await problemOf(store.read());
  for (const attempt of [
    () => store.update(adding(show('z')), { at }),
    () => store.update(adding(show('z')), { at, dryRun: true }),
    () => store.undo({ at }),
    () => store.redo({ at }),
    () => store.log(),
  ]) {
    const again = await problemOf(attempt());
    expect([again.code, again.message, again.hint]).toEqual([
      'failed',
      problem.message,
      problem.hint,
    ]);
  }
  expect(snapshot(folder)).toEqual(before);
  return { message: problem.message, hint: problem.hint ?? '' };
}

describe('a file that is no watchlist is left as it is', () => {
  const version = (text: string) => whole.replace('"version":1', text);
  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'it is empty'],
    ['white space', ' \n\t\n', 'it is not JSON'],
    ['half of one', whole.slice(0, whole.length / 2), 'it is not JSON'],
    ['one without its end', whole.slice(0, -3), 'it is not JSON'],
    ['one and more', `${whole}x`, 'it is not JSON'],
    ['two', whole + whole, 'it is not JSON'],
    ['words', 'Metallic Rouge\nFrieren\n', 'it is not JSON'],
    ['a comma too many', whole.replace('\n]}', ',\n]}'), 'it is not JSON'],
    ['a comma missing', whole.replace('},\n', '}\n'), 'it is not JSON'],
    ['a merge conflict', whole.replace('\n{', '\n<<<<<<< HEAD\n{'), 'it is not JSON'],
    ['null', 'null', 'it is not a JSON object'],
    ['0', '0', 'it is not a JSON object'],
    ['""', '""', 'it is not a JSON object'],
    ['[]', '[]', 'it is not a JSON object'],
    ['false', 'false\n', 'it is not a JSON object'],
    ['{}', '{}', '"format"'],
    ['another format', whole.replace('jikai', 'other'), '"format"'],
    ['no version', version('"v":1'), '"version" is not a whole number'],
    ['a version in words', version('"version":"1"'), '"version" is not a whole number'],
    ['half a version', version('"version":1.5'), '"version" is not a whole number'],
    ['an unknown old version', version('"version":0'), 'no jikai ever wrote its version, 0'],
    ['no revision', whole.replace('revision', 'r'), '"revision" is not'],
    ['a negative revision', whole.replace(':3', ':-1'), '"revision" is not'],
    ['half a revision', whole.replace(':3', ':1.5'), '"revision" is not'],
    ['a huge revision', whole.replace(':3', ':1e300'), '"revision" is not'],
    ['no shows', '{"format":"jikai","version":1,"revision":3}', '"shows" is not a list'],
    [
      'shows by name',
      '{"format":"jikai","version":1,"revision":3,"shows":{"a":1}}',
      '"shows" is not a list',
    ],
    ['a show that is null', fileOf(null), 'the show in place 1 is not in order: it is null'],
    [
      'a show that is a word',
      fileOf(a, 'b'),
      'the show in place 2 is not in order: it is a string',
    ],
    ['a show that is a list', fileOf([]), 'it is a list'],
    ['an empty show', fileOf({}), "it must have required property 'id'"],
    ['a show twice', fileOf(a, a), 'the show a is there twice'],
    ['a show twice, apart', fileOf(a, show('b'), a), 'the show a is there twice'],
    [
      'a show twice, by hand',
      JSON.stringify(JSON.parse(fileOf(a, a)), null, 2),
      'the show a is there twice',
    ],
    [
      'an unknown status',
      fileOf({ ...a, status: 'seen' }),
      'the show a (line 2) is not in order: status must be one of planned, watching, paused, dropped, completed',
    ],
    [
      'an unknown status, by hand',
      JSON.stringify(JSON.parse(fileOf(show('0'), { ...a, status: 'seen' })), null, 2),
      'the show a (place 2) is not in order: status must be one of',
    ],
    [
      'a release nobody has',
      fileOf({ ...a, follows: 'netflix' }),
      'it follows the release "netflix", which it does not have',
    ],
    [
      'two releases of one id',
      fileOf({ ...a, releases: [release, release] }),
      'two of its releases have the same id',
    ],
    ['no release', fileOf({ ...a, releases: [] }), 'releases must NOT have fewer than 1 items'],
    [
      'an episode twice',
      fileOf({
        ...a,
        watched: [
          { episode: 1, at },
          { episode: 1, at },
        ],
      }),
      'watched[1] is out of order, or there twice',
    ],
    [
      'a zone that is nowhere',
      fileOf({ ...a, releases: [placed('Asia/Tokyo', 'x'), placed('Mars/Foo', 'crunchyroll')] }),
      'the show a (line 2) is not in order: releases[1].schedule.zone is "Mars/Foo", and there is no such time zone',
    ],
    [
      'half an episode',
      fileOf({ ...a, watched: [{ episode: 1.5, at }] }),
      'watched[0].episode must be integer',
    ],
    [
      '31 February',
      fileOf({ ...a, added: '2024-02-31T00:00:00Z' }),
      'added is not written as it must be',
    ],
    ['NUL bytes', whole.replace('Title', 'T\0tle'), 'it holds NUL bytes'],
    ['only NUL bytes', Buffer.alloc(4096), 'it holds NUL bytes'],
    [
      'another encoding',
      Buffer.from(whole.replace('Title', 'Títle'), 'latin1'),
      'it is not valid UTF-8',
    ],
    ['UTF-16', Buffer.from(`\ufeff${whole.replaceAll(' ', '回')}`, 'utf16le'), 'NUL'],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 0x08, 0xff]), 'it is not valid UTF-8'],
  ])('%s', async (_, content, reason) => {
    const there = place();
    mkdirSync(path.dirname(there.file));
    writeFileSync(there.file, content);
    const { message, hint } = await refusal(there);
    expect(message).toContain(there.file);
    expect(message).toContain(reason);
    expect(hint).toContain('There is no whole backup in');
    expect(hint).toContain(`mv -- ${there.file} ${there.file}.broken`);
  });

  test('one of a newer version, which is not to be replaced by a backup', async () => {
    const there = place();
    for (const id of ['a', 'b']) await there.store.update(adding(show(id)), { at });
    writeFileSync(there.file, version('"version":99'));
    const { message, hint } = await refusal(there);
    expect(message).toContain('a newer jikai wrote it (version 99; this one knows 1)');
    expect(hint).toBe('Update jikai.');
  });

  test('a folder', async () => {
    const there = place();
    mkdirSync(there.file, { recursive: true });
    expect((await refusal(there)).message).toContain(`${there.file} is not a file`);
  });

  test('a pipe, without waiting for what comes out of it', async () => {
    const there = place();
    mkdirSync(path.dirname(there.file));
    execFileSync('mkfifo', [there.file]);
    const problem = await problemOf(there.store.read());
    expect(problem.message).toContain(`${there.file} is not a file`);
  });

  test('a file where the folder should be', async () => {
    const there = place();
    writeFileSync(path.dirname(there.file), 'x');
    const problem = await problemOf(there.store.update(adding(a), { at }));
    expect(problem.message).toMatch(/ENOTDIR|EEXIST/);
    expect(existsSync(there.stateDir)).toBe(false);
  });
});

describe('every truncation of a real file', () => {
  test('is refused and kept', async () => {
    const there = place();
    await there.store.update(adding(show('a', { title: '次回' })), { at });
    const bytes = readFileSync(there.file);
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(there.file, bytes.subarray(0, length));
      const read = await Promise.allSettled([
        there.store.read(),
        there.store.update(adding(show('z')), { at }),
      ]);
      if (length === bytes.length - 1) {
        // Only the last line feed is missing: whole.
        expect(read.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
        continue;
      }
      expect(read.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(readFileSync(there.file)).toEqual(bytes.subarray(0, length));
    }
  });
});

describe('the way back', () => {
  test('names the newest whole backup and a command that works', async () => {
    // A name that a shell would take apart.
    const there = place();
    const file = path.join(there.folder, "it's my $HOME; list", 'watchlist.json');
    const { createStore } = await import('../../src/store/store');
    const store = createStore({ file, stateDir: there.stateDir });
    for (const id of ['a', 'b', 'c', 'd']) await store.update(adding(show(id)), { at });
    writeFileSync(file, 'broken');
    writeFileSync(path.join(path.dirname(file), 'backups', 'watchlist.3.json'), 'broken as well');
    const { hint = '' } = await problemOf(store.read());
    const backup = path.join(path.dirname(file), 'backups', 'watchlist.2.json');
    expect(hint).toContain(
      `The newest whole backup is ${backup} (revision 2, 2 shows); 2 changes are not in it.`,
    );
    const command = /To go back to it: (.*)$/.exec(hint)?.[1] ?? '';
    execFileSync('sh', ['-c', command]);
    expect((await store.read()).shows.map(({ id }) => id)).toEqual(['a', 'b']);
    // What was broken may hold what no backup does.
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe('broken');
    expect(await store.log()).toHaveLength(2);
    expect((await store.undo({ at })).summary).toBe('Undid: Added Title of b');
    expect((await store.redo({ at })).summary).toBe('Redid: Added Title of b');
    writeFileSync(file, 'broken again');
    const again = await problemOf(store.read());
    expect(again.hint).toContain(`watchlist.json.broken-2' && cp -- `);
  });
});

describe('how much the way back loses', () => {
  test('is told by what is left of the file, or else by the journal', async () => {
    const there = place();
    const { store, file, stateDir } = there;
    for (const id of ['a', 'b', 'c']) await store.update(adding(show(id)), { at });
    const hint = async () => (await problemOf(store.read())).hint;
    const text = there.text();
    writeFileSync(file, text.replace('"status":"watching"', '"status":"seen"'));
    expect(await hint()).toContain('(revision 2, 2 shows); 1 change is not in it. To go back');
    // Edited elsewhere since, and cut short by the synchroniser.
    writeFileSync(file, text.replace('"revision":3', '"revision":9').slice(0, -9));
    expect(await hint()).toContain('; 7 changes are not in it.');
    writeFileSync(file, '');
    expect(await hint()).toContain('; 1 change is not in it.');
    rmSync(stateDir, { recursive: true });
    expect(await hint()).toContain('; the last changes may not be in it.');
  });

  test('and the line that is wrong is named', async () => {
    const there = place();
    for (const id of ['a', 'b', 'c']) await there.store.update(adding(show(id)), { at });
    const text = there.text();
    for (const [broken, where] of [
      [text.replace('{"id":"b"', '<<<<<<< HEAD\n{"id":"b"'), 'line 3'],
      [text.replace('{"id":"c"', '{"id":c"'), 'line 4'],
      [text.replace('"title":"Title of b"', '"title":7'), 'line 3'],
    ] as const) {
      writeFileSync(there.file, broken);
      expect((await problemOf(there.store.read())).message).toContain(where);
    }
  });
});

describe('files and folders that may not be used', () => {
  test('a read-only file is not replaced, not even by root', async () => {
    const there = place();
    await there.store.update(adding(a), { at });
    chmodSync(there.file, 0o444);
    const before = snapshot(there.folder);
    const problem = await problemOf(there.store.update(adding(show('b')), { at }));
    const dry = await problemOf(there.store.update(adding(show('b')), { at, dryRun: true }));
    expect([dry.message, dry.hint]).toEqual([problem.message, problem.hint]);
    expect((await problemOf(there.store.undo({ at, dryRun: true }))).message).toBe(problem.message);
    expect(problem.message).toContain('is read-only');
    expect(problem.hint).toContain(`chmod u+w -- ${there.file}`);
    expect(snapshot(there.folder)).toEqual(before);
    expect((await there.store.read()).shows).toHaveLength(1);
  });

  // Root may do anything, so it takes another user to see that anything is refused.
  const isRoot = getuid?.() === 0;
  const asNobody = isRoot
    ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
    : [];
  const can = !isRoot || canRun('setpriv', ...asNobody.slice(1), 'true');

  describe.skipIf(sayingWhySkipped(can, 'root cannot become another user here (setpriv)'))(
    'by a user without the right to',
    () => {
      async function ask(there: Place, command: 'add' | 'read', id = 'new'): Promise<string> {
        await driver();
        const other = await Driver.start([there.file, there.stateDir], asNobody);
        const answer = await other.ask(
          command === 'add' ? { do: 'add', ids: [id] } : { do: 'read' },
        );
        await other.stop();
        return JSON.stringify(answer);
      }

      /** A store that is the other user's own. */
      async function theirs(): Promise<Place> {
        const there = place();
        await there.store.update(adding(a), { at });
        if (isRoot) {
          for (const name of ['', ...there.paths()]) {
            chownSync(path.join(there.folder, name), 65534, 65534);
          }
        }
        expect(await ask(there, 'add')).toBe('"added"');
        return there;
      }

      test.each<[string, (there: Place) => string, number, 'add' | 'read', RegExp]>([
        ['a file nobody may read', ({ file }) => file, 0o000, 'read', /could not be read.*EACCES/],
        ['a file nobody may read, on writing', ({ file }) => file, 0o000, 'add', /EACCES/],
        ['a read-only file', ({ file }) => file, 0o400, 'add', /is read-only/],
        [
          'a read-only folder',
          ({ file }) => path.dirname(file),
          0o500,
          'add',
          /watchlist\.json\.lock could not be made.*EACCES/,
        ],
        ['a folder nobody may enter', ({ file }) => path.dirname(file), 0o000, 'read', /EACCES/],
        [
          'a folder for backups nobody may write to',
          ({ file }) => path.join(path.dirname(file), 'backups'),
          0o500,
          'add',
          /no backup could be kept in .*EACCES/,
        ],
        [
          'a journal nobody may write to',
          ({ stateDir }) => path.join(stateDir, readdirSync(stateDir)[0] ?? ''),
          0o400,
          'add',
          /journal-\w+\.ndjson could not be written.*EACCES/,
        ],
      ])('%s', async (_, which, mode, command, reason) => {
        const there = await theirs();
        const before = snapshot(there.folder);
        const name = which(there);
        const usual = statSync(name).mode;
        chmodSync(name, mode);
        const answer = await ask(there, command, 'newer');
        chmodSync(name, usual);
        expect(answer).toContain('"problem"');
        expect(answer).toMatch(reason);
        expect(snapshot(there.folder)).toEqual(before);
      });

      test('a read-only folder can be read', async () => {
        const there = await theirs();
        chmodSync(path.dirname(there.file), 0o500);
        chmodSync(there.file, 0o400);
        expect(await ask(there, 'read')).toContain('"ids":["a","new"]');
      });

      test.skipIf(!isRoot)('what root writes for its owner stays the owner’s', async () => {
        const there = await theirs();
        await there.store.update(adding(show('b')), { at });
        expect(statSync(there.file).uid).toBe(65534);
        expect(await ask(there, 'read')).toContain('"ids":["a","b","new"]');
      });
    },
  );

  test('a state folder that cannot be made: nothing is written that could not be undone', async () => {
    const there = place();
    await there.store.update(adding(a), { at });
    renameSync(there.stateDir, `${there.stateDir}-away`);
    writeFileSync(there.stateDir, 'a file');
    const before = snapshot(there.folder);
    const problem = await problemOf(there.store.update(adding(show('b')), { at }));
    expect(problem.message).toContain(there.stateDir);
    expect(snapshot(there.folder)).toEqual(before);
    rmSync(there.stateDir);
    await there.store.update(adding(show('b')), { at });
  });
});
