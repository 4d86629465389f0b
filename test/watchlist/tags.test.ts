import { describe, expect, it } from 'vitest';
import { isTagged, parseTags, readableTags, withTags } from '../../src/watchlist/tags';
import { show } from './shows';

describe('labels', () => {
  it('are parted by commas, each once', () => {
    expect(parseTags(' mecha, with  Mia,,mecha ')).toEqual(['mecha', 'with Mia']);
  });

  it('are added and taken away in any case, and gone with the last of them', () => {
    const tagged = withTags(show(), { add: ['Mecha', 'Robots'] });
    expect(tagged.tags).toEqual(['Mecha', 'Robots']);
    expect(withTags(tagged, { add: ['mecha', 'New'], remove: ['ROBOTS'] }).tags).toEqual([
      'Mecha',
      'New',
    ]);
    expect(withTags(tagged, { remove: ['mecha', 'robots'] })).toEqual(show());
    expect(isTagged(tagged, 'mecha')).toBe(true);
    expect(isTagged(show(), 'mecha')).toBe(false);
  });

  it('that a program keeps for itself stay in the list, and off the screen', () => {
    const tagged = show({ tags: ['mecha', 'malSync::aHR0cHM6Ly94::'] });
    expect(readableTags(tagged)).toEqual(['mecha']);
  });
});
