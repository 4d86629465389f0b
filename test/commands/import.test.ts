import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showToLine } from '../../src/store/line-writing';
import type { Show } from '../../src/watchlist/show';
import { type AniListEntry, startAniList, type TestServer } from '../sources/server';
import { anyShow } from '../store/arbitrary';
import { Home, MONDAY, seated } from './world';

/** jikai import: real files through the whole of it, in a home of its own. */

let home: Home;
beforeEach(() => {
  home = new Home();
});

const storeFile = (one: Home = home) => path.join(one.folder, 'data', 'watchlist.json');
const stored = (one: Home = home) => readFileSync(storeFile(one), 'utf8');
/** All but the first line, which has the revision. */
const shows = (one: Home = home) => stored(one).split('\n').slice(1).join('\n');

function file(name: string, content: string | Uint8Array): string {
  const made = path.join(home.folder, name);
  writeFileSync(made, content);
  return made;
}

interface Anime {
  readonly mal?: number;
  readonly title?: string;
  readonly status?: string;
  readonly watched?: number;
  readonly episodes?: number;
  readonly score?: number;
  readonly tags?: string;
  readonly comments?: string;
  readonly start?: string;
  readonly finish?: string;
}

function anime({ mal = 0, title, watched = 0, episodes = 0, score = 0, ...more }: Anime): string {
  const { status = 'Watching', tags = '', comments = '', start, finish } = more;
  const unset = '0000-00-00';
  return `<anime>
    <series_animedb_id>${mal}</series_animedb_id>
    ${title === undefined ? '' : `<series_title><![CDATA[${title}]]></series_title>`}
    <series_episodes>${episodes}</series_episodes>
    <my_watched_episodes>${watched}</my_watched_episodes>
    <my_start_date>${start ?? unset}</my_start_date><my_finish_date>${finish ?? unset}</my_finish_date>
    <my_score>${score}</my_score><my_status>${status}</my_status>
    <my_comments><![CDATA[${comments}]]></my_comments><my_tags><![CDATA[${tags}]]></my_tags>
    <update_on_import>0</update_on_import></anime>`;
}

