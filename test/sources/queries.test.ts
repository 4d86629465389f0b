import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import * as queries from '../../src/sources/anilist-queries';
import { schema } from './server';

it.each(Object.entries(queries))('the query %s is valid on AniList’s schema', (_, query) => {
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
});
