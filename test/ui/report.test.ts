import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asciiSigns } from '../../src/ui/ascii';
import { harmless } from '../../src/ui/harmless';
import { layOut, prepare } from '../../src/ui/layout';
import { reportMarkdown } from '../../src/ui/report-markdown';
import { reportLines, reportScreen } from '../../src/ui/report-screen';
import {
  blankWords,
  finalesTold,
  hoursWords,
  reportDays,
  reportTitle,
  saidOn,
  totalWords,
} from '../../src/ui/report-words';
import type { Screen } from '../../src/ui/text';
import { vocabularyOf } from '../../src/watchlist/mood';
import { reportOn } from '../../src/watchlist/season-report';
import type { Show } from '../../src/watchlist/show';
import { parseSeason, parseYear } from '../../src/watchlist/stretch';
import { CONTROL } from '../commands/world';
import { fullWinter, HOSTILE, reader, trailOfWords, winterOf } from '../exchange/reports';
import { anyShow, at, newYork, show, tokyo, watchedUpTo } from '../watchlist/shows';

function lines(
  screen: Screen,
  columns = Number.POSITIVE_INFINITY,
  signs?: (text: string) => string,
): string[] {
  const { blocks } = prepare(screen, signs);
  return layOut(blocks, { columns, widthOf: stringWidth, ...(signs && { ellipsis: '~' }) }).map(
    (pieces) => pieces.map(({ text }) => text).join(''),
  );
}

const rouge = show({
  status: 'completed',
  watched: watchedUpTo(12),
  verdicts: [
    ...trailOfWords("We'll see", 'Hooked', '', 'Wavering', 'Hooked'),
    { at: '2024-03-28T12:00:00Z', episode: 12, words: 'Loved it', score: 9 },
  ],
});
const slow = show({
  id: 'slow',
  title: 'スローライフ',
  status: 'dropped',
  watched: watchedUpTo(3),
  verdicts: trailOfWords('Promising', 'Meh', 'Not for me'),
});
const later = show({ id: 'later', title: 'Later', status: 'planned' });

describe('words', () => {
  it('name the stretch and its days', () => {
    const winter = parseSeason('winter 2024', reader);
    expect(reportTitle(winter)).toBe('Winter 2024');
    expect(reportDays(winter, reader)).toBe('1 Jan – 31 Mar 2024');
    expect(reportDays(winter, { ...reader, now: at('2024-03-31T20:00Z') })).toBe(
      '1 Jan 2024 – today',
    );
    const early = { ...reader, now: winter.from - 1 };
    expect(reportDays(winter, early)).toBe('1 Jan – 31 Mar 2024');
    expect(reportDays(winter, { ...reader, now: winter.from })).toBe('1 Jan 2024 – today');
    for (const zone of [newYork, tokyo]) {
      const there = { ...reader, zone };
      expect(reportDays(parseYear('2023', there), there)).toBe('1 Jan – 31 Dec 2023');
    }
  });

  it('say the year only where it is another', () => {
    const winter = parseSeason('winter 2024', reader);
    expect(saidOn({ at: '2024-01-10T16:00:00Z' }, winter, reader)).toBe('10 Jan');
    expect(saidOn({ at: '2023-12-20T16:00:00Z' }, winter, reader)).toBe('20 Dec 2023');
    expect(saidOn({}, winter, reader)).toBe('');
  });

  it.each([
    ['winter 2024', /--season "fall 2023" looks .* --year at/],
    ['summer 2023', /--season "spring 2023" looks/],
    ['spring 2024', /--season last looks/],
    ['fall 2024', /^jikai report looks at this season/],
  ])('advise the season before %s, where nothing is of that', (words, advice) => {
    const report = reportOn({ revision: 1, shows: [] }, parseSeason(words, reader), {
      ...reader,
      vocabulary: vocabularyOf([]),
      telling: 'all',
    });
    const [nothing, told] = blankWords(report, reader);
    expect(nothing).toBe(`Nothing of ${words} was watched or judged.`);
    expect(told).toMatch(advice);
  });

  it.each([
    ['2023', /--year 2022 at/],
    ['2024', /--year last at/],
    ['2025', /--year at this year/],
  ])('advise the year before %s', (words, advice) => {
    const report = reportOn({ revision: 1, shows: [] }, parseYear(words, reader), {
      ...reader,
      vocabulary: vocabularyOf([]),
      telling: 'all',
    });
    expect(blankWords(report, reader)[1]).toMatch(advice);
  });

  it('tell of shows of which something was watched, and where none was say so', () => {
    const judged = { ...later, verdicts: trailOfWords('Hooked') };
    expect(totalWords(winterOf([rouge, judged]))[0]).toBe('12 episodes of 1 show, ~4h 48m');
    expect(totalWords(winterOf([judged]))).toEqual(['nothing watched']);
  });

  it('pass over the finale of a show that was dropped before it, also in the season before', () => {
    const finales = (facts: Partial<Show>) => {
      // Three episodes in fall, and two in winter.
      const across = show(facts, {
        premiere: { at: '2023-12-13T15:55:00Z', precision: 'minute' },
        episodes: { number: 5, basis: 'confirmed' },
      });
      const verdicts = [{ at: '2024-02-01T12:00:00Z', words: 'Not for me' }];
      return finalesTold(winterOf([{ ...across, verdicts }]).shows).length;
    };
    expect(finales({ status: 'dropped', watched: watchedUpTo(2) })).toBe(0);
    expect(finales({ status: 'dropped', watched: watchedUpTo(4) })).toBe(0);
    expect(finales({ status: 'dropped', watched: watchedUpTo(5) })).toBe(1);
    expect(finales({ status: 'paused', watched: watchedUpTo(2) })).toBe(1);
  });

  it('count in hours, not in days', () => {
    expect([0, 45, 90, 1440, 14_400].map(hoursWords)).toEqual([
      ...['0m', '45m', '1h 30m', '24h', '240h'],
    ]);
  });
});

