import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addShow, alreadyListed, type NewShow } from '../../src/watchlist/adding';
import { applyChange, byId, type Change, invertChange } from '../../src/watchlist/change';
import { correctedRelease, editShow, removeShow, setStatus } from '../../src/watchlist/editing';
import {
  giveVerdict,
  latestScore,
  opinionFrom,
  parseScore,
  usualWords,
} from '../../src/watchlist/verdict';
import { anyShow, at, release, show } from './shows';

const now = at('2024-01-25T12:00:00Z');
const draft: NewShow = { title: 'Metallic Rouge', release: release(), status: 'planned' };

describe('adding', () => {
  it('makes an id of the title, unique on the list', () => {
    const listed = show({ ids: { mal: 2 } });
    const other = { ...draft, ids: { mal: 1 } };
    const second = addShow({ revision: 1, shows: [listed] }, other, now);
    expect(second.shows[0]?.after?.id).toBe('metallic-rouge-2');
  });

  it.each([
    ['Pokémon: Horizons', 'pokemon-horizons'],
    ['86', '86'],
    ["We'll See", 'well-see'],
    ['メタリックルージュ', 'show'],
    ['__proto__', 'proto'],
    ['constructor', 'constructor'],
    ['-u', 'u'],
  ])('%s becomes %s', (title, id) => {
    expect(addShow({ revision: 0, shows: [] }, { ...draft, title }, now).shows[0]?.after?.id).toBe(
      id,
    );
  });

  it('finds the show that is there already: by number, else by title', () => {
    const listed = show({ ids: { anilist: 1 } });
    const watchlist = { revision: 1, shows: [listed] };
    expect(alreadyListed(watchlist, { title: 'Other', ids: { anilist: 1 } })).toBe(listed);
    expect(alreadyListed(watchlist, { title: 'METALLIC  ROUGE!' })).toBe(listed);
    expect(alreadyListed(watchlist, { title: 'めたりっくルージュ' })).toBe(listed);
    expect(
      alreadyListed(watchlist, { title: 'Metallic Rouge', ids: { anilist: 2 } }),
    ).toBeUndefined();
    expect(addShow(watchlist, draft, now)).toEqual({
      summary: 'Metallic Rouge is on your list already',
      shows: [],
    });
  });
});

describe('every change', () => {
  const anyChange = fc
    .tuple(anyShow, fc.constantFrom('add', 'remove', 'drop', 'say', 'rename'))
    .map(([one, kind]): [typeof one, string, Change] => {
      const changes: Record<string, Change> = {
        add: { summary: 'Added', shows: [{ id: one.id, before: null, after: one }] },
        remove: removeShow(one),
        drop: setStatus(
          one,
          one.status === 'dropped' ? 'watching' : 'dropped',
          { words: 'Bye' },
          now,
        ),
        say: giveVerdict(one, { words: 'Hm' }, now, 3),
        rename: editShow(one, { title: `${one.title}!`, release: one.releases[0] ?? release() }),
      };
      return [one, kind, changes[kind] ?? removeShow(one)];
    });

  it('is taken back by its inverse, and given again', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyShow, { selector: ({ id }) => id, maxLength: 4 }),
        anyChange,
        (others, [one, kind, change]) => {
          const rest = others.filter(({ id }) => id !== one.id);
          const before = {
            revision: 7,
            shows: [...rest, ...(kind === 'add' ? [] : [one])].sort(byId),
          };
          const after = applyChange(before, change);
          const back = applyChange(after, invertChange(change, 'undo'));
          expect(back.shows).toEqual(before.shows);
          expect(applyChange(back, change).shows).toEqual(after.shows);
          expect([after.revision, back.revision]).toEqual([8, 9]);
        },
      ),
    );
  });

  it('keeps every other show as the very same object', () => {
    const other = show({ id: 'other' });
    const after = applyChange({ revision: 1, shows: [show(), other] }, removeShow(show()));
    expect(after.shows[0]).toBe(other);
  });
});

describe('editing', () => {
  it('changes nothing when nothing is new', () => {
    expect(editShow(show(), { release: release() }).shows).toEqual([]);
  });

  it('calls the user the source of what the user says', () => {
    expect(correctedRelease(release(), { step: 'P14D' }).source).toBe('you');
    // A count says by itself whose it is, and leaves the times to whoever gave them.
    const edited = correctedRelease(release(), { episodes: 12 });
    expect(edited.source).toBe('test');
    expect(edited.schedule.episodes).toEqual({ number: 12, basis: 'confirmed' });
    expect(correctedRelease(release(), { url: 'https://example.org' }).source).toBe('test');
  });

  it('estimates on another platform what it knows of the first, and drops its link', () => {
    const moved = correctedRelease(release({}, { url: 'https://cr.example' }), {
      platform: { id: 'hidive', name: 'HIDIVE' },
    });
    expect(moved).toMatchObject({
      id: 'hidive',
      platform: 'HIDIVE',
      schedule: { basis: 'estimated' },
    });
    expect(moved.url).toBeUndefined();
  });

  it('forgets a count that is not known after all', () => {
    expect(correctedRelease(release(), { episodes: 'unknown' }).schedule.episodes).toBeUndefined();
  });
});

describe('verdicts', () => {
  it.each([
    ['7', 7],
    ['7.5', 7.5],
    ['7,5', 7.5],
    ['10', 10],
    ['0', 0],
    ['8/10', 8],
  ])('a score of %s', (words, score) => {
    expect(parseScore(words)).toBe(score);
  });

  it.each(['', '11', '10.1', '-1', '7.55', 'ten', 'NaN', '1e1'])('no score of %j', (words) => {
    expect(() => parseScore(words)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('need words, a score or a note', () => {
    expect(opinionFrom()).toBeUndefined();
    expect(opinionFrom('  ', undefined, '')).toBeUndefined();
    expect(opinionFrom(undefined, 0)).toEqual({ score: 0 });
  });

  it('are appended, and the newest score of the show counts before those of episodes', () => {
    const [said] = giveVerdict(show(), { score: 4 }, now).shows;
    const [again] = giveVerdict(said?.after ?? show(), { score: 9 }, now, 3).shows;
    expect(again?.after?.verdicts.map(({ score }) => score)).toEqual([4, 9]);
    expect(latestScore(again?.after ?? show())).toBe(4);
  });

  it('offers the words used most first', () => {
    const says = (words: string) => ({ at: '2024-01-25T12:00:00Z', words });
    const shows = [show({ verdicts: [says('Fine'), says('Hooked'), says('Hooked')] })];
    expect(usualWords({ revision: 1, shows })).toEqual(['Hooked', 'Fine']);
  });
});
