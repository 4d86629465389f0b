import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReportPage } from '../../src/exchange/report/page';
import { harmless } from '../../src/ui/harmless';
import { moodSign } from '../../src/ui/mood-words';
import { MOOD_NAMES, type Mood } from '../../src/watchlist/mood';
import type { Show } from '../../src/watchlist/show';
import { CONTROL } from '../commands/world';
import { anyShow, anyWords, show, watchedUpTo } from '../watchlist/shows';
import {
  attribute,
  elementsIn,
  expectInOrder,
  expectOwnStyleAlone,
  named,
  textOf,
  within,
} from './pages';
import { fullWinter, HOSTILE, pageOf, trailOfWords, winterOf } from './reports';

const CLASSES: Readonly<Record<string, Mood>> = { m2: 2, m1: 1, m0: 0, n1: -1, n2: -2 };

const full = winterOf(fullWinter());
const html = pageOf(full);
const elements = elementsIn(html);

describe('the page', () => {
  it('is known as ours, and other pages are not', () => {
    expect(isReportPage(html)).toBe(true);
    for (const other of ['', '<!DOCTYPE html>\n<html></html>', `x${html}`]) {
      expect(isReportPage(other)).toBe(false);
    }
  });

  it('allows its own style and nothing else', () => expectOwnStyleAlone(elements));

  it('names everything by its kind: a language, one main part, headings in order', () => {
    expectInOrder(elements);
    const native = named(elements, 'bdi').filter((one) => attribute(one, 'lang') === 'ja');
    expect(native.map(textOf)).toContain('葬送のフリーレン');
  });

  it('leads to its own parts, and to where the show is watched', () => {
    const links = elements.flatMap((one) => attribute(one, 'href') ?? []);
    expect(links.some((link) => link.startsWith('#show-'))).toBe(true);
    const outer = links.filter((link) => !link.startsWith('#'));
    expect(outer).toEqual(['https://www.crunchyroll.com/series/GG5H5XQX4/?a=1&b=%222%22']);
  });
});

/** What stands in a page of its own and in every other: whoever adds to it looks twice. */
const KNOWN_TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'main', 'footer', 'section'],
  ...['article', 'div', 'h1', 'h2', 'h3', 'p', 'span', 'small', 'b', 'i', 'q', 'bdi', 'a', 'ul'],
  ...['ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['svg', 'defs', 'g', 'path', 'use', 'rect', 'text'],
];
const KNOWN_ATTRIBUTES = [
  ...['lang', 'charset', 'name', 'content', 'http-equiv', 'class', 'id', 'href', 'rel', 'scope'],
  ...['tabindex', 'aria-label', 'aria-hidden', 'role', 'viewBox', 'preserveAspectRatio', 'width'],
  ...['height', 'x', 'y', 'd', 'transform'],
];

/** Every text that the page got from people. */
function spokenIn(shows: readonly Show[]): readonly string[] {
  return shows.flatMap(({ title, titles, verdicts }) => [
    title,
    ...(titles?.native === undefined ? [] : [titles.native]),
    ...verdicts.flatMap(({ words, note }) => [words ?? [], note ?? []].flat()),
  ]);
}

