import { Kind, parse, print, type SelectionNode, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as queries from '../../src/sources/anilist-queries';
import { schema } from './server';

/** What a query asks of each media, but for the synonyms, field by field as GraphQL is printed. */
function askedOfMedia(query: string): readonly string[] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const media = inside(inside(operation.selectionSet.selections, 'Page'), 'media');
  return media.map(print).filter((field) => !field.startsWith('synonyms'));
}

function inside(selections: readonly SelectionNode[], name: string): readonly SelectionNode[] {
  const field = selections.find((one) => one.kind === Kind.FIELD && one.name.value === name);
  return field?.kind === Kind.FIELD ? (field.selectionSet?.selections ?? []) : [];
}

describe('the queries', () => {
  it.each(Object.entries(queries))('%s is valid on AniList’s schema', (_, query) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it('ask the same of each media', () => {
    const [first = [], ...others] = Object.values(queries).map(askedOfMedia);
    expect(first).not.toEqual([]);
    for (const other of others) expect(other).toEqual(first);
  });
});
