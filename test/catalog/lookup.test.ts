import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/catalog/catalog';
import { Lookup } from '../../src/catalog/lookup';
import type { Brought } from '../../src/watchlist/brought';

/** Lookups by the thousand, in the catalogue that is bundled. */

let lookup: Lookup;
beforeAll(async () => {
  const file = path.resolve(import.meta.dirname, '../../data/catalog.txt');
  lookup = new Lookup(await openCatalog(file).all());
});

const found = (brought: Partial<Brought>) =>
  lookup.find({ status: 'planned', watched: [], verdicts: [], ...brought })?.ids.anilist;

describe('a lookup', () => {
  it('goes by numbers first, whatever the title', () => {
    expect(found({ ids: { mal: 54794 }, title: 'Frieren' })).toBe(162985);
    expect(found({ ids: { anilist: 162985 } })).toBe(162985);
  });

  it('goes by a whole title in any language, case and spacing', () => {
    for (const title of ['Metallic Rouge', 'METALLIC-ROUGE', 'メタリックルージュ']) {
      expect(found({ title })).toBe(162985);
    }
    expect(found({ title: 'Metallic' })).toBeUndefined();
  });

  it('takes other ways to romanise for the same', () => {
    expect(found({ title: 'Metarikkurūju' })).toBe(162985);
    expect(found({ title: 'Sōsō no Furiiren' })).toBe(found({ title: '葬送のフリーレン' }));
  });

  it('takes nothing where numbers, years or kinds contradict', () => {
    expect(found({ title: 'Metallic Rouge', ids: { mal: 99_999_999 } })).toBeUndefined();
    expect(found({ title: 'Metallic Rouge', year: 2010 })).toBeUndefined();
    expect(found({ title: 'Metallic Rouge', format: 'movie' })).toBeUndefined();
    expect(found({ title: 'Metallic Rouge', year: 2023, format: 'web' })).toBe(162985);
  });

  it('takes nothing where several works have the title', () => {
    expect(found({ title: 'Gintama' })).toBeUndefined();
    expect(found({ title: 'Gintama', year: 2006 })).toBe(918);
    expect(found({ title: 'Gintama', year: 2015 })).toBe(20_996);
    expect(found({ title: 'no such show at all' })).toBeUndefined();
  });
});
