import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMal } from '../../../src/exchange/lists/mal';
import { malXml } from '../../../src/exchange/lists/mal-xml';
import type { Brought } from '../../../src/watchlist/brought';
import type { Problem } from '../../../src/watchlist/problem';
import type { Show } from '../../../src/watchlist/show';
import { latestScore } from '../../../src/watchlist/verdict';
import {
  anyShow,
  anyWords,
  anyZone,
  newYork,
  release,
  show,
  tokyo,
  utc,
} from '../../watchlist/shows';
import {
  firstEpisodes,
  fixture,
  HOSTILE_TITLES,
  onlyOf,
  problemOf as refusalOf,
  secondsOf,
} from './support';

/** A list of one show, by what is told of it; the title stands as it is given. */
function listed(told: Readonly<Record<string, string>>, kind = '1'): string {
  const all = { series_animedb_id: '7', my_status: 'Watching', ...told };
  const fields = Object.entries(all).map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8" ?>
<myanimelist><myinfo><user_export_type>${kind}</user_export_type></myinfo>
<anime>${fields.join('\n')}</anime></myanimelist>`;
}

function read(told: Readonly<Record<string, string>>): Brought {
  return onlyOf(readMal(listed(told)));
}

function problemOf(text: string): Problem {
  return refusalOf(() => readMal(text));
}

describe('a list of MyAnimeList', () => {
  it('is read as MyAnimeList writes it, whatever its totals say', () => {
    expect(readMal(fixture('myanimelist.xml'))).toEqual({
      refused: [],
      entries: [
        {
          title: 'Lanterns & Lighthouses',
          ids: { mal: 90000001 },
          format: 'tv',
          episodes: 12,
          status: 'completed',
          watched: firstEpisodes(12),
          verdicts: [{ score: 8, note: "The keeper's last letter." }],
          tags: ['sea', 'slow'],
          started: '2019-04-07',
          finished: '2019-06-23',
          rewatches: 2,
        },
        {
          title: 'Harbour Patrol 2099',
          ids: { mal: 90000002 },
          format: 'web',
          status: 'watching',
          watched: firstEpisodes(3),
          verdicts: [],
        },
        {
          title: '86 Steps to the Moon',
          ids: { mal: 90000003 },
          format: 'movie',
          episodes: 1,
          status: 'planned',
          watched: [],
          verdicts: [],
        },
      ],
    });
  });

  it('is read as it was before 2019', () => {
    expect(onlyOf(readMal(fixture('myanimelist-2018.xml')))).toEqual({
      title: 'Clockwork Orchard',
      ids: { mal: 90000004 },
      format: 'ova',
      episodes: 6,
      status: 'dropped',
      watched: firstEpisodes(2),
      verdicts: [{ score: 6 }],
      started: '2011-10',
    });
  });

  it('is read as Kitsu writes it, without titles', () => {
    expect(readMal(fixture('kitsu.xml'))).toEqual({
      refused: [],
      entries: [
        {
          ids: { mal: 90000005 },
          status: 'paused',
          watched: firstEpisodes(5),
          verdicts: [{ score: 7 }],
          started: '2020-02-29',
        },
        { ids: { mal: 90000006 }, status: 'planned', watched: [], verdicts: [] },
      ],
    });
  });
});

describe('dates', () => {
  it.each([
    ['unset', '0000-00-00', undefined],
    ['of a year alone', '2019-00-00', '2019'],
    ['of a month', '2019-05-00', '2019-05'],
    ['of a day without a month', '2019-00-04', '2019'],
    ['of a day', '2019-05-04', '2019-05-04'],
    ['of a leap day', '2020-02-29', '2020-02-29'],
    ['of a leap day that there was not', '2019-02-29', '2019-02'],
    ['of the 31st of a short month', '2019-04-31', '2019-04'],
    ['of a thirteenth month', '2019-13-01', '2019'],
    ['long ago', '0001-01-01', undefined],
    ['in words', 'May 2019', undefined],
    ['that are none', '', undefined],
  ])('%s', (_, date, expected) => {
    const { started, finished } = read({ my_start_date: date, my_finish_date: date });
    expect([started, finished]).toEqual([expected, expected]);
  });
});

describe('statuses', () => {
  it.each([
    ['Watching', 'watching'],
    ['WATCHING', 'watching'],
    ['Currently Watching', 'watching'],
    ['1', 'watching'],
    ['Completed', 'completed'],
    ['completed', 'completed'],
    ['2', 'completed'],
    ['On-Hold', 'paused'],
    ['On Hold', 'paused'],
    ['on_hold', 'paused'],
    ['3', 'paused'],
    ['Dropped', 'dropped'],
    ['4', 'dropped'],
    ['Plan to Watch', 'planned'],
    ['PLAN TO WATCH', 'planned'],
    ['plantowatch', 'planned'],
    [' 6 ', 'planned'],
    ['Rewatching', 'completed'],
  ])('%s', (told, status) => {
    expect(read({ my_status: told }).status).toBe(status);
  });

  it.each([
    ['0', '', 'planned'],
    ['3', '12', 'watching'],
    ['12', '12', 'completed'],
    ['12', '0', 'watching'],
  ])('that are not told follow from %s of %s', (watched, episodes, status) => {
    const told = { my_status: '', my_watched_episodes: watched, series_episodes: episodes };
    expect(read(told).status).toBe(status);
  });

  it.each(['5', 'Frozen', 'constructor', '???'])('"%s" is refused', (my_status) => {
    const { entries, refused } = readMal(listed({ my_status, series_title: 'Kite' }));
    expect(entries).toEqual([]);
    expect(refused).toEqual([{ name: 'Kite', why: `its status "${my_status}" is not known` }]);
    expect(readMal(listed({ my_status })).refused[0]?.name).toBe('mal:7');
  });
});

it.each<[Readonly<Record<string, string>>, readonly string[] | undefined]>([
  [{ my_watched_episodes: '0' }, undefined],
  [{ my_watched_episodes: '2', my_status: '' }, ['status']],
  [{}, ['progress']],
  [{ my_watched_episodes: 'many' }, ['progress']],
  [{ my_status: ' ' }, ['status', 'progress']],
  [{ my_status: '', my_rewatching: '1', series_episodes: '12' }, undefined],
])('says nothing of what the list does not tell: %j', (told, silent) => {
  expect(read(told).silent).toEqual(silent);
});

describe('numbers', () => {
  it('know no count of episodes that is 0, or too many', () => {
    expect(read({ series_episodes: '0' })).not.toHaveProperty('episodes');
    expect(read({ series_episodes: '99999' }).episodes).toBe(99_999);
    expect(read({ series_episodes: '100000' })).not.toHaveProperty('episodes');
  });

  it.each(['-3', 'many', '', '٣'])('of watched episodes that are none count as 0: %s', (told) => {
    expect(read({ my_watched_episodes: told }).watched).toEqual([]);
  });

  it('of watched episodes beyond any series are refused', () => {
    const list = readMal(listed({ my_watched_episodes: '100000', series_title: 'Kite' }));
    expect(list).toEqual({
      entries: [],
      refused: [{ name: 'Kite', why: 'it tells of more than 99999 episodes' }],
    });
  });

  it('that ask for more marks than memory holds refuse the file', () => {
    const one = listed({ my_watched_episodes: '99999' });
    const [anime = ''] = /<anime>[\s\S]*<\/anime>/.exec(one) ?? [];
    expect(problemOf(one.replace(anime, anime.repeat(21))).message).toBe(
      'The list tells of more episodes than anybody can have watched.',
    );
  });

  it('of more watched than there are are believed, and the count is not', () => {
    const told = read({ series_episodes: '12', my_watched_episodes: '13' });
    expect(told).not.toHaveProperty('episodes');
    expect(told.watched).toEqual(firstEpisodes(13));
  });

  it.each([
    ['0', []],
    ['', []],
    ['8', [{ score: 8 }]],
    ['7.25', [{ score: 7.3 }]],
    ['10', [{ score: 10 }]],
    ['-1', []],
    ['85', [{ score: 8.5 }]],
  ])('of a score: %s', (my_score, verdicts) => {
    expect(read({ my_score }).verdicts).toEqual(verdicts);
  });

  it('of scores count to 100 all through a file in which one is above 10', () => {
    const two = listed({ my_score: '60' }).replace(
      '</myanimelist>',
      '<anime><series_title>Kite</series_title><my_score>9</my_score></anime></myanimelist>',
    );
    expect(readMal(two).entries.map(({ verdicts }) => verdicts[0]?.score)).toEqual([6, 0.9]);
  });

  it.each([
    ['0', undefined],
    ['3', 3],
    ['-1', undefined],
    ['', undefined],
  ])('of times watched again: %s', (my_times_watched, rewatches) => {
    expect(read({ my_times_watched }).rewatches).toBe(rewatches);
  });
});

describe('a show that is watched again', () => {
  const again = { series_episodes: '12', my_watched_episodes: '12', my_status: 'Completed' };

  it.each(['1', 'YES', 'yes'])('is completed, and so far: %s', (my_rewatching) => {
    expect(read({ ...again, my_rewatching, my_rewatching_ep: '4' })).toMatchObject({
      status: 'completed',
      rewatching: 4,
      watched: firstEpisodes(12),
    });
  });

  it.each(['0', 'NO', ''])('is not: %s', (my_rewatching) => {
    expect(read({ ...again, my_rewatching, my_rewatching_ep: '4' })).not.toHaveProperty(
      'rewatching',
    );
  });

  it('is counted anew by MyAnimeList, where the place is 0', () => {
    const told = { ...again, my_watched_episodes: '5', my_rewatching: '1', my_rewatching_ep: '0' };
    expect(read(told)).toMatchObject({ rewatching: 5, watched: firstEpisodes(12) });
    expect(read({ ...told, my_watched_episodes: '12' }).rewatching).toBe(0);
  });
});

describe('kinds', () => {
  it.each([
    ['TV', 'tv'],
    ['tv', 'tv'],
    ['Movie', 'movie'],
    ['OVA', 'ova'],
    ['ONA', 'web'],
    ['Special', undefined],
    ['Music', undefined],
    ['constructor', undefined],
  ])('%s', (series_type, format) => {
    expect(read({ series_type }).format).toBe(format);
  });
});

describe('texts', () => {
  it.each([
    ['a raw & in CDATA', '<![CDATA[A & B]]>', 'A & B'],
    ['entities in CDATA, which are none', '<![CDATA[A &amp; B]]>', 'A &amp; B'],
    [']]> over two CDATA sections', '<![CDATA[a ]]]]><![CDATA[> b]]>', 'a ]]> b'],
    ['a raw & outside CDATA', 'A & B', 'A & B'],
    ['a raw & without any ; behind it', 'Q&A', 'Q&A'],
    ['entities outside CDATA', 'A &amp; B &lt;C&gt; &#x41;', 'A & B <C> A'],
    ['undefined entities', 'A&nbsp;B &bogus; &constructor;', 'A&nbsp;B &bogus; &constructor;'],
    ['entities of no character', 'A &#0; &#xffffff; B', 'A &#0; &#xffffff; B'],
    ['a raw < outside CDATA', 'I <3 you', 'I <3 you'],
    ['a raw ]]>', 'a ]]> b', 'a ]]> b'],
    ['control characters', 'a\u0001b\u001b[31m', 'a\u0001b\u001b[31m'],
    ['control characters in CDATA', '<![CDATA[a\u0007b]]>', 'a\u0007b'],
    ['half of a character', '<![CDATA[a\ud83d]]>', 'a\ufffd'],
    ['markup inside', '<b>Bold</b> title', 'Bold title'],
    ['spaces around', '\n\t Kite \n', 'Kite'],
    ['a comment inside', 'Ki<!-- & -->te', 'Kite'],
  ])('with %s', (_, series_title, title) => {
    expect(read({ series_title }).title).toBe(title);
  });

  it.each(HOSTILE_TITLES)('that mean something elsewhere: %s', (title) => {
    expect(read({ series_title: cdata(title) }).title).toBe(title);
  });

  it.each(['', '   ', '<![CDATA[ \n ]]>'])('of spaces are no title: "%s"', (series_title) => {
    expect(read({ series_title })).not.toHaveProperty('title');
    expect(readMal(listed({ series_title, series_animedb_id: '0' }))).toEqual({
      entries: [],
      refused: [{ name: 'entry 1', why: 'it has no title' }],
    });
  });

  it('with raw signs here and there are whole, however long they are', () => {
    const lengths = [0, 1, 65_535, 65_536, 65_537, 200_000, 3, 40_000, 40_000];
    const words = lengths.map((length) => `${'y'.repeat(length)} & <3 &amp;`).join('');
    const note = words.replaceAll('&amp;', '&');
    expect(read({ my_comments: `x${words}` }).verdicts).toEqual([{ note: `x${note}` }]);
    const inside = read({ my_comments: `<![CDATA[x${words}]]>`, series_title: 'A & B' });
    expect(inside).toMatchObject({ title: 'A & B', verdicts: [{ note: `x${words}` }] });
  });

  it('of comments become a note', () => {
    expect(read({ my_comments: '<![CDATA[So & so.\nThen <b>more</b>.]]>' }).verdicts).toEqual([
      { note: 'So & so.\nThen <b>more</b>.' },
    ]);
  });

  it('of tags are split at commas, each once, with what other programs hide there', () => {
    const my_tags = '<![CDATA[a b,, c ,malSync::aHR0cHM6Ly94&Lw==::,c,__proto__]]>';
    expect(read({ my_tags }).tags).toEqual([
      'a b',
      'c',
      'malSync::aHR0cHM6Ly94&Lw==::',
      '__proto__',
    ]);
    expect(read({ my_tags: '<![CDATA[ , ,]]>' })).not.toHaveProperty('tags');
  });
});

describe('a file', () => {
  it.each([
    ['a byte order mark', '\ufeff'],
    ['zeros and spaces', '\u0000\u0000 \n'],
  ])('may begin with %s', (_, lead) => {
    expect(onlyOf(readMal(lead + listed({ series_title: 'Kite' }))).title).toBe('Kite');
  });

  it('may spell its elements in capitals', () => {
    const loud = listed({ series_title: 'kite', my_watched_episodes: '2' }).replace(
      /<(\/?)(\w+)>/g,
      (tag) => tag.toUpperCase(),
    );
    expect(onlyOf(readMal(loud))).toMatchObject({
      title: 'kite',
      ids: { mal: 7 },
      watched: firstEpisodes(2),
    });
  });

  it('may ask for updates or not, and have any priority', () => {
    const plain = read({});
    for (const told of ['0', '1', 'LOW', 'Very High']) {
      expect(read({ update_on_import: told, my_priority: told })).toEqual(plain);
    }
  });

  it('may have an element twice, of which the first that says something counts', () => {
    const twice = listed({ series_title: '' }).replace(
      '</anime>',
      '<series_title>Kite</series_title><series_title>Kit</series_title></anime>',
    );
    expect(onlyOf(readMal(twice)).title).toBe('Kite');
  });

  it('may tell that it is of manga, when it is of anime', () => {
    expect(onlyOf(readMal(listed({ series_title: 'Kite' }, '2'))).title).toBe('Kite');
  });

  it('with manga among its anime has these refused', () => {
    const mixed = listed({ series_title: 'Kite' }).replace('<anime>', '<manga></manga><anime>');
    expect(readMal(mixed).entries).toHaveLength(1);
    expect(readMal(mixed).refused).toEqual([{ name: 'manga 1', why: 'a manga' }]);
  });

  const whole = listed({ series_title: '<![CDATA[Kite]]>' });
  const MANGA = 'This is a list of manga, and jikai keeps anime.';
  const PAGE = 'The file is a web page and not a list.';
  const CUT = 'The file ends in the middle of the list.';
  const TYPE = 'The file declares a document type, which no list needs.';
  const OTHER = 'The file is no list of MyAnimeList.';
  it.each([
    [
      'of manga',
      '<myanimelist><manga><manga_title>Kite</manga_title></manga></myanimelist>',
      MANGA,
    ],
    [
      'of no manga',
      '<myanimelist><myinfo><user_export_type>2</user_export_type></myinfo></myanimelist>',
      MANGA,
    ],
    ['of nothing', '<myanimelist><myinfo/></myanimelist>', 'The list holds no shows.'],
    ['that is a web page', '<!DOCTYPE html><html><body><p>Sign in</body></html>', PAGE],
    ['that is an old web page', '\n<HTML><head><meta></head></HTML>', PAGE],
    ['with a document type', '<!DOCTYPE myanimelist [<!ENTITY a "b">]><myanimelist/>', TYPE],
    ['of other XML', '<rss><channel/></rss>', OTHER],
    ['that is no XML', 'title,score', OTHER],
    ['that is empty', '', OTHER],
    [
      'with unlike tags',
      whole.replace('</series_title>', '</title>'),
      'The file is broken: line 5 is no XML that can be read.',
    ],
    ['cut after a show', whole.slice(0, whole.indexOf('</myanimelist>')), CUT],
    ['cut in a tag', whole.slice(0, -4), CUT],
    ['cut in CDATA', whole.slice(0, whole.indexOf('Kite') + 2), CUT],
  ])('%s is refused', (_, text, message) => {
    expect(problemOf(text)).toMatchObject({ code: 'failed', message });
    expect(problemOf(text).hint).toBeTruthy();
  });

  it('cut anywhere is refused', () => {
    for (let end = whole.length - 1; end > 0; end -= 1) problemOf(whole.slice(0, end));
  });

  it('of 10,000 shows is read at once', () => {
    const [anime = ''] = /<anime>[\s\S]*?<\/anime>/.exec(fixture('myanimelist.xml')) ?? [];
    const text = `<myanimelist>${anime.repeat(10_000)}</myanimelist>`;
    expect(text.length).toBeGreaterThan(8_000_000);
    expect(secondsOf(() => readMal(text))).toBeLessThan(3);
    expect(readMal(text).entries).toHaveLength(10_000);
  }, 60_000);

  it('of hostile beginnings is read in the time of any other', () => {
    const hostile = ['<![CDATA['.repeat(100_000), '& '.repeat(500_000), '<'.repeat(500_000)];
    for (const text of [...hostile.map((one) => `<myanimelist>${one}`), ' '.repeat(1_000_000)]) {
      expect(secondsOf(() => problemOf(text))).toBeLessThan(3);
    }
  }, 60_000);
});

it('has all of its shows, or none', () => {
  const text = fc.oneof(
    anyWords,
    fc.string(),
    fc.constantFrom('1', '12', '0', 'YES', 'Completed', '2019-05-00'),
  );
  const names = [
    'series_animedb_id',
    'series_title',
    'series_episodes',
    'my_status',
    'my_score',
    'my_tags',
  ];
  const fields = fc.array(
    fc.tuple(fc.constantFrom(...names, 'my_watched_episodes', 'my_rewatching'), text),
  );
  fc.assert(
    fc.property(fc.array(fields, { minLength: 1, maxLength: 6 }), (shows) => {
      const anime = shows.map(
        (one) =>
          `<anime>${one.map(([name, told]) => `<${name}>${cdata(told)}</${name}>`).join('')}</anime>`,
      );
      const { entries, refused } = readMal(`<myanimelist>${anime.join('')}</myanimelist>`);
      expect(entries.length + refused.length).toBe(shows.length);
      expect(refused.every(({ name, why }) => name !== '' && why !== '')).toBe(true);
    }),
  );
});

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

const TOLD = [release({ episodes: { number: 13, basis: 'scheduled' } })];
const RED = show({ ids: { mal: 54794 }, format: 'tv', releases: TOLD });

/** What is written in an element of the only show. */
function written(one: Show, name: string, zone = utc): string | undefined {
  const [, anime = ''] = malXml([one], { zone }).text.split('<anime>');
  return anime.split(`<${name}>`)[1]?.split(`</${name}>`)[0];
}

describe('a list for MyAnimeList', () => {
  it('tells no count that was only worked out', () => {
    const releases = [release({ episodes: { number: 13, basis: 'estimated' } })];
    expect(written({ ...RED, releases }, 'series_episodes')).toBe('0');
  });

  it('has its elements in its order', () => {
    const { text, left } = malXml(
      [
        {
          ...RED,
          watched: [
            { episode: 1, at: '2024-01-10T16:00:00Z' },
            { episode: 2, at: '2024-01-17T23:00:00Z' },
          ],
          verdicts: [
            { episode: 2, score: 9, note: 'They meet.' },
            { score: 7.5, note: 'Grows & grows' },
          ],
          tags: ['mecha', 'a,b'],
          rewatches: 1,
        },
      ],
      { zone: tokyo, user: 'somebody' },
    );
    expect(left).toEqual([]);
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<myanimelist>
  <myinfo>
    <user_name><![CDATA[somebody]]></user_name>
    <user_export_type>1</user_export_type>
    <user_total_anime>1</user_total_anime>
    <user_total_watching>1</user_total_watching>
    <user_total_completed>0</user_total_completed>
    <user_total_onhold>0</user_total_onhold>
    <user_total_dropped>0</user_total_dropped>
    <user_total_plantowatch>0</user_total_plantowatch>
  </myinfo>
  <anime>
    <series_animedb_id>54794</series_animedb_id>
    <series_title><![CDATA[Metallic Rouge]]></series_title>
    <series_type>TV</series_type>
    <series_episodes>13</series_episodes>
    <my_id>0</my_id>
    <my_watched_episodes>2</my_watched_episodes>
    <my_start_date>2024-01-11</my_start_date>
    <my_finish_date>0000-00-00</my_finish_date>
    <my_rated></my_rated>
    <my_score>8</my_score>
    <my_storage></my_storage>
    <my_storage_value>0.00</my_storage_value>
    <my_status>Watching</my_status>
    <my_comments><![CDATA[Grows & grows]]></my_comments>
    <my_times_watched>1</my_times_watched>
    <my_rewatch_value></my_rewatch_value>
    <my_priority>LOW</my_priority>
    <my_tags><![CDATA[mecha, a;b]]></my_tags>
    <my_rewatching>0</my_rewatching>
    <my_rewatching_ep>0</my_rewatching_ep>
    <my_discuss>1</my_discuss>
    <my_sns>default</my_sns>
    <update_on_import>1</update_on_import>
  </anime>
</myanimelist>
`);
  });

  it.each([
    ['planned', 'Plan to Watch'],
    ['watching', 'Watching'],
    ['paused', 'On-Hold'],
    ['dropped', 'Dropped'],
    ['completed', 'Completed'],
  ] as const)('spells %s as MyAnimeList does, and counts it', (status, spelled) => {
    expect(written({ ...RED, status }, 'my_status')).toBe(spelled);
    const total = `user_total_${spelled.toLowerCase().replace(/[ -]/g, '')}`;
    const { text } = malXml([{ ...RED, status }, RED], { zone: utc });
    expect(text).toContain(`<${total}>${status === 'watching' ? 2 : 1}</${total}>`);
  });

  it('leaves out and names what MyAnimeList has no number for', () => {
    const { text, left } = malXml([show(), RED], { zone: utc });
    expect(readMal(text).entries).toHaveLength(1);
    expect(text).toContain('<user_total_anime>1<');
    expect(left).toEqual([{ name: 'Metallic Rouge', why: 'it has no number on MyAnimeList' }]);
  });

  it.each([
    ['2019-05-04', '2019-05-04'],
    ['2019-05', '2019-05-00'],
    ['2019', '2019-00-00'],
    [undefined, '0000-00-00'],
  ])('dates what the user told: %s', (date, spelled) => {
    const dated = { ...RED, ...(date !== undefined && { started: date, finished: date }) };
    expect([written(dated, 'my_start_date'), written(dated, 'my_finish_date')]).toEqual([
      spelled,
      spelled,
    ]);
  });

  it('takes the end of what is completed from its last episode, on the user’s calendar', () => {
    const watched = [{ episode: 1 }, { episode: 2, at: '2024-03-01T03:00:00Z' }];
    const done: Show = { ...RED, watched, status: 'completed' };
    expect(written(done, 'my_finish_date', newYork)).toBe('2024-02-29');
    expect(written(done, 'my_start_date', newYork)).toBe('0000-00-00');
    expect(written({ ...done, status: 'dropped' }, 'my_finish_date')).toBe('0000-00-00');
  });

  it.each([
    [0, '1'],
    [0.4, '1'],
    [7.5, '8'],
    [10, '10'],
  ])('rounds a score of %s', (score, spelled) => {
    expect(written({ ...RED, verdicts: [{ score }] }, 'my_score')).toBe(spelled);
  });

  it('tells of a show that is watched again', () => {
    const again: Show = { ...RED, watched: firstEpisodes(13), rewatching: 4 };
    expect(onlyOf(readMal(malXml([again], { zone: utc }).text))).toMatchObject({
      status: 'completed',
      rewatching: 4,
      watched: firstEpisodes(13),
    });
  });

  it.each(HOSTILE_TITLES)('keeps %s', (title) => {
    const { text } = malXml([{ ...RED, title, tags: [title.replaceAll(',', '')] }], { zone: utc });
    expect(onlyOf(readMal(text))).toMatchObject({ title, tags: [title.replaceAll(',', '')] });
  });

  it('replaces what XML cannot carry', () => {
    const title = 'a\u0000b\u001b[31m\ud83d \ufffe c\r\nd\re';
    expect(written({ ...RED, title }, 'series_title')).toBe(
      '<![CDATA[a\ufffdb\ufffd[31m\ufffd \ufffd c\nd\ne]]>',
    );
  });

  it('reads back as all that MyAnimeList can say', () => {
    const date = fc.constantFrom('2019', '2019-05', '2019-05-04', '2020-02-29');
    const extras = fc.record(
      {
        tags: fc.uniqueArray(anyWords, { minLength: 1, maxLength: 3 }),
        started: date,
        finished: date,
        rewatches: fc.integer({ min: 1, max: 99 }),
      },
      { requiredKeys: [] },
    );
    const numbered = fc
      .tuple(anyShow, extras, fc.integer({ min: 1, max: 2 ** 31 - 1 }))
      .map(([one, extra, mal]): Show => ({ ...one, ...extra, ids: { mal } }));
    fc.assert(
      fc.property(fc.array(numbered, { minLength: 1, maxLength: 5 }), anyZone, (shows, zone) => {
        const { text, left } = malXml(shows, { zone });
        expect(left).toEqual([]);
        const { entries, refused } = readMal(text);
        expect(refused).toEqual([]);
        expect(entries.map(comparable)).toEqual(shows.map(asMalSays));
      }),
    );
  });
});

