import { describe, expect, it } from 'vitest';
import { isHookName, occasionOf } from '../../src/hooks/hook';
import { occasionsOf } from '../../src/hooks/occasions';
import type { Show } from '../../src/watchlist/show';
import { show } from '../watchlist/shows';

const AT = '2024-01-10T16:00:00Z';
const bare = show();
const marked: Show = { ...bare, watched: [{ episode: 1, at: AT }] };
const said: Show = { ...bare, verdicts: [{ at: AT, words: 'Hooked' }] };
const amended: Show = { ...bare, verdicts: [{ at: AT, words: 'Hooked', score: 8 }] };
const twice: Show = { ...bare, verdicts: [...said.verdicts, ...said.verdicts] };

describe('what a change gives occasion for', () => {
  it.each<[string, Show | null, Show | null, readonly string[]]>([
    ['a new show', null, bare, ['add']],
    [
      'a new show with marks and a verdict',
      null,
      { ...marked, ...said, watched: marked.watched },
      ['add', 'watch', 'verdict'],
    ],
    ['a removed show', { ...marked, verdicts: said.verdicts }, null, []],
    ['a mark', bare, marked, ['watch']],
    ['a mark taken back', marked, bare, []],
    [
      'another time of a mark',
      marked,
      { ...bare, watched: [{ episode: 1, at: '2024-01-09T16:00:00Z' }] },
      [],
    ],
    ['one mark for another', marked, { ...bare, watched: [{ episode: 2, at: AT }] }, ['watch']],
    ['a verdict', bare, said, ['verdict']],
    ['an amended verdict', said, amended, ['verdict']],
    ['the same verdict again', said, twice, ['verdict']],
    ['a verdict less', twice, said, []],
    ['another status', bare, { ...bare, status: 'paused' }, []],
    ['nothing', bare, bare, []],
  ])('%s', (_, before, after, expected) => {
    expect(occasionsOf({ summary: '', shows: [{ id: bare.id, before, after }] })).toEqual(expected);
  });

  it('is told once of several shows, in one order', () => {
    const change = (before: Show | null, after: Show | null) => ({ id: bare.id, before, after });
    const shows = [
      change(bare, said),
      change(bare, marked),
      change(null, bare),
      change(null, bare),
    ];
    expect(occasionsOf({ summary: '', shows })).toEqual(['add', 'watch', 'verdict']);
  });
});

it.each([
  ['on-add', 'add'],
  ['on-watch', 'watch'],
  ['on-verdict', 'verdict'],
  ['on-drop', 'drop'],
  ['on-add.sh', 'add'],
  ['on-add-01-limit', 'add'],
  ['on-add.', 'add'],
  ['on-added', undefined],
  ['on-add~', undefined],
  ['on-add.off', undefined],
  ['on-add.sh.bak', undefined],
  ['on-add.SAMPLE', undefined],
  ['on-add copy', undefined],
  ['On-Add', undefined],
  ['add', undefined],
  ['on-', undefined],
  ['on-add/../x', undefined],
  ['on-constructor', undefined],
])('a file named %s is a hook for %s', (name, occasion) => {
  expect(occasionOf(name)).toBe(occasion);
  expect(isHookName(name)).toBe(occasion !== undefined);
});
