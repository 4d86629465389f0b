import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveEpisode } from '../../src/watchlist/amending';
import { isDated, minuteMoment } from '../../src/watchlist/moment';
import { Problem } from '../../src/watchlist/problem';
import { followed, timetableIn } from '../../src/watchlist/releases';
import type { KnownDrop, Moment, Release, Show } from '../../src/watchlist/show';
import { DAY, HOUR } from '../../src/watchlist/zone';
import { at, release, show } from './shows';

/*
 * A platform that goes along with Japanese television, of which a source announced some weeks in a row,
 * perhaps with a break in them: what the user says of one episode reaches no further than it should.
 */

const WEEK = 7 * DAY;
const PREMIERE = at('2024-01-10T15:55:00Z');
const EPISODES = Array.from({ length: 13 }, (_, index) => index + 1);

/** @param pause from which episode on all is a week later */
function announced(from: number, to: number, pause: number): Show {
  const drops = EPISODES.filter((one) => one >= from && one <= to).map((episode): KnownDrop => {
    const weeks = episode - 1 + (episode >= pause ? 1 : 0);
    const moment = minuteMoment(PREMIERE + weeks * WEEK);
    return { episode, moment, basis: 'scheduled', source: 'AniList' };
  });
  const broadcast = release({ drops }, { id: 'japanese-tv', audio: 'raw' });
  return show({ releases: [release(), broadcast] });
}

const anyCase = fc.record({
  start: fc
    .tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 8, max: 13 }),
      fc.integer({ min: 2, max: 13 }),
    )
    .map(([from, to, pause]) => announced(from, to, pause)),
  episode: fc.integer({ min: 2, max: 13 }),
  by: fc.integer({ min: 1, max: 20 * 24 }).map((hours) => hours * HOUR),
  only: fc.boolean(),
});

/** The show after an episode of one of its releases was put off; as it was where that cannot be. */
function putOff(of: Show, on: Release, episode: number, by: number, only: boolean): Show {
  const { moment } = timetableIn(of, on).dropAt(episode);
  if (!isDated(moment)) throw new Error('all are dated here');
  const to = minuteMoment(Date.parse(moment.at) + by);
  try {
    return moveEpisode(of, on, { episode, to, only, why: undefined }).shows[0]?.after ?? of;
  } catch (error) {
    if (error instanceof Problem) return of;
    throw error;
  }
}

function moments(of: Show, episodes: readonly number[]): readonly Moment[] {
  const { dropAt } = timetableIn(of);
  return episodes.map((episode) => dropAt(episode).moment);
}

describe('of a platform that goes along with the broadcast', () => {
  it('a delay moves nothing before it', () => {
    fc.assert(
      fc.property(anyCase, ({ start, episode, by, only }) => {
        const after = putOff(start, followed(start), episode, by, only);
        const before = EPISODES.filter((one) => one < episode);
        expect(moments(after, before)).toEqual(moments(start, before));
      }),
    );
  });

  it('a delay of one episode alone moves no other', () => {
    fc.assert(
      fc.property(anyCase, ({ start, episode, by }) => {
        const after = putOff(start, followed(start), episode, by, true);
        const others = EPISODES.filter((one) => one !== episode);
        expect(moments(after, others)).toEqual(moments(start, others));
      }),
    );
  });

  it('a delay of one episode alone on television moves no other', () => {
    fc.assert(
      fc.property(anyCase, ({ start, episode, by }) => {
        const tv = start.releases.find(({ id }) => id === 'japanese-tv') ?? followed(start);
        const after = putOff(start, tv, episode, by, true);
        const others = EPISODES.filter((one) => one !== episode);
        expect(moments(after, others)).toEqual(moments(start, others));
      }),
    );
  });
});
