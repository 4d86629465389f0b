import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { chooseRelease } from '../../src/catalog/choose';
import { PLATFORMS, platformNames, resolvePlatform } from '../../src/catalog/platforms';
import { work } from './built';

describe('the release to follow', () => {
  test.each<[string, number, string[], string]>([
    ['nearest to the premiere', 162985, [], 'crunchyroll'],
    ['a preference, by alias', 162985, ['nf'], 'netflix'],
    ['the first that carries it', 162985, ['Disney+', 'Hulu', 'prime video'], 'prime'],
    ['unknown names are passed over', 162985, ['Betamax'], 'crunchyroll'],
    ['a region’s platform, if asked for', 162985, ['Ani-One Asia'], 'ani-one-asia'],
    ['television, if asked for', 162985, ['tv'], 'japanese-tv'],
    ['no Crunchyroll', 161645, [], 'netflix'],
    ['Netflix half a year later', 111314, [], 'japanese-tv'],
    ['nowhere but in Japan and its neighbours', 130003, [], 'japanese-tv'],
  ])('%s (%i, %j)', async (_name, anilist, preferred, id) => {
    expect(chooseRelease(await work(anilist), preferred).id).toBe(id);
  });
});

describe('platforms', () => {
  test.each([
    ['cr', 'Crunchyroll'],
    ['Crunchy', 'Crunchyroll'],
    ['CRUNCHYROLL', 'Crunchyroll'],
    ['disney plus', 'Disney+'],
    ['Disney+', 'Disney+'],
    ['d+', 'Disney+'],
    ['amazon', 'Prime Video'],
    ['dアニメ', 'dアニメストア'],
    ['ani-one-asia', 'Ani-One Asia'],
    ['japanese-tv', 'Japanese TV'],
    ['Betamax', undefined],
    ['', undefined],
    ['+', undefined],
  ])('%s is %s', (typed, name) => {
    expect(resolvePlatform(typed)?.name).toBe(name);
  });

  test('every name, id and alias means its own platform', () => {
    for (const { id, name, aliases } of PLATFORMS) {
      for (const each of [id, name, ...aliases]) expect(resolvePlatform(each)?.id, each).toBe(id);
    }
    expect(platformNames().slice(0, 4)).toEqual([
      'Crunchyroll',
      'Netflix',
      'Disney+',
      'Prime Video',
    ]);
  });

  test('links and regions are those of the data set, and no torrents', () => {
    const require = createRequire(import.meta.url);
    const { siteMeta } = JSON.parse(
      readFileSync(require.resolve('bangumi-data/dist/data.json'), 'utf8'),
    );
    for (const { id, link, regions, premieres } of PLATFORMS) {
      if (premieres) continue;
      expect(siteMeta[id], id).toMatchObject({ type: 'onair', urlTemplate: link });
      expect(new Set(regions ?? []), id).toEqual(new Set(siteMeta[id].regions ?? []));
    }
  });
});