/** Dates of episodes are tested by themselves. */
function comparable({ started: _, finished: __, ...entry }: Brought): Partial<Brought> {
  return entry;
}

function asMalSays(one: Show): Partial<Brought> {
  const { number, basis } = one.releases[0]?.schedule.episodes ?? {};
  const count = basis === 'estimated' ? undefined : number;
  const progress = one.watched.length;
  const score = latestScore(one);
  const carried = (text: string) =>
    [...text.replace(/\r\n?/g, '\n')]
      .map((one) => (isInXml(one) ? one : '\ufffd'))
      .join('')
      .trim();
  const tags = new Set(one.tags?.map((tag) => carried(tag.replaceAll(',', ';'))));
  return {
    title: carried(one.title),
    ...(one.ids && { ids: one.ids }),
    ...(one.format && { format: one.format }),
    ...(count !== undefined && count >= progress && { episodes: count }),
    status: one.status,
    watched: firstEpisodes(progress),
    verdicts: score === undefined ? [] : [{ score: Math.max(Math.round(score), 1) }],
    ...(tags.size > 0 && { tags: [...tags] }),
    ...(one.rewatches && { rewatches: one.rewatches }),
  };
}

/** Whether XML 1.0 has a character (section 2.2 of its recommendation). */
function isInXml(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return [0x9, 0xa, 0xd].includes(point);
  return point < 0xd800 || (point > 0xdfff && point !== 0xfffe && point !== 0xffff);
}
