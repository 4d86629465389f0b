import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { expect } from 'vitest';
import { sha256 } from './reports';

/** What a browser makes of a page, without one. */

export type Element = DefaultTreeAdapterTypes.Element;

/** All elements of a page, in order. */
export function elementsIn(html: string): readonly Element[] {
  const found: Element[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ParentNode) => {
    for (const child of node.childNodes) {
      if ('tagName' in child) found.push(child);
      if ('childNodes' in child) visit(child);
    }
  };
  visit(parse(html));
  return found;
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

export function textOf(node: DefaultTreeAdapterTypes.ChildNode): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

export function named(
  elements: readonly Element[],
  ...names: readonly string[]
): readonly Element[] {
  return elements.filter(({ tagName }) => names.includes(tagName));
}

/** All elements within one. */
export function within(element: Element): readonly Element[] {
  return element.childNodes.flatMap((child) =>
    'tagName' in child ? [child, ...within(child)] : [],
  );
}

/** A page allows its own style and nothing else, and its style asks for nothing. */
export function expectOwnStyleAlone(elements: readonly Element[]): void {
  const style = named(elements, 'style');
  expect(style).toHaveLength(1);
  const [css = ''] = style.map(textOf);
  const policy = elements.find((one) => attribute(one, 'http-equiv') !== undefined);
  expect(policy && attribute(policy, 'content')).toBe(
    `default-src 'none'; style-src 'sha256-${sha256(css)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(css).not.toMatch(/url\(|@import|https?:/);
}

/** A page names everything by its kind: a language, one main part, headings in order, no name twice. */
export function expectInOrder(elements: readonly Element[]): void {
  expect(named(elements, 'html').map((one) => attribute(one, 'lang'))).toEqual(['en']);
  expect(named(elements, 'main', 'h1')).toHaveLength(2);
  const levels = elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []);
  expect(levels[0]).toBe('1');
  levels.forEach((level, index) => {
    expect(Number(level)).toBeLessThanOrEqual(Number(levels[index - 1] ?? 0) + 1);
  });
  const ids = elements.flatMap((one) => attribute(one, 'id') ?? []);
  expect(ids).toEqual([...new Set(ids)]);
  const links = named(elements, 'a').flatMap((one) => attribute(one, 'href') ?? []);
  const inner = links.filter((link) => link.startsWith('#')).map((link) => link.slice(1));
  expect(inner.filter((id) => !ids.includes(id))).toEqual([]);
  for (const link of named(elements, 'a')) {
    if (attribute(link, 'href')?.startsWith('#')) continue;
    expect(attribute(link, 'href')).toMatch(/^https?:/);
    expect(attribute(link, 'rel')).toBe('noreferrer noopener');
  }
}