describe('what people wrote', () => {
  function expectInert(shows: readonly Show[], page: string): void {
    const parsed = elementsIn(page);
    const tags = new Set(parsed.map(({ tagName }) => tagName));
    expect([...tags].filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
    const attributes = new Set(parsed.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...attributes].filter((name) => !KNOWN_ATTRIBUTES.includes(name))).toEqual([]);
    const shown = new Set(named(parsed, 'bdi').map(textOf));
    for (const text of spokenIn(shows)) {
      // A browser reads half a character as what stands for none.
      expect(shown).toContain(harmless(text));
    }
  }

  it('is shown as it is, and does nothing', () => {
    expectInert(
      full.shows.map((one) => one.show),
      html,
    );
    expect(html).not.toMatch(CONTROL);
    expect(html).not.toContain('\u202e');
  });

  it('is so whatever it is', () => {
    const hostile = fc.oneof(
      anyWords,
      fc.constantFrom(...HOSTILE),
      fc.string({
        unit: fc.constantFrom(...'<>"\'&;=/!-`#xscript \u0000\u001b\u202e\n'.split('')),
      }),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, words, note) => {
        fc.pre([title, words, note].every((one) => one !== ''));
        const one = show({
          title,
          titles: { native: words },
          watched: watchedUpTo(2),
          verdicts: [
            { at: '2024-01-12T12:00:00Z', episode: 1, words, note },
            { at: '2024-01-13T12:00:00Z', words: note },
          ],
        });
        const shown = { ...one, titles: { native: title === words ? title : words } };
        expectInert([shown], pageOf(winterOf([one])));
      }),
      { numRuns: 150 },
    );
  });

  it('breaks no page, whatever the shows', () => {
    fc.assert(
      fc.property(fc.array(anyShow, { maxLength: 5 }), (shows) => {
        const unique = [...new Map(shows.map((one) => [one.id, one])).values()];
        const tags = new Set(elementsIn(pageOf(winterOf(unique))).map(({ tagName }) => tagName));
        expect([...tags].filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the grid', () => {
  const table = named(elements, 'table')[0];
  const rows = table === undefined ? [] : named(within(table), 'tr').slice(1);

  it('has a cell for each episode, which is what it says', () => {
    const cells = rows.flatMap((row) => named(within(row), 'td'));
    const episodes = full.shows.flatMap((one) => one.episodes);
    expect(cells).toHaveLength(episodes.length);
    cells.forEach((cell, index) => {
      const { episode, mood, verdict, state, gaps } = episodes[index] ?? {};
      const [shown = '', pause] = (attribute(cell, 'class') ?? '').split(' ');
      expect(CLASSES[shown]).toBe(mood);
      if (mood === undefined) {
        const stateClass = { watched: 'seen', unwatched: 'left', ahead: 'ahead' } as const;
        expect(shown).toBe(verdict === undefined && state ? stateClass[state] : 'seen');
      }
      expect(pause === 'pause').toBe((gaps?.length ?? 0) > 0);
      const told = textOf(cell);
      expect(told).toMatch(new RegExp(`^Episode ${episode}: `));
      if (mood !== undefined) expect(told).toContain(MOOD_NAMES[mood]);
      if (verdict?.words !== undefined) expect(told).toContain(harmless(verdict.words));
      expect(told.includes('after a break')).toBe(pause === 'pause');
    });
  });

  it('says whose each row is, and goes on in the next one where a show is long', () => {
    const names = rows.map((row) => {
      const [head, ...others] = named(within(row), 'th');
      expect(others).toEqual([]);
      expect(head && attribute(head, 'scope')).toBe('row');
      return head === undefined ? '' : textOf(head);
    });
    expect(names.filter((name) => name.startsWith('Every day'))).toEqual([
      ...['Every day 1–26', 'Every day 27–52', 'Every day 53–70'],
    ]);
    expect(Math.max(...rows.map((row) => named(within(row), 'td').length))).toBe(26);
  });

  it('gives each mood a sign of its own', () => {
    const style = named(elements, 'style').map(textOf).join('');
    for (const [name, mood] of Object.entries(CLASSES)) {
      const sign = new RegExp(`^\\.${name} \\{.*--mark: "(.)"`, 'm').exec(style)?.[1];
      expect(sign).toBe(moodSign(mood).text);
    }
  });
});

describe('a trail', () => {
  const charts = named(elements, 'article').map((article) => ({
    id: attribute(article, 'id')?.replace('show-', ''),
    chart: named(within(article), 'svg')[0],
  }));

  it('is drawn as it went: each verdict in its place, as high as its mood', () => {
    expect(charts.map(({ id }) => id)).toEqual(full.shows.map((one) => one.show.id));
    for (const [index, { chart }] of charts.entries()) {
      const trail = full.shows[index]?.trail ?? [];
      const moods = trail.map(({ mood }) => mood);
      if (moods.filter((mood) => mood !== undefined).length < 2) {
        expect(chart).toBeUndefined();
        continue;
      }
      if (chart === undefined) throw new Error('no chart');
      const [, , width = 0, height = 0] = (attribute(chart, 'viewBox') ?? '')
        .split(' ')
        .map(Number);
      expect(width).toBeLessThanOrEqual(328);
      const uses = named(within(chart), 'use');
      const rowHeight = height / uses.filter((one) => attribute(one, 'href') === '#axis').length;
      const points = uses.filter((one) => attribute(one, 'href') !== '#axis');
      const read = points.map((point) => {
        const name = attribute(point, 'class') ?? '';
        expect(attribute(point, 'href')).toBe(`#${name}`);
        const [x, y] = [Number(attribute(point, 'x')), Number(attribute(point, 'y'))];
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
        return { x, row: Math.floor(y / rowHeight), depth: y % rowHeight, mood: CLASSES[name] };
      });
      expect(read.map(({ mood }) => mood)).toEqual(moods);
      // From left to right and from row to row.
      for (const [place, { x, row }] of read.entries()) {
        const before = read[place - 1];
        if (before !== undefined) expect(row > before.row || x > before.x).toBe(true);
      }
      // The height alone tells the mood: the higher, the better.
      for (const one of read) {
        for (const other of read) {
          const [a, b] = [one.mood ?? -3, other.mood ?? -3];
          expect(Math.sign(other.depth - one.depth)).toBe(Math.sign(a - b));
        }
      }
      const line = named(within(chart), 'path').find((one) => attribute(one, 'class') === 'line');
      expect(cornersOf((line && attribute(line, 'd')) ?? '')).toEqual(
        read
          .filter(({ mood }) => mood !== undefined)
          .map(({ x, row, depth }) => [x, row * rowHeight + depth]),
      );
      const title = named(within(chart), 'title').map(textOf).join('');
      expect(title.match(/loved|liked|undecided|doubted|disliked|no mood/g)).toEqual(
        moods.map((mood) => (mood === undefined ? 'no mood' : MOOD_NAMES[mood])),
      );
    }
  });

  it('has the words beside it, in the same order', () => {
    for (const [index, article] of named(elements, 'article').entries()) {
      const said = named(within(article), 'li').map(textOf);
      const trail = full.shows[index]?.trail ?? [];
      expect(said).toHaveLength(trail.length);
      trail.forEach(({ verdict: { words, note, score, episode }, mood }, place) => {
        const told = said[place] ?? '';
        if (words !== undefined) expect(told).toContain(harmless(words));
        if (note !== undefined) expect(told).toContain(harmless(note));
        if (score !== undefined) expect(told).toContain(`${score}/10`);
        if (mood !== undefined) expect(told).toContain(MOOD_NAMES[mood]);
        expect(told).toMatch(episode === undefined ? /^show/ : new RegExp(`^ep ${episode} `));
      });
    }
  });
});

/** Where a line of steps comes to rest. */
function cornersOf(path: string): readonly (readonly number[])[] {
  return [...path.matchAll(/M([\d.]+) ([\d.]+)|H([\d.]+)V([\d.]+)/g)].map((found) =>
    found.slice(1).flatMap((number) => (number === undefined ? [] : [Number(number)])),
  );
}

describe('a safe page', () => {
  it('holds no note at all', () => {
    const noted = show({
      watched: watchedUpTo(3),
      verdicts: [
        ...trailOfWords('Hooked', 'Masterpiece'),
        { at: '2024-02-01T12:00:00Z', episode: 2, words: 'Fun', note: 'the secret' },
        { at: '2024-02-01T12:00:00Z', note: 'another secret' },
      ],
    });
    expect(pageOf(winterOf([noted], 'all'))).toContain('another secret');
    const safe = pageOf(winterOf([noted], 'nothing'));
    expect(safe).not.toContain('secret');
    for (const words of ['Hooked', 'Fun', 'Notes are left out']) expect(safe).toContain(words);
  });
});