function malList(...all: readonly Anime[]): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<myanimelist><myinfo><user_export_type>1</user_export_type></myinfo>
${all.map(anime).join('\n')}</myanimelist>`;
}

/** Metallic Rouge, whose number the catalogue knows. */
const ROUGE: Anime = { mal: 54794, title: 'Metallic Rouge', watched: 3, episodes: 13, score: 8 };

describe('jikai import', () => {
  it('takes a show as the catalogue knows it, and what the list says of it', async () => {
    const list = file(
      'list.xml',
      malList({ ...ROUGE, tags: 'mecha, sunday', start: '2024-01-10' }),
    );
    const { code, out, err } = await home.run(['import', list, '--yes']);
    expect([code, err]).toEqual([0, 'Undo with jikai undo.\n']);
    expect(out).toMatch('Imported 1 show. 1 entry: 1 new.\n');
    const show = JSON.parse((await home.run(['info', 'rouge', '--json'])).out);
    expect(show).toMatchObject({
      status: 'watching',
      platform: 'Crunchyroll',
      episodes: 13,
      episodesBasis: 'scheduled',
      tags: ['mecha', 'sunday'],
      started: '2024-01-10',
      verdicts: [{ score: 8 }],
      watched: [{ episode: 1 }, { episode: 2 }, { episode: 3 }],
    });
  });

  it('tells a person first what becomes of it, and asks', async () => {
    const list = file('list.xml', malList(ROUGE, { mal: 9_999_991, title: 'Nobody Knows It' }));
    const plain = { ...seated(false, false), env: { NO_COLOR: '1' } };
    const no = await home.run(['import', list], plain);
    expect(no.code).toBe(130);
    expect(no.out).toMatch(
      /MyAnimeList XML · 2 entries: 1 new, 1 unknown\n\nNew 1\n {2}Metallic Rouge/,
    );
    expect(no.asked.map(({ question }) => question)).toEqual([
      'The catalogue does not know 1 show, such as Nobody Knows It. Ask AniList for it?',
      'Import 2 shows?',
    ]);
    expect(() => stored()).toThrow();
    expect((await home.run(['import', list], seated(false, true))).code).toBe(0);
    expect(JSON.parse((await home.run(['list', '--json'])).out).shows).toHaveLength(2);
  });

  it('needs a word where nobody can be asked, and says how much it is about', async () => {
    const list = file('list.xml', malList(ROUGE));
    const { code, err } = await home.run(['import', list]);
    expect([code, err]).toEqual([
      2,
      'To import needs your word: 1 entry: 1 new.\nAdd --yes to do it, or --dry-run to see what it would change.\n',
    ]);
    const dry = await home.run(['import', list, '--dry-run']);
    expect([dry.code, dry.err]).toEqual([0, 'Nothing was written: this was a dry run.\n']);
    expect(() => stored()).toThrow();
  });

  it('changes nothing the second time, and undoes to the byte', async () => {
    await home.runAll(['add', 'my show', '--manual', '--premiere', '2024-01-03']);
    const before = shows();
    const list = file('list.xml', malList(ROUGE, { title: 'my show', watched: 2, score: 6 }));
    await home.runAll(['import', list, '--yes']);
    const after = stored();
    const again = await home.run(['import', list, '--yes']);
    expect(again.out).toMatch(/^Import from MyAnimeList: nothing new\.\n$/);
    expect(stored()).toBe(after);
    await home.runAll(['undo']);
    expect(shows()).toBe(before);
  });

  it('keeps what the user said, and with --theirs takes what the list says', async () => {
    await home.runAll(
      ['add', 'metallic rouge'],
      ['watch', 'rouge', '1-5', '--yes', '--at', '2024-01-07'],
      ['verdict', 'rouge', 'Great', '--score', '9'],
    );
    const list = file('list.xml', malList({ ...ROUGE, status: 'Dropped', score: 4 }));
    const kept = await home.run(['import', list, '--yes', '--json']);
    expect(JSON.parse(kept.out).import).toMatchObject({
      total: 1,
      counts: { conflicting: 1, refused: 0 },
      entries: [
        {
          id: 'metallic-rouge',
          kept: [
            { about: 'status', ours: 'watching, 5 watched', theirs: 'dropped, 3 watched' },
            { about: 'score', ours: '9', theirs: '4' },
          ],
        },
      ],
    });
    await home.runAll(['import', list, '--yes', '--theirs']);
    expect(JSON.parse((await home.run(['info', 'rouge', '--json'])).out)).toMatchObject({
      status: 'dropped',
      watched: [{ episode: 1 }, { episode: 2 }, { episode: 3 }],
      verdicts: [{ words: 'Great', score: 9 }, { score: 4 }],
    });
  });

  it('accounts for every entry', async () => {
    const list = file(
      'list.xml',
      malList(ROUGE, ROUGE, { mal: 9_999_992 }, { title: '  ' }, { mal: 9_999_993, title: 'Kept' }),
    );
    const { out } = await home.run(['import', list, '--dry-run', '--json']);
    const told = JSON.parse(out).import;
    expect(told.total).toBe(5);
    expect(told.entries.length + told.refused.length).toBe(5);
    expect(told.refused.map(({ why }: { why: string }) => why)).toEqual([
      'it has no title',
      'it has no title, and no catalogue knows it',
    ]);
    const known = await home.run(['import', list, '--dry-run', '--json', '--only-known']);
    expect(JSON.parse(known.out).import.refused).toContainEqual({
      name: 'Kept',
      why: 'no catalogue knows it',
    });
  });

  it('reads what is packed, what comes through a pipe, and what is not quite UTF-8', async () => {
    const bytes = Buffer.from(malList({ ...ROUGE, comments: 'caf_ lumi_re' }));
    for (let at = bytes.indexOf('_'); at >= 0; at = bytes.indexOf('_', at + 1)) {
      // Only those within the comment: tags have underscores too.
      if (bytes.subarray(at - 3, at).toString() === 'caf') bytes[at] = 0xe9;
    }
    const packed = file('list.xml.gz', gzipSync(bytes));
    const { code, err } = await home.run(['import', packed, '--yes']);
    expect([code, err]).toEqual([
      0,
      `${packed} holds 1 character that could not be read; they stand as �.\nUndo with jikai undo.\n`,
    ]);
    const piped = new Home();
    const told = await piped.run(['import', '-', '--yes'], { input: malList(ROUGE) });
    expect([told.code, shows(piped)]).toEqual([0, expect.stringContaining('metallic-rouge')]);
  });

  it('takes a list from UTF-16, as spreadsheets write it', async () => {
    const list = file('list.txt', Buffer.from('\ufefftitle\tstatus\n日本\tdropped\n', 'utf16le'));
    expect((await home.run(['import', list, '--yes'])).code).toBe(0);
    expect(shows()).toContain('"title":"日本"');
  });

  it.each([
    // A café and a television, in the bytes of each.
    ['ISO-8859-1', [0x63, 0x61, 0x66, 0xe9], 'café'],
    ['windows-1252', [0x93, 0xe9, 0x94], '“é”'],
    ['Shift_JIS', [0x94, 0xd4, 0x91, 0x67], '番組'],
    ['EUC-JP', [0xc8, 0xd6, 0xc1, 0xc8], '番組'],
  ])(
    'reads XML in the encoding that it says, where it is none of ours: %s',
    async (name, bytes, tag) => {
      const [before = '', after = ''] = malList({ ...ROUGE, tags: '|' })
        .replace('UTF-8', name)
        .split('|');
      const list = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
      const { code, err } = await home.run(['import', file('list.xml', list), '--yes']);
      expect([code, err]).toEqual([0, 'Undo with jikai undo.\n']);
      expect(shows()).toContain(`"tags":["${tag}"]`);
    },
  );

  it.each(['ISO-8859-1', 'klingon', 'UTF-16'])(
    'reads XML as UTF-8 all the same where it is, or nobody knows what it says: %s',
    async (name) => {
      const list = Buffer.from(malList({ ...ROUGE, tags: '番組' }).replace('UTF-8', name));
      await home.runAll(['import', file('list.xml', list), '--yes']);
      expect(shows()).toContain('"tags":["番組"]');
      const odd = Buffer.concat([list, Buffer.from([0xe9])]);
      const { err } = await new Home().run(['import', file('odd.xml', odd), '--yes']);
      expect(err.includes('could not be read')).toBe(name !== 'ISO-8859-1');
    },
  );

  const bad: readonly [what: string, content: string | Uint8Array, said: RegExp][] = [
    ['nothing', '', /is empty/],
    ['no list', 'hello', /no list that jikai can read/],
    ['other JSON', '{"a":1}', /no list that jikai can read/],
    ['half a gz', gzipSync(malList(ROUGE)).subarray(0, 60), /ends too early/],
    ['a damaged gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(40, 7)]), /is damaged/],
    ['a gz of zeros', gzipSync(Buffer.alloc(70 * 2 ** 20)), /more than 64 MB/],
    ['a ZIP', Buffer.from('PK\u0003\u0004rest'), /is a ZIP archive/],
    ['half a list', malList(ROUGE).slice(0, 300), /ends in the middle/],
    ['no entry', malList(), /holds no shows/i],
    ['no show of ours', '{"format":"jikai","version":1,"revision":1,"shows":[]}', /holds no shows/],
    ['a table of nothing', 'title,status\n', /holds no shows/],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${malList(ROUGE)}`, /document type|no list/],
    ['bytes of no text', Buffer.from([0, 1, 2, 255, 254, 0, 9]), /no list that jikai can read/],
    [
      'CSV that is not UTF-8',
      Buffer.from('title,status\ncaf\u00e9,dropped\n', 'latin1'),
      /not in UTF-8/,
    ],
    [
      'a damaged list of ours',
      '{"format":"jikai","version":1,"revision":1,"shows":[{}',
      /cannot be read/,
    ],
    [
      'a newer list of ours',
      '{"format":"jikai","version":9,"revision":1,"shows":[]}',
      /newer jikai/,
    ],
    [
      'a list of manga',
      '<myanimelist><myinfo><user_export_type>2</user_export_type></myinfo><manga><manga_title>x</manga_title></manga></myanimelist>',
      /manga/,
    ],
  ];
  it.each(bad)(
    'refuses %s with a clear sentence, and changes nothing',
    async (_, content, said) => {
      await home.runAll(['add', 'metallic rouge']);
      const before = stored();
      const { code, out, err } = await home.run(['import', file('x', content), '--yes']);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(said);
      expect(err).not.toMatch(/inside jikai|\bat .*:\d+/);
      expect(stored()).toBe(before);
    },
  );

  it('tells of a file that is not there, a folder, and an address it cannot use', async () => {
    for (const [source, code, said] of [
      [path.join(home.folder, 'none.xml'), 1, 'There is no file'],
      [home.folder, 1, 'is a folder'],
      ['https://myanimelist.net/animelist/x', 2, 'is no public list on AniList'],
      ['anilist:', 2, 'is no public list on AniList'],
    ] as const) {
      const told = await home.run(['import', source, '--yes']);
      expect([told.code, told.err]).toEqual([code, expect.stringContaining(said)]);
    }
    const typed = await home.run(['import', '-'], seated());
    expect([typed.code, typed.err]).toEqual([2, expect.stringContaining('through a pipe')]);
  });
});

