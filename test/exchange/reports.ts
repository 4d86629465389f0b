import { createHash } from 'node:crypto';
import { PHRASES } from '../../src/commands/vocabulary';
import { listPage } from '../../src/exchange/report/list-page';
import { reportPage } from '../../src/exchange/report/page';
import { listSections } from '../../src/ui/list-sections';
import { vocabularyOf } from '../../src/watchlist/mood';
import { reportOn, type SeasonReport, type Telling } from '../../src/watchlist/season-report';
import type { Show, Verdict } from '../../src/watchlist/show';
import { parseSeason } from '../../src/watchlist/stretch';
import { at, berlin, show, watchedUpTo } from '../watchlist/shows';

/** Reports for tests, of winter 2024, looked back on in April. */

export const reader = { now: at('2024-04-02T12:00:00Z'), zone: berlin, dayEnds: 300 };

export function winterOf(shows: readonly Show[], telling: Telling = 'progress'): SeasonReport {
  return reportOn({ revision: 1, shows }, parseSeason('winter 2024', reader), {
    ...reader,
    vocabulary: vocabularyOf(PHRASES),
    telling,
  });
}

export function pageOf(report: SeasonReport): string {
  return reportPage(report, { reader, sha256 });
}

/** The list of some shows as a page. */
export function listPageOf(shows: readonly Show[], spoilers = false): string {
  const sections = listSections(shows, { vocabulary: vocabularyOf(PHRASES), spoilers });
  return listPage(sections, { reader, sha256 });
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** What was said of episodes 1, 2, 3 … in turn; nothing where it is empty. */
export function trailOfWords(...words: readonly string[]): readonly Verdict[] {
  return words.flatMap((one, index) =>
    one === ''
      ? []
      : [{ at: watchedUpTo(index + 1).at(-1)?.at ?? '', episode: index + 1, words: one }],
  );
}

/** What an attacker would call a show, or say of it. */
export const HOSTILE = [
  '<script>window.harmed = 1; alert(1)</script>',
  '"><img src=x onerror="window.harmed = 1">',
  "'-alert(1)-'",
  '</title></style><script>alert(1)</script>',
  '<!-- <b>&lt;&amp;&#60;',
  '\u202egnp.exe\u2066',
  'a\u001b]0;x\u0007b\u0000c\u009b31m',
  '<iframe src="https://example.com/"></iframe>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
];

/** A winter with everything in it: moods of all kinds, breaks, finales, drops, native titles, attackers. */
export function fullWinter(): readonly Show[] {
  const rouge = show({
    watched: watchedUpTo(10),
    verdicts: [
      { at: '2024-01-08T12:00:00Z', words: "We'll see" },
      ...trailOfWords(
        "We'll see",
        'Hooked',
        '',
        'Masterpiece',
        'Unheard of',
        'Wavering',
        'Not for me',
      ),
      { at: '2024-03-20T12:00:00Z', episode: 9, score: 7.5, note: 'the train episode, wow' },
    ],
  });
  const native = show({
    id: 'native',
    status: 'completed',
    title: '葬送のフリーレン',
    titles: { native: '葬送のフリーレン' },
    minutes: 25,
    watched: watchedUpTo(11),
    verdicts: trailOfWords('Hooked', 'Hooked', 'Loved it', 'Masterpiece'),
    releases: [
      {
        ...rouge.releases[0],
        ...{ id: 'crunchyroll', platform: 'Crunchyroll', audio: 'sub', source: 'test' },
        url: 'https://www.crunchyroll.com/series/GG5H5XQX4/?a=1&b="2"',
        schedule: {
          premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' },
          basis: 'scheduled',
          step: 'P7D',
          zone: 'Asia/Tokyo',
          episodes: { number: 11, basis: 'confirmed' },
          amendments: [{ kind: 'break', episode: 4, slots: 1, why: 'recap' }],
        },
      },
    ],
  });
  const gone = show({
    id: 'gone',
    title: 'Gone in three, a show with a title so long that no phone shows it on one line',
    status: 'dropped',
    watched: watchedUpTo(3),
    verdicts: [
      ...trailOfWords('Promising', 'Meh', 'Boring'),
      { at: '2024-02-01T12:00:00Z', words: 'Not for me', score: 2 },
    ],
  });
  const daily = show(
    {
      id: 'daily',
      title: 'Every day',
      watched: watchedUpTo(60),
      verdicts: trailOfWords(
        ...Array.from({ length: 40 }, (_, index) => (index % 3 ? 'Fun' : 'Okay')),
      ),
    },
    { step: 'P1D', episodes: { number: 70, basis: 'confirmed' } },
  );
  const attackers = HOSTILE.map((words, index) =>
    show({
      id: `attacker-${index}`,
      title: words,
      titles: { native: `${words} 2` },
      watched: watchedUpTo(2),
      verdicts: [
        { at: '2024-01-12T12:00:00Z', episode: 1, words, note: words },
        { at: '2024-01-20T12:00:00Z', episode: 2, words: 'Hooked' },
      ],
      releases: show().releases.map((one) => ({ ...one, url: `javascript:alert(${index})` })),
    }),
  );
  return [rouge, native, gone, daily, ...attackers, show({ id: 'later', title: 'Later' })];
}
