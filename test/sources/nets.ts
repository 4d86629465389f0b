import type { Net } from '../../src/sources/source';
import type { Show, SiteIds } from '../../src/watchlist/show';

/** A way out to the network that never waits, but remembers for how long it should have. */
export interface TestNet extends Net {
  /** Milliseconds. */
  readonly waits: readonly number[];
  readonly told: readonly string[];
}

/** The real `fetch`, with patience for a slow machine unless told, at a clock that stands still. */
export function netTo(
  addresses: Net['addresses'],
  { patience = 10_000, clock = 0 }: { patience?: number; clock?: number } = {},
): TestNet {
  const waits: number[] = [];
  const told: string[] = [];
  return {
    fetch: globalThis.fetch,
    wait: async (length) => {
      waits.push(length);
    },
    clock: () => clock,
    patience,
    signal: new AbortController().signal,
    addresses,
    tell: (words) => {
      told.push(words);
    },
    waits,
    told,
  };
}

/** A show with numbers on sites, followed on a platform nobody knows. */
export function showWith(ids: SiteIds, more: Partial<Show> = {}): Show {
  return {
    id: `show-${ids.anilist ?? `mal-${ids.mal}`}`,
    status: 'watching',
    title: 'A Show',
    ids,
    added: '2024-01-01T00:00:00Z',
    releases: [
      {
        id: 'japanese-tv',
        platform: 'Japanese TV',
        audio: 'raw',
        source: 'you',
        schedule: {
          premiere: { at: '2024-01-10T15:55:00Z', precision: 'minute' },
          basis: 'scheduled',
          step: 'P7D',
          zone: 'Asia/Tokyo',
        },
      },
    ],
    follows: 'japanese-tv',
    watched: [],
    verdicts: [],
    ...more,
  };
}
