import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../src/ui/harmless';
import { CONTROL } from '../commands/world';
import { anyShow, anyWords, show, watchedUpTo } from '../watchlist/shows';
import {
  attribute,
  type Element,
  elementsIn,
  expectInOrder,
  expectOwnStyleAlone,
  named,
  textOf,
  within,
} from './pages';
import { fullWinter, HOSTILE, listPageOf } from './reports';

const shows = fullWinter();
const html = listPageOf(shows);
const elements = elementsIn(html);

const KNOWN_TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'nav', 'main', 'footer'],
  ...['section', 'article', 'div', 'h1', 'h2', 'h3', 'p', 'span', 'small', 'b', 'i', 'q', 'bdi'],
  ...['a', 'ul', 'li'],
];

/** The one article of a page of one show. */
function articleOf(facts: Parameters<typeof show>[0], spoilers = false): Element {
  const [article] = named(elementsIn(listPageOf([show(facts)], spoilers)), 'article');
  if (article === undefined) throw new Error('no article');
  return article;
}

describe('the list’s page', () => {
  it('allows its own style and nothing else', () => expectOwnStyleAlone(elements));

  it('names everything by its kind', () => expectInOrder(elements));

  it('has a part for each status, and a way to it', () => {
    const parts = named(elements, 'section').map((one) => attribute(one, 'id'));
    expect(parts).toEqual(['watching', 'completed', 'dropped']);
    const [nav] = named(elements, 'nav');
    const links = nav === undefined ? [] : named(within(nav), 'a');
    expect(links.map((one) => attribute(one, 'href'))).toEqual(parts.map((part) => `#${part}`));
    expect(named(elements, 'article')).toHaveLength(shows.length);
  });

  it('tells of a show what its owner would', () => {
    const article = articleOf({
      watched: watchedUpTo(3),
      tags: ['robots', '<b>noir'],
      verdicts: [
        { episode: 1, words: 'Hooked', score: 8 },
        { words: 'Wavering', note: 'slow' },
      ],
    });
    const text = textOf(article);
    for (const told of ['Metallic Rouge', 'メタリックルージュ', '3/~13 seen · Crunchyroll · 8/10'])
      expect(text).toContain(told);
    expect(text).toContain('robots, <b>noir');
    expect(text).not.toContain('Hooked');
    // The mood's sign is its class's, and its name is there for whoever hears the page.
    const [item] = named(within(article), 'li');
    expect(item && attribute(item, 'class')).toBe('n1');
    expect(item && textOf(item)).toBe('Wavering doubtedslow');
  });

  it('keeps notes past the progress to itself, unless they are wanted', () => {
    const facts = {
      watched: watchedUpTo(1),
      verdicts: [{ episode: 5, words: 'Over', note: 'She dies' }],
    };
    expect(textOf(articleOf(facts))).toContain('Over');
    expect(textOf(articleOf(facts))).not.toContain('She dies');
    expect(textOf(articleOf(facts, true))).toContain('She dies');
  });

  it('of nothing says so', () => {
    const header = named(elementsIn(listPageOf([])), 'header').map(textOf);
    expect(header.join()).toContain('Nothing is on the list.');
  });

  it('shows what people wrote as it is, and does nothing of it', () => {
    const hostile = fc.oneof(anyWords, fc.constantFrom(...HOSTILE));
    fc.assert(
      fc.property(hostile, hostile, anyShow, (title, words, other) => {
        const one = show({
          id: 'one',
          title,
          titles: { native: words },
          tags: [words],
          verdicts: [{ words, note: title }],
        });
        const page = listPageOf([one, { ...other, id: 'other' }]);
        const parsed = elementsIn(page);
        const tags = new Set(parsed.map(({ tagName }) => tagName));
        expect([...tags].filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
        const said = new Set(named(parsed, 'bdi').map(textOf));
        for (const text of [title, words]) expect(said).toContain(harmless(text));
        expect(page).not.toMatch(CONTROL);
      }),
      { numRuns: 100 },
    );
  });
});
