import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { digestMarkdown } from '../../src/ui/digest-markdown';
import { digestMessage } from '../../src/ui/digest-message';
import { digestLines, digestScreen } from '../../src/ui/digest-screen';
import { layOut, prepare } from '../../src/ui/layout';
import type { Screen } from '../../src/ui/text';
import type { Reader } from '../../src/ui/time';
import { type Digest, digestOf } from '../../src/watchlist/digest';
import { periodOf } from '../../src/watchlist/period';
import type { Show } from '../../src/watchlist/show';
import { CONTROL } from '../commands/world';
import { anyShow, anyZone, at, berlin, newYork, release, show, tokyo } from '../watchlist/shows';

/** Saturday evening in Berlin, three days after the second episode of Metallic Rouge. */
const reader: Reader = { now: at('2024-01-20T19:00:00Z'), zone: berlin, dayEnds: 300 };

function digest(
  shows: readonly Show[],
  by: Reader = reader,
  name: 'week' | 'day' = 'week',
): Digest {
  return digestOf({ revision: 1, shows }, { ...by, period: periodOf(name, by) });
}

function lines(screen: Screen, columns = Number.POSITIVE_INFINITY): string[] {
  return layOut(prepare(screen).blocks, { columns, widthOf: stringWidth }).map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
}

const rouge = show(
  {
    added: '2024-01-08T12:00:00Z',
    minutes: 24,
    watched: [
      { episode: 1, at: '2024-01-10T18:00:00Z' },
      { episode: 2, at: '2024-01-17T20:00:00Z' },
    ],
    verdicts: [
      { at: '2024-01-10T18:00:00Z', episode: 1, words: "We'll see", score: 7 },
      { at: '2024-01-17T20:00:00Z', episode: 2, words: 'Hooked', score: 8, note: 'Naomi!' },
    ],
  },
  { amendments: [{ kind: 'break', episode: 3, slots: 1, why: 'recap' }] },
);
const frieren = show(
  { id: 'frieren', title: "Frieren: Beyond Journey's End", added: '2023-09-01T12:00:00Z' },
  {
    premiere: { at: '2023-07-21T14:00:00Z', precision: 'minute' },
    basis: 'confirmed',
    episodes: { number: 28, basis: 'scheduled' },
  },
);