describe('what is asked of AniList', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const NAMED = { id: 990_001, idMal: 990_002, title: { romaji: 'Nobody Knows It' }, format: 'TV' };

  async function asking(lists: Readonly<Record<string, readonly AniListEntry[]>>) {
    server = await startAniList({ shows: [NAMED], now: Date.parse(MONDAY), lists });
    const net = { fetch: globalThis.fetch, wait: () => Promise.resolve(), patience: 5000 };
    return { env: { JIKAI_ANILIST_URL: server.address }, net };
  }

  it('is a public list, part by part, each entry once', async () => {
    const entries = Array.from(
      { length: 501 },
      (_, index): AniListEntry => ({
        mediaId: index === 0 ? NAMED.id : 990_100 + index,
        status: 'CURRENT',
        progress: 2,
        score: 85,
        ...(index === 0 && { custom: 'With Mia', notes: 'Hm' }),
      }),
    );
    const setting = await asking({ mia: entries });
    const source = 'https://anilist.co/user/mia/animelist';
    const { code, out } = await home.run(['import', source, '--yes', '--json'], setting);
    const told = JSON.parse(out).import;
    expect([code, told.total, told.entries.length + told.refused.length]).toEqual([0, 501, 501]);
    expect(server.requests.map(({ variables }) => variables)).toEqual([
      { user: 'mia', chunk: 1 },
      { user: 'mia', chunk: 2 },
    ]);
    expect(JSON.parse((await home.run(['info', 'nobody', '--json'])).out)).toMatchObject({
      status: 'watching',
      tags: ['With Mia'],
      verdicts: [{ score: 8.5, note: 'Hm' }],
      ids: { anilist: NAMED.id },
      watched: [{ episode: 1 }, { episode: 2 }],
    });
  });

  it('is a list that it does not show', async () => {
    const setting = await asking({});
    const { code, err } = await home.run(['import', 'anilist:nobody', '--yes'], setting);
    expect([code, err]).toEqual([
      3,
      expect.stringContaining('AniList shows no list of a user called "nobody".'),
    ]);
  });

  it('is what the catalogue does not know, with --online, and of a person first', async () => {
    const setting = await asking({});
    const account = { lists: [{ series_type: 0, series_id: NAMED.id, status: 2, progress: 3 }] };
    const list = file('gdpr.json', JSON.stringify(account));
    const offline = await home.run(['import', list, '--yes', '--json'], setting);
    expect([offline.code, server.requests]).toEqual([1, []]);
    const { code } = await home.run(['import', list, '--yes', '--online'], setting);
    expect([code, server.requests.length]).toEqual([0, 1]);
    expect(shows()).toContain('"title":"Nobody Knows It"');
    const asked = await home.run(['import', list], { ...seated(true), ...setting });
    expect([asked.code, asked.asked[0]?.question]).toEqual([
      0,
      'The catalogue does not know 1 show, such as anilist:990001. Ask AniList for it?',
    ]);
  });
});

describe('a list of jikai', () => {
  async function homeWith(list: readonly Show[]): Promise<Home> {
    const made = new Home();
    await made.runAll(['add', 'x', '--manual', '--premiere', 'tba'], ['remove', 'x', '--yes']);
    const lines = list.map(showToLine).join(',\n');
    const text = `{"format":"jikai","version":1,"revision":7,"shows":[\n${lines}\n]}\n`;
    writeFileSync(storeFile(made), text);
    return made;
  }

  it.each(['json', 'csv', 'tsv'])(
    'goes out as %s and comes in as it was, byte for byte',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(anyShow, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }),
          async (some) => {
            const list = some.toSorted((a, b) => (a.id < b.id ? -1 : 1));
            const from = await homeWith(list);
            const { out } = await from.run(['export', format]);
            const to = new Home();
            const told = await to.run(['import', '-', '--yes'], { input: out });
            expect([told.code, told.out]).toEqual([0, expect.not.stringContaining('lessened')]);
            expect(shows(to)).toBe(shows(from));
            const again = await from.run(['import', '-', '--yes'], { input: out });
            expect(again.out).toContain('nothing new');
          },
        ),
        { numRuns: 15 },
      );
    },
  );
});
