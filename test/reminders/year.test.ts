import { describe, it } from 'vitest';
import { MINUTE } from '../../src/watchlist/zone';
import { Core, expectEachDropToldOnce } from './year';

describe('a year of thirty shows', () => {
  // By the minute, and through the command line, it goes by in test/crash.
  it('by the quarter of an hour: each drop is told of once, in order, and nothing else', () =>
    expectEachDropToldOnce(1, 15 * MINUTE, new Core()));
});