describe('the screen', () => {
  it('tells a season at a glance', () => {
    expect(lines(reportScreen(winterOf([rouge, slow, later]), reader), 80)).toEqual([
      'Winter 2024  1 Jan – 31 Mar 2024',
      '15 episodes of 2 shows, ~6h · 1 finished · 1 dropped · 9/10 on average',
      '',
      '  Metallic Rouge  ●▲✓▼▲✓✓✓✓✓✓★  9/10  Loved it    completed',
      '  スローライフ    ▲▼✗○○○○○○○○○        Not for me  dropped after ep 3',
      '',
      'Your words',
      '  ▲  Hooked      ×2',
      "  ●  We'll see   ×1",
      '  ▼  Wavering    ×1',
      '  ★  Loved it    ×1',
      '  ▲  Promising   ×1',
      '  ▼  Meh         ×1',
      '  ✗  Not for me  ×1',
      '',
      'Still to watch',
      '  Later',
      '',
      '★ loved  ▲ liked  ● undecided  ▼ doubted  ✗ disliked',
      '✓ watched  ○ not watched  · not out yet',
      '~ where the length is not known, an episode counts 24 minutes',
    ]);
  });

  it('is as telling, and as aligned, in ASCII', () => {
    const screen = reportScreen(winterOf([rouge, { ...slow, title: 'Slow Life' }]), reader);
    expect(lines(screen, 80, asciiSigns).slice(3, 5)).toEqual([
      '  Metallic Rouge  o^+v^++++++*  9/10  Loved it    completed',
      '  Slow Life       ^vx.........        Not for me  dropped after ep 3',
    ]);
    const text = lines(screen, 80, asciiSigns).join('');
    expect(text).toMatch(/^[ -~]*$/);
  });

  it.each([60, 80, 120])('fits a terminal of %d cells, whatever the titles are', (columns) => {
    fc.assert(
      fc.property(fc.array(anyShow, { maxLength: 4 }), (shows) => {
        for (const some of [shows, [...fullWinter(), slow]]) {
          const shown = lines(reportScreen(winterOf(some), reader), columns);
          expect(shown.filter((one) => stringWidth(one) > columns)).toEqual([]);
          expect(shown.join('')).not.toMatch(CONTROL);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('lines for a pipe', () => {
  it('leave nothing out, one thing a line', () => {
    const report = winterOf([...fullWinter(), rouge, later]);
    const shown = lines(reportLines(report));
    const { shows, phrases, untouched } = report;
    const finales = shows.filter(
      ({ finale }) => finale !== undefined && finale.episode.state !== 'ahead',
    );
    const told = finales.filter(
      ({ exit, finale }) => exit === undefined || finale?.episode.state === 'watched',
    );
    expect(shown).toHaveLength(shows.length + told.length + phrases.length + untouched.length);
    for (const { show: one } of shows) {
      expect(shown.some((text) => text.includes(harmless(one.title)))).toBe(true);
    }
  });
});

/** A document's tokens by kind, whatever they stand in. */
function tokensIn(markdown: string): readonly Token[] {
  const found: Token[] = [];
  const visit = (token: Token) => {
    found.push(token);
    if ('tokens' in token) token.tokens?.forEach(visit);
    if (token.type === 'list') (token as Tokens.List).items.forEach(visit);
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [...header, ...rows.flat()]) cell.tokens.forEach(visit);
    }
  };
  lexer(markdown).forEach(visit);
  return found;
}

function kindsIn(markdown: string): readonly string[] {
  return [...new Set(tokensIn(markdown).map(({ type }) => type))].sort();
}

describe('Markdown', () => {
  it('tells a season for a blog', () => {
    expect(reportMarkdown(winterOf([slow]), reader)).toBe(`# Winter 2024, 1 Jan – 31 Mar 2024

3 episodes of 1 show, \\~1h 12m · 1 dropped

**スローライフ** lost you most: Promising → Not for me

| Show | Episodes | Verdicts | Score | In the end |
| --- | --- | --- | --- | --- |
| スローライフ | ep 1–12 | ▲▼✗○○○○○○○○○ |  | Not for me |

★ loved, ▲ liked, ● undecided, ▼ doubted, ✗ disliked, ✓ watched, ○ not watched, · not out yet

## スローライフ

dropped after ep 3 · 3 of 12 episodes

- ▲ ep 1 · 11 Jan · **Promising**
- ▼ ep 2 · 18 Jan · **Meh**
- ✗ ep 3 · 25 Jan · **Not for me**

## Dropped

- **スローライフ** dropped after ep 3 · Not for me

## Your words

- ▲ Promising ×1
- ▼ Meh ×1
- ✗ Not for me ×1

\\~ where the length is not known, an episode counts 24 minutes
`);
  });

  it('has a row for each show, with a sign for each of its episodes', () => {
    const report = winterOf(fullWinter());
    const table = tokensIn(reportMarkdown(report, reader)).find(({ type }) => type === 'table');
    const { rows } = table as Tokens.Table;
    expect(rows.map((row) => row.length)).toEqual(report.shows.map(() => 5));
    expect(rows.map((row) => row[2]?.text.length)).toEqual(
      report.shows.map(({ episodes }) => episodes.length),
    );
  });

  it('shows what people wrote, and does nothing of it', () => {
    const named = (words: string): Show =>
      show({
        title: words,
        watched: watchedUpTo(2),
        verdicts: [
          { at: '2024-01-12T12:00:00Z', episode: 1, words, note: words },
          { at: '2024-01-13T12:00:00Z', words: 'Fun', note: words },
        ],
      });
    const plain = kindsIn(reportMarkdown(winterOf([named('Plain')]), reader));
    const words = fc.oneof(
      fc.constantFrom(...HOSTILE, '| a | b |', '# x', '- [ ] x', '![x](https://e.example/x.png)'),
      fc.string({ unit: fc.constantFrom(...'*_[]()<>|#`~&$!-+=.\\1a /:@\n') }),
    );
    fc.assert(
      fc.property(words, (text) => {
        fc.pre(text.trim() !== '');
        const markdown = reportMarkdown(winterOf([named(text)]), reader);
        expect(markdown).not.toMatch(CONTROL);
        const kinds = kindsIn(markdown);
        expect(kinds.filter((kind) => !plain.includes(kind) && kind !== 'escape')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
