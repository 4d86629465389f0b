import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange, invertChange } from '../../src/watchlist/change';
import { DECISIONS, decideOn } from '../../src/watchlist/decision';
import { instant } from '../../src/watchlist/moment';
import type { Show, Trial } from '../../src/watchlist/show';
import { isOnTrial, nextTrial } from '../../src/watchlist/trial';
import { DAY, MINUTE } from '../../src/watchlist/zone';
import { anyMillis, anyShow, anyWords, at, endless, show, watchedUpTo } from './shows';

/** The third episode was watched on 25 January, a week after the second. */
const later = at('2024-03-01T12:00:00Z');

function seen(episodes: number, trial?: Trial, facts: Partial<Show> = {}): Show {
  return show({ watched: watchedUpTo(episodes), ...(trial && { trial }), ...facts });
}

/** Watched in one go, as somebody does who comes late. */
function atOnce(episodes: number): Show {
  const when = '2024-02-10T20:00:00Z';
  return show({ watched: watchedUpTo(episodes).map((one) => ({ ...one, at: when })) });
}

function said(when: string, episode?: number): Show {
  return seen(3, undefined, {
    verdicts: [{ at: when, words: 'Hm', ...(episode === undefined ? {} : { episode }) }],
  });
}

describe('a show is on trial', () => {
  it.each<[string, boolean, Show, number?]>([
    ['before its length', false, seen(2)],
    ['at its length', true, seen(3)],
    ['when one watched on', false, seen(4)],
    ['when one watched on the same day', true, atOnce(4)],
    ['at less than twice as many at once', true, atOnce(5)],
    ['at twice as many at once', false, atOnce(6)],
    ['with another length', true, seen(4), 4],
    ['without a trial', false, seen(3), 0],
    ['with a verdict on the show after it', false, said('2024-02-01T00:00:00Z')],
    ['with one at that very second', false, said('2024-01-25T20:00:00Z')],
    ['with one before', true, said('2024-01-08T00:00:00Z')],
    ['with one on an episode', true, said('2024-02-01T00:00:00Z', 3)],
    ['when it is paused', false, seen(3, undefined, { status: 'paused' })],
    ['when it is dropped', false, seen(3, undefined, { status: 'dropped' })],
    ['when it is completed', false, seen(3, undefined, { status: 'completed' })],
    ['when it was kept', false, seen(3, { kept: '2024-01-26T00:00:00Z' })],
    ['when one more was wanted', false, seen(3, { after: 4 })],
    ['when that one was watched', true, seen(4, { after: 4 })],
    ['when one more was wanted though there is no trial', true, seen(4, { after: 4 }), 0],
    ['while it is put off', false, seen(3, { until: '2024-03-01T12:00:01Z' })],
    ['when that is over', true, seen(3, { until: '2024-03-01T12:00:00Z' })],
    [
      'when that is over, whatever one said before',
      true,
      { ...said('2024-02-28T00:00:00Z'), trial: { until: '2024-03-01T12:00:00Z' } },
    ],
    [
      'when one said something after that',
      false,
      { ...said('2024-02-28T00:00:00Z'), trial: { until: '2024-02-27T12:00:00Z' } },
    ],
    [
      'when it was put off before all that',
      false,
      { ...said('2024-02-01T00:00:00Z'), trial: { until: '2024-01-09T12:00:00Z' } },
    ],
  ])('%s: %s', (_, expected, one, length = 3) => {
    expect(isOnTrial(one, length, later)).toBe(expected);
  });
});

