import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnimePlanet } from '../../../src/exchange/lists/anime-planet';
import { firstEpisodes, fixture, HOSTILE_TITLES, onlyOf, problemOf } from './support';

function read(entry: object) {
  return onlyOf(readAnimePlanet(JSON.stringify({ entries: [{ name: 'Kite', ...entry }] })));
}

describe('a list of Anime-Planet', () => {
  it('is read: stars doubled, times but for the first', () => {
    expect(readAnimePlanet(fixture('anime-planet.json'))).toEqual({
      refused: [],
      entries: [
        {
          title: 'Lanterns & Lighthouses',
          status: 'completed',
          watched: firstEpisodes(12),
          verdicts: [{ score: 9 }],
          started: '2019-04-07',
          finished: '2019-06-23',
          rewatches: 2,
        },
        {
          title: 'Harbour Patrol 2099',
          status: 'watching',
          watched: firstEpisodes(3),
          verdicts: [],
        },
        { title: '86', status: 'planned', watched: [], verdicts: [] },
        {
          title: 'Clockwork Orchard',
          status: 'paused',
          watched: firstEpisodes(2),
          verdicts: [{ score: 1 }],
        },
        {
          title: 'Kite/String',
          status: 'dropped',
          watched: firstEpisodes(5),
          verdicts: [],
          finished: '2020-08-29',
        },
        {
          title: 'constructor',
          status: 'dropped',
          watched: [],
          verdicts: [],
          tags: ["won't watch"],
        },
      ],
    });
  });

  it.each([
    [{ status: 'watched', eps: 0 }, undefined],
    [{ status: 'watched' }, ['progress']],
    [{ status: 'watched', eps: null }, ['progress']],
    [{ eps: 3 }, ['status']],
    [{}, ['status', 'progress']],
  ])('says nothing of what it does not tell: %j', (entry, silent) => {
    expect(read(entry).silent).toEqual(silent);
  });

  it.each(HOSTILE_TITLES)('may have a show called %s', (name) => {
    expect(read({ name }).title).toBe(name);
  });

  it('may write statuses in capitals and with a printer’s apostrophe', () => {
    expect(read({ status: 'Won’t Watch' })).toMatchObject({
      status: 'dropped',
      tags: ["won't watch"],
    });
  });

  it.each([0, 6, -1, null, 'five', [5]])('with a rating of %j has none', (rating) => {
    expect(read({ rating, status: 'watched' }).verdicts).toEqual([]);
  });

  it.each<[unknown, string, string]>([
    [{ name: ' ' }, 'entry 1', 'it has no title'],
    [null, 'entry 1', 'it has no title'],
    [{ name: 'Kite', status: 'frozen' }, 'Kite', 'its status "frozen" is not known'],
    [{ name: 'Kite', eps: 100000 }, 'Kite', 'it tells of more than 99999 episodes'],
  ])('refuses %j', (entry, name, why) => {
    expect(readAnimePlanet(JSON.stringify({ entries: [entry] })).refused).toEqual([{ name, why }]);
  });

  it.each([
    [
      '{"export":{"type":"manga"},"entries":[{"name":"Kite"}]}',
      'This is a list of manga, and jikai keeps anime.',
    ],
    ['{"entries":[]}', 'The list holds no shows.'],
    ['{"entries":5}', 'The file is no list of Anime-Planet.'],
    ['[]', 'The file is no list of Anime-Planet.'],
    ['{"entries":[', 'The file is broken: it is no JSON that can be read.'],
  ])('is refused as a whole: %s', (text, message) => {
    expect(problemOf(() => readAnimePlanet(text)).message).toBe(message);
  });

  it('has all of its entries, whatever is in them', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          name: fc.string(),
          status: fc.oneof(fc.constantFrom('watched', 'stalled'), fc.jsonValue()),
          eps: fc.oneof(fc.nat({ max: 50 }), fc.jsonValue()),
          rating: fc.jsonValue(),
          times: fc.jsonValue(),
          started: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
        const list = readAnimePlanet(JSON.stringify({ entries }));
        expect(list.entries.length + list.refused.length).toBe(entries.length);
      }),
    );
  });
});