describe('the screen', () => {
  it('tells a week at a glance', () => {
    expect(lines(digestScreen(digest([frieren, rouge]), reader), 80)).toEqual([
      'Your week  Sat 13 Jan – Sat 20 Jan 2024',
      '',
      'Dropped  ~2 episodes',
      '  Metallic Rouge              ep 2/~13  ~Wed 17 Jan 16:55  watched · Crunchyroll',
      "  Frieren: Beyond Journey's…  ep 27/28  ~Fri 19 Jan 15:00  waits · Crunchyroll",
      'Slipped',
      '  Metallic Rouge  ep 3  ~Wed 31 Jan 16:55  break Wed 24 Jan · recap',
      'Waiting for you  ~27 episodes',
      "  Frieren: Beyond Journey's End  ep 1–27  since Fri 21 Jul 2023  Crunchyroll",
      'Watched  1 episode, 24m',
      '  Metallic Rouge  ep 2  Wed 17 Jan  24m',
      'What you said',
      "  Metallic Rouge  ep 2  We'll see → Hooked · 7 → 8/10 · Naomi!",
      'Ahead  ~1 episode until Sat 27 Jan',
      "  Frieren: Beyond Journey's…   ep 28/28  ~Fri 26 Jan 15:00  finale · Crunchyroll",
      '~ estimated: worked out, not announced',
    ]);
  });

  it.each([44, 60, 80, 120])('fits a terminal of %d cells, whatever the titles are', (columns) => {
    fc.assert(
      fc.property(fc.uniqueArray(anyShow, { selector: ({ id }) => id }), anyZone, (shows, zone) => {
        const printed = lines(digestScreen(digest(shows, { ...reader, zone }), reader), columns);
        const [, , ...rest] = printed;
        expect(rest.filter((one) => stringWidth(one) > columns)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('says how many more there are, and where', () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      show({
        id: `show-${index + 10}`,
        title: `Show ${index + 10}`,
        added: '2023-01-01T00:00:00Z',
      }),
    );
    const printed = lines(digestScreen(digest(many), reader));
    expect(printed.filter((one) => one.startsWith('  and'))).toEqual([
      '  and 4 more',
      '  and 4 more: jikai list --behind',
      '  and 4 more: jikai next',
    ]);
  });
});

describe('lines for a pipe', () => {
  it('are one for each thing, with the whole date', () => {
    const told = lines(digestLines(digest([frieren, rouge]), reader));
    expect(told).toHaveLength(7);
    expect(told[0]).toBe(
      'dropped  ~Wed 17 Jan 2024, 16:55  Metallic Rouge                 ep 2/~13  watched · Crunchyroll',
    );
  });

  it.each([
    ['New York', newYork, 'Wed 17 Jan 2024, 10:55'],
    ['Tokyo', tokyo, 'Thu 18 Jan 2024, 00:55'],
  ])('are on the clock of %s there', (_, zone, when) => {
    const there = { ...reader, zone };
    expect(lines(digestLines(digest([rouge], there), there))[0]).toContain(when);
  });
});

describe('the Markdown', () => {
  it('is a document of a heading, sections and items', () => {
    expect(digestMarkdown(digest([rouge]), reader)).toBe(`# Your week, Sat 13 Jan – Sat 20 Jan 2024

## Dropped (\\~1 episode)

- **Metallic Rouge** ep 2/\\~13 · \\~Wed 17 Jan 16:55 · watched · Crunchyroll

## Slipped

- **Metallic Rouge** ep 3 · \\~Wed 31 Jan 16:55 · break Wed 24 Jan · recap

## Watched (1 episode, 24m)

- **Metallic Rouge** ep 2 · Wed 17 Jan 21:00 · 24m

## What you said

- **Metallic Rouge** ep 2 · Wed 17 Jan 21:00 · We'll see → Hooked · 7 → 8/10 · Naomi!

\\~ estimated: worked out, not announced
`);
  });

  it('stays in form whatever anybody wrote, and links to the web alone', () => {
    const words = '](x)\n# <b>*Evil*</b> | `x`';
    const evil = show({
      title: words,
      releases: [release({}, { platform: words, url: 'javascript:alert(1)' })],
      verdicts: [{ at: '2024-01-17T20:00:00Z', words, note: words }],
    });
    const text = digestMarkdown(digest([evil]), reader);
    const starts = text.split('\n').map((one) => one.split(' ')[0]);
    expect(new Set(starts)).toEqual(new Set(['#', '##', '-', '', '\\~']));
    expect(text).not.toContain('javascript');
    expect(text).not.toMatch(/(?<!\\)[<>|`]/);
  });

  it('says warm words where there is nothing', () => {
    expect(digestMarkdown(digest([]), reader)).toContain('A quiet week: nothing dropped');
  });
});

describe('the message', () => {
  it('tells most in its title, and the rest in a few lines', () => {
    expect(digestMessage(digest([frieren, rouge]), reader)).toEqual({
      title: 'Your week: ~2 episodes dropped, ~27 wait',
      body: [
        "Waiting: Frieren: Beyond Journey's End ep 1–27",
        'Slipped: Metallic Rouge ep 3 now ~Wed 31 Jan',
        "You said: Metallic Rouge We'll see → Hooked 7 → 8/10",
        "Ahead: Frieren: Beyond Journey's End ep 28/28 ~Fri 26 Jan finale",
      ].join('\n'),
    });
  });

  it('is one of a day, of nothing, or of what comes after nothing', () => {
    expect(digestMessage(digest([], reader, 'day'), reader)).toEqual({
      title: 'Your day: nothing dropped, nothing waits',
      body: '',
    });
    const early = { ...reader, now: at('2023-12-20T12:00:00Z') };
    expect(digestMessage(digest([show()], early), early).body).toBe(
      'Next: Metallic Rouge ep 1/~13 Wed 10 Jan 2024 premiere',
    );
  });

  it('is short and harmless, whatever the shows are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyShow, { selector: ({ id }) => id, maxLength: 20 }), (shows) => {
        const long = shows.map((one) => ({ ...one, title: one.title.repeat(20) }));
        const { title, body } = digestMessage(digest(long), reader);
        expect(title).not.toMatch(CONTROL);
        expect(body).not.toMatch(CONTROL);
        expect(title.length).toBeLessThan(80);
        expect(body.split('\n').length).toBeLessThanOrEqual(6);
        for (const one of body.split('\n')) expect([...one].length).toBeLessThan(600);
      }),
    );
  });
});