describe('deciding', () => {
  const deciding = { now: later, until: later + 3 * DAY, opinion: undefined };

  it.each([
    ['keep', { trial: { kept: '2024-03-01T12:00:00Z' } }, 'Kept Metallic Rouge'],
    ['drop', { status: 'dropped' }, 'Metallic Rouge is now dropped'],
    ['more', { trial: { after: 4 } }, 'One more of Metallic Rouge before you decide'],
    ['snooze', { trial: { until: '2024-03-04T12:00:00Z' } }, 'Put off deciding on Metallic Rouge'],
  ] as const)('%s', (decision, after, summary) => {
    const before = seen(3);
    expect(decideOn(before, decision, deciding)).toEqual({
      summary,
      shows: [{ id: before.id, before, after: { ...before, ...after } }],
    });
  });

  it('puts off what one wanted one more of without forgetting that', () => {
    const [put] = decideOn(seen(4, { after: 4 }), 'snooze', deciding).shows;
    expect(put?.after?.trial).toEqual({ after: 4, until: '2024-03-04T12:00:00Z' });
  });

  it('says along with it what is thought of the show', () => {
    const opinion = { words: 'Worth it', score: 8 };
    const { summary, shows } = decideOn(seen(3), 'keep', { ...deciding, opinion });
    expect(summary).toBe('Kept Metallic Rouge: Worth it (8/10)');
    expect(shows[0]?.after?.verdicts).toEqual([{ at: '2024-03-01T12:00:00Z', ...opinion }]);
  });

  it.each([
    ['planned', 'jikai watch metallic-rouge begins it.'],
    ['paused', 'jikai resume metallic-rouge takes it up again.'],
    ['dropped', 'jikai resume metallic-rouge takes it up again.'],
    ['completed', 'jikai verdict metallic-rouge "…" says what you think of it.'],
  ] as const)('is refused of a show that is %s, but for dropping it', (status, hint) => {
    const one = seen(3, undefined, { status });
    for (const decision of ['keep', 'more', 'snooze'] as const) {
      expect(() => decideOn(one, decision, deciding)).toThrow(
        expect.objectContaining({
          code: 'failed',
          message: `Metallic Rouge is ${status}, so there is nothing to decide.`,
          hint,
        }),
      );
    }
    expect(decideOn(one, 'drop', deciding).shows).toHaveLength(status === 'dropped' ? 0 : 1);
  });

  it('ends the trial for that moment, and undone gives back the very show', () => {
    const anyTrial: fc.Arbitrary<Trial | undefined> = fc.option(
      fc.oneof(
        fc.constant({}),
        fc.record({ after: fc.integer({ min: 1, max: 20 }) }),
        anyMillis.map((until) => ({ until: instant(until) })),
        anyMillis.map((kept) => ({ kept: instant(kept) })),
      ),
      { nil: undefined },
    );
    let onTrial = 0;
    fc.assert(
      fc.property(
        anyShow,
        anyTrial,
        fc.constantFrom(...DECISIONS),
        fc.nat({ max: 8 }),
        anyMillis,
        fc.integer({ min: 1, max: 500_000 }),
        fc.option(anyWords, { nil: undefined }),
        (made, trial, decision, length, now, minutes, words) => {
          const before: Show = { ...made, status: 'watching', ...(trial && { trial }) };
          if (isOnTrial(before, length, now)) onTrial += 1;
          const opinion = words === undefined ? undefined : { words };
          const until = now + minutes * MINUTE;
          const change = decideOn(before, decision, { now, until, opinion });
          // To want one more again changes nothing.
          const after = change.shows[0]?.after ?? before;
          expect(isOnTrial(after, length, now)).toBe(false);
          expect(after.watched).toEqual(before.watched);
          // Put off, it comes up again, whatever was said along with it.
          if (decision === 'snooze' && isOnTrial(before, length, now)) {
            expect(isOnTrial(after, length, until)).toBe(true);
          }
          const list = { revision: 1, shows: [before] };
          const back = applyChange(applyChange(list, change), invertChange(change, 'Undid'));
          expect(back.shows).toEqual([before]);
        },
      ),
      { numRuns: 1000 },
    );
    // The property says something only of shows that were.
    expect(onTrial).toBeGreaterThan(10);
  });
});

describe('the next show to decide on', () => {
  const trials = (...shows: readonly Show[]) => nextTrial(shows, () => 3, later);

  it.each<[string, Show | undefined]>([
    ['one that is planned', show({ status: 'planned' })],
    ['one that was kept', seen(1, { kept: '2024-01-26T00:00:00Z' })],
    ['one that one watched on with', seen(5)],
    ['one that ends before', show({}, { episodes: { number: 3, basis: 'confirmed' } })],
    ['one put off that has been decided otherwise', seen(5, { until: '2024-03-05T00:00:00Z' })],
  ])('is not %s', (_, one) => {
    expect(trials(...(one === undefined ? [] : [one]))).toBeUndefined();
  });

  it('is the one that is missing the fewest episodes', () => {
    const [far, near] = [show({ id: 'far' }), endless({ id: 'near', watched: watchedUpTo(2) })];
    expect(trials(far, near)).toEqual({ show: near, episodes: 1 });
    const more = seen(3, { after: 5 });
    expect(trials(more)).toEqual({ show: more, episodes: 2 });
    expect(nextTrial([far], () => 0, later)).toBeUndefined();
  });

  it('is the first that was put off, before any other', () => {
    const soon = seen(3, { until: '2024-03-05T00:00:00Z' });
    const then = seen(3, { until: '2024-03-09T00:00:00Z' });
    const near = show({ id: 'near', watched: watchedUpTo(2) });
    expect(trials(near, then, soon)).toEqual({ show: soon, until: '2024-03-05T00:00:00Z' });
  });
});
